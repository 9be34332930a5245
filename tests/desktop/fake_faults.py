"""The faults plugin as its page sees it, kept in memory."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from uuid import UUID

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.spec import FieldSearch
from fmdesk.core.domain.views import Choice
from fmdesk.plugins.bundled.faults.assets import (
    Asset,
    AssetLine,
    AssetRow,
    BadRow,
    Criticality,
    Load,
    Loaded,
)
from fmdesk.plugins.bundled.faults.faults import Cell, Fault, FaultRow, Impact, Urgency
from fmdesk.plugins.bundled.faults.majors import Told
from fmdesk.plugins.bundled.faults.plans import PlanRow
from fmdesk.plugins.bundled.faults.priority import DEFAULTS

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
COFFEE = Asset("KM-01", "Koffieautomaat", "koffieautomaat", 1, warranty_until=date(2027, 1, 31))
GRINDER = Asset("KM-01-M", "Maalwerk", "maalwerk", 1, "KM-01")
LIFT = Asset("L-1", "Lift hal", "lift", 2, criticality=Criticality.HIGH)


def fault(line_id: int, seen: str, priority: int, asset: Asset | None = None) -> FaultRow:
    made = Fault(
        line_id,
        f"M{line_id:06}.1",
        asset.code if asset else "",
        1,
        seen,
        Impact.MANY if priority == 1 else Impact.ONE,
        Urgency.HIGH if priority == 1 else Urgency.LOW,
        priority,
        AT,
        is_repeat=priority == 1,
    )
    return FaultRow(made, asset.name if asset else "", 0, "", "Pantry 1")


@dataclass
class FakeFaults:
    """Answers as the plugin would, and keeps what was asked for."""

    rows: list[FaultRow] = field(
        default_factory=lambda: [fault(7, "Geen koffie", 1, COFFEE), fault(3, "Deur klemt", 4)]
    )
    assets: list[AssetLine] = field(
        default_factory=lambda: [
            AssetLine(COFFEE, "Pantry 1", 0, 1, 2),
            AssetLine(GRINDER, "Pantry 1", 1, 0, 0),
            AssetLine(LIFT, "Hal", 0, 0, 0),
        ]
    )
    bad: tuple[BadRow, ...] = ()
    loads: list[Load] = field(default_factory=list)
    plans: list[PlanRow] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    given: list[object] = field(default_factory=list)
    refusal: DomainError | None = None
    problem: DomainError | None = None

    def ask(self, _plugin: str, query: str, payload: object = None) -> object:
        if self.problem:
            raise self.problem
        return getattr(self, f"ask_{query}")(payload)

    def ask_faults(self, wanted: object) -> tuple[FaultRow, ...]:
        self.places.append(wanted.location)
        if wanted.location:
            return ()
        found = (row for row in self.rows if wanted.text.lower() in row.fault.seen.lower())
        return tuple(one for one in found if one.children or one.major or not wanted.majors)

    def find(self, _plugin: str, _query: str, asked: FieldSearch) -> tuple[Choice, ...]:
        found = (one.asset for one in self.assets)
        return tuple(Choice(one.code, one.name) for one in found if asked.words in one.code)

    def choices(self, kind: str, words: str, _language: str) -> tuple[Choice, ...]:
        return (Choice("A0", "Hal"),) if (kind, words) == ("location", "hal") else ()

    def ask_assets(self, text: str) -> tuple[AssetLine, ...]:
        return tuple(one for one in self.assets if text.lower() in one.asset.name.lower())

    def ask_history(self, code: str) -> tuple[FaultRow, ...]:
        found = [row for row in self.rows if row.fault.asset == code]
        return tuple(replace(one, fault=replace(one.fault, is_open=False)) for one in found)

    def ask_matrix(self, _payload: None) -> tuple[Cell, ...]:
        return tuple(
            Cell(impact, urgency, priority, int(priority == 1))
            for impact, priorities in DEFAULTS.items()
            for urgency, priority in zip(Urgency, priorities, strict=True)
        )

    def ask_plans(self, _payload: None) -> tuple[PlanRow, ...]:
        return tuple(self.plans)

    def ask_read(self, _file: object) -> tuple[AssetRow, ...]:
        return (AssetRow(2, "P-1", "Pomp", location="A"),)

    def run(self, _op_id: UUID, _plugin: str, command: str, payload: object = None) -> object:
        if self.refusal:
            raise self.refusal
        if command != "load":
            self.given.append(payload)
            return Told(2, ("M000004.1",)) if command == "tell_all" else None
        assert isinstance(payload, Load)
        self.loads.append(payload)
        is_stored = not payload.is_dry_run and (payload.keeps_good or not self.bad)
        return Loaded(1, 0, 0, self.bad, is_stored)
