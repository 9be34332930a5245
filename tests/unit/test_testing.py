import psycopg
import pytest
from sqlalchemy import create_engine, text

from fmdesk.testing import FakeTime, PostgresServer, find_postgres


def test_each_test_gets_a_database_of_its_own(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("create table note (body varchar(10))"))
        assert connection.execute(text("select count(*) from note")).scalar() == 0
    engine.dispose()


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
