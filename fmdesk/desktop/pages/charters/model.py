"""Words, badges and columns of the page of the charters."""

from collections.abc import Mapping
from datetime import date

from fmdesk.core.domain.charter import Bearer, LimitSource, Operator, SanctionKind
from fmdesk.core.domain.charter_drafts import CharterRow, CharterState
from fmdesk.i18n import N_, _, day, number
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

STATES: Mapping[CharterState, tuple[str, str, str]] = {
    CharterState.DRAFT: ("pencil", N_("Draft"), "neutral"),
    CharterState.RETURNED: ("history", N_("Given back"), "broken"),
    CharterState.WAITS: ("hourglass", N_("Waits"), "accent"),
    CharterState.PROPOSED: ("circle-dot", N_("Proposed"), "neutral"),
    CharterState.TRIAL: ("scale", N_("In trial"), "risk"),
    CharterState.COUNTS: ("circle-check", N_("Counts"), "kept"),
    CharterState.TO_COME: ("clock", N_("To come"), "accent"),
    CharterState.CALLED_OFF: ("ban", N_("Called off"), "neutral"),
    CharterState.ENDED: ("ban", N_("Ended"), "neutral"),
}
FIELDS: Mapping[str, str] = {
    "code": N_("Code"),
    "name_nl": N_("Name (Dutch)"),
    "name_en": N_("Name (English)"),
    "promise_nl": N_("Promise (Dutch)"),
    "promise_en": N_("Promise (English)"),
    "guarantee": N_("Guarantee"),
    "scope": N_("Products"),
    "applies_when": N_("Conditions"),
    "except_when": N_("Exceptions"),
    "sanction": N_("Sanction"),
    "bearer": N_("Bearer"),
    "rank": N_("Rank"),
    "validity": N_("Validity"),
    "trial": N_("Trial"),
    "new_run_on_reopen": N_("New run when reopened"),
    "norm": N_("Norm"),
}
"""The clauses by the names of `charter_versions`."""
AMOUNTS: Mapping[str, str] = {
    "amount_cents": N_("Amount"),
    "base_cents": N_("Base"),
    "per_step_cents": N_("Per step"),
    "cap_cents": N_("At most per line"),
}
"""Amounts of a sanction by the names of their fields."""
CLOCKS: Mapping[str, str] = {
    "solution": N_("Until ready, per partial delivery"),
    "response": N_("Until work begins"),
    "step": N_("Until a step is finished"),
}
SOURCES: Mapping[LimitSource, str] = {
    LimitSource.OWN: N_("A limit of its own"),
    LimitSource.PRODUCT: N_("The lead time of the product"),
    LimitSource.GIVEN: N_("The time that was agreed"),
}
KINDS: Mapping[SanctionKind, str] = {
    SanctionKind.NOT_CHARGED: N_("Not charged"),
    SanctionKind.PERCENTAGE: N_("Share of the price"),
    SanctionKind.FIXED: N_("Fixed amount"),
    SanctionKind.STEPPED: N_("Stepped by lateness"),
    SanctionKind.POINTS: N_("Points"),
}
BEARERS: Mapping[Bearer, str] = {
    Bearer.OWNER: N_("The unit of the product"),
    Bearer.OVERRUN: N_("Whoever overran most, over the cut"),
}
OPERATORS: Mapping[Operator, str] = {
    Operator.EQ: N_("is"),
    Operator.NE: N_("is not"),
    Operator.LT: N_("is less than"),
    Operator.LE: N_("is at most"),
    Operator.GT: N_("is more than"),
    Operator.GE: N_("is at least"),
    Operator.IN: N_("is one of"),
    Operator.NOT_IN: N_("is none of"),
}


DAYS: Mapping[CharterState, str] = {
    CharterState.TRIAL: N_("until {day}"),
    CharterState.COUNTS: N_("from {day}"),
    CharterState.TO_COME: N_("from {day}"),
    CharterState.ENDED: N_("after {day}"),
}
LONG_AGO = 1970
"""The year of a charter that holds for whatever was received."""


def state_badge(row: CharterRow) -> Badge:
    """Return the badge of a row."""
    icon, text, tone = STATES[row.state]
    return Badge(icon, _(text), tone)


def day_words(state: CharterState, on: date | None) -> str:
    """Return the day that belongs to a state: its trial's last, its first, its last."""
    if on is None or state not in DAYS:
        return ""
    if on.year == LONG_AGO:
        return _("from the start")
    return _(DAYS[state]).format(day=day(on))


def state_words(state: CharterState, on: date | None) -> str:
    """Return a state with its day: `In trial until 31 Dec 2026`."""
    return f"{_(STATES[state][1])} {day_words(state, on)}".strip()


def columns() -> tuple[Column[CharterRow], ...]:
    """Return the columns of the list."""

    def breaches(row: CharterRow) -> str:
        return "–" if row.breaches is None else number(row.breaches)

    return (
        Column("state", N_("State"), lambda row: state_badge(row).word, 128, badge=state_badge),
        Column(
            "name",
            N_("Charter"),
            lambda row: row.name or row.code or _("(no name yet)"),
            180,
            is_stretched=True,
            is_strong=lambda _row: True,
            hint=lambda row: row.promise,
        ),
        Column("day", N_("When"), lambda row: day_words(row.state, row.day), 118, is_hidden=True),
        Column("code", N_("Code"), lambda row: row.code, 140, is_hidden=True),
        Column("promise", N_("Promise"), lambda row: row.promise, 260, is_hidden=True),
        Column("by", N_("By"), lambda row: row.by, 90, is_hidden=True),
        Column("broken", N_("Broken"), breaches, 72, is_number=True, hint=_this_month),
    )


def _this_month(row: CharterRow) -> str:
    if row.breaches is None:
        return _("This month was not controlled yet.")
    return _("How often it was broken this month, by the last control.")
