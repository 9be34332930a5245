"""What the plugin refuses, each with the sentence that says what to do."""

from collections.abc import Mapping

from fmdesk.plugins.api import N_, PluginError
from fmdesk.plugins.bundled.supplies.words import _

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
    "supplies.price": N_("A price cannot be below 0. Enter what all of it costs together."),
    "supplies.not_free": N_(
        "At {place} only {free} of {article} are free and {wanted} are asked. Take fewer, or "
        "another place."
    ),
    "supplies.same_place": N_("The goods are at {place} already. Choose another place."),
    "supplies.why": N_("Tell why or for whom; it stays with the booking."),
    "supplies.no_booking": N_("There is no booking {booking} that can be undone."),
    "supplies.undone": N_("Booking {booking} was undone before."),
    "supplies.goods_gone": N_(
        "Of what booking {booking} brought only {there} are still at {place}. Undo what took "
        "the rest first, or correct the count."
    ),
    "supplies.place_within": N_("A place cannot be a part of itself. Choose another one."),
    "supplies.unknown_location": N_("There is no location “{location}”. Choose one of the list."),
    "supplies.barcode": N_(
        "The check digit of {barcode} is wrong: it should end in {digit}. Scan it again."
    ),
    "supplies.barcode_used": N_("{barcode} is the barcode of {article} already."),
    "supplies.needs_approval": N_(
        "The difference is worth more than {limit}. Enter it as a count session, which a "
        "controller approves."
    ),
    "supplies.no_count": N_("There is no count {count}. Fetch the list again."),
    "supplies.count_open": N_(
        "Count {count} of {place} is not finished. Book it or drop it before another begins."
    ),
    "supplies.count_closed": N_("Count {count} is finished; its entries stay as they are."),
    "supplies.own_count": N_(
        "You counted here yourself. Somebody who did not must approve the differences."
    ),
    "supplies.no_order": N_("That line orders no stock article, so there is nothing to note."),
    "supplies.nothing_to_buy": N_("There is nothing to buy. Fetch the list again."),
    "supplies.no_purchase": N_("There is no purchase order {purchase}. Fetch the list again."),
    "supplies.purchase_state": N_(
        "That cannot be done with purchase order {purchase} as it is now. Fetch the list again."
    ),
    "supplies.supplier_missing": N_("Enter from whom it was ordered."),
    "supplies.not_stocked": N_("{article} is not kept in stock: it is bought when it is ordered."),
}


def refusal(code: str, **params: object) -> PluginError:
    """Return the error of a refusal with its sentence in the current language."""
    return PluginError(code, reason=_(TEXTS[code]).format(**params), **params)
