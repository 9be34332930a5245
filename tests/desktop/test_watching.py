"""One timer for all pages: what is asked while somebody looks, and what it leads to."""

import pytest
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import StorageError
from fmdesk.desktop.shell import MainWindow
from fmdesk.desktop.watching import Watched
from tests.desktop.conftest import Opened, settle
from tests.desktop.fake_board import FakeBoard
from tests.desktop.fake_dossiers import FakeDossiers
from tests.desktop.fakes import FakeQueries


@pytest.fixture
def board() -> FakeBoard:
    return FakeBoard()


@pytest.fixture
def window(opened: Opened, board: FakeBoard, queries: FakeQueries, qtbot: QtBot) -> MainWindow:
    made = opened(board=board, dossiers=FakeDossiers(queries))
    made.open_page("tickets")
    settle(qtbot, made)
    return made


def look(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.watch.look()
    settle(qtbot, window)


def test_a_page_is_fetched_again_when_the_number_of_the_last_command_moves(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    look(qtbot, window)
    before = window.page().presenter.listing
    look(qtbot, window)
    assert window.page().presenter.listing is before
    board.at += 1
    look(qtbot, window)
    assert window.page().presenter.listing is not before


def test_a_ticket_is_shown_anew_only_when_it_is_another(
    window: MainWindow, qtbot: QtBot, board: FakeBoard, queries: FakeQueries
) -> None:
    window.desk.page_asked.emit("ticket", 42)
    settle(qtbot, window)
    look(qtbot, window)
    shown: list[object] = []
    window.page().line.presenter.loaded.connect(shown.append)
    board.at += 1
    look(qtbot, window)
    assert shown == [], "somebody changed another ticket"
    events = queries.events_of(42)
    events.append(events[-1]._replace(number=len(events) + 1))
    board.at += 1
    look(qtbot, window)
    assert len(shown) == 1


def test_only_what_is_looked_at_asks(window: MainWindow, qtbot: QtBot, board: FakeBoard) -> None:
    watch = window.desk.watch
    assert watch.timer.isActive()
    hidden = window.page()
    window.open_page("month")
    settle(qtbot, window)
    assert not watch.timer.isActive()
    board.log.clear()
    before = hidden.presenter.listing
    board.at += 1
    look(qtbot, window)
    assert board.log == []
    assert hidden.presenter.listing is before
    window.open_page("tickets")
    settle(qtbot, window)
    assert watch.timer.isActive()


def test_a_window_of_its_own_that_is_closed_is_watched_no_more(
    window: MainWindow, qtbot: QtBot
) -> None:
    page, watch = window.page(), window.desk.watch
    before = len(watch._watched)
    page._show_apart(42)
    settle(qtbot, window)
    assert len(watch._watched) == before + 1
    watch._watched[-1].widget.close()
    qtbot.waitUntil(lambda: len(watch._watched) == before)
    look(qtbot, window)


def test_a_long_list_lets_some_looks_pass(window: MainWindow) -> None:
    fetched: list[int] = []
    one = Watched(window, lambda: fetched.append(1), pause=lambda: 2)
    for looks, times in ((1, 0), (2, 0), (3, 1), (4, 1)):
        one.compare(7)
        assert len(fetched) == times, looks
    one.compare(8)
    assert len(fetched) == 1, "what changed waits until the pause is over"
    one.compare(8)
    assert len(fetched) == 2


@pytest.mark.parametrize("is_told", [True, False])
def test_a_look_that_fails_is_told_to_who_wants_to_know(
    window: MainWindow,
    qtbot: QtBot,
    board: FakeBoard,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_told: bool,
) -> None:
    def fail() -> int:
        raise StorageError("storage.lost", reason="x")

    monkeypatch.setattr(board, "stamp", fail)
    told: list[Exception] = []
    window.desk.watch.add(window.page(), lambda: None, told.append if is_told else None)
    look(qtbot, window)
    assert len(told) == is_told
