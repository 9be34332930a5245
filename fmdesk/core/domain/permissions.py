"""Who may do what, as one table of data (reliability page, Who may do what; pain 31).

The judged unit never controls the clock; who sets tariffs never works tickets; who administers
never touches money; the auditor only reads. The one door asks this table before every command, and
before a read of an area that not everybody sees.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.events import EventKind, PauseClass

DESK, LEAD, UNIT = Role.DESK, Role.DESK_LEAD, Role.UNIT
ACCOUNTS, CONTROLLER, ADMIN = Role.ACCOUNT_MANAGER, Role.CONTROLLER, Role.ADMIN
AUDITOR = Role.AUDITOR


class Subject(StrEnum):
    """What a command is about, so that its units can be looked up from its payload."""

    LINE = "line"
    JUDGED = "judged"
    """A line, the desk where it does a step of it, and who bears what it costs."""
    SANCTION = "sanction"
    LINES = "lines"
    """What `JUDGED` is, of several lines."""
    CONTACT = "contact"
    UNIT = "unit"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Permission:
    """One row of the matrix.

    Attributes:
        roles: Who may do it; one of them is enough.
        own: What it is about, for who may do it only as a unit: it must be one of that unit.
        foreign: What it is about, where who may do it only as a controller may not decide for the
            own unit.
        is_chore: The program does it by itself, whoever has it open.
        is_managers: Of a unit, for who leads it or stands in alone.
        code: Code of the refusal of who has none of the roles.
    """

    roles: tuple[Role, ...]
    own: Subject | None = None
    foreign: Subject | None = None
    is_chore: bool = False
    is_managers: bool = False
    code: str = "access.command"


_FRONT = Permission((DESK, LEAD))
_ADMIN = Permission((ADMIN,))
_CONTROLLER = Permission((CONTROLLER,))
CHORE = Permission(tuple(Role), is_chore=True)
"""The program does it by itself, whoever has it open."""
_ACTS = Permission(tuple(role for role in Role if role is not AUDITOR))
OF_PLUGIN = Permission((DESK, LEAD, UNIT))
"""A plugin's command that asks for no right."""

_MANAGER = Permission((UNIT,), own=Subject.SANCTION, is_managers=True)
_ON_LINE = Permission((DESK, LEAD, UNIT, CONTROLLER), own=Subject.LINE)
"""Whoever records events; which ones, `EVENTS` says."""
WORKS = Permission((DESK, LEAD, UNIT), own=Subject.LINE)
"""Starting and finishing: what moves a line on."""
CLOCK = Permission((DESK, LEAD, CONTROLLER), foreign=Subject.JUDGED, code="access.clock")
"""Stopping the customer's clock, and letting it run again."""
DESK_CLOCK = Permission((CONTROLLER,), foreign=Subject.JUDGED, code="access.desk_clock")
"""The same while a step of the desk runs, or the desk would bear the line."""

EVENTS: Mapping[EventKind, Permission] = {
    EventKind.STARTED: WORKS,
    EventKind.STEP_FINISHED: WORKS,
    EventKind.RETURNED: WORKS,
    EventKind.DELIVERED: WORKS,
    EventKind.READY: WORKS,
    EventKind.PAUSED: CLOCK,
    EventKind.RESUMED: CLOCK,
    EventKind.REOPENED: _FRONT,
    EventKind.CANCELLED: _FRONT,
    EventKind.MESSAGE: _FRONT,
    EventKind.ANSWERED: _FRONT,
    EventKind.CORRECTED: Permission((CONTROLLER,), foreign=Subject.JUDGED, code="access.correct"),
}
"""Who records what on a line: one command with several rights."""


def event_permission(
    kind: EventKind, pause_class: PauseClass | None = None, *, is_desks: bool = False
) -> Permission:
    """Return the row of an event on a line.

    Args:
        kind: What is recorded; what nobody records by hand is for who administers.
        pause_class: For `PAUSED`: a pause that leaves the customer's clock running is work.
        is_desks: A step of the desk runs, or the desk would bear the line.
    """
    row = EVENTS.get(kind, _ADMIN)
    if row is not CLOCK:
        return row
    if pause_class is not None and not pause_class.stops_customer_clock:
        return WORKS
    return DESK_CLOCK if is_desks else CLOCK


COMMANDS: Mapping[str, Permission] = {
    "access.attempt": CHORE,
    "access.sign_in": CHORE,
    "access.save_account": _ADMIN,
    "access.set_password": _ADMIN,
    "administration.save": _ADMIN,
    "administration.close_days": _ADMIN,
    "connections.set_password": _ADMIN,
    "intake.take": _FRONT,
    "intake.take_done": _FRONT,
    "intake.take_bespoke": _FRONT,
    "intake.answer": _FRONT,
    "contacts.status_call": _FRONT,
    "contacts.remark": _FRONT,
    "contacts.answer": Permission((DESK, LEAD, UNIT, ACCOUNTS), own=Subject.CONTACT),
    "fulfilment.record": _ON_LINE,
    "changing.change_line": _FRONT,
    "changing.cancel": _FRONT,
    "changing.edit_ticket": _FRONT,
    "bulk.assign": _FRONT,
    "bulk.pause": _ON_LINE,
    "bulk.resume": _ON_LINE,
    "bulk.ready": Permission((DESK, LEAD, UNIT), own=Subject.LINE),
    "bulk.redirect": _FRONT,
    "bulk.cancel": _FRONT,
    "bulk.undo": _ON_LINE,
    "dossiers.take_over": _FRONT,
    "dossiers.add_task": Permission((DESK, LEAD, UNIT)),
    "dossiers.tick": Permission((DESK, LEAD, UNIT)),
    "dossiers.link": _FRONT,
    "dossiers.unlink": _FRONT,
    "my_unit.assign": Permission((LEAD, UNIT), own=Subject.UNIT),
    "my_unit.move": Permission((LEAD, UNIT), own=Subject.UNIT),
    "my_unit.set_absence": Permission((LEAD, UNIT), own=Subject.UNIT),
    "my_unit.end_action": Permission((LEAD, UNIT), own=Subject.UNIT),
    "questions.ask": _FRONT,
    "questions.answer": Permission((LEAD, UNIT), own=Subject.QUESTION),
    "questions.keep": Permission((DESK, LEAD, UNIT)),
    "questions.take_note": _FRONT,
    "questions.save_target": Permission((LEAD, ADMIN)),
    "returns.give_back": Permission((DESK, LEAD, UNIT), own=Subject.LINE),
    "returns.issue": _FRONT,
    "returns.redirect": _FRONT,
    "call_backs.record": _FRONT,
    "call_backs.save_rules": Permission((LEAD, ADMIN)),
    "hand_overs.give": _FRONT,
    "hand_overs.take": _FRONT,
    "reachability.note": _FRONT,
    "reachability.close": _FRONT,
    "reachability.open": _FRONT,
    "reachability.save_hours": Permission((LEAD, ADMIN)),
    "escalations.run": CHORE,
    "escalations.take": Permission((DESK, LEAD, UNIT)),
    "escalations.save_rules": Permission((LEAD, ADMIN)),
    "messages.queue": _FRONT,
    "messages.mark_done": _FRONT,
    "messages.retry": _FRONT,
    "messages.claim": CHORE,
    "messages.settle": CHORE,
    "messages.save_template": Permission((LEAD, ADMIN)),
    "messages.save_settings": _ADMIN,
    "knowledge.add_caller": _FRONT,
    "knowledge.save_guide": Permission((DESK, LEAD, ADMIN)),
    "knowledge.promote": Permission((LEAD, CONTROLLER)),
    "catalogue.change": _ACTS,
    "catalogue.withdraw": _ACTS,
    "catalogue.decide": Permission((UNIT, CONTROLLER, ADMIN)),
    "catalogue.read": _FRONT,
    "catalogue.save_process": Permission((LEAD, ADMIN)),
    "catalogue.save_cluster": Permission((LEAD, CONTROLLER)),
    "catalogue.make_product": Permission((LEAD, CONTROLLER)),
    "agreements.save": Permission((ACCOUNTS, CONTROLLER)),
    "talks.prepare": Permission((ACCOUNTS, CONTROLLER)),
    "talks.hold": Permission((ACCOUNTS, CONTROLLER)),
    "talks.end_action": Permission((ACCOUNTS, CONTROLLER)),
    "charters.save": _CONTROLLER,
    "charters.drop": _CONTROLLER,
    "charters.send": _CONTROLLER,
    "charters.give_back": _CONTROLLER,
    "charters.approve": _CONTROLLER,
    "charters.end": _CONTROLLER,
    "charters.end_trial": _CONTROLLER,
    "month.control": Permission((LEAD, ACCOUNTS, CONTROLLER)),
    "month.draft": CHORE,
    "month.close": _CONTROLLER,
    "month.save_rules": _CONTROLLER,
    "month.rule": Permission((CONTROLLER,), foreign=Subject.JUDGED),
    "month.approve": _CONTROLLER,
    "month.ask_reopen": _CONTROLLER,
    "month.reopen": _CONTROLLER,
    "journal.save": _CONTROLLER,
    "journal.export": _CONTROLLER,
    "budgets.save": _CONTROLLER,
    "budgets.end": _CONTROLLER,
    "goals.save": _CONTROLLER,
    "goals.end": _CONTROLLER,
    "goals.evaluate": Permission((LEAD, ACCOUNTS, CONTROLLER)),
    "goals.tick": Permission((LEAD, ACCOUNTS, CONTROLLER)),
    "reviews.plan": Permission((LEAD, ACCOUNTS, CONTROLLER)),
    "reviews.record": Permission((LEAD, ACCOUNTS, CONTROLLER)),
    "report_plans.begin": Permission((LEAD, ACCOUNTS, CONTROLLER)),
    "report_plans.end": Permission((LEAD, ACCOUNTS, CONTROLLER)),
    "report_plans.make": CHORE,
    "sending.send_page": _CONTROLLER,
    "sending.send_report": Permission((LEAD, ACCOUNTS, CONTROLLER)),
    "force_majeure.record": Permission((CONTROLLER,), foreign=Subject.LINES),
    "force_majeure.undo": Permission((CONTROLLER,), foreign=Subject.LINES),
    "sanctions.object_to": _MANAGER,
    "sanctions.withdraw": _MANAGER,
    "sanctions.decide": Permission((CONTROLLER,), foreign=Subject.SANCTION),
    "sanctions.second": Permission((CONTROLLER,), foreign=Subject.SANCTION),
    "attachments.add": Permission((DESK, LEAD, UNIT)),
    "attachments.hide": Permission((DESK, LEAD, UNIT)),
    "incoming.keep": CHORE,
    "incoming.order": CHORE,
    "incoming.form": CHORE,
    "incoming.settle": _FRONT,
    "importing.run": _ADMIN,
    "importing.budgets": _CONTROLLER,
    "plugin.enable": _ADMIN,
    "plugin.approve": _ADMIN,
    "plugin.switch": _ADMIN,
    "plugin.remove": _ADMIN,
    "plugin.purge": _ADMIN,
    "office.begin": _ADMIN,
    "starter.build": _ADMIN,
    "starter.hand_over": _ADMIN,
    "demo.name": _ADMIN,
    "demo.settings": _ADMIN,
    "demo.office": _ADMIN,
    "demo.deliver": _ADMIN,
}
"""Every command of the program; those of plugins bring their own row."""


class Area(StrEnum):
    """What is read and not for everybody."""

    MONTH = "month"
    REPORTS = "reports"
    ADMINISTRATION = "administration"
    AUDIT = "audit"


AREAS: Mapping[Area, tuple[Role, ...]] = {
    Area.MONTH: (LEAD, ACCOUNTS, CONTROLLER, AUDITOR),
    Area.REPORTS: (LEAD, ACCOUNTS, CONTROLLER, AUDITOR),
    Area.ADMINISTRATION: (LEAD, ADMIN, AUDITOR),
    Area.AUDIT: (CONTROLLER, ADMIN, AUDITOR),
}


def refusal(
    row: Permission,
    roles: Collection[Role],
    is_own: Callable[[], bool],
    is_insider: Callable[[], bool],
) -> str:
    """Return why a command is refused, as the code of the error; empty where it may be done.

    Args:
        row: Its row.
        roles: Those of who acts.
        is_own: Tells whether it is about something of the unit that is acted for.
        is_insider: Tells whether who acts belongs to a unit that it is about.
    """
    if row.is_chore:
        return ""
    held = [role for role in row.roles if role in roles]
    if not held:
        return row.code
    if row.own is not None and held == [Role.UNIT] and not is_own():
        return "access.other_unit"
    if row.foreign is not None and held == [CONTROLLER] and is_insider():
        return "access.own_unit"
    return ""


def permission_of(command: str) -> Permission:
    """Return the row of a command; what has none is for who administers."""
    return COMMANDS.get(command, _ADMIN)
