"""The plugin's tables; the migrations make them with the triggers that keep the stock."""

import sqlalchemy as sa

from fmdesk.plugins.api.sql import Id, UtcDateTime, new_metadata

metadata = new_metadata()

article = sa.Table(
    "supplies_article",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name_nl", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("is_stocked", sa.Boolean, nullable=False),
    sa.Column("reorder_at", sa.BigInteger, nullable=False),
)

place = sa.Table(
    "supplies_place",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name_nl", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
)

movement = sa.Table(
    "supplies_movement",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("article", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("on_hand", sa.BigInteger, nullable=False),
    sa.Column("reserved", sa.BigInteger, nullable=False),
    sa.Column("line_id", Id),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)
"""Append-only; a trigger adds each row to `supplies_stock`."""

stock = sa.Table(
    "supplies_stock",
    metadata,
    sa.Column("article", sa.Text, primary_key=True),
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("on_hand", sa.BigInteger, nullable=False),
    sa.Column("reserved", sa.BigInteger, nullable=False),
)
"""The sums of the movements, written by the trigger only: 0 <= reserved <= on_hand."""

order = sa.Table(
    "supplies_order",
    metadata,
    sa.Column("line_id", Id, primary_key=True, autoincrement=False),
    sa.Column("article", sa.Text, nullable=False),
    sa.Column("quantity", sa.BigInteger, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
)
"""What the lines ordered; what they hold and got are sums of their movements."""
