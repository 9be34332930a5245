"""The vehicles and their loans in one unit of work.

Who takes a vehicle locks its kind first, so that two desks are told properly who was first; that
there are no doubles does not hang on it: the database refuses them by itself.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from fmdesk_vehicles import tables as t
from fmdesk_vehicles.loans import TAKING, Kind, Loan, LoanState, Vehicle
from fmdesk_vehicles.words import refusal


class VehiclesStore:
    """The plugin's own tables.

    Args:
        connection: The connection of the unit of work; it commits or rolls back for both.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def vehicles(self, kind: Kind | None = None, *, is_locked: bool = False) -> Sequence[Vehicle]:
        """Return the vehicles by kind and code; locked, others wait with loans of them."""
        query = sa.select(t.vehicle).order_by(t.vehicle.c.kind, t.vehicle.c.code)
        if kind is not None:
            query = query.where(t.vehicle.c.kind == kind.value)
        if is_locked:
            query = query.with_for_update()
        return [_vehicle(row) for row in self._connection.execute(query)]

    def vehicle(self, vehicle_id: int) -> Vehicle:
        """Return a vehicle, locked until the end of the unit of work.

        Raises:
            PluginError: `vehicles.no_vehicle`.
        """
        query = sa.select(t.vehicle).where(t.vehicle.c.id == vehicle_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise refusal("vehicles.no_vehicle")
        return _vehicle(row)

    def save_vehicle(self, vehicle: Vehicle) -> None:
        """Add a vehicle without a number, or change the one with its number."""
        if vehicle.id:
            this = sa.update(t.vehicle).where(t.vehicle.c.id == vehicle.id)
            self._connection.execute(this.values(_values(vehicle)))
        else:
            self._connection.execute(sa.insert(t.vehicle).values(_values(vehicle)))

    def add(self, loan: Loan) -> Loan:
        """Store a loan; return it with its number."""
        made = self._connection.execute(sa.insert(t.loan).values(_values(loan)))
        return replace(loan, id=int(next(iter(made.inserted_primary_key or ()))))

    def save(self, loan: Loan) -> Loan:
        """Store a changed loan."""
        this = sa.update(t.loan).where(t.loan.c.id == loan.id)
        self._connection.execute(this.values(_values(loan)))
        return loan

    # --- questions -----------------------------------------------------------------------------

    def loan(self, loan_id: int) -> Loan | None:
        """Return a loan, locked until the end of the unit of work."""
        return next(iter(self._loans(t.loan.c.id == loan_id, is_locked=True)), None)

    def of_line(self, line_id: int) -> Loan | None:
        """Return the loan of a line, locked likewise."""
        return next(iter(self._loans(t.loan.c.line_id == line_id, is_locked=True)), None)

    def between(self, start: datetime, end: datetime) -> Sequence[Loan]:
        """Return what is wanted anywhere in [start, end) and not given up, by start."""
        there = (t.loan.c.start < end) & (t.loan.c.end > start)
        return self._loans(there & (t.loan.c.state != LoanState.CANCELLED.value))

    def in_state(self, state: LoanState) -> Sequence[Loan]:
        """Return the loans in a state, by start."""
        return self._loans(t.loan.c.state == state.value)

    def taking(
        self, vehicle_ids: Collection[int], start: datetime, end: datetime, but: int = 0
    ) -> Sequence[Loan]:
        """Return what takes one of these vehicles anywhere in [start, end), by start.

        Args:
            vehicle_ids: The vehicles.
            start: From here.
            end: To here.
            but: A loan that is left out.
        """
        there = (t.loan.c.start < end) & (t.loan.c.end > start) & (t.loan.c.id != but)
        states = t.loan.c.state.in_([one.value for one in TAKING])
        return self._loans(there & states & t.loan.c.vehicle_id.in_(vehicle_ids))

    def out(self, vehicle_id: int) -> Loan | None:
        """Return the loan with which a vehicle is on its way, None when it is here."""
        lent = t.loan.c.state == LoanState.LENT.value
        return next(iter(self._loans(lent & (t.loan.c.vehicle_id == vehicle_id))), None)

    def returned(self, start: datetime, end: datetime) -> Sequence[Loan]:
        """Return the loans that came back in [start, end), by start."""
        return self._loans((t.loan.c.back_at >= start) & (t.loan.c.back_at < end))

    def _loans(self, which: sa.ColumnElement[bool], *, is_locked: bool = False) -> Sequence[Loan]:
        query = sa.select(t.loan).where(which).order_by(t.loan.c.start, t.loan.c.id)
        if is_locked:
            query = query.with_for_update()
        names = t.loan.c.keys()
        rows = (dict(zip(names, row, strict=True)) for row in self._connection.execute(query))
        return [Loan(**{**row, "state": LoanState(row["state"])}) for row in rows]


def _vehicle(row: Any) -> Vehicle:
    values = dict(zip(t.vehicle.c.keys(), row, strict=True))
    return Vehicle(**{**values, "kind": Kind(values["kind"])})


def _values(row: Vehicle | Loan) -> dict[str, Any]:
    values = {name: value for name, value in asdict(row).items() if name != "id"}
    word = {"kind": row.kind.value} if isinstance(row, Vehicle) else {"state": row.state.value}
    return {**values, **word}
