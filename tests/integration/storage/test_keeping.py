"""The copies that are made by themselves."""

from datetime import date, timedelta

from fmdesk.core.sql.copies import inspect
from fmdesk.core.sql.engine import open_database
from fmdesk.core.sql.keeping import DAILY_KEPT, copies_folder, keep_copy
from tests.integration.month.conftest import SmallOffice, database_content, engine, office

__all__ = ["database_content", "engine", "office"]
FIRST = date(2026, 10, 1)


def test_one_copy_a_day_and_the_oldest_go(office: SmallOffice) -> None:
    database = office.database
    if database.file is None:
        assert keep_copy(database, "2026-10-01", is_daily=True) is None
        return
    for day in range(DAILY_KEPT + 3):
        made = keep_copy(database, (FIRST + timedelta(days=day)).isoformat(), is_daily=True)
        assert made is not None
    assert keep_copy(database, made.path[-13:-3], is_daily=True) is None
    copies = sorted(copies_folder(database.file.path).glob("*-day-*.db"))
    assert len(copies) == DAILY_KEPT
    assert copies[-1].name.endswith("2026-10-17.db")


def test_the_copy_of_a_close_is_whole_and_stays(office: SmallOffice) -> None:
    database = office.database
    if database.file is None:
        return
    office.order(3)
    made = keep_copy(database, "2026-10-r1")
    assert made is not None
    for day in range(DAILY_KEPT + 1):
        keep_copy(database, (FIRST + timedelta(days=day)).isoformat(), is_daily=True)
    copy = copies_folder(database.file.path) / "fmdesk-close-2026-10-r1.db"
    assert inspect(copy).head == office.door.head()
    assert copy.stat().st_mode & 0o077 == 0
    other = open_database(f"sqlite:///{copy}")
    try:
        with other.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM line").scalar_one() == 1
    finally:
        other.close()
