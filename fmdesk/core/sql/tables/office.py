"""The command log, settings and grants."""

import sqlalchemy as sa

from fmdesk.core.sql.columns import at, code, number, refer, text
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sqltypes import Id

command_log = sa.Table(
    "command_log",
    metadata,
    sa.Column("seq", Id, primary_key=True, autoincrement=False),
    code("op_id"),
    text("name"),
    text("actor"),
    at("at", needed=True),
    text("digest"),  # of salt and payload, so that an erased payload leaves nothing to guess
    text("result"),
    text("previous"),
    text("hash"),
)

sa.Index("ix_command_log_at", command_log.c.at)

command_payload = sa.Table(
    "command_payload",
    metadata,
    refer("seq", "command_log.seq", needed=True, primary_key=True),
    text("salt"),
    text("payload"),
)
"""Payloads apart from the log: they can be erased and the chain still holds."""

command_head = sa.Table(
    "command_head",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=False),
    number("seq"),
    text("hash"),
    at("at", needed=True),
    sa.CheckConstraint("id = 1", name="single"),
)
"""The one row that every command locks last."""

setting = sa.Table("setting", metadata, sa.Column("name", sa.Text, primary_key=True), text("value"))

access_grant = sa.Table(
    "access_grant",
    metadata,
    sa.Column("owner", sa.Text, primary_key=True),  # `core` or a plugin's id
    sa.Column("object", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    text("privileges"),
)
"""Who may do what with which table on PostgreSQL; `grants.statements` turns it into GRANTs."""
