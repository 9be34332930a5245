"""A table on paper: one library table per page, with its heading repeated.

The rows are read while the pages are made, so a report of a thousand pages never holds its rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fmdesk.i18n import _
from fmdesk.reports.engine import MEDIUM, REGULAR, STRONG, Flowable, Table, ink, mm, text_width_of
from fmdesk.reports.paper import NOTE, SECTION, Paragraph, wrap
from fmdesk.reports.sheets import Kind, Level, Row, Sheet, show
from fmdesk.reports.wording import NO_VALUE
from fmdesk.ui.tokens import LIGHT

_LEADING, _PADDING = 1.3, 2.6
"""Of the size of the text; in points."""
_DENSE_PADDING = 1.0
_DENSE_SECTION = replace(SECTION, size=9.5, leading=12, before=8, after=1)
_DENSE_NOTE = replace(NOTE, size=6.8, leading=8.5, after=0)
_BEFORE = 16
"""Above the heading of a table."""
_SIDE = 2.3
_ENDLESS = 1e6
_LEAST_ROWS = 3
"""Rows that must stand below a heading before the page ends."""
_FONTS = {Level.BODY: REGULAR, Level.GROUP: STRONG, Level.SUBTOTAL: MEDIUM, Level.TOTAL: STRONG}
_LEFT = (Kind.TEXT, Kind.STAMP)
_WHOLE = frozenset((Kind.COUNT, Kind.SHARE, Kind.POINTS, Kind.MONEY))
_SPARSE = frozenset((Kind.COUNT, Kind.MONEY))
_GAP = 5.0
"""Room between a figure and a text to its right."""


@dataclass(slots=True)
class _Printed:
    """A row as it is printed."""

    cells: list[str]
    level: Level
    height: float
    smaller: tuple[tuple[int, float], ...] = ()
    """Columns with a figure too wide for them, and the size in which it fits: none is ever cut."""


class Section(Flowable):  # type: ignore[misc]  # the library has no types
    """A heading that is also a bookmark of the document."""

    def __init__(self, code: str, title: str, *, is_dense: bool = False) -> None:
        super().__init__()
        self._code, self._title = code, title
        look = _DENSE_SECTION if is_dense else SECTION
        self._text = Paragraph(title, look, most=2)
        self.spaceBefore, self.spaceAfter = look.before or _BEFORE, look.after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the space it takes, in points."""
        size: tuple[float, float] = self._text.wrap(width, height)
        return size

    def draw(self) -> None:
        """Draw it and set the bookmark."""
        self.canv.bookmarkPage(self._code)
        self.canv.addOutlineEntry(self._title, self._code)
        self._text.drawOn(self.canv, 0, 0)


class Grid(Flowable):  # type: ignore[misc]  # the library has no types
    """What is left of a sheet.

    It never fits as a whole: the layout then asks it to split, and it hands out the table of one
    page and a new one for the rest (the layout marks one that had to wait for a page).
    """

    def __init__(self, pages: "Pages") -> None:
        super().__init__()
        self._pages = pages

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return more than any page has."""
        return width, max(height, 0) + _ENDLESS

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return what stands on this page and the rest; nothing when there is no room left."""
        page = self._pages.next_page(width, height)
        return [*page, Grid(self._pages)] if page and not self._pages.is_done else page


class Pages:
    """A sheet, handed out page by page.

    Args:
        sheet: What it shows.
        zone: The office's zone.
        width: Width of the page's text, in points.
    """

    def __init__(self, sheet: Sheet, zone: str, width: float) -> None:
        self._sheet, self._zone = sheet, zone
        self._at = sheet.on_paper
        scale = width / (sheet.width * mm)
        self._widths = [sheet.columns[at].width * mm * scale for at in self._at]
        self._pads = [self._pad(at) for at in range(len(self._at))]
        self._size, self._leading = sheet.size, sheet.size * _LEADING
        self._padding = _DENSE_PADDING if sheet.is_dense else _PADDING
        self._rows = self._printed()
        self._waiting: list[_Printed] = []
        self._group: _Printed | None = None
        self._heads = self._headings()
        self._is_begun = False

    @property
    def is_done(self) -> bool:
        """Whether all rows are handed out."""
        return self._peek() is None

    def next_page(self, width: float, height: float) -> list[Flowable]:
        """Return what fits in a space, in points; nothing when that is too small."""
        front = [] if self._is_begun else self._front()
        room = height - sum(
            item.wrap(width, height)[1] + item.getSpaceBefore() + item.getSpaceAfter()
            for item in front
        )
        rows = self._take(room - sum(head.height for head in self._heads))
        if not rows and not self.is_done:
            return []
        self._is_begun = True
        return [*front, self._table(rows)]

    def _pad(self, at: int) -> float:
        """Return the room left of a column."""
        kinds = [self._sheet.columns[column].kind for column in self._at[max(at - 1, 0) : at + 1]]
        is_after_figure = len(kinds) > 1 and kinds[0] not in _LEFT and kinds[1] in _LEFT
        return _SIDE + _GAP * is_after_figure

    def _front(self) -> list[Flowable]:
        sheet = self._sheet
        note = [Paragraph(sheet.note, _DENSE_NOTE if sheet.is_dense else NOTE)]
        note = note if sheet.note else []
        heading = Section(sheet.code, sheet.title, is_dense=sheet.is_dense)
        return [heading, *note] if sheet.title else note

    def _peek(self) -> _Printed | None:
        if not self._waiting:
            self._waiting = [row for row in (next(self._rows, None),) if row is not None]
        return self._waiting[0] if self._waiting else None

    def _take(self, room: float) -> list[_Printed]:
        """Return the rows of this page; a heading stays with its rows, a sum with the last one."""
        taken: list[_Printed] = []
        first = self._peek()
        again = self._continued() if first and first.level in (Level.BODY, Level.SUBTOTAL) else None
        if again:
            taken.append(again)
            room -= again.height
        while (row := self._peek()) is not None and row.height <= room:
            taken.append(row)
            room -= row.height
            self._waiting.pop(0)
            if row.level is Level.GROUP:
                self._group = row
        return self._give_back(taken, 1 if again else 0)

    def _continued(self) -> _Printed | None:
        if self._group is None:
            return None
        text = _("{group} (continued)").format(group=self._group.cells[0].replace("\n", " "))
        return self._print(Row((text,), Level.GROUP))

    def _give_back(self, taken: list[_Printed], first: int) -> list[_Printed]:
        """Put back rows at the end that must not be apart from what follows them."""
        follows = self._peek()
        if follows is None:
            return taken
        if follows.level in (Level.SUBTOTAL, Level.TOTAL) and len(taken) > first + 1:
            self._waiting.insert(0, taken.pop())
        while taken and taken[-1].level is Level.GROUP:
            last = taken.pop()
            if len(taken) >= first:
                self._waiting.insert(0, last)
        is_short = not self._is_begun and len(taken) < _LEAST_ROWS
        if is_short:
            self._waiting[:0] = taken
            return []
        return taken

    def _printed(self) -> Iterator[_Printed]:
        for row in self._sheet.rows():
            yield self._print(row)

    def _print(self, row: Row) -> _Printed:
        font = _FONTS[row.level]
        if row.level is Level.GROUP:
            room = sum(self._widths) - 2 * _SIDE
            text = wrap(show(row.values[0], Kind.TEXT, ""), room, font, self._size, 3)
            cells = [text] + [""] * (len(self._at) - 1)
            height = (text.count("\n") + 1) * self._leading + 2.4 * self._padding
            return _Printed(cells, row.level, height)
        kinds = [self._sheet.columns[at].kind for at in self._at]
        has_dashes = self._sheet.is_sparse and row.level is Level.BODY
        texts = [
            NO_VALUE
            if has_dashes and row.values[at] == 0 and kind in _SPARSE
            else show(row.values[at], kind, self._zone)
            for at, kind in zip(self._at, kinds, strict=True)
        ]
        smaller = []
        for at, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
            room = self._widths[at] - self._pads[at] - _SIDE
            if kind in _WHOLE:
                wide = text_width_of(text, font, self._size)
                if wide > room:
                    smaller.append((at, self._size * room / wide))
            elif text:
                room += 0 if row.level is Level.BODY else self._free(texts, at)
                texts[at] = wrap(text, room, font, self._size, self._sheet.lines)
        lines = max(text.count("\n") for text in texts) + 1
        return _Printed(texts, row.level, lines * self._leading + 2 * self._padding, tuple(smaller))

    def _free(self, texts: list[str], at: int) -> float:
        """Return the room right of a cell, up to the next one that is not empty."""
        end = next((to for to in range(at + 1, len(texts)) if texts[to]), len(texts))
        return float(sum(self._widths[at + 1 : end]))

    def _headings(self) -> list[_Printed]:
        """Return the rows of the heading: the bands, where there are any, and the titles."""
        columns = [self._sheet.columns[at] for at in self._at]
        titles = [
            wrap(column.title, width - pad - _SIDE, MEDIUM, self._size, 3)
            for column, width, pad in zip(columns, self._widths, self._pads, strict=True)
        ]
        lines = max(title.count("\n") + 1 for title in titles)
        heads = [_Printed(titles, Level.TOTAL, lines * self._leading + 2 * self._padding)]
        if any(column.band for column in columns):
            before = ["", *(column.band for column in columns[:-1])]
            bands = [
                column.band if column.band != last else ""
                for column, last in zip(columns, before, strict=True)
            ]
            heads.insert(0, _Printed(bands, Level.TOTAL, self._leading + self._padding))
        return heads

    def _table(self, rows: list[_Printed]) -> Table:
        printed = self._heads + rows
        return Table(
            [row.cells for row in printed],
            colWidths=self._widths,
            rowHeights=[row.height for row in printed],
            style=[*self._base(), *self._marks(rows)],
            hAlign="LEFT",
        )

    def _base(self) -> Iterator[tuple[object, ...]]:
        """Yield the look of the whole table and of its heading."""
        head = len(self._heads)
        yield ("FONT", (0, 0), (-1, -1), REGULAR, self._size, self._leading)
        yield ("TEXTCOLOR", (0, 0), (-1, -1), ink(LIGHT.text))
        yield ("VALIGN", (0, 0), (-1, -1), "TOP")
        yield ("LEFTPADDING", (0, 0), (-1, -1), _SIDE)
        yield ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE)
        yield ("TOPPADDING", (0, 0), (-1, -1), self._padding)
        yield ("BOTTOMPADDING", (0, 0), (-1, -1), self._padding)
        for at, column in enumerate(self._at):
            if self._pads[at] != _SIDE:
                yield ("LEFTPADDING", (at, 0), (at, -1), self._pads[at])
            if self._sheet.columns[column].kind not in _LEFT:
                yield ("ALIGN", (at, head - 1), (at, -1), "RIGHT")
        yield ("FONT", (0, 0), (-1, head - 1), MEDIUM, self._size, self._leading)
        yield ("TEXTCOLOR", (0, 0), (-1, head - 1), ink(LIGHT.muted))
        yield ("VALIGN", (0, head - 1), (-1, head - 1), "BOTTOM")
        yield ("LINEBELOW", (0, head), (-1, -1), 0.3, ink(LIGHT.line))
        yield ("LINEBELOW", (0, head - 1), (-1, head - 1), 0.9, ink(LIGHT.text))
        yield from self._bands()

    def _bands(self) -> Iterator[tuple[object, ...]]:
        if len(self._heads) == 1:
            return
        starts = [at for at, band in enumerate(self._heads[0].cells) if band]
        for start, end in zip(starts, [*starts[1:], len(self._at)], strict=True):
            yield ("LINEBELOW", (start, 0), (end - 1, 0), 0.5, ink(LIGHT.control))
            yield ("FONT", (start, 0), (start, 0), STRONG, self._size, self._leading)
            yield ("LINEBEFORE", (start, 0), (start, -1), 0.5, ink(LIGHT.control))

    def _marks(self, rows: list[_Printed]) -> Iterator[tuple[object, ...]]:
        """Yield the look of headings and sums."""
        for at, row in enumerate(rows, len(self._heads)):
            if row.level is not Level.BODY:
                yield from self._mark(at, row.level)
            for column, size in row.smaller:
                yield ("FONTSIZE", (column, at), (column, at), size)

    def _mark(self, at: int, level: Level) -> Iterator[tuple[object, ...]]:
        place = ((0, at), (-1, at))
        yield ("FONT", *place, _FONTS[level], self._size, self._leading)
        if level is Level.GROUP:
            yield ("BACKGROUND", *place, ink(LIGHT.hover))
        if level is Level.TOTAL:
            yield ("LINEABOVE", *place, 0.9, ink(LIGHT.text))
            yield ("LINEBELOW", *place, 0.9, ink(LIGHT.text))
