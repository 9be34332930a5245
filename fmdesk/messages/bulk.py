"""Texts of what can go wrong when the same is done to many lines."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "bulk.no_owner": N_("Say who shall own the tickets."),
    "bulk.changed": N_("It was changed since, and stays as it is now."),
}
