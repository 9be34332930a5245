"""Hostile files: none is more than a known error, and none takes much memory or long.

The figure is that of the reliability page: 20,000 per kind of file. What costs the most is made by
hand; the rest comes from numbers, so that a file which is found can be made again.
"""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from tests.integration.importing.conftest import HEADER, MAPPING, save_office
from tests.reliability import workbook
from tests.reliability.conftest import Tell
from tests.reliability.often import IS_NIGHTLY, often
from tests.reliability.workbook import SHEET, TEXTS, cell, row, sheet, texts

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
PROGRAM = "tests.reliability.hostile"
ROOT = Path(__file__).parents[2]
MEGABYTES, SECONDS = 256, 5
"""The most that one file may take: memory, and time of the processor (asked where it is quiet)."""
COLUMNS = [f"{a}{b}" for a in ("", *"ABCDEFGHIJKLMNOPQR") for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"][
    :490
]


def packed(*pieces: bytes) -> Callable[[Path], None]:
    """Return what writes a packed text file."""

    def write(path: Path) -> None:
        with gzip.open(path, "wb", compresslevel=1) as file:
            file.write(HEADER.encode())
            for piece in pieces:
                file.write(piece)

    return write


def book(**parts: object) -> Callable[[Path], None]:
    """Return what writes a workbook."""
    names = {"rows": SHEET, "texts": TEXTS}
    return lambda path: workbook.write(path, {names[name]: parts[name] for name in parts})


HEAD = row(
    1, *(cell(f"{place}1", name) for place, name in zip("ABCDEF", HEADER.split(","), strict=True))
)
SAME = [f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 60_001)]
DISGUISED = [f"<row><c  t = 's'  r='A{n}'><f/><v x='1'> 0 </v></c></row>" for n in range(1, 60_001)]
FULL = [row(n, *(cell(f"{name}{n}", "ab") for name in COLUMNS)) for n in range(2, 2_000)]
WORST: Mapping[str, tuple[Callable[[Path], None], str]] = {
    "a quotation mark that never ends": (packed(b'1,"', *[b"lamp,\n" * 10_000] * 2_000), "not_csv"),
    "one row over many lines": (packed(*[b"a," * 400_000 + b'"\n",'] * 200), "line_too_long"),
    "a line without an end": (packed(*[b"x" * 1_000_000] * 300), "line_too_long"),
    "rows as long as may be": (packed(*[b",".join([b" " * 2000] * 490) + b"\n"] * 300), "read"),
    "cells as long as may be": (
        packed(*[f"1,{'y' * 3999}\N{GRINNING FACE},2,3,4,5\n".encode()] * 20_000),
        "read",
    ),
    "nothing but ends of lines": (packed(*[b"\n" * 1_000_000] * 10), "too_many_rows"),
    "a cell in the last corner": (
        book(rows=sheet(HEAD, row(2, cell("XFD1048576", "1")))),
        "workbook_too_large",
    ),
    "two cells far apart": (book(rows=sheet(HEAD, row(1990, cell("RZ1990", "1")))), "read"),
    "as many cells as may be": (book(rows=sheet(HEAD, *FULL)), "read"),
    "cells without places": (
        book(rows=sheet(HEAD, *["<row>" + "<c><v>1</v></c>" * 100 + "</row>"] * 20_000)),
        "workbook_too_large",
    ),
    "one endless cell": (
        book(rows=sheet('<row><c t="inlineStr"><is><t>', *["x" * 1_000_000] * 90, "</t></is></c>")),
        "workbook_too_large",
    ),
    "one endless tag": (
        book(rows=sheet('<row><c x="', *["t='s' " * 100_000] * 90, '"/></row>')),
        "workbook_too_large",
    ),
    "tags that nearly fit": (
        book(rows=sheet(HEAD, *["<c " + "t='s' " * 5_000 + "/>"] * 1_000)),
        "read",
    ),
    "too many texts": (
        book(rows=sheet(HEAD), texts=texts(*["a"] * 2_000_000)),
        "workbook_too_large",
    ),
    "one long text in every cell": (
        book(rows=sheet(*SAME), texts=texts("z" * 30_000)),
        "workbook_too_large",
    ),
    "one long text in every cell, disguised": (
        book(rows=sheet(*DISGUISED), texts=texts("z" * 30_000)),
        "workbook_too_large",
    ),
    "an entity of entities": (
        book(
            rows=sheet(
                row(1, cell("A1", "&j;")),
                before="<!DOCTYPE w ["
                + "".join(
                    f'<!ENTITY {b} "{f"&{a};" * 20}">'
                    for a, b in zip("abcdefghi", "bcdefghij", strict=True)
                )
                + "]>",
            )
        ),
        "damaged",
    ),
    "thousands of parts": (
        lambda path: workbook.write(path, {f"xl/media/{n}": b"" for n in range(5_000)}),
        "workbook_too_large",
    ),
}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> str:
    """A small office; the mapping stands beside the files."""
    database = open_database(database_url)
    save_office(SqlDoor(database, "jan"))
    database.close()
    (tmp_path / "meldingen.toml").write_text(MAPPING, encoding="utf-8")
    return database_url


def attempt(kind: str, url: str, folder: Path, first: int, last: int) -> dict[str, Any]:
    """Try the files in a process of their own; a fault ends it, and names the file."""
    mapping = str(folder / "meldingen.toml")
    numbers = (str(first), str(last))
    done = subprocess.run(
        [sys.executable, "-m", PROGRAM, kind, url, mapping, str(folder), *numbers],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4_000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@ON_SQLITE
@pytest.mark.parametrize("kind", ["text", "workbook"])
def test_any_hostile_file_is_read_or_refused(
    kind: str, office: str, tmp_path: Path, tell: Tell
) -> None:
    count = often(300, 20_000)
    found = attempt(kind, office, tmp_path, 0, count)
    assert sum(found["outcomes"].values()) == count
    assert len(found["outcomes"]) > 5, "the files are too much alike"
    assert {"read, some bad", "import.damaged" if kind == "workbook" else "import.not_csv"} <= set(
        found["outcomes"]
    )
    assert found["megabytes"] <= MEGABYTES
    assert not IS_NIGHTLY or found["seconds"] <= SECONDS
    tell(
        f"{count} files, 0 uncaught, at most {found['megabytes']:.0f} MiB"
        f" and {found['seconds']:.2f} s, {len(found['outcomes'])} outcomes"
    )


@ON_SQLITE
@pytest.mark.parametrize("name", WORST)
def test_the_worst_file_of_its_kind_stays_small(
    name: str, office: str, tmp_path: Path, tell: Tell
) -> None:
    make, expected = WORST[name]
    make(tmp_path / "0.dat")
    found = attempt("there", office, tmp_path, 0, 1)
    (outcome,) = found["outcomes"]
    assert expected in outcome
    assert found["megabytes"] <= MEGABYTES
    tell(f"{outcome}, {found['megabytes']:.0f} MiB, {found['seconds']:.2f} s")


def test_the_control_that_reads_a_file_whole_is_found(tmp_path: Path) -> None:
    """The measure sees what a reader without limits would take."""
    WORST["a line without an end"][0](tmp_path / "0.dat")
    program = (
        f"import gzip; from {PROGRAM} import memory; held = memory();"
        f" gzip.open({str(tmp_path / '0.dat')!r}).read(); print(memory('VmHWM') - held)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) > MEGABYTES
