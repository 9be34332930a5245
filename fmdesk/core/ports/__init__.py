"""What the services need from the world, as protocols; the bootstrap hands in what fulfils them."""

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
from fmdesk.core.ports.engine import (
    Explained,
    Question,
    RuleEngine,
    TimeSource,
)
from fmdesk.core.ports.following import FollowingRepository
from fmdesk.core.ports.goals import GoalRepository
from fmdesk.core.ports.incoming import FormFolder, IncomingRepository, Mailbox, RawMail
from fmdesk.core.ports.knowledge import KnowledgeRepository
from fmdesk.core.ports.log import CommandReader
from fmdesk.core.ports.month import (
    ControlRun,
    MonthLine,
    MonthStore,
    Proposal,
    SanctionFilter,
    SanctionKey,
    SanctionRecord,
    StoredVerdict,
    VerdictRow,
)
from fmdesk.core.ports.outbox import Mailer, OutboxRepository
from fmdesk.core.ports.plugin_records import PluginManager, PluginRepository
from fmdesk.core.ports.plugins import (
    Extensions,
    PluginGateway,
)
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
from fmdesk.core.ports.upkeep import CatalogueWriter, UpkeepRepository
from fmdesk.core.ports.work import (
    Door,
    Progress,
    ReportWriter,
    StorageInfo,
    UnitOfWork,
)

__all__ = [
    "AccountRepository",
    "AgreementRepository",
    "AttachmentRepository",
    "BoardRepository",
    "BudgetRepository",
    "CallBackRepository",
    "CatalogRepository",
    "CatalogueWriter",
    "CharterRepository",
    "CommandReader",
    "ContactRepository",
    "ControlRun",
    "CrossingRepository",
    "Door",
    "DossierRepository",
    "EscalationRepository",
    "Explained",
    "Extensions",
    "FollowingRepository",
    "FormFolder",
    "GoalRepository",
    "HandOverRepository",
    "ImportPort",
    "IncomingRepository",
    "KnowledgeRepository",
    "LedgerPort",
    "Mailbox",
    "Mailer",
    "MonthLine",
    "MonthStore",
    "OutboxRepository",
    "PeopleRepository",
    "PeriodPort",
    "PluginGateway",
    "PluginManager",
    "PluginRepository",
    "Progress",
    "Proposal",
    "Question",
    "RawMail",
    "ReachabilityRepository",
    "ReportPlanRepository",
    "ReportRepository",
    "ReportWriter",
    "ReviewRepository",
    "RuleEngine",
    "SanctionFilter",
    "SanctionKey",
    "SanctionRecord",
    "SecretRepository",
    "SettingsRepository",
    "Staging",
    "StorageInfo",
    "StoredVerdict",
    "TalkRepository",
    "TicketRepository",
    "TimeSource",
    "UnitOfWork",
    "UnitWorkRepository",
    "UpkeepRepository",
    "VerdictRow",
]
