"""Texts of what can go wrong when something is agreed with a department."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "agreement.over_limit": N_(
        "This order costs {asked}, and the requester may order up to {most} at once for this"
        " department. Order less, or ask {holder}, who holds the budget."
    ),
    "agreement.changed": N_(
        "Somebody agreed something else with this department in the meantime. Look at the newest"
        " version, then repeat your change."
    ),
    "agreement.past": N_("An agreement cannot begin in the past. Choose {first} or a later day."),
    "agreement.coming": N_(
        "From {day} something else is agreed already, and that stands in the way. Take it back"
        " first (Del on the page), or choose {day} or a later day."
    ),
    "agreement.twice": N_("{what} is agreed twice. Keep one of the two rows."),
    "agreement.both": N_("{what} names a product and a cluster. Choose one of them."),
    "agreement.limit_twice": N_("Somebody has two amounts. Keep one row for each person."),
    "agreement.no_product": N_("There is no product {what}. Choose one of the catalogue."),
    "agreement.no_cluster": N_("There is no cluster {what}. Choose one of the catalogue."),
    "agreement.no_variant": N_("{what}: the product has no such variant. Choose another one."),
    "agreement.no_calendar": N_(
        "{what}: a lead time needs a calendar, and the product has none. Choose one."
    ),
    "agreement.volume": N_("{what}: the volume cannot be below nought. Enter 0 for none."),
    "agreement.empty": N_("Nothing is agreed over the catalogue: its own lead times hold."),
    "agreement.no_holder": N_(
        "There are amounts but no budget holder, so nobody may order above them."
    ),
    "agreement.rest_unlimited": N_(
        "Who is not named may order any amount. Add everybody else with an amount to limit them."
    ),
    "agreement.no_promise": N_("{what}: no lead time is promised, though the catalogue has one."),
    "agreement.looser": N_("{what}: the department gets more time than the catalogue promises."),
    "agreement.level_unknown": N_("There is no level {level}. Refresh the page."),
    "agreement.no_version": N_("There is no version {number}. Refresh the page."),
}
"""English sentences by code; `fmdesk.messages` translates and fills them."""
