"""Charters that are being written, and wait for a second pair of eyes."""

import sqlalchemy as sa

from fmdesk.core.domain.charter_drafts import DraftState
from fmdesk.core.sql.columns import at, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sqltypes import CanonicalJson

charter_draft = sa.Table(
    "charter_draft",
    metadata,
    row_id(),
    text("definition"),  # canonical JSON of the charter so far, without id and version
    refer("base_version_id", "charter_version"),
    text("plugin"),
    word("state", DraftState),
    sa.Column("writers", CanonicalJson, nullable=False),  # list of logins
    at("at", needed=True),
    text("reason"),
    text("decided_by"),
    number("version", 1),
)
