"""Sentences of the domain page that only the whole program can show, one test each.

docs/domain-tests.md tells for every other sentence which test shows it.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit
from fmdesk.core.domain.catalog import ProductVersion, Variant
from fmdesk.core.domain.charter import Bearer, Guarantee, Sanction, SanctionKind
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.month import CLOSED_REPORTS, document_name
from fmdesk.core.sql.tables import contact
from tests.integration.month.conftest import PAPER_CENTS, Quiet, SmallOffice, charter

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TOMORROW = date(2026, 10, 6)
DAY = timedelta(days=1)


@pytest.fixture
def database_kind() -> str:
    """The domain does not depend on the database; the storage tests run on both."""
    return "sqlite"


def change(office: SmallOffice, work: Callable[[UnitOfWork], object]) -> None:
    """Change the catalogue."""

    def changed(unit: UnitOfWork) -> Changes:
        work(unit)
        return Changes()

    office.door.run(uuid4(), "test.change", None, changed, Changes)


def new_paper(office: SmallOffice, **changes: object) -> None:
    """Give the paper a new version from tomorrow on."""

    def add(work: UnitOfWork) -> None:
        old: ProductVersion = work.catalog.product("paper", date(2026, 10, 5))
        work.catalog.add_product_version(replace(old, id=0, valid_from=TOMORROW, **changes))

    change(office, add)


def take(office: SmallOffice, line: OrderLine, **more: object) -> int:
    draft = OrderDraft(uuid4(), "phone", (line,), requester="p1")
    return office.intake.take(replace(draft, **more)).line_ids[0]


# --- versions ----------------------------------------------------------------------------------


def test_a_line_keeps_the_price_and_name_of_its_day(office: SmallOffice) -> None:
    (old,) = office.order(2).line_ids
    new_paper(office, price_cents=9900, name_nl="Duurder papier", name_en="Dearer paper")
    office.time.advance(days=1)
    (new,) = office.order(2).line_ids
    views = [office.queries.line(line, "nl") for line in (old, new)]
    assert [view.price_cents for view in views] == [2 * PAPER_CENTS, 2 * 9900]
    assert [view.product for view in views] == ["Kopieerpapier", "Duurder papier"]
    for line in (old, new):
        office.deliver(line, 2)
    assert office.control("2026-10").total.charged_cents == 2 * PAPER_CENTS + 2 * 9900


def test_post_is_priced_and_promised_as_on_the_day_it_came_in(office: SmallOffice) -> None:
    new_paper(office, price_cents=9900, lead_time=Limit(LimitUnit.CLOCK_HOURS, 1))
    received = office.time.at
    office.time.advance(days=3)
    line = take(office, OrderLine("paper"), received_at=received)
    view = office.queries.line(line, "nl")
    assert view.price_cents == PAPER_CENTS
    assert view.due_at == received + DAY


def test_a_line_keeps_the_calendar_and_the_steps_of_its_day(office: SmallOffice) -> None:
    """Tomorrow's calendar never opens before noon, and tomorrow's process has one step."""

    def add(work: UnitOfWork) -> None:
        noon = {day: [("12:00", "17:00")] for day in range(5)}
        work.catalog.add_calendar_version("office", TOMORROW, Calendar("Europe/Amsterdam", noon))

    (old,) = office.order(1).line_ids
    change(office, add)
    office.time.advance(days=1)
    (new,) = office.order(1).line_ids
    with office.door.read() as work:
        one, other = (work.tickets.line(line).pins.calendar_version_id for line in (old, new))
    assert one != other
    office.time.advance(hours=2)
    steps = [office.queries.line(line, "nl").steps[0].seconds for line in (old, new)]
    assert steps == [10 * 3600, 0]


def test_a_variant_has_a_price_and_a_lead_time_of_its_own(office: SmallOffice) -> None:
    urgent = Variant("spoed", "Spoed", "Urgent", 2500, Limit(LimitUnit.CLOCK_HOURS, 4))
    plain = Variant("dozen", "Per doos", "By the box", 1700, None)
    new_paper(office, variants=(urgent, plain))
    office.time.advance(days=1)
    views = [
        office.queries.line(take(office, OrderLine("paper", 2, variant=code)), "en")
        for code in ("", "spoed", "dozen")
    ]
    assert [view.price_cents for view in views] == [2 * PAPER_CENTS, 5000, 3400]
    hours = [(view.due_at or view.opened_at) - view.opened_at for view in views]
    assert hours == [DAY, timedelta(hours=4), DAY]


# --- time --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "kept"), [(-1, 1), (0, 1), (1, 0)])
def test_kept_is_finished_at_the_due_time_to_the_second(
    office: SmallOffice, seconds: int, kept: int
) -> None:
    (line,) = office.order(1).line_ids
    office.time.advance(hours=24, seconds=seconds)
    office.deliver(line, 1)
    total = office.control("2026-10").total
    assert (total.kept, total.broken) == (kept, 1 - kept)


def test_24_hours_are_24_hours_in_the_night_of_the_change(office: SmallOffice) -> None:
    """Saturday 12:00 in summer time; 24 hours later the clock on the wall says 11:00."""
    office.time.at = datetime(2026, 10, 24, 12, 0, tzinfo=AMSTERDAM).astimezone(UTC)
    taken = office.order(1)
    assert taken.due_at is not None
    local = taken.due_at.astimezone(AMSTERDAM)
    assert (local.day, local.hour) == (25, 11)
    office.time.at = datetime(2026, 10, 25, 12, 0, tzinfo=AMSTERDAM).astimezone(UTC)
    office.deliver(taken.line_ids[0], 1)
    (late,) = office.control("2026-10").broken
    assert late.over_clock == 3600
    assert late.over_working == 0, "the office is closed on Sunday"


def test_a_line_open_past_due_is_broken_and_still_open(office: SmallOffice) -> None:
    (line,) = office.order(1).line_ids
    office.time.advance(hours=24)
    assert office.control("2026-10").total.running == 1
    office.time.advance(seconds=1)
    figures = office.control("2026-10")
    assert (figures.total.running, figures.total.broken) == (0, 1)
    assert figures.broken[0].finished_at is None
    assert [row.is_late for row in office.queries.rows([line])] == [True]


@pytest.mark.parametrize(("is_new_run", "verdicts"), [(False, (0, 1)), (True, (2, 0))])
def test_reopening_resumes_the_clock_or_starts_a_new_run_if_the_charter_says(
    office: SmallOffice, is_new_run: bool, verdicts: tuple[int, int]
) -> None:
    """Twenty hours used, a week ready, and twenty hours more."""
    change(
        office,
        lambda work: work.catalog.add_charter_version(
            charter(
                "stock-24h",
                Sanction(SanctionKind.NOT_CHARGED),
                version=2,
                new_run_on_reopen=is_new_run,
            )
        ),
    )
    (line,) = office.order(1).line_ids
    office.time.advance(hours=20)
    office.record(line, EventKind.READY)
    office.time.advance(days=7)
    office.record(line, EventKind.REOPENED, reason="verkeerde kleur")
    office.time.advance(hours=20)
    office.record(line, EventKind.READY)
    rows = [row for row in office.control("2026-10").rows if row.dimension == "charter"]
    newest = max(rows, key=lambda row: row.month.kept + row.month.broken)
    assert (newest.month.kept, newest.month.broken) == verdicts


# --- people ------------------------------------------------------------------------------------


def test_an_order_is_a_contact_over_its_channel(office: SmallOffice) -> None:
    office.intake.take(
        OrderDraft(uuid4(), "post", (OrderLine("paper"),), requester="p1", note="per brief")
    )
    with office.database.read() as connection:
        row = connection.execute(sa.select(contact)).one()
    assert (row.channel, row.kind, row.note) == ("post", "order", "per brief")
    assert row.ticket_id is not None
    assert row.at == office.time.at


def test_nobody_needs_to_be_known_for_what_is_free(office: SmallOffice) -> None:
    new_paper(office, price_cents=0)
    office.time.advance(days=1)
    line = take(office, OrderLine("paper"), requester="")
    view = office.queries.line(line, "nl")
    assert (view.department, view.cost_centre, view.price_cents) == ("", "", 0)
    office.time.advance(days=3)
    figures = office.control("2026-10")
    assert figures.total.broken == 1
    assert figures.total.credited_cents == 0


# --- money -------------------------------------------------------------------------------------


def test_what_is_closed_is_its_figures_their_hash_the_paper_and_the_head(
    office: SmallOffice,
) -> None:
    (line,) = office.order(2).line_ids
    office.time.advance(hours=40)
    office.deliver(line, 2)
    office.time.advance(days=30)
    head = office.door.head()
    closed = office.months.close(uuid4(), "2026-10", Quiet())
    assert closed.chain_head == head
    with office.door.read() as work:
        month = Month.parse("2026-10")
        content = work.periods.figures(month)
        papers = [
            work.periods.document(month, document_name(kind, language, "pdf"))
            for kind, language in CLOSED_REPORTS
        ]
        period = work.periods.period(month)
    assert sha256(content).hexdigest() == closed.sha256 == period.figures_sha256
    assert json.loads(content)["total"]["credited_cents"] == 2 * PAPER_CENTS
    assert (period.chain_head, period.closed_by) == (head, "anneke")
    assert len({sha256(paper).hexdigest() for paper in papers}) == 4
    assert all(paper.startswith(b"%PDF") for paper in papers)


def test_what_the_customer_gets_does_not_depend_on_who_bears_it(office: SmallOffice) -> None:
    """The same late line under both kinds of bearer: the same credit, another unit."""
    for bearer in Bearer:
        change(
            office,
            lambda work, bearer=bearer: work.catalog.add_charter_version(
                charter(
                    f"by-{bearer}",
                    Sanction(SanctionKind.FIXED, amount_cents=500, may_exceed_price=True),
                    bearer=bearer,
                    guarantee=Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, 1)),
                )
            ),
        )
    (line,) = office.order(1).line_ids
    office.record(line, EventKind.STARTED, step=0)
    office.time.advance(hours=20)
    office.record(line, EventKind.STEP_FINISHED, step=0)
    office.record(line, EventKind.READY)
    why = office.whys.explain(line, "nl")
    bearers = {one.charter_code: one.bearer for one in why.verdicts}
    assert bearers["by-owner"] == "Voorraad"
    assert bearers["by-overrun"] == "Servicedesk"
    assert office.control("2026-10").total.credited_cents == 500
