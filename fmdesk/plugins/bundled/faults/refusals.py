"""What the plugin refuses, each with the sentence that says what to do."""

from collections.abc import Mapping

from fmdesk.plugins.api import N_, Domain, PluginError

_ = Domain.of_package(__name__.rpartition(".")[0]).gettext

TEXTS: Mapping[str, str] = {
    "faults.unknown_asset": N_(
        "There is no asset “{asset}”. Pick one of the list, or leave it empty."
    ),
    "faults.no_column": N_("The file has no column “{column}”. Add it, and try again."),
    "faults.too_many_rows": N_("The file has more than {most} rows. Import it in parts."),
    "faults.unknown_fault": N_(
        "There is no fault {number}. Correct the number, or leave it empty."
    ),
    "faults.closed_fault": N_("Fault {number} is over. Leave it empty to report a new one."),
    "faults.itself": N_("A fault cannot hang on itself. Name another one."),
    "faults.no_words": N_("Write a subject and a text for who reported it."),
    "faults.plan_incomplete": N_("Give the plan a code, a name and an asset."),
    "faults.plan_interval": N_(
        "The interval is 1 to {most}, and at most {lead} days before it the ticket is made."
    ),
    "faults.plan_product": N_(
        "“{product}” is no maintenance. Name a product of this plugin with the form maintenance."
    ),
    "faults.several_pieces": N_("A fault is reported one at a time: make the quantity 1."),
}


def refusal(code: str, **params: object) -> PluginError:
    """Return the error of a refusal with its sentence in the current language."""
    return PluginError(code, reason=_(TEXTS[code]).format(**params), **params)
