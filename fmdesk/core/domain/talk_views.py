"""The account of a department as its page and its papers show it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fmdesk.core.domain.reporting import FigureKind
from fmdesk.core.domain.talk import ActionOutcome


@dataclass(frozen=True, slots=True)
class AccountAsked:
    """Of which department, and figures of which months."""

    department: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class AccountFigure:
    """One figure of the report of a department, kept with a talk as it was then.

    Attributes:
        table: Code of its table in the reports.
        column: Code of its column.
        kind: What it is.
        value: The figure; None where it cannot be told.
    """

    table: str
    column: str
    kind: FigureKind
    value: int | None


class Wait(StrEnum):
    """What a customer of the department waits for."""

    COMPLAINT = "complaint"
    """An answer to a complaint."""
    NOT_SATISFIED = "not_satisfied"
    """A line that was taken up again because the customer was not satisfied."""


@dataclass(frozen=True, slots=True)
class OpenComplaint:
    """A complaint without an answer, or a line that did not satisfy and is open again.

    Attributes:
        kind: Which of the two.
        at: When it was said.
        text: What was said, or what was delivered.
        person: Name of the customer; empty when anonymous.
        unit: Name of the unit that has it; empty for none.
        due_at: By when; None without a target.
        number: Number of the ticket that it is about; empty for none.
    """

    kind: Wait
    at: datetime
    text: str
    person: str
    unit: str
    due_at: datetime | None
    number: str


@dataclass(frozen=True, slots=True)
class VolumeUse:
    """What was agreed a year of a part of the catalogue, and how much of it was ordered.

    Attributes:
        name: The part of the catalogue.
        used: Pieces of the running year.
        most: Pieces that are agreed a year.
        in_months: Pieces of the months that were asked for.
    """

    name: str
    used: int
    most: int
    in_months: int


@dataclass(frozen=True, slots=True)
class Running:
    """What is agreed with the department today.

    Attributes:
        number: Number of the version.
        since: Its first day.
        next_on: First day of the version that follows; None while there is none.
        is_ending: That version ends the agreement.
        volumes: What was agreed a year and how much of it is used.
    """

    number: int
    since: date
    next_on: date | None
    is_ending: bool
    volumes: tuple[VolumeUse, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The next talk, as it is prepared; fields as in `PlanDraft`."""

    department: str
    on: date
    first: str
    last: str
    people: str
    points: str
    version: int


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action.

    Attributes:
        id: Its number.
        department: Code of the department.
        department_name: Its name.
        talk: Number of the entry in which it was agreed.
        held_on: Day of that talk.
        what: What is to be done.
        owner: Name of the person or unit that does it.
        due_on: The last day on which it is in time.
        outcome: How it ended; None while it is open.
        said: The word about that.
        ended_at: When it ended.
    """

    id: int
    department: str
    department_name: str
    talk: int
    held_on: date
    what: str
    owner: str
    due_on: date
    outcome: ActionOutcome | None
    said: str
    ended_at: datetime | None

    def is_overdue(self, today: date) -> bool:
        """Tell whether it is open and its last day is over."""
        return self.outcome is None and self.due_on < today


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk that was held.

    Attributes:
        number: Number of the entry, from 1 per department.
        on: Day of the talk.
        first: First month of its figures.
        last: Last month.
        people: Who was there.
        notes: What was said.
        agreed: What was agreed.
        figures: The figures as they were when it was written down.
        at: When it was written down.
        actor: Who did.
        corrects: Number of the entry that it corrects; 0 for none.
        corrected_by: Number of the entry that corrects it; 0 for none.
    """

    number: int
    on: date
    first: str
    last: str
    people: str
    notes: str
    agreed: str
    figures: tuple[AccountFigure, ...]
    at: datetime
    actor: str
    corrects: int
    corrected_by: int


@dataclass(frozen=True, slots=True)
class AccountView:
    """Everything that the page of an account shows.

    Attributes:
        asked: What was asked.
        name: Name of the department.
        manager: Who keeps the account; empty for nobody.
        may_write: Who asks may prepare and log talks with it.
        today: The day at the office.
        figures: Of the months that were asked for.
        running: What is agreed today; None where nothing is.
        complaints: Open ones, the oldest first.
        plan: The next talk; None while none is prepared.
        talks: The newest first.
        actions: Open ones by their last day, then ended ones, the latest first.
    """

    asked: AccountAsked
    name: str
    manager: str
    may_write: bool
    today: date
    figures: tuple[AccountFigure, ...]
    running: Running | None
    complaints: tuple[OpenComplaint, ...]
    plan: Plan | None
    talks: tuple[TalkRow, ...]
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who may do an action: a person or a unit, by code, with the name to choose it by."""

    person: str
    unit: str
    name: str
