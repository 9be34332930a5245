"""The sections that plugins add to a month, each on a tab behind the tables of the program."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from fmdesk.core.domain.sections import Cell, ReportSection
from fmdesk.core.domain.spec import FactKind, Text
from fmdesk.i18n import _, current_language, duration, money, number
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.widgets.states import State, StateStack

_WRITTEN: dict[FactKind, Callable[[int], str]] = {FactKind.CENTS: money, FactKind.SECONDS: duration}


class SectionTabs:
    """Makes the tabs anew for each month, since plugins come and go.

    Args:
        kit: Theme and memory.
        tabs: Where they stand, behind those that are there.
    """

    def __init__(self, kit: Kit, tabs: QTabWidget) -> None:
        self._kit, self._tabs = kit, tabs
        self._frames: list[QWidget] = []
        self.tables: dict[str, TableView] = {}

    def show_sections(self, sections: Sequence[ReportSection]) -> None:
        """Show these sections; the tab that was looked at stays where it is still there."""
        chosen = self._tabs.currentIndex()
        while self._frames:
            frame = self._frames.pop()
            self._tabs.removeTab(self._tabs.indexOf(frame))
            frame.deleteLater()
        self.tables = {}
        for section in sections:
            self._frames.append(self._made(section))
            self._tabs.addTab(self._frames[-1], section.title.get(current_language()))
        if chosen < self._tabs.count():
            self._tabs.setCurrentIndex(chosen)

    def _made(self, section: ReportSection) -> QWidget:
        frame = QWidget()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        model = RowsModel(section_columns(section), frame)
        model.set_rows(section.rows)
        table = TableView(self._kit, model, f"month.{section.code}")
        table.setAccessibleName(section.title.get(current_language()))
        states = StateStack(self._kit.theme, table)
        if section.problem:
            states.show_state(State.ERROR, _("The plugin could not tell"), section.problem)
        elif not section.rows:
            states.show_state(
                State.EMPTY, _("Nothing in this month"), section.title.get(current_language())
            )
        inside.addWidget(states)
        self.tables[section.code] = table
        return frame


def section_columns(section: ReportSection) -> tuple[Column[tuple[Cell, ...]], ...]:
    """Return the columns of a section, with headings in the language of now."""
    return tuple(_column(section, place) for place in range(len(section.columns)))


def _column(section: ReportSection, place: int) -> Column[tuple[Cell, ...]]:
    said = section.columns[place]
    are_figures = bool(section.rows) and all(type(row[place]) is int for row in section.rows)
    return Column(
        f"column_{place}",
        said.title.get(current_language()),
        lambda row: cell_words(row[place], said.kind),
        120 if are_figures else 180,
        is_number=are_figures,
        is_stretched=place == 0,
    )


def cell_words(value: Cell, kind: FactKind) -> str:
    """Return a value of a section as a person reads it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return _WRITTEN.get(kind, number)(value)
    return value.get(current_language()) if isinstance(value, Text) else value
