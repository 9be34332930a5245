"""The page Budgets, the report of charges and the exported file tell one story, month after month.

What the report tells is compared with plain SQL in `test_figures`.
"""

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from io import StringIO
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.budget import PARTS, WHOLE, BudgetPart, Spent
from fmdesk.core.domain.budget_views import BudgetDraft, BudgetPage, BudgetRow
from fmdesk.core.domain.people import CostCentre
from fmdesk.core.domain.reporting import FULL, ReportAsked
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.budget_pages import BudgetPages
from fmdesk.reports import budgets_file
from tests.integration.reports.conftest import ReportOffice

ZERO, CHANGED, QUARTERS, NONE, ENDED = "4410", "4420", "4600", "4610", "4700"
"""Cost centres: a budget of zero, one that changes in June, quarters and a month, none at all,
and one whose budget ends in June. What 4420 is credited is more than what it is charged."""
YEAR = 2027
SPENT = ("price", "committed", "realised", "credited")


@pytest.fixture
def pages(office: ReportOffice) -> BudgetPages:
    """The budgets of the year to come, with lines and credits for all of the cost centres."""

    def budgets(work: UnitOfWork) -> Changes:
        ended = work.people.save_cost_centre(CostCentre(0, ENDED, "Opgeheven", 1))
        for centre, cents in ((1, 0), (2, 250_000), (ended.id, 300_000)):
            work.budgets.save(centre, YEAR, cents)
        for part, cents in (("Q3", 250_000), ("Q4", 250_000), ("10", 60_000)):
            work.budgets.save(3, YEAR, cents, PARTS[part])
        return Changes()

    office.door.run(uuid4(), "test.budgets", None, budgets, Changes)
    with office.database.write() as connection:
        for statement in (
            "UPDATE line SET opened_at = opened_at + 365 * 86400",
            "UPDATE line SET cost_centre_id = 4 WHERE id % 5 = 0",
            "UPDATE line SET cost_centre_id = 5 WHERE id % 7 = 0",
            """UPDATE sanction SET cents = 90000, state = 'posted' WHERE line_id IN (
              SELECT id FROM line WHERE cost_centre_id = 2 AND state = 'ready')""",
        ):
            connection.execute(sa.text(statement))
        connection.commit()
    return BudgetPages(office.door)


def draft(code: str, part: BudgetPart, cents: int, reason: str = "", seen: int = 0) -> BudgetDraft:
    return BudgetDraft(uuid4(), code, YEAR, *part, cents, reason, seen)


def reported(office: ReportOffice, first: str, last: str) -> Mapping[str, dict[str, int | None]]:
    """Return the figures of each cost centre by their column, as the report has them."""
    table = office.reports.figures(ReportAsked("charges", first, last), "nl").table("charges")
    codes = [one.code for one in table.spec.shown]
    return {row.labels[0][:4]: dict(zip(codes, row.values, strict=True)) for row in table.rows}


def of_year(page: BudgetPage) -> Mapping[str, BudgetRow]:
    """Return what the page says of the year so far: its sum where there are parts."""
    return {one.cost_centre: one for one in page.rows if one.part == WHOLE or one.is_sum}


def exported(page: BudgetPage) -> list[tuple[str, str, int, int]]:
    """Return cost centre, period, budget and what is left, as the file has them."""
    content = budgets_file.render(page, "csv", "en").decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(content)))
    return [
        (one["Cost centre"], one["Part of the year"], _cents(one["Budget"]), _cents(one["Left"]))
        for one in rows
    ]


def _cents(text: str) -> int:
    return int(text.replace(".", "").replace(",", ""))


def test_what_is_left_is_one_figure_wherever_it_stands(
    office: ReportOffice, pages: BudgetPages
) -> None:
    seen: set[tuple[str, int]] = set()
    for number in range(4, 11):
        month = f"{YEAR}-{number:02d}"
        office.time.at = datetime(YEAR, number, 20, 9, tzinfo=UTC)
        if number == 6:
            pages.save(draft(CHANGED, WHOLE, 400_000, "Nieuwbouw", seen=1))
            pages.end(draft(ENDED, WHOLE, 0, "Opgeheven", seen=1))
        page, told = pages.page(YEAR, "en"), reported(office, month, month)
        assert exported(page) == [
            (one.cost_centre, one.period, one.cents, one.left) for one in page.rows
        ]
        rows = of_year(page)
        for code, row in rows.items():
            figures = told[code]
            used = row.spent.used * FULL // row.cents if row.cents else None
            expected = (row.cents, row.left, used)
            assert (figures["budget"], figures["left"], figures["used"]) == expected, (code, month)
            seen.add((code, row.cents))
        for code in told.keys() - rows.keys():
            without = (told[code]["left"], told[code]["used"])
            assert without == (None, None), "of no budget nothing is left"
            seen.add((code, -1))
    assert seen == {
        *((ZERO, 0), (CHANGED, 250_000), (CHANGED, 400_000), (NONE, -1)),
        *((QUARTERS, -1), (QUARTERS, 250_000), (QUARTERS, 500_000)),
        *((ENDED, 300_000), (ENDED, -1)),
    }
    assert rows[CHANGED].left > rows[CHANGED].cents, "more was credited than charged"


def test_parts_of_a_year_have_the_figures_of_the_report_of_their_months(
    office: ReportOffice, pages: BudgetPages
) -> None:
    office.time.at = datetime(YEAR, 10, 20, 9, tzinfo=UTC)
    pages.save(draft(CHANGED, PARTS["Q2"], 90_000))
    pages.save(draft(ZERO, PARTS["9"], 0))
    page = pages.page(YEAR, "en")
    compared = 0
    for row in page.rows:
        last = min(row.part.first + row.part.months - 1, 10)
        told = reported(office, f"{YEAR}-{row.part.first:02d}", f"{YEAR}-{last:02d}")
        figures = told[row.cost_centre]
        spent = (row.spent.ordered, row.spent.committed, row.spent.realised, row.spent.credited)
        assert tuple(figures[code] for code in SPENT) == spent, row.period
        compared += any(spent)
    assert compared == len(page.rows) > 8


def test_the_total_is_what_is_left_of_the_budgets_there_are(
    office: ReportOffice, pages: BudgetPages
) -> None:
    del pages  # which gave the cost centre without a budget its lines
    table = office.reports.figures(ReportAsked("charges", f"{YEAR}-10", f"{YEAR}-10"), "nl").tables[
        0
    ]
    codes = [one.code for one in table.spec.shown]
    left, budget = codes.index("left"), codes.index("budget")
    assert table.total[left] == sum(row.values[left] or 0 for row in table.rows)
    total = table.total[budget] or 0
    used = (total - (table.total[left] or 0)) * FULL // total
    assert table.total[codes.index("used")] == used
    assert any(row.values[left] is None for row in table.rows)


def test_the_lines_behind_a_budget_come_to_it_with_what_was_free_and_credited(
    office: ReportOffice, pages: BudgetPages
) -> None:
    office.time.at = datetime(YEAR, 10, 20, 9, tzinfo=UTC)
    free = """UPDATE line SET price_cents = 0 WHERE id IN (SELECT line_id FROM sanction
        WHERE cents > 0 AND state <> 'withdrawn')"""
    with office.database.write() as connection:
        connection.execute(sa.text(free))
        connection.commit()
    rows = of_year(pages.page(YEAR, "en"))
    for code, row in rows.items():
        numbers = pages.line_ids(code, YEAR, row.part)
        behind = [one.spent for one in pages.lines(numbers, "nl")]
        assert sum(behind, Spent()) == row.spent, code
    assert rows[CHANGED].spent.credited > 0
