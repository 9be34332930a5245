"""Tries hostile files on the import in a process of its own, and tells what became of them.

`hostile.py KIND ADDRESS MAPPING FOLDER FIRST LAST`. KIND is `text` or `workbook`, whose files are
made from their number, so that each can be made again, or `there` for `0.dat` and so on in the
folder. JSON goes to standard output: how often each outcome was met, the most memory that a file
took above what the process had before it (MiB), and the most processor time (seconds).
"""

import gzip
import io
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.services.importing import Importing
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from tests.integration.importing.conftest import HEADER
from tests.reliability import workbook

COLUMNS = HEADER.strip().split(",")
NASTY = (
    *("", " ", "\0", "\ufeff", "\u202e", "\u2028", "\U0001f600"),
    *("=1+1", "=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'),
    *("#REF!", "#N/A", "NaN", "inf", "-0", "1e308", "9" * 400, "0x10", "１２", "1_000"),
    *("<b>", "</worksheet>", "&lol;", "&#0;", "{path}", "%s", "'; DROP TABLE ticket; --"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "2026-03-29 02:30", "2026-03-02T09:00Z", "1-1-1"),
    *('"', '""', '"\n', "\r", "\r\n", "\n" * 50, ",", ";" * 100, "x" * 5_000, "é" * 200_000),
    *("lamp", "lampje", "4200", "1", "2026-03-02 09:00"),
)
GOOD = ("{n}", "lamp", "2026-03-02 09:00", "", "", "1")


def text(chance: random.Random) -> bytes:
    """Return a text file that may be anything."""
    rows = [list(COLUMNS)]
    for number in range(chance.randrange(8)):
        row = [one.format(n=number) for one in GOOD]
        for _ in range(chance.randrange(4)):
            row[chance.randrange(len(row))] = chance.choice(NASTY)
        if chance.random() < 0.1:
            row = row * chance.choice((0, 2, 40, 200))
        rows.append(row)
    quote = chance.choice(("", '"', '"', '"'))
    lines = (",".join(f"{quote}{one}{quote}" for one in row) for row in rows)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32", "cp037"))
    content = chance.choice(("\n", "\r\n", "\r")).join(lines).encode(encoding, "replace")
    return _packed(_damaged(content, chance), chance)


def _packed(content: bytes, chance: random.Random) -> bytes:
    match chance.randrange(12):
        case 0:
            return gzip.compress(content)
        case 1:
            return gzip.compress(content)[: chance.randrange(1, 200)]
        case 2:
            return gzip.compress(gzip.compress(content)) + content
        case 3:
            return (
                chance.choice((b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF")) + content
            )
    return content


def _damaged(content: bytes, chance: random.Random) -> bytes:
    """Return bytes with some of them changed, left out or doubled."""
    if chance.random() < 0.4:
        return content
    made = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(made) + 1)
        match chance.randrange(4):
            case 0:
                made[place : place + 1] = chance.randbytes(1)
            case 1:
                del made[place : place + chance.randrange(1, 50)]
            case 2:
                made[place:place] = made[: chance.randrange(1, 300)]
            case _:
                made[place:place] = chance.choice(
                    (b"\0", b'"', b"\xff\xfe", b"\xef\xbb\xbf", b"\x1a")
                )
    return bytes(made)


def workbook_file(chance: random.Random) -> bytes:
    """Return a workbook that may be anything."""
    rows = []
    for number in range(chance.randrange(1, 6)):
        values = COLUMNS if number == 0 else [one.format(n=number) for one in GOOD]
        cells = [
            _cell(chance, f"{chr(65 + place)}{number + 1}", value)
            for place, value in enumerate(values)
        ]
        rows.append(workbook.row(number + 1, *cells))
    before = chance.choice(("", "", "", *DOCTYPES))
    parts: dict[str, str | bytes] = {
        workbook.SHEET: "".join(workbook.sheet(*rows, before=before)),
        workbook.TEXTS: "".join(workbook.texts(*map(_escaped, chance.choices(NASTY, k=5)))),
    }
    if chance.random() < 0.3:
        name = chance.choice((*workbook.HONEST, *parts))
        parts[name] = _damaged(str({**workbook.HONEST, **parts}[name]).encode(), chance)
    if chance.random() < 0.05:
        parts[chance.choice(("content.xml", "xl/workbook.bin", "../../x", "xl/styles.xml"))] = (
            "<x/>"
        )
    target = io.BytesIO()
    workbook.write(target, parts)
    content = target.getvalue()
    return _damaged(content, chance) if chance.random() < 0.3 else content


DOCTYPES = (
    '<!DOCTYPE w [<!ENTITY lol SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE w SYSTEM "http://localhost:9/x.dtd">',
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY lol "&b;&b;&b;">]>',
)


ODD_PLACES = (
    *("A0", "ZZZZ1", "XFD1048576", "A99999999999", "A4294967297", "A18446744073709551617"),
    *(
        "ZZZZZZZZZZZZZZ1",
        "A",
        "1A",
        "A1A",
        "",
        "a1",
        "A-1",
        "A 1",
        "é1",
        "A" * 300,
        "A" + "1" * 300,
    ),
)


def _cell(chance: random.Random, place: str, value: str) -> str:
    """Return a cell, mostly an honest one."""
    nasty = _escaped(chance.choice(NASTY))
    odd = chance.choice(ODD_PLACES)
    index = chance.choice((0, 1, 4, 99, -1, 10**12))
    made = (
        workbook.cell(place, nasty),
        f'<c r="{place}" t="s"><v>{index}</v></c>',
        f'<c r="{place}" t="{chance.choice("bednsx")}"><v>{nasty}</v></c>',
        f'<c r="{place}"><f>{nasty}</f><v>1</v></c>',
        workbook.cell(odd, value),
        workbook.cell(place, "&lol;"),
    )
    number = chance.randrange(90)
    return made[number] if number < len(made) else workbook.cell(place, value)


def _escaped(raw: str) -> str:
    return raw.replace("&", "&amp;").replace("<", "&lt;") if len(raw) % 3 else raw


def run(kind: str, url: str, mapping: str, folder: str, *numbers: str) -> None:
    """Try the files."""
    database = open_database(url)
    importing = Importing(SqlDoor(database, "jan"))
    path = Path(folder) / "hostile.dat"
    for make in (text, workbook_file):  # what is loaded once is not a file's
        path.write_bytes(make(random.Random(1)))
        outcome(importing, path, mapping)
    outcomes: Counter[str] = Counter()
    slowest = most = 0.0
    for number in range(*map(int, numbers)):
        if kind == "there":
            path = Path(folder) / f"{number}.dat"
        else:
            make = text if kind == "text" else workbook_file
            path.write_bytes(make(random.Random(f"{kind} {number}")))
        began, held = time.process_time(), memory()
        try:
            outcomes[outcome(importing, path, mapping)] += 1
        except BaseException as fault:
            fault.add_note(f"the file {kind} {number}")
            raise
        slowest = max(slowest, time.process_time() - began)
        most = max(most, memory("VmHWM") - held)
    database.close()
    told = {"outcomes": outcomes, "megabytes": most, "seconds": slowest}
    sys.stdout.write(json.dumps(told))


def memory(name: str = "VmRSS") -> float:
    """Return the memory of this process (MiB), and begin to watch for its most (`VmHWM`) anew."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def outcome(importing: Importing, path: Path, mapping: str) -> str:
    """Return what became of a file: the code it was refused with, or whether rows were bad."""
    try:
        result = importing.run(path, mapping, keep_good=True)
    except DomainError as problem:
        return problem.code
    return f"read, {'some' if result.bad_count else 'none'} bad"


if __name__ == "__main__":
    run(*sys.argv[1:])
