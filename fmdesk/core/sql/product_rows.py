"""A product version and its parts as rows of five tables, and back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.catalog import Faq, ProductVersion, Variant
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.words import fold
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert

PIECE = 500
"""Numbers in one IN list."""

_REFERENCES = ("cluster", "calendar", "process")
_PARTS = ("lead_time", "variants", "faqs", "tips", "contact_ids", *_REFERENCES)
_PLAIN = tuple(
    field.name
    for field in fields(ProductVersion)
    if field.name not in (*_PARTS, "id", "code", "synonyms")
)
"""Fields that are columns under their own name."""


def read(connection: sa.Connection, numbers: Sequence[int]) -> dict[int, ProductVersion]:
    """Return the versions under these numbers; unknown ones are left out."""
    found: dict[int, ProductVersion] = {}
    for first in range(0, len(numbers), PIECE):
        found |= _read(connection, numbers[first : first + PIECE])
    return found


def write(
    connection: sa.Connection, version: ProductVersion, references: Mapping[str, int | None]
) -> int:
    """Insert a version with its parts and return its number.

    Args:
        connection: Connection of the unit of work.
        version: The version; its id does not matter.
        references: Values of `cluster_id`, `calendar_id` and `process_id`.
    """
    words = fold(version.code, version.name_nl, version.name_en, *version.synonyms)
    values = {name: getattr(version, name) for name in _PLAIN}
    values |= {"synonyms": list(version.synonyms), "words": words}
    values |= {**references, **limit_values(version.lead_time)}
    number = insert(connection, t.product_version, values)
    parts: Sequence[tuple[sa.Table, Sequence[dict[str, Any]]]] = (
        (t.variant, [_variant_values(one) for one in version.variants]),
        (t.tip, [{"text": text} for text in version.tips]),
        (t.product_contact, [{"person_id": one} for one in version.contact_ids]),
        (t.faq, [_faq_values(one) for one in version.faqs]),
    )
    for table, rows in parts:
        numbered = [
            {**row, "product_version_id": number, "position": position}
            for position, row in enumerate(rows)
        ]
        if numbered:
            connection.execute(sa.insert(table), numbered)
    return number


def comparable(version: ProductVersion, stored: ProductVersion) -> ProductVersion:
    """Return a new version with what the database gives, to compare it with a stored one."""
    faqs = tuple(
        replace(one, id=there.id, uses=there.uses)
        for one, there in zip(version.faqs, stored.faqs, strict=False)
    )
    is_same_length = len(version.faqs) == len(stored.faqs)
    return replace(
        version,
        id=stored.id,
        valid_from=stored.valid_from,
        faqs=faqs if is_same_length else version.faqs,
    )


def _read(connection: sa.Connection, numbers: Sequence[int]) -> dict[int, ProductVersion]:
    table = t.product_version
    names = (t.cluster, t.calendar, t.process)
    query = (
        sa.select(
            table,
            t.product.c.code,
            *(one.c.code.label(name) for one, name in zip(names, _REFERENCES, strict=True)),
        )
        .join(t.product)
        .outerjoin(t.cluster)
        .outerjoin(t.calendar)
        .outerjoin(t.process)
        .where(table.c.id.in_(numbers))
    )
    rows: Sequence[dict[str, Any]] = [dict(row) for row in connection.execute(query).mappings()]
    variants = _parts(connection, t.variant, numbers)
    faqs = _parts(connection, t.faq, numbers)
    tips = _parts(connection, t.tip, numbers)
    contacts = _parts(connection, t.product_contact, numbers)
    return {
        row["id"]: ProductVersion(
            **_plain(row),
            lead_time=limit_of(row),
            synonyms=tuple(row["synonyms"]),
            variants=tuple(_variant(one) for one in variants[row["id"]]),
            faqs=tuple(_faq(one) for one in faqs[row["id"]]),
            tips=tuple(one["text"] for one in tips[row["id"]]),
            contact_ids=tuple(one["person_id"] for one in contacts[row["id"]]),
        )
        for row in rows
    }


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: row[name] for name in ("id", "code", *_PLAIN)}
    return values | {name: row[name] or "" for name in _REFERENCES}


def _parts(
    connection: sa.Connection, table: sa.Table, numbers: Sequence[int]
) -> Mapping[int, Sequence[Mapping[str, Any]]]:
    """Return the rows of a table of parts by the number of their version, in order."""
    key = table.c.product_version_id
    query = sa.select(table).where(key.in_(numbers)).order_by(key, table.c.position)
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["product_version_id"]].append(dict(row))
    return found


def limit_of(row: Mapping[str, Any]) -> Limit | None:
    """Return the limit in the three columns of a lead time, None without one."""
    if row["lead_unit"] is None:
        return None
    day = TimeOfDay(row["lead_time_of_day"])
    return Limit(LimitUnit(row["lead_unit"]), row["lead_n"], day)


def limit_values(limit: Limit | None) -> dict[str, object]:
    """Return a limit as the three columns of a lead time."""
    return {
        "lead_unit": limit.unit.value if limit else None,
        "lead_n": limit.n if limit else None,
        "lead_time_of_day": limit.time_of_day.value if limit else None,
    }


def _variant(row: Mapping[str, Any]) -> Variant:
    names = (row["code"], row["name_nl"], row["name_en"])
    return Variant(*names, price_cents=row["price_cents"], lead_time=limit_of(row))


def _variant_values(variant: Variant) -> dict[str, Any]:
    values = {name: getattr(variant, name) for name in ("code", "name_nl", "name_en")}
    return values | {"price_cents": variant.price_cents} | limit_values(variant.lead_time)


def _faq(row: Mapping[str, Any]) -> Faq:
    return Faq(row["id"], row["language"], row["question"], row["answer"], row["uses"])


def _faq_values(faq: Faq) -> dict[str, Any]:
    return {name: getattr(faq, name) for name in ("language", "question", "answer", "uses")}
