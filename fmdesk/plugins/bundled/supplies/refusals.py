"""What the plugin refuses, each with the sentence that says what to do."""

from collections.abc import Mapping

from fmdesk.plugins.api import N_, Domain, PluginError

_ = Domain.of_package(__name__.rpartition(".")[0]).gettext

TEXTS: Mapping[str, str] = {
    "supplies.unknown_article": N_(
        "There is no article “{article}”. Add it on the Stock page, or correct the product."
    ),
    "supplies.unknown_place": N_("There is no stock place “{place}”. Choose one of the list."),
    "supplies.not_in_stock": N_(
        "Of {article} only {free} can be issued and {wanted} are needed. Book the receipt or "
        "correct the count first."
    ),
    "supplies.quantity": N_("{quantity} cannot be a quantity. Enter a whole number above 0."),
    "supplies.counted": N_("{counted} cannot be a count. Enter 0 or more."),
    "supplies.reason_missing": N_("Tell why the count differs; the reason stays with it."),
    "supplies.not_stocked": N_("{article} is not kept in stock: it is bought when it is ordered."),
}


def refusal(code: str, **params: object) -> PluginError:
    """Return the error of a refusal with its sentence in the current language."""
    return PluginError(code, reason=_(TEXTS[code]).format(**params), **params)
