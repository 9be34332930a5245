"""What can be done on the page of the goals, by which key."""

from fmdesk.i18n import N_

KEYS: tuple[tuple[str, str, str, str, str], ...] = (
    ("begin", N_("Set a new goal"), N_("New goal…"), "Ctrl+Shift+N", "plus"),
    ("change", N_("Change the goal"), N_("Change…"), "Ctrl+E", "pencil"),
    ("end_goal", N_("End the goal"), N_("End…"), "Del", "ban"),
    ("preview", N_("Preview the goals of the quarter"), N_("Preview"), "Ctrl+P", "file-text"),
    ("evaluate", N_("Evaluate the result"), N_("Evaluate…"), "Ctrl+Return", "check"),
)
"""The page's method, what it does, the text of its button, keys and icon."""
