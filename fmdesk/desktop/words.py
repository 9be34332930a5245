"""Words, icons and tones for the states that screens show."""

from collections.abc import Mapping
from datetime import datetime

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import LineState
from fmdesk.i18n import N_, _, current_language, month_name
from fmdesk.reports import why_words
from fmdesk.ui.widgets.badge import Badge

STATES: Mapping[LineState, tuple[str, str, str]] = {
    LineState.NEW: ("circle-dot", N_("New"), "accent"),
    LineState.RUNNING: ("circle-play", N_("In progress"), "accent"),
    LineState.PAUSED: ("circle-pause", N_("Paused"), "neutral"),
    LineState.READY: ("circle-check", N_("Ready"), "kept"),
    LineState.CANCELLED: ("ban", N_("Cancelled"), "neutral"),
}
OUTCOMES: Mapping[Outcome, tuple[str, str, str]] = {
    Outcome.KEPT: ("circle-check", N_("Kept"), "kept"),
    Outcome.BROKEN: ("circle-x", N_("Broken"), "broken"),
    Outcome.EXCUSED: ("shield-check", N_("Excused"), "neutral"),
    Outcome.RUNNING: ("hourglass", N_("Running"), "accent"),
    Outcome.NOT_APPLICABLE: ("circle-minus", N_("Not applicable"), "neutral"),
    Outcome.MANUAL: ("triangle-alert", N_("To be decided"), "risk"),
}
LATE = ("triangle-alert", N_("Late"), "broken")
EVENTS: Mapping[EventKind, tuple[str, str]] = {
    EventKind.RECEIVED: ("inbox", N_("Received")),
    EventKind.STARTED: ("circle-play", N_("Step started")),
    EventKind.PAUSED: ("circle-pause", N_("Paused")),
    EventKind.RESUMED: ("circle-play", N_("Resumed")),
    EventKind.STEP_FINISHED: ("check", N_("Step finished")),
    EventKind.RETURNED: ("history", N_("Returned over the cut")),
    EventKind.REDIRECTED: ("building-2", N_("Given to another unit")),
    EventKind.DELIVERED: ("truck", N_("Delivered")),
    EventKind.READY: ("circle-check", N_("Ready")),
    EventKind.REOPENED: ("refresh-cw", N_("Reopened")),
    EventKind.CANCELLED: ("ban", N_("Cancelled")),
    EventKind.CORRECTED: ("pencil", N_("Time corrected")),
    EventKind.MESSAGE: ("phone-call", N_("The customer asked")),
    EventKind.ANSWERED: ("headset", N_("The desk answered")),
    EventKind.MOVED: ("calendar-days", N_("Moved")),
    EventKind.FORCE_MAJEURE: ("circle-pause", N_("Force majeure")),
    EventKind.FORCE_MAJEURE_UNDONE: ("history", N_("Force majeure taken back")),
    EventKind.NOTED: ("file-text", N_("Noted")),
}
PAUSES: Mapping[PauseClass, str] = {
    PauseClass.CUSTOMER: N_("Waiting for the customer"),
    PauseClass.FORCE_MAJEURE: N_("Force majeure"),
    PauseClass.INTERNAL: N_("Internal (the customer's clock runs on)"),
}
POSTINGS, REASONS = why_words.POSTINGS, why_words.REASONS
SANCTION_STATES: Mapping[str, tuple[str, str, str]] = {
    "proposed": ("hourglass", N_("Proposed"), "risk"),
    "confirmed": ("check", N_("Confirmed"), "accent"),
    "moved": ("history", N_("Moved"), "neutral"),
    "waived": ("circle-minus", N_("Waived"), "neutral"),
    "posted": ("circle-check", N_("Posted"), "kept"),
    "trial": ("info", N_("Trial"), "neutral"),
    "withdrawn": ("circle-minus", N_("Withdrawn"), "neutral"),
}
_UNKNOWN = ("info", "", "neutral")
_DAYS = {
    "nl": ("ma di wo do vr za zo", "jan feb mrt apr mei jun jul aug sep okt nov dec"),
    "en": ("Mon Tue Wed Thu Fri Sat Sun", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
}
"""Short names of days and months; the library that has them takes 20 ms to load."""


def state_badge(state: LineState, *, is_late: bool = False) -> Badge:
    """Return the badge of a line's state; an open line past due is late first of all."""
    icon, word, tone = LATE if is_late else STATES[state]
    return Badge(icon, _(word), tone)


def outcome_badge(outcome: Outcome) -> Badge:
    """Return the badge of a verdict."""
    icon, word, tone = OUTCOMES[outcome]
    return Badge(icon, _(word), tone)


def sanction_badge(state: str) -> Badge:
    """Return the badge of a sanction's state."""
    icon, word, tone = SANCTION_STATES.get(state, _UNKNOWN)
    return Badge(icon, _(word) or state, tone)


def month_words(month: str) -> str:
    """Return a month, `YYYY-MM`, as a person says it: `november 2026`."""
    return month_name(Month.parse(month).first_day())


def short_stamp(at: datetime | None, time: OfficeTime) -> str:
    """Return an instant for a list, `di 24 nov 11:20`; the year where it is not this one.

    Args:
        at: An aware instant; a dash is shown for none.
        time: The office's time.
    """
    if at is None:
        return "–"
    local = time.local(at)
    weekdays, months = (words.split() for words in _DAYS[current_language()])
    year = "" if local.year == time.wall().year else f" {local.year}"
    return f"{weekdays[local.weekday()]} {local.day} {months[local.month - 1]}{year} {local:%H:%M}"
