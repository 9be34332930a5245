"""The plugin's tables; the migration makes them with what keeps two bookings apart."""

import sqlalchemy as sa

from fmdesk.plugins.api.sql import Id, UtcDateTime, new_metadata

metadata = new_metadata()

room = sa.Table(
    "rooms_room",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)
"""`data` is the room as canonical JSON; a column of its own has only what is searched by."""

booking = sa.Table(
    "rooms_booking",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("room_id", Id, nullable=False),
    sa.Column("line_id", Id),
    sa.Column("line_number", sa.Text, nullable=False),
    sa.Column("start", UtcDateTime, nullable=False),
    sa.Column("end", UtcDateTime, nullable=False),
    sa.Column("occupied_from", UtcDateTime, nullable=False),
    sa.Column("occupied_until", UtcDateTime, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("people", sa.BigInteger, nullable=False),
    sa.Column("arrangement", sa.Text, nullable=False),
    sa.Column("is_external", sa.Boolean, nullable=False),
    sa.Column("series_id", Id),
    sa.Column("original", UtcDateTime),
    sa.Column("hold_until", UtcDateTime),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("uid", sa.Text, nullable=False),
    sa.Column("passed", sa.BigInteger, nullable=False),
    sa.Column("fee_percent", sa.BigInteger, nullable=False),
    sa.Column("is_taking", sa.Boolean, server_default=sa.FetchedValue()),
)
"""`is_taking` is computed from the state by the database."""

picture = sa.Table(
    "rooms_picture",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("room_id", Id, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

series = sa.Table(
    "rooms_series",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("data", sa.Text, nullable=False),
)
"""`data` is the series as canonical JSON."""
