"""Columns and filters of the ticket list."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketFilter, TicketRow
from fmdesk.desktop.pages.tickets import due
from fmdesk.desktop.words import OUTCOMES, STATES, short_stamp, state_badge
from fmdesk.i18n import N_, _, money, number
from fmdesk.ui.tables import Column

NARROW = ("number", "state", "product")
"""The columns that stay when a line is open beside the list."""


_CHOICES: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "state": ("states", lambda code: (LineState(code),) if code else ()),
    "unit": ("unit_id", lambda code: int(code) if code else None),
    "department": ("department_id", lambda code: int(code) if code else None),
    "month": ("month", str),
    "outcome": ("outcome", lambda code: Outcome(code) if code else None),
    "charter": ("charter_code", str),
    "late": ("is_late", bool),
}
"""The field of the filter that each choice sets, and how its code is read."""


def columns(time: OfficeTime) -> tuple[Column[TicketRow], ...]:
    """Return the columns; times are shown as the office's, what is left as it is now."""
    return (*_what(time), *WHO, *_when(time), *HOW_MUCH)


def _what(time: OfficeTime) -> tuple[Column[TicketRow], ...]:
    return (
        Column(
            "number",
            N_("Number"),
            lambda row: row.number,
            96,
            sort="number",
            is_strong=lambda _row: True,
        ),
        Column(
            "state",
            N_("State"),
            lambda row: _(STATES[row.state][1]),
            124,
            sort="state",
            badge=lambda row: state_badge(row.state, is_late=due.is_late(row, time)),
            hint=lambda row: _(STATES[row.state][1]),
        ),
        Column(
            "product",
            N_("Product"),
            lambda row: row.product,
            220,
            is_stretched=True,
            sort="product",
            hint=lambda row: row.subject,
        ),
    )


WHO: tuple[Column[TicketRow], ...] = (
    Column("requester", N_("Requester"), lambda row: row.requester, 130, sort="requester"),
    Column(
        "department",
        N_("Department"),
        lambda row: row.department,
        140,
        is_hidden=True,
        sort="department",
    ),
    Column("unit", N_("Unit"), lambda row: row.unit, 116, sort="unit"),
    Column(
        "location",
        N_("Location"),
        lambda row: row.location,
        110,
        is_hidden=True,
        sort="location",
    ),
    Column("channel", N_("Channel"), lambda row: row.channel, 90, is_hidden=True, sort="channel"),
)
HOW_MUCH: tuple[Column[TicketRow], ...] = (
    Column(
        "quantity",
        N_("Quantity"),
        lambda row: number(row.quantity),
        76,
        is_number=True,
        sort="quantity",
    ),
    Column(
        "price", N_("Price"), lambda row: money(row.price_cents), 96, is_number=True, sort="price"
    ),
)


def _when(time: OfficeTime) -> tuple[Column[TicketRow], ...]:
    return (
        Column(
            "opened",
            N_("Opened"),
            lambda row: short_stamp(row.opened_at, time),
            132,
            is_hidden=True,
            sort="opened",
        ),
        Column(
            "due",
            N_("Due"),
            lambda row: due.words(row, time),
            186,
            sort="due",
            badge=lambda row: due.badge(row, time),
            tone=lambda row: "" if due.left(row, time) else "muted",
            hint=lambda row: due.hint(row, time),
        ),
        Column(
            "ready",
            N_("Ready"),
            lambda row: short_stamp(row.ready_at, time),
            132,
            is_hidden=True,
            sort="ready",
        ),
    )


def state_choices() -> list[tuple[str, str]]:
    """Return the states for the filter."""
    return [(state.value, _(words)) for state, (_icon, words, _tone) in STATES.items()]


def outcome_choices() -> list[tuple[str, str]]:
    """Return the verdicts for the filter."""
    return [(outcome.value, _(words)) for outcome, (_icon, words, _tone) in OUTCOMES.items()]


def with_choice(wanted: TicketFilter, name: str, code: str) -> TicketFilter:
    """Return the filter with one choice changed.

    Args:
        wanted: The filter so far.
        name: `state`, `unit`, `department`, `month`, `outcome`, `charter` or `late`.
        code: The choice, empty for none.
    """
    field, read = _CHOICES[name]
    changes: Mapping[str, Any] = {field: read(code)}
    return replace(wanted, **changes)


def choice_of(wanted: TicketFilter, name: str) -> str:
    """Return the code that a filter has chosen, empty for none."""
    return {
        "state": wanted.states[0].value if len(wanted.states) == 1 else "",
        "unit": str(wanted.unit_id or ""),
        "department": str(wanted.department_id or ""),
        "month": wanted.month,
        "outcome": wanted.outcome.value if wanted.outcome else "",
        "charter": wanted.charter_code,
        "late": "1" if wanted.is_late else "",
    }[name]


def is_filtered(wanted: TicketFilter) -> bool:
    """Tell whether the list shows less than everything."""
    return replace(wanted, sort="number", is_descending=True) != TicketFilter()
