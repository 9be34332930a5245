"""Drafts of charters in the database, and the figures beside them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.charter import Charter, Outcome
from fmdesk.core.domain.charter_drafts import OPEN_STATES, CharterDraft, DraftState
from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.period import Month
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert


class SqlCharters:
    """The repository of charters that are being written.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, draft: CharterDraft) -> CharterDraft:
        """Store a new draft."""
        return replace(draft, id=insert(self._connection, t.charter_draft, _values(draft)))

    def draft(self, draft_id: int) -> CharterDraft:
        """Return a draft; NotFoundError `charter.draft_unknown`."""
        found = self._drafts(t.charter_draft.c.id == draft_id)
        if not found:
            raise NotFoundError("charter.draft_unknown", draft=draft_id)
        return found[0]

    def open_drafts(self) -> tuple[CharterDraft, ...]:
        """Return the drafts that are neither approved nor dropped, oldest first."""
        return self._drafts(t.charter_draft.c.state.in_([one.value for one in OPEN_STATES]))

    def writers(self, code: str) -> tuple[str, ...]:
        """Return who wrote what was approved last of a charter; none where no draft was."""
        approved = self._drafts(t.charter_draft.c.state == DraftState.APPROVED.value)
        return next((one.writers for one in approved[::-1] if one.charter.code == code), ())

    def save(self, draft: CharterDraft, seen: int) -> CharterDraft:
        """Store a draft that was at version `seen`.

        Raises:
            ConflictError: `charter.draft_changed` when somebody else was first.
        """
        table = t.charter_draft
        after = replace(draft, version=seen + 1)
        change = sa.update(table).where(table.c.id == draft.id, table.c.version == seen)
        if not self._connection.execute(change.values(_values(after))).rowcount:
            raise ConflictError("charter.draft_changed", charter=draft.charter.code)
        return after

    def pinned(self, code: str) -> Mapping[int, int]:
        """Return by version of a charter how many lines keep it."""
        version, member, line = t.charter_version.c, t.charter_set_member.c, t.line.c
        query = (
            sa.select(version.id, sa.func.count(line.id))
            .join_from(t.charter, t.charter_version)
            .outerjoin(t.charter_set_member, member.charter_version_id == version.id)
            .outerjoin(t.line, line.charter_set_id == member.charter_set_id)
            .where(t.charter.c.code == code)
            .group_by(version.id)
        )
        return {number: lines for number, lines in self._connection.execute(query)}  # noqa: C416  # of rows

    def breaches(self, month: Month, zone: str) -> Mapping[int, int] | None:
        """Return by charter version how many of the month's lines broke it; see the port."""
        run = sa.select(t.control_run.c.month).where(t.control_run.c.month == str(month))
        if self._connection.execute(run).scalar() is None:
            return None
        verdict, line = t.verdict.c, t.line.c
        query = (
            sa.select(verdict.charter_version_id, sa.func.count(verdict.line_id.distinct()))
            .join_from(t.verdict, t.line, line.id == verdict.line_id)
            .where(verdict.month == str(month), verdict.outcome == Outcome.BROKEN.value)
            .where(line.opened_at >= month.bounds(zone)[0])
            .group_by(verdict.charter_version_id)
        )
        return {number: lines for number, lines in self._connection.execute(query)}  # noqa: C416  # of rows

    def lines(self, start: datetime, end: datetime) -> Mapping[int, int]:
        """Return by product how many lines were opened in [start, end)."""
        line = t.line.c
        query = (
            sa.select(line.product_id, sa.func.count())
            .where(line.opened_at >= start, line.opened_at < end)
            .group_by(line.product_id)
        )
        return {product: lines for product, lines in self._connection.execute(query)}  # noqa: C416  # of rows

    def _drafts(self, condition: sa.ColumnElement[bool]) -> tuple[CharterDraft, ...]:
        query = sa.select(t.charter_draft).where(condition).order_by(t.charter_draft.c.id)
        return tuple(
            CharterDraft(
                **{name: row[name] for name in ("id", *_PLAIN)},
                charter=loads(Charter, row["definition"]),
                state=DraftState(row["state"]),
                writers=tuple(row["writers"]),
            )
            for row in self._connection.execute(query).mappings()
        )


def _values(draft: CharterDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in _PLAIN} | {
        "definition": dumps(replace(draft.charter, id=0, version=1)),
        "state": draft.state.value,
        "writers": list(draft.writers),
    }


_PLAIN = ("base_version_id", "plugin", "at", "reason", "decided_by", "version")
