"""The charters that are proposed: a temporary fix and a repair by priority, from tables."""

from dataclasses import dataclass

from fmdesk.plugins.api import (
    Charter,
    CharterSpec,
    Condition,
    Conditions,
    Guarantee,
    Limit,
    LimitSource,
    LimitUnit,
    Operator,
    Sanction,
    SanctionKind,
    Text,
    TimeOfDay,
)

PRIORITY, PLANNED = "faults.priority", "faults.is_planned"
HOURS = Text("werkuren", "working hours")
DAYS = Text("werkdagen", "working days")
DAY = Text("werkdag", "working day")


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised for one priority: a limit of working hours or days, and the points lost."""

    priority: int
    unit: LimitUnit
    n: int
    points: int

    @property
    def limit(self) -> Limit:
        """The limit of the guarantee; days end when the office closes."""
        is_days = self.unit is LimitUnit.WORKING_DAYS
        return Limit(self.unit, self.n, TimeOfDay.CLOSE if is_days else TimeOfDay.KEEP)

    def words(self, language: str) -> str:
        """Return the limit in words."""
        unit = HOURS if self.unit is LimitUnit.WORKING_HOURS else DAYS if self.n > 1 else DAY
        return f"{self.n} {unit.get(language)}"


FIX_STEP = 2
"""Place of the step of the process, from 1, that ends the temporary fix."""
FIXES = (
    Target(1, LimitUnit.WORKING_HOURS, 4, 4),
    Target(2, LimitUnit.WORKING_HOURS, 8, 2),
)
REPAIRS = (
    Target(1, LimitUnit.WORKING_DAYS, 1, 4),
    Target(2, LimitUnit.WORKING_DAYS, 5, 3),
    Target(3, LimitUnit.WORKING_DAYS, 5, 2),
    Target(4, LimitUnit.WORKING_DAYS, 10, 1),
)


def _of_priority(priority: int) -> Conditions:
    return Conditions(items=(Condition(PRIORITY, Operator.EQ, priority),))


def _charter(target: Target, work: "Work") -> CharterSpec:
    nl, en, priority = target.words("nl"), target.words("en"), target.priority
    return CharterSpec(
        Charter(
            id=0,
            code=f"faults.{work.code}_p{priority}",
            version=1,
            name_nl=f"Storing met prioriteit {priority} {work.done.nl} binnen {nl}",
            name_en=f"Fault of priority {priority} {work.done.en} within {en}",
            promise_nl=f"Een storing met prioriteit {priority} is binnen {nl} {work.done.nl}.",
            promise_en=f"A fault of priority {priority} is {work.done.en} within {en}.",
            guarantee=Guarantee(work.clock, limit=target.limit),
            sanction=Sanction(SanctionKind.POINTS, points=target.points),
            applies_when=_of_priority(priority),
        )
    )


@dataclass(frozen=True, slots=True)
class Work:
    """What is promised: until which clock ends, in words, with a target for each priority."""

    code: str
    clock: str
    done: Text
    targets: tuple[Target, ...]


WORKS = (
    Work("fix", f"step.{FIX_STEP}", Text("tijdelijk verholpen", "fixed for now"), FIXES),
    Work("repair", "solution", Text("hersteld", "repaired"), REPAIRS),
)
UPKEEP = CharterSpec(
    Charter(
        id=0,
        code="faults.maintenance",
        version=1,
        name_nl="Onderhoud op de geplande dag",
        name_en="Maintenance on the planned day",
        promise_nl="Gepland onderhoud is klaar op de dag waarvoor het gepland is.",
        promise_en="Planned maintenance is ready on the day for which it is planned.",
        guarantee=Guarantee(source=LimitSource.GIVEN),
        sanction=Sanction(SanctionKind.POINTS, points=1),
        applies_when=Conditions(items=(Condition(PLANNED, Operator.EQ, value=True),)),
    )
)
CHARTERS = (
    *(_charter(target, work) for work in WORKS for target in work.targets),
    UPKEEP,
)
