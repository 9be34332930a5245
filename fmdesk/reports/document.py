"""Papers that plugins declare: a title, facts and a table, in the look of the house."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
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
from fmdesk.reports.facts import facts_in_two
from fmdesk.reports.layout import PagedCanvas, document_lock, draw, logo, write_page
from fmdesk.reports.paper import BODY, LEAD, SECTION, SMALL, TITLE, Look, Paragraph
from fmdesk.reports.wording import clean
from fmdesk.reports.work_order import Signatures, facts_of
from fmdesk.ui.tokens import LIGHT

SIDE, TOP, BOTTOM = 18 * mm, 26 * mm, 18 * mm
ROOM = A4[0] - 2 * SIDE
_LOGO = 8 * mm
_MOST = 3
"""Lines that one cell may take."""
_LEAST_SIZE = 6.0
"""Points of a word that would be broken else, on a dense paper."""
_BESIDE = 4.0
"""Points left and right of the text of a cell."""
_BAR_HEIGHT, _BAR_WIDTH = 8 * mm, 0.26 * mm
_QUIET = 2.6 * mm
"""White beside a barcode: ten of its narrowest bars."""


@dataclass(frozen=True, slots=True)
class _Style:
    """How much room a paper gives to what stands on it.

    Attributes:
        title, lead, section, head, cell: Looks of its texts.
        facts: Lays out names with their values.
        gap: Between what stands below each other, in points.
        before: Above a part, in points.
        padding: Above and below a cell, in points; 0 for that of the library.
        with_title: Room that a title needs, in points: no page ends with one.
        top: Above the text of a page, in points.
    """

    title: Look
    lead: Look
    section: Look
    head: Look
    cell: Look
    facts: Callable[[Iterable[tuple[str, str]]], list[Flowable]]
    gap: float
    before: float
    padding: float
    with_title: float
    top: float


_WIDE = _Style(
    title=TITLE,
    lead=LEAD,
    section=SECTION,
    head=Look(MEDIUM, 8, 11, LIGHT.muted),
    cell=Look(REGULAR, 9.5, 13),
    facts=facts_of,
    gap=2 * mm,
    before=5 * mm,
    padding=0,
    with_title=34 * mm,
    top=TOP,
)
_DENSE = _Style(
    title=replace(TITLE, size=16, leading=20),
    lead=replace(LEAD, size=10, leading=13),
    section=replace(SECTION, size=9.5, leading=12, after=1),
    head=Look(MEDIUM, 6.8, 8.8, LIGHT.muted),
    cell=Look(REGULAR, 7.2, 8.8),
    facts=partial(facts_in_two, width=ROOM),
    gap=0.5 * mm,
    before=1.6 * mm,
    padding=0.6,
    with_title=16 * mm,
    top=21 * mm,
)


def render(document: Document, head: Letterhead, language: str, *, is_dense: bool = False) -> bytes:
    """Return the paper as a PDF; equal papers give equal bytes.

    Args:
        document: What stands on it.
        head: What stands on every page.
        language: `nl` or `en`, in which the document is worded.
        is_dense: As much as can be stands on one page.
    """
    style = _DENSE if is_dense else _WIDE
    with using_language(language), document_lock:
        load_fonts()
        buffer = BytesIO()
        made = BaseDocTemplate(
            buffer,
            pagesize=A4,
            pageTemplates=[_template(document, head, style)],
            title=clean(document.title),
            author=clean(head.organisation),
            creator="fmdesk",
            lang={"nl": "nl-NL", "en": "en-GB"}[language],
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,
        )
        date = f"D:{head.printed_at:%Y%m%d%H%M%S}Z"
        made.build(list(_story(document, style)), canvasmaker=partial(PagedCanvas, date=date))
    return buffer.getvalue()


def _template(document: Document, head: Letterhead, style: _Style) -> PageTemplate:
    frame = Frame(
        SIDE, BOTTOM, ROOM, A4[1] - BOTTOM - style.top,
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


def _story(document: Document, style: _Style) -> Iterator[Flowable]:
    yield Paragraph(document.title, style.title)
    yield Spacer(0, style.gap)
    if document.lead:
        lead = style.lead
        is_short = text_width_of(clean(document.lead), lead.font, lead.size) <= ROOM
        yield Paragraph(document.lead, lead if is_short else BODY)
        yield Spacer(0, style.gap)
    yield from style.facts(document.facts)
    yield Spacer(0, 2 * style.gap)
    if document.rows:
        yield _table(document, style)
    for part in document.parts:
        yield from _part(part, style)
    if document.is_signed:
        yield Spacer(0, 8 * mm)
        yield Signatures(document.signers, document.sign_here)


def _part(part: Document, style: _Style) -> Iterator[Flowable]:
    yield Spacer(0, style.before)
    yield CondPageBreak(style.with_title)
    yield Paragraph(part.title, style.section)
    if part.lead:
        yield Paragraph(part.lead, style.cell if style.padding else BODY)
        yield Spacer(0, style.gap / 2)
    yield from style.facts(part.facts)
    if part.rows:
        yield Spacer(0, style.gap)
        yield _table(part, style)


def _table(document: Document, style: _Style) -> Table:
    """Return the table; its headings stand on each page."""
    columns, head, cell = document.columns, style.head, style.cell
    whole = sum(column.share for column in columns)
    widths = [ROOM * column.share / whole for column in columns]
    heads = [
        clean(one.title) if one.kind is CellKind.NUMBER else Paragraph(one.title, head, 2)
        for one in columns
    ]
    rows = [
        [_cell(*given, style) for given in zip(columns, widths, row, strict=True)]
        for row in document.rows
    ]
    numbers = [place for place, one in enumerate(columns) if one.kind is CellKind.NUMBER]
    boxes = [place for place, one in enumerate(columns) if one.kind is CellKind.BLANK]
    look = [
        ("FONT", (0, 0), (-1, 0), head.font, head.size, head.leading),
        ("TEXTCOLOR", (0, 0), (-1, 0), ink(head.colour)),
        ("FONT", (0, 1), (-1, -1), cell.font, cell.size, cell.leading),
        ("TEXTCOLOR", (0, 1), (-1, -1), ink(cell.colour)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), _BESIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), _BESIDE),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, ink(LIGHT.line)),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, ink(LIGHT.control)),
        *(("ALIGN", (place, 0), (place, -1), "RIGHT") for place in numbers),
        *(("BOX", (place, 1), (place, -1), 0.7, ink(LIGHT.control)) for place in boxes),
    ]
    if style.padding:
        look += [
            (name, (0, 0), (-1, -1), style.padding) for name in ("TOPPADDING", "BOTTOMPADDING")
        ]
    return Table([heads, *rows], colWidths=widths, repeatRows=1, style=look)


def _cell(
    column: DocumentColumn, width: float, text: str, style: _Style
) -> str | Flowable | list[Flowable]:
    """Return a cell; a text of its own is wrapped and never read as markup."""
    if column.kind is CellKind.NUMBER:
        return clean(text)
    if column.kind is CellKind.BARCODE and text and text.isascii() and text.isprintable():
        bars = Code128(
            text, barHeight=_BAR_HEIGHT, barWidth=_BAR_WIDTH, lquiet=_QUIET, rquiet=_QUIET
        )
        if bars.width <= width:  # a longer code is written out alone
            return [bars, Paragraph(text, SMALL, 1)]
    return Paragraph(text, _fitting(text, width, style) if style.padding else style.cell, _MOST)


def _fitting(text: str, width: float, style: _Style) -> Look:
    """Return the look of a cell; a word such as a hash is rather small than on several lines."""
    look = style.cell
    wide = max(text_width_of(word, look.font, look.size) for word in clean(text).split(" "))
    size = look.size * (width - 2 * _BESIDE) / max(wide, 1)
    return replace(look, size=size) if _LEAST_SIZE <= size < look.size else look
