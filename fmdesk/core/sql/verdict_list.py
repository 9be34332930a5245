"""The list behind a figure of the month: one row per verdict, so that it has as many as it says."""

from array import array
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.month_progress import facts_digest
from fmdesk.core.domain.views import JudgedRow, TicketFilter
from fmdesk.core.ports import SanctionKey
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.rulings import KEY, decided_on, stored_facts
from fmdesk.core.sql.ticket_list import Row, narrow, with_verdict
from fmdesk.core.sql.ticket_rows import ticket_number

PIECE = 500
"""Numbers in one IN list."""
PLACE_BITS = 16
"""A verdict is known by its line and its place among the listed ones of that line."""
_JUDGED = t.verdict.join(t.line, t.line.c.id == t.verdict.c.line_id)


def ids(connection: sa.Connection, wanted: TicketFilter, zone: str) -> Sequence[int]:
    """Return the number of each verdict, by line, part, run of the clock and charter version.

    Args:
        connection: Connection of the unit of work.
        wanted: The month, the outcome, and the group of the figure.
        zone: The office's zone, for the month.
    """
    order = (t.line.c.ticket_id, t.line.c.position)
    query = sa.select(t.verdict.c.line_id).select_from(_JUDGED).order_by(*order)
    found = array("q")
    last, place = 0, 0
    for line_id in connection.execute(_wanted(query, wanted, zone, connection)).scalars():
        place = place + 1 if line_id == last else 0
        last = line_id
        found.append(line_id << PLACE_BITS | place)
    return found


def rows(
    connection: sa.Connection, wanted: TicketFilter, numbers: Sequence[int], zone: str, name: str
) -> tuple[JudgedRow, ...]:
    """Return the verdicts with these numbers, in their order; unknown ones are left out.

    Args:
        connection: Connection of the unit of work.
        wanted: As for `ids`.
        numbers: Numbers that `ids` gave.
        zone: The office's zone, for the month.
        name: `name_nl` or `name_en`, the column with the product's name.
    """
    found: dict[int, JudgedRow] = {}
    lines = sorted({number >> PLACE_BITS for number in numbers})
    verdict, line = t.verdict.c, t.line.c
    for first in range(0, len(lines), PIECE):
        query = (
            sa.select(
                verdict.line_id, line.ticket_id, line.position, verdict.part, verdict.quantity,
                t.product_version.c[name].label("product"),
                sa.func.coalesce(t.department.c.name, "").label("department"),
                t.unit.c.name.label("unit"), verdict.charter_version_id, verdict.outcome,
                verdict.due_at, verdict.finished_at, verdict.over_working, verdict.cents,
                verdict.is_trial, verdict.clock_run, stored_facts(),
            )
            .select_from(_JUDGED)
            .join(t.product_version, t.product_version.c.id == line.product_version_id)
            .join(t.unit, t.unit.c.id == sa.func.coalesce(line.owner_id, line.unit_id))
            .outerjoin(t.department, t.department.c.id == line.department_id)
            .where(verdict.line_id.in_(lines[first : first + PIECE]))
            .order_by(verdict.line_id)
        )  # fmt: skip
        decided = decided_on(connection, lines[first : first + PIECE])
        last, place = 0, 0
        for row in connection.execute(_wanted(query, wanted, zone, connection)).mappings():
            place = place + 1 if row["line_id"] == last else 0
            last = row["line_id"]
            values = dict(row)
            number = f"{ticket_number(values.pop('ticket_id'))}.{values.pop('position')}"
            values["outcome"] = Outcome(values["outcome"])
            facts = facts_digest(values.pop("facts"))
            key = SanctionKey(*(values[name] for name in KEY))
            values |= {"facts_sha256": facts, "is_ruled": (key, facts) in decided}
            found[last << PLACE_BITS | place] = JudgedRow(number=number, **values)
    return tuple(found[one] for one in numbers if one in found)


def _wanted(
    query: sa.Select[Row],
    wanted: TicketFilter,
    zone: str,
    connection: sa.Connection,
) -> sa.Select[Row]:
    """Return the query over verdicts joined to their lines, narrowed and in a full order."""
    verdict = t.verdict.c
    of_lines = replace(wanted, outcome=None, charter_code="", is_late=False)
    narrowed = narrow(query, of_lines, None, zone, connection.dialect.name)
    return with_verdict(narrowed, wanted).order_by(
        verdict.part, verdict.clock_run, verdict.charter_version_id
    )
