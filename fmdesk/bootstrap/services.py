"""Every use case of an office, put together by hand from what it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fmdesk.bootstrap.jobs import Silent, jobs_of
from fmdesk.config import Settings
from fmdesk.core.domain.connection import Way
from fmdesk.core.ports import RuleEngine
from fmdesk.core.services.accounts import Access
from fmdesk.core.services.administration import Administration
from fmdesk.core.services.agreements import SignedAgreements
from fmdesk.core.services.attachments import Attachments
from fmdesk.core.services.audits import Audits
from fmdesk.core.services.board import Board
from fmdesk.core.services.budget_pages import BudgetPages
from fmdesk.core.services.bulk import Bulk
from fmdesk.core.services.call_backs import CallBacks
from fmdesk.core.services.catalogue import Catalogue
from fmdesk.core.services.changing import Changing
from fmdesk.core.services.charters import Charters
from fmdesk.core.services.connected import OfficeFolder, OfficeMailbox, OfficeMailer
from fmdesk.core.services.connections import Connections
from fmdesk.core.services.contacts import Contacts
from fmdesk.core.services.dossiers import Dossiers
from fmdesk.core.services.drafts import Drafts
from fmdesk.core.services.escalations import Escalations
from fmdesk.core.services.force_majeure import ForceMajeure
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.goals import Goals
from fmdesk.core.services.hand_overs import HandOvers
from fmdesk.core.services.importing import Importing
from fmdesk.core.services.incomings import Incomings
from fmdesk.core.services.intake import Intake
from fmdesk.core.services.journals import Journals
from fmdesk.core.services.knowledge import Knowledge
from fmdesk.core.services.lists import Lists
from fmdesk.core.services.messages import Messages
from fmdesk.core.services.month import Months
from fmdesk.core.services.my_unit import MyUnit
from fmdesk.core.services.office import Services
from fmdesk.core.services.queries import Queries
from fmdesk.core.services.questions import Questions
from fmdesk.core.services.reachability import Reachability
from fmdesk.core.services.report_plans import ReportPlans
from fmdesk.core.services.reports import Reports
from fmdesk.core.services.returns import Returns
from fmdesk.core.services.reviews import Reviews
from fmdesk.core.services.sanctions import Sanctions
from fmdesk.core.services.sending import Sending
from fmdesk.core.services.talks import Talks
from fmdesk.core.services.whys import Whys
from fmdesk.core.sql.door import SqlDoor
from fmdesk.messages import explain
from fmdesk.plugins.gateway import Extensions, Gateway
from fmdesk.plugins.manager import Manager
from fmdesk.reports.catalogue_files import CatalogueFiles
from fmdesk.reports.period import made_file, made_paper
from fmdesk.reports.writer import Writer, render_document, render_goals


@dataclass(frozen=True, slots=True)
class Plugins:
    """Everything that asks plugins.

    Attributes:
        gateway: How the core asks them.
        extensions: What pages ask of them.
        manager: Installs and removes them.
    """

    gateway: Gateway
    extensions: Extensions
    manager: Manager


OF_THE_DOOR: Mapping[str, Callable[[SqlDoor], Any]] = {
    "contacts": Contacts,
    "questions": Questions,
    "lists": Lists,
    "sanctions": Sanctions,
    "importing": Importing,
    "hand_overs": HandOvers,
    "reachability": Reachability,
    "reports": Reports,
    "budgets": BudgetPages,
    "reviews": Reviews,
    "escalations": Escalations,
    "attachments": Attachments,
    "audits": Audits,
    "journals": Journals,
}
"""What needs nothing but the door, by its name among the services."""


def services_of(
    settings: Settings,
    door: SqlDoor,
    plugins: Plugins,
    engine: RuleEngine,
    here: str,
) -> Services:
    """Return the use cases of an office.

    Args:
        settings: Where things are.
        door: The one door.
        plugins: Everything that asks plugins.
        engine: The rules engine.
        here: Name of the operating system's account.
    """
    gateway, extensions = plugins.gateway, plugins.extensions
    queries = Queries(door, gateway, door.database, engine, settings.safe_mode)
    connections = Connections(door, _given(settings))
    messages, dossiers = Messages(door, OfficeMailer(connections)), Dossiers(door, queries)
    months = Months(door, engine, gateway, Writer())
    return Services(
        time=door.office_time(),
        intake=Intake(door, gateway),
        knowledge=Knowledge(door, gateway),
        drafts=Drafts(settings.data_dir / "drafts"),
        fulfilment=Fulfilment(door, gateway),
        returns=Returns(door, gateway),
        my_unit=MyUnit(door, gateway),
        queries=queries,
        bulk=Bulk(door, gateway, messages, dossiers),
        whys=Whys(door, engine, queries, gateway),
        month=months,
        force_majeure=ForceMajeure(door, gateway),
        messages=messages,
        call_backs=CallBacks(door, gateway),
        dossiers=dossiers,
        changing=Changing(door, gateway, engine),
        board=Board(door, extensions),
        goals=Goals(door, render_goals),
        report_plans=ReportPlans(
            door, made_paper, lambda month: months.draft(month, Silent()), Writer().render
        ),
        sending=Sending(door, made_file),
        access=Access(door, here),
        agreements=SignedAgreements(door, render_document),
        talks=Talks(door, render_document),
        charters=Charters(door, gateway, engine),
        administration=Administration(door, tuple(connections.given), gateway),
        connections=connections,
        incoming=_incoming(door, gateway, connections),
        catalogue=Catalogue(door, CatalogueFiles(), gateway),
        extensions=extensions,
        plugins=plugins.manager,
        jobs=jobs_of(settings, door),
        **{name: kind(door) for name, kind in OF_THE_DOOR.items()},
    )


def _incoming(door: SqlDoor, gateway: Gateway, connections: Connections) -> Incomings:
    """Return what takes in e-mail and forms."""
    mailbox, folder = OfficeMailbox(connections), OfficeFolder(connections)
    return Incomings(door, gateway, mailbox, folder, explain)


def _given(settings: Settings) -> Mapping[str, str]:
    """Return the ways in and out that the settings of this computer decide."""
    folder = "" if settings.drop_folder == Path() else str(settings.drop_folder)
    given = {
        Way.MAIL_SERVER: settings.mail_server,
        Way.MAILBOX: settings.mailbox,
        Way.DROP_FOLDER: folder,
    }
    return {way.value: address for way, address in given.items() if address}
