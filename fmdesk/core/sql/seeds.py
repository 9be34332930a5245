"""What every office starts with: channels, pause reasons, who may do what, an empty log.

The first revision has these as text (`scripts/freeze_schema`).
"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from fmdesk.core.domain.instants import EPOCH
from fmdesk.core.sql.grants import CORE
from fmdesk.core.sql.log import GENESIS
from fmdesk.core.sql.tables import access_grant, channel, command_head, pause_reason

CHANNELS: Sequence[tuple[str, str, str]] = (
    ("desk", "Balie", "Desk"),
    ("phone", "Telefoon", "Phone"),
    ("e-mail", "E-mail", "E-mail"),
    ("post", "Post", "Post"),
    ("intranet", "Intranet", "Intranet"),
    ("internet", "Internet", "Internet"),
    ("fax", "Fax", "Fax"),
    ("mobile", "Mobiel", "Mobile"),
    ("internal", "Intern", "Internal"),
    ("system", "Systeem", "System"),
    ("social", "Sociale media", "Social media"),
)
"""Code, Dutch and English name, in the order of the list (domain page, channel)."""

PAUSE_REASONS: Sequence[tuple[str, str, str, str]] = (
    ("customer_answer", "Wacht op antwoord van de klant", "Waiting for the customer", "customer"),
    ("customer_date", "Klant wil een latere datum", "Customer wants a later date", "customer"),
    ("no_access", "Geen toegang tot de ruimte", "No access to the room", "customer"),
    ("force_majeure", "Overmacht", "Force majeure", "force_majeure"),
    ("supplier", "Wacht op leverancier", "Waiting for a supplier", "internal"),
    ("capacity", "Geen capaciteit", "No capacity", "internal"),
)
"""Code, Dutch and English text, class; an internal reason stops no clock of the customer."""


def rows() -> Mapping[sa.Table, Sequence[Mapping[str, object]]]:
    """Return the rows of an empty database by table."""
    return {
        channel: [
            {"code": code, "name_nl": nl, "name_en": en, "rank": 10 * (place + 1)}
            for place, (code, nl, en) in enumerate(CHANNELS)
        ],
        pause_reason: [
            {"code": code, "name_nl": nl, "name_en": en, "pause_class": kind}
            for code, nl, en, kind in PAUSE_REASONS
        ],
        access_grant: [
            {"owner": "core", "object": grant.object, "role": grant.role, "privileges": grant.text}
            for grant in CORE
        ],
        command_head: [{"id": 1, "seq": 0, "hash": GENESIS, "at": EPOCH}],
    }
