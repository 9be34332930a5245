"""The organisation of a first start: whole, plausible, and equal for equal days."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fmdesk.core.domain.charter import Bearer, SanctionKind
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.goals import Standing
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.core.domain.reviews import ReviewKind, ReviewState
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.services.atonce import BESPOKE
from fmdesk.core.services.catalogue_pages import demand
from fmdesk.core.services.goals import Goals
from fmdesk.core.services.projection import project
from fmdesk.core.services.reports import Reports
from fmdesk.core.services.reviews import Reviews
from fmdesk.core.services.starter import build_starter, starter_stock
from fmdesk.core.sql import create_tables
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.reports.writer import render_goals
from fmdesk.testing import FakeTime

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
PROMISE = (
    "Wij leveren voorraadartikelen binnen 24 uur, anders brengen wij de levering niet in rekening."
)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlDoor]:
    url = f"sqlite:///{tmp_path_factory.mktemp('starter') / 'fmdesk.db'}"
    create_tables(url)
    database = open_database(url)
    door = SqlDoor(database, actor="jan", time_source=FakeTime(NOW))
    built = build_starter(door, TODAY)
    assert built.months == ("2026-08", "2026-09", "2026-10")
    assert 2_300 <= built.tickets <= 3_200
    yield door
    database.close()


@pytest.fixture(scope="module")
def lines(door: SqlDoor) -> list:
    with door.read() as work:
        return [
            line
            for month in ("2026-08", "2026-09", "2026-10", "2026-11")
            for piece in work.months.lines(Month.parse(month), NOW, with_earlier=False, size=5000)
            for line in piece
        ]


def test_the_organisation_is_whole(door: SqlDoor) -> None:
    with door.read() as work:
        people = work.people
        units = people.units()
        assert len(units) == 8
        assert [unit.code for unit in units if unit.is_front_office] == ["servicedesk"]
        assert all(unit.leader_id and unit.deputy_id for unit in units)
        assert sum(unit.parent_id is None for unit in units) == 1
        assert len(people.departments()) == 6
        assert all(one.account_manager_id for one in people.departments())
        assert len({one.department_id for one in people.cost_centres()}) == 6
        assert len(people.find_persons("", 1000)) == 200
        kinds = Counter(place.kind for place in people.locations())
        assert kinds["building"] == 3
        assert kinds["room"] >= 60
        assert {"desk", "phone", "post", "fax", "intranet"} <= {c.code for c in people.channels()}
        assert {str(reason.pause_class) for reason in people.pause_reasons()} == {
            "customer",
            "force_majeure",
            "internal",
        }
        assert work.settings.get("organisation")
        assert work.settings.get("is_demo") == "true"


def test_the_catalogue_answers_the_desk_in_both_languages(door: SqlDoor) -> None:
    with door.read() as work:
        products = work.catalog.products(TODAY)
        processes = Counter(product.process for product in products)
    products = [one for one in products if one.code != BESPOKE]
    assert len(products) >= 40
    assert sum(product.price_cents > 0 for product in products) >= 30
    for product in products:
        assert product.name_nl
        assert product.name_en
        assert product.description_nl
        assert product.description_en
        assert product.lead_time
        assert product.calendar
        assert product.process
        assert product.tips
        assert product.synonyms
        assert len(product.contact_ids) == 2
        assert {faq.language for faq in product.faqs} == {"nl", "en"}
    assert max(processes.values()) >= 8


def test_the_seeds_charter_is_there_word_for_word_and_five_kinds_of_sanction(
    door: SqlDoor,
) -> None:
    with door.read() as work:
        charters = {charter.code: charter for charter in work.catalog.charters(TODAY)}
    seed = charters["supplies.stock_24h"]
    assert seed.promise_nl == PROMISE
    assert seed.guarantee.limit == Limit(LimitUnit.CLOCK_HOURS, 24)
    assert seed.sanction.kind is SanctionKind.NOT_CHARGED
    assert [item.fact for item in seed.applies_when.items] == ["supplies.stock_article"]
    assert len(charters) >= 6
    assert {charter.sanction.kind for charter in charters.values()} == set(SanctionKind)
    assert {charter.bearer for charter in charters.values()} == set(Bearer)
    assert sum(charter.is_trial_on(TODAY) for charter in charters.values()) == 1


def test_a_ceiling_of_a_sanction_is_in_the_promise_that_the_customer_reads(door: SqlDoor) -> None:
    with door.read() as work:
        capped = [one for one in work.catalog.charters(TODAY) if one.sanction.cap_cents]
    assert len(capped) >= 2
    for charter in capped:
        euros = charter.sanction.cap_cents // 100
        assert f"tot {euros} euro" in charter.promise_nl
        assert f"up to {euros} euros" in charter.promise_en


def test_office_calendars_close_on_dutch_holidays(door: SqlDoor) -> None:
    with door.read() as work:
        closed = work.catalog.calendar("kantoor", TODAY)[1].closed
    assert closed[date(2026, 12, 25)] == "Eerste kerstdag"


def test_the_work_is_that_of_a_living_office(lines: list) -> None:
    kinds = Counter(event.kind for line in lines for event in line.events)
    rare = {EventKind.MOVED, EventKind.NOTED, EventKind.CORRECTED}
    rare |= {EventKind.FORCE_MAJEURE, EventKind.FORCE_MAJEURE_UNDONE}
    assert set(EventKind) - rare <= {kind for kind in kinds if kinds[kind]}
    assert all(line.opened_at <= NOW for line in lines)
    assert all(event.at <= NOW for line in lines for event in line.events)
    weekend = sum(line.opened_at.weekday() >= 5 for line in lines)
    assert 0 < weekend < len(lines) / 20
    partly = [line for line in lines if sum(e.kind is EventKind.DELIVERED for e in line.events) > 1]
    assert len(partly) >= 40
    assert all(
        event.evidence
        for line in lines
        for event in line.events
        if event.pause_class and event.pause_class.stops_customer_clock
    )


def test_some_promises_are_broken_and_not_by_all_units_alike(door: SqlDoor) -> None:
    late: Counter[int] = Counter()
    total: Counter[int] = Counter()
    with door.read() as work:
        for month in ("2026-08", "2026-09", "2026-10"):
            ids = [i for p in work.tickets.list_ids(TicketFilter(month=month), NOW) for i in p]
            for line in (work.tickets.line(one) for one in ids):
                if line.state is LineState.CANCELLED or line.due_at is None:
                    continue
                total[line.unit_id] += 1
                late[line.unit_id] += (line.ready_at or NOW) > line.due_at
    assert 0.05 <= late.total() / total.total() <= 0.09
    shares = [late[unit] / total[unit] for unit in total]
    assert max(shares) - min(shares) >= 0.01


def test_events_and_projections_are_those_that_the_desk_would_have_made(
    door: SqlDoor, lines: list
) -> None:
    with door.read() as work:
        for narrow in lines[::9]:
            line, events = work.tickets.line(narrow.id), work.tickets.events(narrow.id)
            assert [event.number for event in events] == list(range(1, len(events) + 1))
            assert events[0].kind is EventKind.RECEIVED
            assert [event.at for event in events] == sorted(event.at for event in events)
            assert project(work, line, events) == line
            delivered = sum(event.quantity for event in events)
            if line.plugin == "supplies" and line.state is LineState.READY:
                assert delivered == line.quantity


def test_stock_lies_there_for_every_stock_article_of_the_catalogue(door: SqlDoor) -> None:
    stock = starter_stock()
    articles = {article.code for article in stock.articles}
    places = {code for code, _, _ in stock.places}
    with door.read() as work:
        products = [one for one in work.catalog.products(TODAY) if one.plugin == "supplies"]
    assert {product.article for product in products} == articles
    assert all(set(article.quantities) == places for article in stock.articles)


def build(url: str, progress: object = None) -> list[tuple[object, ...]]:
    """Build on a new database and return what its lines are."""
    create_tables(url)
    database = open_database(url)
    try:
        door = SqlDoor(database, actor="jan", time_source=FakeTime(NOW))
        build_starter(door, TODAY, **({"progress": progress} if progress else {}))
        with door.read() as work:
            return [
                (line.opened_at, line.quantity, line.unit_id, len(line.events))
                for piece in work.months.lines(
                    Month.parse("2026-09"), NOW, with_earlier=False, size=5000
                )
                for line in piece
            ]
    finally:
        database.close()


def test_an_equal_day_gives_an_equal_office(tmp_path: Path, lines: list) -> None:
    again = build(f"sqlite:///{tmp_path / 'again.db'}")
    there = [
        (line.opened_at, line.quantity, line.unit_id, len(line.events))
        for line in lines
        if Month.of(line.opened_at, "Europe/Amsterdam") == Month.parse("2026-09")
    ]
    assert again == there


class Stopper:
    def report(self, done: int, total: int) -> None:
        assert done <= total

    def is_cancelled(self) -> bool:
        return True


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'stopped.db'}"
    with pytest.raises(DomainError, match=r"job\.cancelled"):
        build(url, Stopper())
    database = open_database(url)
    with SqlDoor(database, actor="jan").read() as work:
        assert work.people.units() == ()
        assert work.settings.get("organisation") == ""
    database.close()


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_on_a_server_the_same_is_built(empty_database_url: str, tmp_path: Path) -> None:
    assert empty_database_url.startswith("postgresql")
    assert build(empty_database_url) == build(f"sqlite:///{tmp_path / 'fmdesk.db'}") != []


def test_goals_have_results_of_each_month_and_one_decision(door: SqlDoor) -> None:
    goals = Goals(door, render_goals)
    rows = goals.rows("2026-10", "nl").rows
    assert len(rows) >= 6
    assert {row.result.standing for row in rows} >= {Standing.MET, Standing.MISSED}
    assert [row.open_actions for row in rows if row.open_actions] == [1]
    decided = next(row for row in rows if row.open_actions)
    results = goals.page(decided.goal.id, "2026-11", "nl").results
    told = {one.result.first: one for one in results}
    (evaluation,) = told["2026-09"].evaluations
    assert evaluation.effect == told["2026-10"].result
    assert evaluation.actions[0].action.due_on > TODAY
    handed = next(row for row in rows if row.goal.measure == "handed")  # no control is needed
    counted = {
        one.result.first
        for one in goals.page(handed.goal.id, "2026-10", "nl").results[:3]
        if one.result.value
    }
    assert counted == {"2026-08", "2026-09", "2026-10"}


def test_reviews_are_overdue_near_and_held(door: SqlDoor) -> None:
    """Of each kind of thing one at least; what came of two is there."""
    rows = Reviews(door).rows("nl").rows
    dated = [row for row in rows if row.review]
    assert {row.subject.kind for row in dated} == set(ReviewKind)
    states = Counter(row.state for row in dated)
    assert states == {ReviewState.OVERDUE: 2, ReviewState.SOON: 2, ReviewState.PLANNED: 2}
    assert all(row.owner for row in dated)
    assert sum(row.last is not None for row in dated) == 2
    assert rows[0].subject.code == "supplies.stock_24h", "the most overdue stands first"


def test_closed_months_have_waits_of_units_and_counts_of_channels(door: SqlDoor) -> None:
    """Units take up what is handed to them after a while, a few after more than a day."""
    for first in ("2026-08", "2026-09", "2026-10"):
        handed = Reports(door).figures(ReportAsked("crossing", first, first), "nl").table("handed")
        codes = [one.code for one in handed.spec.shown]
        rows = [dict(zip(codes, row.values, strict=True)) for row in handed.rows]
        assert len(rows) >= 6
        means = [row["mean"] or 0 for row in rows if (row["lines"] or 0) >= 20]
        assert means
        assert all(60 < mean < 86_400 for mean in means), means
        long, lines = (sum(row[one] or 0 for row in rows) for one in ("long", "lines"))
        assert 0 < long < lines // 10
        reached = Reports(door).figures(ReportAsked("reached", first, first), "nl").tables[0]
        answered = {row.key[0]: row.values[0] or 0 for row in reached.rows}
        assert {"phone", "desk", "e-mail"} <= {one for one, count in answered.items() if count}


def test_each_month_has_requests_that_are_not_in_the_catalogue(door: SqlDoor) -> None:
    """Each for its own price and day; one came late, and one is asked for again and again."""
    months = ("2026-08", "2026-09", "2026-10")
    for month in months:
        asked = Reports(door).figures(ReportAsked("demand", month, month), "nl").table("bespoke")
        assert len(asked.rows) >= 2, month
    whole = Reports(door).figures(ReportAsked("demand", months[0], months[-1]), "nl")
    found = {row.key[0]: row.values for row in whole.table("bespoke").rows}
    assert found["Rolbanner met logo"][:2] == (3, 35_600)
    with door.read() as work:
        kept = work.knowledge.bespoke(NOW - timedelta(days=200), NOW)
        lines = [work.tickets.line(one.line_id) for one in kept]
        often = demand(work)[0]
    assert len(kept) == 8
    assert all(one.price_cents and one.consent for one in kept)
    assert all(line.state is LineState.READY for line in lines)
    assert sum(line.ready_at > line.due_at for line in lines) == 1
    assert (often.unit, len(often.numbers)) == ("Post, repro en vervoer", 4), "alike ones too"


def test_no_event_of_a_line_is_before_the_one_before_it(lines: list) -> None:
    for line in lines:
        instants = [event.at for event in line.events]
        assert instants == sorted(instants), line.number
