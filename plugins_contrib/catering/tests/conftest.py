"""The office of the tests, on both engines."""

import os
from collections.abc import Callable, Iterator

import pytest
from catering_office import NOW, Desk, fill, opened

from fmdesk.testing import FakeTime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _house_rules(
    own_folders: object, language: object, no_stray_logs: None, no_dangling_threads: None
) -> None:
    """Keep each test apart from the user's machine and from the other tests."""


@pytest.fixture
def database_content() -> Callable[[str], None]:
    return fill


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    with opened(database_url, FakeTime(NOW)) as made:
        yield made
