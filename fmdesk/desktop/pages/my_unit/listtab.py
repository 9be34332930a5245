"""One tab of the page: a list, and what is chosen beside it with what can be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.i18n import _
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.labels import label, selectable, tip
from fmdesk.ui.widgets.states import State, StateStack

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Act(Generic[Row]):
    """What can be done about a row.

    Attributes:
        name: Object name of its button.
        text: Its text, marked with `N_`.
        icon: Its icon.
        keys: The key that does the same.
        do: Does it.
        fits: Tells whether it is possible for a row.
        why_not: Returns why who is signed in may not do it; empty where it just does not fit.
    """

    name: str
    text: str
    icon: str
    keys: str
    do: Callable[[], object]
    fits: Callable[[Row], bool]
    why_not: Callable[[Row], str] = lambda _row: ""


class ListTab(QWidget, Generic[Row]):
    """A list with a panel.

    Args:
        kit: Theme and memory.
        texts: Texts of the page.
        name: Under which columns and widths are kept.
        title: Name of the list for screen readers, marked with `N_`.
        columns: Its columns.
        facts: Name and value of what the panel shows of a row.
        words: The words of a row, shown in full above them.
        key: What makes a row the same when the list is fetched again.
        acts: What can be done.
        empty: Title and sentence for when there is nothing, marked with `N_`.
        share: How much of the width the list takes, in percent.
    """

    def __init__(
        self,
        kit: Kit,
        texts: Texts,
        name: str,
        title: str,
        columns: Sequence[Column[Row]],
        facts: Callable[[Row], Sequence[tuple[str, str]]],
        words: Callable[[Row], str],
        key: Callable[[Row], object],
        acts: Sequence[Act[Row]],
        empty: tuple[str, str],
        share: int = 62,
    ) -> None:
        super().__init__()
        self.setObjectName("content")
        self._facts, self._words, self._key = facts, words, key
        self._acts, self._empty = tuple(acts), empty
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        self.model = RowsModel(columns, self)
        self.table = TableView(kit, self.model, f"my_unit.{name}")
        texts.say(self.table.setAccessibleName, title)
        self.table.moved_to.connect(self._choose)
        self.state = StateStack(kit.theme, TableFrame(self.table))
        row.addWidget(self.state, share)
        self.panel = self._make_panel(kit, texts)
        row.addWidget(self.panel, 100 - share)

    def _make_panel(self, kit: Kit, texts: Texts) -> QWidget:
        panel = QWidget()
        panel.setObjectName("content")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        card = Card(spacing=SPACE_M)
        self.text = selectable(label("", "strong", wraps=True))
        self.facts = Facts()
        for made in (self.text, self.facts):
            card.body.addWidget(made)
        column.addWidget(card)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        column.addWidget(self.problem)
        self.buttons = []
        for act in self._acts:
            icon = kit.theme.icon(act.icon)
            pressed = button(act.do, icon=icon, name=act.name, keys=act.keys)
            texts.say(pressed.setText, act.text)
            self.buttons.append(pressed)
            column.addWidget(pressed)
        self.hint = label("", "muted", wraps=True)
        self.hint.hide()
        column.addWidget(self.hint)
        column.setSpacing(SPACE_S)
        column.addStretch(1)
        return panel

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; what was chosen stays so, wherever it stands now."""
        show_rows(self.table, self.model, rows, self._key)
        self.panel.setVisible(bool(rows))
        if not rows:
            self.state.show_state(State.EMPTY, _(self._empty[0]), _(self._empty[1]))
            return
        self.state.show_content()
        self._choose(self.table.current_row())

    def chosen(self) -> Row | None:
        """Return the row that is chosen, None for none."""
        return self.model.row_at(self.table.current_row())

    def acted(self, fits: Callable[[Row], bool]) -> Row | None:
        """Return the row that a key acts on, None where it does not fit or is not seen."""
        row = self.chosen()
        return row if row is not None and self.isVisible() and fits(row) else None

    def refuse(self, sentence: str) -> None:
        """Say why it was not done."""
        self.problem.setText(sentence)
        self.problem.show()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.model.retranslate()
        self._choose(self.table.current_row())

    def _choose(self, _place: int) -> None:
        row = self.chosen()
        if row is None:
            return
        self.problem.hide()
        words = self._words(row)
        self.text.setText(words)
        self.text.setVisible(bool(words))
        self.facts.show_facts(self._facts(row))
        reasons = []
        for act, made in zip(self._acts, self.buttons, strict=True):
            made.setEnabled(act.fits(row))
            reasons.append("" if act.fits(row) else act.why_not(row))
            made.setToolTip(tip(reasons[-1]))
        reason = next(filter(None, reasons), "")
        self.hint.setText(reason)
        self.hint.setVisible(bool(reason))
