"""Talks with departments in the database."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.call_back import CallBackOutcome
from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.talk import ActionDraft, ActionEnd, ActionOutcome, PlanDraft, TalkDraft
from fmdesk.core.domain.talk_views import (
    AccountFigure,
    ActionRow,
    OpenComplaint,
    Plan,
    TalkRow,
    Wait,
)
from fmdesk.core.domain.ticket import ContactKind, LineState
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert, known_code
from fmdesk.core.sql.ticket_rows import ticket_number

_MOST = 200
_TALK, _PLAN, _ACTION, _END = t.talk.c, t.talk_plan.c, t.talk_action.c, t.talk_action_end.c
_EARLIER, _LATER = t.talk.alias("earlier"), t.talk.alias("later")
_TALKS = (
    sa.select(
        t.talk,
        sa.func.coalesce(_EARLIER.c.number, 0).label("corrects"),
        sa.func.coalesce(_LATER.c.number, 0).label("corrected_by"),
    )
    .outerjoin(_EARLIER, _EARLIER.c.id == _TALK.corrects_id)
    .outerjoin(_LATER, _LATER.c.corrects_id == _TALK.id)
)
_ACTIONS = (
    sa.select(
        t.talk_action,
        t.talk_action_end,
        _TALK.department,
        _TALK.number,
        _TALK.held_on,
        t.department.c.name.label("department_name"),
        sa.func.coalesce(t.person.c.name, t.unit.c.name).label("owner"),
    )
    .join(t.talk, _TALK.id == _ACTION.talk_id)
    .join(t.department, t.department.c.code == _TALK.department)
    .outerjoin(t.person, t.person.c.id == _ACTION.person_id)
    .outerjoin(t.unit, t.unit.c.id == _ACTION.unit_id)
    .outerjoin(t.talk_action_end, _END.action_id == _ACTION.id)
    .order_by(_END.at.is_not(None), _END.at.desc(), _ACTION.due_on, _ACTION.id)
)


class SqlTalks:
    """The repository of talks.

    Args:
        connection: Connection of the unit of work.
        now: Its instant.
        actor: Who acts.
    """

    def __init__(self, connection: sa.Connection, now: datetime, actor: str) -> None:
        self._connection, self._now, self._actor = connection, now, actor

    def plan(self, department: str) -> Plan | None:
        """Return the next talk with a department; None while none is prepared."""
        query = sa.select(t.talk_plan).where(_PLAN.department == department)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else Plan(*row)

    def save_plan(self, draft: PlanDraft) -> None:
        """Store the next talk.

        Raises:
            ConflictError: `talk.changed` when there is a later version.
        """
        there = self.plan(draft.department)
        if (there.version if there else 0) != draft.after:
            raise ConflictError("talk.changed")
        self._drop_plan(draft.department)
        values = {
            "department": draft.department,
            "held_on": draft.on,
            "first_month": draft.first,
            "last_month": draft.last,
            "people": draft.people.strip(),
            "points": draft.points.strip(),
            "version": (there.version if there else self._last_plan(draft.department)) + 1,
        }
        self._connection.execute(sa.insert(t.talk_plan).values(values))

    def _last_plan(self, department: str) -> int:
        """Return the version of the last talk that was prepared and held; none comes back."""
        query = sa.select(sa.func.max(_TALK.plan)).where(_TALK.department == department)
        return int(self._connection.execute(query).scalar() or 0)

    def _drop_plan(self, department: str) -> None:
        self._connection.execute(sa.delete(t.talk_plan).where(_PLAN.department == department))

    def talks(self, department: str) -> tuple[TalkRow, ...]:
        """Return every talk with a department, the newest first."""
        query = _TALKS.where(_TALK.department == department).order_by(_TALK.number.desc())
        return tuple(_talk(row) for row in self._connection.execute(query).mappings())

    def add(self, draft: TalkDraft, figures: Collection[AccountFigure]) -> None:
        """Store a talk with its actions; the next one is held by it, unless it corrects another.

        Raises:
            NotFoundError: `person.unknown`, `unit.unknown` or `talk.unknown`.
            ConflictError: `talk.corrected` when what it corrects was corrected before.
        """
        plan = None if draft.corrects else self.plan(draft.department)
        values = {
            "department": draft.department,
            "number": draft.after + 1,
            "held_on": draft.on,
            "first_month": draft.first,
            "last_month": draft.last,
            "people": draft.people.strip(),
            "notes": draft.notes.strip(),
            "agreed": draft.agreed.strip(),
            "figures": dumps(tuple(figures)),
            "at": self._now,
            "actor": self._actor,
            "plan": plan.version if plan else 0,
            "corrects_id": self._corrected(draft) if draft.corrects else None,
        }
        talk_id = insert(self._connection, t.talk, values)
        for position, action in enumerate(draft.actions):
            self._add_action(talk_id, position, action)
        if not draft.corrects:
            self._drop_plan(draft.department)

    def _corrected(self, draft: TalkDraft) -> int:
        query = (
            sa.select(_TALK.id, _LATER.c.id.label("later"))
            .outerjoin(_LATER, _LATER.c.corrects_id == _TALK.id)
            .where(_TALK.department == draft.department, _TALK.number == draft.corrects)
        )
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFoundError("talk.unknown", number=draft.corrects)
        if row.later is not None:
            raise ConflictError("talk.corrected", number=draft.corrects)
        return int(row.id)

    def _add_action(self, talk_id: int, position: int, action: ActionDraft) -> None:
        values = {
            "talk_id": talk_id,
            "position": position,
            "what": action.what.strip(),
            "person_id": known_code(self._connection, t.person, action.person),
            "unit_id": known_code(self._connection, t.unit, action.unit),
            "due_on": action.due_on,
        }
        insert(self._connection, t.talk_action, values)

    def actions(self, department: str = "", *, is_open: bool = False) -> tuple[ActionRow, ...]:
        """Return actions: open ones by their last day, then ended ones, the latest first.

        Args:
            department: Code of the department; empty for all.
            is_open: Leave the ended ones out.
        """
        query = _ACTIONS.where(_TALK.department == department) if department else _ACTIONS
        query = query.where(_END.at.is_(None)) if is_open else query
        return tuple(_action(row) for row in self._connection.execute(query).mappings())

    def open_of(self, unit_id: int) -> tuple[ActionRow, ...]:
        """Return the open actions of a unit and of its people."""
        theirs = sa.or_(_ACTION.unit_id == unit_id, t.person.c.unit_id == unit_id)
        query = _ACTIONS.where(theirs, _END.at.is_(None))
        return tuple(_action(row) for row in self._connection.execute(query).mappings())

    def action(self, action_id: int) -> ActionRow:
        """Return an action; NotFoundError `talk.no_action`."""
        for row in self._connection.execute(_ACTIONS.where(_ACTION.id == action_id)).mappings():
            return _action(row)
        raise NotFoundError("talk.no_action", action=action_id)

    def end_action(self, draft: ActionEnd) -> None:
        """Store how an action ended; ConflictError `talk.action_ended` when it has."""
        if self.action(draft.action_id).outcome is not None:
            raise ConflictError("talk.action_ended")
        values = {
            "action_id": draft.action_id,
            "outcome": draft.outcome.value,
            "said": draft.said.strip(),
            "at": self._now,
            "actor": self._actor,
        }
        self._connection.execute(sa.insert(t.talk_action_end).values(values))

    def complaints(self, department: str) -> tuple[OpenComplaint, ...]:
        """Return what customers of a department wait for, the oldest first; at most 200."""
        found = [
            OpenComplaint(
                Wait(row.kind),
                row.at,
                row.text or "",
                row.person or "",
                row.unit or "",
                row.due_at,
                ticket_number(row.ticket_id) if row.ticket_id else "",
            )
            for query in (_UNANSWERED, _UNSATISFIED)
            for row in self._connection.execute(query, {"department": department})
        ]
        return tuple(sorted(found, key=lambda one: one.at)[:_MOST])


def _kind(kind: Wait) -> sa.Label[str]:
    return sa.literal(kind.value).label("kind")


_CONTACT, _LINE, _CALL, _TRY = t.contact.c, t.line.c, t.call_back.c, t.call_back_try.c
_AFTER = t.call_back.alias("after")
_WANTED = t.department.c.code == sa.bindparam("department")
_UNANSWERED = (
    sa.select(
        _kind(Wait.COMPLAINT),
        _CONTACT.at,
        _CONTACT.note.label("text"),
        t.person.c.name.label("person"),
        t.unit.c.name.label("unit"),
        _CONTACT.due_at,
        _CONTACT.ticket_id,
    )
    .join(t.person, t.person.c.id == _CONTACT.person_id)
    .join(t.department, t.department.c.id == t.person.c.department_id)
    .outerjoin(t.unit, t.unit.c.id == _CONTACT.handler_unit_id)
    .where(_WANTED, _CONTACT.kind == ContactKind.COMPLAINT.value, _CONTACT.answered_at.is_(None))
    .order_by(_CONTACT.at)
    .limit(_MOST)
)
_UNSATISFIED = (
    sa.select(
        _kind(Wait.NOT_SATISFIED),
        _CALL.closed_at.label("at"),
        _TRY.note.label("text"),
        t.person.c.name.label("person"),
        t.unit.c.name.label("unit"),
        _LINE.due_at,
        _LINE.ticket_id,
    )
    .select_from(t.call_back)
    .join(t.line, _LINE.id == _CALL.line_id)
    .join(t.ticket, t.ticket.c.id == _LINE.ticket_id)
    .join(t.department, t.department.c.id == _LINE.department_id)
    .join(t.unit, t.unit.c.id == _LINE.unit_id)
    .outerjoin(t.person, t.person.c.id == t.ticket.c.requester_id)
    .outerjoin(t.call_back_try, sa.and_(_TRY.call_back_id == _CALL.id, _TRY.number == _CALL.tries))
    .where(
        _WANTED,
        _CALL.outcome == CallBackOutcome.NOT_SATISFIED.value,
        _CALL.closed_at.is_not(None),
        _LINE.state.not_in([LineState.READY.value, LineState.CANCELLED.value]),
        ~sa.exists().where(_AFTER.c.line_id == _CALL.line_id, _AFTER.c.event > _CALL.event),
    )
    .order_by(_CALL.closed_at)
    .limit(_MOST)
)
"""A line that became ready again, or was given up, waits for nothing; one that did not satisfy
twice waits once."""


def _talk(row: Mapping[Any, Any]) -> TalkRow:
    return TalkRow(
        row["number"],
        row["held_on"],
        row["first_month"],
        row["last_month"],
        row["people"],
        row["notes"],
        row["agreed"],
        loads(tuple[AccountFigure, ...], row["figures"]),
        row["at"],
        row["actor"],
        row["corrects"],
        row["corrected_by"],
    )


def _action(row: Mapping[Any, Any]) -> ActionRow:
    outcome = row["outcome"]
    return ActionRow(
        row["id"],
        row["department"],
        row["department_name"],
        row["number"],
        row["held_on"],
        row["what"],
        row["owner"],
        row["due_on"],
        ActionOutcome(outcome) if outcome else None,
        row["said"] or "",
        row["at"],
    )
