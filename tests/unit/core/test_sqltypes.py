from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.sql.failures import known_failures
from fmdesk.core.sqltypes import CanonicalJson, Cents, Id, UtcDateTime

AT = datetime(2026, 3, 2, 8, 30, 15, tzinfo=UTC)
table = sa.Table(
    "thing",
    sa.MetaData(),
    sa.Column("id", Id, primary_key=True),
    sa.Column("at", UtcDateTime),
    sa.Column("cents", Cents),
    sa.Column("facts", CanonicalJson),
)


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    with engine.connect() as opened:
        table.create(opened)
        yield opened
    engine.dispose()


def stored(connection: sa.Connection, **values: object) -> sa.Row[*tuple[object, ...]]:
    connection.execute(sa.insert(table).values(values))
    return connection.execute(sa.select(table).order_by(table.c.id.desc()).limit(1)).one()


def raw(connection: sa.Connection, column: str) -> object:
    return connection.exec_driver_sql(f"SELECT {column} FROM thing").scalar()


def test_an_instant_is_whole_seconds_since_1970(connection: sa.Connection) -> None:
    there = timezone(timedelta(hours=5, minutes=30))
    row = stored(connection, at=AT.replace(microsecond=999_999).astimezone(there))
    assert row.at == AT
    assert row.at.tzinfo is UTC
    assert raw(connection, "at") == int(AT.timestamp())
    assert raw(connection, "datetime(at, 'unixepoch')") == "2026-03-02 08:30:15"


def test_instants_are_compared_as_numbers(connection: sa.Connection) -> None:
    stored(connection, at=AT)
    for moment, count in ((AT, 1), (AT + timedelta(seconds=1), 0)):
        query = sa.select(sa.func.count()).where(table.c.at >= moment)
        assert connection.execute(query).scalar() == count
    text = str(
        sa.select(table.c.id)
        .where(table.c.at == sa.literal(AT, UtcDateTime))
        .compile(connection, compile_kwargs={"literal_binds": True})
    )
    assert text.endswith(str(int(AT.timestamp())))


def test_nothing_stays_nothing(connection: sa.Connection) -> None:
    row = stored(connection, at=None, cents=None, facts=None)
    assert (row.at, row.cents, row.facts) == (None, None, None)


def test_a_time_without_a_zone_is_refused(connection: sa.Connection) -> None:
    with (
        pytest.raises(InvalidInputError, match=r"time\.naive"),
        known_failures("test"),
    ):
        stored(connection, at=datetime(2026, 3, 2))  # noqa: DTZ001


@pytest.mark.parametrize("value", [1.0, True, "1"])
def test_money_is_whole_cents(connection: sa.Connection, value: object) -> None:
    assert stored(connection, cents=-1050).cents == -1050
    with pytest.raises(sa.exc.StatementError):
        stored(connection, cents=value)


def test_json_has_one_form(connection: sa.Connection) -> None:
    assert stored(connection, facts={"b": 1, "a": ["é"]}).facts == {"a": ["é"], "b": 1}
    assert raw(connection, "facts") == '{"a":["é"],"b":1}'
    assert stored(connection, facts={}).facts == {}
