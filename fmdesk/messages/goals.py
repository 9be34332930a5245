"""Errors of goals and their evaluation."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "goal.unknown": N_("This goal is not there. Refresh the page."),
    "goal.measure": N_("There is no measure {measure}. Choose one from the list."),
    "goal.scope": N_("This measure cannot be restricted to that. Choose the whole office."),
    "goal.about": N_("What the goal is about is no longer there. Choose again."),
    "goal.norm": N_("A norm is not below zero, and of a share at most 100%. Enter another one."),
    "goal.norm_past": N_(
        "Results up to {month} are evaluated against their norm, which stands. Let the new norm"
        " begin in a later month."
    ),
    "goal.there": N_(
        "This goal is set already for some of these months. Change that one, or begin after it."
    ),
    "goal.changed": N_("Somebody else changed this goal meanwhile. Refresh, and look again."),
    "goal.end": N_("The goal begins in {since}, so it cannot end before. Choose a later month."),
    "goal.period": N_("In {period} this goal has no result of its own. Choose one from the list."),
    "goal.running": N_("The period from {period} on is not over. Decide when its result is known."),
    "goal.unposted": N_(
        "Not every month of the period from {period} on is closed, so what it comes to is not"
        " known. Decide once they are closed."
    ),
    "goal.no_decision": N_("Say what was decided; that nothing changes is a decision too."),
    "goal.no_text": N_("Say of each action what is to be done."),
    "goal.no_action": N_("This action is no longer there. Refresh the page."),
}
