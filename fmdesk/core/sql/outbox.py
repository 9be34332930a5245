"""Messages and templates in the database."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.message import (
    Message,
    MessageChannel,
    MessageKind,
    MessageState,
    OutboxRow,
    Template,
    TemplateKind,
)
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert, known_code
from fmdesk.core.sql.ticket_list import OPEN
from fmdesk.core.sql.ticket_rows import ticket_number

_QUEUED = t.message.c.state == MessageState.QUEUED.value
_MOVING = ("state", "tries", "next_try_at", "error", "error_detail", "settled_at")
"""Columns that change after a message was made."""


class SqlOutbox:
    """The repository of messages.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, message: Message) -> Message:
        """Store a message; returns it with its number."""
        values = {one.name: getattr(message, one.name) for one in fields(message)}
        del values["id"]
        return replace(message, id=insert(self._connection, t.message, values))

    def message(self, message_id: int) -> Message:
        """Return a message; NotFoundError `message.unknown`."""
        found = self._messages(t.message.c.id == message_id)
        if not found:
            raise NotFoundError("message.unknown", message=message_id)
        return found[0]

    def of_line(self, line_id: int) -> tuple[Message, ...]:
        """Return the messages about a line, in the order in which they were made."""
        return self._messages(t.message.c.line_id == line_id)

    def update(self, before: Message, after: Message) -> None:
        """Store the state of a message; ConflictError `message.changed` unless it is as before."""
        c = t.message.c
        same = (c.id == before.id, c.state == before.state.value, c.tries == before.tries)
        values = {name: getattr(after, name) for name in _MOVING}
        done = self._connection.execute(sa.update(t.message).where(*same).values(values))
        if done.rowcount != 1:
            raise ConflictError("message.changed", message=before.id)

    def due(self, now: datetime, limit: int) -> Sequence[int]:
        """Return e-mails whose next try is due, the longest waiting first."""
        c = t.message.c
        query = sa.select(c.id).where(_QUEUED, c.next_try_at <= now)
        first = query.order_by(c.next_try_at, c.id).limit(limit)
        return self._connection.execute(first).scalars().all()

    def waiting(self) -> int:
        """Return how many e-mails are queued."""
        query = sa.select(sa.func.count()).select_from(t.message)
        waiting = query.where(_QUEUED, t.message.c.next_try_at.is_not(None))
        return int(self._connection.execute(waiting).scalar_one())

    def rows(self, states: Sequence[MessageState], limit: int) -> tuple[OutboxRow, ...]:
        """Return messages in these states, newest first."""
        files = sa.select(sa.func.count()).where(t.attachment.c.message_id == t.message.c.id)
        query = (
            sa.select(t.message, t.person.c.name, files.scalar_subquery().label("files"))
            .join(t.person, t.person.c.id == t.message.c.person_id)
            .where(t.message.c.state.in_([state.value for state in states]))
            .order_by(t.message.c.id.desc())
            .limit(limit)
        )
        return tuple(map(_outbox_row, self._connection.execute(query).mappings()))

    def about(self, beginning: str) -> tuple[Message, ...]:
        """Return the messages about what begins like this, in the order in which they were made."""
        return self._messages(t.message.c.about.startswith(beginning, autoescape=True))

    def without_notice(self, since: datetime, until: datetime, limit: int) -> Sequence[int]:
        """Return open lines due in [since, until] that have no delay notice, next due first."""
        line, message = t.line.c, t.message.c
        told = sa.exists().where(
            message.line_id == line.id, message.kind == MessageKind.DELAY.value
        )
        query = (
            sa.select(line.id)
            .where(
                line.ready_at.is_(None),
                line.state.in_(OPEN),
                line.due_at >= since,
                line.due_at <= until,
                ~told,
            )
            .order_by(line.due_at, line.id)
            .limit(limit)
        )
        return self._connection.execute(query).scalars().all()

    def template(self, kind: TemplateKind, product: str, language: str) -> Template | None:
        """Return the product's own template, or that of all products."""
        c = t.template.c
        query = _TEMPLATES.where(
            c.kind == kind.value,
            c.language == language,
            sa.or_(c.product_id.is_(None), t.product.c.code == product),
        )
        row = self._connection.execute(query.order_by(c.product_id.is_(None))).mappings().first()
        return None if row is None else _template(row)

    def templates(self) -> tuple[Template, ...]:
        """Return all templates."""
        order = (t.template.c.kind, t.product.c.code.nulls_first(), t.template.c.language)
        rows = self._connection.execute(_TEMPLATES.order_by(*order)).mappings()
        return tuple(_template(row) for row in rows)

    def save_template(self, template: Template) -> None:
        """Add a template or replace the one of its kind, product and language.

        Raises:
            NotFoundError: `product.unknown`.
        """
        c = t.template.c
        product_id = known_code(self._connection, t.product, template.product)
        same = (
            c.kind == template.kind.value,
            c.product_id.is_not_distinct_from(product_id),
            c.language == template.language,
        )
        words = {"subject": template.subject, "body": template.body}
        changed = self._connection.execute(sa.update(t.template).where(*same).values(words))
        if not changed.rowcount:
            key = {"kind": template.kind.value, "product_id": product_id}
            insert(self._connection, t.template, {**key, "language": template.language, **words})

    def _messages(self, condition: sa.ColumnElement[bool]) -> tuple[Message, ...]:
        query = sa.select(t.message).where(condition).order_by(t.message.c.id)
        return tuple(message_of(row) for row in self._connection.execute(query).mappings())


_TEMPLATES = sa.select(t.template, t.product.c.code).outerjoin(
    t.product, t.product.c.id == t.template.c.product_id
)


def message_of(row: sa.RowMapping) -> Message:
    """Return the message of a row."""
    values = {one.name: row[one.name] for one in fields(Message)}
    values["kind"] = MessageKind(row["kind"])
    values["channel"] = MessageChannel(row["channel"])
    values["state"] = MessageState(row["state"])
    return Message(**values)


def _outbox_row(row: sa.RowMapping) -> OutboxRow:
    number = ticket_number(row["ticket_id"]) if row["ticket_id"] else ""
    return OutboxRow(message_of(row), number, row["name"], row["files"])


def _template(row: sa.RowMapping) -> Template:
    return Template(
        TemplateKind(row["kind"]), row["language"], row["subject"], row["body"], row["code"] or ""
    )
