"""Texts of what can go wrong when the catalogue is kept."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "catalogue.conflict": N_(
        "Somebody else has changed the same of product {product} meanwhile. Open it again, compare,"
        " and save what you still want."
    ),
    "catalogue.unchanged": N_("Nothing is different from what is stored. Change a field first."),
    "catalogue.no_reason": N_(
        "Its keeper is asked for this change. Say why it is needed, so that it can be judged."
    ),
    "catalogue.not_allowed": N_("Your account may not change product {product}. Ask who keeps it."),
    "catalogue.not_your_act": N_(
        "Your account may not do this with the catalogue. Ask the lead of the desk."
    ),
    "catalogue.past": N_(
        "A change of product {product} cannot begin before today. Choose today or a later day."
    ),
    "catalogue.no_code": N_("A product needs a code. Choose a short one that nobody uses."),
    "catalogue.no_name": N_("A product needs its Dutch name. Write it."),
    "catalogue.price": N_(
        "A price of product {product} must lie between 0 and 10,000,000,000 euros."
    ),
    "catalogue.lead_time": N_(
        "A lead time of product {product} ends later than its calendar reaches. Choose a shorter"
        " one."
    ),
    "catalogue.no_calendar": N_(
        "Product {product} has a lead time but no calendar on which it runs. Choose one."
    ),
    "catalogue.variants": N_(
        "Each variant of product {product} needs a Dutch name and a code of its own."
    ),
    "catalogue.faq": N_("Each question of product {product} needs its answer. Write both."),
    "catalogue.norm": N_("The norm of product {product} must lie between 0 and 100 %."),
    "catalogue.exists": N_("There is a product {product} already. Choose another code."),
    "catalogue.cluster_exists": N_("There is a cluster {code} already. Choose another code."),
    "catalogue.cluster_name": N_("A cluster needs a code and a Dutch name. Fill in both."),
    "catalogue.begun": N_(
        "This version of product {product} holds already and stays in the list. Change the product"
        " again instead."
    ),
    "catalogue.withdrawn": N_("This version of product {product} was withdrawn already."),
    "catalogue.unwritable": N_("{path} cannot be written: {reason}. Choose another place."),
    "proposal.unknown": N_("This proposal is no longer there. Refresh the list."),
    "proposal.decided": N_("Somebody else has decided on this proposal. Refresh the list."),
    "proposal.not_yours": N_(
        "Only the keeper decides on this proposal for product {product}. Leave it to them."
    ),
    "process.changed": N_(
        "Somebody else has changed process {process} meanwhile. Open it again and compare."
    ),
    "process.empty": N_("A process needs a code, a Dutch name and at least one step."),
    "process.no_name": N_("Step {n} needs its Dutch name. Write it."),
}
