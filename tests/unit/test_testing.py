import threading
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from fmdesk.core.sql.engine import open_database
from fmdesk.testing import (
    BuildOnce,
    FakeTime,
    PostgresServer,
    find_postgres,
    plain_charter,
    race,
)


def test_each_test_gets_a_database_of_its_own(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("create table note (body varchar(10))"))
        assert connection.execute(text("select count(*) from note")).scalar() == 0
    engine.dispose()


def test_a_database_with_our_tables_is_a_copy_that_nobody_else_sees(database_url: str) -> None:
    database = open_database(database_url)
    with database.write() as connection:
        found = connection.execute(text("select count(*) from channel")).scalar_one()
        assert found > 0
        connection.execute(text("delete from channel"))
        connection.commit()
    database.close()


def test_no_test_sees_what_another_did(database_url: str) -> None:
    database = open_database(database_url)
    with database.read() as connection:
        assert connection.execute(text("select count(*) from channel")).scalar_one() > 0
    database.close()


def test_a_copy_of_a_template_has_its_tables(postgres_server: PostgresServer) -> None:
    template = postgres_server.create_database()
    with psycopg.connect(postgres_server.address(template)) as connection:
        connection.execute("create table note (body text)")
        connection.execute("insert into note values ('seen')")
    copy = postgres_server.create_database(template)
    with psycopg.connect(postgres_server.address(copy)) as connection:
        assert connection.execute("select body from note").fetchall() == [("seen",)]
    postgres_server.drop_database(copy)
    postgres_server.drop_database(template)


def test_missing_postgres_fails_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fmdesk.testing.POSTGRES_FOLDERS", "/nowhere/*/bin/postgres")
    with pytest.raises(pytest.fail.Exception, match="apt-get install postgresql"):
        find_postgres()


def test_time_moves_only_by_hand(time_source: FakeTime) -> None:
    before = time_source.now()
    assert time_source.now() == before
    assert (time_source.advance(hours=2) - before).total_seconds() == 7200


def test_a_thread_that_is_left_running_fails_its_test(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fmdesk.testing._GRACE_SECONDS", 0.01)
    pytester.makepyfile(
        """
        import threading
        import pytest
        stop = threading.Event()
        def test_leaves(no_dangling_threads):
            threading.Thread(target=stop.wait, args=(20,), name="left over").start()
        def test_end():
            stop.set()
        """
    )
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:randomly", "-q")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*threads left running: *left over*"])


@pytest.mark.logs  # the test inside this one logs
def test_a_warning_that_was_not_announced_fails_its_test(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nmarkers = logs")
    pytester.makepyfile(
        """
        import logging
        import pytest
        def test_stray(no_stray_logs):
            logging.warning("the clock went back")
        @pytest.mark.logs
        def test_announced(no_stray_logs):
            logging.warning("the clock went back")
        """
    )
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:randomly", "-q")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*unexpected log lines: *the clock went back*"])


def test_a_race_runs_all_at_once_and_keeps_the_order_of_the_answers() -> None:
    all_there = threading.Barrier(3)

    def work(number: int) -> int:
        all_there.wait(timeout=60)
        return number * number

    assert race(3, work) == [0, 1, 4]


def test_a_fault_in_a_race_is_shown() -> None:
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        race(2, lambda number: 1 // number)


def test_what_is_built_once_is_not_built_again(build_once: BuildOnce) -> None:
    calls = []

    def build(folder: Path) -> None:
        calls.append(folder)
        (folder / "note").write_text("built", encoding="utf-8")

    first, second = build_once("testing-once", build), build_once("testing-once", build)
    assert first == second
    assert (first / "note").read_text(encoding="utf-8") == "built"
    assert len(calls) == 1


def test_what_was_left_half_built_is_built_anew(build_once: BuildOnce) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        build_once("testing-half", fail)
    folder = build_once("testing-half", lambda folder: (folder / "whole").touch())
    assert [path.name for path in folder.iterdir()] == ["whole"]


def test_a_plain_charter_may_differ_in_some_fields() -> None:
    made = plain_charter(code="other", rank=5)
    assert (made.code, made.rank, made.version) == ("other", 5, 1)
