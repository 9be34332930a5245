"""Sections of plugins on the month page: tabs that come with the month and follow the language."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.sections import ReportSection
from fmdesk.core.domain.spec import FactKind, SectionColumn, Text
from fmdesk.desktop.pages.month.figures import FiguresView
from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.texts import Texts
from fmdesk.ui.theme import Theme
from fmdesk.ui.widgets.states import StateStack
from tests.desktop.made import OFFICE_TIME, figures

COLUMNS = (
    SectionColumn(Text("Zaal", "Hall")),
    SectionColumn(Text("Keren", "Times")),
    SectionColumn(Text("Bedrag", "Amount"), FactKind.CENTS),
    SectionColumn(Text("Bezet", "Occupied"), FactKind.SECONDS),
    SectionColumn(Text("Warm", "Heated")),
)
LARGE = Text("Grote zaal", "Large hall")
ROWS = ((LARGE, 1_200, 5_000, 9_000, True), ("Zolder", 0, 0, 0, False))
HALLS = ReportSection("hall", "use", Text("Gebruik van zalen", "Use of halls"), COLUMNS, ROWS)


@pytest.fixture
def view(qtbot: QtBot) -> FiguresView:
    made = FiguresView(Kit(Theme(), TaskRunner(print), Memory(), OFFICE_TIME), Texts())
    qtbot.addWidget(made)
    return made


def show(view: FiguresView, *sections: ReportSection) -> list[str]:
    """Show a month with these sections; returns the names of the tabs behind the usual ones."""
    usual = view.tabs.count() - len(view.sections.tables)
    view.show_figures(replace(figures("2026-10"), sections=sections))
    return [view.tabs.tabText(place) for place in range(usual, view.tabs.count())]


def cells(view: FiguresView, row: int) -> list[str]:
    model = view.sections.tables["hall.use"].rows
    shown = (model.data(model.index(row, place)) for place in range(model.columnCount()))
    return [str(one).replace("\N{NO-BREAK SPACE}", " ") for one in shown]


@pytest.mark.parametrize(
    ("chosen", "name", "first"),
    [
        ("nl", "Gebruik van zalen", ["Grote zaal", "1.200", "€ 50,00", "2 u 30 min", "ja"]),
        ("en", "Use of halls", ["Large hall", "1,200", "€50.00", "2 h 30 min", "yes"]),
    ],
)
def test_a_section_is_a_tab_with_figures_as_people_read_them(
    view: FiguresView, language: object, chosen: str, name: str, first: list[str]
) -> None:
    language(chosen)
    assert show(view, HALLS) == [name]
    assert cells(view, 0) == first
    assert view.sections.tables["hall.use"].accessibleName() == name


def test_tabs_come_and_go_with_the_month(view: FiguresView) -> None:
    usual = view.tabs.count()
    other = replace(HALLS, id="other", title=Text("Anders", "Other"))
    assert show(view, HALLS, other) == ["Gebruik van zalen", "Anders"]
    view.tabs.setCurrentIndex(usual)
    assert show(view, HALLS) == ["Gebruik van zalen"]
    assert view.tabs.currentIndex() == usual, "who looks at it goes on looking at it"
    assert show(view) == []
    assert view.tabs.count() == usual


@pytest.mark.parametrize(
    ("problem", "said"),
    [("De plugin hall is stuk.", "De plugin hall is stuk."), ("", "Gebruik van zalen")],
)
def test_one_without_rows_says_why(view: FiguresView, problem: str, said: str) -> None:
    show(view, replace(HALLS, rows=(), problem=problem))
    frame = view.tabs.widget(view.tabs.count() - 1)
    [states] = frame.findChildren(StateStack)
    shown = " ".join(one.text() for one in states.findChildren(type(view.notice_words)))
    assert said in shown
