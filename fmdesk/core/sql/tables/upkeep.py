"""The upkeep of the catalogue: what is taken back, proposed and read."""

import sqlalchemy as sa

from fmdesk.core.domain.product_change import Keeper
from fmdesk.core.domain.upkeep_views import ProposalState
from fmdesk.core.sql.columns import at, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata

product_withdrawal = sa.Table(
    "product_withdrawal",
    metadata,
    refer("product_version_id", "product_version", needed=True, primary_key=True),
    at("at", needed=True),
    text("actor"),
)
"""Versions that were taken back before they began; they hold on no day."""

process_hold = sa.Table(
    "process_hold",
    metadata,
    refer("product_id", "product", needed=True, primary_key=True),
    refer("process_version_id", "process_version", needed=True),
)
"""Products that keep an earlier version of their process; all others use the newest."""

catalogue_proposal = sa.Table(
    "catalogue_proposal",
    metadata,
    row_id(),
    refer("product_id", "product", needed=True, index=True),
    refer("base_version_id", "product_version", needed=True),
    word("keeper", Keeper),
    text("definition"),  # canonical JSON of the product as it would be
    text("reason"),
    text("author"),
    at("at", needed=True),
    word("state", ProposalState),
    text("decided_by"),
    at("decided_at"),
    text("answer"),
)

product_reading = sa.Table(
    "product_reading",
    metadata,
    row_id(),
    refer("product_version_id", "product_version", needed=True),
    text("login"),
    refer("person_id", "person"),
    at("at", needed=True),
    sa.UniqueConstraint("product_version_id", "login"),
)
"""Who has read which changed version."""

cluster_change = sa.Table(
    "cluster_change",
    metadata,
    refer("cluster_id", "cluster", needed=True, primary_key=True),
    number("number", primary_key=True, autoincrement=False),
    at("at", needed=True),
    text("actor"),
    text("before"),  # canonical JSON of the values, empty where it was added
    text("after"),
)
"""What was changed of a cluster by hand."""
