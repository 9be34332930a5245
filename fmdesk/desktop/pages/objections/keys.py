"""What can be done on the page of the objections, by which key."""

from fmdesk.i18n import N_

KEYS: tuple[tuple[str, str, str, str, str], ...] = (
    ("confirm", N_("Confirm the sanction"), N_("Confirm…"), "C", "check"),
    ("move_burden", N_("Move the sanction to another unit"), N_("Move…"), "M", "history"),
    ("waive", N_("Waive the sanction"), N_("Waive…"), "W", "circle-minus"),
    ("agree", N_("Agree with a colleague's decision"), N_("Agree…"), "A", "circle-check"),
    ("send_back", N_("Send a colleague's decision back"), N_("Send back…"), "R", "circle-x"),
)
"""The page's method, what it does, the text of its button, key and icon."""


def name_of(method: str) -> str:
    """Return the name of the action that calls a method of the page."""
    return f"objections_{method}"
