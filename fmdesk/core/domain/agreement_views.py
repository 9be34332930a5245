"""Agreements as their page shows them."""

from dataclasses import dataclass
from datetime import date

from fmdesk.core.domain.agreement import Agreement, Finding, Level


@dataclass(frozen=True, slots=True)
class Party:
    """A department in the list.

    Attributes:
        department: Its code; empty for everybody without an agreement.
        name: Its name.
        manager: Who keeps the account, empty for nobody.
        since: First day of what holds today; None where nothing is agreed.
        levels: How many levels hold.
    """

    department: str
    name: str
    manager: str
    since: date | None
    levels: int


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level in words.

    Attributes:
        level: The level.
        what: The part of the catalogue.
        lead_time: What is agreed.
        usual: What the catalogue promises; empty where it differs within the part.
        calendar: The calendar, empty for the product's own.
        ordered: Pieces ordered under it this year.
    """

    level: Level
    what: str
    lead_time: str
    usual: str
    calendar: str
    ordered: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version, and how it differs from the one before."""

    number: int
    valid_from: date
    is_ended: bool
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """What is agreed with a department.

    Attributes:
        department: Its code.
        name: Its name.
        manager: Who keeps the account.
        agreement: The newest version; None where nothing was ever agreed.
        is_coming: It begins on a later day than today.
        client: Name of who signs for the department.
        holder: Name of who holds the budget.
        levels: Its levels in words.
        limits: Who may order up to how many cents.
        year: The year of the figures.
        spent_cents: What the department ordered in it, in cents at order.
        remarks: What is odd about it.
        versions: Every version, the newest first.
    """

    department: str
    name: str
    manager: str
    agreement: Agreement | None
    is_coming: bool
    client: str
    holder: str
    levels: tuple[LevelRow, ...]
    limits: tuple[tuple[str, int], ...]
    year: int
    spent_cents: int
    remarks: tuple[Finding, ...]
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class AgreementChoices:
    """What an agreement is written from, each as code and name.

    Attributes:
        parts: Parts of the catalogue by `all`, `cluster:CODE`, `product:CODE` and
            `product:CODE:VARIANT`.
        calendars: The calendars.
        persons: Persons of the department, and those who are named already.
    """

    parts: tuple[tuple[str, str], ...]
    calendars: tuple[str, ...]
    persons: tuple[tuple[str, str], ...]
