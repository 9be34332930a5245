"""Rows become records; a bad row is told with its line, its column and why."""

from dataclasses import replace

import pytest

from fmdesk.core.services import importing_rows
from fmdesk.core.services.importing_mapping import (
    Duplicates,
    FieldMap,
    ImportMapping,
    SkipRule,
)
from fmdesk.core.services.importing_rows import RowReader, Tally

HEADER = ("nr", "naam", "soort", "mobiel", "vast")
PEOPLE = ImportMapping(
    code="m",
    target="people",
    name_nl="m",
    name_en="m",
    fields={
        "code": FieldMap("nr"),
        "name": FieldMap("naam"),
        "phone": FieldMap(("mobiel", "vast"), empty=("-",)),
        "is_active": FieldMap(constant=True),
    },
    skip=(SkipRule("soort", ("test", "oud")),),
)


@pytest.fixture
def tally() -> Tally:
    return Tally()


@pytest.fixture
def reader(tally: Tally) -> RowReader:
    return RowReader(PEOPLE, HEADER, tally)


def test_a_row_becomes_a_record_of_its_fields(reader: RowReader, tally: Tally) -> None:
    record = reader.read(7, ["1", " Anna ", "", "-", "4101"])
    assert record is not None
    assert record.line == 7
    assert record.values == {"code": "1", "name": "Anna", "phone": "4101", "is_active": True}
    assert (tally.read, tally.bad_count) == (1, 0)


def test_rows_that_the_mapping_leaves_out_are_no_bad_rows(reader: RowReader, tally: Tally) -> None:
    assert reader.read(2, ["1", "", "test", "", ""]) is None
    assert (tally.read, tally.bad_count) == (1, 0)


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        (["1", "", "", "", ""], "naam", "import.value_missing"),
        (["1", "Anna", "", ""], "", "import.cell_count"),
        (["1", "Anna", "", "", "", "x"], "", "import.cell_count"),
        (["1", "An\0na", "", "", ""], "naam", "import.nul"),
        (["x" * 200, "Anna", "", "", ""], "nr", "import.too_long"),
    ],
)
def test_a_bad_row_is_told_with_line_and_column(
    reader: RowReader, tally: Tally, cells: list[str], column: str, code: str
) -> None:
    assert reader.read(5, cells) is None
    (bad,) = tally.bad
    assert (bad.line, bad.column, bad.code) == (5, column, code)


def test_empty_cells_at_the_end_of_a_row_do_no_harm(reader: RowReader, tally: Tally) -> None:
    assert reader.read(2, ["1", "Anna", "", "", "", "", ""]) is not None
    assert tally.bad_count == 0


def test_a_second_row_of_the_same_key_is_refused(reader: RowReader, tally: Tally) -> None:
    reader.read(2, ["1", "Anna", "", "", ""])
    assert reader.read(3, ["1", "Bram", "", "", ""]) is None
    (bad,) = tally.bad
    assert (bad.line, bad.column, bad.code) == (3, "nr", "import.twice")
    assert bad.params == {"value": "1"}


def test_or_left_out_when_the_mapping_says_so(tally: Tally) -> None:
    reader = RowReader(replace(PEOPLE, duplicates=Duplicates.SKIP), HEADER, tally)
    assert reader.read(2, ["1", "Anna", "", "", ""]) is not None
    assert reader.read(3, ["1", "Bram", "", "", ""]) is None
    assert tally.bad_count == 0


def test_only_the_first_bad_rows_are_kept_but_all_are_counted(
    reader: RowReader, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing_rows, "BAD_MOST", 3)
    for line in range(10):
        reader.read(line, ["1", "", "", "", ""])
    assert (len(tally.bad), tally.bad_count, tally.read) == (3, 10, 10)


def test_a_budget_is_told_apart_by_its_year_too(tally: Tally) -> None:
    fields = {name: FieldMap(name) for name in ("code", "year", "amount")}
    reader = RowReader(
        replace(PEOPLE, target="budgets", fields=fields, skip=()), list(fields), tally
    )
    assert reader.read(2, ["4100", "2026", "100"]) is not None
    assert reader.read(3, ["4100", "2027", "100"]) is not None
    assert reader.read(4, ["4100", "2027", "200"]) is None
    assert tally.bad_count == 1
