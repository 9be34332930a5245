"""What the intake looks up, in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.guide import Guide, GuideNode
from fmdesk.core.domain.intake_views import BespokeRow, CallerHit, ContactRow, LinkView
from fmdesk.core.domain.ticket import ContactKind, ContactOutcome
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.callers import find_callers
from fmdesk.core.sql.numbered import add_numbered, save_code
from fmdesk.core.sql.ticket_list import OPEN
from fmdesk.core.sql.ticket_rows import ticket_number

K = TypeVar("K")


class SqlKnowledge:
    """The repository of what the desk looks up.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # --- callers -------------------------------------------------------------------------------

    def callers(self, text: str, limit: int) -> tuple[CallerHit, ...]:
        """Return who may be calling; the exact extension first, then name, room, cost centre."""
        return find_callers(self._connection, text, limit)

    def open_lines(self, person_id: int, limit: int) -> Sequence[int]:
        """Return open lines that a person asked for or receives, next due first."""
        due = (t.line.c.due_at.asc().nulls_last(), t.line.c.id)
        wanted = _of_person(person_id).where(t.line.c.state.in_(OPEN))
        return self._numbers(wanted.order_by(*due).limit(limit))

    def closed_lines(self, person_id: int, limit: int) -> Sequence[int]:
        """Return ready and cancelled lines of a person, newest first."""
        wanted = _of_person(person_id).where(t.line.c.state.not_in(OPEN))
        newest = (t.line.c.opened_at.desc(), t.line.c.id.desc())
        return self._numbers(wanted.order_by(*newest).limit(limit))

    def contacts(self, person_id: int, since: datetime, language: str) -> tuple[ContactRow, ...]:
        """Return the contacts of a person from an instant on, newest first."""
        contact = t.contact.c
        name = t.channel.c.name_en if language == "en" else t.channel.c.name_nl
        query = (
            sa.select(
                *(contact.id, contact.at, contact.kind, contact.outcome, contact.ticket_id),
                contact.note,
                name.label("channel_name"),
            )
            .join(t.channel, t.channel.c.code == contact.channel)
            .where(contact.person_id == person_id, contact.at >= since)
            .order_by(contact.at.desc(), contact.id.desc())
        )
        return tuple(
            ContactRow(
                id=row.id,
                at=row.at,
                channel=row.channel_name,
                kind=ContactKind(row.kind),
                outcome=ContactOutcome(row.outcome) if row.outcome else None,
                number=ticket_number(row.ticket_id) if row.ticket_id else "",
                ticket_id=row.ticket_id,
                note=row.note,
            )
            for row in self._connection.execute(query)
        )

    def look_alikes(self, location_id: int, products: Sequence[str], limit: int) -> Sequence[int]:
        """Return open lines of these products at a place or below it, newest first."""
        place, line = t.location.c, t.line.c
        below = sa.select(place.id).where(place.id == location_id).cte("below", recursive=True)
        below = below.union_all(sa.select(place.id).join(below, place.parent_id == below.c.id))
        query = (
            sa.select(line.id)
            .join(t.product, t.product.c.id == line.product_id)
            .where(
                line.location_id.in_(sa.select(below.c.id)),
                line.ready_at.is_(None),
                line.state.in_(OPEN),
                t.product.c.code.in_(products),
            )
            .order_by(line.opened_at.desc(), line.id.desc())
            .limit(limit)
        )
        return self._numbers(query)

    # --- the catalogue -------------------------------------------------------------------------

    def newest(self) -> tuple[int, int]:
        """Return what changes when the catalogue or a guide does."""
        newest = (sa.func.max(table.c.id) for table in (t.product_version, t.guide_version))
        row = self._connection.execute(
            sa.select(*(sa.select(sa.func.coalesce(one, 0)).scalar_subquery() for one in newest))
        ).one()
        return int(row[0]), int(row[1])

    def orders(self, since: datetime) -> Mapping[str, int]:
        """Return how many lines each product has had since an instant."""
        query = (
            sa.select(t.product.c.code, sa.func.count())
            .join(t.line, t.line.c.product_id == t.product.c.id)
            .where(t.line.c.opened_at >= since)
            .group_by(t.product.c.code)
        )
        return self._pairs(query)

    def uses(self, faq_ids: Sequence[int]) -> Mapping[int, int]:
        """Return how often questions were used, by number."""
        query = sa.select(t.faq.c.id, t.faq.c.uses).where(t.faq.c.id.in_(faq_ids))
        return self._pairs(query)

    def use(self, faq_id: int) -> int:
        """Count one use of a question and return how often it was used.

        The same question of versions that begin later counts it too, so that none of them begins
        with an old count.

        Raises:
            NotFoundError: `faq.unknown`.
        """
        faq, once = t.faq.c, {"uses": t.faq.c.uses + 1}
        change = sa.update(t.faq).where(faq.id == faq_id).values(once)
        asked = change.returning(faq.uses, faq.product_version_id, faq.language, faq.question)
        used = self._connection.execute(asked).one_or_none()
        if used is None:
            raise NotFoundError("faq.unknown", faq=faq_id)
        own, later = t.product_version.alias(), t.product_version.alias()
        versions = (
            sa.select(later.c.id)
            .join(own, own.c.product_id == later.c.product_id)
            .where(own.c.id == used.product_version_id, later.c.valid_from > own.c.valid_from)
        )
        same = (faq.language == used.language, faq.question == used.question)
        others = sa.update(t.faq).where(*same, faq.product_version_id.in_(versions))
        self._connection.execute(others.values(once))
        return int(used.uses)

    def guides(self) -> tuple[Guide, ...]:
        """Return all guides by code."""
        rows = self._connection.execute(_GUIDES.order_by(t.guide.c.code))
        return tuple(_guide(row) for row in rows)

    def guide(self, code: str) -> Guide:
        """Return a guide; NotFoundError `guide.unknown`."""
        row = self._connection.execute(_GUIDES.where(t.guide.c.code == code)).one_or_none()
        if row is None:
            raise NotFoundError("guide.unknown", code=code)
        return _guide(row)

    def save_guide(self, guide: Guide) -> Guide:
        """Add a guide, or a newer version of the one with its code."""
        number = save_code(self._connection, t.guide, guide.code)
        values = {
            "guide_id": number,
            "title_nl": guide.title_nl,
            "title_en": guide.title_en,
            "definition": dumps(guide.nodes),
        }
        add_numbered(self._connection, t.guide_version, "guide_id", values)
        return replace(guide, id=number)

    def links(self, product_id: int) -> tuple[LinkView, ...]:
        """Return files and pages of a product, in order."""
        link = t.product_link.c
        query = sa.select(link.name, link.address).where(link.product_id == product_id)
        return tuple(
            LinkView(*row) for row in self._connection.execute(query.order_by(link.position))
        )

    def save_links(self, product_id: int, links: Sequence[LinkView]) -> None:
        """Replace the files and pages of a product."""
        table = t.product_link
        self._connection.execute(sa.delete(table).where(table.c.product_id == product_id))
        rows = [
            {"product_id": product_id, "position": place, "name": one.name, "address": one.address}
            for place, one in enumerate(links)
        ]
        if rows:
            self._connection.execute(sa.insert(table), rows)

    # --- what was settled at once --------------------------------------------------------------

    def add_bespoke(self, row: BespokeRow, unit_id: int) -> None:
        """Keep what was agreed for a line that is not in the catalogue."""
        values = {
            "line_id": row.line_id,
            "description": row.description,
            "unit_id": unit_id,
            "price_cents": row.price_cents,
            "agreed_at": row.agreed_at,
            "consent": row.consent,
        }
        self._connection.execute(sa.insert(t.bespoke_line).values(values))

    def promote(self, line_id: int, product_id: int) -> None:
        """Note which product a bespoke line has become.

        Raises:
            NotFoundError: `line.unknown` for a line that is not bespoke.
        """
        table = t.bespoke_line
        change = sa.update(table).where(table.c.line_id == line_id).values(product_id=product_id)
        if not self._connection.execute(change).rowcount:
            raise NotFoundError("line.unknown", line=line_id)

    def bespoke(self, start: datetime, end: datetime) -> tuple[BespokeRow, ...]:
        """Return the bespoke lines asked for in [start, end), newest first."""
        kept, line = t.bespoke_line.c, t.line.c
        query = (
            sa.select(
                t.bespoke_line,
                line.ticket_id,
                line.position,
                line.opened_at,
                t.unit.c.name.label("unit"),
                sa.func.coalesce(t.product.c.code, "").label("product"),
            )
            .join(t.line, line.id == kept.line_id)
            .join(t.unit, t.unit.c.id == kept.unit_id)
            .outerjoin(t.product, t.product.c.id == kept.product_id)
            .where(line.opened_at >= start, line.opened_at < end)
            .order_by(line.opened_at.desc(), line.id.desc())
        )
        return tuple(
            BespokeRow(
                line_id=row.line_id,
                ticket_id=row.ticket_id,
                number=f"{ticket_number(row.ticket_id)}.{row.position}",
                description=row.description,
                unit=row.unit,
                price_cents=row.price_cents,
                agreed_at=row.agreed_at,
                consent=row.consent,
                product=row.product,
                opened_at=row.opened_at,
            )
            for row in self._connection.execute(query)
        )

    def outcomes(self, start: datetime, end: datetime) -> Mapping[tuple[str, ContactOutcome], int]:
        """Return counts by product and outcome of contacts in [start, end).

        An answered question counts once, an order once for each of its lines.
        """
        contact = t.contact.c
        within = (contact.at >= start, contact.at < end, contact.outcome.is_not(None))
        answered = (
            sa.select(t.product.c.code, contact.outcome, sa.func.count())
            .join(t.faq, t.faq.c.id == contact.faq_id)
            .join(t.product_version, t.product_version.c.id == t.faq.c.product_version_id)
            .join(t.product, t.product.c.id == t.product_version.c.product_id)
        )
        ordered = (
            sa.select(t.product.c.code, contact.outcome, sa.func.count())
            .join(t.line, t.line.c.ticket_id == contact.ticket_id)
            .join(t.product, t.product.c.id == t.line.c.product_id)
            .where(contact.faq_id.is_(None))
        )
        counts = (
            one.where(*within).group_by(*one.selected_columns[:2]) for one in (answered, ordered)
        )
        rows = self._connection.execute(sa.union_all(*counts))
        return {(code, ContactOutcome(outcome)): count for code, outcome, count in rows}

    def _pairs(self, query: sa.Select[K, int]) -> dict[K, int]:
        return {key: value for key, value in self._connection.execute(query)}  # noqa: C416  # of rows

    def _numbers(self, query: sa.Select[int]) -> Sequence[int]:
        return self._connection.execute(query).scalars().all()


_NEWEST = (
    sa.select(t.guide_version.c.guide_id, sa.func.max(t.guide_version.c.number).label("number"))
    .group_by(t.guide_version.c.guide_id)
    .subquery()
)
_GUIDE = tuple(
    t.guide_version.c[name] for name in ("guide_id", "title_nl", "title_en", "definition")
)
_GUIDES = (
    sa.select(t.guide.c.code, *_GUIDE)
    .join(t.guide_version, t.guide_version.c.guide_id == t.guide.c.id)
    .join(
        _NEWEST,
        sa.and_(_NEWEST.c.guide_id == t.guide.c.id, _NEWEST.c.number == t.guide_version.c.number),
    )
)


def _of_person(person_id: int) -> sa.Select[int]:
    """Return the query of the lines that a person asked for or receives."""
    concerned = sa.or_(t.ticket.c.requester_id == person_id, t.ticket.c.recipient_id == person_id)
    return sa.select(t.line.c.id).join(t.ticket).where(concerned)


def _guide(row: sa.Row[*tuple[object, ...]]) -> Guide:
    nodes = loads(tuple[GuideNode, ...], row.definition)
    return Guide(row.guide_id, row.code, row.title_nl, row.title_en, nodes)
