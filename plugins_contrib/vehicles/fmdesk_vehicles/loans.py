"""Vehicles and loans as frozen data: what commands take and queries give. Instants are UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What kind of vehicle."""

    CAR = "car"
    BIKE = "bike"


class LoanState(StrEnum):
    """How far a loan is."""

    RESERVED = "reserved"
    LENT = "lent"
    RETURNED = "returned"
    CANCELLED = "cancelled"


TAKING = (LoanState.RESERVED, LoanState.LENT)
"""States in which a loan takes its vehicle; no two such loans of a vehicle overlap."""


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One vehicle of the pool.

    Attributes:
        id: Its number.
        code: What is written on its key.
        name: What it is called.
        kind: What kind.
        plate: Number plate, empty for a bike.
        mileage: Kilometres at its last return.
        note: What is wrong with it, empty for nothing.
        is_offered: It is lent now.
    """

    id: int
    code: str
    name: str
    kind: Kind
    plate: str = ""
    mileage: int = 0
    note: str = ""
    is_offered: bool = True


@dataclass(frozen=True, slots=True)
class Loan:
    """One loan.

    Attributes:
        id: Its number.
        vehicle_id: The vehicle.
        line_id: Its order line.
        line_number: The number that the customer knows.
        borrower: Name of who borrows.
        start: From when it is taken.
        end: Until when it is wanted.
        state: How far it is.
        purpose: What for.
        lent_at: When it was handed out.
        back_at: When it came back.
        driven: Kilometres driven, 0 before it is back.
        damage: What was wrong at its return.
        reminded_at: When the borrower was reminded.
    """

    id: int
    vehicle_id: int
    line_id: int
    line_number: str
    borrower: str
    start: datetime
    end: datetime
    state: LoanState = LoanState.RESERVED
    purpose: str = ""
    lent_at: datetime | None = None
    back_at: datetime | None = None
    driven: int = 0
    damage: str = ""
    reminded_at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Tell whether it should have been back."""
        return self.state is LoanState.LENT and self.end < now


@dataclass(frozen=True, slots=True)
class Book:
    """A loan as the desk takes it; `vehicle` is a code, empty for any that is free."""

    product: str
    requester: str
    kind: Kind
    start: datetime
    end: datetime
    vehicle: str = ""
    purpose: str = ""
    channel: str = "phone"


@dataclass(frozen=True, slots=True)
class Move:
    """A loan that is wanted of another vehicle or at another time."""

    loan_id: int
    vehicle: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Which:
    """A loan and, where it is asked for, a reason."""

    loan_id: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A vehicle is back.

    Attributes:
        loan_id: The loan.
        mileage: What it shows.
        damage: What is wrong with it, empty for nothing.
        is_withdrawn: It is not lent until it is mended.
    """

    loan_id: int
    mileage: int
    damage: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Mended:
    """What was wrong with a vehicle is mended."""

    vehicle_id: int


@dataclass(frozen=True, slots=True)
class Done:
    """The loan as it is now."""

    loan: Loan


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """Which time a planner shows."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """What the planner shows.

    Attributes:
        vehicles: By kind and code, also those that are not lent now.
        loans: Those of that time by start, and all that are late; those given up are not among
            them.
        products: Code, Dutch and English name of what a loan can be ordered as.
        now: The instant of the answer.
    """

    vehicles: tuple[Vehicle, ...]
    loans: tuple[Loan, ...]
    products: tuple[tuple[str, str, str], ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class File:
    """A file with vehicles."""

    path: str


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """A row of such a file, as it is written."""

    line: int
    code: str
    name: str
    kind: str
    plate: str = ""
    mileage: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """Vehicles to add; those whose code is there are changed."""

    rows: tuple[VehicleRow, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many vehicles were added and changed."""

    added: int
    changed: int
