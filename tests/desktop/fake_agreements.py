"""Agreements that are made up: one department with levels, one without anything."""

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

from fmdesk.core.domain.agreement import Agreement, AgreementDraft, Finding, Level, OrderLimit
from fmdesk.core.domain.agreement_views import (
    AgreementChoices,
    AgreementView,
    LevelRow,
    Party,
    VersionRow,
)
from fmdesk.core.domain.calendar import Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.errors import ConflictError, DomainError
from fmdesk.core.domain.views import Changes

PARTS = {
    "all": ("De hele catalogus", "The whole catalogue"),
    "cluster:post": ("Post en koerier", "Mail and courier"),
    "product:paper": ("Papier A4", "Paper A4"),
    "product:paper:urgent": ("Papier A4, spoed", "Paper A4, urgent"),
}
PERSONS = {"p1": "Anneke de Vries", "p2": "Rob Bakker"}
DEPARTMENTS = {"": ("Alle anderen", "Everybody else"), "law": ("Juridisch", "Legal")}
TODAY = date(2026, 11, 22)
CLOSE = Limit(LimitUnit.WORKING_DAYS, 2, TimeOfDay.CLOSE)
FIRST = Agreement(
    "law",
    date(2026, 10, 1),
    1,
    client="p1",
    holder="p2",
    budget_cents=100_000,
    note="Alleen 's ochtends",
    levels=(Level(cluster="post", lead_time=CLOSE, volume=50), Level("paper", "urgent")),
    limits=(OrderLimit("p1", 25_000), OrderLimit("", 10_000)),
)


@dataclass
class FakeAgreements:
    """Answers from what was agreed so far; `printed` tells what was asked for on paper."""

    kept: dict[str, list[Agreement]] = field(default_factory=lambda: {"law": [FIRST]})
    problem: DomainError | None = None
    printed: list[tuple[str, int]] = field(default_factory=list)

    def parties(self, language: str) -> tuple[Party, ...]:
        if self.problem is not None:
            raise self.problem
        place = 0 if language == "nl" else 1
        return tuple(
            Party(code, names[place], "", one.valid_from if one else None, 1 if one else 0)
            for code, names in DEPARTMENTS.items()
            for one in [self._newest(code)]
        )

    def view(self, department: str, language: str) -> AgreementView:
        place = 0 if language == "nl" else 1
        versions = self.kept.get(department, [])
        newest = self._newest(department)
        return AgreementView(
            department=department,
            name=DEPARTMENTS[department][place],
            manager="",
            agreement=newest,
            is_coming=newest is not None and newest.valid_from > TODAY,
            client=PERSONS.get(newest.client, "") if newest else "",
            holder=PERSONS.get(newest.holder, "") if newest else "",
            levels=tuple(
                LevelRow(one, _name(one, place), _limit(one), "24 clock hours", "", 60)
                for one in (newest.levels if newest else ())
            ),
            limits=tuple(
                (PERSONS.get(one.person, "everybody"), one.cents)
                for one in (newest.limits if newest else ())
            ),
            year=2026,
            spent_cents=123_456,
            remarks=self.check(newest, language) if newest else (),
            versions=tuple(
                VersionRow(one.number, one.valid_from, one.is_ended, ("The first version.",))
                for one in reversed(versions)
            ),
        )

    def choices(self, _department: str, language: str) -> AgreementChoices:
        place = 0 if language == "nl" else 1
        parts = tuple((code, names[place]) for code, names in PARTS.items())
        return AgreementChoices(parts, ("always", "office"), tuple(PERSONS.items()))

    def check(self, agreement: Agreement, _language: str) -> tuple[Finding, ...]:
        scopes = [one.scope for one in agreement.levels]
        if len(set(scopes)) < len(scopes):
            return (Finding("agreement.twice", (("what", "Post"),), is_refusal=True),)
        return () if agreement.levels else (Finding("agreement.empty", (), is_refusal=False),)

    def save(self, draft: AgreementDraft) -> Changes:
        newest = self._newest(draft.agreement.department)
        if (newest.number if newest else 0) != draft.after:
            raise ConflictError("agreement.changed")
        made = replace(draft.agreement, number=draft.after + 1)
        self.kept.setdefault(made.department, []).append(made)
        return Changes(is_everything=True)

    def take_back(self, _op_id: UUID, department: str, after: int) -> Changes:
        holds = self.kept[department][-2]
        return self.save(AgreementDraft(uuid4(), replace(holds, valid_from=TODAY), after))

    def paper(self, department: str, number: int) -> bytes:
        from fmdesk.core.domain.document import Document, Letterhead
        from fmdesk.reports.writer import render_document
        from tests.desktop.made import at

        self.printed.append((department, number))
        head = Letterhead("De Linde", at(), "Europe/Amsterdam")
        return render_document(Document("SLA", (), (), is_signed=True), head, "nl", "pdf")

    def _newest(self, code: str) -> Agreement | None:
        versions = self.kept.get(code, [])
        return versions[-1] if versions else None


def _name(level: Level, place: int) -> str:
    if level.cluster:
        return PARTS[f"cluster:{level.cluster}"][place]
    ways = [level.product, level.variant]
    return PARTS["product:" + ":".join(filter(None, ways))][place] if level.product else "all"


def _limit(level: Level) -> str:
    limit = level.lead_time
    return f"{limit.n} {limit.unit}" if limit else "nothing promised"
