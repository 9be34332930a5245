"""What can be done on the page of the budgets, by which key."""

from fmdesk.i18n import N_

KEYS: tuple[tuple[str, str, str, str, str], ...] = (
    ("begin", N_("Set a new budget"), N_("New budget…"), "Ctrl+Shift+N", "plus"),
    ("change", N_("Change the budget"), N_("Change…"), "Ctrl+E", "pencil"),
    ("end_budget", N_("End the budget"), N_("End…"), "Del", "ban"),
    ("export", N_("Export the budgets"), N_("Export"), "Ctrl+S", "download"),
    ("earlier", N_("Budgets of the year before"), "", "Ctrl+Left", "chevron-left"),
    ("later", N_("Budgets of the year after"), "", "Ctrl+Right", "chevron-right"),
)
"""The page's method, what it does, the text of its button, keys and icon."""
