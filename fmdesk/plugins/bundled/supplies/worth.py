"""The sections of the month report: what the stock was worth and why, and what was miscounted.

Every figure is the sum of what movements cost: begin, changes and end of a row tie to the cent.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from fmdesk.plugins.api import (
    FactKind,
    ReportMonth,
    ReportSectionSpec,
    SectionColumn,
    Text,
)
from fmdesk.plugins.bundled.supplies.goods import MovementKind
from fmdesk.plugins.bundled.supplies.usecases import Context

Cell = str | int | Text
REASON = 200
"""Characters of a reason that a report has room for."""
NO_GROUP = Text("zonder groep", "no group")
TOTAL = Text("Totaal", "Total")


class Change(IntEnum):
    """A column of the value of the stock."""

    BEGIN = 0
    RECEIVED = 1
    ISSUED = 2
    MOVED = 3
    COUNTED = 4
    END = 5


CHANGES: Mapping[MovementKind, Change] = {
    MovementKind.RECEIPT: Change.RECEIVED,
    MovementKind.ISSUE: Change.ISSUED,
    MovementKind.TRANSFER: Change.MOVED,
    MovementKind.CORRECTION: Change.COUNTED,
}
"""The column of each kind; one that is taken back counts in the same, the others cost nothing."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The price of what moved of a group at a place, before the month or in it.

    Attributes:
        place: Code of the place.
        group: Group of the articles.
        kind: What it was; of what was taken back what that had been.
        is_before: It was before the month.
        cents: What it cost; less than 0 for what went out.
    """

    place: str
    group: str
    kind: MovementKind
    is_before: bool
    cents: int


@dataclass(frozen=True, slots=True)
class Miscount:
    """What a count found too much or too little of an article at a place, with its reason."""

    place: str
    article: str
    pieces: int
    cents: int
    reason: str


def _amounts(*titles: Text) -> Iterator[SectionColumn]:
    return (SectionColumn(title, FactKind.CENTS) for title in titles)


VALUE = ReportSectionSpec(
    "value",
    Text("Waarde van de voorraad", "Value of the stock"),
    "value_of_month",
    (
        SectionColumn(Text("Magazijn", "Stock place")),
        SectionColumn(Text("Artikelgroep", "Article group")),
        *_amounts(
            Text("Begin", "Begin"),
            Text("Ontvangen", "Received"),
            Text("Uitgegeven", "Issued"),
            Text("Verplaatst", "Moved"),
            Text("Geteld", "Counted"),
            Text("Einde", "End"),
        ),
    ),
)
COUNTED = ReportSectionSpec(
    "counted",
    Text("Telverschillen in de voorraad", "Count differences in the stock"),
    "counted_of_month",
    (
        SectionColumn(Text("Magazijn", "Stock place")),
        SectionColumn(Text("Artikel", "Article")),
        SectionColumn(Text("Reden", "Reason")),
        SectionColumn(Text("Stuks", "Pieces")),
        *_amounts(Text("Waarde", "Value")),
    ),
)
SECTIONS = (VALUE, COUNTED)


def value_of_month(context: Context, payload: ReportMonth | None) -> tuple[tuple[Cell, ...], ...]:
    """Return what the stock was worth by place and group, and what changed that in a month."""
    if payload is None:
        return ()
    names = _places(context)
    rows = balances(context.store.moved(payload.start, payload.end, payload.as_of))
    total = [sum(row[change] for row in rows.values()) for change in Change]
    found = [
        (names.get(place, place), group or NO_GROUP, *amounts)
        for (place, group), amounts in rows.items()
    ]
    return (*found, (TOTAL, "", *total)) if found else ()


def counted_of_month(context: Context, payload: ReportMonth | None) -> tuple[tuple[Cell, ...], ...]:
    """Return the differences that counts found in a month."""
    if payload is None:
        return ()
    names = _places(context)
    articles = {one.article.code: one.article for one in context.store.stock()}
    rows = context.store.miscounts(payload.start, payload.end, payload.as_of)
    found = [
        (
            names.get(one.place, one.place),
            Text(articles[one.article].name_nl, articles[one.article].name_en),
            one.reason[:REASON],
            one.pieces,
            one.cents,
        )
        for one in rows
    ]
    total = (TOTAL, "", "", sum(one.pieces for one in rows), sum(one.cents for one in rows))
    return (*found, total) if found else ()


def balances(moved: Iterable[Moved]) -> dict[tuple[str, str], list[int]]:
    """Return the columns (`Change`) in cents by place and group; where nothing was is left out."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in moved:
        row = found.setdefault((one.place, one.group), [0] * len(Change))
        change = Change.BEGIN if one.is_before else CHANGES.get(one.kind)
        if change is not None:
            row[change] += one.cents
            row[Change.END] += one.cents
    return {key: row for key, row in sorted(found.items()) if any(row)}


def _places(context: Context) -> Mapping[str, Text]:
    return {one.code: Text(one.name_nl, one.name_en) for one in context.store.places()}
