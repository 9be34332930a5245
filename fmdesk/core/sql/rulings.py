"""What persons decided about verdicts in quarantine."""

from collections.abc import Mapping

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.month_progress import RulingDraft
from fmdesk.core.ports import SanctionKey
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.force_majeure import SqlForceMajeure

_KEY = ("line_id", "part", "clock_run", "charter_version_id")


class SqlRulings(SqlForceMajeure):
    """Rulings on one connection."""

    def rulings(self) -> Mapping[SanctionKey, Outcome]:
        """Return what was decided of each verdict; the last ruling counts."""
        c = t.verdict_ruling.c
        query = sa.select(*(c[name] for name in _KEY), c.outcome).order_by(c.id)
        return {
            SanctionKey(*key): Outcome(outcome) for *key, outcome in self._connection.execute(query)
        }

    def waits(self, draft: RulingDraft) -> bool:
        """Tell whether a verdict waits in quarantine by the last control of its month."""
        v = t.verdict.c
        same = (v[name] == getattr(draft, name) for name in _KEY)
        where = (v.month == draft.month, v.outcome == Outcome.MANUAL.value, *same)
        return self._number(t.verdict, *where) > 0

    def add_ruling(self, draft: RulingDraft) -> None:
        """Store what was decided of a verdict."""
        values = {name: getattr(draft, name) for name in (*_KEY, "outcome", "reason")}
        values |= {"at": self._now, "actor": self._actor}
        self._connection.execute(sa.insert(t.verdict_ruling).values(values))

    def _number(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
        statement = sa.select(sa.func.count()).select_from(table).where(*where)
        return self._connection.scalar(statement) or 0
