"""A made-up report of a period."""

from dataclasses import replace
from datetime import UTC, datetime

from fmdesk.core.domain.reporting import (
    Opens,
    ReportAsked,
    ReportFigures,
    ReportRow,
    ReportSpec,
    ReportTable,
)
from fmdesk.core.services.report_list import REPORTS

AT = datetime(2026, 10, 1, 7, tzinfo=UTC)
ROWS = {
    "demand": (
        ReportRow((1,), ("Copy paper",), (12, 340, 184000, 9, 3)),
        ReportRow((2,), ("=1+1; <b>Lamp</b>",), (4, 4, 2000, 6, -2)),
    ),
    "settled": (ReportRow(("phone",), ("Phone",), (50, 20, 4000, 12, 9000, 180)),),
    "charters": (ReportRow((1, "2026-09"), ("Paper", "September"), (9, 1, 0, 0, 9000, 1840)),),
}
TOTALS = {
    "demand": (16, 344, 186000, 15, 1),
    "settled": (50, 20, 4000, 12, 9000, 180),
    "charters": (9, 1, 0, 0, 9000, 1840),
}


def spec(report: str) -> ReportSpec:
    return next(one for one in REPORTS if one.id == report)


def made(report: str = "demand", language: str = "en", **asked: str) -> ReportFigures:
    """Return a report of September 2026 unless asked otherwise; tables without rows are empty."""
    of = ReportAsked(report, **{"first": "2026-09", "last": "2026-09", **asked})
    tables = tuple(
        ReportTable(
            table,
            ROWS.get(table.code, ()),
            TOTALS.get(table.code, tuple(0 for _one in table.shown)),
            {one.code: Opens.LINE for one in table.columns if not one.of[0]},
        )
        for table in spec(report).tables
    )
    figures = ReportFigures(
        spec(report), of, language, "", "De Linde", "Europe/Amsterdam", AT, "3f9a77", "", tables
    )
    return replace(figures, about="Stock" if report == "unit" else "")
