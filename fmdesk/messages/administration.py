"""Texts of what can go wrong with what the office keeps about itself."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "administration.missing": N_("Fill in: {field}."),
    "administration.taken": N_("{code} is taken already. Choose another code."),
    "administration.there": N_("{title} is there already. Choose it in the list to change it."),
    "administration.changed": N_(
        "Somebody else changed this meanwhile. Press Esc to see what stands there now, and change"
        " it there."
    ),
    "administration.unknown": N_("There is no {code}. Choose one of the list."),
    "administration.circle": N_("{code} would be part of itself. Choose another place for it."),
    "administration.bounds": N_("{field} is a number from {low} to {high}."),
    "administration.past": N_(
        "What is ordered up to and including today keeps its calendar: {day} is too early. Choose a"
        " day from tomorrow on."
    ),
    "administration.line": N_("{line} does not begin with a date such as 2026-05-15."),
}
