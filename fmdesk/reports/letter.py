"""A letter: A4 in the house's type, the address where the window of an envelope is."""

import textwrap
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from zoneinfo import ZoneInfo

from fmdesk.core.domain.letter import Letter
from fmdesk.i18n import _, long_day, using_language
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
    PageTemplate,
    Spacer,
    ink,
    load_fonts,
    mm,
)
from fmdesk.reports.layout import PagedCanvas, document_lock, draw, logo, write_page
from fmdesk.reports.paper import Look, Paragraph, wrap, write
from fmdesk.reports.wording import clean
from fmdesk.ui.tokens import LIGHT

SIDE, TOP, BOTTOM = 25 * mm, 25 * mm, 22 * mm
_WINDOW = 50 * mm
"""Where the address begins below the edge: inside the left window of C5/6 and C4 (DIN 5008, B)."""
_WINDOW_LINES = 6
_WINDOW_WIDTH = 85 * mm
_FACTS = 48 * mm
_BEGIN = 103 * mm
"""Where the text begins: below the window, above the first fold."""
_FOLDS = (105 * mm, 210 * mm)
_LOGO = 9 * mm
_NAME = Look(STRONG, 12, 16)
_TEXT = Look(REGULAR, 10, 15)
_ADDRESS = Look(REGULAR, 10, 14)
_RETURN = Look(REGULAR, 6.8, 9, LIGHT.muted)
_SUBJECT = Look(STRONG, 11, 16, after=8)
_FACT = Look(MEDIUM, 8.5, 12, LIGHT.muted)
_FOOT = Look(REGULAR, 7, 9, LIGHT.muted)
_PIECE = 1500
"""Signs of one paragraph that stand together, so that no piece is longer than a page."""
_MOST = 40
"""Lines that a piece may take."""
_FIRST, _LATER = "first", "later"


def render(letter: Letter) -> bytes:
    """Return a letter as PDF; an equal letter gives equal bytes.

    Args:
        letter: What stands on it.
    """
    with using_language(letter.language), document_lock:
        load_fonts()
        buffer = BytesIO()
        made = f"D:{letter.written_at:%Y%m%d%H%M%S}Z"
        document = BaseDocTemplate(
            buffer,
            pagesize=A4,
            pageTemplates=[_template(_FIRST, letter), _template(_LATER, letter)],
            title=clean(letter.subject),
            author=clean(letter.organisation),
            creator="fmdesk",
            lang={"nl": "nl-NL", "en": "en-GB"}[letter.language],
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,
        )
        document.build(list(_story(letter)), canvasmaker=partial(PagedCanvas, date=made))
    return buffer.getvalue()


def _story(letter: Letter) -> Iterator[Flowable]:
    yield NextPageTemplate(_LATER)
    yield Paragraph(letter.subject, _SUBJECT, 3)
    for line in letter.text.strip().split("\n"):
        for piece in textwrap.wrap(line, _PIECE):
            yield Paragraph(piece, _TEXT, _MOST)
        if not line.strip():
            yield Spacer(1, _TEXT.leading * 0.7)


def _template(name: str, letter: Letter) -> PageTemplate:
    width, height = A4
    top = _BEGIN if name == _FIRST else TOP
    frame = Frame(
        SIDE, BOTTOM, width - 2 * SIDE, height - BOTTOM - top,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    return PageTemplate(name, [frame], onPage=_furniture(letter, is_first=name == _FIRST))


def _furniture(letter: Letter, *, is_first: bool) -> Callable[[PagedCanvas, BaseDocTemplate], None]:
    """Return what draws everything around the text."""
    width, height = A4

    def furnish(canvas: PagedCanvas, document: BaseDocTemplate) -> None:
        if is_first:
            _head(canvas, letter)
            canvas.setStrokeColor(ink(LIGHT.line))
            for fold in _FOLDS:
                canvas.line(5 * mm, height - fold, 9 * mm, height - fold)
        canvas.setFillColor(ink(LIGHT.muted))
        canvas.setFont(REGULAR, 7)
        canvas.drawString(SIDE, 12 * mm, *_fitted(letter.organisation, 130 * mm, _FOOT))
        write_page(canvas, document.page, width - SIDE, 12 * mm)

    return furnish


def _head(canvas: Canvas, letter: Letter) -> None:
    """Draw sender, address and what the letter refers to."""
    width, height = A4
    draw(canvas, logo(), SIDE, height - 16 * mm, _LOGO)
    beside = SIDE + _LOGO + 8
    office = _fitted(letter.organisation, width - SIDE - beside, _NAME)
    write(canvas, office, _NAME, beside, height - 22 * mm + _NAME.size * 1.05)
    window = height - _WINDOW
    sender = _fitted(letter.organisation, _WINDOW_WIDTH, _RETURN)
    write(canvas, sender, _RETURN, SIDE, window + 4 * mm)
    lines = letter.address[:_WINDOW_LINES]
    address = [one for line in lines for one in _fitted(line, _WINDOW_WIDTH, _ADDRESS)]
    write(canvas, address, _ADDRESS, SIDE, window - 1 * mm)
    day = long_day(letter.written_at.astimezone(ZoneInfo(letter.zone)).date())
    facts = (
        (_("Date"), day),
        (_("Number"), letter.number),
        (_("Written by"), letter.desk),
    )
    left = width - SIDE - _FACTS
    at = 0
    for name, value in facts:
        if value:
            write(canvas, [name], _FACT, left, window - at * 11 * mm)
            shown = _fitted(value, _FACTS, _ADDRESS, 2)
            write(canvas, shown, _ADDRESS, left, window - at * 11 * mm - 12)
            at += 1


def _fitted(text: str, width: float, look: Look, most: int = 1) -> list[str]:
    """Return the lines of a text in a width; what does not fit ends in an ellipsis."""
    return wrap(clean(text), width, look.font, look.size, most).split("\n")
