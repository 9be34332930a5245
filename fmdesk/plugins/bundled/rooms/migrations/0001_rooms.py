"""Rooms and bookings; two bookings that take one room at one time cannot be stored."""

import sqlalchemy as sa
from alembic import op

from fmdesk.plugins.api.sql import Id, UtcDateTime

revision = "0001"
down_revision = None

STATES = (
    "requested",
    "approved",
    "checked_in",
    "offered",
    "blocked",
    "declined",
    "released",
    "cancelled",
    "waiting",
)
TAKING = STATES[:5]
LONGEST = 32 * 86_400
"""Seconds; so a question for a time need not look further back than this."""

# Both numbers as ranges: the index of ranges is PostgreSQL's own and needs no extension.
POSTGRES = (
    """
    alter table rooms_booking add constraint rooms_no_double exclude using gist (
      int8range(room_id, room_id, '[]') with &&, int8range(occupied_from, occupied_until) with &&
    ) where (is_taking)
    """,
)
# What is stored does not overlap, so of a room's bookings that end later than the new one begins
# the first to end is also the first to begin: one look at the index decides.
SQLITE_TRIGGER = """
    create trigger rooms_no_double_{verb} before {verb} on rooms_booking
    when new.state in {taking} begin
      select raise(abort, 'fmdesk:rooms_no_double') where (
        select occupied_from from rooms_booking
        where room_id = new.room_id and is_taking and occupied_until > new.occupied_from
          and id is not new.id
        order by occupied_until limit 1
      ) < new.occupied_until;
    end
    """
SQLITE = tuple(SQLITE_TRIGGER.format(verb=verb, taking=TAKING) for verb in ("insert", "update"))
GUARDS = {"sqlite": SQLITE, "postgresql": POSTGRES}


def upgrade() -> None:
    op.create_table(
        "rooms_room",
        sa.Column("id", Id, primary_key=True),
        sa.Column("code", sa.Text, nullable=False, unique=True),
        sa.Column("data", sa.Text, nullable=False),
    )
    _pictures()
    op.create_table(
        "rooms_series",
        sa.Column("id", Id, primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "rooms_booking",
        sa.Column("id", Id, primary_key=True),
        sa.Column("room_id", Id, sa.ForeignKey("rooms_room.id"), nullable=False),
        sa.Column("line_id", Id, sa.ForeignKey("line.id"), unique=True),
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
        sa.Column("series_id", Id, sa.ForeignKey("rooms_series.id")),
        sa.Column("original", UtcDateTime),
        sa.Column("hold_until", UtcDateTime),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("passed", sa.BigInteger, nullable=False),
        sa.Column("fee_percent", sa.BigInteger, nullable=False),
        sa.Column("is_taking", sa.Boolean, sa.Computed(f"state in {TAKING}", persisted=True)),
        sa.CheckConstraint(f"state in {STATES}", name="ck_rooms_booking_state"),
        sa.CheckConstraint(
            'occupied_from <= start and start < "end" and "end" <= occupied_until '
            f"and occupied_until - occupied_from <= {LONGEST}",
            name="ck_rooms_booking_times",
        ),
    )
    _index()
    connection = op.get_bind()
    for statement in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _pictures() -> None:
    op.create_table(
        "rooms_picture",
        sa.Column("id", Id, primary_key=True),
        sa.Column("room_id", Id, sa.ForeignKey("rooms_room.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _index() -> None:
    op.create_index(
        "ix_rooms_booking_taking",
        "rooms_booking",
        ["room_id", "occupied_until", "occupied_from"],
        sqlite_where=sa.text("is_taking"),
        postgresql_where=sa.text("is_taking"),
    )
    op.create_index(
        "ix_rooms_booking_uid",
        "rooms_booking",
        ["uid"],
        unique=True,
        sqlite_where=sa.text("uid <> ''"),
        postgresql_where=sa.text("uid <> ''"),
    )
    for columns in (["occupied_from"], ["series_id"], ["state", "start"]):
        op.create_index(f"ix_rooms_booking_{'_'.join(columns)}", "rooms_booking", columns)
