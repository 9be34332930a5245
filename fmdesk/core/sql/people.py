"""Persons and the organisation in the database."""

from collections.abc import Collection

import sqlalchemy as sa

from fmdesk.core.domain.events import PauseClass
from fmdesk.core.domain.people import (
    Channel,
    CostCentre,
    Department,
    Location,
    OverBudget,
    PauseReason,
    Person,
    Unit,
)
from fmdesk.core.domain.words import fold
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.records import Records
from fmdesk.core.sql.search import find_persons, rename_requester


class SqlPeople:
    """The repository of persons and the organisation: one `Records` per noun, under its names.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        units = Records(connection, t.unit, Unit)
        self.unit, self.unit_by_code = units.by_id, units.by_code
        self.units, self.save_unit = units.all, units.save
        departments = Records(connection, t.department, Department)
        self.departments, self.save_department = departments.all, departments.save
        cost_centres = Records(connection, t.cost_centre, CostCentre, words={"over": OverBudget})
        self.cost_centre, self.cost_centre_by_code = cost_centres.by_id, cost_centres.by_code
        self.cost_centres, self.save_cost_centre = cost_centres.all, cost_centres.save
        locations = Records(connection, t.location, Location)
        self.location, self.location_by_code = locations.by_id, locations.by_code
        self.locations, self.save_location = locations.all, locations.save
        self._persons = Records(connection, t.person, Person, _words, self._changed)
        self.person, self.person_by_code = self._persons.by_id, self._persons.by_code
        self.save_person = self._persons.save
        channels = Records(connection, t.channel, Channel, order="rank")
        self.channels, self._save_channel = channels.all, channels.save
        reasons = Records(
            connection, t.pause_reason, PauseReason, words={"pause_class": PauseClass}
        )
        self.pause_reasons, self._save_reason = reasons.all, reasons.save

    def find_persons(self, text: str, limit: int) -> tuple[Person, ...]:
        """Return active persons whose name, code, phone or mail has these words or their begins."""
        found = find_persons(text, self._connection.dialect.name)
        return self._persons.select(sa.and_(t.person.c.is_active, found), limit)

    def persons(self, text: str, limit: int) -> tuple[Person, ...]:
        """Return persons as `find_persons` does, those who have left too."""
        return self._persons.select(find_persons(text, self._connection.dialect.name), limit)

    def persons_of(self, numbers: Collection[int]) -> tuple[Person, ...]:
        """Return the persons with these numbers."""
        return self._persons.select(t.person.c.id.in_(numbers), len(numbers))

    def save_channel(self, channel: Channel) -> None:
        """Add a channel or update it by its code."""
        self._save_channel(channel)

    def save_pause_reason(self, reason: PauseReason) -> None:
        """Add a pause reason or update it by its code."""
        self._save_reason(reason)

    def _changed(self, before: Person, after: Person) -> None:
        if before.name != after.name:
            rename_requester(self._connection, after.id, after.name)


def _words(person: Person) -> dict[str, object]:
    return {"words": fold(person.name, person.code, person.phone, person.email)}
