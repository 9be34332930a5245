"""Files with assets as offices have them: CSV in its kinds, of Windows too, and Excel."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from fmdesk.core.domain.errors import DomainError
from fmdesk.messages import explain
from fmdesk.plugins.bundled.faults.assets import AssetRow
from fmdesk.plugins.bundled.faults.reading import File
from tests.integration.faults.conftest import Desk

HEAD = ("Code", "Naam", "Locatie", "Garantie tot", "Belang", "Onderdeel van")
ROW = ("P-1", "Pomp café", "A1", "31-01-2027", "hoog", "")
READ = AssetRow(2, "P-1", "Pomp café", "", "A1", "", "", "", "31-01-2027", "hoog")


def read(desk: Desk, path: Path) -> tuple[AssetRow, ...]:
    return desk.extensions.ask("faults", "read", File(str(path)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_is_read_however_it_is_written(
    desk: Desk, tmp_path: Path, sign: str, encoding: str
) -> None:
    path = tmp_path / "objecten.csv"
    path.write_text("\n".join(sign.join(row) for row in (HEAD, ROW)), encoding=encoding)
    assert read(desk, path) == (READ,)
    assert desk.load(*read(desk, path)).added == 1


def test_a_workbook_is_read_with_its_dates_and_numbers(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(("code", "name", "location", "serial", "warranty until"))
    book.active.append(("P-2", "Pump", "A1", 12345, date(2027, 1, 31)))
    book.save(tmp_path / "assets.xlsx")
    (row,) = read(desk, tmp_path / "assets.xlsx")
    assert (row.serial, row.warranty_until) == ("12345", "2027-01-31")
    assert desk.load(row).added == 1


def test_a_file_without_a_needed_column_says_which(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "objecten.csv"
    path.write_text("code;soort\nP-1;pomp\n")
    with pytest.raises(DomainError, match=r"faults\.no_column") as caught:
        read(desk, path)
    assert "naam" in explain(caught.value)


def test_what_is_no_table_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 broken")
    for name in ("x.xlsx", "none.csv"):
        with pytest.raises(DomainError) as caught:
            read(desk, tmp_path / name)
        assert "{" not in explain(caught.value)
