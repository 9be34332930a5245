"""Dates as files write them: forms, months in words, and the two hours of the year that lie."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.services.importing_dates import DateReader

AMSTERDAM = "Europe/Amsterdam"


def reader(
    *formats: str, zone: str = AMSTERDAM, clock: str = "", warnings: list | None = None
) -> DateReader:
    def warn(code: str, **params: object) -> None:
        if warnings is not None:
            warnings.append((code, params))

    return DateReader(zone, formats, clock, warn)


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("%d-%m-%Y %H:%M", "02-03-2026 09:15", "2026-03-02 08:15"),
        ("%d-%b-%y", "03-Jan-14", "2014-01-02 23:00"),
        ("%d-%b-%y", "3-mrt-14", "2014-03-02 23:00"),
        ("%d %b %Y", "5 mei 2026", "2026-05-04 22:00"),
        ("%d %b %Y", "5 October 2026", "2026-10-04 22:00"),
        ("%d %b %Y", "5 okt. 2026", "2026-10-04 22:00"),
        ("%m/%d/%Y", "9/17/2013", "2013-09-16 22:00"),
        ("%d-%m-%y", "31-12-69", "1969"),
        ("", "2026-03-02 09:15:30.9", "2026-03-02 08:15:30"),
        ("", "2026-03-02T09:15:00Z", "2026-03-02 09:15"),
        ("", "2026-03-02T09:15+03:00", "2026-03-02 06:15"),
        ("", "2026-07-02", "2026-07-01 22:00"),
    ],
)
def test_dates_are_read_in_their_form(form: str, text: str, expected: str) -> None:
    made = reader(*filter(None, [form]))
    if expected == "1969":
        with pytest.raises(InvalidInputError, match=r"import\.date_range"):
            made.instant(text)
    else:
        assert made.instant(text) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_a_day_without_a_time_gets_that_of_the_mapping() -> None:
    evening = reader("%d-%m-%Y", "%d-%m-%Y %H:%M", clock="17:30")
    assert evening.instant("02-03-2026") == datetime(2026, 3, 2, 16, 30, tzinfo=UTC)
    assert evening.instant("02-03-2026 09:00") == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert reader(clock="24:00").instant(date(2026, 3, 2)) == datetime(
        2026, 3, 2, 23, 0, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "text", ["32-01-2026", "1-foo-2026", "2026-13-01", "niet ingevuld", "1" * 5000, "٢٠٢٦-٠١-٠١"]
)
def test_what_is_no_date_is_a_bad_cell(text: str) -> None:
    for made in (reader(), reader("%d-%b-%Y", "%d-%m-%Y")):
        with pytest.raises(InvalidInputError, match=r"import\.not_date"):
            made.instant(text)


def test_a_time_that_does_not_exist_is_a_bad_cell() -> None:
    with pytest.raises(InvalidInputError) as caught:
        reader().instant("2026-03-29 02:30:00")
    assert caught.value.code == "import.local_gap"
    assert caught.value.params["zone"] == AMSTERDAM


def test_a_time_that_was_there_twice_takes_the_first_and_warns() -> None:
    warnings: list[tuple[str, dict[str, object]]] = []
    made = reader(warnings=warnings)
    assert made.instant("2026-10-25 02:30:00") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert made.instant("2026-10-25 03:00:00") == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)
    assert made.instant("2026-10-25 01:59:59") == datetime(2026, 10, 24, 23, 59, 59, tzinfo=UTC)
    assert [code for code, _ in warnings] == ["import.local_twice"]


@given(
    zone=st.sampled_from([AMSTERDAM, "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"]),
    wall=st.datetimes(datetime(1980, 1, 1), datetime(2036, 12, 31)),  # noqa: DTZ001
)
def test_local_times_are_those_of_the_standard_library(zone: str, wall: datetime) -> None:
    wall = wall.replace(microsecond=0)
    first = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    is_gap = first.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall
    is_twice = not is_gap and first.utcoffset() != first.replace(fold=1).utcoffset()
    warnings: list[tuple[str, dict[str, object]]] = []
    made = reader(zone=zone, warnings=warnings)
    if is_gap:
        with pytest.raises(InvalidInputError, match=r"import\.local_gap"):
            made.instant(wall)
        return
    assert made.instant(wall) == first.astimezone(UTC)
    assert bool(warnings) is is_twice


@pytest.mark.parametrize("zone", [AMSTERDAM, "America/New_York"])
def test_both_edges_of_every_change_of_the_clock(zone: str) -> None:
    place = ZoneInfo(zone)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    while at < datetime(2027, 1, 1, tzinfo=UTC):
        after = at + timedelta(minutes=1)
        if at.astimezone(place).utcoffset() != after.astimezone(place).utcoffset():
            for instant in (at, after):
                local = instant.astimezone(place)
                if local.fold == 0:
                    wall = local.replace(tzinfo=None)
                    assert reader(zone=zone).instant(wall) == instant
        at = after + timedelta(minutes=59)


def test_a_form_or_time_of_a_mapping_that_is_not_possible_is_told() -> None:
    for form in ("%d-%q-%Y", "%d-%d"):
        with pytest.raises(InvalidInputError, match=r"mapping\.format"):
            reader(form)
    with pytest.raises(InvalidInputError, match=r"mapping\.time"):
        reader(clock="half tien")


def test_days_are_dates() -> None:
    assert reader("%d-%m-%Y").day("02-03-2026") == date(2026, 3, 2)
    assert reader().day(date(2026, 3, 2)) == date(2026, 3, 2)
    assert reader().day("  ") is None
