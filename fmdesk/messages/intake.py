"""Texts of what can go wrong when an order is taken or work is recorded."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "intake.no_lines": N_("The order has no lines. Choose at least one product."),
    "intake.received_later": N_(
        "The request would have been received at {at}, which is still to come. Enter a time that"
        " has passed."
    ),
    "intake.quantity": N_("{quantity} cannot be ordered. Enter a quantity from 1 to {most}."),
    "intake.unknown_variant": N_("The product {product} has no variant {variant}. Choose another."),
    "intake.unknown_channel": N_("There is no channel {channel}. Choose one of the list."),
    "text.unfit": N_(
        "A text has a sign in it that cannot be stored: a null character, or half of a sign. Take"
        " it out."
    ),
    "intake.budget_blocked": N_(
        "This order goes {over} over the budget of {cost_centre} for {period}, which allows no"
        " more. Order less, or let another cost centre pay."
    ),
    "intake.budget_approval": N_(
        "This order goes {over} over the budget of {cost_centre} for {period}. Note who approves it"
        " (F8), order less, or let another cost centre pay."
    ),
    "intake.no_payer": N_(
        "Nobody pays for {product} yet. Choose a requester with a cost centre, or a cost centre."
    ),
    "fulfilment.changed": N_(
        "Somebody changed this line in the meantime. Look at it again, then repeat your change."
    ),
    "fulfilment.later": N_("{at} is still to come. Enter a time that has passed."),
    "fulfilment.before_received": N_(
        "{at} lies before the request was received. Enter a later time."
    ),
    "fulfilment.reason_missing": N_("Say why: this needs a reason."),
    "fulfilment.evidence_missing": N_(
        "A pause that stops the customer's clock needs evidence: name the contact or the letter."
    ),
    "fulfilment.not_possible": N_(
        "This cannot be done while the line is {state}. Look at the line again."
    ),
    "fulfilment.step_unknown": N_("The process has no step {step}. Choose one that it has."),
    "fulfilment.quantity": N_(
        "{quantity} cannot be delivered: {left} of the order are still open. Enter that many at"
        " most."
    ),
    "fulfilment.correction": N_(
        "Event {number} cannot be corrected. Choose an event of this line and give its right time."
    ),
}
