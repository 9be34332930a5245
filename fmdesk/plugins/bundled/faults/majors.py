"""Major faults: reports that hang on one, told and closed together with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fmdesk.plugins.api import Text, current_language
from fmdesk.plugins.bundled.faults.context import Context
from fmdesk.plugins.bundled.faults.faults import Fault
from fmdesk.plugins.bundled.faults.refusals import refusal

MENDED = Text("Storing verholpen", "Fault mended")
MENDED_BODY = Text(
    "De storing die u meldde is verholpen. Doet het zich nog voor? Laat het ons weten.",
    "The fault that you reported is mended. Does it still happen? Let us know.",
)
AGAIN = Text("Weer in behandeling", "Worked on again")
AGAIN_BODY = Text(
    "De storing die u meldde is teruggekomen. Wij zijn er weer mee bezig.",
    "The fault that you reported has come back. We are working on it again.",
)
HANGS = Text("Hangt aan {number}", "Hangs on {number}")
FREE = Text("Staat weer op zichzelf", "Stands by itself again")


@dataclass(frozen=True, slots=True)
class HangOn:
    """Let the fault of a line hang on another one, named by its number; empty lets it go."""

    line_id: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class TellAll:
    """A message to everybody who reported a major fault."""

    line_id: int
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a message goes to.

    Attributes:
        told: How many persons.
        unknown: Numbers of the reports whose reporter is not known.
    """

    told: int
    unknown: tuple[str, ...] = ()


def major_of(context: Context, number: str) -> Fault | None:
    """Return the fault that a report with this number hangs on, None for an empty number.

    A report that hangs on something leads to that.

    Raises:
        PluginError: `faults.unknown_fault`.
    """
    if not number.strip():
        return None
    found = context.store.faults.by_number(number)
    if found is not None and found.major_id is not None:
        found = context.store.faults.fault(found.major_id)
    if found is None:
        raise refusal("faults.unknown_fault", number=number.strip())
    return found


def joined(context: Context, fault: Fault, number: str) -> Fault:
    """Return a fault as it hangs on the one with a number; changes nothing.

    Raises:
        PluginError: As `major_of`, `faults.closed_fault` or `faults.itself`.
    """
    major = major_of(context, number)
    if major is None:
        return replace(fault, major_id=None)
    if major.line_id == fault.line_id:
        raise refusal("faults.itself")
    if not major.is_open and major.line_id != fault.major_id:
        raise refusal("faults.closed_fault", number=major.number)
    return replace(fault, major_id=major.line_id)


def bring_along(context: Context, fault: Fault) -> None:
    """Let what hung on a fault hang on the one that it hangs on itself now."""
    if fault.major_id is not None:
        for child in context.store.faults.children(fault.line_id):
            _move(context, child, context.store.faults.fault(fault.major_id))


def hang_on(context: Context, payload: HangOn) -> None:
    """Let a fault hang on another one, or go, as a change of what was reported."""
    fault = context.store.faults.fault(payload.line_id)
    if fault is None:
        raise refusal("faults.unknown_fault", number=str(payload.line_id))
    _move(context, fault, major_of(context, payload.number))


def tell_all(context: Context, payload: TellAll) -> Told:
    """Queue a message to everybody who reported a major fault, once per person."""
    fault = context.store.faults.fault(payload.line_id)
    if fault is None:
        raise refusal("faults.unknown_fault", number=str(payload.line_id))
    if not payload.subject.strip() or not payload.body.strip():
        raise refusal("faults.no_words")
    root = (fault.major_id and context.store.faults.fault(fault.major_id)) or fault
    reports = (root, *context.store.faults.children(root.line_id))
    subject, body = payload.subject, payload.body
    return _tell(context, reports, Text(subject, subject), Text(body, body))


def close(context: Context, line_id: int, repaired_at: datetime) -> None:
    """Report all ready that hangs on a fault, and tell everybody unless the office does so.

    Args:
        context: The unit of work.
        line_id: Line of the major fault.
        repaired_at: When that was mended, aware UTC; its reports were mended with it.
    """
    children = [child for child in context.store.faults.children(line_id) if child.is_open]
    for child in children:
        context.desk.ready(child.line_id)
        mended = replace(child, is_open=False, went_along=True, repaired_at=repaired_at)
        context.store.faults.save(mended)
    parent = context.store.faults.fault(line_id)
    if parent is not None and children and not context.readers.tells_ready():
        _tell(context, (parent, *children), MENDED, MENDED_BODY)


def reopen(context: Context, line_id: int, reason: str) -> None:
    """Work again on what was closed together with a fault, and tell everybody."""
    again = [child for child in context.store.faults.children(line_id) if child.went_along]
    for child in again:
        context.desk.reopen(child.line_id, reason)
    parent = context.store.faults.fault(line_id)
    if parent is not None and again:
        _tell(context, (parent, *again), AGAIN, AGAIN_BODY)


def hand_down(context: Context, line_id: int) -> None:
    """Let the oldest report be the major fault when the one it hung on is cancelled."""
    children = [one for one in context.store.faults.children(line_id) if one.is_open]
    for child in children[:1]:
        _move(context, child, None)
    for child in children[1:]:
        _move(context, child, children[0])


def _move(context: Context, fault: Fault, major: Fault | None) -> None:
    """Change what a report hangs on, so that form, timeline and facts say it too."""
    number = major.number if major else ""
    reason = HANGS.get(current_language()).format(number=number) if number else ""
    words = reason or FREE.get(current_language())
    context.desk.change(fault.line_id, words, details={"hangs_on": number})


def _tell(context: Context, reports: Sequence[Fault], subject: Text, body: Text) -> Told:
    told: set[int] = set()
    unknown = []
    for fault in reports:
        line = context.readers.line(fault.line_id)
        who = context.readers.ticket(line.ticket_id).requester_id
        if who in told:
            continue
        if who is not None and context.desk.tell(line.id, subject, body):
            told.add(who)
        else:
            unknown.append(fault.number)
    return Told(len(told), tuple(unknown))
