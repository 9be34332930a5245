"""Talks with a department about what was agreed: prepared, held, and what was to be done since.

A talk that was held stands for ever: what was wrong about it is said by a later entry that names
it. The next talk of a department is prepared until it is held. An action belongs to the talk in
which it was agreed and stays open until it is done or withdrawn, so that each agenda carries it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.period import Month


class ActionOutcome(StrEnum):
    """How an action ended."""

    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What is to be done: by a person or a unit, and by when.

    Attributes:
        what: What.
        person: Code of the person who does it; empty for a unit.
        unit: Code of the unit that does it; empty for a person.
        due_on: The last day on which it is in time.
    """

    what: str
    person: str
    unit: str
    due_on: date


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """The next talk of a department, for `talks.prepare`.

    Attributes:
        op_id: Made once by the client.
        department: Code of the department.
        on: Day of the talk.
        first: First month of the figures to talk about, `YYYY-MM`.
        last: Last month.
        people: Who will be there.
        points: What is to be talked about, a point a line.
        after: Version of the plan that the user saw; 0 for none.
    """

    op_id: UUID
    department: str
    on: date
    first: str
    last: str
    people: str = ""
    points: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class TalkDraft:
    """A talk that was held, for `talks.hold`.

    Attributes:
        op_id: Made once by the client.
        department: Code of the department.
        on: Day of the talk.
        first: First month of the figures that were talked about, `YYYY-MM`.
        last: Last month.
        people: Who was there.
        notes: What was said.
        agreed: What was agreed.
        actions: What is to be done.
        after: Number of the newest entry that the user saw; 0 for none.
        corrects: Number of the entry that this one corrects; 0 for a talk of its own.
        plan: Version of the next talk that the user saw, which a talk of its own ends; 0 for none.
    """

    op_id: UUID
    department: str
    on: date
    first: str
    last: str
    people: str
    notes: str
    agreed: str = ""
    actions: tuple[ActionDraft, ...] = ()
    after: int = 0
    corrects: int = 0
    plan: int = 0


@dataclass(frozen=True, slots=True)
class ActionEnd:
    """An action is done or withdrawn, for `talks.end_action`.

    Attributes:
        op_id: Made once by the client.
        action_id: Its number.
        outcome: How it ended.
        said: A word about it.
    """

    op_id: UUID
    action_id: int
    outcome: ActionOutcome
    said: str


def check_plan(draft: PlanDraft, today: date) -> None:
    """Check the next talk.

    Args:
        draft: What was filled in.
        today: The day at the office.

    Raises:
        InvalidInputError: `talk.past`, `report.order` or `month.format`.
    """
    if draft.on < today:
        raise InvalidInputError("talk.past", first=str(today))
    _check_months(draft.first, draft.last)


def check_talk(draft: TalkDraft, today: date) -> None:
    """Check a talk that was held, and its actions.

    Args:
        draft: What was filled in.
        today: The day at the office.

    Raises:
        InvalidInputError: `talk.future`, `talk.nobody`, `talk.empty`, `talk.no_what`,
            `talk.no_owner`, `talk.due`, `report.order` or `month.format`.
    """
    if draft.on > today:
        raise InvalidInputError("talk.future", last=str(today))
    if not draft.people.strip():
        raise InvalidInputError("talk.nobody")
    if not (draft.notes.strip() or draft.agreed.strip()):
        raise InvalidInputError("talk.empty")
    for code, what in (found for one in draft.actions for found in _wrong(one, draft.on)):
        raise InvalidInputError(code, what=what)
    _check_months(draft.first, draft.last)


def check_end(draft: ActionEnd) -> None:
    """Check that a word says how an action ended; InvalidInputError `talk.no_word`."""
    if not draft.said.strip():
        raise InvalidInputError("talk.no_word")


def _wrong(action: ActionDraft, on: date) -> Iterator[tuple[str, str]]:
    if not action.what.strip():
        yield "talk.no_what", ""
    if bool(action.person) == bool(action.unit):
        yield "talk.no_owner", action.what
    if action.due_on < on:
        yield "talk.due", action.what


def _check_months(first: str, last: str) -> None:
    if Month.parse(last) < Month.parse(first):
        raise InvalidInputError("report.order", first=first, last=last)
