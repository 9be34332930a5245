"""The papers of the plugin: pick list, delivery note, count sheet and order list, as data."""

from collections.abc import Callable, Mapping

from fmdesk.plugins.api import CellKind, Document, DocumentColumn, day, number
from fmdesk.plugins.bundled.supplies.articles import Article
from fmdesk.plugins.bundled.supplies.refusals import refusal
from fmdesk.plugins.bundled.supplies.usecases import Context
from fmdesk.plugins.bundled.supplies.words import _, named


def pick_list(context: Context, payload: None) -> Document:  # noqa: ARG001
    """Return what is to be picked for all lines that hold goods, place by place."""
    known, readers = _articles(context), context.readers
    rows = tuple(
        (
            place,
            _name(known, article),
            known[article].barcode,
            number(pieces),
            known[article].unit,
            readers.line_number(readers.line(line_id)),
            "",
        )
        for place, article, line_id, pieces in context.store.held()
    )
    return Document(
        _("Pick list"),
        (
            DocumentColumn(_("Place"), 11),
            DocumentColumn(_("Article"), 27),
            DocumentColumn(_("Barcode"), 24, CellKind.BARCODE),
            DocumentColumn(_("How many"), 9, CellKind.NUMBER),
            DocumentColumn(_("Unit"), 9),
            DocumentColumn(_("Line"), 13),
            DocumentColumn(_("Picked"), 9, CellKind.BLANK),
        ),
        rows,
    )


def delivery_note(context: Context, payload: int) -> Document:
    """Return what a line has got and still gets, with room for a signature.

    Raises:
        PluginError: `supplies.no_order` when it is not an order of a stock article.
    """
    order, readers = context.store.order(payload), context.readers
    if order is None:
        raise refusal("supplies.no_order")
    line = readers.line(payload)
    article = context.store.article(order.article)
    details: Mapping[str, object] = line.details
    return Document(
        _("Delivery note"),
        (
            DocumentColumn(_("Article"), 40),
            DocumentColumn(_("Ordered"), 14, CellKind.NUMBER),
            DocumentColumn(_("Issued"), 14, CellKind.NUMBER),
            DocumentColumn(_("Still to come"), 16, CellKind.NUMBER),
            DocumentColumn(_("Unit"), 12),
        ),
        (
            (
                named(article.name_nl, article.name_en),
                number(order.quantity),
                number(order.issued),
                number(max(0, order.quantity - order.issued)),
                article.unit,
            ),
        ),
        lead=readers.line_number(line),
        facts=((_("Place of delivery"), str(details.get("delivery_place") or "")),),
        is_signed=True,
    )


def count_sheet(context: Context, payload: int) -> Document:
    """Return the sheet of a count session to write on; a blind one tells no figures."""
    sheet = context.store.sheet(payload)
    return Document(
        _("Count sheet"),
        (
            DocumentColumn(_("Code"), 16),
            DocumentColumn(_("Article"), 28),
            DocumentColumn(_("Barcode"), 24, CellKind.BARCODE),
            DocumentColumn(_("Unit"), 9),
            DocumentColumn(_("Should be"), 11, CellKind.NUMBER),
            DocumentColumn(_("Counted"), 13, CellKind.BLANK),
        ),
        tuple(
            (
                line.article,
                named(line.name_nl, line.name_en),
                line.barcode,
                line.unit,
                "" if line.on_hand is None else number(line.on_hand),
                "",
            )
            for line in sheet.lines
        ),
        lead=f"{sheet.count.place}  ·  {_('Count')} {sheet.count.id}",
    )


def order_list(context: Context, payload: int) -> Document:
    """Return a purchase order for its supplier."""
    lines = [one for one in context.store.purchase_lines() if one.purchase == payload]
    if not lines:
        raise refusal("supplies.no_purchase", purchase=payload)
    known, first = _articles(context), lines[0]
    return Document(
        _("Purchase order"),
        (
            DocumentColumn(_("Code"), 18),
            DocumentColumn(_("Article"), 40),
            DocumentColumn(_("Place"), 14),
            DocumentColumn(_("Ordered"), 14, CellKind.NUMBER),
            DocumentColumn(_("Unit"), 12),
        ),
        tuple(
            (
                one.article,
                _name(known, one.article),
                one.place,
                number(one.quantity),
                known[one.article].unit,
            )
            for one in lines
        ),
        lead=str(payload),
        facts=(
            (_("Supplier"), first.supplier),
            (_("Reference"), first.reference),
            (_("Expected"), day(first.expected_on) if first.expected_on else ""),
        ),
    )


PAPERS: Mapping[str, tuple[Callable[..., Document], type]] = {
    "pick_list": (pick_list, type(None)),
    "delivery_note": (delivery_note, int),
    "count_sheet": (count_sheet, int),
    "order_list": (order_list, int),
}
"""Name of the query, with what makes the paper and what it is asked with."""


def _articles(context: Context) -> dict[str, Article]:
    return {row.article.code: row.article for row in context.store.stock()}


def _name(known: Mapping[str, Article], code: str) -> str:
    return named(known[code].name_nl, known[code].name_en)
