"""What persons decided about verdicts in quarantine."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.month_progress import Ruling, RulingDraft, facts_digest
from fmdesk.core.ports import SanctionKey
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.force_majeure import SqlForceMajeure

KEY = ("line_id", "part", "clock_run", "charter_version_id")


def stored_facts() -> sa.ColumnElement[str]:
    """Return the facts of a verdict as the canonical JSON in which they are stored."""
    return sa.type_coerce(t.verdict.c.facts, sa.Text()).label("facts")


def decided_on(
    connection: sa.Connection, line_ids: Sequence[int]
) -> frozenset[tuple[SanctionKey, str]]:
    """Return which verdicts of some lines persons decided, by the digest of their facts."""
    c = t.verdict_ruling.c
    columns = (*(c[name] for name in KEY), c.facts_sha256)
    query = sa.select(*columns).where(c.line_id.in_(line_ids))
    return frozenset((SanctionKey(*key), digest) for *key, digest in connection.execute(query))


class SqlRulings(SqlForceMajeure):
    """Rulings on one connection."""

    def rulings(self) -> Mapping[tuple[SanctionKey, str], Outcome]:
        """Return what was decided of each verdict on which facts; the last ruling counts."""
        c = t.verdict_ruling.c
        query = sa.select(*(c[name] for name in KEY), c.facts_sha256, c.outcome).order_by(c.id)
        return {
            (SanctionKey(*key), digest): Outcome(outcome)
            for *key, digest, outcome in self._connection.execute(query)
        }

    def rulings_of(self, line_id: int) -> Mapping[tuple[SanctionKey, str], Ruling]:
        """Return what was decided of the verdicts of a line; see the port."""
        c = t.verdict_ruling.c
        key = (*(c[name] for name in KEY), c.facts_sha256)
        query = sa.select(*key, c.outcome, c.actor, c.at, c.reason)
        return {
            (SanctionKey(*of), digest): Ruling(Outcome(outcome), actor, at, reason)
            for *of, digest, outcome, actor, at, reason in self._connection.execute(
                query.where(c.line_id == line_id).order_by(c.id)
            )
        }

    def asked(self, draft: RulingDraft) -> str:
        """Return the digest of the facts of a verdict that a person may decide, empty for none."""
        v, ruled = t.verdict.c, t.verdict_ruling.c
        same = (v[name] == getattr(draft, name) for name in KEY)
        query = sa.select(v.outcome, stored_facts()).where(v.month == draft.month, *same)
        found = self._connection.execute(query).one_or_none()
        if found is None:
            return ""
        digest = facts_digest(found.facts)
        before = (ruled[name] == getattr(draft, name) for name in KEY)
        is_asked = found.outcome == Outcome.MANUAL.value or self._number(
            t.verdict_ruling, ruled.facts_sha256 == digest, *before
        )
        return digest if is_asked else ""

    def add_ruling(self, draft: RulingDraft, facts_sha256: str) -> None:
        """Store what was decided of a verdict on facts with this digest."""
        values = {name: getattr(draft, name) for name in (*KEY, "outcome", "reason")}
        values |= {"at": self._now, "actor": self._actor, "facts_sha256": facts_sha256}
        self._connection.execute(sa.insert(t.verdict_ruling).values(values))

    def _number(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
        statement = sa.select(sa.func.count()).select_from(table).where(*where)
        return self._connection.scalar(statement) or 0
