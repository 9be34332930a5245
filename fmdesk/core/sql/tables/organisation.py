"""Persons, units, departments and places."""

import sqlalchemy as sa

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.events import PauseClass
from fmdesk.core.domain.people import OverBudget
from fmdesk.core.sql.columns import at, code, flag, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sqltypes import Cents


def _written_in() -> sa.Column[str]:
    """Return the language in which one is written to; empty for the office's."""
    return word("language", ("", *LANGUAGES), default="")


unit = sa.Table(
    "unit",
    metadata,
    row_id(),
    code(),
    text("name"),
    refer("parent_id", "unit"),
    refer("leader_id", "person", is_circular=True),
    refer("deputy_id", "person", is_circular=True),
    flag("is_front_office"),
    _written_in(),
)

department = sa.Table(
    "department",
    metadata,
    row_id(),
    code(),
    text("name"),
    refer("account_manager_id", "person", is_circular=True),
    _written_in(),
)

cost_centre = sa.Table(
    "cost_centre",
    metadata,
    row_id(),
    code(),
    text("name"),
    refer("department_id", "department", needed=True),
    word("over", OverBudget, default=OverBudget.WARN),
)

budget = sa.Table(
    "budget",
    metadata,
    refer("cost_centre_id", "cost_centre", needed=True, primary_key=True),
    number("year", primary_key=True, autoincrement=False),
    number("months", primary_key=True, autoincrement=False),  # 12 a year, 3 a quarter, 1 a month
    number("first", primary_key=True, autoincrement=False),  # its first month, from 1
    number("number", primary_key=True, autoincrement=False),
    sa.Column("cents", Cents),  # NULL: it ended
    at("at", needed=True),
    text("by"),
    text("reason"),
)
"""Versions of budgets: the last one holds, none is changed (`triggers`)."""

location = sa.Table(
    "location",
    metadata,
    row_id(),
    code(),
    text("name"),
    text("kind"),
    refer("parent_id", "location", index=True),
)

person = sa.Table(
    "person",
    metadata,
    row_id(),
    code(),
    text("name"),
    text("email"),
    text("phone"),
    refer("department_id", "department"),
    refer("cost_centre_id", "cost_centre", index=True),
    refer("location_id", "location", index=True),
    refer("unit_id", "unit"),
    sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()),
    text("words"),  # folded words to find the person by; see domain.words
)

sa.Index("ix_person_name", person.c.name, person.c.id)

channel = sa.Table(
    "channel",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    text("name_nl"),
    text("name_en"),
    number("rank", 100),
)

pause_reason = sa.Table(
    "pause_reason",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    text("name_nl"),
    text("name_en"),
    word("pause_class", PauseClass),
)
