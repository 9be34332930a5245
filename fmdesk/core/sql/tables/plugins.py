"""The plugins that an administrator approved; the bytes of their wheels stand with the files."""

import sqlalchemy as sa

from fmdesk.core.sql.columns import at, text
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sqltypes import CanonicalJson

plugin_approval = sa.Table(
    "plugin_approval",
    metadata,
    sa.Column("plugin", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, sa.ForeignKey("blob.sha256"), nullable=False),
    sa.Column("wheel", CanonicalJson, nullable=False),  # `WheelFacts`, a digest for each file
    at("approved_at", needed=True),
    text("approved_by"),
    at("removed_at"),  # kept until its data is taken away too
)
