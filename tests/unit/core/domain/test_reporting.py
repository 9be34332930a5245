"""What a report is made of: figures that follow from others, and the months around a period."""

from datetime import UTC, datetime

import pytest

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.reporting import (
    FigureKind,
    ReportAsked,
    ReportColumn,
    ReportFigures,
    ReportSpec,
    ReportTable,
    TableSpec,
)

ZONE = "Europe/Amsterdam"
SUMS = {"kept": 2, "judged": 3, "nothing": 0}


def column(kind: FigureKind, *of: str) -> ReportColumn:
    return ReportColumn("kept", "Kept", kind, (of[0], of[1]) if of else ("", ""))


@pytest.mark.parametrize(
    ("made", "figure"),
    [
        (column(FigureKind.COUNT), 2),
        (column(FigureKind.SHARE, "kept", "judged"), 6666),
        (column(FigureKind.SHARE, "kept", "nothing"), None),
        (column(FigureKind.MEAN, "judged", "kept"), 1),
        (column(FigureKind.MEAN, "judged", "nothing"), None),
        (column(FigureKind.DIFFERENCE, "kept", "judged"), -1),
        (column(FigureKind.LEFT, "judged", "unknown"), 3),
        (column(FigureKind.LEFT, "unknown", "judged"), None),
        (ReportColumn("unknown", "Unknown"), 0),
    ],
)
def test_figures_follow_from_what_was_measured(made: ReportColumn, figure: int | None) -> None:
    assert made.made_of(SUMS) == figure


def test_a_period_has_the_bounds_of_its_months_in_the_zone_of_the_office() -> None:
    asked = ReportAsked("demand", "2026-03", "2026-04")
    start, end = datetime(2026, 2, 28, 23, tzinfo=UTC), datetime(2026, 4, 30, 22, tzinfo=UTC)
    assert asked.bounds(ZONE) == (start, end)
    with pytest.raises(InvalidInputError, match=r"report\.order"):
        ReportAsked("demand", "2026-04", "2026-03").bounds(ZONE)


def test_before_is_as_long_and_the_year_begins_in_january() -> None:
    asked = ReportAsked("demand", "2026-02", "2026-04", "unit", 3)
    assert asked.before() == ReportAsked("demand", "2025-11", "2026-01", "unit", 3)
    assert asked.year() == ReportAsked("demand", "2026-01", "2026-04", "unit", 3)


def test_tables_are_found_by_their_code() -> None:
    hidden = ReportColumn("judged", "", is_shown=False)
    one = TableSpec("one", "One", (), (column(FigureKind.COUNT), hidden))
    two = TableSpec("two", "Two", (), ())
    spec = ReportSpec("both", "Both", "Everybody", (one, two))
    assert spec.table("two") is two
    assert one.shown == (column(FigureKind.COUNT),)
    tables = tuple(ReportTable(table, (), (), {}) for table in (one, two))
    asked = ReportAsked("both", "2026-03", "2026-03")
    at = datetime(2026, 4, 1, tzinfo=UTC)
    figures = ReportFigures(spec, asked, "nl", "", "De Linde", ZONE, at, "", "", tables)
    assert figures.table("two").spec is two
