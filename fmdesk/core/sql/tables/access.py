"""Accounts to sign in with."""

import sqlalchemy as sa

from fmdesk.core.sql.columns import at, code, number, refer, row_id, text
from fmdesk.core.sql.tables.base import metadata

user_account = sa.Table(
    "user_account",
    metadata,
    row_id(),
    code("login"),
    text("roles"),  # words of `Role` with a space between them
    refer("person_id", "person"),
    refer("unit_id", "unit"),  # NULL: the person's own
    text("password"),  # its hash; empty: the operating system's account signs in
    sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()),
    number("wrong", 0),  # wrong passwords since the last right one
    at("wait_until"),
)

secret = sa.Table(
    "secret",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # what it opens
    text("place"),  # for which address and user it was given; elsewhere it is not used
    text("value"),
)
"""Passwords that the program itself signs in with; hidden from every person's role."""
