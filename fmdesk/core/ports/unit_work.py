"""What the page of a unit asks for."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from fmdesk.core.domain.unit_work import (
    Absence,
    AskedOften,
    DayEnds,
    MemberWork,
    VoiceRow,
    WorkFilter,
    WorkRow,
)


class UnitWorkRepository(Protocol):
    """The lines that a unit has now, who does them, and what came of its work."""

    def list_ids(self, wanted: WorkFilter, ends: DayEnds, day: date) -> Sequence[int]:
        """Return the lines that a unit has now, next due first."""

    def rows(
        self, line_ids: Sequence[int], unit_id: int, now: datetime, day: date, language: str
    ) -> tuple[WorkRow, ...]:
        """Return the rows of these lines, in their order; unknown ones are left out."""

    def members(self, unit_id: int, ends: DayEnds, day: date) -> tuple[MemberWork, ...]:
        """Return the open work by member, by name; what nobody has first."""

    def assignee(self, line_id: int, unit_id: int) -> int | None:
        """Return who does a line for a unit, None for nobody."""

    def held(self, line_ids: Sequence[int], unit_id: int) -> frozenset[int]:
        """Return which of these lines a unit has now."""

    def assign(self, line_ids: Sequence[int], unit_id: int, person_id: int | None) -> None: ...
    def tickets_of(self, line_ids: Sequence[int]) -> tuple[int, ...]: ...
    def note_of(self, ticket_id: int) -> str:
        """Return what was noted when a ticket was taken, empty for nothing."""

    def set_absence(self, absence: Absence) -> None:
        """Set when somebody is absent; days the wrong way round take it back."""

    def absences(self) -> Mapping[int, Absence]:
        """Return the absences by person."""

    def voices(
        self, unit_id: int, since: datetime, language: str, limit: int
    ) -> tuple[VoiceRow, ...]:
        """Return what customers said of a unit's work since an instant, newest first."""

    def asked_often(self, since: datetime, limit: int) -> tuple[AskedOften, ...]:
        """Return what customers asked that no frequently asked question answered, often first."""
