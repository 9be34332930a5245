"""Articles, places, movements, and the stock that a trigger keeps as their sum."""

import sqlalchemy as sa
from alembic import op

from fmdesk.plugins.api.sql import Id, UtcDateTime, make_append_only

revision = "0001"
down_revision = None

KINDS = ("receipt", "reservation", "release", "issue", "correction")

SQLITE_TRIGGER = (
    """
    create trigger supplies_movement_stock after insert on supplies_movement begin
      insert or ignore into supplies_stock (article, place, on_hand, reserved)
        values (new.article, new.place, 0, 0);
      update supplies_stock
        set on_hand = on_hand + new.on_hand, reserved = reserved + new.reserved
        where article = new.article and place = new.place;
    end
    """,
)
# The function runs with its owner's rights: persons may add movements and never write the stock.
POSTGRES_TRIGGER = (
    """
    create function supplies_movement_stock() returns trigger
    language plpgsql security definer set search_path from current as $$
    begin
      insert into supplies_stock (article, place, on_hand, reserved)
        values (new.article, new.place, 0, 0) on conflict do nothing;
      update supplies_stock
        set on_hand = on_hand + new.on_hand, reserved = reserved + new.reserved
        where article = new.article and place = new.place;
      return null;
    end $$
    """,
    """
    create trigger supplies_movement_stock after insert on supplies_movement
    for each row execute function supplies_movement_stock()
    """,
)
TRIGGERS = {"sqlite": SQLITE_TRIGGER, "postgresql": POSTGRES_TRIGGER}


def upgrade() -> None:
    op.create_table(
        "supplies_article",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("name_nl", sa.Text, nullable=False),
        sa.Column("name_en", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("is_stocked", sa.Boolean, nullable=False),
        sa.Column("reorder_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "supplies_place",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("name_nl", sa.Text, nullable=False),
        sa.Column("name_en", sa.Text, nullable=False),
    )
    op.create_table(
        "supplies_stock",
        _article(is_key=True),
        _place(is_key=True),
        sa.Column("on_hand", sa.BigInteger, nullable=False),
        sa.Column("reserved", sa.BigInteger, nullable=False),
        sa.CheckConstraint("on_hand >= 0", name="ck_supplies_stock_on_hand"),
        sa.CheckConstraint(
            "reserved >= 0 and reserved <= on_hand", name="ck_supplies_stock_reserved"
        ),
    )
    op.create_table(
        "supplies_order",
        sa.Column("line_id", Id, sa.ForeignKey("line.id"), primary_key=True, autoincrement=False),
        _article(),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.CheckConstraint("quantity > 0", name="ck_supplies_order_quantity"),
    )
    op.create_table(
        "supplies_movement",
        sa.Column("id", Id, primary_key=True),
        _article(),
        _place(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("on_hand", sa.BigInteger, nullable=False),
        sa.Column("reserved", sa.BigInteger, nullable=False),
        sa.Column("line_id", Id, sa.ForeignKey("line.id"), index=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.CheckConstraint(f"kind in {KINDS}", name="ck_supplies_movement_kind"),
    )
    for table, columns in (
        ("supplies_movement", ["article", "place"]),
        ("supplies_order", ["article", "is_open"]),
    ):
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    connection = op.get_bind()
    make_append_only(connection, "supplies_movement")
    for statement in TRIGGERS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _article(*, is_key: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("supplies_article.code")
    return sa.Column("article", sa.Text, key, nullable=False, primary_key=is_key)


def _place(*, is_key: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("supplies_place.code")
    return sa.Column("place", sa.Text, key, nullable=False, primary_key=is_key)
