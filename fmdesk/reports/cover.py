"""The first page: what a director wants to know, in a minute."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fmdesk.core.domain.views import MonthFigures
from fmdesk.i18n import N_, _, ngettext, number, stamp
from fmdesk.reports.drawing import Disc, Drawing, Path, Shape
from fmdesk.reports.engine import MEDIUM, REGULAR, STRONG, Flowable, Spacer
from fmdesk.reports.grid import Grid, Pages
from fmdesk.reports.layout import COVER, Paper, Picture, draw, logo, text_width
from fmdesk.reports.month_sheets import attention, rows_of
from fmdesk.reports.paper import BODY, LEAD, SMALL, TITLE, Look, Paragraph, wrap, write
from fmdesk.reports.wording import clean
from fmdesk.ui.tokens import LIGHT

_COLOURS = {
    "kept": (LIGHT.kept, LIGHT.kept_soft),
    "broken": (LIGHT.broken, LIGHT.broken_soft),
    "risk": (LIGHT.risk, LIGHT.risk_soft),
    "neutral": (LIGHT.text, LIGHT.hover),
}
HEADING = Look(STRONG, 10.5, 15, before=10, after=4)
AFTER = 22
"""Points below the logo."""
_WORST = 3
_LARGEST, _SMALLEST = 23.0, 9.0
"""Sizes of the figure on a card, in points."""


@dataclass(frozen=True, slots=True)
class Card:
    """One figure that matters.

    Attributes:
        title: What it is.
        figure: The figure.
        lines: At most two lines below it.
        tone: `kept`, `broken`, `risk` or `neutral`.
    """

    title: str
    figure: str
    lines: Sequence[str]
    tone: str = "neutral"


class Masthead(Flowable):  # type: ignore[misc]  # the library has no types
    """Logo and organisation on the left, how far the report is on the right."""

    def __init__(
        self, organisation: str, state: str, *, is_draft: bool, after: float = AFTER
    ) -> None:
        super().__init__()
        self._organisation, self._state, self._is_draft = organisation, state, is_draft
        self.spaceAfter = after

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        self._width = width
        return width, 34

    def draw(self) -> None:
        """Draw it."""
        canvas, width = self.canv, self._width
        draw(canvas, logo(), 0, 34, 34)
        text = self._state
        tone = _COLOURS["risk" if self._is_draft else "neutral"]
        room = canvas.stringWidth(text, MEDIUM, 8.5) + 18
        canvas.setFillColor(tone[1])
        canvas.roundRect(width - room, 8, room, 18, 9, stroke=0, fill=1)
        write(canvas, [text], Look(MEDIUM, 8.5, 11, tone[0]), width - room + 9, 23.2)
        look = Look(STRONG, 13, 15)
        name = wrap(clean(self._organisation), width - room - 56, look.font, 13, 2)
        lines = name.split("\n")
        write(canvas, lines, look, 46, 17 + len(lines) * look.leading / 2)


class Cards(Flowable):  # type: ignore[misc]  # the library has no types
    """Cards side by side."""

    def __init__(self, cards: Sequence[Card]) -> None:
        super().__init__()
        self._cards = cards
        self.spaceBefore, self.spaceAfter = 14, 7

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        self._width = width
        return width, 88

    def draw(self) -> None:
        """Draw them."""
        gap = 10
        width = (self._width - gap * (len(self._cards) - 1)) / len(self._cards)
        for at, card in enumerate(self._cards):
            self._draw_card(card, at * (width + gap), width)

    def _draw_card(self, card: Card, x: float, width: float) -> None:
        canvas, (colour, soft) = self.canv, _COLOURS[card.tone]
        canvas.setFillColor(soft)
        canvas.roundRect(x, 0, width, 88, 6, stroke=0, fill=1)
        canvas.setFillColor(colour)
        canvas.rect(x + 12, 73.5, 18, 2.4, stroke=0, fill=1)
        write(canvas, [card.title], Look(MEDIUM, 8.5, 11, LIGHT.muted), x + 12, 70)
        size = _LARGEST
        while size > _SMALLEST and canvas.stringWidth(card.figure, STRONG, size) > width - 44:
            size -= 0.5
        write(canvas, [card.figure], Look(STRONG, size, 26, colour), x + 12, 57)
        if sign := _sign(card.tone, colour):
            draw(canvas, sign, x + width - 28, 52, 16)
        for line_at, line in enumerate(card.lines):
            text = wrap(line, width - 22, REGULAR, 7.6, 1)
            write(canvas, [text], Look(REGULAR, 7.6, 10, LIGHT.text), x + 12, 28 - line_at * 11)


def _sign(tone: str, colour: str) -> Drawing | None:
    """Return a tick or a cross, so that the colour is not alone."""
    marks: dict[str, tuple[Shape, ...]] = {
        "kept": (Path(((4.5, 8.3), (7.2, 11), (11.8, 5.4)), LIGHT.surface, 1.8),),
        "broken": (
            Path(((5.4, 5.4), (10.6, 10.6)), LIGHT.surface, 1.8),
            Path(((5.4, 10.6), (10.6, 5.4)), LIGHT.surface, 1.8),
        ),
    }
    return Drawing(16, 16, (Disc(8, 8, 8, colour), *marks[tone])) if tone in marks else None


def state_of(figures: MonthFigures) -> str:
    """Return whether the month is closed, at which instant, in which revision."""
    at = stamp(figures.as_of, figures.zone)
    if figures.is_closed:
        return _("Closed {at} · revision {n}").format(at=at, n=figures.revision)
    return _("Draft, as of {at} · revision {n}").format(at=at, n=figures.revision)


def opening(paper: Paper, sentence: str, cards: Sequence[Card]) -> Iterator[Flowable]:
    """Yield the top of a first page: who, what, the sentence and the figures that matter."""
    figures = paper.figures
    yield Masthead(figures.organisation, state_of(figures), is_draft=not figures.is_closed)
    yield Paragraph(paper.title, replace(TITLE, size=11, leading=15, colour=LIGHT.muted), 1)
    yield Paragraph(paper.period, TITLE, 1)
    yield Spacer(0, 8)
    yield Paragraph(sentence, LEAD, 5)
    yield Cards(cards)


def heading(text: str) -> Flowable:
    """Return a small heading on the first page."""
    return Paragraph(text, HEADING, 1)


def picture(drawing: Drawing) -> Flowable:
    """Return a drawing on the first page."""
    return Picture(drawing, after=4)


def below_norm(figures: MonthFigures) -> Iterator[Flowable]:
    """Yield the units furthest below their norm, or the sentence that there is none."""
    sheet = attention(figures)
    rows = tuple(sheet.rows())
    if not rows:
        is_judged = any(row.month.judged for row in rows_of(figures, "unit"))
        text = _("Every unit keeps its norm.") if is_judged else _("No unit was judged yet.")
        yield Paragraph(text, BODY, 1)
        return
    worst = replace(sheet, rows=lambda: iter(rows[:_WORST]), lines=1)
    yield Grid(Pages(worst, figures.zone, text_width(COVER)))
    rest = len(rows) - _WORST
    if rest > 0:
        text = ngettext(
            "{n} more unit is below its norm.", "{n} more units are below theirs.", rest
        )
        yield Spacer(0, 3)
        yield Paragraph(text.format(n=rest), SMALL, 1)


REALISED = N_(
    "Realised is kept divided by kept and broken, rounded down. Excused, running and lines "
    "without a guarantee are not in it. Unfinished past due is broken."
)
SANCTIONED = N_(
    "The customer's credit follows from the verdict and the charter alone; an objection moves only "
    "who bears it."
)


def notes(figures: MonthFigures, first: str) -> Iterator[Flowable]:
    """Yield what the reader must know about these figures."""
    texts = [_(first)]
    if not figures.is_closed:
        texts.append(_("This is a draft: the figures can change until the month is closed."))
    if figures.is_demo:
        texts.append(
            _("The sanctions in this demo are ours, not the publisher's.")
            if figures.attribution
            else _("Example data: the organisation, its people and its work are made up.")
        )
    if figures.without_guarantee:
        texts.append(
            ngettext(
                "{n} line of this month has no due time and counts as neither kept nor broken.",
                "{n} lines of this month have no due time and count as neither kept nor broken.",
                figures.without_guarantee,
            ).format(n=number(figures.without_guarantee))
        )
    if figures.quarantined:
        texts.append(
            ngettext(
                "{n} verdict is set apart because two engines disagree; it is in no figure.",
                "{n} verdicts are set apart because two engines disagree; they are in no figure.",
                figures.quarantined,
            ).format(n=number(figures.quarantined))
        )
    engine = _("Decided by {engine}; charters {charters}.").format(
        engine=clean(figures.engine), charters=clean(figures.charter_set)[:12] or "–"
    )
    for text in (*texts, engine):
        yield Paragraph(text, SMALL, 2)
