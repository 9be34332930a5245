"""SQL that one test has had compiled, the next ones need not compile again."""

from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
import sqlalchemy as sa

Key = tuple[Any, ...]


class Statements(MutableMapping[Key, Any]):
    """Compiled statements of all engines of a test run, by the kind of their database.

    SQLAlchemy keeps them by the dialect, of which each engine has an own one; each test opens a
    database of its own, and would spend a tenth of its time on the same statements.
    """

    def __init__(self) -> None:
        self._kept: dict[Key, Any] = {}

    def __getitem__(self, key: Key) -> Any:
        return self._kept[(key[0].name, *key[1:])]

    def __setitem__(self, key: Key, compiled: Any) -> None:
        self._kept[(key[0].name, *key[1:])] = compiled

    def __delitem__(self, key: Key) -> None:
        del self._kept[(key[0].name, *key[1:])]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


@pytest.fixture(scope="session")
def shared_statements() -> Statements:
    """What the engines of all tests have compiled, kept for the next ones."""
    statements = Statements()

    def look_there(connection: sa.Connection) -> None:
        connection.execution_options(compiled_cache=statements)

    sa.event.listen(sa.Engine, "engine_connect", look_there)
    return statements
