"""Papers that plugins declare: a title, facts and a table, in the look of the house."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO

from fmdesk.core.domain.document import CellKind, Document, DocumentColumn, Letterhead
from fmdesk.i18n import _, number, stamp, using_language
from fmdesk.reports.engine import (
    A4,
    MEDIUM,
    REGULAR,
    STRONG,
    BaseDocTemplate,
    Code128,
    CondPageBreak,
    Flowable,
    Frame,
    PageTemplate,
    Spacer,
    Table,
    ink,
    load_fonts,
    mm,
    text_width_of,
)
from fmdesk.reports.layout import PagedCanvas, document_lock, draw, logo, write_page
from fmdesk.reports.paper import BODY, LEAD, SECTION, SMALL, TITLE, Look, Paragraph
from fmdesk.reports.wording import clean
from fmdesk.reports.work_order import Signatures, facts_of
from fmdesk.ui.tokens import LIGHT

SIDE, TOP, BOTTOM = 18 * mm, 26 * mm, 18 * mm
ROOM = A4[0] - 2 * SIDE
_LOGO = 8 * mm
_HEAD = Look(MEDIUM, 8, 11, LIGHT.muted)
_CELL = Look(REGULAR, 9.5, 13)
_WITH_TITLE = 34 * mm
"""Room that a title needs: no page ends with one."""
_MOST = 3
"""Lines that one cell may take."""
_BAR_HEIGHT, _BAR_WIDTH = 8 * mm, 0.26 * mm
_QUIET = 2.6 * mm
"""White beside a barcode: ten of its narrowest bars."""


def render(document: Document, head: Letterhead, language: str) -> bytes:
    """Return the paper as a PDF; equal papers give equal bytes.

    Args:
        document: What stands on it.
        head: What stands on every page.
        language: `nl` or `en`, in which the document is worded.
    """
    with using_language(language), document_lock:
        load_fonts()
        buffer = BytesIO()
        made = BaseDocTemplate(
            buffer,
            pagesize=A4,
            pageTemplates=[_template(document, head)],
            title=clean(document.title),
            author=clean(head.organisation),
            creator="fmdesk",
            lang={"nl": "nl-NL", "en": "en-GB"}[language],
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,
        )
        date = f"D:{head.printed_at:%Y%m%d%H%M%S}Z"
        made.build(list(_story(document)), canvasmaker=partial(PagedCanvas, date=date))
    return buffer.getvalue()


def _template(document: Document, head: Letterhead) -> PageTemplate:
    frame = Frame(
        SIDE, BOTTOM, ROOM, A4[1] - BOTTOM - TOP,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    return PageTemplate("paper", [frame], onPage=_furniture(document, head))


def _furniture(
    document: Document, head: Letterhead
) -> Callable[[PagedCanvas, BaseDocTemplate], None]:
    """Return what draws head and foot of a page."""
    right, base = SIDE + ROOM, A4[1] - 16 * mm
    foot = clean(head.foot) or _("Printed {at}").format(at=stamp(head.printed_at, head.zone))

    def furnish(canvas: PagedCanvas, made: BaseDocTemplate) -> None:
        draw(canvas, logo(), SIDE, base + _LOGO - 2, _LOGO)
        canvas.setFillColor(ink(LIGHT.text))
        canvas.setFont(STRONG, 10)
        canvas.drawString(SIDE + _LOGO + 8, base + 6, clean(head.organisation))
        canvas.setFont(MEDIUM, 9)
        canvas.drawRightString(right, base + 6, clean(document.title))
        canvas.setStrokeColor(ink(LIGHT.line))
        canvas.line(SIDE, base - 6, right, base - 6)
        canvas.setFillColor(ink(LIGHT.muted))
        canvas.setFont(REGULAR, 7)
        canvas.drawString(SIDE, 10 * mm, foot)
        if head.page:
            canvas.drawRightString(right, 10 * mm, head.page.format(n=number(made.page)))
        else:
            write_page(canvas, made.page, right, 10 * mm)

    return furnish


def _story(document: Document) -> Iterator[Flowable]:
    yield Paragraph(document.title, TITLE)
    yield Spacer(0, 2 * mm)
    if document.lead:
        is_short = text_width_of(clean(document.lead), LEAD.font, LEAD.size) <= ROOM
        yield Paragraph(document.lead, LEAD if is_short else BODY)
        yield Spacer(0, 2 * mm)
    yield from facts_of(document.facts)
    yield Spacer(0, 4 * mm)
    if document.rows:
        yield _table(document)
    for part in document.parts:
        yield from _part(part)
    if document.is_signed:
        yield Spacer(0, 8 * mm)
        yield Signatures(document.signers, document.sign_here)


def _part(part: Document) -> Iterator[Flowable]:
    yield Spacer(0, 5 * mm)
    yield CondPageBreak(_WITH_TITLE)
    yield Paragraph(part.title, SECTION)
    if part.lead:
        yield Paragraph(part.lead, BODY)
        yield Spacer(0, 1 * mm)
    yield from facts_of(part.facts)
    if part.rows:
        yield Spacer(0, 2 * mm)
        yield _table(part)


def _table(document: Document) -> Table:
    """Return the table; its headings stand on each page."""
    columns = document.columns
    whole = sum(column.share for column in columns)
    widths = [ROOM * column.share / whole for column in columns]
    heads = [
        clean(one.title) if one.kind is CellKind.NUMBER else Paragraph(one.title, _HEAD, 2)
        for one in columns
    ]
    rows = [
        [_cell(*given) for given in zip(columns, widths, row, strict=True)] for row in document.rows
    ]
    numbers = [place for place, one in enumerate(columns) if one.kind is CellKind.NUMBER]
    boxes = [place for place, one in enumerate(columns) if one.kind is CellKind.BLANK]
    style = [
        ("FONT", (0, 0), (-1, 0), _HEAD.font, _HEAD.size),
        ("TEXTCOLOR", (0, 0), (-1, 0), ink(_HEAD.colour)),
        ("FONT", (0, 1), (-1, -1), _CELL.font, _CELL.size),
        ("TEXTCOLOR", (0, 1), (-1, -1), ink(_CELL.colour)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, ink(LIGHT.line)),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, ink(LIGHT.control)),
        *(("ALIGN", (place, 0), (place, -1), "RIGHT") for place in numbers),
        *(("BOX", (place, 1), (place, -1), 0.7, ink(LIGHT.control)) for place in boxes),
    ]
    return Table([heads, *rows], colWidths=widths, repeatRows=1, style=style)


def _cell(column: DocumentColumn, width: float, text: str) -> str | Flowable | list[Flowable]:
    """Return a cell; a text of its own is wrapped and never read as markup."""
    if column.kind is CellKind.NUMBER:
        return clean(text)
    if column.kind is CellKind.BARCODE and text and text.isascii() and text.isprintable():
        bars = Code128(
            text, barHeight=_BAR_HEIGHT, barWidth=_BAR_WIDTH, lquiet=_QUIET, rquiet=_QUIET
        )
        if bars.width <= width:  # a longer code is written out alone
            return [bars, Paragraph(text, SMALL, 1)]
    return Paragraph(text, _CELL, _MOST)
