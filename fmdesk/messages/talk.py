"""Texts of what can go wrong around talks with departments."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "talk.past": N_("The next talk cannot be in the past. Choose {first} or a later day."),
    "talk.future": N_(
        "A talk can be logged once it was held. Choose {last} or an earlier day, or prepare it."
    ),
    "talk.nobody": N_("Say who was there."),
    "talk.empty": N_("Write down what was said or what was agreed."),
    "talk.no_what": N_("An action has no text. Say what is to be done, or remove its row."),
    "talk.no_owner": N_("{what}: choose the person or the unit that does it."),
    "talk.due": N_("{what}: the last day cannot be before the talk. Choose a later one."),
    "talk.no_word": N_("Say in a word how the action ended."),
    "talk.changed": N_(
        "Somebody else wrote something about this department in the meantime. Look at it, then"
        " save again; what you typed stays here."
    ),
    "talk.plan_changed": N_(
        "Meanwhile the next talk was prepared otherwise: {on}, {theirs}. Look at it, and log again"
        " if this is that talk; what you typed stays here."
    ),
    "talk.corrected": N_(
        "Entry {number} was corrected in the meantime. Correct the entry that came after it."
    ),
    "talk.action_ended": N_("This action was ended in the meantime. Refresh the page."),
    "talk.unknown": N_("There is no entry {number} of this department. Refresh the page."),
    "talk.no_plan": N_("No talk is prepared any more. Refresh the page."),
    "talk.no_action": N_("There is no action {action}. Refresh the page."),
    "talk.other_account": N_(
        "{who} does not keep the account of {department}. Its account manager and the controllers"
        " write here."
    ),
}
"""English sentences by code; `fmdesk.messages` translates and fills them."""
