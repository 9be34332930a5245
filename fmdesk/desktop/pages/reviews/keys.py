"""What can be done on the page of the reviews, by which key."""

from fmdesk.i18n import N_

KEYS: tuple[tuple[str, str, str, str, str], ...] = (
    ("plan", N_("Set the date of the review"), N_("Set a date…"), "Ctrl+E", "calendar-days"),
    ("record", N_("Record the review"), N_("Reviewed…"), "Ctrl+Return", "check"),
)
"""The page's method, what it does, the text of its button, keys and icon."""
