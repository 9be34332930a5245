"""The plugin's own texts, and its refusals: each a sentence that says what to do."""

from collections.abc import Mapping

from fmdesk.plugins.api import N_, Domain, Refusals

DOMAIN = Domain.of_package(__name__.rpartition(".")[0])
_, ngettext = DOMAIN.gettext, DOMAIN.ngettext

TEXTS: Mapping[str, str] = {
    "visitors.one": N_("Order one, and fill in how many people come."),
    "visitors.host": N_("There is nobody with the code “{host}”. Choose whom the visit is for."),
    "visitors.no_host": N_("Fill in whom the visit is for; they are told when it arrives."),
    "visitors.past": N_("{arrival} is past. Enter a day from today on."),
    "visitors.fewer": N_(
        "{came} of them were here already. Fill in {came} or more, and report who left."
    ),
    "visitors.names": N_("Fill in the name of at least one visitor."),
    "visitors.no_guest": N_("There is no such visitor any more. Look at the list again."),
    "visitors.not_expected": N_(
        "Only who is expected can be received. Look at the list again, or announce a new visit."
    ),
    "visitors.not_inside": N_("Only who is inside can leave. Look at the list again."),
    "visitors.arrival": N_("Enter when they arrived: today, and not later than now."),
    "visitors.badge": N_("Enter a badge from 1 to {most}; badge {free} is free."),
    "visitors.badge_used": N_("Badge {badge} is with {company}. Badge {free} is free."),
    "visitors.not_to_tell": N_("Nobody waits to be told of this visit."),
    "visitors.not_here": N_(
        "Nobody of this visit arrived yet. Report the arrival at the reception."
    ),
    "visitors.erased": N_("This visit is long over and its names were erased."),
}

REFUSALS = Refusals(_, TEXTS)
refusal = REFUSALS.refusal
