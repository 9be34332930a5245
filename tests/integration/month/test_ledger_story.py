"""What stands in the ledger does not depend on when months were closed or facts came in."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmdesk.core.domain.calendar import Limit, LimitUnit
from fmdesk.core.domain.charter import Bearer, Charter, Guarantee, Sanction, SanctionKind
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ledger import AccountKind, EntryKind, JournalEntry
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import MonthFigures, Tally
from fmdesk.core.ports import RuleEngine
from tests.integration.month.conftest import PAPER_CENTS, Quiet, SmallOffice, charter
from tests.integration.month.stories import (
    MONDAY,
    balance,
    close_month,
    new_office,
    points,
)

MONTHS = ("2026-10", "2026-11", "2026-12")
BOXES = 3
HOUR = 3600

CHARTERS: Sequence[Charter] = (
    charter("free", Sanction(SanctionKind.NOT_CHARGED), rank=10),
    charter(
        "third",
        Sanction(SanctionKind.PERCENTAGE, basis_points=3333),
        rank=20,
        guarantee=Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, 12)),
    ),
    charter(
        "steps",
        Sanction(
            SanctionKind.STEPPED,
            base_cents=100,
            per_step_cents=75,
            step_seconds=24 * HOUR,
            max_steps=20,
            is_working_time=False,
        ),
        rank=30,
        bearer=Bearer.OVERRUN,
        guarantee=Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, 6)),
    ),
    charter(
        "slow",
        Sanction(SanctionKind.POINTS, points=7),
        guarantee=Guarantee(clock="response", limit=Limit(LimitUnit.WORKING_HOURS, 4)),
    ),
)


@dataclass(frozen=True)
class Act:
    """Something that happens to one of the lines, some hours after what came before."""

    hours: int
    line: int
    kind: EventKind
    number: int


ACTS = st.lists(
    st.builds(
        Act,
        hours=st.sampled_from([1, 5, 11, 26, 70, 200, 400]),
        line=st.integers(0, 2),
        kind=st.sampled_from(
            [
                EventKind.DELIVERED,
                EventKind.DELIVERED,
                EventKind.PAUSED,
                EventKind.RESUMED,
                EventKind.STARTED,
                EventKind.STEP_FINISHED,
                EventKind.READY,
                EventKind.REOPENED,
                EventKind.CANCELLED,
                EventKind.CORRECTED,
            ]
        ),
        number=st.integers(1, BOXES),
    ),
    max_size=12,
)


def act_on(office: SmallOffice, line: int, act: Act) -> None:
    """Let something happen now; what the office refuses does not happen."""
    more: dict[str, object] = {"reason": "zo gegaan"}
    if act.kind is EventKind.DELIVERED:
        more["quantity"] = act.number
    elif act.kind is EventKind.PAUSED:
        more |= {"pause_class": PauseClass.CUSTOMER, "evidence": "gebeld"}
    elif act.kind in (EventKind.STARTED, EventKind.STEP_FINISHED):
        more["step"] = act.number % 2
    elif act.kind is EventKind.CORRECTED:
        with office.door.read() as work:
            event = work.tickets.events(line)[-1]
        more |= {"corrects": event.number, "corrected_at": event.at - timedelta(hours=1)}
    try:
        office.record(line, act.kind, **more)
    except DomainError as refused:
        assert refused.code.startswith("fulfilment."), refused  # noqa: PT017  # a known refusal


def first_of(month: str) -> datetime:
    """Return when a month is over."""
    return Month.parse(month).bounds("Europe/Amsterdam")[1]


@given(acts=ACTS)
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_late_closing_and_timely_closing_leave_the_same_money(
    acts: list[Act], engine: RuleEngine, sqlite_template: Path
) -> None:
    with ExitStack() as opened:
        timely, late = (
            opened.enter_context(new_office(engine, sqlite_template, *CHARTERS)) for _ in range(2)
        )
        lines = [timely.order(BOXES).line_ids[0] for _ in range(3)]
        assert [late.order(BOXES).line_ids[0] for _ in range(3)] == lines
        moment, closed = MONDAY, list(MONTHS)
        for act in acts:
            moment += timedelta(hours=act.hours)
            if moment >= first_of(MONTHS[-1]):
                break
            while closed and first_of(closed[0]) <= moment:
                timely.time.at = first_of(closed[0])
                check_frozen(timely, close_and_look(timely, closed.pop(0)))
            for office in (timely, late):
                office.time.at = moment
                act_on(office, lines[act.line], act)
        for office, months in ((timely, closed), (late, list(MONTHS))):
            office.time.at = first_of(MONTHS[-1]) + timedelta(days=1)
            for month in months:
                check_frozen(office, close_and_look(office, month))
        for line in lines:
            assert balance(timely, line) == balance(late, line)
            assert points(timely, line) == points(late, line)
            check_page(late, line)


def check_page(office: SmallOffice, line: int) -> None:
    """Check that the page of a line that is over charges what the ledger does."""
    view = office.queries.line(line, "nl")
    if view.state in (LineState.READY, LineState.CANCELLED):
        shown = sum(one.charged_cents for one in view.deliveries)
        assert shown == customers_part(office, line)
        assert shown == sum(one.cents for one in view.posted if one.account.startswith("4410"))


def close_and_look(office: SmallOffice, month: str) -> MonthFigures:
    """Close a month and return its figures."""
    close_month(office, month)
    return office.months.figures(month)


def check_frozen(office: SmallOffice, figures: MonthFigures) -> None:
    """Check that a closed month is even, whole, and equal to the ledger."""
    assert figures.is_closed
    assert office.balance() == 0
    with office.door.read() as work:
        entries = list(work.ledger.entries_of_month(Month.parse(figures.month)))
    assert figures.total.charged_cents == signed(entries, EntryKind.CHARGE)
    assert figures.total.credited_cents == signed(entries, EntryKind.SANCTION)
    assert figures.total.points == sum(entry.points for entry in entries)
    names = [field.name for field in fields(Tally)]
    for dimension in ("department", "unit", "product"):
        rows = [row.month for row in figures.rows if row.dimension == dimension]
        for name in names:
            total = getattr(figures.total, name)
            assert sum(getattr(row, name) for row in rows) == total, (dimension, name)


def signed(entries: Sequence[JournalEntry], kind: EntryKind) -> int:
    """Return what the entries of a kind leave with the customers, reversals taken off."""
    sign = 1 if kind is EntryKind.CHARGE else -1
    kinds = {kind, EntryKind(f"{kind.value}_reversal")}
    return sum(
        sign * row.cents
        for entry in entries
        if entry.key.kind in kinds
        for row in entry.rows
        if row.account is AccountKind.COST_CENTRE
    )


# --- examples ----------------------------------------------------------------------------------


def test_a_stepped_sanction_posts_its_increment_each_month(
    engine: RuleEngine, sqlite_template: Path
) -> None:
    """25 days over in October, capped at 20 steps in November: 20 steps in all."""
    with new_office(engine, sqlite_template, CHARTERS[2]) as office:
        office.time.at = first_of("2026-10") - timedelta(hours=6 + 10 * 24 + 1)
        (line,) = office.order(BOXES).line_ids
        posted = []
        for month in MONTHS:
            office.time.at = first_of(month)
            close_month(office, month)
            posted.append(-customers_part(office, line))
        assert posted == [100 + 10 * 75, 100 + 20 * 75, 100 + 20 * 75]
        with office.door.read() as work:
            entries = work.ledger.entries_of_line(line)
        assert [(one.month, one.cents, one.key.revision) for one in entries] == [
            ("2026-10", 850, 0),
            ("2026-11", 750, 1),
        ]
        assert office.months.figures("2026-11").total.lines == 0
        assert office.months.figures("2026-11").total.credited_cents == 750
        assert office.months.figures("2026-12").total.credited_cents == 0


def customers_part(office: SmallOffice, line: int) -> int:
    """Return what a line costs its cost centre."""
    return balance(office, line).get((AccountKind.COST_CENTRE, 1), 0)


def test_a_line_of_october_that_is_settled_leaves_november_alone(
    engine: RuleEngine, sqlite_template: Path
) -> None:
    with new_office(engine, sqlite_template, CHARTERS[0]) as office:
        (line,) = office.order(BOXES).line_ids
        office.time.advance(hours=40)
        office.deliver(line, BOXES)
        for month in MONTHS:
            office.time.at = first_of(month)
            close_month(office, month)
        figures = [office.months.figures(month) for month in MONTHS]
        assert [one.total.credited_cents for one in figures] == [BOXES * PAPER_CENTS, 0, 0]
        assert [len(one.broken) for one in figures] == [1, 0, 0]
        assert [one.year.credited_cents for one in figures] == [BOXES * PAPER_CENTS] * 3


def test_a_month_is_closed_by_its_command_however_often_it_is_sent(
    office: SmallOffice,
) -> None:
    (line,) = office.order(BOXES).line_ids
    office.deliver(line, BOXES)
    office.time.at = first_of("2026-10")
    op_id = uuid4()
    first = office.months.close(op_id, "2026-10", Quiet())
    office.time.advance(days=2)
    assert office.months.close(op_id, "2026-10", Quiet()) == first
    with pytest.raises(DomainError, match=r"month\.closed"):
        office.months.close(uuid4(), "2026-10", Quiet())
    assert office.entries() == 1


def test_the_hours_around_midnight_belong_to_the_offices_month(
    engine: RuleEngine, sqlite_template: Path
) -> None:
    """31 October 23:30 in Amsterdam is still October, although it is 22:30 UTC."""
    with new_office(engine, sqlite_template, CHARTERS[0]) as office:
        end = first_of("2026-10")
        for minutes in (-30, 30):
            office.time.at = end + timedelta(minutes=minutes)
            office.order(1)
        office.time.at = end + timedelta(days=1)
        lines = [(state.month, state.lines) for state in office.months.states()]
        assert lines == [("2026-11", 1), ("2026-10", 1)]
        assert (office.control("2026-10").total.lines, office.control("2026-11").total.lines) == (
            1,
            1,
        )


def test_percentages_of_parts_sum_to_that_of_the_line(
    engine: RuleEngine, sqlite_template: Path
) -> None:
    """Three boxes of € 18,40 come in late one by one; a third of them is right to the cent."""
    with new_office(engine, sqlite_template, CHARTERS[1]) as office:
        (line,) = office.order(BOXES).line_ids
        for _ in range(BOXES):
            office.time.advance(hours=30)
            office.deliver(line, 1)
        figures = office.control("2026-10")
        cents = [one.cents for one in figures.broken]
        whole = BOXES * PAPER_CENTS * 3333
        assert sum(cents) == (whole + 5000) // 10_000
        shares = [whole * part // BOXES for part in range(BOXES + 1)]
        assert cents == [
            (after + 5000) // 10_000 - (before + 5000) // 10_000
            for before, after in pairwise(shares)
        ]
