"""The command log as a file: row by row, whole or not at all, and nothing in it runs."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fmdesk.core.domain.errors import DomainError, StorageError
from fmdesk.reports import log_file
from fmdesk.reports.log_file import write

TITLES = ("Row", *(f"Title {n}" for n in range(9)))
ROWS = [(n, "=cmd()", *"abcdefgh") for n in range(5, 0, -1)]


@pytest.mark.parametrize(("language", "delimiter"), [("nl", ";"), ("en", ",")])
def test_csv_has_every_row_and_no_formula(tmp_path: Path, language: str, delimiter: str) -> None:
    path = tmp_path / "log.csv"
    write(path, TITLES, iter(ROWS), language)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    found = [*csv.reader(lines, delimiter=delimiter)]
    assert found[0] == [*TITLES]
    assert found[1] == ["5", "'=cmd()", *"abcdefgh"]
    assert len(found) == 1 + len(ROWS)
    assert [one.name for one in tmp_path.iterdir()] == ["log.csv"]


def test_a_workbook_goes_on_on_another_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "SHEET_ROWS", 2)
    path = tmp_path / "log.xlsx"
    write(path, TITLES, iter(ROWS), "nl")
    sheets = [[*sheet.values] for sheet in load_workbook(path).worksheets]
    assert [len(sheet) for sheet in sheets] == [3, 3, 2]
    assert all(sheet[0] == TITLES for sheet in sheets)
    assert [row[0] for sheet in sheets for row in sheet[1:]] == [5, 4, 3, 2, 1]
    assert sheets[0][1][1] == "'=cmd()"
    write(path, TITLES, iter(()), "nl")
    assert [*load_workbook(path).active.values] == [TITLES]


def test_an_ending_in_capitals_is_the_same_form(tmp_path: Path) -> None:
    path = tmp_path / "LOG.CSV"
    write(path, TITLES, iter(ROWS), "en")
    assert path.read_text(encoding="utf-8-sig").startswith("Row,Title 0,")


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
def test_the_earlier_file_stays_when_it_is_stopped(tmp_path: Path, name: str) -> None:
    def stopped() -> Iterator[tuple[int | str, ...]]:
        yield ROWS[0]
        raise DomainError("job.cancelled")

    path = tmp_path / name
    path.write_text("earlier", encoding="utf-8")
    with pytest.raises(DomainError, match=r"job\.cancelled"):
        write(path, TITLES, stopped(), "nl")
    assert path.read_text(encoding="utf-8") == "earlier"
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"attachment\.unwritten"):
        write(tmp_path / "gone" / "log.csv", TITLES, iter(ROWS), "nl")
