"""The board in the database: one query per figure gives its number and its records."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.board import BoardRow, Counted, Figure, Queue, Said
from fmdesk.core.domain.call_back import CallBackOutcome, CallBackState
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.message import MessageState
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.ports import CatalogRepository
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.board_rows import read_rows
from fmdesk.core.sql.call_backs import WORK
from fmdesk.core.sql.crossing import is_at_desk
from fmdesk.core.sql.nearness import near_by
from fmdesk.core.sql.tables.board import OPEN_STATES
from fmdesk.core.sql.ticket_rows import ticket_number

Ids = sa.Select[int]

IS_OPEN = t.line.c.state.in_(
    sa.bindparam("open", OPEN_STATES, expanding=True, literal_execute=True)
)
"""As the indexes of open lines have it: written out, or else these would not be used."""
BY_DUE = (
    sa.type_coerce(t.line.c.due_at, sa.BigInteger) + sa.literal_column("0"),
    t.line.c.id,
)
"""Next due first; a sum, or else SQLite reads the index of all lines by their due time."""
RUNS = t.line.c.state != LineState.PAUSED.value
"""A paused line has no next due (domain page, Time)."""
_SAID_OF = 300
"""Call-backs that are looked through for those of one person."""


class SqlBoard:
    """The repository of the board.

    Args:
        connection: Connection of the unit of work.
        catalog: Its catalogue.
        now: Its instant.
    """

    def __init__(
        self, connection: sa.Connection, catalog: CatalogRepository, now: datetime
    ) -> None:
        self._connection = connection
        self._catalog = catalog
        self._now = now

    def stamp(self) -> int:
        """Return the number of the last command."""
        return int(self._connection.execute(sa.select(t.command_head.c.seq)).scalar_one())

    def count(self, counted: Counted) -> int:
        """Return how many numbers `ids` returns."""
        inner = _FIGURES[counted.figure](self, counted).order_by(None).subquery()
        query = sa.select(sa.func.count()).select_from(inner)
        return int(self._connection.execute(query).scalar_one())

    def ids(self, counted: Counted) -> Sequence[int]:
        """Return the numbers of the records behind a figure, the most pressing first."""
        return self._connection.execute(_FIGURES[counted.figure](self, counted)).scalars().all()

    def rows(self, counted: Counted, ids: Sequence[int], language: str) -> tuple[BoardRow, ...]:
        """Return the records with these numbers, in their order."""
        return read_rows(self._connection, counted.kind, ids, self._now, language)

    def queues(self) -> tuple[Queue, ...]:
        """Return the units with open lines, the longest queue first."""
        line, count = t.line.c, sa.func.count()
        query = (
            sa.select(line.unit_id, line.state, count, sa.func.min(line.opened_at))
            .where(IS_OPEN, line.unit_id.in_(sa.select(t.unit.c.id)))
            .group_by(line.unit_id, line.state)
        )
        found: dict[int, dict[str, tuple[int, datetime]]] = {}
        for unit, state, lines, oldest in self._connection.execute(query):
            found.setdefault(unit, {})[state] = (lines, oldest)
        units = self._connection.execute(sa.select(t.unit.c.id, t.unit.c.name))
        names = {row.id: row.name for row in units}
        made = (
            Queue(
                unit_id=unit,
                unit=names[unit],
                waiting=_lines(states, LineState.NEW),
                running=_lines(states, LineState.RUNNING),
                paused=_lines(states, LineState.PAUSED),
                oldest_at=min(oldest for _count, oldest in states.values()),
            )
            for unit, states in found.items()
        )
        return tuple(sorted(made, key=lambda one: (-one.waiting - one.running, one.unit)))

    def said(
        self, names: Sequence[str], unit_id: int | None, language: str, limit: int
    ) -> tuple[Said, ...]:
        """Return what customers said of work that who asks, or their unit, did; newest first."""
        call, line, event = t.call_back.c, t.line.c, t.line_event.c
        tries, version = t.call_back_try.c, t.product_version.c
        product = version.name_en if language == "en" else version.name_nl
        newest = (
            sa.select(call.id)
            .where(call.closed_at.is_not(None), call.outcome.is_not(None))
            .order_by(call.closed_at.desc(), call.id.desc())
            .limit(_SAID_OF)
            .subquery()
        )
        last = sa.and_(tries.call_back_id == call.id, tries.number == call.tries)
        did = sa.exists().where(
            event.line_id == line.id,
            event.actor.in_(names),
            event.kind.in_([kind.value for kind in WORK]),
        )
        query = (
            sa.select(
                *(line.id, line.ticket_id, line.position, product.label("product")),
                *(call.outcome, call.closed_at, tries.note),
            )
            .join(newest, newest.c.id == call.id)
            .join(t.line, line.id == call.line_id)
            .join(t.product_version, version.id == line.product_version_id)
            .join(t.call_back_try, last)
            .where(
                call.outcome != CallBackOutcome.NOT_REACHED.value,
                sa.or_(did, line.unit_id == unit_id),
            )
            .order_by(call.closed_at.desc(), call.id.desc())
            .limit(limit)
        )
        return tuple(
            Said(
                line_id=row.id,
                number=f"{ticket_number(row.ticket_id)}.{row.position}",
                product=row.product,
                outcome=CallBackOutcome(row.outcome),
                note=row.note,
                at=row.closed_at,
            )
            for row in self._connection.execute(query)
        )

    def lines_due(self, plugin: str, start: datetime, end: datetime) -> Sequence[int]:
        """Return a plugin's open lines due in [start, end), next due first."""
        line = t.line.c
        query = (
            sa.select(line.id)
            .where(IS_OPEN, line.due_at >= start, line.due_at < end, line.plugin == plugin)
            .order_by(line.due_at, line.id)
        )
        return self._connection.execute(query).scalars().all()

    def open_lines(self, plugin: str, places: Sequence[int] | None) -> Sequence[int]:
        """Return a plugin's open lines, at these locations where some are given, oldest first."""
        line = t.line.c
        query = sa.select(line.id).where(IS_OPEN, line.plugin == plugin)
        if places is not None:
            query = query.where(line.location_id.in_(places))
        return self._connection.execute(query.order_by(line.opened_at, line.id)).scalars().all()

    # --- the figures ---------------------------------------------------------------------------

    def near(self, _counted: Counted) -> Ids:
        """Open lines whose promise can still be kept, but not for long; next due first."""
        line, near = t.line.c, near_by(self._connection, self._catalog, self._now)
        by_calendar = (
            sa.and_(line.calendar_version_id.is_not_distinct_from(version), line.due_at <= by)
            for version, by in near
        )
        return (
            sa.select(line.id)
            .where(
                IS_OPEN,
                RUNS,
                line.due_at >= self._now,
                line.due_at <= max(by for _version, by in near),
            )
            .where(sa.or_(*by_calendar))
            .order_by(*BY_DUE)
        )

    def overdue(self, _counted: Counted) -> Ids:
        """Open lines past their due time, the longest late first."""
        line = t.line.c
        return sa.select(line.id).where(IS_OPEN, RUNS, line.due_at < self._now).order_by(*BY_DUE)

    def escalated(self, _counted: Counted) -> Ids:
        """Escalations of open lines that nobody took up yet, oldest first."""
        escalation, line = t.escalation.c, t.line.c
        is_open = sa.exists().where(line.id == escalation.line_id, IS_OPEN)
        return (
            sa.select(escalation.id)
            .where(escalation.taken_at.is_(None), is_open)
            .order_by(escalation.raised_at, escalation.id)
        )

    def returned(self, _counted: Counted) -> Ids:
        """Open lines returned over the cut and not issued again, next due first."""
        line, event = t.line.c, t.line_event.c
        returned = sa.select(event.line_id).where(event.kind == EventKind.RETURNED.value)
        return (
            sa.select(line.id)
            .where(line.id.in_(returned), IS_OPEN, is_at_desk())
            .order_by(line.due_at.is_(None), line.due_at, line.id)
        )

    def questions(self, _counted: Counted) -> Ids:
        """Questions of the desk that no unit answered yet, next due first."""
        question = t.unit_question.c
        return (
            sa.select(question.id)
            .where(question.answered_at.is_(None))
            .order_by(question.due_at, question.id)
        )

    def unowned(self, _counted: Counted) -> Ids:
        """The first open line of each ticket that nobody at the desk owns, oldest first."""
        line, ticket, first = t.line.c, t.ticket.c, sa.func.min(t.line.c.id)
        unowned = sa.select(ticket.id).where(ticket.owner == "")
        return (
            sa.select(first)
            .where(IS_OPEN, line.ticket_id.in_(unowned))
            .group_by(line.ticket_id)
            .order_by(first)
        )

    def call_backs(self, _counted: Counted) -> Ids:
        """Customers to be called now, the longest waiting first."""
        call = t.call_back.c
        return (
            sa.select(call.id)
            .where(call.state == CallBackState.OPEN.value, call.due_at <= self._now)
            .order_by(call.due_at, call.id)
        )

    def to_send(self, _counted: Counted) -> Ids:
        """Messages that have not gone yet, oldest first."""
        message = t.message.c
        return (
            sa.select(message.id)
            .where(message.state == MessageState.QUEUED.value)
            .order_by(message.id)
        )

    def failed(self, _counted: Counted) -> Ids:
        """Messages that will not go by themselves, oldest first."""
        message = t.message.c
        return (
            sa.select(message.id)
            .where(message.state == MessageState.FAILED.value)
            .order_by(message.id)
        )

    def handed(self, counted: Counted) -> Ids:
        """What was handed over to who asks, or to whoever comes next; oldest first."""
        hand_over = t.hand_over.c
        return (
            sa.select(hand_over.id)
            .where(hand_over.taken_at.is_(None), hand_over.to_name.in_(["", *counted.names]))
            .order_by(hand_over.id)
        )

    def queue(self, counted: Counted) -> Ids:
        """Open lines of one unit, in one state or in all; oldest first."""
        line = t.line.c
        query = sa.select(line.id).where(IS_OPEN, line.unit_id == counted.unit_id)
        if counted.state is not None:
            query = query.where(line.state == counted.state.value)
        return query.order_by(line.opened_at, line.id)


_FIGURES: Mapping[Figure, Callable[[SqlBoard, Counted], Ids]] = {
    Figure.NEAR: SqlBoard.near,
    Figure.OVERDUE: SqlBoard.overdue,
    Figure.ESCALATED: SqlBoard.escalated,
    Figure.RETURNED: SqlBoard.returned,
    Figure.QUESTIONS: SqlBoard.questions,
    Figure.UNOWNED: SqlBoard.unowned,
    Figure.CALL_BACKS: SqlBoard.call_backs,
    Figure.TO_SEND: SqlBoard.to_send,
    Figure.FAILED: SqlBoard.failed,
    Figure.HANDED: SqlBoard.handed,
    Figure.QUEUE: SqlBoard.queue,
}


def _lines(states: Mapping[str, tuple[int, datetime]], state: LineState) -> int:
    return states[state.value][0] if state.value in states else 0
