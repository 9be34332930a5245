"""What a page shows instead of content: loading, empty, error, no rights; always a next step."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from fmdesk.ui.theme import Theme
from fmdesk.ui.tokens import SPACE_S, SPACE_XL
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import CENTRED, label

_WIDTH, _LEAST_WIDTH = 460, 260


class State(Enum):
    """A state of a page, with the icon and the token it is drawn in."""

    LOADING = ("hourglass", "muted")
    EMPTY = ("inbox", "muted")
    ERROR = ("triangle-alert", "broken")
    NO_RIGHTS = ("lock", "muted")


class StateView(QWidget):
    """A picture, a sentence that says what is the matter, and a button for the next step."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._step: Callable[[], object] | None = None
        column = QVBoxLayout(self)
        column.setSpacing(SPACE_S)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        self.picture = QLabel()
        self.title = label("", "card_title")
        self.sentence = label("", "muted", wraps=True)
        self.action = button(self._act, name="next_step")
        column.addStretch(2)
        for made in (self.picture, self.title, self.sentence, self.action):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(made)
            row.addStretch(1)
            column.addLayout(row)
        self.sentence.setProperty("alignment", CENTRED)
        column.addStretch(3)

    def show_state(
        self,
        state: State,
        title: str,
        sentence: str,
        step: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a state.

        Args:
            state: Which one.
            title: Two or three words.
            sentence: What is the matter and what to do.
            step: Text of the button and what it does.
        """
        icon, token = state.value
        self.picture.setPixmap(self._theme.icon(icon, token).pixmap(QSize(32, 32)))
        self.title.setText(title)
        self.sentence.setText(sentence)
        self._fit()
        self._step = step[1] if step else None
        self.action.setVisible(step is not None)
        self.action.setText(step[0] if step else "")

    def _fit(self) -> None:
        """Give the sentence the room that it takes: a centred label asks for a line too few."""
        self.sentence.ensurePolished()
        self.sentence.setMinimumHeight(0)
        natural = self.sentence.fontMetrics().horizontalAdvance(self.sentence.text()) + SPACE_S
        width = max(_LEAST_WIDTH, min(_WIDTH, natural))
        self.sentence.setFixedWidth(width)
        self.sentence.setMinimumHeight(self.sentence.heightForWidth(width))

    def _act(self) -> None:
        if self._step is not None:
            self._step()


class StateStack(QStackedWidget):
    """Content, or the state that stands in its place."""

    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__()
        self.view = StateView(theme)
        self._content = content
        self.addWidget(content)
        self.addWidget(self.view)

    def show_content(self) -> None:
        """Show the content."""
        self.setCurrentWidget(self._content)

    def show_state(
        self,
        state: State,
        title: str,
        sentence: str,
        step: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a state in place of the content; see `StateView.show_state`."""
        self.view.show_state(state, title, sentence, step)
        self.setCurrentWidget(self.view)
