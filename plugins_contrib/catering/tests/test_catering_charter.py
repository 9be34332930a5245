"""The promise that the plugin proposes: a quarter of an hour late is in time, more costs half."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from catering_office import Desk, at
from fmdesk_catering.declared import CHARTER

from fmdesk.bootstrap import Silent
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.views import Changes, MonthFigures
from fmdesk.core.ports import RuleEngine, UnitOfWork
from fmdesk.core.services.month import Months
from fmdesk.plugins.gateway import Gateway
from fmdesk.rules.engine import open_engine


class NoPaper:
    """Writes no report: the money alone counts here."""

    def render(self, kind: str, language: str, form: str, figures: MonthFigures) -> bytes:
        return b"%PDF-"


@pytest.fixture(scope="module")
def engine() -> Iterator[RuleEngine]:
    made = open_engine()
    yield made
    made.close()


def adopt(work: UnitOfWork) -> Changes:
    work.catalog.add_charter_version(CHARTER)
    return Changes()


def figures(desk: Desk, engine: RuleEngine) -> MonthFigures:
    months = Months(desk.door, engine, Gateway(desk.host), NoPaper())
    return months.control("2026-03", Silent())


@pytest.mark.parametrize("database_kind", ["sqlite"])  # the engine sees no database
def test_a_quarter_late_is_in_time_and_a_minute_more_costs_half(
    desk: Desk, engine: RuleEngine
) -> None:
    desk.door.run(uuid4(), "test.charter", None, adopt, Changes)
    _room, number = desk.book("2026-03-05T12:00")
    kept = desk.order(booking=number, people=4)
    broken = desk.order(delivery="2026-03-05T12:00", people=10)
    for line, moment in ((kept, "2026-03-05T12:15"), (broken, "2026-03-05T12:16")):
        desk.clock.at = at(moment)
        desk.record(line, EventKind.READY)
    total = figures(desk, engine).total
    assert (total.kept, total.broken) == (1, 1)
    assert (total.charged_cents, total.credited_cents) == (14 * 1250, 10 * 1250 // 2)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_what_was_moved_with_its_booking_is_judged_by_its_new_time(
    desk: Desk, engine: RuleEngine
) -> None:
    desk.door.run(uuid4(), "test.charter", None, adopt, Changes)
    room, number = desk.book("2026-03-05T12:00")
    lunch = desk.order(booking=number, people=4)
    desk.change(room, start="2026-03-06T12:00", end="2026-03-06T13:00")
    desk.clock.at = at("2026-03-06T12:10")
    desk.record(lunch, EventKind.READY)
    total = figures(desk, engine).total
    assert (total.kept, total.broken, total.credited_cents) == (1, 0, 0)
