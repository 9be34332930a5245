"""The same done to many lines of the list: marked by keys, in the background, taken back."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.bulk import BulkKind, BulkOrder, BulkResult, Refused
from fmdesk.core.domain.events import PauseClass
from fmdesk.core.domain.listing import SHORT
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.pages.tickets.bulk_model import ACTS, FIELDS, done_words
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from fmdesk.ui.tasks import JobDiedError
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_list import undo_job
from tests.desktop.fakes import FakeQueries, bulk_job, control_job

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Job:
    """Runs a made-up job here, at once, and keeps what it was given."""

    def __init__(self, work: object) -> None:
        self.work = work
        self.given: list[tuple[object, ...]] = []

    def __call__(self, *arguments: object) -> object:
        self.given.append(arguments[:-1])
        return self.work(*arguments)


@pytest.fixture
def jobs() -> SimpleNamespace:
    return SimpleNamespace(control=control_job, bulk=Job(bulk_job), undo=Job(undo_job))


class Here:
    """Starts jobs in this process, at once, in place of the runner."""

    def report(self, done: int, total: int) -> None:
        """Do nothing."""

    def is_cancelled(self) -> bool:
        """Return False."""
        return False

    def start_job(self, *arguments: object, **more: Callable[[Exception], None]) -> None:
        _owner, _title, work, done = arguments
        try:
            answer = work(self)
        except JobDiedError as problem:
            more["failed"](problem)
        else:
            done(answer)


@pytest.fixture
def window(opened: Opened, jobs: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window, whose jobs run in this process."""
    made = opened(jobs=jobs)
    monkeypatch.setattr(made.kit.runner, "start_job", Here().start_job)
    return made


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key, how: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(window.page().table, key, how)


def mark_rows(window: MainWindow, qtbot: QtBot, count: int) -> None:
    """Select so many rows from the top with Shift and the arrow."""
    page = window.page()
    qtbot.waitUntil(page.table.hasFocus)
    for _row in range(count - 1):
        qtbot.keyClick(page.table, Key.Key_Down, SHIFT)


def answer(window: MainWindow, qtbot: QtBot, **texts: str) -> None:
    """Fill in the dialog and save it by its key."""
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    for name, text in texts.items():
        field = dialog.fields[name]
        field.setFocus()
        edit = field.lineEdit() if hasattr(field, "lineEdit") else field
        edit.clear()
        qtbot.keyClicks(edit, text)
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    settle(qtbot, window)


def order_of(jobs: SimpleNamespace) -> BulkOrder:
    return jobs.bulk.given[-1][0]


def test_shift_and_arrows_select_and_the_count_says_so(window: MainWindow, qtbot: QtBot) -> None:
    mark_rows(window, qtbot, 3)
    page = window.page()
    assert page.table.selected_rows() == [(0, 2)]
    assert page.filters.count.text() == "3 selected of 5,000 lines"
    qtbot.keyClick(page.table, Key.Key_Down)
    assert page.filters.count.text() == "5,000 lines"


def test_the_space_bar_marks_rows_that_are_apart(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Key.Key_Space)
    qtbot.keyClick(page.table, Key.Key_Space)
    qtbot.keyClick(page.table, Key.Key_Down, CTRL)
    qtbot.keyClick(page.table, Key.Key_Space)
    assert sorted(page.table.selected_rows()) == [(0, 0), (1, 1), (3, 3)]
    qtbot.keyClick(page.table, Key.Key_Up, CTRL)
    qtbot.keyClick(page.table, Key.Key_Space)
    assert page.table.selected_total() == 2


def test_ctrl_a_takes_all_rows_of_the_filter_without_fetching_them(
    opened: Opened, qtbot: QtBot, jobs: SimpleNamespace
) -> None:
    queries = FakeQueries(total=SHORT + 5000)
    window = opened(queries=queries, jobs=jobs)
    page = window.page()
    qtbot.waitUntil(page.table.hasFocus)
    press(window, qtbot, Key.Key_A, CTRL)
    assert page.table.selected_total() == SHORT + 5000
    assert page.filters.count.text() == "25,000 selected of 25,000 lines"
    assert len(page.model._pages) <= 2
    ids = page.presenter.listing.ids(0, SHORT + 4999)
    assert (len(ids), ids[0], ids[-1]) == (SHORT + 5000, SHORT + 5000, 1)


def test_it_is_done_to_the_lines_that_were_seen_when_others_come_before_them(
    opened: Opened, qtbot: QtBot, jobs: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long list knows its rows by their places, which move when a ticket comes in."""
    queries = FakeQueries(total=SHORT + 5000)
    window = opened(queries=queries, jobs=jobs)
    monkeypatch.setattr(window.kit.runner, "start_job", Here().start_job)
    first = SHORT + 5000
    mark_rows(window, qtbot, 3)
    press(window, qtbot, Key.Key_X, CTRL | SHIFT)
    queries.total += 1
    window.desk.changed.emit(Changes(tickets=(first + 1,)))
    settle(qtbot, window)
    assert list(window.page().presenter.listing.ids(0, 0)) == [first + 1], "the control"
    answer(window, qtbot, reason="ordered twice")
    assert list(order_of(jobs).line_ids) == [first, first - 1, first - 2]


def test_rows_that_were_never_fetched_are_taken_by_their_places(
    opened: Opened, qtbot: QtBot, jobs: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(queries=FakeQueries(total=SHORT + 5000), jobs=jobs)
    monkeypatch.setattr(window.kit.runner, "start_job", Here().start_job)
    qtbot.waitUntil(window.page().table.hasFocus)
    press(window, qtbot, Key.Key_A, CTRL)
    press(window, qtbot, Key.Key_R, CTRL)
    answer(window, qtbot)
    assert list(order_of(jobs).line_ids) == list(range(SHORT + 5000, 0, -1))


def test_many_are_assigned_by_one_key_and_given_back_by_another(
    window: MainWindow, qtbot: QtBot, jobs: SimpleNamespace
) -> None:
    mark_rows(window, qtbot, 3)
    press(window, qtbot, Key.Key_O, CTRL)
    settle(qtbot, window)
    dialog = dialog_of(window)
    owner = dialog.fields["owner"]
    assert [owner.itemText(i) for i in range(owner.count())][1:] == ["noor", "rob"]
    assert dialog.sentence.text() == ("This is done to 3 lines. You can take it back with Ctrl+Z.")
    answer(window, qtbot, owner="noor")
    order = order_of(jobs)
    assert (order.kind, order.owner) == (BulkKind.ASSIGN, "noor")
    assert list(order.line_ids) == [5000, 4999, 4998]
    assert window.toast.words.text() == "3 lines were assigned."
    assert window.toast.action.text() == "Undo"
    keyboard_goes_to(qtbot, window)
    press(window, qtbot, Key.Key_Z, CTRL)
    settle(qtbot, window)
    dialog = dialog_of(window)
    assert dialog.sentence.text() == "2 lines are as they were. 1 line was refused."
    assert [one.number for one in dialog.refused._rows] == ["M004998.1"]
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    keyboard_goes_to(qtbot, window)
    press(window, qtbot, Key.Key_Z, CTRL)
    assert window.toast.words.text() == "There is nothing to take back."


def test_the_toast_takes_it_back_too(
    window: MainWindow, qtbot: QtBot, jobs: SimpleNamespace
) -> None:
    mark_rows(window, qtbot, 2)
    press(window, qtbot, Key.Key_R, CTRL)
    answer(window, qtbot)
    assert window.toast.words.text() == "2 lines are ready."
    qtbot.mouseClick(window.toast.action, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert [one.line_id for one in jobs.undo.given[-1][1]] == [5000, 4999]
    assert window.toast.words.text() == "2 lines are as they were."


def test_refused_lines_are_told_with_their_reasons(
    window: MainWindow, qtbot: QtBot, jobs: SimpleNamespace
) -> None:
    mark_rows(window, qtbot, 5)
    press(window, qtbot, Key.Key_B, CTRL)
    dialog = dialog_of(window)
    dialog.fields["pause_class"].setCurrentIndex(2)
    answer(window, qtbot, reason="Leverancier dicht")
    assert order_of(jobs).pause_class is PauseClass.INTERNAL
    dialog = dialog_of(window)
    assert dialog.sentence.text() == "4 lines were paused. 1 line was refused."
    shown = [dialog.refused.data(dialog.refused.index(0, column)) for column in range(2)]
    assert shown[0] == "M004997.1"
    assert "ready" in shown[1]
    assert dialog.save_button.text() == "Close"
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)


def test_what_was_stopped_can_go_on(
    window: MainWindow, qtbot: QtBot, jobs: SimpleNamespace
) -> None:
    page = window.page()
    page.presenter.search("M00001")
    settle(qtbot, window)
    page.table.setFocus()
    press(window, qtbot, Key.Key_A, CTRL)
    press(window, qtbot, Key.Key_X, CTRL | SHIFT)
    answer(window, qtbot, reason="stop")
    dialog = dialog_of(window)
    assert dialog.sentence.text() == "1 line was cancelled. 9 lines were not reached."
    first = order_of(jobs)
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert jobs.bulk.given[-1][0] == first
    qtbot.keyClick(dialog_of(window), Key.Key_Escape)


def test_an_order_that_broke_off_can_go_on(
    window: MainWindow, qtbot: QtBot, jobs: SimpleNamespace
) -> None:
    page = window.page()
    page.bulk.presenter.told.emit("It was interrupted.", None)
    dialog = dialog_of(window)
    assert dialog.sentence.text().startswith("It was interrupted. What was done stays done")
    assert dialog.save_button.text() == "Go on"
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert jobs.bulk.given == []


@pytest.mark.parametrize("is_told", [True, False], ids=["a wire that is cut", "a dead process"])
def test_a_message_that_may_have_gone_keeps_its_number_until_it_is_known(
    window: MainWindow,
    qtbot: QtBot,
    jobs: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    is_told: bool,
) -> None:
    """Asked for anew, and not by "Go on", it would go to the same customers twice."""

    def send(text: str) -> BulkOrder:
        press(window, qtbot, Key.Key_M, CTRL)
        answer(window, qtbot, subject="Later", text=text)
        return order_of(jobs)

    def cut_off(order: BulkOrder, *_more: object) -> BulkResult:
        if not is_told:
            raise JobDiedError("exit code -9")
        lost = Refused(order.line_ids[-1], "M004998.1", "storage.unavailable", (("reason", "cut"),))
        return BulkResult(order.kind, (), (lost,))

    monkeypatch.setattr(jobs.bulk, "work", cut_off)
    mark_rows(window, qtbot, 2)
    first = send("It comes tomorrow.")
    qtbot.keyClick(dialog_of(window), Key.Key_Escape)
    keyboard_goes_to(qtbot, window)
    mark_rows(window, qtbot, 2)
    again = send("It comes tomorrow.")
    assert again.op_id == first.op_id
    assert len(again.line_ids) == 3, "of the lines that are marked now"
    qtbot.keyClick(dialog_of(window), Key.Key_Escape)
    monkeypatch.setattr(jobs.bulk, "work", bulk_job)
    keyboard_goes_to(qtbot, window)
    assert send("It comes tomorrow.").op_id == first.op_id
    keyboard_goes_to(qtbot, window)
    assert send("It comes tomorrow.").op_id != first.op_id, "what is known to be done is done"
    monkeypatch.setattr(jobs.bulk, "work", cut_off)
    keyboard_goes_to(qtbot, window)
    one = send("It comes today.")
    qtbot.keyClick(dialog_of(window), Key.Key_Escape)
    keyboard_goes_to(qtbot, window)
    other = send("It comes on Friday.")
    assert other.op_id != one.op_id, "other words are another message"
    qtbot.keyClick(dialog_of(window), Key.Key_Escape)


def test_what_broke_off_while_it_was_taken_back_goes_on_being_taken_back(
    window: MainWindow, qtbot: QtBot, jobs: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_rows(window, qtbot, 2)
    press(window, qtbot, Key.Key_R, CTRL)
    answer(window, qtbot)

    def die(*_given: object) -> BulkResult:
        raise JobDiedError("exit code -9")

    monkeypatch.setattr(jobs.undo, "work", die)
    keyboard_goes_to(qtbot, window)
    press(window, qtbot, Key.Key_Z, CTRL)
    dialog = dialog_of(window)
    assert dialog.sentence.text().startswith("It was interrupted.")
    monkeypatch.setattr(jobs.undo, "work", undo_job)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert len(jobs.bulk.given) == 1, "it is not done once more"
    assert jobs.undo.given[0] == jobs.undo.given[1]
    assert window.toast.words.text() == "2 lines are as they were."


@pytest.mark.parametrize(
    ("key", "how", "said"),
    [
        (Key.Key_M, CTRL, "Subject is missing. Fill it in."),
        (Key.Key_T, CTRL | SHIFT, "Text is missing. Fill it in."),
        (Key.Key_X, CTRL | SHIFT, "Reason is missing. Fill it in."),
        (Key.Key_B, CTRL, "Reason is missing. Fill it in."),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_done(
    window: MainWindow,
    qtbot: QtBot,
    jobs: SimpleNamespace,
    key: Qt.Key,
    how: Qt.KeyboardModifier,
    said: str,
) -> None:
    mark_rows(window, qtbot, 2)
    press(window, qtbot, key, how)
    answer(window, qtbot)
    dialog = dialog_of(window)
    assert dialog.problem.text() == said
    assert jobs.bulk.given == []
    qtbot.keyClick(dialog, Key.Key_Escape)


def test_a_pause_for_the_customer_needs_evidence(
    window: MainWindow, qtbot: QtBot, jobs: SimpleNamespace
) -> None:
    mark_rows(window, qtbot, 2)
    press(window, qtbot, Key.Key_B, CTRL)
    answer(window, qtbot, reason="Wacht op de klant")
    dialog = dialog_of(window)
    assert dialog.problem.isVisible()
    answer(window, qtbot, evidence="K000123")
    assert order_of(jobs).evidence == "K000123"


def test_paused_lines_are_resumed_by_the_same_key(
    window: MainWindow, qtbot: QtBot, jobs: SimpleNamespace
) -> None:
    page = window.page()
    page.presenter.choose("state", "paused")
    settle(qtbot, window)
    mark_rows(window, qtbot, 2)
    press(window, qtbot, Key.Key_B, CTRL)
    answer(window, qtbot)
    assert order_of(jobs).kind is BulkKind.RESUME


def test_customers_get_a_message_in_the_desks_own_words(
    window: MainWindow, qtbot: QtBot, jobs: SimpleNamespace
) -> None:
    mark_rows(window, qtbot, 2)
    press(window, qtbot, Key.Key_M, CTRL)
    assert "cannot be taken back" in dialog_of(window).sentence.text()
    answer(window, qtbot, subject="Lift", text="De lift is stuk.")
    order = order_of(jobs)
    assert (order.subject, order.text) == ("Lift", "De lift is stuk.")
    assert window.toast.words.text() == "2 messages were made."
    assert not window.toast.action.isVisible()


def test_many_lines_go_to_another_unit_by_one_key(
    window: MainWindow, qtbot: QtBot, jobs: SimpleNamespace
) -> None:
    mark_rows(window, qtbot, 3)
    press(window, qtbot, Key.Key_G, CTRL)
    settle(qtbot, window)
    dialog = dialog_of(window)
    assert "cannot be taken back" in dialog.sentence.text()
    units = dialog.fields["unit"]
    assert units.currentText() == "", "nobody is chosen by an Enter too many"
    answer(window, qtbot, reason="theirs")
    assert dialog.problem.text() == "Unit is missing. Fill it in."
    units.setCurrentIndex(2)
    answer(window, qtbot, reason="theirs")
    order = order_of(jobs)
    assert (order.kind, order.unit, order.reason) == (BulkKind.REDIRECT, "U1", "theirs")
    assert list(order.line_ids) == [5000, 4999, 4998]
    assert window.toast.words.text() == "3 lines were redirected."


def test_one_row_alone_is_a_matter_of_the_line_beside_the_list(
    window: MainWindow, qtbot: QtBot, jobs: SimpleNamespace
) -> None:
    page = window.page()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Key.Key_Return)
    settle(qtbot, window)
    press(window, qtbot, Key.Key_B, CTRL)
    dialog: QWidget = dialog_of(window)
    assert not hasattr(dialog, "fields")
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert jobs.bulk.given == []


def test_marks_outlive_a_change_elsewhere_and_the_list_catches_up_after_them(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    page = window.page()
    mark_rows(window, qtbot, 3)
    queries.total += 2
    window.desk.changed.emit(Changes(tickets=(1,)))
    window.refresh()
    settle(qtbot, window)
    assert page.table.selected_rows() == [(0, 2)]
    assert page.model.rowCount() == 5000
    assert list(page.presenter.listing.ids(0, 2)) == [5000, 4999, 4998]
    qtbot.keyClick(page.table, Key.Key_Down)
    settle(qtbot, window)
    assert page.model.rowCount() == 5002
    assert page.table.selected_total() == 1


def test_another_filter_takes_the_marks_away(window: MainWindow, qtbot: QtBot) -> None:
    mark_rows(window, qtbot, 3)
    window.page().presenter.sort("price")
    settle(qtbot, window)
    assert window.page().table.selected_total() == 1


def test_the_menu_of_marked_rows_offers_everything_with_its_key(
    window: MainWindow, qtbot: QtBot
) -> None:
    mark_rows(window, qtbot, 3)
    page = window.page()
    page.table.menu_asked.emit(1, page.mapToGlobal(QPoint(50, 50)))
    texts = [action.text() for action in page._menu.actions() if action.text()]
    assert texts == [
        "Assign to…\tCtrl+O",
        "Pause…\tCtrl+B",
        "Resume…\tCtrl+B",
        "Report ready…\tCtrl+R",
        "Redirect…\tCtrl+G",
        "Write to the customers…\tCtrl+M",
        "Add a task…\tCtrl+Shift+T",
        "Cancel the lines…\tCtrl+Shift+X",
        "Select all\tCtrl+A",
        "Choose columns…\tAlt+K",
    ]
    page._menu.actions()[3].trigger()
    page._menu.close()
    assert dialog_of(window).windowTitle() == "Report ready"
    qtbot.keyClick(dialog_of(window), Key.Key_Escape)


def test_the_menu_of_another_row_is_about_that_row(window: MainWindow, qtbot: QtBot) -> None:
    mark_rows(window, qtbot, 3)
    page = window.page()
    page.table.menu_asked.emit(9, page.mapToGlobal(QPoint(50, 50)))
    assert page._menu.actions()[0].text() == "Open\t↵"
    assert page.table.selected_rows() == [(9, 9)]
    page._menu.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_act_says_what_it_did(language: str) -> None:
    with using_language(language):
        said = {kind: done_words(BulkResult(kind)) for kind in BulkKind}
    assert all(words.startswith("0 ") for words in said.values())
    assert len(set(said.values())) == len(BulkKind) == len(ACTS)
    assert all(name in FIELDS for act in ACTS.values() for name in act.fields)


@pytest.mark.parametrize(("key", "name"), [("S", "state"), ("U", "unit"), ("V", "outcome")])
def test_a_chip_opens_by_its_key_and_the_arrows_choose(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries, key: str, name: str
) -> None:
    page = window.page()
    qtbot.keyClick(page.table, key, Qt.KeyboardModifier.AltModifier)
    chip = page.filters.chips[name]
    menu = chip._menu
    qtbot.waitUntil(menu.isVisible)
    qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Return)
    settle(qtbot, window)
    assert chip.value
    assert f"Alt+{key}" in chip.toolTip()
    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(page.table, "0", Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window)
    assert not chip.value


def test_late_lines_by_their_key(window: MainWindow, qtbot: QtBot, queries: FakeQueries) -> None:
    qtbot.keyClick(window.page().table, "L", Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window)
    assert queries.log[-1].is_late
