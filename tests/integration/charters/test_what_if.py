"""A charter tried on the past says what would really have happened, and writes nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from fmdesk.core.domain.charter import (
    Bearer,
    Charter,
    Condition,
    Conditions,
    Guarantee,
    LimitSource,
    Operator,
    Outcome,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.what_if import Dimension, Side, WhatIf, WhatIfQuestion
from fmdesk.core.sql import tables as t
from tests.integration.charters.conftest import DESK, NEW, SECOND, WRITER, Room, refused
from tests.integration.month.conftest import LATE_BREAK, PAPER_CENTS, Quiet

OCTOBER, NOVEMBER = "2026-10", "2026-11"
BEGIN = {
    OCTOBER: datetime(2026, 10, 5, 8, 0, tzinfo=UTC),
    NOVEMBER: datetime(2026, 11, 2, 9, tzinfo=UTC),
}
"""A Monday at ten by the office's clock, in summer and in winter time."""


def work_week(room: Room, month: str) -> None:
    """Let the same things happen in a week: in time, late, paused, in parts, and still open."""
    office = room.office
    office.time.at = BEGIN[month]
    for hours in (2, 7, 13, 30):
        line = office.order(2).line_ids[0]
        office.time.advance(hours=hours)
        office.record(line, EventKind.READY)
    line = office.order(3).line_ids[0]
    office.time.advance(hours=4)
    office.deliver(line, 1)
    office.time.advance(hours=6)
    office.record(
        line, EventKind.PAUSED, pause_class=PauseClass.CUSTOMER, reason="klant", evidence="mail"
    )
    office.time.advance(hours=20)
    office.record(line, EventKind.RESUMED)
    office.time.advance(hours=5)
    office.deliver(line, 2)
    office.order()
    office.time.advance(hours=40)


def tried(room: Room, charter: Charter, base: int | None, month: str = OCTOBER) -> WhatIf:
    question = WhatIfQuestion(charter, base, month, month)
    return room.charters.what_if(question, Quiet())


def limited(charter: Charter, hours: int, unit: LimitUnit = LimitUnit.CLOCK_HOURS) -> Charter:
    return replace(charter, guarantee=replace(charter.guarantee, limit=Limit(unit, hours)))


def stock(room: Room) -> Charter:
    """Return the charter that holds."""
    room.be(WRITER)
    return room.charters.page(f"charter:{LATE_BREAK}").charter


def of_charter(room: Room, month: str, code: str) -> Side:
    """Return the figures of a charter as the month's control gives them."""
    rows = room.office.control(month).rows
    [row] = [one.month for one in rows if (one.dimension, one.key) == ("charter", code)]
    return Side(row.kept, row.broken, row.excused, row.running, row.credited_cents)


def test_it_says_what_the_month_says_of_today_and_of_a_charter_to_come(room: Room) -> None:
    held = stock(room)
    work_week(room, OCTOBER)
    draft = limited(held, 8)
    found = tried(room, draft, held.id)
    assert found.total.before == of_charter(room, OCTOBER, LATE_BREAK)
    assert found.total.after.broken > found.total.before.broken
    page = room.send(room.write(draft, held.id))
    room.be(SECOND)
    room.approve(page, BEGIN[OCTOBER].date() + timedelta(days=20))
    room.be(WRITER)
    work_week(room, NOVEMBER)
    assert of_charter(room, NOVEMBER, LATE_BREAK) == found.total.after, "as it came true"
    assert found.lines == 6
    [row] = found.rows[Dimension.PRODUCT]
    assert (row.key, row.name.nl, row.after) == ("paper", "Kopieerpapier", found.total.after)
    assert [one.key for one in found.rows[Dimension.UNIT]] == ["stock"]
    assert [one.key for one in found.rows[Dimension.MONTH]] == [OCTOBER]


def test_the_lines_that_change_are_told_the_dearest_first(room: Room) -> None:
    held = stock(room)
    work_week(room, OCTOBER)
    found = tried(room, limited(held, 8), held.id)
    assert found.changed_total == len(found.changed) == 2
    dear, cheap = found.changed
    assert (dear.before, dear.after) == (Outcome.KEPT, Outcome.BROKEN)
    assert dear.cents_after - dear.cents_before >= cheap.cents_after - cheap.cents_before > 0
    assert dear.product.en == "Copy paper"
    assert dear.finished_at is not None
    same = tried(room, held, held.id)
    assert (same.changed, same.total.before) == ((), same.total.after)


@pytest.mark.parametrize("unit", LimitUnit)
def test_the_curve_is_what_each_limit_would_have_kept(room: Room, unit: LimitUnit) -> None:
    held = stock(room)
    work_week(room, OCTOBER)
    first = tried(room, limited(held, 2, unit), held.id)
    assert first.curve is not None
    assert first.curve.share(2) == (first.total.after.share or 0)
    for n in (1, 3, 6, 8, 14, 29, 31):
        other = tried(room, limited(held, n, unit), None)
        assert other.curve is not None
        judged = other.total.after
        assert other.curve.share(n) == (judged.share or 0)
    norm = first.curve.limit_for(first.curve.share(14))
    assert norm is not None
    assert norm <= 14


def digest(room: Room) -> str:
    """Return a digest of every row of every table."""
    found = sha256()
    with room.office.database.read() as connection:
        for table in t.metadata.sorted_tables:
            rows = connection.execute(table.select()).all()
            found.update(repr((table.name, sorted(map(repr, rows)))).encode())
    return found.hexdigest()


def test_nothing_is_written(room: Room) -> None:
    held = stock(room)
    work_week(room, OCTOBER)
    room.office.control(OCTOBER)
    before = digest(room)
    tried(room, limited(held, 8), held.id)
    tried(room, NEW, None)
    assert digest(room) == before
    room.office.order()
    assert digest(room) != before, "what is written would be seen"


def test_it_stops_when_asked_and_is_not_for_everybody(room: Room) -> None:
    held = stock(room)
    room.office.order()
    question = WhatIfQuestion(held, held.id, OCTOBER, OCTOBER)
    assert refused(room.charters.what_if, question, Quiet(is_stopped=True)) == "job.cancelled"
    backwards = replace(question, first=NOVEMBER)
    assert room.charters.what_if(backwards, Quiet()).lines == 0, "no month lies between them"
    assert refused(room.charters.what_if, replace(question, first="x"), Quiet()) == "month.format"
    room.be(DESK)
    assert refused(room.charters.what_if, question, Quiet()) == "access.area"


def test_every_kind_of_charter_can_be_tried(room: Room) -> None:
    held = stock(room)
    work_week(room, OCTOBER)
    few = Conditions(items=(Condition("line.quantity", Operator.LE, 2),))
    for charter, broken, cents in (
        (replace(held, products=("other",)), 0, 0),
        (replace(held, applies_when=few), 1, 2 * PAPER_CENTS),
        (
            replace(
                held,
                except_when=Conditions(True, (Condition("ticket.channel", Operator.EQ, "phone"),)),
            ),
            0,
            0,
        ),
        (replace(held, guarantee=Guarantee(source=LimitSource.PRODUCT)), 1, 2 * PAPER_CENTS),
        (replace(held, guarantee=Guarantee(source=LimitSource.GIVEN)), 0, 0),
        (
            replace(held, sanction=Sanction(SanctionKind.FIXED, amount_cents=500)),
            1,
            500,
        ),
        (replace(held, sanction=Sanction(SanctionKind.POINTS, points=3)), 1, 0),
        (replace(held, bearer=Bearer.OVERRUN, trial_until=held.valid_from), 1, 2 * PAPER_CENTS),
        (replace(held, guarantee=replace(held.guarantee, clock="step.2")), 1, 2 * PAPER_CENTS),
    ):
        found = tried(room, charter, held.id).total
        assert found.before.broken >= 1
        assert (found.after.broken >= broken, found.after.cents >= cents) == (True, True)
        if not broken:
            assert (found.after.broken, found.after.cents) == (0, 0)
    points = tried(room, replace(held, sanction=Sanction(SanctionKind.POINTS, points=3)), None)
    assert points.total.after.points == 3 * points.total.after.broken
    assert points.total.before == Side()
    assert {one.before for one in points.changed} == {None}


def test_what_another_charter_gives_already_is_not_counted_twice(room: Room) -> None:
    held = stock(room)
    work_week(room, OCTOBER)
    twin = replace(limited(held, 8), code="twin", rank=held.rank + 1)
    found = tried(room, twin, None)
    alone = tried(room, limited(held, 8), None)
    assert found.total.after.broken == alone.total.after.broken
    assert found.total.after.cents < alone.total.after.cents, "late lines were free already"
