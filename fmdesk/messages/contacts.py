"""Texts of what can go wrong with status calls, complaints, compliments and suggestions."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "contact.kind": N_(
        "{kind} is neither a complaint, a compliment nor a suggestion. Choose one of the three."
    ),
    "contact.no_text": N_("Write down what the customer says."),
    "contact.no_handler": N_("A complaint needs a unit that handles it. Choose one."),
    "contact.no_target": N_("A complaint needs a date on which the customer has an answer."),
    "contact.target_past": N_("{at} has passed. Enter a later time for the answer."),
    "contact.no_answer": N_("Write down what the customer was answered."),
    "contact.answered": N_("This was answered already. Look at it again."),
    "contact.unknown": N_("There is no complaint, compliment or suggestion {contact}."),
}
