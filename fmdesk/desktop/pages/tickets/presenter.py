"""What the ticket list does, without widgets."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.views import Changes, TicketFilter
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.tickets.model import with_choice
from fmdesk.desktop.words import month_words
from fmdesk.i18n import current_language

MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filter chips offer: `(code, text)` each."""

    units: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, str], ...]
    charters: tuple[tuple[str, str], ...]


class TicketsPresenter(QObject):
    """Holds the filter, fetches the ids that pass it, and hears what changed."""

    listed = Signal(object)
    """The ids of the list, in order."""
    offered = Signal(object)
    """`Choices` of the filter chips."""
    failed = Signal(object)
    """The list could not be fetched."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.wanted = TicketFilter()
        self.is_listed = False
        desk.changed.connect(self._hear)

    def load(self) -> None:
        """Fetch the list and the choices of the filters."""
        self.load_list()
        self.load_choices()

    def load_list(self) -> None:
        """Fetch the ids of the list; the answer to an earlier filter is dropped."""
        wanted, queries = self.wanted, self._desk.services.queries

        def ids() -> Sequence[int]:
            found = array("q")
            for piece in queries.list_ids(wanted):
                found.extend(piece)
            return found

        self._desk.query(self, ids, self._take, self.failed.emit, key="list")

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
        self.load_list()

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

    def _take(self, ids: Sequence[int]) -> None:
        self.is_listed = True
        self.listed.emit(ids)

    def _hear(self, changes: Changes) -> None:
        if self.is_listed and (changes.tickets or changes.is_everything):
            self.load_list()
