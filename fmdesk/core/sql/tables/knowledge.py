"""Guides, links of products, and lines that are not in the catalogue."""

import sqlalchemy as sa

from fmdesk.core.sql.columns import at, code, number, refer, row_id, text
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sqltypes import Cents

guide = sa.Table("guide", metadata, row_id(), code())

guide_version = sa.Table(
    "guide_version",
    metadata,
    row_id(),
    refer("guide_id", "guide", needed=True),
    number("number"),
    text("title_nl"),
    text("title_en"),
    text("definition"),  # canonical JSON of its nodes, `domain.guide`
    sa.UniqueConstraint("guide_id", "number"),
)

product_link = sa.Table(
    "product_link",
    metadata,
    refer("product_id", "product", needed=True, primary_key=True),
    number("position", primary_key=True, autoincrement=False),
    text("name"),
    text("address"),
)

bespoke_line = sa.Table(
    "bespoke_line",
    metadata,
    refer("line_id", "line", needed=True, primary_key=True),
    text("description"),
    refer("unit_id", "unit", needed=True),
    sa.Column("price_cents", Cents, nullable=False),
    at("agreed_at", needed=True),
    text("consent"),
    refer("product_id", "product"),  # what it became, NULL while it did not
)
