"""Review dates, and the reviews that were held."""

import sqlalchemy as sa

from fmdesk.core.domain.reviews import ReviewKind
from fmdesk.core.sql.columns import at, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata

review = sa.Table(
    "review",
    metadata,
    row_id(),
    word("kind", ReviewKind),
    text("code"),  # of a product, process or charter; the department of an agreement
    sa.Column("next_on", sa.Date),
    number("every_months", 0),
    refer("owner_id", "person", needed=True),
    number("version", 1),
    sa.UniqueConstraint("kind", "code"),
)

review_held = sa.Table(
    "review_held",
    metadata,
    row_id(),
    refer("review_id", "review", needed=True, index=True),
    at("at", needed=True),
    text("by"),
    text("conclusion"),
)
