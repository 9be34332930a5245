"""Reviews in the database."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.reviews import Review, Reviewed, ReviewKind, Subject
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert

_REVIEW, _HELD = t.review.c, t.review_held.c


class SqlReviews:
    """The repository of reviews.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def all(self) -> Mapping[Subject, Review]:
        """Return what is planned, by what it is about."""
        found = (
            Review(_subject(row), row.next_on, row.every_months, row.owner_id, row.version)
            for row in self._connection.execute(sa.select(t.review))
        )
        return {one.subject: one for one in found}

    def newest(self) -> Mapping[Subject, Reviewed]:
        """Return the newest review that was held, by what it was about."""
        newest = sa.select(sa.func.max(_HELD.id)).group_by(_HELD.review_id)
        query = (
            sa.select(_REVIEW.kind, _REVIEW.code, _HELD.at, _HELD.by, _HELD.conclusion)
            .join(t.review_held, _HELD.review_id == _REVIEW.id)
            .where(_HELD.id.in_(newest))
        )
        found = (
            Reviewed(_subject(row), row.at, row.by, row.conclusion)
            for row in self._connection.execute(query)
        )
        return {one.subject: one for one in found}

    def plan(self, review: Review) -> None:
        """Store a review in place of the one of the same subject, whatever its version."""
        there = sa.update(t.review).where(*_same(review.subject))
        values = _values(review)
        again = there.values(**values, version=_REVIEW.version + 1)
        if not self._connection.execute(again).rowcount:
            subject = {"kind": review.subject.kind.value, "code": review.subject.code}
            insert(self._connection, t.review, {**subject, **values})

    def hold(self, held: Reviewed, review: Review, seen: int) -> None:
        """Store that a review was held, and when the next one is.

        Raises:
            ConflictError: `review.changed` when it is no longer the version that was seen.
        """
        there = sa.update(t.review).where(*_same(held.subject), _REVIEW.version == seen)
        changed = there.values(**_values(review), version=seen + 1).returning(_REVIEW.id)
        number = self._connection.execute(changed).scalar()
        if number is None:
            raise ConflictError("review.changed")
        row = {"review_id": number, "at": held.at, "by": held.by, "conclusion": held.conclusion}
        insert(self._connection, t.review_held, row)


def _subject(row: sa.Row[*tuple[Any, ...]]) -> Subject:
    return Subject(ReviewKind(row.kind), row.code)


def _same(subject: Subject) -> tuple[sa.ColumnElement[bool], ...]:
    return (_REVIEW.kind == subject.kind.value, _REVIEW.code == subject.code)


def _values(review: Review) -> dict[str, object]:
    return {name: getattr(review, name) for name in ("next_on", "every_months", "owner_id")}
