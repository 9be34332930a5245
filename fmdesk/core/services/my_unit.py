"""The page of a unit: its work by person and day, who is absent, and what came of its work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.talk import ActionEnd, ActionOutcome, check_end
from fmdesk.core.domain.unit_actions import ActionKind, UnitAction, UnitActionDone
from fmdesk.core.domain.unit_work import (
    AbsenceDraft,
    AskedOften,
    AssignDraft,
    Assigned,
    MemberWork,
    MoveDraft,
    VoiceRow,
    Whose,
    WorkFilter,
    WorkOrders,
    WorkRow,
    day_ends,
)
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, PluginGateway, UnitOfWork
from fmdesk.core.services.access import allow_unit
from fmdesk.core.services.goal_measures import measure_of
from fmdesk.core.services.pinning import today
from fmdesk.core.services.work_orders import make_orders
from fmdesk.i18n import _, using_language

SHOWN = 200
LATELY = timedelta(days=90)
"""How far back customers are heard."""


@dataclass(frozen=True, slots=True)
class MyUnit:
    """Use cases of the people of a unit; what they do to a line goes through `Fulfilment`.

    Attributes:
        door: The one door.
        plugins: Declares the forms that were filled in.
    """

    door: Door
    plugins: PluginGateway

    def list_ids(self, wanted: WorkFilter) -> Sequence[int]:
        """Return the lines that a unit has now, next due first; those without a due time last."""
        with self.door.read() as work:
            ends = day_ends(work.now, work.zone)
            return work.unit_work.list_ids(wanted, ends, today(work))

    def rows(self, line_ids: Sequence[int], unit_id: int, language: str) -> tuple[WorkRow, ...]:
        """Return the rows of the worklist of a unit for these lines, in their order."""
        with self.door.read() as work:
            return work.unit_work.rows(line_ids, unit_id, work.now, today(work), language)

    def members(self, unit_id: int) -> tuple[MemberWork, ...]:
        """Return the open work by member and day; what nobody has first."""
        with self.door.read() as work:
            ends = day_ends(work.now, work.zone)
            return work.unit_work.members(unit_id, ends, today(work))

    def assign(self, draft: AssignDraft) -> Assigned:
        """Give lines to a member of the unit, or to nobody.

        Raises:
            InvalidInputError: `unit_work.not_a_member` or `unit_work.not_here`.
            NotFoundError: `person.unknown`, `unit.unknown` or `line.unknown`.
        """

        def work_on(work: UnitOfWork) -> Assigned:
            _check_member(work, draft.unit_id, draft.person_id)
            line_ids = tuple(dict.fromkeys(draft.line_ids))
            held = work.unit_work.held(line_ids, draft.unit_id)
            for line_id in line_ids:
                if line_id not in held:
                    number = work.tickets.line_number(work.tickets.line(line_id))
                    unit = work.people.unit(draft.unit_id).name
                    raise InvalidInputError("unit_work.not_here", line=number, unit=unit)
            return _assign(work, draft.unit_id, line_ids, draft.person_id)

        return self.door.run(draft.op_id, "my_unit.assign", draft, work_on, Assigned)

    def move(self, draft: MoveDraft) -> Assigned:
        """Give all open work of a member to another one, or to nobody, in one go.

        Raises:
            InvalidInputError: `unit_work.not_a_member`.
            NotFoundError: `person.unknown`.
        """

        def work_on(work: UnitOfWork) -> Assigned:
            _check_member(work, draft.unit_id, draft.to_id)
            wanted = WorkFilter(draft.unit_id, Whose.PERSON, draft.from_id)
            ends = day_ends(work.now, work.zone)
            line_ids = work.unit_work.list_ids(wanted, ends, today(work))
            return _assign(work, draft.unit_id, line_ids, draft.to_id)

        return self.door.run(draft.op_id, "my_unit.move", draft, work_on, Assigned)

    def set_absence(self, draft: AbsenceDraft) -> Changes:
        """Set when a member is absent; it replaces what was set before.

        Args:
            draft: The days; the last one before the first takes the absence back.

        Raises:
            InvalidInputError: `unit_work.not_a_member`.
            NotFoundError: `person.unknown`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            _check_member(work, draft.unit_id, draft.absence.person_id)
            work.unit_work.set_absence(draft.absence)
            return Changes()

        return self.door.run(draft.op_id, "my_unit.set_absence", draft, work_on, Changes)

    def actions(self, unit_id: int, language: str) -> tuple[UnitAction, ...]:
        """Return the open actions of a unit and of its people, the longest overdue first.

        Args:
            unit_id: The unit.
            language: `nl` or `en`, for what goals measure.

        Raises:
            NotAllowedError: `access.other_unit`.
        """
        with self.door.read() as work, using_language(language):
            allow_unit(work, unit_id)
            return _actions(work, unit_id)

    def end_action(self, draft: UnitActionDone) -> Changes:
        """Keep that an action of the unit is done.

        Raises:
            InvalidInputError: `talk.no_word`.
            NotFoundError: `unit_work.no_action`.
            NotAllowedError: `access.other_unit`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            end = ActionEnd(draft.op_id, draft.action_id, ActionOutcome.DONE, draft.said)
            check_end(end)
            there = {(one.kind, one.id) for one in _actions(work, draft.unit_id)}
            if (draft.kind, draft.action_id) not in there:
                raise NotFoundError("unit_work.no_action")
            if draft.kind is ActionKind.TALK:
                work.talks.end_action(end)
            else:
                work.goals.tick(draft.action_id, work.now, work.actor, draft.said.strip())
            return Changes()

        return self.door.run(draft.op_id, "my_unit.end_action", draft, work_on, Changes)

    def voices(self, unit_id: int, language: str) -> tuple[VoiceRow, ...]:
        """Return what customers said of the unit's work lately, newest first."""
        with self.door.read() as work:
            return work.unit_work.voices(unit_id, work.now - LATELY, language, SHOWN)

    def asked_often(self) -> tuple[AskedOften, ...]:
        """Return what customers asked lately that no frequently asked question answered."""
        with self.door.read() as work:
            return work.unit_work.asked_often(work.now - LATELY, SHOWN)

    def work_orders(self, line_ids: Sequence[int], unit_id: int, language: str) -> WorkOrders:
        """Return what stands on the work orders of lines, one sheet each.

        Args:
            line_ids: The lines, in the order of the sheets.
            unit_id: Who does the work.
            language: `nl` or `en`.

        Raises:
            NotFoundError: `line.unknown` or `unit.unknown`.
        """
        with self.door.read() as work:
            work.people.unit(unit_id)
            return make_orders(work, self.plugins, line_ids, unit_id, language)


def _actions(work: UnitOfWork, unit_id: int) -> tuple[UnitAction, ...]:
    talked = (
        UnitAction(ActionKind.TALK, one.id, one.what, one.owner, one.department_name, one.due_on)
        for one in work.talks.open_of(unit_id)
    )
    decided = (
        UnitAction(
            ActionKind.GOAL, one.id, one.text, owner, _(measure_of(measure).title), one.due_on
        )
        for measure, one, owner in work.goals.open_of(unit_id)
    )
    return tuple(sorted((*talked, *decided), key=lambda one: (one.due_on, one.kind, one.id)))


def _check_member(work: UnitOfWork, unit_id: int, person_id: int | None) -> None:
    unit = work.people.unit(unit_id)
    if person_id is None:
        return
    person = work.people.person(person_id)
    if person.unit_id != unit_id:
        raise InvalidInputError("unit_work.not_a_member", person=person.name, unit=unit.name)


def _assign(
    work: UnitOfWork, unit_id: int, line_ids: Sequence[int], person_id: int | None
) -> Assigned:
    work.unit_work.assign(line_ids, unit_id, person_id)
    return Assigned(work.unit_work.tickets_of(line_ids), len(line_ids))
