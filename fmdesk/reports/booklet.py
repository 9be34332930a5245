"""The catalogue and its promises as a booklet: cover, contents with page numbers, chapters.

Page numbers of the contents are written when all pages are drawn: each line refers to a piece that
is filled in last, so one pass over the products is enough and nothing is laid out twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

from fmdesk.core.domain.booklet import Booklet, BookletCluster
from fmdesk.core.domain.intake_views import ProductCard
from fmdesk.i18n import _, long_day, ngettext, number, using_language
from fmdesk.reports import website
from fmdesk.reports.engine import (
    A4,
    MEDIUM,
    REGULAR,
    STRONG,
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    ink,
    load_fonts,
    mm,
)
from fmdesk.reports.layout import (
    BOTTOM,
    COVER,
    PORTRAIT,
    SIDE,
    TOP,
    PagedCanvas,
    document_lock,
    draw,
    logo,
    write_page,
)
from fmdesk.reports.paper import BODY, LEAD, SMALL, TITLE, Look, wrap, write
from fmdesk.reports.wording import clean
from fmdesk.ui.tokens import LIGHT

WIDTH = A4[0] - 2 * SIDE
CHAPTER = Look(STRONG, 17, 22, after=8)
NAME = Look(STRONG, 11.5, 15, before=12, after=3)
LABEL = Look(MEDIUM, 8.5, 12, LIGHT.muted, before=4)
STRONGER = replace(BODY, font=STRONG, before=3)
PLAIN = replace(BODY, size=9, leading=12.5)
PROMISE = replace(BODY, font=MEDIUM, leading=13)
CHUNK = 8
"""Lines of a text that stay together; a longer text may go on on the next page."""
_LINES = 50
"""Points that a chapter needs to begin in the contents, so that it is not alone at the foot."""
_PART = 42
"""Points that a part of a product needs, so that its heading is not alone at the foot."""
_ROOM = 90
"""Points that a product needs to begin on a page."""
_SMALL_SIZE = 6.8


def render(booklet: Booklet) -> bytes:
    """Return the booklet as PDF; equal data gives equal bytes.

    Args:
        booklet: The catalogue in one language.
    """
    with using_language(booklet.language), document_lock:
        load_fonts()
        buffer = BytesIO()
        title = _(website.TITLE)
        document = BaseDocTemplate(
            buffer,
            pagesize=A4,
            pageTemplates=[_template(name, booklet) for name in (COVER, PORTRAIT)],
            title=clean(title),
            author=clean(booklet.organisation),
            subject=clean(website.validity(booklet)),
            creator="fmdesk",
            lang={"nl": "nl-NL", "en": "en-GB"}[booklet.language],
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,
        )
        stamp = f"D:{booklet.at:%Y%m%d%H%M%S}Z"
        document.build(_story(booklet, title), canvasmaker=partial(_Canvas, date=stamp))
    return buffer.getvalue()


class _Canvas(PagedCanvas):
    """A canvas that remembers on which page each mark stands and fills that in at the end."""

    def __init__(self, *args: Any, date: str, **options: Any) -> None:
        super().__init__(*args, date=date, **options)
        self.marks: dict[str, int] = {}

    def save(self) -> None:
        """Write the page of each mark where it is referred to, then the file."""
        for key, page in self.marks.items():
            self.beginForm(f"at-{key}", -40, -3, 0, 12)
            self.setFillColor(ink(LIGHT.text))
            self.setFont(REGULAR, BODY.size)
            self.drawRightString(0, 0, number(page))
            self.endForm()
        super().save()


# --- what stands on the pages ---------------------------------------------------------------------


def _story(booklet: Booklet, title: str) -> list[Flowable]:
    story = [*_cover(booklet, title), NextPageTemplate(PORTRAIT), PageBreak()]
    story += [*_text(_("Contents"), CHAPTER)]
    for at, cluster in enumerate(booklet.clusters, start=1):
        story.append(CondPageBreak(_LINES))
        story.append(_Line(website.name_of(cluster), f"c{at}", is_chapter=True))
        story += [
            _Line(card.name, f"p{at}.{place}", is_chapter=False)
            for place, card in enumerate(cluster.products)
        ]
    for at, cluster in enumerate(booklet.clusters, start=1):
        story += [PageBreak(), *_chapter(cluster, at)]
    return story


def _cover(booklet: Booklet, title: str) -> Iterator[Flowable]:
    products = sum(len(one.products) for one in booklet.clusters)
    count = ngettext("{n} product", "{n} products", products).format(n=number(products))
    yield Spacer(0, 40 * mm)
    yield _Logo()
    yield from _text(booklet.organisation, replace(TITLE, size=13, leading=18, before=14))
    yield from _text(title, replace(TITLE, size=30, leading=38))
    yield from _text(long_day(booklet.day), LEAD)
    yield Spacer(0, 10 * mm)
    yield from _text(
        _("{products}: what you may expect, what it costs, and what we promise.").format(
            products=count
        ),
        replace(BODY, size=11, leading=16),
    )


def _chapter(cluster: BookletCluster, at: int) -> Iterator[Flowable]:
    title = website.name_of(cluster)
    yield _Mark(f"c{at}", title, 0)
    yield from _text(title, CHAPTER)
    if cluster.unit:
        yield from _text(cluster.unit, SMALL)
    for place, card in enumerate(cluster.products):
        yield CondPageBreak(_ROOM)
        yield _Mark(f"p{at}.{place}", card.name, 1)
        yield from _product(card)


def _product(card: ProductCard) -> Iterator[Flowable]:
    yield from _text(card.name, NAME)
    yield from _text(card.scope, PLAIN)
    for name, value in website.facts(card):
        yield _Fact(name, value)
    for promise in card.promises:
        if not promise.is_trial:
            yield _Promise(promise.text)
    yield from _part(_("Limits"), [(card.limits, PLAIN)] if card.limits else [])
    asked = ((one.question, one.answer) for one in card.questions)
    questions = [part for ask, tell in asked for part in ((ask, STRONGER), (tell, PLAIN))]
    yield from _part(_("Asked most"), questions)
    yield from _part(_("Whom to ask"), [(one, PLAIN) for one in website.contacts(card)])
    links = [(f"{one.name}: {one.address}", PLAIN) for one in card.links]
    yield from _part(_("Files and pages"), links)


def _part(title: str, texts: Sequence[tuple[str, Look]]) -> Iterator[Flowable]:
    if texts:
        yield CondPageBreak(_PART)
        yield from _text(title, LABEL)
    for text, look in texts:
        yield from _text(text, look)


def _text(text: str, look: Look) -> Iterator[Flowable]:
    """Yield a text as pieces of some lines, so that it may go on on the next page."""
    lines = [
        line
        for part in text.splitlines()
        for line in wrap(clean(part), WIDTH, look.font, look.size, 10_000).split("\n")
    ]
    for first in range(0, len(lines), CHUNK):
        is_last = first + CHUNK >= len(lines)
        yield _Lines(
            lines[first : first + CHUNK],
            replace(look, before=0 if first else look.before, after=look.after if is_last else 0),
        )


class _Lines(Flowable):  # type: ignore[misc]  # the library has no types
    """Lines that are broken already."""

    def __init__(self, lines: Sequence[str], look: Look) -> None:
        super().__init__()
        self._lines, self._look = list(lines), look
        self.spaceBefore, self.spaceAfter = look.before, look.after

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        return width, len(self._lines) * self._look.leading

    def draw(self) -> None:
        """Draw the lines."""
        write(self.canv, self._lines, self._look, 0, len(self._lines) * self._look.leading)


class _Fact(Flowable):  # type: ignore[misc]  # the library has no types
    """A name with its value beside it."""

    _AT = 42 * mm

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        self._name = wrap(clean(name), self._AT - 8, MEDIUM, 8.5, 2).split("\n")
        self._value = wrap(clean(value), WIDTH - self._AT, REGULAR, 9, 3).split("\n")
        self.spaceBefore = 2

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        return width, max(len(self._name), len(self._value)) * PLAIN.leading

    def draw(self) -> None:
        """Draw both."""
        top = max(len(self._name), len(self._value)) * PLAIN.leading
        write(self.canv, self._name, replace(LABEL, leading=PLAIN.leading), 0, top)
        write(self.canv, self._value, PLAIN, self._AT, top)


class _Promise(Flowable):  # type: ignore[misc]  # the library has no types
    """A promise on a soft ground, as the customer reads it."""

    _PAD = 7

    def __init__(self, text: str) -> None:
        super().__init__()
        room = WIDTH - 2 * self._PAD - 4
        self._lines = wrap(clean(text), room, PROMISE.font, PROMISE.size, 20).split("\n")
        self.spaceBefore, self.spaceAfter = 5, 3

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        return width, len(self._lines) * PROMISE.leading + 2 * self._PAD - 3

    def draw(self) -> None:
        """Draw ground, bar and words."""
        high = len(self._lines) * PROMISE.leading + 2 * self._PAD - 3
        canvas = self.canv
        canvas.setFillColor(ink(LIGHT.accent_soft))
        canvas.roundRect(0, 0, WIDTH, high, 4, stroke=0, fill=1)
        canvas.setFillColor(ink(LIGHT.accent))
        canvas.rect(0, 0, 2.4, high, stroke=0, fill=1)
        write(canvas, self._lines, PROMISE, self._PAD + 4, high - self._PAD + 2)


class _Mark(Flowable):  # type: ignore[misc]  # the library has no types
    """A place that the contents lead to; it takes no room."""

    def __init__(self, key: str, title: str, level: int) -> None:
        super().__init__()
        self._key, self._title, self._level = key, clean(title), level

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes: none."""
        return 0, 0

    def draw(self) -> None:
        """Remember the page and set the bookmark."""
        canvas = self.canv
        canvas.marks[self._key] = canvas.getPageNumber()
        canvas.bookmarkPage(self._key)
        canvas.addOutlineEntry(self._title, self._key, self._level, closed=self._level == 0)


class _Line(Flowable):  # type: ignore[misc]  # the library has no types
    """A line of the contents with its page, which is known only later."""

    def __init__(self, text: str, key: str, *, is_chapter: bool) -> None:
        super().__init__()
        self._key = key
        self._look = replace(BODY, font=STRONG) if is_chapter else BODY
        self._left = 0 if is_chapter else 12
        room = WIDTH - 60 - self._left
        self._text = wrap(clean(text), room, self._look.font, self._look.size, 1)
        self.spaceBefore = 7 if is_chapter else 0

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        return width, self._look.leading

    def draw(self) -> None:
        """Draw text, dots and the place of the page number."""
        canvas, look = self.canv, self._look
        write(canvas, [self._text], look, self._left, look.leading)
        base = look.leading - look.size * 1.05
        ends = self._left + canvas.stringWidth(self._text, look.font, look.size) + 5
        canvas.setStrokeColor(ink(LIGHT.control))
        canvas.setLineWidth(0.5)
        canvas.setDash([0.5, 3])
        canvas.line(ends, base, WIDTH - 28, base)
        canvas.setDash([])
        canvas.saveState()
        canvas.translate(WIDTH, base)
        canvas.doForm(f"at-{self._key}")
        canvas.restoreState()
        canvas.linkRect("", self._key, (0, 0, WIDTH, look.leading), relative=1, thickness=0)


class _Logo(Flowable):  # type: ignore[misc]  # the library has no types
    """The logo on the cover."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        return width, 54

    def draw(self) -> None:
        """Draw it."""
        draw(self.canv, logo(), 0, 54, 54)


def _template(name: str, booklet: Booklet) -> PageTemplate:
    width, height = A4
    frame = Frame(
        SIDE, BOTTOM, WIDTH, height - BOTTOM - TOP,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    standing = f"{clean(booklet.organisation)} · {_(website.TITLE)} · {website.validity(booklet)}"

    def furniture(canvas: PagedCanvas, document: BaseDocTemplate) -> None:
        if name == COVER:
            return
        canvas.saveState()
        canvas.setStrokeColor(ink(LIGHT.line))
        canvas.setLineWidth(0.5)
        canvas.line(SIDE, 12 * mm + 11, width - SIDE, 12 * mm + 11)
        canvas.setFillColor(ink(LIGHT.muted))
        canvas.setFont(REGULAR, _SMALL_SIZE)
        canvas.drawString(SIDE, 12 * mm, wrap(standing, WIDTH - 90, REGULAR, _SMALL_SIZE, 1))
        canvas.restoreState()
        write_page(canvas, document.page, width - SIDE, 12 * mm)

    return PageTemplate(name, [frame], onPage=furniture, pagesize=A4)
