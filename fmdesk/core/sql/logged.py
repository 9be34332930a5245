"""What the chain of the log holds of closed months and of sanctions, gathered as it is walked.

Answers of commands stand in the chain itself, what they were given under its salted digest. So a
month and what was said about a sanction cannot be changed without the log telling it.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from fmdesk.core.domain import canonical
from fmdesk.core.domain.journal import JournalFile
from fmdesk.core.domain.objection import Act, SanctionDraft
from fmdesk.core.domain.views import Changes, ClosedMonth
from fmdesk.core.services.journals import JOURNAL
from fmdesk.core.services.month import CLOSED_REPORTS, document_name
from fmdesk.core.sql.periods import FIGURES

Revision = tuple[str, int]
"""A month and its revision."""
PAPERS = tuple(document_name(kind, language, "pdf") for kind, language in CLOSED_REPORTS)
"""What each close froze before its answer named the papers."""


class Close(NamedTuple):
    """A close as the log has it."""

    answer: ClosedMonth
    at: datetime
    actor: str


class Told(NamedTuple):
    """What somebody said about a sanction, as the log has it and as its row must have it."""

    sanction_id: int
    at: datetime
    actor: str
    kind: str
    reason: str
    to_unit: str


@dataclass(slots=True)
class Logged:
    """What was gathered.

    Attributes:
        closes: The closes, by month and revision.
        newest: Of each month that was ever closed, its newest revision.
        journals: SHA-256 of each journal that was kept.
        told: What was said about sanctions.
        unread: When and by whom something was said of which the words are gone.
    """

    closes: dict[Revision, Close] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)
    journals: dict[Revision, str] = field(default_factory=dict)
    told: Counter[Told] = field(default_factory=Counter)
    unread: set[tuple[datetime, str]] = field(default_factory=set)

    def take(self, row: sa.Row[*tuple[Any, ...]], *, is_given: bool) -> None:
        """Gather what a command says.

        Args:
            row: Its row of the log with its payload.
            is_given: The payload is there, and fits its digest.
        """
        take = _TAKERS.get(row.name)
        if take is None:
            return
        try:
            take(self, row, is_given)
        except (TypeError, ValueError, KeyError, AttributeError):
            """An answer that cannot be read breaks the chain, which is told already."""

    def last(self) -> AbstractSet[Revision]:
        """Return of each month the revision of its last close; of one that is open again too."""
        return set(dict(sorted(self.closes)).items())

    def is_open(self, month: str) -> bool:
        """Tell whether a month was opened again after its last close."""
        return (month, self.newest[month]) not in self.closes

    def papers(self, revision: Revision) -> Mapping[str, str]:
        """Return every document that a closed revision must have, with its SHA-256.

        The digest is empty where the close is older than the papers in its answer.
        """
        answer = self.closes[revision].answer
        papers = dict(answer.papers) or dict.fromkeys(PAPERS, "")
        papers[FIGURES] = answer.sha256
        if revision in self.journals:
            papers[JOURNAL] = self.journals[revision]
        return papers


def _closed(logged: Logged, row: Any, _is_given: bool) -> None:  # a table's form
    answer = canonical.loads(ClosedMonth, row.result)
    logged.closes[answer.month, answer.revision] = Close(answer, row.at, row.actor)
    logged.newest[answer.month] = answer.revision


def _reopened(logged: Logged, row: Any, _is_given: bool) -> None:
    for month in canonical.loads(Changes, row.result).months:
        logged.newest[month] += 1


def _kept(logged: Logged, row: Any, _is_given: bool) -> None:
    answer = canonical.loads(JournalFile, row.result)
    logged.journals[answer.month, answer.revision] = answer.sha256


def _said(logged: Logged, row: Any, is_given: bool) -> None:
    if not is_given:
        logged.unread.add((row.at, row.actor))
        return
    draft = canonical.loads(SanctionDraft, row.payload)
    kind = _ACTS.get(row.name, draft.kind)
    to_unit = draft.to_unit if kind == Act.MOVE else ""
    said = (draft.sanction_id, row.at, row.actor, str(kind), draft.reason.strip(), to_unit)
    logged.told[Told(*said)] += 1


_ACTS = {"sanctions.object_to": Act.OBJECTION, "sanctions.withdraw": Act.WITHDRAW}
_TAKERS: Mapping[str, Callable[[Logged, Any, bool], None]] = {
    "month.close": _closed,
    "month.reopen": _reopened,
    "journal.export": _kept,
    **dict.fromkeys((*_ACTS, "sanctions.decide", "sanctions.second"), _said),
}
