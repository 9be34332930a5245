"""Files as people and machines send them: each fault is told with its line, none crashes."""

import gzip
import struct
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmdesk.core.domain.errors import DomainError, InvalidInputError, StorageError
from fmdesk.core.services import sheets, workbooks
from fmdesk.core.services.sheets import SheetFormat, hash_file, open_sheet
from tests.reliability import workbook as by_hand

PLAIN = SheetFormat()


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path, form: SheetFormat = PLAIN) -> tuple[tuple[str, ...], list[tuple[int, list]]]:
    with open_sheet(path, form) as sheet:
        return sheet.header, [(line, list(cells)) for line, cells in sheet.rows]


def refused(path: Path, form: SheetFormat = PLAIN) -> InvalidInputError:
    with pytest.raises(InvalidInputError) as caught:
        read(path, form)
    return caught.value


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def test_rows_know_the_line_of_the_file_on_which_they_start(file: Path) -> None:
    write(file, 'a,b\r\n1,"two\nlines"\n\n3,4\n')
    assert read(file) == (("a", "b"), [(2, ["1", "two\nlines"]), (5, ["3", "4"])])


def test_a_mark_at_the_start_belongs_to_no_column(file: Path) -> None:
    assert read(write(file, b"\xef\xbb\xbfcode,naam\nx,\xc3\xa9\n"))[0] == ("code", "naam")


def test_rows_above_the_header_are_left_out(file: Path) -> None:
    write(file, "Export van maandag\n;\ncode;naam\nx;y\n")
    form = SheetFormat(delimiter=";", header_row=3)
    assert read(file, form) == (("code", "naam"), [(4, ["x", "y"])])


def test_packed_files_are_read_whatever_they_are_called(file: Path) -> None:
    assert read(write(file, gzip.compress(b"a\n1\n")))[1] == [(2, ["1"])]


def test_older_windows_files_are_read_when_the_mapping_says_so(file: Path) -> None:
    write(file, "naam\nÖzdemir\n".encode("cp1252"))
    assert read(file, SheetFormat(encoding="cp1252"))[1] == [(2, ["Özdemir"])]


def test_a_wrong_encoding_names_line_and_byte(file: Path) -> None:
    problem = refused(write(file, b"naam\nAnna\nJos\xe9\n"))
    assert problem.code == "import.encoding"
    assert problem.params == {"line": 3, "byte": 4, "value": "0xE9", "encoding": "utf-8"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a,b\n1,2\n".encode("utf-16"), "import.utf16"),
        ("a,b\n1,2\n".encode("utf-16-le"), "import.not_text"),
        (b"\xd0\xcf\x11\xe0 old", "import.old_excel"),
        (b"", "import.empty"),
        (b"\n\n\n", "import.empty"),
        (b'a,b\n1,"2\n3,4\n', "import.not_csv"),
        (b'a,b\n1,"2"x\n', "import.not_csv"),
        (b'a\n"' + b"x" * 200_000 + b'"\n', "import.not_csv"),
        (b"a\n" + b"x" * (sheets.LINE_MOST + 1), "import.line_too_long"),
        (b"a\n" + (b"1," * 100_000 + b'"\n",') * 6, "import.line_too_long"),
        (b"," * 600 + b"\n", "import.too_many_columns"),
        (gzip.compress(b"a\n" * 5000)[:-12], "import.damaged"),
        (b"\x1f\x8bnot really packed", "import.damaged"),
        (b"PK\x03\x04 not really a workbook", "import.damaged"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(file: Path, content: bytes, code: str) -> None:
    assert refused(write(file, content)).code == code


def test_the_line_of_a_forgotten_quotation_mark_is_the_one_it_stands_on(file: Path) -> None:
    assert refused(write(file, 'a,b\n1,2\n3,"4\n5,6\n')).params["line"] == 3


def test_an_unknown_encoding_of_the_mapping_is_refused(file: Path) -> None:
    write(file, "a\n1\n")
    assert refused(file, SheetFormat(encoding="rot13")).code == "import.unknown_encoding"


@pytest.mark.parametrize("form", [SheetFormat(delimiter=";;"), SheetFormat(quote="''")])
def test_a_delimiter_is_one_character(file: Path, form: SheetFormat) -> None:
    assert refused(write(file, "a\n1\n"), form).code == "mapping.delimiter"


def test_a_row_over_many_lines_is_told_by_its_first(file: Path) -> None:
    endless = b"a,b\n1,2\n" + (b"1," * 100_000 + b'"\n",') * 6
    assert refused(write(file, endless)).params["line"] == 3


def test_a_file_that_is_not_there_is_told_with_its_path(file: Path) -> None:
    for call in (lambda: read(file), lambda: hash_file(file)):
        with pytest.raises(StorageError) as caught:
            call()
        assert caught.value.params["path"] == str(file)


def test_rows_and_unpacked_bytes_have_a_limit(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "ROWS_MOST", 3)
    assert refused(write(file, "a\n" + "1\n" * 4)).code == "import.too_many_rows"
    monkeypatch.setattr(sheets, "UNPACKED_MOST", 1000)
    assert refused(write(file, gzip.compress(b"a" * 2000))).code == "import.too_large"


# --- workbooks


def workbook(path: Path, rows: list[list[object]], title: str = "Blad1") -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_gives_its_cells_and_their_rows(tmp_path: Path) -> None:
    at = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001  # workbooks know no zones
    path = workbook(tmp_path / "x.xlsx", [["code", "op"], ["a", at], [], [12, True]])
    header, rows = read(path)
    assert header == ("code", "op")
    assert rows == [(2, ["a", at]), (4, [12.0, True])]


def test_a_sheet_is_chosen_by_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", [["code"], ["a"]], "Personen")
    assert read(path, SheetFormat(sheet="Personen"))[1] == [(2, ["a"])]
    problem = refused(path, SheetFormat(sheet="Zalen"))
    assert (problem.code, problem.params["known"]) == ("import.no_sheet", "Personen")


def test_a_formula_gives_its_stored_result_and_is_never_run(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", [["a", "b"], ["x", "=1+1"]])
    assert read(path)[1] == [(2, ["x", ""])]


def changed(source: Path, target: Path, **parts: bytes) -> Path:
    """Return a copy of a workbook with other or more parts."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry))
        for name, content in parts.items():
            new.writestr(name, content)
    return target


@pytest.mark.parametrize(
    "place",
    [
        b'r = "XFD1048576"',
        b"r='ALL1001'",
        b'r="A99999999999"',
        b'r="A4294967297"',
        b'r="ABCDEFGHIJ2"',
    ],
)
def test_a_cell_in_the_last_corner_is_refused_before_it_is_loaded(
    tmp_path: Path, place: bytes
) -> None:
    path = workbook(tmp_path / "x.xlsx", [["a"], [1]])
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    bomb = sheet.replace(b'r="A2"', place)
    assert bomb != sheet
    path = changed(path, tmp_path / "y.xlsx", **{"xl/worksheets/sheet1.xml": bomb})
    assert refused(path).code == "import.workbook_too_large"


def test_a_text_counts_once_for_each_cell_that_shares_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "x.xlsx", [["a", "b"], *[["x" * 1_000] * 2] * 50])
    assert len(read(path)[1]) == 50
    monkeypatch.setattr(workbooks, "UNPACKED_MOST", 90_000)
    assert refused(path).code == "import.workbook_too_large"


def test_as_many_cells_as_may_be_are_read_and_one_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xlsx"
    rows = (
        by_hand.row(n, by_hand.cell(f"A{n}", "x"), by_hand.cell(f"B{n}", "y")) for n in range(1, 6)
    )
    by_hand.write(path, {by_hand.SHEET: by_hand.sheet(*rows)})
    monkeypatch.setattr(workbooks, "CELLS_MOST", 10)
    assert len(read(path)[1]) == 4
    monkeypatch.setattr(workbooks, "CELLS_MOST", 9)
    assert refused(path).code == "import.workbook_too_large"


def test_rows_above_the_first_filled_one_keep_their_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", [[], [], [None, "code"], [None, "a"]])
    header, rows = read(path, SheetFormat(header_row=3))
    assert (header, rows) == (("code",), [(4, ["a"])])


def test_what_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "x.xlsx", [["a"], [1]])
    monkeypatch.setattr(workbooks, "UNPACKED_MOST", 1000)
    assert refused(path).code == "import.workbook_too_large"


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin"])
def test_other_kinds_of_workbook_are_not_read(tmp_path: Path, part: str) -> None:
    path = workbook(tmp_path / "x.xlsx", [["a"], [1]])
    assert refused(changed(path, tmp_path / "y.xlsx", **{part: b""})).code == "import.not_xlsx"


@settings(max_examples=150)
@given(data=st.data())
def test_no_damage_to_a_file_is_more_than_a_known_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    book = workbook(folder / "x.xlsx", [["a", "b"], ["x", 1.5], ["y", "z"]]).read_bytes()
    start = data.draw(st.sampled_from([book, b'a,b\n1,"x"\n2,y\n', gzip.compress(b"a,b\n1,2\n")]))
    content = bytearray(start)
    for _change in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, 20_000)) % max(1, len(content))
        match data.draw(st.integers(0, 2)):
            case 0:
                content[place : place + 1] = struct.pack("B", data.draw(st.integers(0, 255)))
            case 1:
                del content[place : place + data.draw(st.integers(1, 40))]
            case _:
                content[place:place] = data.draw(st.binary(min_size=1, max_size=20))
    code = "import."
    try:
        read(write(folder / "file", bytes(content)))
    except DomainError as problem:
        code = problem.code
    assert code.startswith("import.")
