"""Finding lines and persons by words: one port, FTS5 on SQLite, a GIN index on PostgreSQL.

Text is folded here (case, accents, anything but letters and digits) before it is stored, so both
databases see the same plain words and need no dictionaries or extensions; a search word is a
prefix. What a user types never reaches the query languages of the databases raw.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from fmdesk.core.domain.words import fold
from fmdesk.core.sql.tables import line, line_search, person, product_version, ticket

SEARCHED = (("line_search", "line_search", "line_id"), ("person_search", "person", "id"))
"""Name of a search, its table with the column `words`, and that table's key.

`<name>_index` is its FTS5 table on SQLite; on PostgreSQL its index stands on the column `vector`.
"""

SQLITE_TRIGGERS = frozenset(
    f"{name}_{word}" for name, *_rest in SEARCHED for word in ("added", "removed", "changed")
)
"""What keeps the FTS5 tables up to date."""


def _sqlite(name: str, table: str, key: str) -> Iterator[str]:
    """Yield the statements that make a search on SQLite."""
    index = f"{name}_index"
    added = f"INSERT INTO {index}(rowid, words) VALUES (NEW.{key}, NEW.words);"  # noqa: S608  # ours
    removed = (
        f"INSERT INTO {index}({index}, rowid, words) "  # noqa: S608  # our own names
        f"VALUES ('delete', OLD.{key}, OLD.words);"
    )
    yield f"""CREATE VIRTUAL TABLE {index} USING fts5(
        words, content='{table}', content_rowid='{key}', detail='none',
        tokenize='unicode61 remove_diacritics 0')"""
    yield f"CREATE TRIGGER {name}_added AFTER INSERT ON {table} BEGIN {added} END"
    yield f"CREATE TRIGGER {name}_removed AFTER DELETE ON {table} BEGIN {removed} END"
    yield (
        f"CREATE TRIGGER {name}_changed AFTER UPDATE OF words ON {table} "
        f"BEGIN {removed} {added} END"
    )


def _postgresql(table: str) -> Iterator[str]:
    """Yield the statements that make a search on PostgreSQL."""
    words = "array_to_tsvector(string_to_array(words, ' '))"
    yield f"ALTER TABLE {table} ADD COLUMN vector tsvector GENERATED ALWAYS AS ({words}) STORED"
    yield f"CREATE INDEX ix_{table}_vector ON {table} USING gin (vector)"


SQLITE_SEARCH = tuple(one for searched in SEARCHED for one in _sqlite(*searched))
POSTGRESQL_SEARCH = tuple(one for _name, table, _key in SEARCHED for one in _postgresql(table))

_NUMBER = re.compile(r"m\d+")
POSITION_DIGITS = 9
"""Digits of the position of a line, at most."""


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


def find_lines(
    text: str, dialect: str, lines: "sa.ColumnCollection[str, sa.ColumnElement[Any]]" = line.c
) -> sa.ColumnElement[bool] | None:
    """Return the condition on lines for what a user typed.

    Args:
        text: Words, each the begin of a word of the line; a ticket's number is looked up as such.
        dialect: `sqlite` or `postgresql`.
        lines: Columns of the table of lines, or of some of them.

    Returns:
        The condition; None when there is no word in the text.
    """
    words = fold(text).split()
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    others = [word for word in words if not _NUMBER.fullmatch(word)]
    if numbers:  # what stands behind the dot of `M000123.1` is the line's position
        places = [word for word in others if word.isdecimal() and f".{word}" in text]
        others = [word for word in others if f".{word}" not in text]
        conditions: list[sa.ColumnElement[bool]] = [
            lines.ticket_id.in_(_numbered(word.upper())) for word in numbers
        ]
        conditions += [_at(lines, place) for place in places]
    else:
        conditions = []
    if others:
        conditions.append(lines.id.in_(_matches(others, dialect)))
    return sa.and_(*conditions) if conditions else None


def find_persons(
    text: str, dialect: str, *, is_whole: bool = False, most: int | None = None
) -> sa.ColumnElement[bool]:
    """Return the condition on `person` for what a user typed.

    Args:
        text: Words, each the begin of a word of the person; without words it holds for all.
        dialect: `sqlite` or `postgresql`.
        is_whole: They are whole words of the person, not begins.
        most: Look at so many persons at most, the oldest records; None for all.
    """
    words = fold(text).split()
    if not words:
        return sa.true()
    found = _matches(words, dialect, person, is_whole=is_whole)
    if most is None:
        return person.c.id.in_(found)
    first = found.order_by(*found.selected_columns).limit(most).subquery()
    return person.c.id.in_(sa.select(*first.c))


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)


def _at(
    lines: "sa.ColumnCollection[str, sa.ColumnElement[Any]]", place: str
) -> sa.ColumnElement[bool]:
    """Return the condition on the position of a line: no line has one that no column could hold."""
    return lines.position == int(place) if len(place) <= POSITION_DIGITS else sa.false()


def _numbered(begin: str) -> sa.Select[int]:
    """Return the tickets whose number has this begin: a range that the index serves."""
    following = begin[:-1] + chr(ord(begin[-1]) + 1)
    return sa.select(ticket.c.id).where(ticket.c.number >= begin, ticket.c.number < following)


def _matches(
    words: list[str], dialect: str, table: sa.Table = line_search, *, is_whole: bool = False
) -> sa.Select[int]:
    """Return the query of the keys of a searched table that has all these words."""
    if dialect == "sqlite":
        name = next(f"{name}_index" for name, of, _key in SEARCHED if of == table.name)
        index = sa.table(name, sa.column("rowid", sa.BigInteger))
        begin = "" if is_whole else "*"
        query = " AND ".join(f'"{word}"{begin}' for word in words)
        return sa.select(index.c.rowid).where(sa.literal_column(name).op("MATCH")(query))
    begin = "" if is_whole else ":*"
    wanted = " & ".join(f"'{word}'{begin}" for word in words)
    vector: sa.ColumnClause[object] = sa.literal_column(f"{table.name}.vector")
    key = next(iter(table.primary_key.columns))
    return sa.select(key).where(vector.op("@@")(sa.cast(wanted, TSQUERY)))
