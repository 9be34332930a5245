"""Texts of what can go wrong with messages, templates and call-backs."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "message.unknown": N_("There is no message {message} any more. Refresh the list."),
    "message.changed": N_("Somebody else changed this message just now. Refresh the list."),
    "message.settled": N_("This message is settled already. Refresh the list."),
    "message.is_mail": N_("An e-mail goes out by itself. Only letters and calls are ticked off."),
    "message.reason_missing": N_(
        "A delay notice needs a reason. Say why it comes later, in words for the customer."
    ),
    "message.no_words": N_("Give the message a subject and a text."),
    "message.no_customer": N_(
        "Nobody is known who asked for {number}, so there is nobody to write to."
    ),
    "message.no_address": N_(
        "This customer has no address for that. Choose another way, or complete the person."
    ),
    "message.sender": N_(
        "No mail can go out from {sender}. Give one e-mail address, such as desk@example.org."
    ),
    "template.broken": N_("The {part} of the template does not work, line {line}: {cause}."),
    "template.not_allowed": N_(
        "The {part} of the template has something in line {line} that is not possible there:"
        " {cause}. Use values, if and else only."
    ),
    "template.unknown_value": N_(
        "The {part} of the template names {value} in line {line}. Known are: {known}."
    ),
    "template.long": N_("The {part} of the template is too long: {most} signs at most."),
    "template.language": N_("There are no messages in {language}. Choose nl or en."),
    "call_back.unknown": N_("There is no call-back {call_back} any more. Refresh the list."),
    "call_back.changed": N_("Somebody else called this customer just now. Refresh the list."),
    "call_back.reason_missing": N_(
        "Say what is wrong, in the customer's words: the line is reopened with it."
    ),
    "call_back.own_work": N_("You or your unit did this work. Let somebody else ask the customer."),
    "call_back.twice": N_("Two rules are for the same product and unit. Keep one of them."),
    "call_back.every": N_("A rule calls back every first, second, third … line: {every} is none."),
}
