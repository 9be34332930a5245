"""The base of every page: a head, content that may give way to a state, texts that follow."""

from collections.abc import Callable
from operator import attrgetter

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmdesk.i18n import _
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_L, SPACE_M, SPACE_XL
from fmdesk.ui.widgets.bars import PageHeader
from fmdesk.ui.widgets.states import State, StateStack


class Page(QWidget):
    """A page of the window.

    Args:
        kit: The shared tools.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("page")
        self.kit = kit
        self.texts = Texts()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_M)
        column.setSpacing(SPACE_M)
        self.header = PageHeader()
        self.content = QWidget()
        self.content.setObjectName("content")
        self.states = StateStack(kit.theme, self.content)
        column.addWidget(self.header)
        column.addWidget(self.states, 1)

    def show_content(self) -> None:
        """Show the content."""
        self.states.show_content()

    def show_loading(self, sentence: str) -> None:
        """Say what is being fetched."""
        self.states.show_state(State.LOADING, _("One moment"), sentence)

    def show_empty(
        self, title: str, sentence: str, step: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Say why there is nothing and what to do."""
        self.states.show_state(State.EMPTY, title, sentence, step)

    def show_error(self, sentence: str, retry: Callable[[], object]) -> None:
        """Say what went wrong, and offer to try again."""
        step = (_("Try again"), retry)
        self.states.show_state(State.ERROR, _("That did not work"), sentence, step)

    def show_no_rights(self, sentence: str) -> None:
        """Say which right is missing and who gives it."""
        self.states.show_state(State.NO_RIGHTS, _("Not for this account"), sentence)

    def arrive(self, what: object) -> None:
        """Query again: the page was chosen, with what it shall show or None for as it was."""

    def act(self, path: str) -> object:
        """Do one of the window's actions.

        Args:
            path: Its method, with dots where it is one of a part of the page.
        """
        return attrgetter(path)(self)()

    def give_keys(self, widget: QWidget) -> None:
        """Let a widget of this page have the keyboard, unless another page is shown.

        A page that fetches again because of what another one changed must not take it away.
        """
        if self.isVisible():
            widget.setFocus()

    def go_back(self) -> bool:
        """Esc was pressed; tell whether there was something to close."""
        return False

    def may_close(self) -> bool:
        """The window is about to close; tell whether nothing has to be kept first.

        A page that says no closes the window itself once it was kept, or says why it was not.
        """
        return True

    def end(self) -> None:
        """The window closes: give back what Qt does not."""

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.texts.refresh()
