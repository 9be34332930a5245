"""A unit that lives in memory: its work, its people, its questions, what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from fmdesk.core.domain.crossing import (
    IssueDraft,
    KeepDraft,
    QuestionAnswer,
    QuestionDraft,
    QuestionRow,
    RedirectDraft,
    ReturnCount,
    ReturnDraft,
    ReturnReason,
    UnitQuestion,
)
from fmdesk.core.domain.errors import DomainError, InvalidInputError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.unit_actions import ActionKind, UnitAction, UnitActionDone
from fmdesk.core.domain.unit_work import (
    Absence,
    AbsenceDraft,
    AskedOften,
    AssignDraft,
    Assigned,
    MemberWork,
    MoveDraft,
    VoiceRow,
    Whose,
    WorkFilter,
    WorkRow,
)
from fmdesk.core.domain.views import Changes, Recorded
from tests.desktop.made import NOW, OFFICE_HOURS, at, row

UNIT = 1
ME, ROB, SELIN = 1, 8, 9
NAMES = {ME: "de Vries, Anneke", ROB: "Bakker, Rob", SELIN: "Özdemir, Selin"}
LINES = (1, 3, 4, 8)
REASONS = (
    ReturnReason("incomplete", "Onvolledig", "Incomplete", 1),
    ReturnReason("other-unit", "Ander onderdeel", "Another unit", 2),
)
ACTIONS = (
    UnitAction(ActionKind.GOAL, 4, "Bellen", NAMES[ROB], "Beloften", NOW.date() - timedelta(1)),
    UnitAction(ActionKind.TALK, 7, "Tellen", "Voorraad", "Juridisch", NOW.date()),
)


@dataclass
class FakeMyUnit:
    """Four lines: one of each of three people and one of nobody."""

    queries: object = None
    lines: Sequence[int] = LINES
    problem: DomainError | None = None
    owners: dict[int, int | None] = field(
        default_factory=lambda: {1: ME, 3: ROB, 4: None, 8: SELIN}
    )
    away: dict[int, Absence] = field(default_factory=dict)
    asked: list[WorkFilter] = field(default_factory=list)
    todo: list[UnitAction] = field(default_factory=lambda: list(ACTIONS))
    ended: list[UnitActionDone] = field(default_factory=list)

    def actions(self, unit_id: int, language: str) -> tuple[UnitAction, ...]:
        assert unit_id
        assert language
        return tuple(self.todo)

    def end_action(self, draft: UnitActionDone) -> Changes:
        if not draft.said:
            raise InvalidInputError("talk.no_word")
        self.ended.append(draft)
        self.todo = [one for one in self.todo if one.id != draft.action_id]
        return Changes()

    def list_ids(self, wanted: WorkFilter) -> Sequence[int]:
        self.asked.append(wanted)
        if self.problem is not None:
            raise self.problem
        fits = {
            Whose.ALL: lambda who: True,
            Whose.MINE: lambda who: who == wanted.person_id,
            Whose.PERSON: lambda who: who == wanted.person_id,
            Whose.NOBODY: lambda who: who is None,
            Whose.COLLEAGUES: lambda who: who not in {None, wanted.person_id},
            Whose.ABSENT: lambda who: who in self.away,
        }[wanted.whose]
        return tuple(one for one in self.lines if fits(self.owners.get(one)))

    def rows(self, ids: Sequence[int], unit_id: int, language: str) -> tuple[WorkRow, ...]:
        assert unit_id
        return tuple(self._row(one, language) for one in ids)

    def _row(self, line_id: int, language: str) -> WorkRow:
        events = self.queries.events_of(line_id)
        last = [one for one in events if one.kind in {EventKind.STARTED, EventKind.RETURNED}][-1:]
        kind = last[0].kind if last else None
        who = self.owners.get(line_id)
        shown = replace(row(line_id, language), state=LineState.RUNNING)
        return WorkRow(
            line=shown,
            version=len(events),
            step=2,
            step_name="Bezorgen" if language == "nl" else "Delivery",
            is_started=kind is EventKind.STARTED and events[-1].kind is not EventKind.STEP_FINISHED,
            is_returned=kind is EventKind.RETURNED,
            person_id=who,
            person=NAMES.get(who or 0, ""),
            is_absent=who in self.away,
        )

    def members(self, unit_id: int) -> tuple[MemberWork, ...]:
        people = [(None, ""), *sorted(NAMES.items(), key=lambda one: one[1])]
        counts = [sum(self.owners.get(one) == who for one in self.lines) for who, _name in people]
        return tuple(
            MemberWork(who, name, self.away.get(who or 0), who in self.away, today=count)
            for (who, name), count in zip(people, counts, strict=True)
        )

    def assign(self, draft: AssignDraft) -> Assigned:
        self.owners |= dict.fromkeys(draft.line_ids, draft.person_id)
        return Assigned(draft.line_ids, len(draft.line_ids))

    def move(self, draft: MoveDraft) -> Assigned:
        moved = tuple(one for one in self.lines if self.owners.get(one) == draft.from_id)
        self.owners |= dict.fromkeys(moved, draft.to_id)
        return Assigned(moved, len(moved))

    def set_absence(self, draft: AbsenceDraft) -> Changes:
        self.away.pop(draft.absence.person_id, None)
        if draft.absence.first_day <= draft.absence.last_day:
            self.away[draft.absence.person_id] = draft.absence
        return Changes()

    def voices(self, unit_id: int, language: str) -> tuple[VoiceRow, ...]:
        words = "Te laat en geen bericht"
        due = NOW + timedelta(days=2)
        complaint = VoiceRow(at(-1), "complaint", words, "Paper", "M000003.1", 3, 21, due)
        return (complaint, VoiceRow(at(-2), "satisfied", "", "Paper", "M000008.1", 8))

    def asked_often(self) -> tuple[AskedOften, ...]:
        return (AskedOften("Is het restaurant open?", 12, NOW),)


@dataclass
class FakeQuestions:
    """One question to answer, one answer to read."""

    rows: dict[int, QuestionRow] = field(default_factory=dict)
    asked: list[QuestionDraft] = field(default_factory=list)
    kept: list[KeepDraft] = field(default_factory=list)

    def __post_init__(self) -> None:
        open_ = UnitQuestion(1, UNIT, "Ook gerecycled?", "noor", at(), NOW + timedelta(hours=1))
        done = replace(
            open_, id=2, text="Tot hoe laat?", asked_by="a.devries", product_id=5,
            answer="Tot 16:00 uur.", answered_by="Rob", answered_at=NOW,
        )  # fmt: skip
        for one in (open_, done):
            self.rows[one.id] = QuestionRow(one, "Voorraad", "", "A0", "Paper", OFFICE_HOURS)

    def change(self, number: int, **values: object) -> UnitQuestion:
        found = self.rows[number]
        self.rows[number] = replace(found, question=replace(found.question, **values))
        return self.rows[number].question

    def to_answer(self, unit_id: int, language: str) -> tuple[QuestionRow, ...]:
        return tuple(one for one in self.rows.values() if one.question.answered_at is None)

    def mine(self, language: str) -> tuple[QuestionRow, ...]:
        return tuple(one for one in self.rows.values() if one.question.asked_by == "a.devries")

    def count_news(self) -> int:
        return sum(one.question.told_at is None for one in self.mine("nl"))

    def ask(self, draft: QuestionDraft) -> UnitQuestion:
        if not draft.text:
            raise InvalidInputError("question.no_text")
        self.asked.append(draft)
        due = NOW + timedelta(hours=4)
        return UnitQuestion(9, UNIT, draft.text, "a.devries", NOW, due, line_id=draft.line_id)

    def answer(self, draft: QuestionAnswer) -> UnitQuestion:
        if not draft.answer:
            raise InvalidInputError("question.no_answer")
        return self.change(draft.question_id, answer=draft.answer, answered_at=NOW)

    def keep(self, draft: KeepDraft) -> UnitQuestion:
        self.kept.append(draft)
        return self.change(draft.question_id, kept=draft.kept)

    def take_note(self, op_id: UUID, question_id: int) -> Changes:
        self.change(question_id, told_at=NOW)
        return Changes()


@dataclass
class FakeReturns:
    """Returns and issues lines of the made-up office."""

    queries: object
    given: list[ReturnDraft] = field(default_factory=list)
    issued: list[IssueDraft] = field(default_factory=list)
    redirected: list[RedirectDraft] = field(default_factory=list)

    def reasons(self) -> tuple[ReturnReason, ...]:
        return REASONS

    def counts(self, month: str, language: str, unit_id: int) -> tuple[ReturnCount, ...]:
        assert month == "2026-11"
        assert unit_id
        return (ReturnCount("A0", "Paper", "U0", "Stock", "incomplete", "Incomplete", 3),)

    def give_back(self, draft: ReturnDraft) -> Recorded:
        if not draft.note:
            raise InvalidInputError("return.no_note")
        self.given.append(draft)
        return self._record(draft.line_id, EventKind.RETURNED, draft.note)

    def issue(self, draft: IssueDraft) -> Recorded:
        self.issued.append(draft)
        return self._record(draft.line_id, EventKind.STARTED, draft.note)

    def redirect(self, draft: RedirectDraft) -> Recorded:
        if not draft.reason:
            raise InvalidInputError("redirect.no_reason")
        self.redirected.append(draft)
        return self._record(draft.line_id, EventKind.REDIRECTED, draft.reason)

    def _record(self, line_id: int, kind: EventKind, reason: str) -> Recorded:
        events = self.queries.events_of(line_id)
        events.append(LineEvent(len(events) + 1, kind, NOW, "rob", 2, reason))
        return Recorded(line_id, line_id, len(events), len(events))


TODAY = date(2026, 11, 2)
