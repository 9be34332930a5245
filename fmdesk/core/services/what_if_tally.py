"""The figures of a trial on the past, added up while it goes on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.spec import Text
from fmdesk.core.domain.what_if import (
    MOST_CHANGED,
    ChangedLine,
    Dimension,
    Side,
    WhatIfRow,
    worst,
)
from fmdesk.core.ports import MonthLine, UnitOfWork

Sides = Mapping[int, tuple[list[Outcome], int, int]]
"""Verdicts, cents and points: 1 for the charter of today, 2 for the one that is tried."""
FIELDS: Mapping[Outcome, str] = {
    Outcome.KEPT: "kept",
    Outcome.BROKEN: "broken",
    Outcome.EXCUSED: "excused",
    Outcome.RUNNING: "running",
}
AT_ONCE = 4 * MOST_CHANGED
"""Changed lines that are held before all but the dearest are let go: years may have millions."""
NONE: tuple[list[Outcome], int, int] = ([], 0, 0)
_TOTAL = ("", "")
Where = tuple[str, int, int]
"""Month, unit and product version of a line."""


@dataclass(slots=True)
class Tallies:
    """Adds lines up by month, unit and product.

    Attributes:
        work: Gives the names.
    """

    work: UnitOfWork
    _counts: Counter[tuple[Where, int, str]] = field(default_factory=Counter)
    _found: list[tuple[MonthLine, Sides, datetime | None]] = field(default_factory=list)
    _changed: int = 0

    def add(self, month: str, line: MonthLine, sides: Sides, finished_at: datetime | None) -> None:
        """Add a line."""
        counts, where = self._counts, (month, line.unit_id, line.product_version_id)
        for place, (outcomes, cents, points) in sides.items():
            for outcome in outcomes:
                if name := FIELDS.get(outcome):
                    counts[where, place, name] += 1
            if cents or points:
                counts[where, place, "cents"] += cents
                counts[where, place, "points"] += points
        before, after = sides.get(1, NONE), sides.get(2, NONE)
        was, becomes = Outcome.BROKEN in before[0], Outcome.BROKEN in after[0]
        if was is not becomes or before[1:] != after[1:]:
            self._changed += 1
            self._found.append((line, sides, finished_at))
            if len(self._found) >= AT_ONCE:
                self._keep_dearest()

    def rows(self) -> tuple[WhatIfRow, Mapping[Dimension, tuple[WhatIfRow, ...]]]:
        """Return the total, and the rows of each dimension."""
        units = {one.id: one for one in self.work.people.units()}
        sums: dict[tuple[str, str], dict[int, Counter[str]]] = {_TOTAL: {}}
        names: dict[tuple[str, str], Text] = {_TOTAL: Text("", "")}
        for ((month, unit_id, version), place, what), count in self._counts.items():
            unit, product = units[unit_id], self.work.catalog.product_version(version)
            for group, name in (
                (_TOTAL, names[_TOTAL]),
                ((Dimension.MONTH, month), Text(month, month)),
                ((Dimension.UNIT, unit.code), Text(unit.name, unit.name)),
                ((Dimension.PRODUCT, product.code), Text(product.name_nl, product.name_en)),
            ):
                names[group] = name
                sums.setdefault(group, {}).setdefault(place, Counter())[what] += count

        def row(group: tuple[str, str]) -> WhatIfRow:
            before, after = (Side(**sums[group].get(place, Counter())) for place in (1, 2))
            return WhatIfRow(group[1], names[group], before, after)

        return row(_TOTAL), {
            dimension: tuple(row(group) for group in sorted(sums) if group[0] == dimension)
            for dimension in Dimension
        }

    def changed(self) -> tuple[tuple[ChangedLine, ...], int]:
        """Return the lines that change, those first where it costs most, and how many there are."""
        self._keep_dearest()
        units = {one.id: one.name for one in self.work.people.units()}
        return tuple(self._line(*one, units) for one in self._found), self._changed

    def _keep_dearest(self) -> None:
        def dearest(one: tuple[MonthLine, Sides, datetime | None]) -> tuple[int, int]:
            line, sides, _finished = one
            return -abs(sides.get(2, NONE)[1] - sides.get(1, NONE)[1]), line.id

        self._found.sort(key=dearest)
        del self._found[MOST_CHANGED:]

    def _line(
        self, line: MonthLine, sides: Sides, finished: datetime | None, units: Mapping[int, str]
    ) -> ChangedLine:
        product = self.work.catalog.product_version(line.product_version_id)
        before, after = sides.get(1, NONE), sides.get(2, NONE)
        return ChangedLine(
            line.id,
            line.number,
            Text(product.name_nl, product.name_en),
            units[line.unit_id],
            line.opened_at,
            finished,
            worst(frozenset(before[0])),
            worst(frozenset(after[0])),
            before[1],
            after[1],
        )
