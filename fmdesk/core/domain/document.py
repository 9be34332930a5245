"""A paper that a plugin declares as data: a title, facts and a table, in words already."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CellKind(StrEnum):
    """How the cells of a column stand on paper."""

    TEXT = "text"
    NUMBER = "number"
    """At the right."""
    BARCODE = "barcode"
    """Code 128, with its signs below; empty for none."""
    BLANK = "blank"
    """A box to write in."""


@dataclass(frozen=True, slots=True)
class DocumentColumn:
    """A column: its heading, its share of the width, and how its cells stand."""

    title: str
    share: int
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Document:
    """A paper in the language of whoever asked for it.

    Attributes:
        title: What it is: "Pick list".
        lead: What it is about, one line.
        facts: Names with their values, below the lead.
        columns: Columns of the table.
        rows: Texts of the cells, a tuple as long as `columns` for each row.
        is_signed: It has room for who gave and who received.
        signers: Who signs in their place, both in words; empty for these two.
        sign_here: What is asked of who signs; empty for name, date and signature.
        parts: What follows below the table, each under its own title; parts of parts are left out.
    """

    title: str
    columns: tuple[DocumentColumn, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    is_signed: bool = False
    signers: tuple[str, ...] = ()
    sign_here: str = ""
    parts: tuple["Document", ...] = ()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands on every page.

    Attributes:
        organisation: Whose it is.
        printed_at: When it was printed.
        zone: The zone in which that is said.
        foot: What stands at the foot instead of when it was printed.
        page: How its pages are counted, with `{n}`; empty for the words of the language.
    """

    organisation: str
    printed_at: datetime
    zone: str
    foot: str = ""
    page: str = ""
