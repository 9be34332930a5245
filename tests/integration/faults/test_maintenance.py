"""Planned maintenance makes its tickets once for all desks, in time or made up once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.people import Channel
from fmdesk.core.domain.ticket import Line, LineState
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.messages import explain
from fmdesk.plugins.bundled.faults.plans import Every, Plan, PlanRow
from fmdesk.testing import FakeTime, race
from tests.integration.faults.conftest import FROM, Desk

PLAN = Plan(
    "LIFT-KEURING", "Keuring van de lift", "L-1", "upkeep", date(2026, 3, 6), 1, Every.MONTHS
)


@pytest.fixture(autouse=True)
def _offered(desk: Desk) -> None:
    """There is a product for maintenance, and the channel of what the office makes itself."""

    def offer(work: UnitOfWork) -> Changes:
        work.people.save_channel(Channel("system", "Systeem", "System"))
        product = work.catalog.product("fault", date(2026, 3, 2))
        made = replace(
            product, id=0, product_id=0, code="upkeep", form="maintenance", valid_from=FROM
        )
        work.catalog.add_product_version(made)
        return Changes()

    desk.door.run(uuid4(), "test.offer", None, offer, Changes)


def save(desk: Desk, plan: Plan) -> None:
    desk.extensions.run(uuid4(), "faults", "save_plan", plan)


def rows(desk: Desk) -> tuple[PlanRow, ...]:
    return desk.extensions.ask("faults", "plans")


def go_to(desk: Desk, time_source: FakeTime, day: str) -> int:
    """Open a desk on a day; return how many tickets there are then."""
    time_source.at = datetime.fromisoformat(f"{day}T08:00").replace(tzinfo=UTC)
    assert desk.extensions.run_due() == ()
    return len(lines(desk))


def lines(desk: Desk) -> list[Line]:
    found: list[Line] = []
    with desk.door.read() as work:
        for number in range(1, 20):
            try:
                found.append(work.tickets.line(number))
            except DomainError:
                break
    return found


def test_a_ticket_is_made_on_the_day_and_is_due_at_its_end(
    desk: Desk, time_source: FakeTime
) -> None:
    save(desk, PLAN)
    assert go_to(desk, time_source, "2026-03-05") == 0
    assert go_to(desk, time_source, "2026-03-06") == 1
    (line,) = lines(desk)
    assert line.due_at == datetime(2026, 3, 6, 17, 0, tzinfo=UTC)
    assert line.details["asset"] == "L-1"
    assert line.facts == {"faults.is_planned": True}
    with desk.door.read() as work:
        ticket = work.tickets.ticket(line.ticket_id)
    assert (ticket.channel, ticket.subject) == ("system", "Keuring van de lift (L-1)")
    (row,) = rows(desk)
    assert (row.next_on, row.last_line, row.problem) == (date(2026, 4, 6), line.id, "")
    assert desk.open() == (), "maintenance is no fault"
    desk.record(line, EventKind.READY)
    assert desk.line(line.id).state is LineState.READY


def test_a_ticket_may_be_made_days_before_and_a_closed_day_moves_its_end(
    desk: Desk, time_source: FakeTime
) -> None:
    save(desk, replace(PLAN, starts_on=date(2026, 3, 7), lead_days=3))
    assert go_to(desk, time_source, "2026-03-03") == 0
    assert go_to(desk, time_source, "2026-03-04") == 1
    assert lines(desk)[0].due_at == datetime(2026, 3, 9, 17, 0, tzinfo=UTC), "a Saturday"


def test_what_was_missed_is_made_up_once(desk: Desk, time_source: FakeTime) -> None:
    save(desk, replace(PLAN, n=1, every=Every.WEEKS))
    assert go_to(desk, time_source, "2026-04-08") == 1
    (row,) = rows(desk)
    assert row.next_on == date(2026, 4, 10)
    assert lines(desk)[0].due_at == datetime(2026, 4, 8, 16, 0, tzinfo=UTC)
    assert go_to(desk, time_source, "2026-04-09") == 1
    assert go_to(desk, time_source, "2026-04-10") == 2


def test_many_desks_make_it_once(desk: Desk, time_source: FakeTime) -> None:
    save(desk, PLAN)
    time_source.at = datetime(2026, 3, 6, 8, 0, tzinfo=UTC)
    assert race(4, lambda _number: desk.extensions.run_due()) == [()] * 4
    time_source.advance(hours=1)
    desk.extensions.run_due()
    assert len(lines(desk)) == 1


def test_a_plan_that_is_refused_says_why_and_holds_up_no_other(
    desk: Desk, time_source: FakeTime
) -> None:
    save(desk, PLAN)
    save(desk, replace(PLAN, code="KM", asset="KM-01"))

    def spoil(work: UnitOfWork) -> Changes:
        product = work.catalog.product("upkeep", date(2026, 3, 2))
        dear = replace(product, id=0, code="dear", product_id=0, price_cents=100)
        work.catalog.add_product_version(dear)
        return Changes()

    desk.door.run(uuid4(), "test.spoil", None, spoil, Changes)
    save(desk, replace(PLAN, code="A", product="dear"))
    assert go_to(desk, time_source, "2026-03-06") == 2
    problems = {row.plan.code: row.problem for row in rows(desk)}
    assert problems == {"A": "intake.no_payer", "KM": "", "LIFT-KEURING": ""}
    save(desk, replace(PLAN, code="A", product="dear", cost_centre="4100"))
    assert go_to(desk, time_source, "2026-03-06") == 2, "once in an hour"
    time_source.advance(hours=1)
    desk.extensions.run_due()
    assert len(lines(desk)) == 3


def test_a_plan_that_is_changed_or_stopped(desk: Desk, time_source: FakeTime) -> None:
    save(desk, PLAN)
    assert go_to(desk, time_source, "2026-03-06") == 1
    save(desk, PLAN)
    assert rows(desk)[0].next_on == date(2026, 4, 6), "that day has its ticket"
    save(desk, replace(PLAN, is_active=False))
    assert go_to(desk, time_source, "2026-05-06") == 1
    save(desk, replace(PLAN, n=2))
    assert rows(desk)[0].next_on == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (replace(PLAN, name=" "), "faults.plan_incomplete"),
        (replace(PLAN, n=0), "faults.plan_interval"),
        (replace(PLAN, lead_days=400), "faults.plan_interval"),
        (replace(PLAN, asset="X-9"), "faults.unknown_asset"),
        (replace(PLAN, product="fault"), "faults.plan_product"),
    ],
    ids=["no name", "no interval", "too early", "no asset", "no maintenance"],
)
def test_a_wrong_plan_is_refused_with_what_to_do(desk: Desk, plan: Plan, code: str) -> None:
    with pytest.raises(PluginError) as caught:
        save(desk, plan)
    assert caught.value.code == code
    assert "{" not in explain(caught.value)
    assert rows(desk) == ()
