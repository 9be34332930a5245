"""The plugin's own texts, and its refusals: each a sentence that says what to do."""

from collections.abc import Mapping

from fmdesk.plugins.api import N_, Domain, Refusals

_ = Domain.of_package(__name__.rpartition(".")[0]).gettext

TEXTS: Mapping[str, str] = {
    "catering.when": N_(
        "Fill in either when it must be there or the number of the booking that it goes with."
    ),
    "catering.booking": N_(
        "{number} is no booking with a time that still stands. Look up its number again."
    ),
    "catering.other_booking": N_(
        "Catering stays with its booking. Cancel this order and order again with the other one."
    ),
    "catering.one": N_("Order one, and fill in for how many people it is."),
    "catering.past": N_("{delivery} is past. Choose a later time."),
    "catering.too_late": N_(
        "{menu} for {delivery} could be ordered and changed until {latest}. It can still be "
        "ordered for {earliest} and later."
    ),
    "catering.quick": N_("Until {minutes} minutes ahead you can still order: {menus}."),
}

REFUSALS = Refusals(_, TEXTS)
sentence, refusal = REFUSALS.sentence, REFUSALS.refusal
