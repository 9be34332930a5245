"""The catalogue of a small office on both databases, and who keeps it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.catalog import Faq, ProductVersion
from fmdesk.core.domain.upkeep_drafts import ProductDraft, ProductSaved
from fmdesk.core.domain.upkeep_views import ProductPage
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.catalogue import Catalogue
from fmdesk.core.services.intake import Intake
from fmdesk.core.services.knowledge import Knowledge
from fmdesk.core.sql.door import SqlDoor
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.reports.catalogue_files import CatalogueFiles
from fmdesk.testing import FakeTime, Fill
from tests.integration.storage.conftest import Change, build, change, database, door, fill, office

__all__ = ["change", "database", "door", "office"]

TODAY = date(2026, 3, 2)
LATER = date(2026, 4, 1)


@dataclass(frozen=True)
class Desk:
    """What a test of the catalogue works with."""

    door: SqlDoor
    change: Change
    time: FakeTime
    catalogue: Catalogue
    knowledge: Knowledge
    intake: Intake

    def page(self, code: str = "PAP", language: str = "nl") -> ProductPage:
        return self.catalogue.product(code, language)

    def save(self, reason: str = "", begins: date = TODAY, **fields: object) -> ProductSaved:
        """Change paper as it is shown now."""
        version = self.page().version
        after = replace(version, **{"valid_from": begins, **fields})
        return self.catalogue.change(ProductDraft(uuid4(), version.id, after, reason))

    def on(self, day: date, code: str = "PAP") -> ProductVersion:
        with self.door.read() as work:
            return work.catalog.product(code, day)


Become = Callable[..., None]


def known_paper(url: str) -> None:
    """Put the small office with more about its paper into a database."""

    def more(work: UnitOfWork) -> None:
        paper = work.catalog.product("PAP", TODAY)
        jan = work.people.person_by_code("P2")
        work.catalog.add_product_version(
            replace(
                paper,
                valid_from=date(2025, 1, 1),
                tips=("Vraag naar de afleverplek.",),
                faqs=(Faq(0, "nl", "Wanneer komt het?", "Binnen 24 uur.", 3),),
                contact_ids=(jan.id,),
            )
        )

    fill(url, build, more)


@pytest.fixture
def database_content() -> Fill:
    return known_paper


@pytest.fixture
def desk(office: SqlDoor, change: Change, time_source: FakeTime) -> Desk:
    """Paper with questions, tips and a contact; whoever acts may do everything."""
    plugins = Gateway(PluginHost(()))
    return Desk(
        office,
        change,
        time_source,
        Catalogue(office, CatalogueFiles(), plugins),
        Knowledge(office, plugins),
        Intake(office, plugins),
    )


@pytest.fixture
def become(desk: Desk) -> Become:
    """Let whoever acts have these roles, and act for a unit by its code."""

    def set_roles(*roles: Role, unit: str = "", login: str = "jan") -> None:
        def store(work: UnitOfWork) -> None:
            unit_id = work.people.unit_by_code(unit).id if unit else None
            work.accounts.save(UserAccount(0, login, roles, unit_id=unit_id))

        desk.door.actor = "beheer"
        desk.change(lambda work: work.accounts.save(UserAccount(0, "beheer", tuple(Role))))
        desk.change(store)
        desk.door.actor = login

    return set_roles
