"""The facts that the core supplies to charters; plugins declare their own beside them.

A fact is flat, typed and namespaced. What has not happened, or is not known, is absent: a condition
on an absent fact is never met, whatever its operator (domain page, Charter).
"""

from collections.abc import Iterable, Mapping
from unicodedata import category, is_normalized

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.spec import FactKind, FactSpec, Text

FINISHED = "clock.finished"
PAST_DUE = "clock.past_due"
HAS_GUARANTEE = "clock.has_guarantee"
ALWAYS_PRESENT = (HAS_GUARANTEE, PAST_DUE, FINISHED)
"""Facts of every question; "not yet" is said by them and never by an absent fact."""

LONGEST_TEXT = 100
LARGEST_NUMBER = 2**31 - 1

_TABLE: tuple[tuple[str, type[bool] | type[int] | type[str], str, str, FactKind], ...] = (
    (FINISHED, bool, "Klok gestopt", "Clock stopped", FactKind.PLAIN),
    (PAST_DUE, bool, "Over de termijn", "Past due", FactKind.PLAIN),
    (HAS_GUARANTEE, bool, "Garantie gegeven", "Guarantee given", FactKind.PLAIN),
    ("clock.run", int, "Loop van de klok", "Run of the clock", FactKind.PLAIN),
    (
        "clock.over_working",
        int,
        "Werktijd over de termijn",
        "Working time over due",
        FactKind.SECONDS,
    ),
    ("clock.over_clock", int, "Kloktijd over de termijn", "Clock time over due", FactKind.SECONDS),
    ("line.product", str, "Product", "Product", FactKind.PRODUCT),
    ("line.variant", str, "Variant", "Variant", FactKind.PLAIN),
    ("line.quantity", int, "Besteld aantal", "Ordered quantity", FactKind.PLAIN),
    ("line.price_cents", int, "Prijs van de regel", "Price of the line", FactKind.CENTS),
    ("line.unit", str, "Leverend onderdeel", "Delivering unit", FactKind.UNIT),
    ("line.department", str, "Betalende afdeling", "Paying department", FactKind.DEPARTMENT),
    ("line.opened_weekday", int, "Weekdag van ontvangst", "Weekday received", FactKind.WEEKDAY),
    ("line.opened_minute", int, "Tijdstip van ontvangst", "Time received", FactKind.MINUTE),
    (
        "part.number",
        int,
        "Nummer van de deellevering",
        "Number of the partial delivery",
        FactKind.PLAIN,
    ),
    (
        "part.quantity",
        int,
        "Aantal in de deellevering",
        "Quantity of the partial delivery",
        FactKind.PLAIN,
    ),
    ("ticket.channel", str, "Kanaal", "Channel", FactKind.CHANNEL),
)

CORE_FACTS: tuple[FactSpec, ...] = tuple(
    FactSpec(name, type_, Text(nl, en), kind) for name, type_, nl, en, kind in _TABLE
)
"""Every fact of the core. Times of day are in the office's zone; durations in seconds."""


def fact_types(declared: Iterable[FactSpec] | Mapping[str, type] = ()) -> dict[str, type]:
    """Return the types of the core's facts and of those that plugins declare.

    Args:
        declared: Facts of the plugins, as specifications or as types by name.

    Raises:
        InvalidInputError: `facts.duplicate` when a name is declared twice.
    """
    types: dict[str, type] = {spec.name: spec.type for spec in CORE_FACTS}
    pairs = (
        declared.items()
        if isinstance(declared, Mapping)
        else [(spec.name, spec.type) for spec in declared]
    )
    for name, type_ in pairs:
        if name in types:
            raise InvalidInputError("facts.duplicate", fact=name)
        types[name] = type_
    return types


def value_fault(value: object, type_: type) -> str:
    """Return the code of what makes a value unfit for the engine, empty when it is fit.

    Fit are exact `str`, `int` and `bool` of the declared type; texts of at most 100 characters in
    NFC without control characters or halves of surrogate pairs; numbers below 2^31 either way. An
    amount above 21,474,836.47 euros is therefore refused (docs/rules-engine.md, Gate).
    """
    if type(value) is not type_:
        return _NOT[type_]
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            return "facts.too_long"
        if not is_normalized("NFC", value) or any(category(sign) in _UNFIT for sign in value):
            return "facts.unfit_text"
    elif isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        return "facts.too_large"
    return ""


_UNFIT = frozenset(("Cc", "Cs"))
_NOT: Mapping[type, str] = {
    bool: "facts.not_boolean",
    int: "facts.not_number",
    str: "facts.not_text",
}
