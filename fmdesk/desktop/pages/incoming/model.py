"""Columns and words of the page of what comes in."""

from collections.abc import Mapping, Sequence

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.incoming import IncomingRow, IncomingState
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

STATES: Mapping[IncomingState, tuple[str, str, str]] = {
    IncomingState.WAITING: ("inbox", N_("To take up"), "accent"),
    IncomingState.TAKEN: ("circle-check", N_("Taken up"), "kept"),
    IncomingState.ORDERED: ("circle-check", N_("Ordered"), "kept"),
    IncomingState.ADDED: ("history", N_("On its request"), "neutral"),
    IncomingState.AUTOMATIC: ("settings", N_("Automatic"), "neutral"),
    IncomingState.SETTLED: ("circle-minus", N_("Settled"), "neutral"),
}
VIEWS: Mapping[str, tuple[str, tuple[IncomingState, ...]]] = {
    "waiting": (N_("To take up"), (IncomingState.WAITING,)),
    "other": (N_("The others"), tuple(set(IncomingState) - {IncomingState.WAITING})),
}
"""What the list may show: name and states."""


def columns(time: OfficeTime) -> tuple[Column[IncomingRow], ...]:
    """Return the columns of the list."""
    return (
        Column("state", N_("State"), lambda row: badge(row).word, 124, badge=badge),
        Column("sender", N_("From"), sender, 128),
        Column("subject", N_("Subject"), subject, 200, is_stretched=True, hint=_begin),
        Column("arrived", N_("Arrived"), lambda row: _at(row, time), 146),
    )


def badge(row: IncomingRow) -> Badge:
    """Return what is to be done with it, or became of it."""
    icon, word, tone = STATES[row.incoming.state]
    if row.incoming.problem and row.incoming.state is IncomingState.WAITING:
        return Badge("triangle-alert", _("Look at it"), "risk")
    return Badge(icon, _(word), tone)


def sender(row: IncomingRow) -> str:
    """Return who wrote it, as well as that is known."""
    came = row.incoming
    return row.person or came.sender_name or came.sender_address or _("Unknown")


def subject(row: IncomingRow) -> str:
    """Return what it is about."""
    return row.incoming.subject or _("(no subject)")


def facts(row: IncomingRow, time: OfficeTime) -> Sequence[tuple[str, str]]:
    """Return names and values of what came in."""
    came = row.incoming
    known = row.person or _("Nobody with this address")
    settled = ", ".join(filter(None, (came.settled_by, came.settled_reason)))
    found = (
        (_("From"), ", ".join(filter(None, (came.sender_name, came.sender_address)))),
        (_("Person"), known if came.sender_address else ""),
        (_("Arrived"), _at(row, time)),
        (_("Number"), row.number),
        (_("Not kept"), came.left_out.replace("\n", ", ")),
        (_("Settled"), settled),
    )
    return tuple((name, value) for name, value in found if value)


def problem(row: IncomingRow) -> str:
    """Return what hindered it, as a sentence; empty for nothing."""
    from fmdesk.messages import explain

    came = row.incoming
    return explain(DomainError(came.problem, **came.problem_params)) if came.problem else ""


def _at(row: IncomingRow, time: OfficeTime) -> str:
    return short_stamp(row.incoming.received_at, time)


def _begin(row: IncomingRow) -> str:
    return row.incoming.text[:400]
