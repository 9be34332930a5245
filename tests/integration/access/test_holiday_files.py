"""Holidays from an iCalendar file, on both databases: ticked, kept by name, harmless twice."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.administration import DayOffer, DaysDraft
from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.errors import (
    DomainError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    StorageError,
)
from fmdesk.core.domain.icalendar import LARGEST
from fmdesk.core.services import holiday_files
from fmdesk.core.services.administration import Administration
from fmdesk.core.sql.door import SqlDoor
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from tests.integration.access.conftest import Employ

Write = Callable[..., Path]
KINGS_DAY = date(2026, 4, 27)


@pytest.fixture
def admin(office: SqlDoor) -> Administration:
    """The lists of the small office; it is 2 March 2026."""
    return Administration(office)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a calendar file with some events."""

    def written(*events: str) -> Path:
        path = tmp_path / "holidays.ics"
        body = "\n".join(f"BEGIN:VEVENT\n{one}\nEND:VEVENT" for one in events)
        path.write_text(f"BEGIN:VCALENDAR\n{body}\nEND:VCALENDAR\n", encoding="utf-8")
        return path

    return written


def close(admin: Administration, *days: tuple[date, str]) -> None:
    admin.close_days(DaysDraft(uuid4(), "office", days))


def calendar(door: SqlDoor, on: date) -> Calendar:
    with door.read() as work:
        return work.catalog.calendar("office", on)[1]


def test_days_of_a_file_are_offered_with_their_names(admin: Administration, write: Write) -> None:
    path = write(
        "DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227\nSUMMARY:Kerst\\, vrij",
        "DTSTART:20260427\nSUMMARY:Konings\u202edag",
        "DTSTART:20260427\nSUMMARY:Brugdag",
        "DTSTART:20260427\nSUMMARY:Brugdag",
        "DTSTART:20260302\nSUMMARY:Vandaag",
        "DTSTART:20260303",
        "DTSTART:20260505\nSTATUS:CANCELLED\nSUMMARY:Toch niet",
        "DTSTART:20260601T090000\nSUMMARY:Overleg",
    )
    found = admin.days_of_file("office", path)
    assert found.days == (
        DayOffer(date(2026, 3, 3), ""),
        DayOffer(KINGS_DAY, "Koningsdag, Brugdag"),
        DayOffer(date(2026, 12, 25), "Kerst, vrij"),
        DayOffer(date(2026, 12, 26), "Kerst, vrij"),
    )
    assert found.left_out == 1


def test_what_is_ticked_closes_from_tomorrow_on_and_a_second_time_changes_nothing(
    admin: Administration, office: SqlDoor, write: Write
) -> None:
    path = write("DTSTART:20260427\nSUMMARY:Koningsdag")
    close(admin, (KINGS_DAY, "Koningsdag"))
    assert calendar(office, date(2026, 3, 3)).closed[KINGS_DAY] == "Koningsdag"
    assert KINGS_DAY not in calendar(office, date(2026, 3, 2)).closed
    assert calendar(office, date(2026, 3, 3)).windows == calendar(office, date(2026, 3, 2)).windows
    assert admin.days_of_file("office", path).days == (DayOffer(KINGS_DAY, "Koningsdag", True),)
    head = office.head()
    close(admin, (KINGS_DAY, "Nog een naam"))
    close(admin)
    assert office.head() == head
    assert calendar(office, KINGS_DAY).closed[KINGS_DAY] == "Koningsdag"


def test_a_day_with_hours_of_its_own_keeps_them(admin: Administration, office: SqlDoor) -> None:
    there = next(one for one in admin.entries("calendars") if one.code == "office")
    from fmdesk.core.domain.administration import EntryDraft

    values = {"code": "office", **there.values, "special": "2026-12-24 09:00-13:00"}
    admin.save(EntryDraft(uuid4(), "calendars", values))
    close(admin, (date(2026, 12, 24), "Kerstavond"), (KINGS_DAY, "Koningsdag"))
    made = calendar(office, KINGS_DAY)
    assert made.special == {date(2026, 12, 24): (("09:00", "13:00"),)}
    assert date(2026, 12, 24) not in made.closed
    assert made.closed[KINGS_DAY] == "Koningsdag"
    shown = next(one for one in admin.entries("calendars") if one.code == "office")
    assert shown.values["closed_2026-04-27"] is True


def test_what_has_passed_and_what_is_unknown_is_refused(admin: Administration) -> None:
    with pytest.raises(InvalidInputError, match=r"administration\.past"):
        close(admin, (date(2026, 3, 2), "Vandaag"))
    with pytest.raises(NotFoundError, match=r"calendar\.unknown"):
        admin.close_days(DaysDraft(uuid4(), "elders", ((KINGS_DAY, ""),)))


def test_a_lead_looks_and_only_who_administers_closes(
    employ: Employ, admin: Administration, write: Write
) -> None:
    path = write("DTSTART:20260427\nSUMMARY:Koningsdag")
    lead = Administration(employ("piet", Role.DESK_LEAD))
    assert lead.days_of_file("office", path).days
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        close(lead, (KINGS_DAY, "Koningsdag"))
    with pytest.raises(NotAllowedError, match=r"access\.area"):
        Administration(employ("ayse", Role.DESK)).days_of_file("office", path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "ics.no_calendar"),
        (b"MZ\x90\x00", "ics.not_text"),
        (b"\x00" * 100, "ics.line"),
        (b"<html>\n</html>", "ics.line"),
        (b"BEGIN:VCALENDAR\n" * 10_000, "ics.line"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2026", "ics.unfinished"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "ics.no_days"),
        (b"BEGIN:VCALENDAR\nX:" + b"y" * LARGEST, "ics.large"),
    ],
)
def test_a_hostile_file_is_one_sentence(
    admin: Administration, tmp_path: Path, content: bytes, code: str
) -> None:
    (tmp_path / "bad.ics").write_bytes(content)
    with pytest.raises(InvalidInputError) as problem:
        admin.days_of_file("office", tmp_path / "bad.ics")
    assert problem.value.code == code
    assert is_sentence(problem.value)


def is_sentence(problem: DomainError) -> bool:
    for language in ("nl", "en"):
        with using_language(language):
            said = explain(problem)
        if "{" in said or not said.endswith("."):
            return False
    return True


def test_a_file_that_is_none_is_told(admin: Administration, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.ics"):
        with pytest.raises(StorageError, match=r"import\.unreadable"):
            admin.days_of_file("office", path)


def test_endless_series_and_long_names_stay_within_bounds(
    admin: Administration, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(f"DTSTART:19700427\nRRULE:FREQ=YEARLY\nSUMMARY:{'K' * 5000}")
    found = admin.days_of_file("office", path).days
    assert [one.on.year for one in found] == list(range(2026, 2032))
    assert max(len(one.name) for one in found) <= 100
    monkeypatch.setattr(holiday_files, "MOST", 2)
    assert len(admin.days_of_file("office", path).days) == 2
