"""Persons and the organisation: units that deliver, departments that pay, places."""

from dataclasses import dataclass
from enum import StrEnum

from fmdesk.core.domain.events import PauseClass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit delivers; units form a tree, and the front office is one of them.

    Its `language` is that of the papers that it is sent; empty for the office's.
    """

    id: int
    code: str
    name: str
    parent_id: int | None = None
    leader_id: int | None = None
    deputy_id: int | None = None
    is_front_office: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """A department is the customer's side; `language` as that of a unit."""

    id: int
    code: str
    name: str
    account_manager_id: int | None = None
    language: str = ""


class OverBudget(StrEnum):
    """What becomes of an order that its cost centre's budget does not cover.

    One of zero covers nothing: what costs something is not taken, whatever the rule.
    """

    WARN = "warn"
    """It is taken, and the desk is told."""
    APPROVE = "approve"
    """It is taken once somebody approved it, which is kept with the request."""
    BLOCK = "block"
    """It is not taken."""


@dataclass(frozen=True, slots=True)
class CostCentre:
    """A cost centre pays.

    Attributes:
        id: Its number.
        code: Its code.
        name: Its name.
        department_id: The department that it is of.
        over: What becomes of an order that its budget does not cover.
    """

    id: int
    code: str
    name: str
    department_id: int
    over: OverBudget = OverBudget.WARN


@dataclass(frozen=True, slots=True)
class Location:
    """A place in the tree site > building > floor > room."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A requester, recipient or member of staff."""

    id: int
    code: str
    name: str
    email: str = ""
    phone: str = ""
    department_id: int | None = None
    cost_centre_id: int | None = None
    location_id: int | None = None
    unit_id: int | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach the front office; lists show the lower ranks first."""

    code: str
    name_nl: str
    name_en: str
    rank: int = 100


@dataclass(frozen=True, slots=True)
class PauseReason:
    """A reason to pause a line, with the class that decides which clocks it stops."""

    code: str
    name_nl: str
    name_en: str
    pause_class: PauseClass
