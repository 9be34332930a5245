"""The office of the tests, on both engines."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from vehicles_office import Desk, fill, opened


@pytest.fixture
def database_content() -> Callable[[str], None]:
    return fill


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path / "office") as made:
        yield made
