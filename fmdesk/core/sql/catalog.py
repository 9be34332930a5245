"""Products, processes, calendars and charters in the database; versions are added, never edited."""

from dataclasses import fields, replace
from datetime import date
from hashlib import sha256

import sqlalchemy as sa

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.catalog import Cluster, ProductVersion
from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.errors import InvalidInputError, NotFoundError, StorageError
from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.sql import product_rows
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import (
    add_numbered,
    insert,
    known_code,
    newest_number,
    save_code,
    valid_on,
)
from fmdesk.core.sql.records import Records
from fmdesk.core.sql.versions import Versions, remember


class SqlCatalog:
    """The repository of the catalogue.

    Args:
        connection: Connection of the unit of work.
        versions: Versions known already.
    """

    def __init__(self, connection: sa.Connection, versions: Versions) -> None:
        self._connection = connection
        self._versions = versions
        clusters = Records(connection, t.cluster, Cluster)
        self.clusters, self.save_cluster = clusters.all, clusters.save
        self._cluster_by_code = clusters.by_code

    # --- products ------------------------------------------------------------------------------

    def product(self, code: str, on: date) -> ProductVersion:
        """Return the version valid on a day (office zone); NotFoundError `product.unknown`."""
        wanted = sa.and_(t.product.c.code == code, _HOLDS)
        newest = valid_on(t.product_version, on, wanted)
        query = sa.select(t.product_version.c.id).join(t.product)
        number = self._connection.execute(newest(query)).scalar()
        if number is None:
            raise NotFoundError("product.unknown", code=code, on=on.isoformat())
        return self.product_version(number)

    def product_version(self, version_id: int) -> ProductVersion:
        """Return a version; NotFoundError `product.unknown`."""
        return remember(self._versions.products, version_id, self._read_product)

    def products(self, on: date) -> tuple[ProductVersion, ...]:
        """Return the versions valid on a day, by code."""
        table = t.product_version
        query = (
            sa.select(table.c.id, table.c.product_id)
            .join(t.product)
            .where(table.c.valid_from <= on, _HOLDS)
            .order_by(t.product.c.code, table.c.valid_from, table.c.id)
        )
        newest = {row.product_id: row.id for row in self._connection.execute(query)}
        missing = [one for one in newest.values() if one not in self._versions.products]
        self._versions.products |= product_rows.read(self._connection, missing)
        return tuple(self._versions.products[number] for number in newest.values())

    def add_product_version(self, version: ProductVersion) -> ProductVersion:
        """Add a version and, with its first one, the product; equal content is kept.

        Raises:
            NotFoundError: `cluster.unknown`, `calendar.unknown` or `process.unknown`.
        """
        product_id = save_code(self._connection, t.product, version.code)
        version = replace(version, product_id=product_id)
        table = t.product_version
        newest = sa.select(table.c.id).where(table.c.product_id == product_id, _HOLDS)
        order = (table.c.valid_from.desc(), table.c.id.desc())
        there = self._connection.execute(
            newest.where(table.c.valid_from <= version.valid_from).order_by(*order).limit(1)
        ).scalar()
        if there is not None:
            stored = self.product_version(there)
            if stored == product_rows.comparable(version, stored):
                return stored
        references = {
            "cluster_id": self._cluster_by_code(version.cluster).id if version.cluster else None,
            "calendar_id": known_code(self._connection, t.calendar, version.calendar),
            "process_id": known_code(self._connection, t.process, version.process),
        }
        number = product_rows.write(self._connection, version, references)
        return self.product_version(number)

    def _read_product(self, number: int) -> ProductVersion:
        found = product_rows.read(self._connection, [number])
        if number not in found:
            raise NotFoundError("product.unknown", code=number)
        return found[number]

    # --- processes -----------------------------------------------------------------------------

    def process(self, code: str) -> ProcessVersion:
        """Return the newest version of a process; NotFoundError `process.unknown`."""
        number = newest_number(self._connection, t.process_version, t.process, code)
        if number is None:
            raise NotFoundError("process.unknown", code=code)
        return self.process_version(number)

    def process_of(self, product: ProductVersion) -> ProcessVersion | None:
        """Return the version of its process that a product uses: the newest, unless it keeps one.

        Raises:
            NotFoundError: `process.unknown`.
        """
        if not product.process:
            return None
        held = sa.select(t.process_hold.c.process_version_id)
        number = self._connection.execute(
            held.where(t.process_hold.c.product_id == product.product_id)
        ).scalar()
        kept = self.process_version(number) if number is not None else None
        if kept is not None and kept.code == product.process:
            return kept
        return self.process(product.process)

    def process_version(self, version_id: int) -> ProcessVersion:
        """Return a version; NotFoundError `process.unknown`."""
        return remember(self._versions.processes, version_id, self._read_process)

    def add_process_version(self, version: ProcessVersion) -> ProcessVersion:
        """Add a version and, with its first one, the process; equal content is kept."""
        there = newest_number(self._connection, t.process_version, t.process, version.code)
        if there is not None:
            stored = self.process_version(there)
            if stored == replace(version, id=there):
                return stored
        process_id = save_code(self._connection, t.process, version.code)
        values = {"process_id": process_id, "name_nl": version.name_nl, "name_en": version.name_en}
        number = add_numbered(self._connection, t.process_version, "process_id", values)
        for step in version.steps:
            row = {name: getattr(step, name) for name in _STEP} | {"side": step.side.value}
            self._connection.execute(sa.insert(t.step), row | {"process_version_id": number})
        return self.process_version(number)

    def _read_process(self, number: int) -> ProcessVersion:
        table = t.process_version
        query = sa.select(t.process.c.code, table.c.name_nl, table.c.name_en).join(t.process)
        row = self._connection.execute(query.where(table.c.id == number)).one_or_none()
        if row is None:
            raise NotFoundError("process.unknown", code=number)
        steps = self._connection.execute(
            sa.select(*(t.step.c[name] for name in _STEP))
            .where(t.step.c.process_version_id == number)
            .order_by(t.step.c.position)
        ).mappings()
        made = tuple(Step(**{**step, "side": Side(step["side"])}) for step in steps)
        return ProcessVersion(number, row.code, row.name_nl, row.name_en, made)

    # --- calendars -----------------------------------------------------------------------------

    def calendar(self, code: str, on: date) -> tuple[int, Calendar]:
        """Return number and calendar of the version valid on a day (office zone).

        Raises:
            NotFoundError: `calendar.unknown`.
        """
        newest = valid_on(t.calendar_version, on, t.calendar.c.code == code)
        query = sa.select(t.calendar_version.c.id).join(t.calendar)
        number = self._connection.execute(newest(query)).scalar()
        if number is None:
            raise NotFoundError("calendar.unknown", code=code)
        return number, self.calendar_version(number)[1]

    def calendar_version(self, version_id: int) -> tuple[str, Calendar]:
        """Return code and calendar of a version; NotFoundError `calendar.unknown`."""
        return remember(self._versions.calendars, version_id, self._read_calendar)

    def calendars(self) -> tuple[str, ...]:
        """Return the codes of all calendars."""
        query = sa.select(t.calendar.c.code).order_by(t.calendar.c.code)
        return tuple(self._connection.execute(query).scalars())

    def add_calendar_version(self, code: str, valid_from: date, calendar: Calendar) -> int:
        """Add a version and, with its first one, the calendar; equal content is kept."""
        calendar_id = save_code(self._connection, t.calendar, code)
        newest = valid_on(t.calendar_version, valid_from, t.calendar.c.code == code)
        query = sa.select(t.calendar_version.c.id).join(t.calendar)
        there = self._connection.execute(newest(query)).scalar()
        if there is not None and self.calendar_version(there)[1] == calendar:
            return int(there)
        values = {
            "calendar_id": calendar_id,
            "valid_from": valid_from,
            "definition": calendar.to_data(),
        }
        return insert(self._connection, t.calendar_version, values)

    def _read_calendar(self, number: int) -> tuple[str, Calendar]:
        query = sa.select(t.calendar.c.code, t.calendar_version.c.definition).join(t.calendar)
        row = self._connection.execute(query.where(t.calendar_version.c.id == number)).one_or_none()
        if row is None:
            raise NotFoundError("calendar.unknown", code=number)
        try:
            return row.code, Calendar.from_data(row.definition)
        except InvalidInputError as problem:
            if problem.code != "calendar.never_opens":
                raise
            raise StorageError("calendar.shut", calendar=row.code) from problem

    # --- charters ------------------------------------------------------------------------------

    def charter_version(self, version_id: int) -> Charter:
        """Return a version; NotFoundError `charter.unknown`."""
        return remember(self._versions.charters, version_id, self._read_charter)

    def charters(self, on: date | None = None) -> tuple[Charter, ...]:
        """Return all versions, or those pinned for lines opened on a day, by code and version."""
        table = t.charter_version
        query = sa.select(table.c.id, table.c.charter_id).join(t.charter)
        if on is not None:
            query = query.where(table.c.valid_from <= on)
        rows = self._connection.execute(query.order_by(t.charter.c.code, table.c.number)).all()
        if on is None:
            return tuple(self.charter_version(row.id) for row in rows)
        newest = {row.charter_id: row.id for row in rows}
        found = (self.charter_version(number) for number in newest.values())
        return tuple(one for one in found if one.valid_to is None or one.valid_to >= on)

    def add_charter_version(self, charter: Charter) -> Charter:
        """Add a version, numbered after the newest one; content equal to the newest is kept."""
        there = newest_number(self._connection, t.charter_version, t.charter, charter.code)
        if there is not None:
            stored = self.charter_version(there)
            if stored == replace(charter, id=stored.id, version=stored.version):
                return stored
        definition = dumps(replace(charter, id=0, version=0))
        values = {
            "charter_id": save_code(self._connection, t.charter, charter.code),
            "definition": definition,
            "sha256": sha256(definition.encode()).hexdigest(),
            "valid_from": charter.valid_from,
            "valid_to": charter.valid_to,
        }
        return self.charter_version(
            add_numbered(self._connection, t.charter_version, "charter_id", values)
        )

    def _read_charter(self, number: int) -> Charter:
        table = t.charter_version
        query = sa.select(table.c.number, table.c.definition).where(table.c.id == number)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFoundError("charter.unknown", code=number)
        return replace(loads(Charter, row.definition), id=number, version=row.number)


_STEP = tuple(field.name for field in fields(Step))
_HOLDS = t.product_version.c.id.not_in(sa.select(t.product_withdrawal.c.product_version_id))
"""The version was not taken back."""
