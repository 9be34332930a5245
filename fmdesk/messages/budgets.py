"""Errors of budgets."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "budget.year": N_("Budgets are for the years {first} to {last}. Enter one of these."),
    "budget.amount": N_(
        "A budget is zero, which lets nothing be ordered, or more, up to 100 billion euros. Enter"
        " another amount."
    ),
    "budget.period": N_("A budget is for a year, a quarter or a month. Choose one of these."),
    "budget.closed": N_(
        "Every month of {period} is closed, so its budget stands. Choose a later period."
    ),
    "budget.there": N_("{cost_centre} has a budget for {period} already. Change that one."),
    "budget.changed": N_(
        "{by} changed this budget meanwhile: it is {amount} now. Refresh, and look again."
    ),
    "budget.no_reason": N_("Say why the budget changes; it is kept with it."),
    "budget.same": N_("That is what the budget is already. Enter another amount, or cancel."),
}
