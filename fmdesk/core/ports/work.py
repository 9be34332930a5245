"""The unit of work, the one door, and what long work and documents need."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from fmdesk.core.domain.permissions import Area, Permission
from fmdesk.core.domain.views import (
    MonthFigures,
)
from fmdesk.core.ports.access import AccountRepository, SecretRepository
from fmdesk.core.ports.agreements import AgreementRepository
from fmdesk.core.ports.attachments import AttachmentRepository
from fmdesk.core.ports.board import (
    BoardRepository,
    EscalationRepository,
    HandOverRepository,
    ReachabilityRepository,
)
from fmdesk.core.ports.budgets import BudgetRepository
from fmdesk.core.ports.call_backs import CallBackRepository
from fmdesk.core.ports.charters import CharterRepository
from fmdesk.core.ports.contacts import ContactRepository
from fmdesk.core.ports.crossing import CrossingRepository
from fmdesk.core.ports.dossier import DossierRepository
from fmdesk.core.ports.following import FollowingRepository
from fmdesk.core.ports.goals import GoalRepository
from fmdesk.core.ports.incoming import IncomingRepository
from fmdesk.core.ports.knowledge import KnowledgeRepository
from fmdesk.core.ports.log import CommandReader
from fmdesk.core.ports.month import MonthStore
from fmdesk.core.ports.outbox import OutboxRepository
from fmdesk.core.ports.plugin_records import PluginRepository
from fmdesk.core.ports.records import (
    CatalogRepository,
    LedgerPort,
    PeopleRepository,
    PeriodPort,
    SettingsRepository,
    TicketRepository,
)
from fmdesk.core.ports.reports import ReportPlanRepository, ReportRepository
from fmdesk.core.ports.reviews import ReviewRepository
from fmdesk.core.ports.staging import ImportPort, Staging
from fmdesk.core.ports.talks import TalkRepository
from fmdesk.core.ports.unit_work import UnitWorkRepository
from fmdesk.core.ports.upkeep import UpkeepRepository

R = TypeVar("R")


class StorageInfo(Protocol):
    """What the status line tells of the database."""

    @property
    def place(self) -> str:
        """Kind and place in words, without a password."""

    @property
    def is_single_user(self) -> bool:
        """Tell whether it is a file on one workstation."""


class UnitOfWork(Protocol):
    """One transaction. Readers have the same repositories in a read-only one."""

    now: datetime
    actor: str
    zone: str
    people: PeopleRepository
    budgets: BudgetRepository
    catalog: CatalogRepository
    agreements: AgreementRepository
    talks: TalkRepository
    tickets: TicketRepository
    ledger: LedgerPort
    periods: PeriodPort
    settings: SettingsRepository
    months: MonthStore
    imports: ImportPort
    knowledge: KnowledgeRepository
    outbox: OutboxRepository
    call_backs: CallBackRepository
    contacts: ContactRepository
    upkeep: UpkeepRepository
    charters: CharterRepository
    dossier: DossierRepository
    following: FollowingRepository
    board: BoardRepository
    hand_overs: HandOverRepository
    reachability: ReachabilityRepository
    escalations: EscalationRepository
    crossing: CrossingRepository
    unit_work: UnitWorkRepository
    accounts: AccountRepository
    secrets: SecretRepository
    attachments: AttachmentRepository
    incoming: IncomingRepository
    plugins: PluginRepository
    reports: ReportRepository
    log: CommandReader
    report_plans: ReportPlanRepository
    goals: GoalRepository
    reviews: ReviewRepository

    def stores(self, plugin: str) -> object:
        """Return the store of a plugin, opened in this transaction."""


class Door(Protocol):
    """The one door: every change is a command with a client-made `op_id`."""

    actor: str
    """Who acts in this session; signing in as somebody else changes it."""

    def run(
        self,
        op_id: UUID,
        name: str,
        payload: object,
        work: Callable[[UnitOfWork], R],
        result: type[R],
        *,
        staging: Staging | None = None,
        permission: Permission | None = None,
    ) -> R:
        """Run a command in one transaction with its row in the command log.

        A repeated `op_id` with an equal payload returns the first result without running; with
        another payload it is a ConflictError `command.reused`. Serialization failures retry.

        Args:
            op_id: Made once by the client.
            name: Name of the use case, for example `intake.take`.
            payload: A frozen dataclass (or None), stored and digested as canonical JSON.
            work: The use case.
            result: Frozen dataclass of the result, so that a stored one can be read back.
            staging: What the use case takes in, laid ready before its transaction begins.
            permission: Who may do it, for a plugin's command; by default the table says it.

        Raises:
            NotAllowedError: Who acts has no right to it.
        """

    def earlier(self, op_id: UUID, payload: object, result: type[R]) -> R | None:
        """Return what a command answered, None when it has not run yet; raises as `run` does."""

    def read(self, area: Area | None = None) -> AbstractContextManager[UnitOfWork]:
        """Open a read-only unit of work with one consistent view.

        Args:
            area: What is read, where that is not for everybody.

        Raises:
            NotAllowedError: `access.area`.
        """

    def head(self) -> str:
        """Return the head of the command log's hash chain, in hex."""


class ReportWriter(Protocol):
    """How a month becomes a document."""

    def render(self, kind: str, language: str, form: str, figures: MonthFigures) -> bytes:
        """Return a report; equal figures give equal bytes, whatever the machine is set to.

        Args:
            kind: `monthly` or `sanctions`.
            language: `nl` or `en`.
            form: `pdf`, `csv` or `xlsx`.
            figures: Everything it shows.

        Raises:
            InvalidInputError: `report.kind`, `report.language` or `report.form`.
        """


class Progress(Protocol):
    """How a long job tells how far it is and learns that it should stop."""

    def report(self, done: int, total: int) -> None:
        """Tell that `done` of `total` pieces are done; `total` 0 when unknown."""

    def is_cancelled(self) -> bool:
        """Tell whether the user asked to stop; the job then rolls back and raises."""
