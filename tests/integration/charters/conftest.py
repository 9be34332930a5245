"""An office with two controllers, on both databases."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.charter import Charter, Sanction, SanctionKind
from fmdesk.core.domain.charter_drafts import Approval, CharterPage, DraftSave, DraftStep
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.charters import Charters
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import (
    LATE_BREAK,
    MONDAY,
    NO_ENGINE,
    SmallOffice,
    charter,
    engine,
    office,
)

__all__ = ["engine", "office"]

WRITER, SECOND, DESK = "anneke", "cora", "dirk"
TOMORROW = date(2026, 10, 6)
NEW = charter(
    "paper-48h",
    Sanction(SanctionKind.PERCENTAGE, basis_points=2500),
    name_en="Paper in two days",
)


def two_controllers(url: str) -> None:
    """Put the office with its charter and three accounts into a database."""
    made = SmallOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build(charter(LATE_BREAK, Sanction(SanctionKind.NOT_CHARGED)))

    def accounts(work: UnitOfWork) -> Changes:
        for login, roles in (
            (WRITER, ALL_ROLES),
            (SECOND, (Role.CONTROLLER,)),
            (DESK, (Role.DESK,)),
        ):
            work.accounts.save(UserAccount(0, login, roles))
        return Changes()

    made.door.run(uuid4(), "test.accounts", None, accounts, Changes)
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return two_controllers


@dataclass
class Room:
    """Where charters are written."""

    office: SmallOffice
    charters: Charters

    def be(self, login: str) -> None:
        """Let somebody else act."""
        self.office.door.actor = login

    def write(self, charter: Charter = NEW, base: int | None = None) -> CharterPage:
        """Keep a new draft and open it."""
        kept = self.charters.save(DraftSave(uuid4(), charter, base_version_id=base))
        return self.charters.page(kept.key)

    def change(self, page: CharterPage, **fields: object) -> CharterPage:
        """Change what a draft says."""
        assert page.draft is not None
        after = replace(page.charter, **fields)
        given = DraftSave(uuid4(), after, page.draft.id, page.draft.version)
        return self.charters.page(self.charters.save(given).key)

    def step(self, page: CharterPage, reason: str = "") -> DraftStep:
        """Return a step with a draft as it was seen."""
        assert page.draft is not None
        return DraftStep(uuid4(), page.draft.id, page.draft.version, reason)

    def send(self, page: CharterPage) -> CharterPage:
        """Send a draft for approval and open it again."""
        return self.charters.page(self.charters.send(self.step(page)).key)

    def approve(
        self, page: CharterPage, begins: date = TOMORROW, trial: date | None = None
    ) -> CharterPage:
        """Approve a draft as it was seen, and open the charter."""
        assert page.draft is not None
        approval = Approval(uuid4(), page.draft.id, page.draft.version, begins, trial)
        return self.charters.page(self.charters.approve(approval).key)

    def approved(self, charter: Charter, trial: date | None = None) -> CharterPage:
        """Bring a charter the whole way."""
        self.be(WRITER)
        page = self.send(self.write(charter))
        self.be(SECOND)
        return self.approve(page, trial=trial)


@pytest.fixture
def room(office: SmallOffice) -> Room:
    return Room(office, Charters(office.door, office.plugins, office.engine))


def refused(work: Callable[..., object], *arguments: object) -> str:
    """Return the code with which something is refused."""
    with pytest.raises(DomainError) as caught:
        work(*arguments)
    return caught.value.code
