"""Calendars, processes, products and charters."""

import sqlalchemy as sa

from fmdesk.core.domain.process import Side
from fmdesk.core.sql.columns import code, lead_time, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sqltypes import CanonicalJson, Cents

calendar = sa.Table("calendar", metadata, row_id(), code())

calendar_version = sa.Table(
    "calendar_version",
    metadata,
    row_id(),
    refer("calendar_id", "calendar", needed=True, index=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("definition", CanonicalJson, nullable=False),
)

process = sa.Table("process", metadata, row_id(), code())

process_version = sa.Table(
    "process_version",
    metadata,
    row_id(),
    refer("process_id", "process", needed=True),
    number("number"),
    text("name_nl"),
    text("name_en"),
    sa.UniqueConstraint("process_id", "number"),
)

step = sa.Table(
    "step",
    metadata,
    refer("process_version_id", "process_version", needed=True, primary_key=True),
    number("position", primary_key=True, autoincrement=False),
    text("name_nl"),
    text("name_en"),
    word("side", Side),
    refer("unit_id", "unit"),
    sa.Column("target_seconds", sa.BigInteger),
    number("effort_minutes", 0),
    refer("staff_id", "person"),
    refer("contact_id", "person"),
    text("tools"),
    text("instruction"),
)

cluster = sa.Table(
    "cluster",
    metadata,
    row_id(),
    code(),
    text("name_nl"),
    text("name_en"),
    refer("parent_id", "cluster"),
    refer("unit_id", "unit"),
)

product = sa.Table("product", metadata, row_id(), code())

product_version = sa.Table(
    "product_version",
    metadata,
    row_id(),
    refer("product_id", "product", needed=True, index=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    text("name_nl"),
    text("name_en"),
    refer("cluster_id", "cluster"),
    refer("unit_id", "unit", needed=True),
    sa.Column("price_cents", Cents, nullable=False),
    text("price_unit"),
    *lead_time(),
    refer("calendar_id", "calendar"),
    refer("process_id", "process"),
    text("plugin"),
    text("form"),
    text("article"),
    text("description_nl"),
    text("description_en"),
    text("limits"),
    sa.Column("synonyms", CanonicalJson, nullable=False),  # list of text
    number("norm"),
    text("words"),  # folded words to find the product by; see domain.words
)

variant = sa.Table(
    "variant",
    metadata,
    refer("product_version_id", "product_version", needed=True, primary_key=True),
    number("position", primary_key=True, autoincrement=False),
    text("code"),
    text("name_nl"),
    text("name_en"),
    sa.Column("price_cents", Cents, nullable=False),
    *lead_time(),
    sa.UniqueConstraint("product_version_id", "code"),
)

faq = sa.Table(
    "faq",
    metadata,
    row_id(),
    refer("product_version_id", "product_version", needed=True, index=True),
    number("position"),
    text("language"),
    text("question"),
    text("answer"),
    number("uses", 0),
)

tip = sa.Table(
    "tip",
    metadata,
    refer("product_version_id", "product_version", needed=True, primary_key=True),
    number("position", primary_key=True, autoincrement=False),
    text("text"),
)

product_contact = sa.Table(
    "product_contact",
    metadata,
    refer("product_version_id", "product_version", needed=True, primary_key=True),
    number("position", primary_key=True, autoincrement=False),
    refer("person_id", "person", needed=True),
)

charter = sa.Table("charter", metadata, row_id(), code())

charter_version = sa.Table(
    "charter_version",
    metadata,
    row_id(),
    refer("charter_id", "charter", needed=True),
    number("number"),
    text("definition"),  # canonical JSON of services.charter_schema, without id and version
    text("sha256"),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.UniqueConstraint("charter_id", "number"),
)

charter_set = sa.Table("charter_set", metadata, row_id(), code("members"))
"""A set of charter versions that lines pin; `members` is `1,5,9` in rising order."""

charter_set_member = sa.Table(
    "charter_set_member",
    metadata,
    refer("charter_set_id", "charter_set", needed=True, primary_key=True),
    refer("charter_version_id", "charter_version", needed=True, primary_key=True),
)
