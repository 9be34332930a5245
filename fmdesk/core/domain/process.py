"""The work process of a product: steps in order, with the cut between front and back."""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """The side of the cut on which a step is done."""

    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a process.

    Attributes:
        position: Place in the process, from 0.
        name_nl: Name as Dutch users read it.
        name_en: Name as English users read it.
        side: Front or back of the cut.
        unit_id: The unit that does it; None means the unit that owns the product.
        target_seconds: Target time on the charter's calendar; None means none.
        effort_minutes: Work it normally takes.
        staff_id: Person who normally does it.
        contact_id: Person to ask about it.
        tools: Tools and systems needed.
        instruction: Work instruction.
    """

    position: int
    name_nl: str
    name_en: str
    side: Side
    unit_id: int | None = None
    target_seconds: int | None = None
    effort_minutes: int = 0
    staff_id: int | None = None
    contact_id: int | None = None
    tools: str = ""
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class ProcessVersion:
    """One version of a process; many products may use the same process.

    Attributes:
        id: Number of the version.
        code: Code of the process.
        name_nl: Dutch name.
        name_en: English name.
        steps: The steps in order.
    """

    id: int
    code: str
    name_nl: str
    name_en: str
    steps: tuple[Step, ...]

    @property
    def cut(self) -> int | None:
        """Position of the first back step after a front step: where work passes over the cut."""
        for before, after in zip(self.steps, self.steps[1:], strict=False):
            if before.side is Side.FRONT and after.side is Side.BACK:
                return after.position
        return None
