"""Workbooks made by hand, part by part: what no honest program writes."""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
HONEST: Mapping[str, str] = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1"'
        f' Type="{_LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINK}"><sheets>'
        '<sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_LINK}/worksheet"'
        f' Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_LINK}/sharedStrings"'
        ' Target="sharedStrings.xml"/></Relationships>'
    ),
}
"""The parts around a sheet."""


def sheet(*rows: str, before: str = "") -> tuple[str, ...]:
    """Return the part of a sheet around its rows, in pieces."""
    begin = f'<?xml version="1.0"?>{before}<worksheet xmlns="{_MAIN}"><sheetData>'
    return (begin, *rows, "</sheetData></worksheet>")


def texts(*entries: str) -> tuple[str, ...]:
    """Return the part of the texts that cells share, in pieces."""
    items = (f"<si><t>{entry}</t></si>" for entry in entries)
    return (f'<sst xmlns="{_MAIN}">', *items, "</sst>")


def cell(place: str, text: str) -> str:
    """Return a cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """Return a row."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def write(path: Path | IO[bytes], parts: Mapping[str, str | bytes | Iterable[str]]) -> None:
    """Write a workbook; a part may be given in pieces."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in {**HONEST, **parts}.items():
            with target.open(name, "w") as part:
                for piece in (content,) if isinstance(content, str | bytes) else content:
                    part.write(piece if isinstance(piece, bytes) else piece.encode())
