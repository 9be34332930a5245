"""The page of a unit, with real keys: its work, by person and day, and work orders."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.access import ALL_ROLES, Me
from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ticket import LineRights
from fmdesk.core.domain.unit_work import Whose, Within
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut, stretch_all, wider_than
from tests.desktop.fake_access import FakeAccess
from tests.desktop.fake_my_unit import (
    ME,
    SELIN,
)
from tests.desktop.fakes import FakeQueries
from tests.desktop.made import NOW
from tests.desktop.unit_keys import (
    CTRL,
    no_problems,
    page_of,
    press,
    save,
    unit,
    window,
)

__all__ = ["no_problems", "unit", "window"]


# --- the worklist ---------------------------------------------------------------------------------


def test_the_work_of_the_own_unit_stands_there_next_due_first(window: MainWindow) -> None:
    page = page_of(window)
    assert (page.unit.text(), page.header.aside.text()) == ("Stock", "")
    assert page.work.table.hasFocus()
    assert page.work.count.text() == "4 lines"
    assert page.work.number.text() == "M000001.1"
    people = [page.work.model.row_at(place).person for place in range(4)]
    assert people == ["de Vries, Anneke", "Bakker, Rob", "", "Özdemir, Selin"]
    assert "left" in page.work.model.columns[4].text(page.work.model.row_at(1))


def test_one_key_starts_a_step_and_one_finishes_it(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    press(qtbot, window, "S")
    (event,) = queries.events_of(1)[1:]
    assert event.kind is EventKind.STARTED
    assert not page_of(window).work.buttons["start"].isEnabled()
    press(qtbot, window, "S")
    assert len(queries.events_of(1)) == 2, "a step that runs is not started again"
    press(qtbot, window, "E")
    assert queries.events_of(1)[-1].kind is EventKind.STEP_FINISHED


def test_who_is_judged_pauses_for_a_reason_within_only(window: MainWindow, qtbot: QtBot) -> None:
    work = page_of(window).work
    fulfilment = work._desk.services.fulfilment
    fulfilment.allowed = LineRights(pauses=(PauseClass.INTERNAL,), resumes=False, corrects=False)
    work.presenter.load_again()
    settle(qtbot, window)
    press(qtbot, window, "B", CTRL)
    kinds = dialog_of(window).findChild(QComboBox, "pause_class")
    assert [kinds.itemData(place) for place in range(kinds.count())] == [PauseClass.INTERNAL]
    qtbot.keyClick(dialog_of(window), Qt.Key.Key_Escape)
    fulfilment.allowed = LineRights(pauses=())
    work.presenter.load_again()
    settle(qtbot, window)
    assert not work.buttons["pause"].isEnabled()


def test_what_somebody_else_changed_first_is_said_in_place(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    events = queries.events_of(1)
    events.append(events[0]._replace(number=2, kind=EventKind.MESSAGE))
    press(qtbot, window, "S")
    page = page_of(window)
    assert page.work.problem.isVisible()
    assert len(events) == 2
    press(qtbot, window, "S")
    assert not page.work.problem.isVisible(), "the line was fetched again, so now it goes"
    assert len(events) == 3


def test_ready_pause_and_deliver_ask_as_on_the_ticket(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    for key, kind in (("D", EventKind.DELIVERED), ("R", EventKind.READY)):
        press(qtbot, window, key, CTRL)
        dialog = dialog_of(window)
        keyboard_goes_to(qtbot, dialog)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert kind not in {one.kind for one in queries.events_of(1)}
    press(qtbot, window, "B", CTRL)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    dialog.reason.setText("Wacht op klant")
    dialog.evidence.setText("K1")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert queries.events_of(1)[-1].kind is EventKind.PAUSED


def test_a_line_goes_back_with_a_reason_and_is_issued_again(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    press(qtbot, window, "T")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    reasons = dialog.findChild(QComboBox, "reason")
    assert [reasons.itemText(n) for n in range(2)] == ["Incomplete", "Another unit"]
    qtbot.keyClick(reasons, Qt.Key.Key_Down)
    qtbot.keyClick(reasons, Qt.Key.Key_Tab)
    save(qtbot, window, "")
    assert "missing or wrong" in dialog.problem.text()
    save(qtbot, window, "Kamer ontbreekt")
    (given,) = unit.returns.given
    assert (given.line_id, given.reason, given.note) == (1, "other-unit", "Kamer ontbreekt")
    page = page_of(window)
    assert page.work.badge.text() == "Returned"
    assert "Issue again" in page.work.buttons["give_back"].text()
    press(qtbot, window, "T")
    assert "Kamer ontbreekt" in dialog_of(window).sentence.text()
    save(qtbot, window, "Kamer is B2.14")
    (issued,) = unit.returns.issued
    assert (issued.line_id, issued.note) == (1, "Kamer is B2.14")


def test_marked_lines_are_assigned_in_one_go(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    press(qtbot, window, "X")
    press(qtbot, window, "X")
    page = page_of(window)
    assert page.work.chosen_ids() == (1, 3)
    press(qtbot, window, "P")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    assert dialog.table.hasFocus()
    names = [dialog.model.row_at(n).name for n in range(dialog.model.row_total())]
    place = names.index("Özdemir, Selin")
    assert dialog.model.row_at(dialog.table.current_row()).person_id == ME
    for _step in range(place - dialog.table.current_row()):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert unit.my_unit.owners == {1: SELIN, 3: SELIN, 4: None, 8: SELIN}


def test_a_filter_shows_whose_work_and_by_when(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    page = page_of(window)
    page.work.whose.chosen.emit(Whose.NOBODY.value)
    settle(qtbot, window)
    assert page.work.count.text() == "1 line"
    page.work.within.chosen.emit(Within.TODAY.value)
    settle(qtbot, window)
    assert (unit.my_unit.asked[-1].whose, unit.my_unit.asked[-1].within) == (
        Whose.NOBODY,
        Within.TODAY,
    )
    page.work.clear.click()
    settle(qtbot, window)
    assert page.work.count.text() == "4 lines"
    assert not page.work.clear.isVisible()


def test_a_list_of_many_thousand_lines_is_fetched_as_it_is_looked_at(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[int] = []
    plain = type(unit.my_unit).rows

    def rows(self: object, ids: object, *more: object) -> object:
        fetched.extend(ids)
        return plain(self, ids, *more)

    monkeypatch.setattr(type(unit.my_unit), "rows", rows)
    unit.my_unit.lines = tuple(range(1, 40_001))
    window = opened(**vars(unit))
    window.open_page("my_unit")
    settle(qtbot, window)
    page = page_of(window)
    assert page.work.count.text() == "40,000 lines"
    press(qtbot, window, "End")
    assert page.work.number.text() == "M040000.1"
    assert page.work.model.row_at(39_999).line.line_id == 40_000
    assert len(set(fetched)) < 1000, "pages in sight alone"


def test_a_page_that_is_not_seen_fetches_when_it_is_shown_again(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    asked = len(unit.my_unit.asked)
    window.desk.changed.emit(Changes(tickets=(1,)))
    settle(qtbot, window)
    assert len(unit.my_unit.asked) == asked + 1
    window.open_page("tickets")
    settle(qtbot, window)
    window.desk.changed.emit(Changes(tickets=(1,)))
    settle(qtbot, window)
    assert len(unit.my_unit.asked) == asked + 1
    window.open_page("my_unit")
    settle(qtbot, window)
    assert len(unit.my_unit.asked) == asked + 2


def test_no_work_and_no_find_say_what_comes_next(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    unit.my_unit.lines = ()
    window = opened(**vars(unit))
    window.open_page("my_unit")
    settle(qtbot, window)
    page = page_of(window)
    assert page.work.state.view.title.text() == "No work"
    assert not page.work.panel.isVisible()
    page.work.whose.chosen.emit(Whose.ABSENT.value)
    settle(qtbot, window)
    assert page.work.state.view.title.text() == "Nothing found"
    page.work.state.view.action.click()
    settle(qtbot, window)
    assert page.work.state.view.title.text() == "No work"
    for key in ("S", "T", "P", "X"):
        press(qtbot, window, key)


def test_a_database_in_trouble_is_said_with_a_way_on(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    unit.my_unit.problem = StorageError("storage.lost", reason="x")
    window = opened(**vars(unit))
    window.open_page("my_unit")
    settle(qtbot, window)
    page = page_of(window)
    assert page.states.currentWidget() is page.states.view
    unit.my_unit.problem = None
    page.states.view.action.click()
    settle(qtbot, window)
    assert page.work.count.text() == "4 lines"


def test_somebody_without_a_unit_chooses_one(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    window = opened(**vars(unit), access=FakeAccess(Me("x", "Guest", roles=ALL_ROLES)))
    window.open_page("my_unit")
    settle(qtbot, window)
    page = page_of(window)
    assert "not your own" in page.header.aside.text()
    page.unit.chosen.emit("3")
    settle(qtbot, window)
    assert unit.my_unit.asked[-1].unit_id == 3
    assert page.unit.value == "3"


def test_a_long_name_of_a_unit_leaves_the_window_as_wide_as_it_was(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    window = opened("nl", **vars(unit), access=FakeAccess(Me("x", "Guest", roles=ALL_ROLES)))
    window.resize(1280, 800)
    window.open_page("my_unit")
    settle(qtbot, window)
    page = page_of(window)
    units = (Choice("1", "Catering en vergaderservice", "CAT"),)
    page.presenter.placed.emit(replace(page.presenter.place, units=units, unit_id=1))
    page.near.setText("12 bijna of al te laat")
    page.near.show()
    settle(qtbot, window)
    assert page.unit.text() == "Catering en vergaderservice"
    assert window.width() == 1280


# --- work orders ----------------------------------------------------------------------------------


def test_work_orders_of_marked_lines_are_shown_in_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, window, "X")
    press(qtbot, window, "X")
    press(qtbot, window, "P", CTRL)
    page = page_of(window)
    assert page.stack.currentWidget() is page.preview
    assert page.orders.startswith(b"%PDF")
    assert len(page.preview.pages) == 3
    press(qtbot, window, "Escape")
    assert page.stack.currentWidget() is not page.preview
    assert page.print_button.isEnabled()


# --- looks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut(opened: Opened, unit: SimpleNamespace, qtbot: QtBot, language: str) -> None:
    window = opened(language, **vars(unit))
    window.open_page("my_unit")
    settle(qtbot, window)
    with using_language(language):
        for tab in page_of(window).tabs:
            page_of(window).show_tab(tab)
            settle(qtbot, window)
            assert list(cut(window)) == [], tab


def test_a_wordier_language_has_room(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretch_all(monkeypatch)
    window = opened(**vars(unit))
    window.open_page("my_unit")
    settle(qtbot, window)
    page = page_of(window)
    assert wider_than(window, 1280) == []
    for tab in page.tabs:
        page.show_tab(tab)
        settle(qtbot, window)
        assert list(cut(page)) == [], tab


def test_the_page_follows_the_language(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "L", CTRL)
    page = page_of(window)
    assert page.header.title.text() == "Mijn onderdeel"
    assert page.work.model.row_at(0) is None or page.work.count.text() == "4 regels"


def test_who_asked_is_told_wherever_they_are(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    window = opened(**vars(unit))
    told = window.desk.told
    said: list[str] = []
    window.desk.said.connect(said.append)
    told.look()
    settle(qtbot, window)
    assert said == ["1 answer to what you asked waits for you: My unit, Questions."]
    told.look()
    settle(qtbot, window)
    assert len(said) == 1, "the same news is told once"
    unit.questions.change(2, told_at=NOW)
    told.look()
    settle(qtbot, window)
    unit.questions.change(2, told_at=None)
    told.look()
    settle(qtbot, window)
    assert len(said) == 2
