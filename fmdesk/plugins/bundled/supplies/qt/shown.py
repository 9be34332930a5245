"""How stock is written for a person."""

from fmdesk.plugins.api import N_, money, number
from fmdesk.plugins.api.qt import Badge
from fmdesk.plugins.bundled.supplies.articles import Article, StockRow
from fmdesk.plugins.bundled.supplies.counting import CountState
from fmdesk.plugins.bundled.supplies.goods import MovementKind
from fmdesk.plugins.bundled.supplies.words import _, named

KINDS = {
    MovementKind.RECEIPT: N_("Receipt"),
    MovementKind.RESERVATION: N_("Reserved"),
    MovementKind.RELEASE: N_("Released"),
    MovementKind.ISSUE: N_("Issued"),
    MovementKind.TRANSFER: N_("Moved"),
    MovementKind.CORRECTION: N_("Count corrected"),
    MovementKind.UNDO: N_("Undone"),
}
COUNT_BADGES = {
    CountState.OPEN: ("circle-play", N_("being counted"), "accent"),
    CountState.WAITING: ("hourglass", N_("to approve"), "risk"),
    CountState.BOOKED: ("circle-check", N_("booked"), "kept"),
    CountState.DROPPED: ("circle-minus", N_("dropped"), "neutral"),
}


def name_of(article: Article) -> str:
    """Return code and name of an article."""
    return f"{article.code}  {named(article.name_nl, article.name_en)}"


def change(value: int) -> str:
    """Return a change of a quantity with its sign, nothing for none."""
    return f"{'+' if value > 0 else '-'}{number(abs(value))}" if value else ""


def cost(cents: int) -> str:
    """Return a change of a value with its sign, nothing for none."""
    return f"{'+' if cents > 0 else '-'}{money(abs(cents))}" if cents else ""


def count_badge(state: CountState) -> Badge:
    """Return how far a count session is."""
    icon, word, tone = COUNT_BADGES[state]
    return Badge(icon, _(word), tone)


def stock_badge(row: StockRow) -> Badge | None:
    """Return what is to be known about the stock of an article, None for nothing."""
    if not row.article.is_stocked:
        return Badge("truck", _("to order"), "neutral")
    if row.is_to_buy:
        return Badge("triangle-alert", _("to buy"), "risk")
    if row.free <= 0:
        return Badge("circle-x", _("none free"), "broken")
    return Badge("truck", _("on its way"), "neutral") if row.is_low else None
