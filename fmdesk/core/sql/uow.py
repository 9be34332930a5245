"""One transaction with its repositories (`fmdesk.core.ports.UnitOfWork`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.ports import (
    AccountRepository,
    AgreementRepository,
    AttachmentRepository,
    BoardRepository,
    BudgetRepository,
    CallBackRepository,
    CatalogRepository,
    CharterRepository,
    CommandReader,
    ContactRepository,
    CrossingRepository,
    DossierRepository,
    EscalationRepository,
    FollowingRepository,
    GoalRepository,
    HandOverRepository,
    ImportPort,
    IncomingRepository,
    KnowledgeRepository,
    LedgerPort,
    MonthStore,
    OutboxRepository,
    PeopleRepository,
    PeriodPort,
    PluginRepository,
    ReachabilityRepository,
    ReportPlanRepository,
    ReportRepository,
    ReviewRepository,
    SecretRepository,
    SettingsRepository,
    TalkRepository,
    TicketRepository,
    UnitWorkRepository,
    UpkeepRepository,
)
from fmdesk.core.sql.accounts import SqlAccounts
from fmdesk.core.sql.agreements import SqlAgreements
from fmdesk.core.sql.attachments import SqlAttachments
from fmdesk.core.sql.board import SqlBoard
from fmdesk.core.sql.budgets import SqlBudgets
from fmdesk.core.sql.call_backs import SqlCallBacks
from fmdesk.core.sql.catalog import SqlCatalog
from fmdesk.core.sql.charter_drafts import SqlCharters
from fmdesk.core.sql.charter_sets import CharterSets
from fmdesk.core.sql.contacts import SqlContacts
from fmdesk.core.sql.crossing import SqlCrossing
from fmdesk.core.sql.dossier import SqlDossier
from fmdesk.core.sql.escalations import SqlEscalations
from fmdesk.core.sql.following import SqlFollowing
from fmdesk.core.sql.goals import SqlGoals
from fmdesk.core.sql.hand_overs import SqlHandOvers
from fmdesk.core.sql.incoming import SqlIncoming
from fmdesk.core.sql.knowledge import SqlKnowledge
from fmdesk.core.sql.ledger import SqlLedger
from fmdesk.core.sql.log_reader import SqlCommandReader
from fmdesk.core.sql.month_store import SqlMonthStore
from fmdesk.core.sql.outbox import SqlOutbox
from fmdesk.core.sql.people import SqlPeople
from fmdesk.core.sql.periods import SqlPeriods
from fmdesk.core.sql.plugins import SqlPlugins
from fmdesk.core.sql.reachability import SqlReachability
from fmdesk.core.sql.reports.plans import SqlReportPlans
from fmdesk.core.sql.reports.store import SqlReports
from fmdesk.core.sql.reviews import SqlReviews
from fmdesk.core.sql.secrets import SqlSecrets
from fmdesk.core.sql.settings import SqlSettings
from fmdesk.core.sql.staging import SqlImports
from fmdesk.core.sql.talks import SqlTalks
from fmdesk.core.sql.tickets import SqlTickets
from fmdesk.core.sql.unit_work import SqlUnitWork
from fmdesk.core.sql.upkeep import SqlUpkeep
from fmdesk.core.sql.versions import Versions

StoreFactory = Callable[[sa.Connection], object]
"""Opens a plugin's store on the connection of a unit of work."""


@dataclass(slots=True)
class SqlUnitOfWork:
    """One transaction.

    Args:
        connection: Its connection.
        now: Its instant.
        actor: Who acts, from the door's session.
        zone: The office's zone.
        versions: Versions known already.
        factories: Opens the store of each plugin.
    """

    connection: sa.Connection
    now: datetime
    actor: str
    zone: str
    versions: Versions
    factories: Mapping[str, StoreFactory]
    people: PeopleRepository = field(init=False)
    budgets: BudgetRepository = field(init=False)
    catalog: CatalogRepository = field(init=False)
    agreements: AgreementRepository = field(init=False)
    talks: TalkRepository = field(init=False)
    tickets: TicketRepository = field(init=False)
    ledger: LedgerPort = field(init=False)
    periods: PeriodPort = field(init=False)
    settings: SettingsRepository = field(init=False)
    months: MonthStore = field(init=False)
    imports: ImportPort = field(init=False)
    knowledge: KnowledgeRepository = field(init=False)
    outbox: OutboxRepository = field(init=False)
    call_backs: CallBackRepository = field(init=False)
    contacts: ContactRepository = field(init=False)
    upkeep: UpkeepRepository = field(init=False)
    charters: CharterRepository = field(init=False)
    dossier: DossierRepository = field(init=False)
    following: FollowingRepository = field(init=False)
    board: BoardRepository = field(init=False)
    hand_overs: HandOverRepository = field(init=False)
    reachability: ReachabilityRepository = field(init=False)
    escalations: EscalationRepository = field(init=False)
    crossing: CrossingRepository = field(init=False)
    unit_work: UnitWorkRepository = field(init=False)
    accounts: AccountRepository = field(init=False)
    secrets: SecretRepository = field(init=False)
    attachments: AttachmentRepository = field(init=False)
    incoming: IncomingRepository = field(init=False)
    plugins: PluginRepository = field(init=False)
    reports: ReportRepository = field(init=False)
    log: CommandReader = field(init=False)
    report_plans: ReportPlanRepository = field(init=False)
    goals: GoalRepository = field(init=False)
    reviews: ReviewRepository = field(init=False)
    _opened: dict[str, object] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        connection, now = self.connection, self.now
        sets = CharterSets(connection, self.versions)
        self.people = SqlPeople(connection)
        self.budgets = SqlBudgets(connection, now, self.actor)
        catalog = SqlCatalog(connection, self.versions)
        self.catalog = catalog
        self.agreements = SqlAgreements(connection)
        self.talks = SqlTalks(connection, now, self.actor)
        tickets = SqlTickets(connection, now, self.zone, catalog, sets)
        self.tickets = tickets
        self.imports = SqlImports(connection, now, tickets, sets)
        self.knowledge = SqlKnowledge(connection)
        self.outbox = SqlOutbox(connection)
        self.call_backs = SqlCallBacks(connection, now, self.actor)
        self.contacts = SqlContacts(connection)
        self.upkeep = SqlUpkeep(connection)
        self.charters = SqlCharters(connection)
        self.dossier = SqlDossier(connection)
        self.following = SqlFollowing(connection)
        self.board = SqlBoard(connection, catalog, now)
        self.hand_overs = SqlHandOvers(connection)
        self.reachability = SqlReachability(connection)
        self.escalations = SqlEscalations(connection, catalog)
        self.crossing = SqlCrossing(connection, now, self.actor)
        self.unit_work = SqlUnitWork(connection, now, self.actor, catalog)
        self.accounts = SqlAccounts(connection)
        self.secrets = SqlSecrets(connection)
        self.attachments = SqlAttachments(connection)
        self.incoming = SqlIncoming(connection)
        self.plugins = SqlPlugins(connection)
        self.reports = SqlReports(connection, self.zone)
        self.log = SqlCommandReader(connection)
        self.report_plans = SqlReportPlans(connection)
        self.goals = SqlGoals(connection)
        self.reviews = SqlReviews(connection)
        self.ledger = SqlLedger(connection, now)
        self.periods = SqlPeriods(connection, now, self.actor)
        self.settings = SqlSettings(connection)
        self.months = SqlMonthStore(connection, now, self.actor, self.zone)

    def stores(self, plugin: str) -> object:
        """Return the store of a plugin, opened in this transaction.

        Raises:
            NotFoundError: `plugin.no_store`.
        """
        if plugin not in self._opened:
            if plugin not in self.factories:
                raise NotFoundError("plugin.no_store", plugin=plugin)
            self._opened[plugin] = self.factories[plugin](self.connection)
        return self._opened[plugin]
