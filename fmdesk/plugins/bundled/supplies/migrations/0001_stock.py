"""Articles, places, movements, and the stock that a trigger keeps as their sum."""

import sqlalchemy as sa
from alembic import op

from fmdesk.plugins.api.sql import Cents, Id, UtcDateTime, make_append_only

revision = "0001"
down_revision = None

KINDS = ("receipt", "reservation", "release", "issue", "transfer", "correction", "undo")
PURCHASE_STATES = ("proposed", "ordered", "closed")
COUNT_STATES = ("open", "waiting", "booked", "dropped")

SQLITE_TRIGGER = (
    """
    create trigger supplies_movement_stock after insert on supplies_movement begin
      insert or ignore into supplies_stock (article, place, on_hand, reserved)
        values (new.article, new.place, 0, 0);
      update supplies_stock
        set on_hand = on_hand + new.on_hand, reserved = reserved + new.reserved
        where article = new.article and place = new.place;
      insert or ignore into supplies_layer (lot, place, on_hand, cents)
        select new.lot, new.place, 0, 0 where new.lot is not null;
      update supplies_layer
        set on_hand = on_hand + new.on_hand, cents = cents + new.cents
        where lot = new.lot and place = new.place;
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
      if new.lot is not null then
        insert into supplies_layer (lot, place, on_hand, cents)
          values (new.lot, new.place, 0, 0) on conflict do nothing;
        update supplies_layer
          set on_hand = on_hand + new.on_hand, cents = cents + new.cents
          where lot = new.lot and place = new.place;
      end if;
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
    _create_articles()
    _create_stock()
    _create_purchases()
    _create_lots()
    _create_movements()
    _create_counts()
    for table, columns in (
        ("supplies_movement", ["article", "place"]),
        ("supplies_lot", ["article", "day"]),
        ("supplies_order", ["article", "is_open"]),
    ):
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    connection = op.get_bind()
    for table in ("supplies_movement", "supplies_lot"):
        make_append_only(connection, table)
    for statement in TRIGGERS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _create_articles() -> None:
    op.create_table(
        "supplies_article",
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
    op.create_table(
        "supplies_place",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("name_nl", sa.Text, nullable=False),
        sa.Column("name_en", sa.Text, nullable=False),
        sa.Column("within", sa.Text, nullable=False),
        sa.Column("location", sa.Text, nullable=False),
    )
    has_barcode = sa.text("barcode <> ''")
    op.create_index(
        "uq_supplies_article_barcode",
        "supplies_article",
        ["barcode"],
        unique=True,
        sqlite_where=has_barcode,
        postgresql_where=has_barcode,
    )


def _create_stock() -> None:
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


def _create_movements() -> None:
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
        sa.Column("cents", Cents, nullable=False),
        sa.Column("lot", Id, sa.ForeignKey("supplies_lot.id")),
        sa.Column("booking", Id, sa.ForeignKey("supplies_movement.id"), index=True),
        sa.Column("undoes", Id, sa.ForeignKey("supplies_movement.id"), index=True),
        sa.CheckConstraint("(on_hand = 0) = (lot is null)", name="ck_supplies_movement_lot"),
        sa.CheckConstraint(f"kind in {KINDS}", name="ck_supplies_movement_kind"),
    )


def _create_counts() -> None:
    op.create_table(
        "supplies_count",
        sa.Column("id", Id, primary_key=True),
        _place(),
        sa.Column("is_blind", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("opened_at", UtcDateTime, nullable=False),
        sa.Column("opened_by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.CheckConstraint(f"state in {COUNT_STATES}", name="ck_supplies_count_state"),
    )
    is_going_on = sa.text("state in ('open', 'waiting')")
    op.create_index(
        "uq_supplies_count_place",
        "supplies_count",
        ["place"],
        unique=True,
        sqlite_where=is_going_on,
        postgresql_where=is_going_on,
    )
    op.create_table(
        "supplies_count_line",
        sa.Column("count", Id, sa.ForeignKey("supplies_count.id"), primary_key=True),
        _article(is_key=True),
        sa.Column("on_hand", sa.BigInteger, nullable=False),
        sa.Column("counted", sa.BigInteger, nullable=False),
        sa.Column("cents", Cents, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.CheckConstraint("counted >= 0", name="ck_supplies_count_line_counted"),
    )


def _create_purchases() -> None:
    op.create_table(
        "supplies_level",
        _article(is_key=True),
        _place(is_key=True),
        sa.Column("reorder_at", sa.BigInteger, nullable=False),
        sa.Column("target", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "supplies_purchase",
        sa.Column("id", Id, primary_key=True),
        sa.Column("supplier", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("expected_on", sa.Date),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("ordered_at", UtcDateTime),
        sa.CheckConstraint(f"state in {PURCHASE_STATES}", name="ck_supplies_purchase_state"),
    )
    op.create_table(
        "supplies_purchase_line",
        sa.Column("id", Id, primary_key=True),
        sa.Column("purchase", Id, sa.ForeignKey("supplies_purchase.id"), nullable=False),
        _article(),
        _place(),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("cents", Cents, nullable=False),
        sa.CheckConstraint("quantity > 0", name="ck_supplies_purchase_line_quantity"),
    )


def _create_lots() -> None:
    op.create_table(
        "supplies_lot",
        sa.Column("id", Id, primary_key=True),
        _article(),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("cents", Cents, nullable=False),
        sa.Column("supplier", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("purchase_line", Id, sa.ForeignKey("supplies_purchase_line.id"), index=True),
        sa.CheckConstraint("quantity > 0 and cents >= 0", name="ck_supplies_lot_quantity"),
    )
    op.create_table(
        "supplies_layer",
        sa.Column("lot", Id, sa.ForeignKey("supplies_lot.id"), primary_key=True),
        _place(is_key=True),
        sa.Column("on_hand", sa.BigInteger, nullable=False),
        sa.Column("cents", Cents, nullable=False),
        sa.CheckConstraint(
            "on_hand >= 0 and cents >= 0 and (on_hand > 0 or cents = 0)",
            name="ck_supplies_layer_on_hand",
        ),
    )


def _article(*, is_key: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("supplies_article.code")
    return sa.Column("article", sa.Text, key, nullable=False, primary_key=is_key)


def _place(*, is_key: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("supplies_place.code")
    return sa.Column("place", sa.Text, key, nullable=False, primary_key=is_key)
