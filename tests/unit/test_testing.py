import sys
import tempfile
import threading
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from sqlalchemy import create_engine, event, literal, select, text
from sqlalchemy.engine.interfaces import CacheStats

from fmdesk.core.sql.engine import open_database
from fmdesk.testing import (
    ROOM_FOR_SERVER,
    BuildOnce,
    FakeTime,
    Fill,
    PostgresServer,
    create_tables,
    find_postgres,
    plain_charter,
    race,
    server_place,
)
from tests.statements import Statements


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


def test_what_one_engine_had_compiled_no_other_compiles_again(
    empty_database_url: str, shared_statements: Statements
) -> None:
    hits = []
    for _each in range(2):
        engine = create_engine(empty_database_url)
        event.listen(engine, "after_cursor_execute", lambda *told: hits.append(told[4].cache_hit))
        for number in (1, 2):
            with engine.connect() as connection:
                query = select(literal(number), literal("seen here alone"))
                assert connection.execute(query).one() == (number, "seen here alone")
        engine.dispose()
    assert [one is CacheStats.CACHE_HIT for one in hits] == [False, True, True, True]
    key = next(iter(shared_statements))
    assert key[0] in ("sqlite", "postgresql"), "by the kind, not by the engine"


def test_what_is_unmeasured_is_measured_again_afterwards(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        called="""
            def measured():
                return 1

            def unmeasured():
                return 2

            def after():
                return 3
        """,
        test_it="""
            import os
            import threading

            import called

            def test_before():
                assert called.measured() == 1

            def test_without(unmeasured):
                assert "COVERAGE_PROCESS_CONFIG" not in os.environ
                assert called.unmeasured() == 2
                thread = threading.Thread(target=called.unmeasured)
                thread.start()
                thread.join()

            def test_with():
                assert called.after() == 3
        """,
    )
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
    done = pytester.run(sys.executable, "-m", "coverage", "run", "--include=called.py", *words)
    assert done.ret == 0
    shown = pytester.run(sys.executable, "-m", "coverage", "report", "-m", "--include=called.py")
    shown.stdout.fnmatch_lines(["called.py * 83%   5"])


CALLS: list[str] = []


def a_note(url: str) -> None:
    CALLS.append(url)
    database = open_database(url)
    with database.write() as connection:
        connection.execute(text("insert into setting (name, value) values ('note', '\"seen\"')"))
        connection.commit()
    database.close()


class TestOwnContent:
    @pytest.fixture
    def database_content(self) -> Fill:
        return a_note

    @pytest.mark.parametrize("_once_more", [False, True])
    def test_it_is_built_once_and_each_test_has_a_copy_of_its_own(
        self, database_url: str, _once_more: bool, database_kind: str
    ) -> None:
        database = open_database(database_url)
        with database.write() as connection:
            assert connection.execute(text("select count(*) from channel")).scalar_one() > 0
            note = "from setting where name = 'note'"
            assert connection.execute(text(f"select value {note}")).scalars().all() == ['"seen"']
            connection.execute(text(f"delete {note}"))
            connection.commit()
        database.close()
        mine = [url for url in CALLS if url.startswith(database_kind)]
        assert len(mine) == 1
        assert database_url not in mine

    def test_tests_without_it_do_not_see_it(
        self, database_kind: str, request: pytest.FixtureRequest, database_url: str
    ) -> None:
        bare = request.getfixturevalue(f"{database_kind}_templates")(create_tables)
        assert bare != request.getfixturevalue(f"{database_kind}_templates")(a_note)
        if database_kind == "sqlite":
            database = open_database(f"sqlite:///{bare}")
        else:
            server: PostgresServer = request.getfixturevalue("postgres_server")
            database = open_database(server.url(bare))
        with database.read() as connection:
            found = connection.execute(text("select name from setting")).scalars().all()
        database.close()
        assert "note" not in found


@pytest.mark.parametrize(("workers", "fits"), [("1", True), ("4", True), ("5", False)])
def test_the_server_is_in_memory_where_there_is_room_for_all_workers(
    workers: str, fits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fmdesk.testing.MEMORY", tmp_path)
    room = SimpleNamespace(free=4 * ROOM_FOR_SERVER)
    monkeypatch.setattr("fmdesk.testing.shutil.disk_usage", lambda _place: room)
    monkeypatch.setenv("PYTEST_XDIST_WORKER_COUNT", workers)
    assert (server_place() == tmp_path) == fits


def test_a_machine_that_keeps_no_files_in_memory_has_them_on_its_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fmdesk.testing.MEMORY", tmp_path / "nowhere")
    assert server_place() == Path(tempfile.gettempdir())


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
    with monkeypatch.context() as patience:
        patience.setattr("fmdesk.testing._GRACE_SECONDS", 0.01)
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
