"""What the sections of the page share."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.i18n import _
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_XS
from fmdesk.ui.widgets.card import TableFrame
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.states import State, StateStack


class Section(QWidget):
    """One section of the page.

    Args:
        desk: Services and kit.
        presenter: Fetches and changes.
        texts: Texts that follow the language.
    """

    def __init__(self, desk: Desk, presenter: CataloguePresenter, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("content")
        self.desk, self.presenter, self.texts = desk, presenter, texts
        self.kit: Kit = desk.kit
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(SPACE_M)

    def show_found(self, found: object) -> None:
        """Show what was fetched."""
        raise NotImplementedError

    def show_problem(self, problem: Exception) -> bool:  # noqa: ARG002  # the page says it
        """Say in the section what went wrong; tell whether it could."""
        return False

    def keys_go_to(self) -> QWidget:
        """Return what takes the keyboard when the section is shown."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Show everything in the language of now; it is fetched again."""


class ListSection(Section):
    """A section with a table, and perhaps a panel beside it."""

    def add_table(self, columns: tuple[Column[Any], ...], name: str, title: str) -> None:
        """Put a table into the section."""
        self.model: RowsModel[Any] = RowsModel(columns, self)
        self.table = TableView(self.kit, self.model, name)
        self.texts.say(self.table.setAccessibleName, title)
        self.state = StateStack(self.kit.theme, TableFrame(self.table))
        self.row.addWidget(self.state, 58)

    def fill(self, rows: Sequence[object], title: str, sentence: str) -> bool:
        """Show rows, or why there are none; tell whether there are."""
        kept = max(self.table.current_row(), 0)
        self.model.set_rows(rows)
        if not rows:
            self.state.show_state(State.EMPTY, title, sentence)
            return False
        self.state.show_content()
        self.table.go_to(min(kept, len(rows) - 1))
        return True

    def show_problem(self, problem: Exception) -> bool:
        """Say in place of the table what went wrong; other sections stay as they are."""
        if isinstance(problem, NotAllowedError):
            title, state = _("Not for this account"), State.NO_RIGHTS
        else:
            title, state = _("That did not work"), State.ERROR
        step = (_("Try again"), self.presenter.load)
        self.state.show_state(state, title, sentence_of(problem), step)
        return True

    def keys_go_to(self) -> QWidget:
        """Return the table."""
        return self.table

    def retranslate(self) -> None:
        """Show titles in the language of now."""
        self.model.retranslate()


def scrolled(content: QWidget) -> QScrollArea:
    """Return an area in which a column of cards scrolls."""
    content.setObjectName("scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


def column_of(parent: QWidget, spacing: int = SPACE_M) -> QVBoxLayout:
    """Return a column without margins inside a widget."""
    made = QVBoxLayout(parent)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return made


def beside(*fields: tuple[str, QWidget]) -> QHBoxLayout:
    """Return fields beside each other, each with its name above it."""
    row = QHBoxLayout()
    row.setSpacing(SPACE_M)
    for name, field in fields:
        box = QVBoxLayout()
        box.setSpacing(SPACE_XS)
        above = label(name, "label")
        above.setBuddy(field)
        if name:
            field.setAccessibleName(name)
        box.addWidget(above)
        box.addWidget(field)
        box.addStretch(1)
        row.addLayout(box, 1)
    return row
