"""An account that is made up: figures, complaints, talks that are kept, and actions."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fmdesk.core.domain.document import Document, Letterhead
from fmdesk.core.domain.errors import ConflictError, DomainError
from fmdesk.core.domain.reporting import FigureKind
from fmdesk.core.domain.talk import ActionEnd, PlanDraft, TalkDraft, check_talk
from fmdesk.core.domain.talk_views import (
    AccountAsked,
    AccountFigure,
    AccountView,
    ActionRow,
    OpenComplaint,
    Owner,
    Plan,
    Running,
    TalkRow,
    VolumeUse,
    Wait,
)
from fmdesk.core.domain.views import Changes
from fmdesk.reports.writer import render_document
from tests.desktop.made import OFFICE_TIME, at

TODAY = OFFICE_TIME.wall().date()
VALUES = (
    ("demand", "lines", FigureKind.COUNT, 42),
    ("charters", "share", FigureKind.SHARE, 9_562),
    ("charges", "credited", FigureKind.MONEY, 12_345),
    ("said_of_products", "share", FigureKind.SHARE, None),
    ("remarks", "complaints", FigureKind.COUNT, 3),
    ("charges", "net", FigureKind.MONEY, 250_000),
    ("charges", "year", FigureKind.MONEY, 600_000),
    ("charges", "budget", FigureKind.MONEY, 900_000),
)
FIGURES = tuple(AccountFigure(*one) for one in VALUES)
OWNERS = (
    Owner("p1", "", "Anneke de Vries"),
    Owner("p2", "", "Rob Bakker"),
    Owner("p3", "", "Rob Bakker"),
    Owner("", "stock", "Voorraad"),
)
NAMES = {"law": "Juridisch", "fin": "Financiën"}
FIRST = TalkRow(
    1, TODAY - timedelta(days=60), "2026-07", "2026-09", "Anneke, Rob", "Te laat.", "Sneller.",
    FIGURES, at(), "rob", 0, 0,
)  # fmt: skip
LATE = ActionRow(
    1, "law", "Juridisch", 1, FIRST.on, "Kast verplaatsen", "Voorraad",
    TODAY - timedelta(days=1), None, "", None,
)  # fmt: skip
SOON = replace(LATE, id=2, what="Voorraad tellen", due_on=TODAY + timedelta(days=7))


@dataclass
class FakeTalks:
    """Answers from what was kept so far; `problem` is raised by the next change or look."""

    kept: list[TalkRow] = field(default_factory=lambda: [FIRST])
    todo: list[ActionRow] = field(default_factory=lambda: [LATE, SOON])
    plan: Plan | None = None
    may_write: bool = True
    problem: DomainError | None = None
    asked: list[AccountAsked] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def account(self, asked: AccountAsked, language: str) -> AccountView:
        self._raise()
        self.asked.append(asked)
        waits = (
            OpenComplaint(Wait.COMPLAINT, at(), "Nog niets gehoord.", "Rob", "Post", at(), ""),
            OpenComplaint(Wait.NOT_SATISFIED, at(), "", "Rob", "Voorraad", None, "M000007"),
        )
        law = asked.department == "law"
        whole = "De hele catalogus" if language == "nl" else "The whole catalogue"
        running = Running(
            2, date(2026, 1, 1), date(2027, 1, 1), True, (VolumeUse(whole, 7, 12, 3),)
        )
        return AccountView(
            asked=asked,
            name=NAMES[asked.department],
            manager="Rob Bakker" if law else "",
            may_write=self.may_write,
            today=TODAY,
            figures=FIGURES,
            running=running if law else None,
            complaints=waits if law else (),
            plan=self.plan,
            talks=tuple(reversed(self.kept)) if law else (),
            actions=tuple(self.todo) if law else (),
        )

    def owners(self, _department: str) -> tuple[Owner, ...]:
        return OWNERS

    def actions(self) -> tuple[ActionRow, ...]:
        self._raise()
        return tuple(one for one in self.todo if one.outcome is None)

    def agenda(self, department: str, language: str) -> bytes:
        self._raise()
        return self._paper(department, language)

    def record(self, department: str, entry: int, language: str) -> bytes:
        return self._paper(f"{department} {entry}", language)

    def _paper(self, what: str, language: str) -> bytes:
        self.printed.append(what)
        head = Letterhead("De Linde", at(), "Europe/Amsterdam")
        return render_document(Document(what), head, language, "pdf")

    def prepare(self, draft: PlanDraft) -> Changes:
        self._raise()
        if (self.plan.version if self.plan else 0) != draft.after:
            raise ConflictError("talk.changed")
        self.plan = Plan(
            draft.department, draft.on, draft.first, draft.last, draft.people, draft.points,
            draft.after + 1,
        )  # fmt: skip
        return Changes(is_everything=True)

    def hold(self, draft: TalkDraft) -> Changes:
        self._raise()
        check_talk(draft, TODAY)
        if len(self.kept) != draft.after:
            raise ConflictError("talk.changed")
        if self.plan is not None and not draft.corrects and self.plan.version != draft.plan:
            theirs = self.plan.points
            raise ConflictError("talk.plan_changed", on=str(self.plan.on), theirs=theirs)
        made = TalkRow(
            draft.after + 1, draft.on, draft.first, draft.last, draft.people, draft.notes,
            draft.agreed, FIGURES, at(), "rob", draft.corrects, 0,
        )  # fmt: skip
        if draft.corrects:
            place = draft.corrects - 1
            self.kept[place] = replace(self.kept[place], corrected_by=made.number)
        else:
            self.plan = None
        self.kept.append(made)
        self.todo += [
            replace(SOON, id=90 + n, talk=made.number, what=one.what, due_on=one.due_on,
                    owner=one.person or one.unit)
            for n, one in enumerate(draft.actions)
        ]  # fmt: skip
        return Changes(is_everything=True)

    def end_action(self, draft: ActionEnd) -> Changes:
        self._raise()
        self.todo = [
            replace(one, outcome=draft.outcome, said=draft.said, ended_at=at())
            if one.id == draft.action_id
            else one
            for one in self.todo
        ]
        return Changes(is_everything=True)

    def _raise(self) -> None:
        problem, self.problem = self.problem, None
        if problem is not None:
            raise problem
