"""Texts of what can go wrong when a ticket or a line is changed, and with tasks and links."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "change.not_open": N_(
        "This line is no longer open, so what was ordered stands. Reopen it, or take a new order."
    ),
    "change.reopened": N_(
        "This line was ready before and was reopened, so quantity, variant and cost centre stand."
        " Order what is wanted besides as a new line."
    ),
    "change.delivered": N_(
        "{done} are delivered already, in this variant and for this cost centre. Cancel the rest"
        " and order it anew."
    ),
    "change.below_delivered": N_(
        "{quantity} is less than the {done} that are delivered. Enter {done} at least."
    ),
    "change.agreed_price": N_(
        "The price of this line was agreed and is not that of the catalogue, so it cannot be"
        " worked out for something else. Order what is wanted besides as a new line."
    ),
    "change.over_budget": N_(
        "This goes {over} over the budget of {cost_centre} for {period}. Change less, let another"
        " cost centre pay, or order it as a new request, with who approves it (F8)."
    ),
    "change.reason_missing": N_("Say why it is changed; the customer may ask."),
    "change.no_subject": N_("A ticket needs a subject. Say in a few words what it is about."),
    "task.no_text": N_("Say what is to be done."),
    "task.unknown": N_("This task is no longer there. Refresh the page."),
    "link.itself": N_("A ticket cannot be linked to itself. Give the number of another one."),
    "link.there": N_("The two tickets are linked so already; {number} is the other one."),
    "link.unknown": N_("This link is no longer there. Refresh the page."),
    "plugin.no_changes": N_(
        "The plugin {plugin} keeps records of its orders and takes no changes of them. Cancel the"
        " line and order anew."
    ),
}
