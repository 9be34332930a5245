"""Status calls and remarks that are kept in memory."""

from collections import Counter
from dataclasses import dataclass, field, replace

from fmdesk.core.domain.contact import (
    RemarkAnswer,
    RemarkDraft,
    RemarkRow,
    StatusDraft,
    StatusNoted,
)
from fmdesk.core.domain.ticket import LineState
from tests.desktop.made import at


@dataclass
class FakeContacts:
    """Keeps the drafts; `problem` is raised instead."""

    calls: list[StatusDraft] = field(default_factory=list)
    remarks: list[RemarkDraft] = field(default_factory=list)
    answers: list[RemarkAnswer] = field(default_factory=list)
    waiting: tuple[RemarkRow, ...] = ()
    problem: Exception | None = None

    def status_call(self, draft: StatusDraft) -> StatusNoted:
        self._refuse()
        self.calls.append(draft)
        count = Counter(one.line_id for one in self.calls)[draft.line_id]
        number = f"M{draft.line_id:06}.1"
        due = at(hours=24)
        return StatusNoted(1, draft.line_id, number, LineState.RUNNING, due, None, count)

    def remark(self, draft: RemarkDraft) -> RemarkRow:
        self._refuse()
        self.remarks.append(draft)
        unit = "Rooms" if draft.unit else ""
        return RemarkRow(
            9, draft.kind, at(), draft.text, "", "", draft.line_id, unit, draft.due_at, "", None
        )

    def answer(self, draft: RemarkAnswer) -> RemarkRow:
        self._refuse()
        self.answers.append(draft)
        (found,) = (one for one in self.waiting if one.id == draft.contact_id)
        self.waiting = tuple(one for one in self.waiting if one is not found)
        return replace(found, answer=draft.answer)

    def unanswered(self, _person: str = "") -> tuple[RemarkRow, ...]:
        return self.waiting

    def _refuse(self) -> None:
        if self.problem is not None:
            raise self.problem
