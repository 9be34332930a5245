"""The plugin's tables; the migrations make them with the triggers that keep the stock."""

import sqlalchemy as sa

from fmdesk.plugins.api.sql import Cents, Id, UtcDateTime, new_metadata

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
    sa.Column("target", sa.BigInteger, nullable=False),
    sa.Column("barcode", sa.Text, nullable=False),
    sa.Column("group", sa.Text, nullable=False),
)

place = sa.Table(
    "supplies_place",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name_nl", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("within", sa.Text, nullable=False),
    sa.Column("location", sa.Text, nullable=False),
)

lot = sa.Table(
    "supplies_lot",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("article", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("quantity", sa.BigInteger, nullable=False),
    sa.Column("cents", Cents, nullable=False),
    sa.Column("supplier", sa.Text, nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("purchase_line", Id),
)
"""Append-only: what came in at once, with its price."""

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
    sa.Column("cents", Cents, nullable=False),
    sa.Column("lot", Id),
    sa.Column("booking", Id),
    sa.Column("undoes", Id),
)
"""Append-only; a trigger adds each row to `supplies_stock` and, with a lot, to `supplies_layer`.

`booking` is the first movement of what was booked at once, null in that movement itself."""

stock = sa.Table(
    "supplies_stock",
    metadata,
    sa.Column("article", sa.Text, primary_key=True),
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("on_hand", sa.BigInteger, nullable=False),
    sa.Column("reserved", sa.BigInteger, nullable=False),
)
"""The sums of the movements, written by the trigger only: 0 <= reserved <= on_hand."""

layer = sa.Table(
    "supplies_layer",
    metadata,
    sa.Column("lot", Id, primary_key=True),
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("on_hand", sa.BigInteger, nullable=False),
    sa.Column("cents", Cents, nullable=False),
)
"""What is left of the lots, and where; written by the trigger only."""

order = sa.Table(
    "supplies_order",
    metadata,
    sa.Column("line_id", Id, primary_key=True, autoincrement=False),
    sa.Column("article", sa.Text, nullable=False),
    sa.Column("quantity", sa.BigInteger, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
)
"""What the lines ordered; what they hold and got are sums of their movements."""

count = sa.Table(
    "supplies_count",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("is_blind", sa.Boolean, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("opened_by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

count_line = sa.Table(
    "supplies_count_line",
    metadata,
    sa.Column("count", Id, primary_key=True),
    sa.Column("article", sa.Text, primary_key=True),
    sa.Column("on_hand", sa.BigInteger, nullable=False),
    sa.Column("counted", sa.BigInteger, nullable=False),
    sa.Column("cents", Cents, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
)
"""What was counted, beside what the records said at that moment."""

level = sa.Table(
    "supplies_level",
    metadata,
    sa.Column("article", sa.Text, primary_key=True),
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("reorder_at", sa.BigInteger, nullable=False),
    sa.Column("target", sa.BigInteger, nullable=False),
)

purchase = sa.Table(
    "supplies_purchase",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("supplier", sa.Text, nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("expected_on", sa.Date),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("ordered_at", UtcDateTime),
)

purchase_line = sa.Table(
    "supplies_purchase_line",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("purchase", Id, nullable=False),
    sa.Column("article", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("quantity", sa.BigInteger, nullable=False),
    sa.Column("cents", Cents, nullable=False),
)
"""What came in of it is the sum of the lots that name it."""
