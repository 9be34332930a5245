"""Work orders: one A4 sheet for each line, to take along and to have signed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO

from fmdesk.core.domain.unit_work import WorkOrder, WorkOrders
from fmdesk.i18n import N_, _, stamp, using_language
from fmdesk.reports.engine import (
    A4,
    MEDIUM,
    REGULAR,
    STRONG,
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Spacer,
    ink,
    load_fonts,
    mm,
    text_width_of,
)
from fmdesk.reports.layout import PagedCanvas, document_lock, draw, logo, write_page
from fmdesk.reports.paper import BODY, LEAD, SMALL, TITLE, Look, Paragraph, wrap, write
from fmdesk.reports.wording import NO_VALUE, clean
from fmdesk.ui.tokens import LIGHT

SIDE, TOP, BOTTOM = 18 * mm, 26 * mm, 18 * mm
_LABEL, _LONGEST_LABEL, _LABEL_GAP = 38 * mm, 62 * mm, 6
_LOGO = 8 * mm
_NAME = Look(MEDIUM, 9, 13, LIGHT.muted)
_VALUE = Look(REGULAR, 10, 14)
_MOST = 8
"""Lines that one value may take."""
_BOX = 26 * mm
_SIGNED = (N_("Done by"), N_("Received by"))


def render(orders: WorkOrders, language: str) -> bytes:
    """Return the sheets as one PDF; equal orders give equal bytes.

    Args:
        orders: What stands on them.
        language: `nl` or `en`.
    """
    with using_language(language), document_lock:
        load_fonts()
        buffer = BytesIO()
        made = f"D:{orders.printed_at:%Y%m%d%H%M%S}Z"
        document = BaseDocTemplate(
            buffer,
            pagesize=A4,
            pageTemplates=[_template(orders)],
            title=clean(_title(orders)),
            author=clean(orders.organisation),
            creator="fmdesk",
            lang={"nl": "nl-NL", "en": "en-GB"}[language],
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,
        )
        document.build(list(_story(orders)), canvasmaker=partial(PagedCanvas, date=made))
    return buffer.getvalue()


def _title(orders: WorkOrders) -> str:
    if len(orders.orders) == 1:
        return _("Work order {number}").format(number=orders.orders[0].number)
    return _("Work orders")


def _template(orders: WorkOrders) -> PageTemplate:
    width, height = A4
    frame = Frame(
        SIDE, BOTTOM, width - 2 * SIDE, height - BOTTOM - TOP,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    return PageTemplate("order", [frame], onPage=_furniture(orders))


def _furniture(orders: WorkOrders) -> Callable[[PagedCanvas, BaseDocTemplate], None]:
    """Return what draws head and foot of a page."""
    width, height = A4
    right, base = width - SIDE, height - 16 * mm
    foot = _("Printed {at}").format(at=stamp(orders.printed_at, orders.zone))

    def furnish(canvas: PagedCanvas, document: BaseDocTemplate) -> None:
        draw(canvas, logo(), SIDE, base + _LOGO - 2, _LOGO)
        canvas.setFillColor(ink(LIGHT.text))
        canvas.setFont(STRONG, 10)
        canvas.drawString(SIDE + _LOGO + 8, base + 6, clean(orders.organisation))
        canvas.setFont(MEDIUM, 9)
        canvas.drawRightString(right, base + 6, _("Work order"))
        canvas.setStrokeColor(ink(LIGHT.line))
        canvas.line(SIDE, base - 6, right, base - 6)
        canvas.setFillColor(ink(LIGHT.muted))
        canvas.setFont(REGULAR, 7)
        canvas.drawString(SIDE, 10 * mm, foot)
        write_page(canvas, document.page, right, 10 * mm)

    return furnish


def _story(orders: WorkOrders) -> Iterator[Flowable]:
    for place, order in enumerate(orders.orders):
        if place:
            yield PageBreak()
        yield from _sheet(order, orders.zone)


def _sheet(order: WorkOrder, zone: str) -> Iterator[Flowable]:
    yield Paragraph(order.number, TITLE)
    yield Spacer(0, 2 * mm)
    yield Paragraph(
        f"{order.quantity} × {order.product}" if order.quantity else order.product, LEAD
    )
    yield Spacer(0, 3 * mm)
    yield Due(order, zone)
    yield Spacer(0, 4 * mm)
    yield from facts_of(_facts(order, zone))
    yield Spacer(0, 6 * mm)
    yield Signatures()


def _facts(order: WorkOrder, zone: str) -> Sequence[tuple[str, str]]:
    """Return names and values in the order in which they are needed."""
    return (
        (_("Where"), order.location),
        (_("For"), " · ".join(filter(None, (order.recipient, order.phone)))),
        (_("Step"), order.step),
        (_("Instruction"), order.instruction),
        (_("Take along"), order.tools),
        *order.details,
        (_("Note"), order.note),
        (_("Questions to"), order.contact),
        (_("To be done by"), " · ".join(filter(None, (order.unit, order.person)))),
        (_("Asked for"), stamp(order.opened_at, zone)),
        (_("Promised"), " ".join(order.promises)),
    )


class Due(Flowable):  # type: ignore[misc]  # the library has no types
    """The due time in a box, so that it is seen first."""

    def __init__(self, order: WorkOrder, zone: str) -> None:
        super().__init__()
        self._words = stamp(order.due_at, zone) if order.due_at else NO_VALUE

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        self.width = width
        return width, 13 * mm

    def draw(self) -> None:
        """Draw the box with its words."""
        self.canv.setFillColor(ink(LIGHT.background))
        self.canv.roundRect(0, 0, self.width, 13 * mm, 4, stroke=0, fill=1)
        write(self.canv, [_("To be ready by")], SMALL, 4 * mm, 11.5 * mm)
        write(self.canv, [self._words], Look(STRONG, 13, 16), 4 * mm, 8 * mm)


def facts_of(facts: Iterable[tuple[str, str]]) -> list[Flowable]:
    """Return names with their values, all values below each other; those without one are left out.

    Args:
        facts: Names and values.
    """
    known = [(clean(name), clean(value)) for name, value in facts if value]
    widest = max((text_width_of(name, _NAME.font, _NAME.size) for name, _value in known), default=0)
    return [Fact(*one, min(max(_LABEL, widest + _LABEL_GAP), _LONGEST_LABEL)) for one in known]


class Fact(Flowable):  # type: ignore[misc]  # the library has no types
    """A name with its value beside it, wrapped and never read as markup."""

    def __init__(self, name: str, value: str, room: float) -> None:
        super().__init__()
        self._name, self._value, self._room = name, value, room
        self._lines: list[str] = []
        self._names: list[str] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        self.width = width
        look, name = _VALUE, _NAME
        self._lines = wrap(self._value, width - self._room, look.font, look.size, _MOST).split("\n")
        self._names = wrap(self._name, self._room - _LABEL_GAP, name.font, name.size, 2).split("\n")
        return width, max(len(self._lines), len(self._names)) * look.leading + 7

    def draw(self) -> None:
        """Draw name, value and the line below."""
        top = max(len(self._lines), len(self._names)) * _VALUE.leading + 4
        write(self.canv, self._names, _NAME, 0, top)
        write(self.canv, self._lines, _VALUE, self._room, top)
        self.canv.setStrokeColor(ink(LIGHT.line))
        self.canv.setLineWidth(0.5)
        self.canv.line(0, 0, self.width, 0)


class Signatures(Flowable):  # type: ignore[misc]  # the library has no types
    """Room for name, time and signature of two parties.

    Args:
        names: Who signs, in words; who did it and who received it where none are given.
        sign_here: What is asked of them; empty for name, date and signature.
    """

    def __init__(self, names: tuple[str, ...] = (), sign_here: str = "") -> None:
        super().__init__()
        self._sign_here = clean(sign_here) or _("Name, date and signature")
        self._names = names or tuple(_(name) for name in _SIGNED)

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        self.width = width
        return width, _BOX + 6 * mm

    def draw(self) -> None:
        """Draw two boxes side by side."""
        gap = 6 * mm
        room = (self.width - gap) / 2
        self.canv.setStrokeColor(ink(LIGHT.control))
        self.canv.setLineWidth(0.7)
        for place, name in enumerate(self._names):
            left = place * (room + gap)
            self.canv.roundRect(left, 0, room, _BOX, 4, stroke=1, fill=0)
            write(self.canv, [clean(name)], BODY, left + 3 * mm, _BOX - 2 * mm)
            write(self.canv, [self._sign_here], SMALL, left + 3 * mm, 6 * mm)
