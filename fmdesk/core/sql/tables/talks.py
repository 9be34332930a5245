"""Talks with departments and their actions, which are only ever added; and the next talks."""

import sqlalchemy as sa

from fmdesk.core.domain.talk import ActionOutcome
from fmdesk.core.sql.columns import at, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata

talk_plan = sa.Table(
    "talk_plan",
    metadata,
    sa.Column("department", sa.Text, primary_key=True),  # its code
    sa.Column("held_on", sa.Date, nullable=False),
    text("first_month"),
    text("last_month"),
    text("people"),
    text("points"),
    number("version"),
)
"""The next talk of a department; gone once it is held."""

talk = sa.Table(
    "talk",
    metadata,
    row_id(),
    text("department"),
    number("number"),
    sa.Column("held_on", sa.Date, nullable=False),
    text("first_month"),
    text("last_month"),
    text("people"),
    text("notes"),
    text("agreed"),
    text("figures"),  # canonical JSON: what was talked about, as it was then
    at("at", needed=True),
    text("actor"),
    number("plan", 0),  # the version of what was prepared for it; the next one counts on
    refer("corrects_id", "talk", unique=True),
    sa.UniqueConstraint("department", "number"),
)

talk_action = sa.Table(
    "talk_action",
    metadata,
    row_id(),
    refer("talk_id", "talk", needed=True, index=True),
    number("position"),
    text("what"),
    refer("person_id", "person"),
    refer("unit_id", "unit"),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="owner"),
)

talk_action_end = sa.Table(
    "talk_action_end",
    metadata,
    refer("action_id", "talk_action", needed=True, primary_key=True),
    word("outcome", ActionOutcome),
    text("said"),
    at("at", needed=True),
    text("actor"),
)
