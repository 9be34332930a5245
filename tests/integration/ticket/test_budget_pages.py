"""The budgets of a year, with what is spent of them: seen, set, changed and ended."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.budget import PARTS, WHOLE, BudgetPart, Spent
from fmdesk.core.domain.budget_views import BudgetDraft, BudgetRow
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotAllowedError
from fmdesk.core.domain.people import OverBudget, Person
from fmdesk.core.domain.reporting import Cell, ReportAsked
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.budget_pages import BudgetPages
from fmdesk.core.services.reports import Reports
from fmdesk.core.sql.door import SqlDoor
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from tests.integration.month.conftest import PAPER_CENTS, Quiet
from tests.integration.ticket.conftest import CHAIR_CENTS, TicketOffice

YEAR = 1_000_000
PLAIN = """SELECT
    coalesce(sum(CASE WHEN state IN ('new', 'running', 'paused') THEN price_cents END), 0),
    coalesce(sum(CASE WHEN state = 'ready' THEN price_cents END), 0),
    coalesce((SELECT sum(s.cents) FROM sanction s JOIN line r ON r.id = s.line_id
        WHERE r.cost_centre_id = :centre AND r.state = 'ready' AND s.state <> 'withdrawn'
        AND r.opened_at >= :start AND r.opened_at < :end), 0)
    FROM line WHERE cost_centre_id = :centre AND opened_at >= :start AND opened_at < :end"""


@pytest.fixture
def pages(office: TicketOffice) -> BudgetPages:
    return BudgetPages(office.door)


def draft(part: BudgetPart, cents: int, reason: str = "", seen: int = 0) -> BudgetDraft:
    return BudgetDraft(uuid4(), "4410", 2026, *part, cents, reason, seen)


def rows_of(pages: BudgetPages, year: int = 2026, code: str = "4410") -> list[BudgetRow]:
    return [one for one in pages.page(year, "en").rows if one.cost_centre == code]


def summed(pages: BudgetPages, row: BudgetRow) -> Spent:
    """Return what the lines behind a row come to."""
    numbers = pages.line_ids(row.cost_centre, row.year, row.part)
    return sum((one.spent for one in pages.lines(numbers, "nl")), Spent())


def plain(office: TicketOffice, part: BudgetPart) -> tuple[int, ...]:
    """Return what a query of our own says of 4410: still open, ready, credited."""
    with office.door.read() as work:
        centre = work.people.cost_centre_by_code("4410").id
    start, end = (int(one.timestamp()) for one in part.bounds(2026, "Europe/Amsterdam"))
    with office.database.read() as connection:
        values = {"centre": centre, "start": start, "end": end}
        return tuple(int(one) for one in connection.execute(sa.text(PLAIN), values).one())


def reported(office: TicketOffice, first: str, last: str) -> dict[str, int | None]:
    """Return the figures of 4410 as the report of some months has them."""
    figures = Reports(office.door).figures(ReportAsked("charges", first, last), "nl")
    table = figures.table("charges")
    row = next(row for row in table.rows if row.labels[0].startswith("4410"))
    return {one.code: value for one, value in zip(table.spec.shown, row.values, strict=True)}


def in_report(office: TicketOffice, month: str) -> int | None:
    """Return the budget of 4410 as the report of a month has it."""
    return reported(office, month, month)["budget"]


def test_what_is_spent_is_the_sum_of_the_lines_and_a_closed_month_does_not_move(
    office: TicketOffice, pages: BudgetPages
) -> None:
    for part, cents in (("Q4", 300_000), ("11", 50_000), ("Q1", 100_000)):
        pages.save(draft(PARTS[part], cents))
    [late] = office.order(10).line_ids
    [part_only] = office.order(5).line_ids
    office.order(3)
    pages.save(draft(PARTS["10"], 0))
    office.deliver(part_only, 2)
    office.cancel(part_only)
    office.time.advance(days=2)
    office.deliver(late, 10)
    office.time.advance(days=26)
    office.months.close(uuid4(), "2026-10", Quiet())
    office.order(7)

    found = {one.part: one for one in rows_of(pages)}
    parts = [WHOLE, *(PARTS[one] for one in ("Q1", "Q4", "10", "11")), BudgetPart(11, 1)]
    assert list(found) == parts
    in_part = 2 * PAPER_CENTS
    for part, row in found.items():
        committed, ready, credited = plain(office, part)
        in_it = in_part if part.has(10) else 0
        assert row.spent == Spent(committed, ready + in_it, credited), part
        assert row.spent == summed(pages, row), part
        assert row.left == row.cents - committed - ready - in_it + credited
    assert found[WHOLE].spent == Spent(10 * PAPER_CENTS, 12 * PAPER_CENTS, 10 * PAPER_CENTS)
    assert found[PARTS["11"]].spent == Spent(committed=7 * PAPER_CENTS)
    assert (found[PARTS["10"]].cents, found[PARTS["10"]].is_closed) == (0, True)
    so_far = found[BudgetPart(11, 1)]
    assert (so_far.period, so_far.is_sum, so_far.cents) == ("2026 so far", True, YEAR)
    assert so_far.spent == found[WHOLE].spent, "the year has no month after this one"

    # The report has the same figures, the boxes of the cancelled line that did come included.
    told = reported(office, "2026-10", "2026-11")
    quarter = found[PARTS["Q4"]].spent
    assert (told["price"], told["committed"]) == (quarter.ordered, quarter.committed)
    assert (told["realised"], told["credited"]) == (quarter.realised, quarter.credited)
    assert (told["budget"], told["left"]) == (YEAR, found[WHOLE].left)
    for column, behind in (("price", 4), ("committed", 2), ("realised", 2), ("credited", 1)):
        cell = Cell(ReportAsked("charges", "2026-10", "2026-11"), "charges", column)
        assert len(Reports(office.door).numbers(cell)) == behind, column

    # The desk reads the same: what is left of the tightest budget of now, which November is.
    line = office.preview(office.order(1).line_ids[0]).before.budget
    assert line is not None
    assert line.left == 50_000 - 8 * PAPER_CENTS

    office.time.advance(hours=1)
    # A year that changes now is another one in November; October stands as it was closed.
    pages.save(draft(WHOLE, 2_000_000, "Nieuwbouw", seen=1))
    assert (in_report(office, "2026-10"), in_report(office, "2026-11")) == (YEAR, 2_000_000)
    for act in (pages.save, pages.end):
        with pytest.raises(InvalidInputError) as refused:
            act(draft(PARTS["10"], 5, "Te laat", seen=1))
        with using_language("nl"):
            assert explain(refused.value).startswith("Alle maanden van oktober 2026 zijn gesloten")
    pages.end(draft(WHOLE, 0, "Alleen nog per kwartaal", seen=2))
    assert (in_report(office, "2026-10"), in_report(office, "2026-11")) == (YEAR, 400_000)
    assert rows_of(pages)[-1].cents == 400_000, "its months are in the quarter already"


def test_a_budget_is_set_changed_with_a_reason_ended_and_set_again(
    office: TicketOffice, pages: BudgetPages
) -> None:
    (year,) = rows_of(pages)
    assert (year.period, year.cents, year.over, year.is_sum) == ("2026", YEAR, "warn", False)
    first = draft(PARTS["Q2"], 20_000)
    pages.save(first)
    pages.save(first)
    with pytest.raises(InvalidInputError, match=r"budget\.there"):
        pages.save(draft(PARTS["Q2"], 30_000))
    for reason in ("", "   "):
        with pytest.raises(InvalidInputError, match=r"budget\.no_reason"):
            pages.save(draft(PARTS["Q2"], 30_000, reason, seen=1))
    with pytest.raises(InvalidInputError, match=r"budget\.same"):
        pages.save(draft(PARTS["Q2"], 20_000, "Nog eens", seen=1))
    pages.save(draft(PARTS["Q2"], 30_000, "  Extra  ", seen=1))
    for act in (pages.save, pages.end):  # another controller still has the first version in sight
        with using_language("en"):
            with pytest.raises(ConflictError) as changed:
                act(draft(PARTS["Q2"], 10_000, "Minder", seen=1))
            said = explain(changed.value)
        assert said.startswith("anneke changed this budget meanwhile: it is €300.00 now.")
    _whole, quarter, so_far = rows_of(pages)
    told = [(one.number, one.cents, one.by, one.reason) for one in quarter.versions]
    assert told == [(2, 30_000, "anneke", "Extra"), (1, 20_000, "anneke", "")]
    assert quarter.versions[0].at == office.time.at
    assert so_far.cents == YEAR, "a quarter of a year with a budget is no more money"
    pages.end(draft(PARTS["Q2"], 0, "Opgeheven", seen=2))
    assert [one.part for one in rows_of(pages)] == [WHOLE]
    with pytest.raises(ConflictError, match=r"budget\.changed"):
        pages.save(draft(PARTS["Q2"], 1, "Toch", seen=2))
    pages.save(draft(PARTS["Q2"], 500))
    assert [one.number for one in rows_of(pages)[1].versions] == [4, 3, 2, 1]

    for wrong in (
        *(BudgetDraft(uuid4(), "4410", year, 12, 1, 1) for year in (1989, 2101)),
        *(draft(WHOLE, cents, "Fout", seen=1) for cents in (-1, 10**13 + 1)),
        *(draft(BudgetPart(*part), 1) for part in ((3, 2), (6, 1), (1, 13))),
    ):
        with pytest.raises(InvalidInputError, match=r"budget\.(year|amount|period)"):
            pages.save(wrong)
    assert rows_of(pages, 2027) == []
    assert pages.page(0, "nl").years == (2026,)


def test_the_year_so_far_has_the_periods_that_have_begun(
    office: TicketOffice, pages: BudgetPages
) -> None:
    """On 5 October, without a budget of the year: two quarters and a month of the third."""
    pages.end(draft(WHOLE, 0, "Per periode", seen=1))
    for part, cents in (("Q1", 100), ("2", 7), ("Q2", 200), ("9", 40), ("11", 1_000)):
        pages.save(draft(PARTS[part], cents))
    assert rows_of(pages)[-1].cents == 340, "February is in the quarter, November is to come"
    assert in_report(office, "2026-10") == 340
    pages.save(BudgetDraft(uuid4(), "4410", 2027, 3, 4, 100))
    assert [one.is_sum for one in rows_of(pages, 2027)] == [False], "nothing of it has begun"
    pages.save(BudgetDraft(uuid4(), "4410", 2025, 3, 4, 100))
    assert [one.period for one in rows_of(pages, 2025)] == ["quarter 2 of 2025", "all of 2025"]
    assert pages.page(0, "nl").years == (2025, 2026, 2027)


def test_a_budget_of_zero_blocks_whatever_the_rule(
    office: TicketOffice, pages: BudgetPages
) -> None:
    assert rows_of(pages)[0].over is OverBudget.WARN
    [there] = office.order(1).line_ids
    pages.save(draft(PARTS["10"], 0))
    with pytest.raises(InvalidInputError, match=r"intake\.budget_blocked"):
        office.order(1)
    refusal = office.preview(there, quantity=2).refusal
    assert refusal is not None
    assert refusal.code == "change.over_budget"
    office.change(there, location="B2")
    pages.end(draft(PARTS["10"], 0, "Weer open", seen=1))
    office.order(600 * CHAIR_CENTS // PAPER_CENTS)
    assert rows_of(pages)[0].left < 0, "the rule of the cost centre tells, and takes it"


def test_who_reads_reports_sees_budgets_and_controllers_set_them(office: TicketOffice) -> None:
    def accounts(work: UnitOfWork) -> Changes:
        person = work.people.save_person(Person(0, "noor", "Noor van Dijk"))
        for login, role in (("noor", Role.CONTROLLER), ("lou", Role.DESK_LEAD), ("ap", Role.DESK)):
            known = person.id if login == "noor" else None
            work.accounts.save(UserAccount(0, login, (role,), known))
        return Changes()

    office.door.run(uuid4(), "access.save_account", None, accounts, Changes)
    noor, lou, ap = (
        BudgetPages(SqlDoor(office.database, login, office.time)) for login in ("noor", "lou", "ap")
    )
    noor.save(draft(WHOLE, 5, "Bezuiniging", seen=1))
    assert noor.page(2026, "nl").may_change
    assert not lou.page(2026, "nl").may_change
    assert rows_of(lou)[0].versions[0].by == "Noor van Dijk"
    for act in (lou.save, lou.end):
        with pytest.raises(NotAllowedError, match=r"access\.command"):
            act(draft(WHOLE, 9, "Meer", seen=2))
    for read in (
        lambda: ap.page(2026, "nl"),
        lambda: ap.line_ids("4410", 2026, WHOLE),
        lambda: ap.lines([1], "nl"),
    ):
        with pytest.raises(NotAllowedError, match=r"access\.area"):
            read()
