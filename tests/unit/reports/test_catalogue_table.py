"""The table of the catalogue as a file: equal bytes, harmless cells, in the form that is asked."""

import csv
from io import StringIO

import pytest

from fmdesk.core.domain.booklet import CatalogueTable
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.reports.catalogue_files import FORMS, CatalogueFiles
from tests.unit.reports.readback import book, records

TABLE = CatalogueTable(
    ("code", "naam", "prijs"),
    (
        ("PAP", "Kopieerpapier; A4", "18,40"),
        ("FORM", "=HYPERLINK(1)", "-5,00"),
        ("REGEL", 'Eén\n"twee"', ""),
        ("ZES", "@zes", "+6,00"),
    ),
    ";",
)
FILES = CatalogueFiles()


def test_a_csv_has_a_mark_its_columns_and_every_row() -> None:
    data = FILES.table(TABLE, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(records(data))
    assert [row["code"] for row in rows] == ["PAP", "FORM", "REGEL", "ZES"]
    assert rows[0] == {"code": "PAP", "naam": "Kopieerpapier; A4", "prijs": "18,40"}
    assert rows[2]["naam"] == 'Eén\n"twee"'


@pytest.mark.parametrize("form", FORMS)
def test_no_cell_begins_like_a_formula(form: str) -> None:
    data = FILES.table(TABLE, form)
    if form == "csv":
        text = data.decode("utf-8-sig")
        cells = [
            cell for row in csv.reader(StringIO(text, newline=""), delimiter=";") for cell in row
        ]
    else:
        cells = [str(cell or "") for row in book(data)["catalogus"] for cell in row]
    assert " =HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]


def test_a_workbook_has_texts_only() -> None:
    (sheet,) = book(FILES.table(TABLE, "xlsx")).values()
    assert sheet[0] == ("code", "naam", "prijs")
    assert sheet[1] == ("PAP", "Kopieerpapier; A4", "18,40")
    assert {type(cell) for row in sheet for cell in row} <= {str, type(None)}


@pytest.mark.parametrize("form", FORMS)
def test_equal_tables_give_equal_bytes(form: str) -> None:
    assert FILES.table(TABLE, form) == CatalogueFiles().table(TABLE, form)


def test_an_empty_catalogue_has_its_columns() -> None:
    empty = CatalogueTable(TABLE.columns, (), ";")
    assert FILES.table(empty, "csv").decode("utf-8-sig").split() == ["code;naam;prijs"]
    assert book(FILES.table(empty, "xlsx"))["catalogus"] == [TABLE.columns]


@pytest.mark.parametrize("form", ["", "ods", "CSV", "pdf"])
def test_another_form_is_refused_with_those_that_are_known(form: str) -> None:
    with pytest.raises(InvalidInputError) as told:
        FILES.table(TABLE, form)
    assert told.value.code == "report.form"
    assert told.value.params["known"] == "csv, xlsx"
