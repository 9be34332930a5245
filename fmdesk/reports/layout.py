"""The document: pages, header and footer, page x of y, and the bytes that come out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from threading import Lock
from typing import Any

from fmdesk.config import resources_path
from fmdesk.core.domain.views import MonthFigures
from fmdesk.i18n import _, number
from fmdesk.reports.drawing import Box, Disc, Drawing, Path, Words, read_svg
from fmdesk.reports.engine import (
    A4,
    MEDIUM,
    REGULAR,
    STRONG,
    BaseDocTemplate,
    Canvas,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    landscape,
    load_fonts,
    mm,
)
from fmdesk.reports.grid import Grid, Pages
from fmdesk.reports.paper import wrap
from fmdesk.reports.sheets import Sheet
from fmdesk.reports.wording import NO_VALUE, clean, month_in_words
from fmdesk.ui.tokens import LIGHT

COVER, WIDE_COVER, PORTRAIT, LANDSCAPE = "cover", "wide_cover", "portrait", "landscape"
SIZES = {COVER: A4, WIDE_COVER: landscape(A4), PORTRAIT: A4, LANDSCAPE: landscape(A4)}
_COVERS = (COVER, WIDE_COVER)
SIDE, TOP, BOTTOM = 18 * mm, 24 * mm, 21 * mm
_LANDSCAPE_SIDE = 15 * mm
_LOGO = 7 * mm
_SMALL = 6.8
_PAGES, _PAGES_ROOM = "pages", 18
document_lock = Lock()
"""The fonts of the layout library are shared by all documents of a process."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on every page of a report.

    Attributes:
        title: Title of the report.
        period: What it is about, in words, with a capital.
        name: Both, as the properties of the file have them.
        organisation: Name of the organisation.
        standing: Period, state and place in the log, for the footer.
        as_of: When it was made.
        language: `nl` or `en`, for the properties of the file.
        attribution: Where the data comes from.
        is_draft: It says that it is a draft.
    """

    title: str
    period: str
    name: str
    organisation: str
    standing: str
    as_of: datetime
    language: str
    attribution: str = ""
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A report of a month.

    Attributes:
        title: Title of the report.
        figures: The month it is about.
        language: `nl` or `en`, for the properties of the file.
    """

    title: str
    figures: MonthFigures
    language: str

    @property
    def head(self) -> Head:
        """What stands on every page."""
        figures = self.figures
        return Head(
            self.title,
            self.period,
            f"{self.title}, {month_in_words(figures.month)}",
            figures.organisation,
            self.standing,
            figures.as_of,
            self.language,
            figures.attribution,
            is_draft=not figures.is_closed,
        )

    @property
    def period(self) -> str:
        """The month in words, with a capital."""
        return capital(month_in_words(self.figures.month))

    @property
    def standing(self) -> str:
        """Month, revision, place in the log and organisation, for the footer."""
        figures = self.figures
        text = _("revision {n}") if figures.is_closed else _("revision {n}, DRAFT")
        head = _("log {head}").format(head=clean(figures.chain_head)[:12] or NO_VALUE)
        parts = (self.period, text.format(n=figures.revision), head, figures.organisation)
        return " · ".join(parts)


def capital(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def side(template: str) -> float:
    """Return the margin left and right of a page, in points."""
    return float(_LANDSCAPE_SIDE if template in (LANDSCAPE, WIDE_COVER) else SIDE)


def text_width(template: str) -> float:
    """Return the width of the text on a page, in points."""
    return float(SIZES[template][0]) - 2 * side(template)


def build(head: Head, story: Iterable[Flowable], first: str = COVER) -> bytes:
    """Return the PDF of a report.

    Args:
        head: What stands on every page.
        story: What stands on the pages.
        first: Kind of the first page, `COVER` or `WIDE_COVER`.
    """
    buffer = BytesIO()
    stamp = f"D:{head.as_of:%Y%m%d%H%M%S}Z"
    document = BaseDocTemplate(
        buffer,
        pagesize=A4,
        pageTemplates=[_template(name, head) for name in (first, PORTRAIT, LANDSCAPE)],
        title=clean(head.name),
        author=clean(head.organisation),
        subject=clean(head.standing),
        creator="fmdesk",
        lang={"nl": "nl-NL", "en": "en-GB"}[head.language],
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
    )
    with document_lock:
        load_fonts()
        document.build(list(story), canvasmaker=partial(PagedCanvas, date=stamp))
    return buffer.getvalue()


def page_of(sheet: Sheet) -> str:
    """Return the kind of page that the columns of a table ask for."""
    return PORTRAIT if sheet.width * mm <= text_width(PORTRAIT) + 1 else LANDSCAPE


def place(sheets: Iterable[Sheet], zone: str, current: str = PORTRAIT) -> Iterable[Flowable]:
    """Yield the tables, each on the kind of page that its columns ask for.

    Args:
        sheets: The tables.
        zone: The office's zone, for instants.
        current: Kind of the page on which they begin.
    """
    for sheet in sheets:
        wanted = page_of(sheet)
        if wanted != current:
            yield from turn(wanted)
            current = wanted
        yield Grid(Pages(sheet, zone, text_width(wanted)))


def turn(template: str) -> tuple[Flowable, Flowable]:
    """Return what begins a new page of a kind."""
    return NextPageTemplate(template), PageBreak()


class PagedCanvas(Canvas):  # type: ignore[misc]  # the library has no types
    """A canvas that knows the number of pages once all are drawn: each page refers to it."""

    def __init__(self, *args: Any, date: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.setDateFormatter(lambda *_parts: date)

    def save(self) -> None:
        """Write the number of pages where every page refers to it, then the file."""
        pages = self.getPageNumber() - 1
        self.beginForm(_PAGES, 0, -3, 60, 10)
        self.setFillColor(LIGHT.muted)
        self.setFont(REGULAR, _SMALL)
        self.drawString(0, 0, number(pages))
        self.endForm()
        super().save()


def _template(name: str, head: Head) -> PageTemplate:
    width, height = SIZES[name]
    top = 16 * mm if name in _COVERS else TOP
    frame = Frame(
        side(name), BOTTOM, width - 2 * side(name), height - BOTTOM - top,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    return PageTemplate(name, [frame], onPage=_furniture(name, head), pagesize=SIZES[name])


def _furniture(name: str, head: Head) -> Callable[[Canvas, BaseDocTemplate], None]:
    """Return what draws header and footer; they are drawn once and referred to by each page."""
    width, height = SIZES[name]

    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        if not canvas.hasForm(name):
            canvas.beginForm(name, 0, 0, width, height)
            if name not in _COVERS:
                _header(canvas, name, head)
            _footer(canvas, name, head)
            canvas.endForm()
        canvas.doForm(name)
        write_page(canvas, document.page, width - side(name), 12 * mm)

    return draw


def write_page(canvas: PagedCanvas, page: int, right: float, base: float) -> None:
    """Write "page 2 of 5" at the foot of a page, in the language in force.

    Args:
        canvas: The canvas that knows the number of pages in the end.
        page: Number of the page.
        right: Where the line ends, in points.
        base: Where it stands, in points.
    """
    words = _("page {page} of {pages}").partition("{pages}")[0].format(page=number(page))
    canvas.saveState()
    canvas.setFillColor(LIGHT.muted)
    canvas.setFont(REGULAR, _SMALL)
    canvas.drawRightString(right - _PAGES_ROOM, base, words)
    canvas.translate(right - _PAGES_ROOM, base)
    canvas.doForm(_PAGES)
    canvas.restoreState()


def _header(canvas: Canvas, name: str, head: Head) -> None:
    width, height = SIZES[name]
    left, right, base = side(name), width - side(name), height - 15 * mm
    draw(canvas, logo(), left, base + _LOGO - 2, _LOGO)
    canvas.setFillColor(LIGHT.text)
    canvas.setFont(STRONG, 8.5)
    room = (right - left) / 2
    canvas.drawString(left + _LOGO + 6, base + 8, _one_line(head.title, room, STRONG, 8.5))
    canvas.setFillColor(LIGHT.muted)
    canvas.setFont(REGULAR, 7.5)
    organisation = _one_line(head.organisation, room, REGULAR, 7.5)
    canvas.drawString(left + _LOGO + 6, base - 1.5, organisation)
    canvas.setFont(MEDIUM, 8.5)
    canvas.drawRightString(right, base + 8, head.period)
    if head.is_draft:
        canvas.setFillColor(LIGHT.risk)
        canvas.setFont(MEDIUM, 7.5)
        canvas.drawRightString(right, base - 1.5, _("Draft"))
    canvas.setStrokeColor(LIGHT.line)
    canvas.setLineWidth(0.5)
    canvas.line(left, base - 7, right, base - 7)


def _footer(canvas: Canvas, name: str, head: Head) -> None:
    width = SIZES[name][0]
    left, right, base = side(name), width - side(name), 12 * mm
    canvas.setStrokeColor(LIGHT.line)
    canvas.setLineWidth(0.5)
    canvas.line(left, base + 11, right, base + 11)
    canvas.setFillColor(LIGHT.muted)
    canvas.setFont(REGULAR, _SMALL)
    room = right - left - 90
    canvas.drawString(left, base, _one_line(head.standing, room, REGULAR, _SMALL))
    if head.attribution:
        text = clean(head.attribution)
        for at, line in enumerate(wrap(text, right - left, REGULAR, 6.2, 2).split("\n"), 1):
            canvas.setFont(REGULAR, 6.2)
            canvas.drawString(left, base - at * 8, line)


def _one_line(text: str, width: float, font: str, size: float) -> str:
    return wrap(clean(text), width, font, size, 1)


def logo() -> Drawing:
    """Return the logo on reports."""
    return read_svg(resources_path("reports", "logo.svg").read_bytes())


class Picture(Flowable):  # type: ignore[misc]  # the library has no types
    """A drawing in the text."""

    def __init__(self, drawing: Drawing, after: float = 0) -> None:
        super().__init__()
        self._drawing, self.spaceAfter = drawing, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        return self._drawing.width, self._drawing.height

    def draw(self) -> None:
        """Draw it."""
        draw(self.canv, self._drawing, 0, self._drawing.height, self._drawing.height)


def draw(canvas: Canvas, drawing: Drawing, left: float, top: float, height: float) -> None:
    """Draw a drawing with its top left corner at a place, scaled to a height."""
    scale = height / drawing.height
    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(scale, scale)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for shape in drawing.shapes:
        _draw_shape(canvas, shape)
    canvas.restoreState()


def _draw_shape(canvas: Canvas, shape: Box | Path | Disc | Words) -> None:
    if isinstance(shape, Words):
        canvas.setFillColor(shape.fill)
        canvas.setFont(STRONG if shape.is_strong else REGULAR, shape.size)
        write = {
            "start": canvas.drawString,
            "middle": canvas.drawCentredString,
            "end": canvas.drawRightString,
        }
        write[shape.anchor](shape.x, -shape.y, clean(shape.text))
        return
    if shape.fill:
        canvas.setFillColor(shape.fill)
    if shape.stroke:
        canvas.setStrokeColor(shape.stroke)
        canvas.setLineWidth(shape.thickness)
    paint = {"stroke": int(bool(shape.stroke)), "fill": int(bool(shape.fill))}
    match shape:
        case Box(x, y, width, height):
            canvas.roundRect(x, -y - height, width, height, shape.radius, **paint)
        case Disc(x, y, radius):
            canvas.circle(x, -y, radius, **paint)
        case Path(points):
            line = canvas.beginPath()
            for at, (x, y) in enumerate(points):
                (line.lineTo if at else line.moveTo)(x, -y)
            if shape.fill:
                line.close()
            canvas.setDash([shape.dash, shape.dash] if shape.dash else [])
            canvas.drawPath(line, **paint)
            canvas.setDash([])
