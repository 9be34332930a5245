"""The charters that are proposed: one per priority, made from a table."""

from dataclasses import dataclass

from fmdesk.plugins.api import (
    Charter,
    CharterSpec,
    Condition,
    Conditions,
    Guarantee,
    Limit,
    LimitUnit,
    Operator,
    Sanction,
    SanctionKind,
    Text,
    TimeOfDay,
)

PRIORITY = "faults.priority"
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


REPAIRS = (
    Target(1, LimitUnit.WORKING_DAYS, 1, 4),
    Target(2, LimitUnit.WORKING_DAYS, 5, 3),
    Target(3, LimitUnit.WORKING_DAYS, 5, 2),
    Target(4, LimitUnit.WORKING_DAYS, 10, 1),
)


def _of_priority(priority: int) -> Conditions:
    return Conditions(items=(Condition(PRIORITY, Operator.EQ, priority),))


def _repair(target: Target) -> CharterSpec:
    nl, en, priority = target.words("nl"), target.words("en"), target.priority
    return CharterSpec(
        Charter(
            id=0,
            code=f"faults.repair_p{priority}",
            version=1,
            name_nl=f"Storing met prioriteit {priority} hersteld binnen {nl}",
            name_en=f"Fault of priority {priority} repaired within {en}",
            promise_nl=f"Een storing met prioriteit {priority} is binnen {nl} hersteld.",
            promise_en=f"A fault of priority {priority} is repaired within {en}.",
            guarantee=Guarantee(limit=target.limit),
            sanction=Sanction(SanctionKind.POINTS, points=target.points),
            applies_when=_of_priority(priority),
        )
    )


CHARTERS = tuple(map(_repair, REPAIRS))
