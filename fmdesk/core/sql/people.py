"""Persons and the organisation in the database."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from fmdesk.core.domain.budget import WHOLE, BudgetPart
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

    def budgets(self, cost_centre_id: int, year: int) -> Mapping[BudgetPart, int]:
        """Return the budgets of a cost centre in a year in cents, by their periods."""
        c = t.budget.c
        query = sa.select(c.months, c.first, c.cents).where(
            c.cost_centre_id == cost_centre_id, c.year == year
        )
        return {BudgetPart(*part): cents for *part, cents in self._connection.execute(query)}

    def hold_payers(self, cost_centre_ids: Iterable[int | None]) -> None:
        """Let other orders of these cost centres wait, so that a budget is spent once.

        On SQLite the writer holds the whole file already.
        """
        wanted = sa.select(t.cost_centre.c.id).where(t.cost_centre.c.id.in_(set(cost_centre_ids)))
        held = wanted.order_by(t.cost_centre.c.id).with_for_update(key_share=True)
        self._connection.execute(held).all()

    def save_budget(
        self, cost_centre_id: int, year: int, cents: int, part: BudgetPart = WHOLE
    ) -> None:
        """Set the budget of a cost centre for a year or a part of it, in cents."""
        key = {"cost_centre_id": cost_centre_id, "year": year, **part._asdict()}
        there = self.budgets(cost_centre_id, year).get(part)
        if there is None:
            self._connection.execute(sa.insert(t.budget).values(key | {"cents": cents}))
        elif there != cents:
            update = sa.update(t.budget).filter_by(**key)
            self._connection.execute(update.values(cents=cents))

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
