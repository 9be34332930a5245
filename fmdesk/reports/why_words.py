"""Words of a verdict and of what it rests on, for screens, the command line and paper."""

from collections.abc import Mapping

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.month_progress import Ruling
from fmdesk.core.domain.objection import Act, DecisionView, TakenBack
from fmdesk.core.domain.period import Month
from fmdesk.i18n import N_, _, month_name, ngettext, number

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.KEPT: N_("Kept"),
    Outcome.BROKEN: N_("Broken"),
    Outcome.EXCUSED: N_("Excused"),
    Outcome.RUNNING: N_("Running"),
    Outcome.NOT_APPLICABLE: N_("Not applicable"),
    Outcome.MANUAL: N_("To be decided"),
}
REASONS: Mapping[str, str] = {
    "open": N_("Open"),
    "closed": N_("Closed"),
    "holiday": N_("Holiday"),
    "paused": N_("Paused"),
    "reopened": N_("Ready until reopened"),
}
"""Why an interval counts or not."""
EVENTS: Mapping[EventKind, str] = {
    EventKind.RECEIVED: N_("Received"),
    EventKind.STARTED: N_("Step started"),
    EventKind.PAUSED: N_("Paused"),
    EventKind.RESUMED: N_("Resumed"),
    EventKind.STEP_FINISHED: N_("Step finished"),
    EventKind.RETURNED: N_("Returned over the cut"),
    EventKind.REDIRECTED: N_("Given to another unit"),
    EventKind.DELIVERED: N_("Delivered"),
    EventKind.READY: N_("Ready"),
    EventKind.REOPENED: N_("Reopened"),
    EventKind.CANCELLED: N_("Cancelled"),
    EventKind.CORRECTED: N_("Time corrected"),
    EventKind.MESSAGE: N_("The customer asked"),
    EventKind.ANSWERED: N_("The desk answered"),
    EventKind.MOVED: N_("Moved"),
    EventKind.NOTED: N_("Noted"),
    EventKind.FORCE_MAJEURE: N_("Force majeure"),
    EventKind.FORCE_MAJEURE_UNDONE: N_("Force majeure taken back"),
}
POSTINGS: Mapping[str, str] = {
    "charge": N_("Charge"),
    "charge_reversal": N_("Charge taken back"),
    "sanction": N_("Sanction"),
    "sanction_reversal": N_("Sanction taken back"),
    "move": N_("Burden moved"),
}
ACTS: Mapping[Act, str] = {
    Act.OBJECTION: N_("Objection"),
    Act.WITHDRAW: N_("Objection withdrawn"),
    Act.CONFIRM: N_("Confirmed"),
    Act.MOVE: N_("Moved to {unit}"),
    Act.WAIVE: N_("Waived"),
    Act.AGREE: N_("Second controller agrees"),
    Act.REFUSE: N_("Second controller does not agree"),
    Act.GROW: N_("Grew: the decision needs a second controller"),
    Act.OTHER: N_(
        "By the charter {unit} bears it now, no longer {before}; what waited for a decision fell"
        " away"
    ),
    Act.MORE: N_("Costs more now: a decision that waited fell away, and the unit may object"),
}
"""What is said about a sanction."""
GIVEN_BACK = N_("Confirmed: back to {unit}")
"""To confirm what a decision moved or waived."""


def taken_back_words(back: TakenBack) -> str:
    """Return which month took a sanction back: `Taken back with the close of November 2026`."""
    month = month_name(Month.parse(back.month).first_day())
    return _("Taken back with the close of {month}").format(month=month)


def act_words(one: DecisionView) -> str:
    """Return what somebody did about a sanction: `Moved to Transport`."""
    words = GIVEN_BACK if one.kind is Act.CONFIRM and one.to_unit else ACTS[one.kind]
    return _(words).format(unit=one.to_unit, before=one.from_unit)


def ruling_words(ruling: Ruling, at: str) -> str:
    """Return who decided a verdict in quarantine, when and why.

    Args:
        ruling: What was decided.
        at: When, in words.
    """
    words = _("Decided by {actor} on {at}: {reason}")
    return words.format(actor=ruling.actor, at=at, reason=ruling.reason)


def pieces(count: int) -> str:
    """Return how many pieces: `1 piece`."""
    return ngettext("{n} piece", "{n} pieces", count).format(n=number(count))
