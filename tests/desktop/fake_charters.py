"""Charters and drafts, made up: one of each state."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from fmdesk.core.domain.charter import Charter, Condition, Conditions, Operator, Outcome, Sanction
from fmdesk.core.domain.charter import SanctionKind as Kind
from fmdesk.core.domain.charter_drafts import (
    Approval,
    CharterDraft,
    CharterList,
    CharterPage,
    CharterRow,
    CharterState,
    CharterVersion,
    DraftSave,
    DraftState,
    DraftStep,
    Ending,
    Kept,
    state_of,
)
from fmdesk.core.domain.charter_scope import Known, ScopeProduct
from fmdesk.core.domain.charter_words import Wording
from fmdesk.core.domain.errors import ConflictError, DomainError, NotAllowedError
from fmdesk.core.domain.facts import CORE_FACTS
from fmdesk.core.domain.limits import LimitUnit
from fmdesk.core.domain.spec import FactKind, FactSpec, Text
from fmdesk.core.domain.what_if import (
    ChangedLine,
    Curve,
    Dimension,
    Side,
    WhatIf,
    WhatIfQuestion,
    WhatIfRow,
)
from fmdesk.core.ports import Progress
from fmdesk.testing import plain_charter

TODAY, FIRST = date(2026, 11, 2), date(2026, 11, 3)
ME, OTHER = "anneke", "cora"
STOCK = FactSpec(
    "supplies.stock_article",
    bool,
    Text("het is een voorraadartikel", "it is a stock article"),
    noun=Text("voorraadartikelen", "stock articles"),
)
KNOWN = Known(
    Wording(
        {spec.name: spec for spec in (*CORE_FACTS, STOCK)},
        {
            FactKind.PRODUCT: {
                "paper": Text("Kopieerpapier", "Copy paper"),
                "lift": Text("Liftstoring", "Lift fault"),
            },
            FactKind.CHANNEL: {"phone": Text("Telefoon", "Phone"), "desk": Text("Balie", "Desk")},
        },
        {"stock": Text("Artikelen", "Articles")},
    ),
    (
        ScopeProduct("paper", "stock", "Voorraad", 12, 1840, True, "kantoor", (3600, 28_800)),
        ScopeProduct("lift", "", "Techniek", 3, 0, False, "", (3600,)),
    ),
    {"stock": ""},
    (),
    {"kantoor": 28_800},
)
COUNTS = plain_charter(
    id=1,
    code="stock-24h",
    clusters=("stock",),
    applies_when=Conditions(items=(Condition(STOCK.name, Operator.EQ, True),)),
)
TRIAL = plain_charter(
    id=2,
    code="lift-4h",
    name_nl="Lift in 4 uur",
    name_en="Lift in 4 hours",
    products=("lift",),
    sanction=Sanction(Kind.POINTS, points=2),
    trial_until=date(2026, 12, 1),
)
OFFERED = plain_charter(id=0, code="rooms.ready", name_nl="Zaal klaar", name_en="Room ready")


@dataclass
class FakeCharters:
    """Charters in memory; the last draft waits, and was written by somebody else."""

    versions: list[Charter] = field(default_factory=lambda: [COUNTS, TRIAL])
    drafts: list[CharterDraft] = field(
        default_factory=lambda: [
            CharterDraft(
                1,
                replace(COUNTS, id=0, norm=9000, name_en="Stock, stricter"),
                1,
                state=DraftState.WAITS,
                writers=(OTHER,),
            )
        ]
    )
    offers: list[Charter] = field(default_factory=lambda: [OFFERED])
    may_write: bool = True
    own: tuple[str, ...] = ()
    """Codes of the charters in trial that this person wrote."""
    problem: DomainError | None = None
    """Raised by the next command, once."""
    log: list[Any] = field(default_factory=list)

    def rows(self, language: str) -> CharterList:
        if isinstance(self.problem, NotAllowedError):
            raise self.problem
        found = [self._row(f"draft:{one.id}", one.charter, language) for one in self._open()]
        found += [self._row(f"charter:{one.code}", one, language) for one in self._newest()]
        taken = {row.code for row in found}
        found += [
            self._row(f"plugin:{one.code}", one, language)
            for one in self.offers
            if one.code not in taken
        ]
        return CharterList(tuple(found), self.may_write)

    def _open(self) -> list[CharterDraft]:
        return [one for one in self.drafts if one.state in (DraftState.DRAFT, DraftState.WAITS)]

    def _newest(self) -> list[Charter]:
        return list({one.code: one for one in self.versions}.values())

    def _row(self, key: str, charter: Charter, language: str) -> CharterRow:
        page = self.page(key)
        on = state_of(charter, TODAY)[1] if key.startswith("charter:") else None
        name, promise = charter.name_en, charter.promise_en
        if language == "nl":
            name, promise = charter.name_nl, charter.promise_nl
        broken = 3 if key.startswith("charter:") else None
        return CharterRow(key, charter.code, name, promise, page.state, on, broken)

    def page(self, key: str) -> CharterPage:
        kind, _colon, rest = key.partition(":")
        if kind == "plugin":
            offer = next(one for one in self.offers if one.code == rest)
            return CharterPage(
                key, CharterState.PROPOSED, offer, FIRST, plugin="rooms", may_write=self.may_write
            )
        if kind == "charter":
            mine = [CharterVersion(one, 5) for one in self.versions if one.code == rest][::-1]
            newest = mine[0].charter
            return CharterPage(
                key,
                state_of(newest, TODAY)[0],
                newest,
                FIRST,
                versions=tuple(mine),
                may_write=self.may_write,
                may_approve=self.may_write and newest.code not in self.own,
            )
        draft = self._draft(int(rest))
        state = CharterState.RETURNED if draft.reason else CharterState.DRAFT
        state = CharterState.WAITS if draft.state is DraftState.WAITS else state
        base = next((one for one in self.versions if one.id == draft.base_version_id), None)
        is_theirs = draft.writers != (ME,) and state is CharterState.WAITS
        return CharterPage(
            key,
            state,
            draft.charter,
            FIRST,
            draft,
            base,
            (CharterVersion(base, 5),) if base else (),
            may_write=self.may_write,
            may_approve=is_theirs,
        )

    def known(self) -> Known:
        return KNOWN

    def save(self, given: DraftSave) -> Kept:
        self._told(given)
        if not given.draft_id:
            number = len(self.drafts) + 1
            draft = CharterDraft(number, given.charter, given.base_version_id, writers=(ME,))
            self.drafts.append(draft)
            return Kept(f"draft:{number}")
        self._become(given.draft_id, given.seen, charter=given.charter)
        return Kept(f"draft:{given.draft_id}")

    def drop(self, step: DraftStep) -> Kept:
        self._told(step)
        self._become(step.draft_id, step.seen, state=DraftState.DROPPED)
        return Kept("")

    def send(self, step: DraftStep) -> Kept:
        self._told(step)
        self._become(step.draft_id, step.seen, state=DraftState.WAITS, reason="")
        return Kept(f"draft:{step.draft_id}")

    def give_back(self, step: DraftStep) -> Kept:
        self._told(step)
        self._become(step.draft_id, step.seen, state=DraftState.DRAFT, reason=step.reason)
        return Kept(f"draft:{step.draft_id}")

    def approve(self, approval: Approval) -> Kept:
        self._told(approval)
        self._become(approval.draft_id, approval.seen, state=DraftState.APPROVED)
        charter = self._draft(approval.draft_id).charter
        self.versions.append(
            replace(
                charter,
                id=len(self.versions) + 1,
                version=2,
                valid_from=approval.valid_from,
                trial_until=approval.trial_until,
            )
        )
        return Kept(f"charter:{charter.code}")

    def end_trial(self, _op_id: UUID, code: str) -> Kept:
        self._told(code)
        newest = next(one for one in self._newest() if one.code == code)
        self.versions.append(replace(newest, id=9, version=2, trial_until=None))
        return Kept(f"charter:{code}")

    def end(self, ending: Ending) -> Kept:
        self._told(ending)
        newest = next(one for one in self._newest() if one.code == ending.code)
        last = ending.last or newest.valid_from - timedelta(days=1)
        self.versions.append(replace(newest, id=9, version=2, valid_to=last))
        return Kept(f"charter:{ending.code}")

    def _draft(self, number: int) -> CharterDraft:
        return next(one for one in self.drafts if one.id == number)

    def _become(self, number: int, seen: int, **fields: Any) -> None:
        draft = self._draft(number)
        if draft.version != seen:
            raise ConflictError("charter.draft_changed", charter=draft.charter.code)
        after = replace(draft, version=seen + 1, **fields)
        self.drafts = [after if one.id == number else one for one in self.drafts]

    def _told(self, what: object) -> None:
        if self.problem is not None:
            problem, self.problem = self.problem, None
            raise problem
        self.log.append(what)


def what_if_job(question: WhatIfQuestion, progress: Progress) -> WhatIf:
    """Try a charter on a made-up past: half of what the limit gives is late."""
    progress.report(1, 2)
    limit = question.charter.guarantee.limit
    n = limit.n if limit else 0
    if n == BROKEN_LIMIT:
        raise ConflictError("charter.engine", charter=question.charter.code)
    before = Side(kept=95, broken=5, cents=9200)
    after = Side(kept=100 - n, broken=n, cents=1840 * n)

    def row(key: str, nl: str, en: str) -> WhatIfRow:
        return WhatIfRow(key, Text(nl, en), before, after)

    line = ChangedLine(
        7,
        "M000007.1",
        Text("Kopieerpapier", "Copy paper"),
        "Voorraad",
        START,
        None,
        Outcome.KEPT,
        Outcome.BROKEN,
        0,
        1840,
    )
    curve = limit and Curve(LimitUnit.CLOCK_HOURS, {4: 90, 8: 5, 30: 3}, 100, n)
    rows = {
        Dimension.MONTH: (row(question.first, question.first, question.first),),
        Dimension.UNIT: (row("stock", "Voorraad", "Voorraad"),),
        Dimension.PRODUCT: (row("paper", "Kopieerpapier", "Copy paper"),),
    }
    return WhatIf(question, 100, row("", "", ""), rows, (line,), 1, curve, START)


BROKEN_LIMIT = 13
START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
