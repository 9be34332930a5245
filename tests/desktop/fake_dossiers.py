"""Tickets that live in memory: who watches them, tasks, links, changes and what these lead to."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.dossier import (
    Cancel,
    Edited,
    LineEdit,
    LinkDraft,
    TakeOver,
    TaskDone,
    TaskDraft,
    TicketEdit,
    Unlink,
)
from fmdesk.core.domain.dossier_views import (
    Dossier,
    Effect,
    FieldChange,
    LineForm,
    LinkView,
    PromiseTerm,
    TaskView,
    Terms,
    TimelineItem,
    TimelineKind,
)
from fmdesk.core.domain.errors import ConflictError, DomainError, NotFoundError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.intake_views import Budget, Remark
from fmdesk.core.domain.merging import Fields
from fmdesk.core.domain.message import Message
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.core.domain.ticket import EventDraft, LineState
from fmdesk.core.domain.views import Changes, Choice, LineView, Recorded
from tests.desktop.made import OFFICE_HOURS, START, at

if TYPE_CHECKING:
    from tests.desktop.fakes import FakeQueries

ME, OTHER = "servicebalie", "magazijn"
PIECE = 1840
DEAR = 10
"""So many pieces and more are refused."""


@dataclass
class FakeDossiers:
    """Answers from the made-up lines; `lines` are put on one ticket."""

    queries: "FakeQueries"
    owner: str = OTHER
    subject: str = ""
    lines: tuple[int, ...] = ()
    tasks: list[TaskView] = field(default_factory=list)
    links: list[LinkView] = field(default_factory=list)
    told: list[TimelineItem] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    log: list[object] = field(default_factory=list)
    problem: DomainError | None = None

    def line_id(self, number: str) -> int:
        if not number.startswith("M00"):
            raise NotFoundError("line.unknown", line=number)
        return int(number[1:7])

    def of_line(self, line_id: int, language: str) -> Dossier:
        ticket = self.queries.ticket(line_id, language)
        views = self.lines if line_id in self.lines else (line_id,)
        lines = tuple(self.queries.line(one, language) for one in views)
        rows = tuple(
            replace(row, state=line.state, due_at=line.due_at, calendar=OFFICE_HOURS)
            for row, line in zip(self.queries.rows(views), lines, strict=True)
        )
        events = [
            TimelineItem(
                event.at,
                TimelineKind.WORK,
                event.kind.value,
                event.actor,
                line.number if len(lines) > 1 else "",
                event=event,
            )
            for line in lines
            for event in line.events
        ]
        subject = self.subject or ticket.subject
        ticket = replace(ticket, owner=self.owner, subject=subject, lines=lines)
        return Dossier(
            ticket,
            rows,
            {"subject": subject, "requester": "P1", "recipient": "", "location": "B2.14"},
            (Choice("P1", ticket.requester, "requester"), Choice("B2.14", "B2.14", "location")),
            tuple(sorted((*events, *self.told), key=lambda one: one.at)),
            tuple(sorted(self.tasks, key=lambda one: one.done_at is not None)),
            tuple(self.links),
            tuple(self.messages),
            self.owner == ME,
        )

    def take_over(self, draft: TakeOver) -> Changes:
        self._note(draft)
        changed = FieldChange("owner", self.owner, ME)
        self.told.append(
            TimelineItem(at(hours=1), TimelineKind.OWNER, "owner", ME, changes=(changed,))
        )
        self.owner = ME
        return Changes((draft.ticket_id,))

    def add_task(self, draft: TaskDraft) -> Changes:
        self._note(draft)
        made = TaskView(
            len(self.tasks) + 1, draft.text, draft.person, draft.due_at, START, ME, None, ""
        )
        self.tasks.append(made)
        return Changes((draft.ticket_id,))

    def tick(self, draft: TaskDone) -> Changes:
        self._note(draft)
        self.tasks = [
            replace(one, done_at=at(hours=1) if draft.is_done else None, done_by=ME)
            if one.id == draft.task_id
            else one
            for one in self.tasks
        ]
        return Changes(is_everything=True)

    def link(self, draft: LinkDraft) -> Changes:
        self._note(draft)
        other = self.line_id(draft.number)
        made = LinkView(
            len(self.links) + 1,
            draft.kind,
            False,
            other,
            draft.number,
            "Copier",
            other,
            LineState.RUNNING,
        )
        self.links.append(made)
        return Changes((draft.ticket_id,))

    def unlink(self, draft: Unlink) -> Changes:
        self._note(draft)
        self.links = [one for one in self.links if one.id != draft.link_id]
        return Changes(is_everything=True)

    def _note(self, draft: object) -> None:
        if self.problem is not None:
            raise self.problem
        self.log.append(draft)


@dataclass
class FakeChanging:
    """Prices by the piece; `answers` are given before a change is stored."""

    queries: "FakeQueries"
    dossiers: FakeDossiers
    answers: list[Edited] = field(default_factory=list)
    log: list[LineEdit | TicketEdit | Cancel] = field(default_factory=list)
    fields: dict[str, object] = field(
        default_factory=lambda: {
            "quantity": 10,
            "variant": "",
            "location": "B2.14",
            "cost_centre": "4410",
            "details.to": "left door",
        }
    )

    def form(self, line_id: int, language: str) -> LineForm:
        line = self.queries.line(line_id, language)
        to = FieldSpec("to", Text("Plek", "Deliver to"), FieldKind.TEXT)
        key = FieldSpec("key", Text("Sleutel", "Key"), FieldKind.TEXT, find="find_key")
        spec = FormSpec("order", (to, key))
        return LineForm(
            line_id,
            line.number,
            line.product,
            line.version,
            dict(self.fields),
            (Choice("", "Standard"), Choice("fast", "Urgent")),
            Choice("B2.14", "B2.14"),
            Choice("4410", "4410 Juridisch"),
            spec,
            0,
            "supplies",
        )

    def preview_event(self, draft: EventDraft, language: str) -> Effect:
        line = self.queries.line(draft.line_id, language)
        before = self._terms(line, line.quantity)
        return Effect(before, replace(before, credited_cents=9_200))

    def preview(self, line_id: int, values: Fields, language: str) -> Effect:
        line = self.queries.line(line_id, language)
        before = self._terms(line, line.quantity)
        quantity = int(values.get("quantity", line.quantity) or 0)
        if quantity > DEAR:
            return Effect(before, refusal=Remark("change.agreed_price", is_refusal=True))
        return Effect(before, self._terms(line, quantity))

    def preview_cancel(self, line_id: int, language: str) -> Effect:
        line = self.queries.line(line_id, language)
        terms = self._terms(line, line.quantity)
        after = replace(terms, state=LineState.CANCELLED, charged_cents=0, promises=())
        return Effect(terms, after)

    def change_line(self, draft: LineEdit) -> Edited:
        self.log.append(draft)
        if self.answers:
            return self.answers.pop(0)
        self.fields |= draft.values
        return Edited(draft.line_id, 2)

    def edit_ticket(self, draft: TicketEdit) -> Edited:
        self.log.append(draft)
        if self.answers:
            return self.answers.pop(0)
        self.dossiers.subject = str(draft.values["subject"])
        return Edited(draft.ticket_id, 2)

    def cancel(self, draft: Cancel) -> Recorded:
        self.log.append(draft)
        events = self.queries.events_of(draft.line_id)
        if draft.version != len(events):
            raise ConflictError("fulfilment.changed", line=draft.line_id)
        events.append(LineEvent(len(events) + 1, EventKind.CANCELLED, at(hours=1), ME))
        return Recorded(draft.line_id, draft.line_id, len(events), len(events))

    @staticmethod
    def _terms(line: LineView, quantity: int) -> Terms:
        price = quantity * PIECE
        promise = PromiseTerm(
            "From stock", "Within 24 hours.", Outcome.RUNNING, at(hours=24), 0, False
        )
        budget = Budget("4410", "Juridisch", 2026, 1_000_000, price, 0)
        return Terms(line.state, quantity, 0, price, 0, 0, line.due_at, (promise,), budget)
