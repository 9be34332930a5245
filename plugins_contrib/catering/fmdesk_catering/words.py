"""The plugin's own texts, and its refusals: each a sentence that says what to do."""

from collections.abc import Mapping

from fmdesk.plugins.api import N_, Domain, PluginError

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


def sentence(code: str, **params: object) -> str:
    """Return one of the sentences in the current language."""
    return _(TEXTS[code]).format(**params)


def refusal(code: str, *more: str, **params: object) -> PluginError:
    """Return the error of a refusal with its sentence in the current language.

    Args:
        code: Which one.
        more: Sentences that follow.
        params: What stands in the sentence.
    """
    reason = " ".join((sentence(code, **params), *more))
    return PluginError(code, reason=reason, **params)
