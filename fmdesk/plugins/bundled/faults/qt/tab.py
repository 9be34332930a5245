"""What the tabs of the page share."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmdesk.plugins.api.qt import SPACE_M, StateStack

if TYPE_CHECKING:
    from fmdesk.plugins.bundled.faults.qt import FaultsPage


class Tab(QWidget):
    """One tab: it fetches when it is shown, and shows a state where it has nothing.

    Args:
        page: The page that it is on.
    """

    is_searched = True
    """The search field narrows what it shows."""
    is_placed = False
    """So does the field for a place."""

    def __init__(self, page: "FaultsPage") -> None:
        super().__init__()
        self.setObjectName("content")
        self.page = page
        self.is_filled = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.states = StateStack(page.kit.theme, self.make())
        column.addWidget(self.states, 1)

    @property
    def first(self) -> QWidget:
        """What gets the keyboard."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.page.search.text().strip()

    def make(self) -> QWidget:
        """Return its content."""
        raise NotImplementedError

    def load(self) -> None:
        """Fetch what it shows."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        raise NotImplementedError

    def arrived(self) -> None:
        """Something was fetched: the page has content now."""
        self.is_filled = True
        self.page.show_content()
