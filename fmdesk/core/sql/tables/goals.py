"""Goals with their norms, and what was decided about their results."""

import sqlalchemy as sa

from fmdesk.core.domain.goals import Every
from fmdesk.core.sql.columns import at, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata

goal = sa.Table(
    "goal",
    metadata,
    row_id(),
    text("measure"),
    text("scope"),
    text("about"),  # number or code of the scope: what it refers to depends on that
    word("every", Every),
    refer("owner_id", "person", needed=True),
    text("purpose"),
    text("ended"),
    number("version", 1),
)

goal_norm = sa.Table(
    "goal_norm",
    metadata,
    refer("goal_id", "goal", needed=True, primary_key=True),
    sa.Column("since", sa.Text, primary_key=True),  # a month
    number("norm"),
)

goal_evaluation = sa.Table(
    "goal_evaluation",
    metadata,
    row_id(),
    refer("goal_id", "goal", needed=True, index=True),
    text("period"),  # its first month
    text("decision"),
    at("at", needed=True),
    text("by"),
)

goal_action = sa.Table(
    "goal_action",
    metadata,
    row_id(),
    refer("evaluation_id", "goal_evaluation", needed=True, index=True),
    text("text"),
    refer("owner_id", "person", needed=True),
    sa.Column("due_on", sa.Date, nullable=False),
    at("done_at"),
    text("done_by"),
    text("said"),
)
