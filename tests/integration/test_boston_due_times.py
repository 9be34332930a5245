"""A publisher's own due rule, as data, against three months of its published due times.

Source of the rows: resources/demo/boston/ATTRIBUTION.md.
"""

import csv
import gzip
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays
import pytest

from fmdesk.config import resources_path
from fmdesk.core.domain.calendar import (
    AfterClose,
    Calendar,
    ClosedStart,
    DayRule,
    Limit,
    LimitUnit,
)
from fmdesk.core.domain.clock import ClockState, fold
from fmdesk.core.domain.events import EventKind, LineEvent

ZONE = ZoneInfo("America/New_York")
AS_OF = datetime(2020, 1, 1, tzinfo=UTC)
"""After the last closing in the file."""

PUBLISHERS_RULE = DayRule(ClosedStart.KEEP, AfterClose("17:00", "08:30", extra_days=1))
ALWAYS = Calendar.always("America/New_York")
WEEK = {weekday: [("08:00", "17:00")] for weekday in range(5)}


class Request(NamedTuple):
    """One row, with its times as instants."""

    kind: str
    department: str
    month: str
    flag: str
    opened: datetime
    target: datetime | None
    closed: datetime | None


@pytest.fixture(scope="module")
def requests() -> list[Request]:
    with gzip.open(resources_path("demo/boston/requests_2011_q3.csv.gz"), "rt") as file:
        return [
            Request(
                row["type"],
                row["department"],
                row["open_dt"][:7],
                row["ontime"],
                _instant(row["open_dt"]),
                _instant(row["target_dt"]) if row["target_dt"] else None,
                _instant(row["closed_dt"]) if row["closed_dt"] else None,
            )
            for row in csv.DictReader(file)
        ]


@pytest.fixture(scope="module")
def terms() -> dict[str, Limit]:
    with resources_path("demo/boston/service_terms.csv").open() as file:
        return {
            row["type"]: Limit(LimitUnit(row["unit"]), int(row["limit"]))
            for row in csv.DictReader(file)
        }


def test_the_rows_are_all_there(requests: list[Request]) -> None:
    assert len(requests) == 31_828
    assert sum(request.target is None for request in requests) == 5_013


def test_due_times_are_the_publishers_for_98_8_percent(
    requests: list[Request], terms: dict[str, Limit]
) -> None:
    calendar = Calendar("America/New_York", WEEK, day_rule=PUBLISHERS_RULE)
    assert _share_right(requests, terms, calendar) == (26_508, 26_815)
    assert 26_508 / 26_815 >= 0.988


def test_with_the_holidays_of_massachusetts_it_is_84_percent(
    requests: list[Request], terms: dict[str, Limit]
) -> None:
    closed = dict(holidays.country_holidays("US", subdiv="MA", years=range(2011, 2015)))
    calendar = Calendar("America/New_York", WEEK, closed, day_rule=PUBLISHERS_RULE)
    right, known = _share_right(requests, terms, calendar)
    assert round(100 * right / known) == 84


def test_given_due_times_no_flagged_verdict_is_wrong(requests: list[Request]) -> None:
    flagged = [one for one in requests if one.target and one.closed and one.flag]
    wrong = [one for one in flagged if _is_kept(one) is not (one.flag == "ONTIME")]
    assert (len(flagged), wrong) == (25_101, [])


def test_kept_and_broken_per_month_and_department_are_the_publishers(
    requests: list[Request],
) -> None:
    counts: Counter[tuple[str, str, bool]] = Counter()
    for request in requests:
        if request.target is not None:
            counts[request.month, request.department, _is_kept(request)] += 1
    with resources_path("demo/boston/expected_by_opened_month_q3.csv").open() as file:
        for row in csv.DictReader(file):
            group = row["opened_month"], row["department"]
            kept = int(row["ontime_of_with_target"])
            assert counts[*group, True] == kept, group
            assert counts[*group, False] == int(row["with_target"]) - kept, group
    verdicts = Counter(is_kept for _, _, is_kept in counts.elements())
    assert verdicts == {True: 20_356, False: 6_459}


def test_a_request_without_a_due_time_is_never_kept(requests: list[Request]) -> None:
    assert {_is_kept(request) for request in requests if request.target is None} == {None}


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ("Fri 2011-07-01 02:18:31", "Tue 2011-07-05 02:18:31"),
        ("Fri 2011-07-01 16:59:59", "Tue 2011-07-05 16:59:59"),
        ("Fri 2011-07-01 17:00:00", "Wed 2011-07-06 08:30:00"),
        ("Sun 2011-07-03 10:00:00", "Wed 2011-07-06 10:00:00"),
        ("Sun 2011-07-03 21:00:00", "Thu 2011-07-07 08:30:00"),
    ],
)
def test_the_rule_in_single_cases(opened: str, due: str) -> None:
    calendar = Calendar("America/New_York", WEEK, day_rule=PUBLISHERS_RULE)
    found = calendar.due(_instant(opened[4:]), Limit(LimitUnit.WORKING_DAYS, 2))
    assert f"{found.astimezone(ZONE):%a %Y-%m-%d %H:%M:%S}" == due


def _share_right(
    requests: list[Request], terms: dict[str, Limit], calendar: Calendar
) -> tuple[int, int]:
    """Return how many due times lie within 60 s of the publisher's wall clock, and of how many."""
    known = [request for request in requests if request.target is not None]
    right = sum(
        abs(calendar.due(one.opened, terms[one.kind]) - one.target) <= timedelta(seconds=60)
        for one in known
        if one.target is not None
    )
    return right, len(known)


def _is_kept(request: Request) -> bool | None:
    events = [LineEvent(1, EventKind.RECEIVED, request.opened)]
    if request.closed is not None:
        events.append(LineEvent(2, EventKind.READY, request.closed))
    clock = fold(events, ALWAYS, None, as_of=AS_OF, due_given=request.target)
    is_finished = clock.state is ClockState.FINISHED
    assert is_finished is (request.closed is not None)
    return clock.current.is_kept if clock.current else None


def _instant(naive: str) -> datetime:
    day, clock = naive.split()
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZONE).astimezone(
        UTC
    )
