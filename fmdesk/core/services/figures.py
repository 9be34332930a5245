"""The figures of a month, gathered line by line while it is run.

Counts are of verdicts on lines opened in the month; money is of entries posted, or to be posted,
in it (domain page, Month). Verdicts of charters in trial count only in the charter's own row.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

from fmdesk.core.domain.broken import BrokenLine
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.ledger import AccountKind, EntryKind, JournalEntry
from fmdesk.core.domain.views import FigureRow, MonthFigures, SanctionTotal, Tally, TrendPoint

TREND_MONTHS = 12
COUNTED: Mapping[Outcome, str] = {
    Outcome.KEPT: "kept",
    Outcome.BROKEN: "broken",
    Outcome.EXCUSED: "excused",
    Outcome.RUNNING: "running",
    Outcome.MANUAL: "running",
    Outcome.NOT_APPLICABLE: "not_applicable",
}
"""Which count a verdict adds to; one that waits for a decision by hand is still running."""

TALLY_FIELDS = tuple(item.name for item in fields(Tally))
Group = tuple[str, str]
"""Dimension and key."""
TOTAL: Group = ("", "")
Place = tuple[int | None, int, int]
"""Whose line it is: department, unit and product version."""
CHARGES = frozenset({EntryKind.CHARGE, EntryKind.CHARGE_REVERSAL})


@dataclass(frozen=True, slots=True)
class Names:
    """Codes and names behind the numbers of the database.

    Attributes:
        departments: Code and name by number.
        units: Code and name by number.
        products: Code, Dutch and English name and norm by product version.
        charters: Code, Dutch and English name and norm by charter version.
    """

    departments: Mapping[int, tuple[str, str]]
    units: Mapping[int, tuple[str, str]]
    products: Mapping[int, tuple[str, str, str, int]]
    charters: Mapping[int, tuple[str, str, str, int]]


def _sums_by() -> dict[tuple[int, int], dict[str, int]]:
    return defaultdict(lambda: defaultdict(int))


def _zeros() -> dict[str, int]:
    return dict.fromkeys(TALLY_FIELDS, 0)


@dataclass(slots=True)
class Gatherer:
    """Adds up the figures of one month.

    Lines, verdicts and charges are counted by place while lines go by, a million at most; what they
    come to per group is worked out once, in `close`.

    Attributes:
        names: Names of everything that figures are shown by.
        tallies: Sums by group; the group `("", "")` is the total. Complete after `close`.
        broken: The appendix.
        borne: Sanctions by bearing unit and charter version.
        trial_borne: What charters in trial would have cost, likewise.
        trials: Codes of the charters in trial.
        without_guarantee: Lines of the month without any due time.
    """

    names: Names
    tallies: dict[Group, dict[str, int]] = field(default_factory=lambda: defaultdict(_zeros))
    broken: list[BrokenLine] = field(default_factory=list)
    borne: dict[tuple[int, int], dict[str, int]] = field(default_factory=_sums_by)
    trial_borne: dict[tuple[int, int], dict[str, int]] = field(default_factory=_sums_by)
    trials: set[str] = field(default_factory=set)
    without_guarantee: int = 0
    _lines: dict[Place, int] = field(default_factory=lambda: defaultdict(int))
    _charged: dict[Place, int] = field(default_factory=lambda: defaultdict(int))
    _charter_lines: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    _verdicts: dict[tuple[Place, int, Outcome, bool], int] = field(
        default_factory=lambda: defaultdict(int)
    )

    def add_line(self, place: Place, verdicts: Iterable[tuple[int, Outcome, bool]]) -> None:
        """Count a line opened in the month.

        Args:
            place: Where it counts.
            verdicts: Charter version, outcome and whether it is in trial, for each verdict; those
                of one charter version follow each other.
        """
        self._lines[place] += 1
        has_guarantee = False
        last = 0
        for version, outcome, is_trial in verdicts:
            self._verdicts[place, version, outcome, is_trial] += 1
            if version != last:
                self._charter_lines[version] += 1
                last = version
            if not is_trial and outcome is not Outcome.NOT_APPLICABLE:
                has_guarantee = True
        if not has_guarantee:
            self.without_guarantee += 1

    def add_entry(self, place: Place, entry: JournalEntry) -> None:
        """Add the money of an entry of this month to the groups of its line."""
        if entry.key.kind in CHARGES:
            self._charged[place] += sum(
                row.cents for row in entry.rows if row.account is AccountKind.COST_CENTRE
            )
            return
        groups = self._groups(place)
        version = entry.key.charter_version_id
        sums: dict[str, int] = defaultdict(int)
        for row in entry.rows:
            if row.account is AccountKind.COST_CENTRE:
                sums["credited_cents"] -= row.cents
            elif row.account is AccountKind.ORGANISATION:
                sums["waived_cents"] += row.cents
            else:
                sums["borne_cents"] += row.cents
                self._bear(row.account_id, entry, row.cents)
        sums["points"] += entry.points
        where = [group for group in groups if group[0] != "unit"]
        if version:
            where.append(self._charter(version))
        for group in where:
            self._add(group, sums)
        # A unit's row shows what its own work was charged and credited; what it bears comes above.
        own = {name: cents for name, cents in sums.items() if name not in ("borne_cents", "points")}
        for group in groups:
            if group[0] == "unit":
                self._add(group, own)

    def add_waived(self, unit_id: int, version: int, cents: int) -> None:
        """Note what a unit would have borne, had it not been waived."""
        self.borne[unit_id, version]["waived_cents"] += cents

    def add_trial(self, unit_id: int, version: int, cents: int, points: int) -> None:
        """Note what a broken charter in trial would have cost a unit."""
        total = self.trial_borne[unit_id, version]
        total["lines"] += 1
        total["cents"] += cents
        total["points"] += points

    def close(self) -> None:
        """Work out what was counted by place, for each group."""
        tallies = self.tallies
        for place, lines in self._lines.items():
            for group in self._groups(place):
                tallies[group]["lines"] += lines
        for place, cents in self._charged.items():
            for group in self._groups(place):
                tallies[group]["charged_cents"] += cents
        for version, lines in self._charter_lines.items():
            tallies[self._charter(version)]["lines"] += lines
        for (place, version, outcome, is_trial), count in self._verdicts.items():
            charter, name = self._charter(version), COUNTED[outcome]
            tallies[charter][name] += count
            if is_trial:
                self.trials.add(charter[1])
                continue
            for group in self._groups(place):
                tallies[group][name] += count
        for counted in (self._lines, self._charged, self._charter_lines, self._verdicts):
            counted.clear()

    def _groups(self, place: Place) -> tuple[Group, ...]:
        """Return the groups of a line: the total, its department, its unit, its product."""
        department_id, unit_id, product = place
        department = self.names.departments[department_id][0] if department_id else ""
        return (
            TOTAL,
            ("department", department),
            ("unit", self.names.units[unit_id][0]),
            ("product", self.names.products[product][0]),
        )

    def _charter(self, version: int) -> Group:
        return ("charter", self.names.charters[version][0])

    def _bear(self, unit_id: int, entry: JournalEntry, cents: int) -> None:
        unit = ("unit", self.names.units[unit_id][0])
        self._add(unit, {"borne_cents": cents, "points": entry.points})
        total = self.borne[unit_id, entry.key.charter_version_id]
        total["cents"] += cents
        total["points"] += entry.points
        if entry.key.kind is EntryKind.SANCTION or (entry.key.kind is EntryKind.MOVE and cents > 0):
            total["lines"] += 1
        elif entry.key.kind is EntryKind.MOVE and total["lines"]:
            total["lines"] -= 1  # what was posted and moved away in one month is not its line

    def _add(self, group: Group, sums: Mapping[str, int]) -> None:
        tally = self.tallies[group]
        for name, value in sums.items():
            tally[name] += value

    def rows(self, earlier: Sequence[MonthFigures]) -> tuple[FigureRow, ...]:
        """Return the rows of all dimensions with the year to date.

        Args:
            earlier: The figures of the earlier months of the same year.
        """
        before: dict[Group, FigureRow] = {}
        years: dict[Group, dict[str, int]] = defaultdict(_zeros)
        for figures in earlier:
            for row in figures.rows:
                group = (row.dimension, row.key)
                before[group] = row
                _sum_into(years[group], row.month)
        rows = []
        for group in sorted(before.keys() | (self.tallies.keys() - {TOTAL})):
            month = Tally(**self.tallies[group]) if group in self.tallies else Tally()
            _sum_into(years[group], month)
            name_nl, name_en, norm = self._name(group, before.get(group))
            year = Tally(**years[group])
            is_trial = group[0] == "charter" and group[1] in self.trials
            rows.append(FigureRow(*group, name_nl, name_en, norm, month, year, is_trial))
        return tuple(rows)

    def total(self) -> Tally:
        """Return the sums of all lines."""
        return Tally(**self.tallies[TOTAL])

    def year(self, earlier: Sequence[MonthFigures]) -> Tally:
        """Return the year to date of all lines."""
        sums = _zeros()
        for figures in earlier:
            _sum_into(sums, figures.total)
        _sum_into(sums, self.total())
        return Tally(**sums)

    def sanctions(self) -> tuple[SanctionTotal, ...]:
        """Return what each unit bears per charter, by unit and charter."""
        totals = [
            self._sanction_total(key, sums, is_trial=is_trial)
            for is_trial, borne in ((False, self.borne), (True, self.trial_borne))
            for key, sums in borne.items()
            if any(sums.values())
        ]
        return tuple(
            sorted(totals, key=lambda total: (total.is_trial, total.unit_code, total.charter))
        )

    def _sanction_total(
        self, key: tuple[int, int], sums: Mapping[str, int], *, is_trial: bool
    ) -> SanctionTotal:
        unit_id, version = key
        unit_code, unit = self.names.units[unit_id]
        code, name_nl, name_en, _norm = self.names.charters[version]
        return SanctionTotal(
            unit_code=unit_code,
            unit=unit,
            charter=code,
            charter_nl=name_nl,
            charter_en=name_en,
            lines=sums["lines"],
            cents=sums["cents"],
            points=sums["points"],
            waived_cents=sums["waived_cents"],
            is_trial=is_trial,
        )

    def _name(self, group: Group, before: FigureRow | None) -> tuple[str, str, int | None]:
        dimension, key = group
        for code, name_nl, name_en, norm in self._table(dimension):
            if code == key:
                return (name_nl, name_en, norm)
        return (before.name_nl, before.name_en, before.norm) if before else (key, key, None)

    def _table(self, dimension: str) -> Iterable[tuple[str, str, str, int | None]]:
        match dimension:
            case "product":
                return self.names.products.values()
            case "charter":
                return self.names.charters.values()
            case "unit":
                return ((code, name, name, None) for code, name in self.names.units.values())
        return ((code, name, name, None) for code, name in self.names.departments.values())


def trend(
    earlier: Sequence[MonthFigures], month: str, total: Tally, norm: int
) -> tuple[TrendPoint, ...]:
    """Return the trend: up to eleven earlier months and this one."""
    points = [
        TrendPoint(
            figures.month,
            figures.total.kept,
            figures.total.broken,
            figures.total.credited_cents,
            figures.trend[-1].norm if figures.trend else None,
        )
        for figures in earlier[-(TREND_MONTHS - 1) :]
    ]
    return (*points, TrendPoint(month, total.kept, total.broken, total.credited_cents, norm))


def _sum_into(sums: dict[str, int], tally: Tally) -> None:
    for name in TALLY_FIELDS:
        sums[name] += getattr(tally, name)
