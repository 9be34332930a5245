"""Finding lines and persons by words: one port, FTS5 on SQLite, a GIN index on PostgreSQL.

Text is folded here (case, accents, anything but letters and digits) before it is stored, so both
databases see the same plain words and need no dictionaries or extensions; a search word is a
prefix. What a user types never reaches the query languages of the databases raw.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from fmdesk.core.domain.words import fold
from fmdesk.core.sql.tables import line, line_search, product_version, ticket

INDEX = "line_search_index"
"""The FTS5 table on SQLite; on PostgreSQL the column `vector` of `line_search`."""

SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE line_search_index USING fts5(
        words, content='line_search', content_rowid='line_id', detail='none',
        tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER line_search_added AFTER INSERT ON line_search BEGIN
        INSERT INTO line_search_index(rowid, words) VALUES (NEW.line_id, NEW.words); END""",
    """CREATE TRIGGER line_search_removed AFTER DELETE ON line_search BEGIN
        INSERT INTO line_search_index(line_search_index, rowid, words)
        VALUES ('delete', OLD.line_id, OLD.words); END""",
    """CREATE TRIGGER line_search_changed AFTER UPDATE ON line_search BEGIN
        INSERT INTO line_search_index(line_search_index, rowid, words)
        VALUES ('delete', OLD.line_id, OLD.words);
        INSERT INTO line_search_index(rowid, words) VALUES (NEW.line_id, NEW.words); END""",
)
POSTGRESQL_SEARCH = (
    """ALTER TABLE line_search ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED""",
    "CREATE INDEX ix_line_search_vector ON line_search USING gin (vector)",
)

_NUMBER = re.compile(r"m\d+")


def line_words(*texts: str, external_id: str) -> str:
    """Return what a line is found by.

    Args:
        texts: Subject, Dutch and English name of the product, name of the requester; many lines of
            an import share them.
        external_id: Number of the ticket where it came from.
    """
    # A number of signs alone has no words; PostgreSQL refuses an empty one.
    return " ".join(filter(None, (_folded(" ".join(texts)), fold(external_id))))


def rename_requester(connection: sa.Connection, person_id: int, name: str) -> None:
    """Let the lines that a person asked for be found by the new name.

    Nothing else that lines are found by can change: tickets keep their subject and number, and the
    name of a product belongs to the version that the line has pinned.
    """
    of_line = (ticket.c.subject, product_version.c.name_nl, product_version.c.name_en)
    found = connection.execute(
        sa.select(line.c.id, ticket.c.external_id, *of_line)
        .join(ticket, ticket.c.id == line.c.ticket_id)
        .join(product_version, product_version.c.id == line.c.product_version_id)
        .where(ticket.c.requester_id == person_id)
    )
    words = [
        {"of": number, "now": line_words(*texts, name, external_id=external_id or "")}
        for number, external_id, *texts in found
    ]
    change = sa.update(line_search).where(line_search.c.line_id == sa.bindparam("of"))
    if words:
        connection.execute(change.values(words=sa.bindparam("now")), words)


def find_lines(text: str, dialect: str) -> sa.ColumnElement[bool] | None:
    """Return the condition on `line` (joined with `ticket`) for what a user typed.

    Args:
        text: Words, each the begin of a word of the line; a ticket's number is looked up as such.
        dialect: `sqlite` or `postgresql`.

    Returns:
        The condition; None when there is no word in the text.
    """
    words = fold(text).split()
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    others = [word for word in words if not _NUMBER.fullmatch(word)]
    if numbers:  # what stands behind the dot of `M000123.1` is the line's position
        places = [int(word) for word in others if word.isdecimal() and f".{word}" in text]
        others = [word for word in others if f".{word}" not in text]
        conditions = [_has_number(word.upper()) for word in numbers]
        conditions += [line.c.position == place for place in places]
    else:
        conditions = []
    if others:
        conditions.append(line.c.id.in_(_matches(others, dialect)))
    return sa.and_(*conditions) if conditions else None


def has_words(column: sa.Column[str], text: str) -> Iterable[sa.ColumnElement[bool]]:
    """Return the conditions that a column of folded words has each word, or its begin."""
    for word in fold(text).split():
        yield sa.literal(" ").concat(column).contains(f" {word}", autoescape=True)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)


def _has_number(begin: str) -> sa.ColumnElement[bool]:
    """Return the condition for numbers with this begin, as a range that the index serves."""
    following = begin[:-1] + chr(ord(begin[-1]) + 1)
    return sa.and_(ticket.c.number >= begin, ticket.c.number < following)


def _matches(words: list[str], dialect: str) -> sa.Select[int]:
    if dialect == "sqlite":
        index = sa.table(INDEX, sa.column("rowid", sa.BigInteger))
        query = " AND ".join(f'"{word}"*' for word in words)
        return sa.select(index.c.rowid).where(sa.literal_column(INDEX).op("MATCH")(query))
    wanted = " & ".join(f"'{word}':*" for word in words)
    vector: sa.ColumnClause[object] = sa.literal_column("line_search.vector")
    return sa.select(line_search.c.line_id).where(vector.op("@@")(sa.cast(wanted, TSQUERY)))
