"""The starter office, built once; each test has a terminal with a copy of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fmdesk.testing import STARTER_NOW
from tests.integration.cli.desk import Desk, Done

NOW = STARTER_NOW
"""The starter office is built as on this Wednesday: its months are December to February."""
MAPPING = """
target = "tickets"
name_nl = "Bestellingen"
name_en = "Orders"
[fields]
external_id = { column = "nr" }
product = { column = "product" }
opened_at = { column = "open" }
closed_at = { column = "dicht" }
quantity = { column = "aantal" }
channel = { constant = "phone" }
cost_centre = { constant = "4200" }
"""
HEADER = "nr,product,open,dicht,aantal\n"


@pytest.fixture(scope="session")
def starter(starter_folder: Path) -> Desk:
    """The starter office as it was built; only to be read."""
    return Desk(starter_folder)


@pytest.fixture
def desk(starter: Desk, tmp_path: Path) -> Desk:
    """A terminal with the starter office, for this test alone."""
    return starter.copy(tmp_path / "office")


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    """A terminal without an office."""
    folder = tmp_path / "empty"
    folder.mkdir()
    return Desk(folder)


@pytest.fixture
def import_rows(desk: Desk) -> Callable[..., Done]:
    """Import orders, given as rows of text."""
    (desk.folder / "orders.toml").write_text(MAPPING, encoding="utf-8")

    def run(
        rows: str,
        *words: str,
        encoding: str = "utf-8",
        fault: str = "",
        language: str = "en",
    ) -> Done:
        (desk.folder / "orders.csv").write_text(HEADER + rows, encoding=encoding)
        command = ("import", "orders.csv", "--mapping", "orders.toml", *words)
        return desk.run_faulty(fault, *command) if fault else desk.run(*command, language=language)

    return run
