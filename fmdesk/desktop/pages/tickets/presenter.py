"""What the ticket list does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.listing import Extent
from fmdesk.core.domain.views import Changes, TicketFilter, TicketRow
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.tickets.listing import Listing
from fmdesk.desktop.pages.tickets.model import with_choice
from fmdesk.desktop.words import month_words
from fmdesk.i18n import current_language
from fmdesk.ui.tables import PAGE_ROWS

MOST_CHOICES = 200
LONG_PAUSE = 10
"""Looks of 3 s: to count and mark a list of a million lines again takes a second of a processor."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filter chips offer: `(code, text)` each."""

    units: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, str], ...]
    charters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the list; its row alone where the line is not fetched yet."""

    line_id: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """What is shown of a list at once.

    Attributes:
        listing: The list.
        rows: A page of its rows.
        first: Place of the first of them.
        total: How many lines there are, or are known to be so far.
        is_counted: There are no more than that.
        row: The row to go to; -1 where the list does not have the line that was asked for.
    """

    listing: Listing
    rows: Sequence[TicketRow]
    first: int
    total: int
    is_counted: bool
    row: int
    is_quiet: bool = False
    """Fetched again because somebody changed something: what is in sight stays where it is."""


class TicketsPresenter(QObject):
    """Holds the filter, fetches what passes it, and hears what changed."""

    listed = Signal(object)
    """The list stands there: `Listed`."""
    counted = Signal(int)
    """How many lines it has."""
    changed = Signal()
    """The lines of the list are others or look otherwise, and stay until no marks are lost."""
    offered = Signal(object)
    """`Choices` of the filter chips."""
    failed = Signal(object)
    """The list could not be fetched."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.wanted = TicketFilter()
        self.is_listed = False
        self.open_line = 0
        """The line that is open beside the list; the list goes to it where it has it."""
        self.current: Callable[[], Place] = Place
        """Where the keyboard is, asked for when the list is fetched again."""
        self.is_marked: Callable[[], bool] = lambda: False
        """Whether the user has marked lines, which no other list may take away."""
        self.is_stale = False
        self.listing = Listing(desk.services, self.wanted)
        desk.changed.connect(self._hear)

    def load(self) -> None:
        """Fetch the list as it is now, and the choices of the filters."""
        self._load_again()
        self.load_choices()

    def load_list(self, place: Place | None = None, *, is_quiet: bool = False) -> None:
        """Fetch the first rows of the list; the answer to an earlier filter is dropped.

        Args:
            place: Where the list goes to; by default to its begin.
            is_quiet: See `Listed`.
        """
        self.is_stale = False
        listing, there = Listing(self._desk.services, self.wanted), place or Place()

        def look() -> Listed:
            return replace(_listed(listing, there), is_quiet=is_quiet)

        self._desk.query(self, look, self._take, self.failed.emit, key="list")

    def load_choices(self) -> None:
        """Fetch what the filter chips offer."""
        services, language = self._desk.services, current_language()

        def choices() -> Choices:
            def pairs(kind: str) -> tuple[tuple[str, str], ...]:
                found = services.queries.choices(kind, "", language, MOST_CHOICES)
                return tuple((choice.code, choice.text) for choice in found)

            names = (state.month for state in services.month.states())
            months = tuple((name, month_words(name)) for name in names)
            return Choices(pairs("unit"), months, pairs("charter"))

        self._desk.query(self, choices, self.offered.emit, key="choices")

    def show(self, wanted: TicketFilter) -> None:
        """Show what passes this filter."""
        self.wanted = wanted
        self.load_list(Place(self.open_line))

    def search(self, text: str) -> None:
        """Show what has these words."""
        if text != self.wanted.text:
            self.show(replace(self.wanted, text=text))

    def choose(self, name: str, code: str) -> None:
        """Change one choice of the filter."""
        self.show(with_choice(self.wanted, name, code))

    def clear(self) -> None:
        """Show everything, sorted as it is."""
        kept = TicketFilter(sort=self.wanted.sort, is_descending=self.wanted.is_descending)
        self.show(kept)

    def sort(self, name: str) -> None:
        """Sort by a column; a second time turns it round."""
        is_turned = name == self.wanted.sort and not self.wanted.is_descending
        self.show(replace(self.wanted, sort=name, is_descending=is_turned))

    def _take(self, found: Listed) -> None:
        if self._is_held():
            self._wait()
            return
        self.is_listed = True
        self.listing = found.listing
        self.listed.emit(found)

    def find_rest(self) -> None:
        """Find out how long the list is, and the marks of a long one."""
        self._desk.query(self, self.listing.extent, self._count, self.failed.emit, key="rest")

    def _count(self, extent: Extent) -> None:
        self.counted.emit(extent.total)
        self._find_marks()

    def _find_marks(self) -> None:
        """Find the marks of a long list, piece by piece, behind what the user looks at."""

        def found(is_more: bool) -> None:  # the answer of the query
            if is_more:
                self._find_marks()

        self._desk.query(self, self.listing.find_marks, found, self.failed.emit, key="rest")

    def _hear(self, changes: Changes) -> None:
        if self.is_listed and (changes.tickets or changes.is_everything):
            self._load_again()

    def look_again(self) -> None:
        """Fetch the list again: somebody changed something."""
        if self.is_listed:
            self._load_again(is_quiet=True)

    def pause(self) -> int:
        """Return how many looks a list lets pass before it is fetched again; a long one many."""
        return 0 if self.listing.is_short else LONG_PAUSE

    def _load_again(self, *, is_quiet: bool = False) -> None:
        if self._is_held():
            self._wait()
        else:
            there = Place(self.open_line) if self.open_line else self.current()
            self.load_list(there, is_quiet=is_quiet)

    def _is_held(self) -> bool:
        """Tell whether the list stays as it is because lines of it are marked."""
        is_same = self.wanted == self.listing.wanted
        return self.is_listed and is_same and self.is_marked() and self.listing.is_short

    def _wait(self) -> None:
        self.is_stale = True
        self.changed.emit()

    def catch_up(self) -> None:
        """Fetch the list that waited until nothing was marked any more."""
        if self.is_stale and not self.is_marked():
            self._load_again()


def _listed(listing: Listing, place: Place) -> Listed:
    """Return the first rows, or those around a place; called on a thread."""
    rows = listing.first(PAGE_ROWS)
    total, is_counted = len(rows), len(rows) < PAGE_ROWS
    row = _row(listing, rows, place)
    if row < PAGE_ROWS:
        return Listed(listing, rows, 0, total, is_counted, row)
    total = listing.extent().total
    row = min(row, total - 1)
    first = row - row % PAGE_ROWS
    return Listed(listing, listing.rows(first, PAGE_ROWS), first, total, is_counted=True, row=row)


def _row(listing: Listing, rows: Sequence[TicketRow], place: Place) -> int:
    """Return the row of a place; -1 where the list does not have its line."""
    if not place.line_id:
        return place.row if len(rows) == PAGE_ROWS else min(place.row, max(len(rows) - 1, 0))
    shown = (row for row, one in enumerate(rows) if one.line_id == place.line_id)
    row = next(shown, None)
    if row is None and len(rows) == PAGE_ROWS:
        row = listing.row_of(place.line_id)
    return -1 if row is None else row
