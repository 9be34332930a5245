"""Agreements with departments: their versions, levels and limits, which are only ever added."""

import sqlalchemy as sa

from fmdesk.core.sql.columns import flag, lead_time, number, refer, row_id, text
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sqltypes import Cents

agreement_version = sa.Table(
    "agreement_version",
    metadata,
    row_id(),
    text("department"),  # its code; empty for what holds where its own says nothing
    number("number"),
    sa.Column("valid_from", sa.Date, nullable=False),
    flag("is_ended"),
    refer("client_id", "person"),
    refer("holder_id", "person"),
    sa.Column("budget_cents", Cents),  # NULL: none is agreed
    text("note"),
    sa.UniqueConstraint("department", "number"),
)

agreement_level = sa.Table(
    "agreement_level",
    metadata,
    row_id(),
    refer("agreement_version_id", "agreement_version", needed=True, index=True),
    number("position"),
    refer("product_id", "product"),
    text("variant"),
    refer("cluster_id", "cluster"),
    *lead_time(),
    refer("calendar_id", "calendar"),
    number("volume", 0),
    sa.UniqueConstraint("agreement_version_id", "position"),
)

agreement_limit = sa.Table(
    "agreement_limit",
    metadata,
    refer("agreement_version_id", "agreement_version", needed=True, primary_key=True),
    number("position", primary_key=True, autoincrement=False),
    refer("person_id", "person"),  # NULL: everybody who is not named
    sa.Column("cents", Cents, nullable=False),
)
