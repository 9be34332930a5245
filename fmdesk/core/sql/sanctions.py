"""Sanctions as they are stored: proposed by control, objected to, decided, posted."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.ledger import EntryKind
from fmdesk.core.domain.objection import (
    PROPOSED,
    Act,
    ObjectionRules,
    Said,
    TakenBack,
    standing,
)
from fmdesk.core.domain.period import Month
from fmdesk.core.ports import Proposal, SanctionFilter, SanctionKey, SanctionRecord
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.month_lines import PIECE, SPARSE, SqlMonthLines
from fmdesk.core.sql.ticket_rows import ticket_number

WITHDRAWN = "withdrawn"
AT_ONCE = 2000
"""Proposals brought up to date together: a month may have a hundred thousand."""
Terms = Mapping[int | None, datetime | None]


_BACK, _AGAIN = t.journal_entry.alias("back"), t.journal_entry.alias("again")


def _is_back(of: sa.FromClause) -> sa.ColumnElement[bool]:
    """Return whether an entry takes a sanction back, and none posts it again."""
    slot = ("line_id", "part", "clock_run", "charter_version_id")
    again = sa.exists().where(
        *(_AGAIN.c[name] == of.c[name] for name in slot),
        _AGAIN.c.kind == EntryKind.SANCTION.value,
        _AGAIN.c.revision > _BACK.c.revision,
    )
    again = again.correlate(of, _BACK)
    return sa.and_(
        *(_BACK.c[name] == of.c[name] for name in slot),
        _BACK.c.kind == EntryKind.SANCTION_REVERSAL.value,
        ~again,
    )


def _taken_back(of: sa.FromClause, *more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return whether what was posted of a sanction is taken back."""
    return sa.exists().where(_is_back(of), *more).correlate(of)


class SqlSanctions(SqlMonthLines):
    """The sanctions of a month on one connection."""

    def sanctions(self, line_ids: Sequence[int]) -> Mapping[SanctionKey, SanctionRecord]:
        """Return the sanctions of some lines."""
        records = [
            record
            for where in among(t.sanction.c.line_id, line_ids)
            for record in self._sanctions(where)
        ]
        return {record.key: record for record in records}

    def sanction(self, sanction_id: int) -> SanctionRecord:
        """Return one sanction; NotFoundError `sanction.unknown`."""
        found = self._sanctions(t.sanction.c.id == sanction_id)
        if not found:
            raise NotFoundError("sanction.unknown", sanction=sanction_id)
        return found[0]

    def sanctions_like(self, wanted: SanctionFilter) -> Sequence[SanctionRecord]:
        """Return the sanctions that fit and are not withdrawn, the oldest term first.

        Of a unit or a line also those that a closed month posted and a later one took back.
        """
        s, made = t.sanction.c, t.sanction_decision.c
        where = [s.state != WITHDRAWN]
        if wanted.unit_id is not None or wanted.line_id is not None:
            where = [sa.or_(s.state != WITHDRAWN, _taken_back(t.sanction))]
        if wanted.ids is not None:
            where.append(s.id.in_(wanted.ids))
        if wanted.line_id is not None:
            where.append(s.line_id == wanted.line_id)
        if wanted.month is not None and wanted.since is None:
            where.append(s.month == wanted.month)
        if wanted.unit_id is not None:
            named = (made.to_unit_id == wanted.unit_id, made.from_unit_id == wanted.unit_id)
            here = sa.select(made.sanction_id).where(sa.or_(*named))
            where.append(sa.or_(s.bearer_id == wanted.unit_id, s.id.in_(here)))
        if wanted.since is not None:
            lately = sa.select(made.sanction_id).where(made.at >= wanted.since)
            fresh = (s.month == wanted.month, s.state == "proposed", s.id.in_(lately))
            back = _taken_back(t.sanction, _BACK.c.posted_at >= wanted.since)
            where.append(sa.or_(*fresh, s.told_at >= wanted.since, back))
        if wanted.is_open or wanted.is_unposted:
            where.append(s.state != "posted")
        if wanted.is_open:
            where.append(s.id.in_(sa.select(made.sanction_id)))
        found = self._sanctions(sa.and_(*where))
        if wanted.is_open:
            found = [one for one in found if one.standing.is_open]
        return sorted(found, key=lambda one: (one.term_ends_at is None, one.term_ends_at, one.id))

    def _sanctions(self, where: sa.ColumnElement[bool]) -> list[SanctionRecord]:
        rows = self._connection.execute(sa.select(t.sanction).where(where)).all()
        acts = self.acts([row.id for row in rows])
        said = {number: [one for _at, one in found] for number, found in acts.items()}
        back = self._back([row.id for row in rows if row.state == WITHDRAWN])
        return [
            SanctionRecord(
                row.id,
                SanctionKey(row.line_id, row.part, row.clock_run, row.charter_version_id),
                row.month,
                row.cents,
                row.points,
                row.bearer_id,
                row.state,
                row.told_at,
                row.term_ends_at,
                standing(said.get(row.id, ())),
                row.version,
                frozenset(one.from_unit_id for one in said.get(row.id, ()) if one.from_unit_id),
                back.get(row.id),
                row.waits_until,
            )
            for row in rows
        ]

    def _back(self, sanction_ids: Sequence[int]) -> Mapping[int, TakenBack]:
        """Return which of these were posted and taken back, and when."""
        columns = (t.sanction.c.id, _BACK.c.month, _BACK.c.posted_at)
        return {
            number: TakenBack(month, at)
            for piece in pieces(sanction_ids)
            for number, month, at in self._connection.execute(
                sa.select(*columns)
                .select_from(t.sanction)
                .join(_BACK, _is_back(t.sanction))
                .where(t.sanction.c.id.in_(piece))
            )
        }

    def acts(self, sanction_ids: Sequence[int]) -> Mapping[int, Sequence[tuple[datetime, Said]]]:
        """Return what was said about sanctions, and when, oldest first."""
        d = t.sanction_decision.c
        found: dict[int, list[tuple[datetime, Said]]] = defaultdict(list)
        said_columns = (d.actor, d.reason, d.to_unit_id, d.awaits_second, d.from_unit_id)
        columns = (d.sanction_id, d.at, d.kind, *said_columns)
        for piece in pieces(sanction_ids):
            query = sa.select(*columns).where(d.sanction_id.in_(piece)).order_by(d.id)
            for sanction_id, at, kind, *said in self._connection.execute(query):
                found[sanction_id].append((at, Said(Act(kind), *said)))
        return found

    def heads(self, line_ids: Sequence[int]) -> Mapping[int, tuple[str, int]]:
        """Return number and product version of lines."""
        c = t.line.c
        columns = (c.id, c.ticket_id, c.position, c.product_version_id)
        return {
            line_id: (f"{ticket_number(ticket_id)}.{position}", version)
            for piece in pieces(line_ids)
            for line_id, ticket_id, position, version in self._connection.execute(
                sa.select(*columns).where(c.id.in_(piece))
            )
        }

    def decide(self, sanction: SanctionRecord, said: Said, state: str) -> None:
        """Store what was said about a sanction, and the state it leads to.

        Raises:
            ConflictError: `sanction.changed` when another change came first.
        """
        changed = self._connection.execute(
            sa.update(t.sanction)
            .where(t.sanction.c.id == sanction.id, t.sanction.c.version == sanction.version)
            .values(state=state, version=sanction.version + 1)
        )
        if changed.rowcount != 1:
            raise ConflictError("sanction.changed", sanction=sanction.id)
        self._add_act(sanction, said)

    def tell(self, sanction: SanctionRecord, until: datetime | None) -> None:
        """Note that who bears it is told now, and until when it may object."""
        self._connection.execute(
            sa.update(t.sanction)
            .where(t.sanction.c.id == sanction.id)
            .values(told_at=self._now, term_ends_at=until, waits_until=until)
        )

    def _add_act(self, sanction: SanctionRecord, said: Said) -> None:
        values = {"sanction_id": sanction.id, "at": self._now} | said._asdict()
        self._connection.execute(sa.insert(t.sanction_decision).values(values))

    def replace_proposals(
        self,
        month: Month,
        lines: Sequence[int],
        proposals: Sequence[Proposal],
        terms: Terms,
        rules: ObjectionRules,
    ) -> None:
        """Bring the proposals on lines up to date; decisions stay, unfounded ones go."""
        self._withdraw(month, lines, {one.key for one in proposals})
        for first in range(0, len(proposals), AT_ONCE):
            some = proposals[first : first + AT_ONCE]
            there = self.sanctions(sorted({one.key.line_id for one in some}))
            new: list[dict[str, object]] = []
            for proposal in some:
                stored = there.get(proposal.key)
                if stored is None:
                    new.append(self._row(month, proposal, terms))
                else:
                    self._propose(month, proposal, stored, terms, rules)
            if new:
                self._connection.execute(sa.insert(t.sanction), new)

    def _withdraw(
        self, month: Month, lines: Sequence[int], proposed: Container[SanctionKey]
    ) -> None:
        """Withdraw what stands of lines and is not proposed any more.

        A draft of a later month may have it, from before this one was opened again. What an earlier
        one has is posted: it is withdrawn once the close takes it back.
        """
        s = t.sanction.c
        key = (s.line_id, s.part, s.clock_run, s.charter_version_id)
        stands = sa.select(s.id, *key).where(s.month >= str(month), s.state != WITHDRAWN)
        unfounded = [
            number
            for number, *key in self._connection.execute(stands)
            if SanctionKey(*key) not in proposed and _is_among(key[0], lines)
        ]
        for piece in pieces(unfounded):
            self._connection.execute(
                sa.update(t.sanction)
                .where(s.id.in_(piece))
                .values(state=WITHDRAWN, version=s.version + 1)
            )

    def _propose(
        self,
        month: Month,
        proposal: Proposal,
        stored: SanctionRecord,
        terms: Terms,
        rules: ObjectionRules,
    ) -> None:
        """Bring a stored sanction up to date; who bears it anew, or more, is told anew."""
        state, said = stored.anew(proposal, rules)
        values: dict[str, object] = {
            "cents": proposal.cents,
            "points": proposal.points,
            "bearer_id": proposal.bearer_id,
            "state": state,
        }
        is_same = (stored.cents, stored.points, stored.bearer_id, stored.state) == tuple(
            values.values()
        )
        if is_same and stored.month <= str(month):  # this month has nothing to post of it
            return
        values["month"] = str(month)
        is_other = state == PROPOSED and stored.is_other(proposal)
        is_new = state != stored.state or is_other
        if is_new or stored.is_more(proposal):
            values |= self._told(proposal, terms)
        if not is_new:  # an open line may cost more with every draft: its month closes all the same
            values.pop("waits_until", None)
        self._connection.execute(
            sa.update(t.sanction)
            .where(t.sanction.c.id == stored.id)
            .values(version=t.sanction.c.version + 1, **values)
        )
        for one in said:
            self._add_act(stored, one._replace(actor=self._actor))

    def _row(self, month: Month, proposal: Proposal, terms: Terms) -> dict[str, object]:
        key = proposal.key
        return {
            "line_id": key.line_id,
            "part": key.part,
            "clock_run": key.clock_run,
            "charter_version_id": key.charter_version_id,
            "month": str(month),
            "cents": proposal.cents,
            "points": proposal.points,
            "bearer_id": proposal.bearer_id,
            "state": "proposed",
            "version": 1,
        } | self._told(proposal, terms)

    def _told(self, proposal: Proposal, terms: Terms) -> dict[str, object]:
        ends = terms.get(proposal.calendar_version_id)
        return {"told_at": self._now, "term_ends_at": ends, "waits_until": ends}

    def mark_posted(self, month: Month) -> None:
        """Mark the month's proposed and confirmed sanctions as posted.

        What closed months had posted and this one takes back is withdrawn; what it proposes anew,
        for more or less, is one of its own.
        """
        s = t.sanction.c
        self._connection.execute(
            sa.update(t.sanction)
            .where(s.month == str(month), s.state.in_(("proposed", "confirmed")))
            .values(state="posted", version=s.version + 1)
        )
        e = t.journal_entry.c
        kind = EntryKind.SANCTION_REVERSAL.value
        lines = sa.select(e.line_id).where(e.month == str(month), e.kind == kind)
        self._connection.execute(
            sa.update(t.sanction)
            .where(s.month < str(month), s.state != WITHDRAWN, s.line_id.in_(lines))
            .where(_taken_back(t.sanction))
            .values(state=WITHDRAWN, version=s.version + 1)
        )

    def proposals(self, month: Month) -> int:
        """Return in how many sanctions of the month somebody still has to decide."""
        return len(self.sanctions_like(SanctionFilter(month=str(month), is_open=True)))


def among(
    column: sa.ColumnElement[int], numbers: Sequence[int]
) -> Iterator[sa.ColumnElement[bool]]:
    """Yield conditions that together find the rows of rising numbers: a range, or short lists.

    A range may find rows of numbers between them too.
    """
    if not numbers:
        return
    if numbers[-1] - numbers[0] <= SPARSE * len(numbers):
        yield column.between(numbers[0], numbers[-1])
        return
    for piece in pieces(numbers):
        yield column.in_(piece)


def _is_among(number: int, numbers: Sequence[int]) -> bool:
    """Tell whether a number is one of rising numbers."""
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number


def pieces(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield numbers so many at a time that a list of them is a statement."""
    return (numbers[first : first + PIECE] for first in range(0, len(numbers), PIECE))
