"""Tables over rows of frozen data: small ones kept whole, long ones fetched as they are looked at.

The long model knows how many rows there are and holds those of some pages, so the scroll bar is
true at a million rows, any place is one query away, and memory does not grow with the list.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from fmdesk.i18n import _
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.widgets.badge import Badge
from fmdesk.ui.widgets.labels import tip

PAGE_ROWS, KEPT_PAGES = 40, 128
IN_SIGHT = 4
"""Pages that a high window shows parts of."""
Row = TypeVar("Row")
Read = Callable[[int, int], Sequence[Row]]
"""Gives rows by the place of the first and their number."""
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        key: Name under which its width is kept and by which tests find it.
        title: English title, marked with `N_`.
        text: The cell's text.
        width: First width in pixels.
        is_number: Right-aligned.
        is_stretched: Takes the width that is left; one column at most.
        is_hidden: Not shown until the user chooses it.
        sort: Name that the query sorts by; empty when it does not.
        badge: Shown in place of the text.
        tone: Token of the text's colour, empty for the usual one.
        hint: The tooltip.
        is_link: The cell opens something.
        is_strong: Its text is semibold.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    width: int = 110
    is_number: bool = False
    is_stretched: bool = False
    is_hidden: bool = False
    sort: str = ""
    badge: Callable[[Row], Badge | None] | None = None
    tone: Callable[[Row], str] | None = None
    hint: Callable[[Row], str] | None = None
    is_link: Callable[[Row], bool] | None = None
    is_strong: Callable[[Row], bool] | None = None


class ColumnModel(QAbstractTableModel, Generic[Row]):
    """What both kinds of table share: columns, titles, and the roles of a cell.

    Args:
        columns: Its columns.
        parent: Whose it is.
        gettext: Looks up the titles; a plugin's own for its tables.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
        gettext: Callable[[str], str] = _,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._gettext = gettext
        self.sorted_by = ""
        self.is_descending = False

    def row_at(self, row: int) -> Row | None:
        """Return the data of a row, None while it is being fetched."""
        raise NotImplementedError

    def row_total(self) -> int:
        """Return the number of rows."""
        raise NotImplementedError

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows, for Qt."""
        return 0 if parent.isValid() else self.row_total()

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns, for Qt."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return text, alignment and tooltip of a cell."""
        column = self.columns[index.column()]
        if role in _TEXT_ROLES:
            row = self.row_at(index.row())
            return "" if row is None else _shown(column, row)
        if role == Qt.ItemDataRole.ToolTipRole and column.hint is not None:
            row = self.row_at(index.row())
            return None if row is None else tip(column.hint(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a column's title in the language of now, with an arrow when sorted by it."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = " ↓" if self.is_descending else " ↑"
            return self._gettext(column.title) + (
                arrow if column.sort and column.sort == self.sorted_by else ""
            )
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def mark_sort(self, sort: str, *, is_descending: bool) -> None:
        """Show in the titles how the rows are sorted."""
        if (sort, is_descending) != (self.sorted_by, self.is_descending):
            self.sorted_by, self.is_descending = sort, is_descending
            self.retranslate()

    def retranslate(self) -> None:
        """Show titles and cells in the language of now."""
        last = len(self.columns) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self.row_total():
            self.dataChanged.emit(self.index(0, 0), self.index(self.row_total() - 1, last))


class RowsModel(ColumnModel[Row]):
    """A table whose rows are all there."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
        gettext: Callable[[str], str] = _,
    ) -> None:
        super().__init__(columns, parent, gettext)
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, row: int) -> Row | None:
        """Return the data of a row, None for a place where there is none."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_total(self) -> int:
        """Return the number of rows."""
        return len(self._rows)


class LongModel(ColumnModel[Row]):
    """A table of any length: rows are fetched in pages on the read lane, as they are looked at.

    Args:
        columns: Its columns.
        runner: Runs the fetching.
        parent: Owner.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        runner: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._runner = runner
        self._read: Read[Row] = _read_nothing
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._wanted: list[int] = []
        self._coming: set[int] = set()
        self._stale: set[int] = set()
        self._awaited: dict[int, Callable[[Row], object]] = {}
        self._age = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fetch_wanted)

    def show(
        self, total: int, read: "Read[Row]", rows: Sequence[Row] = (), *, first: int = 0
    ) -> None:
        """Show another list.

        Args:
            total: How many rows it has, as far as that is known.
            read: Gives rows by the place of the first and their number; called on a thread.
            rows: A page of them that is at hand.
            first: Place of the first of those, where a page begins.
        """
        self.beginResetModel()
        self._read, self._total = read, total
        self._pages.clear()
        self._wanted.clear()
        self._coming.clear()
        self._stale.clear()
        self._awaited.clear()
        self._age += 1
        if rows:
            self._pages[first // PAGE_ROWS] = rows
        self.endResetModel()

    def read_again(self) -> None:
        """Fetch the rows anew as they are looked at; until then they stay as they are."""
        self._stale = set(self._pages)
        self._coming.clear()
        self._age += 1
        if self._total:
            last = self.index(self._total - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_total(self, total: int) -> None:
        """Show that the list is longer, or that it ends earlier."""
        first, last = sorted((self._total, total))
        if first == last:
            return
        if total > self._total:
            self.beginInsertRows(_NOWHERE, first, last - 1)
            self._total = total
            self.endInsertRows()
        else:
            self.beginRemoveRows(_NOWHERE, first, last - 1)
            self._total = total
            self.endRemoveRows()

    def row_total(self) -> int:
        """Return the number of rows."""
        return self._total

    def row_at(self, row: int) -> Row | None:
        """Return the data of a row; None, and fetched soon, when its page is not here."""
        page, place = divmod(row, PAGE_ROWS)
        rows = self._pages.get(page)
        is_fresh = rows is not None and page not in self._stale
        if not is_fresh and page not in self._wanted and page not in self._coming:
            self._wanted.append(page)
            self._soon.start()
        if rows is None:
            return None
        self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    def rows_here(self, first: int, last: int) -> Sequence[Row] | None:
        """Return the rows from one place to another, both included; None unless all are here."""
        pages = range(first // PAGE_ROWS, last // PAGE_ROWS + 1)
        if len(pages) > KEPT_PAGES or not self._pages.keys() >= set(pages):
            return None
        rows = [row for page in pages for row in self._pages[page]]
        skipped = first % PAGE_ROWS
        return rows[skipped : skipped + last - first + 1]

    def when_there(self, row: int, act: Callable[[Row], object]) -> None:
        """Do something with the data of a row, now or once it is here; the last one asked wins."""
        there = self.row_at(row)
        self._awaited.clear()
        if there is None:
            self._awaited[row] = act
        else:
            act(there)

    def _fetch_wanted(self) -> None:
        """Fetch the pages asked for last: those before have scrolled out of sight by now."""
        pages, self._wanted, age = self._wanted[-IN_SIGHT:], [], self._age
        self._coming.update(pages)
        read = self._read
        for page in pages:
            self._runner.submit(
                self,
                partial(read, page * PAGE_ROWS, PAGE_ROWS),
                partial(self._keep, age, page),
            )

    def _keep(self, age: int, page: int, rows: Sequence[Row]) -> None:
        if age != self._age:
            return
        self._coming.discard(page)
        self._stale.discard(page)
        self._pages[page] = rows
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        first = page * PAGE_ROWS
        if len(rows) < PAGE_ROWS and first + len(rows) < self._total:
            self.set_total(first + len(rows))  # lines have gone since the list was counted
        last = min(first + PAGE_ROWS, self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        for row in [one for one in self._awaited if first <= one < first + len(rows)]:
            self._awaited.pop(row)(rows[row - first])


class PagedModel(LongModel[Row]):
    """A long table whose ids are all at hand, 8 bytes each.

    Args:
        columns: Its columns.
        runner: Runs the fetching.
        fetch: Gives the rows of some ids, in their order; called on a thread.
        parent: Owner.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        runner: TaskRunner,
        fetch: Callable[[Sequence[int]], Sequence[Row]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, runner, parent)
        self._fetch = fetch
        self._ids: Sequence[int] = ()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show the rows of these ids; those that are shown already are only fetched anew."""
        if self._ids and list(ids) == list(self._ids):
            self.read_again()
            return
        fetch, self._ids = self._fetch, ids
        self.show(len(ids), lambda first, most: fetch(ids[first : first + most]))

    def id_at(self, row: int) -> int:
        """Return the id of a row."""
        return self._ids[row]

    def row_of(self, wanted: int) -> int | None:
        """Return the row of an id, None when it is not in the list."""
        try:
            return self._ids.index(wanted)
        except ValueError:
            return None


def _read_nothing(_first: int, _most: int) -> tuple[()]:
    return ()


def _shown(column: Column[Row], row: Row) -> str:
    badge = column.badge(row) if column.badge else None
    return badge.word if badge else column.text(row)


def _alignment(column: Column[Row]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
