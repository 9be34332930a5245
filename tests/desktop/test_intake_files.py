"""Files at the intake, with real keys: they go with the request, and none costs what was typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.desktop.pages.intake.model import Typed, text_of, typed_of
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, settle
from tests.desktop.cut import cut
from tests.desktop.fake_attachments import FakeAttachments
from tests.desktop.fake_intake import FakeIntake
from tests.desktop.fake_knowledge import FakeDrafts, FakeKnowledge
from tests.desktop.intake_keys import ALT, CONTROL, ENTER, begin, call, press, write


@pytest.fixture
def files(tmp_path: Path) -> FakeAttachments:
    return FakeAttachments(tmp_path)


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture
def window(opened: Opened, files: FakeAttachments, intake: FakeIntake) -> MainWindow:
    return opened(attachments=files, intake=intake, knowledge=FakeKnowledge(), drafts=FakeDrafts())


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> IntakePage:
    return begin(qtbot, window)


@pytest.fixture(autouse=True)
def _no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


def drop(page: IntakePage, *paths: Path) -> bool:
    """Drop files on the page; tell whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    rest = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, *rest)
    entering.ignore()
    QApplication.sendEvent(page, entering)
    if entering.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, *rest))
    return entering.isAccepted()


def order(qtbot: QtBot, window: MainWindow, page: IntakePage) -> None:
    call(qtbot, window)
    write(qtbot, window, "paper")
    press(qtbot, window, ENTER)
    qtbot.keyClicks(page.line.form.findChild(QLineEdit, "to"), "B2.14")


def test_files_go_with_the_request(
    window: MainWindow,
    page: IntakePage,
    qtbot: QtBot,
    files: FakeAttachments,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paths = [tmp_path / name for name in ("schets.txt", "foto.txt")]
    for path in paths:
        path.write_text("x")
    order(qtbot, window, page)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: ([str(paths[0])], ""))
    press(qtbot, window, Qt.Key.Key_A, ALT)
    assert drop(page, paths[1])
    settle(qtbot, window)
    assert page.files.paths == tuple(paths)
    assert files.kept == [], "nothing is stored before the request is"
    press(qtbot, window, ENTER, CONTROL)
    assert [one.name for one in files.kept] == ["schets.txt", "foto.txt"]
    assert {one.owner for one in files.kept} == {Owner(OwnerKind.TICKET, 7)}
    assert page.files.paths == ()
    assert "MainThread" not in files.threads


def test_fifty_megabytes_cost_nothing_that_was_typed(
    window: MainWindow,
    page: IntakePage,
    qtbot: QtBot,
    files: FakeAttachments,
    intake: FakeIntake,
    tmp_path: Path,
) -> None:
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    order(qtbot, window, page)
    before = page.typed()
    drop(page, large)
    settle(qtbot, window)
    assert "film.mp4 has 50 MB and at most 25 MB" in page.foot.problem.text()
    assert page.foot.problem.isVisible()
    assert page.typed() == before
    assert page.files.paths == ()
    press(qtbot, window, ENTER, CONTROL)
    assert len(intake.drafts) == 1
    assert files.kept == []


def test_a_file_that_has_gone_meanwhile_is_said(
    window: MainWindow, page: IntakePage, qtbot: QtBot, files: FakeAttachments, tmp_path: Path
) -> None:
    path = tmp_path / "groeit.txt"
    path.write_text("x")
    order(qtbot, window, page)
    drop(page, path)
    settle(qtbot, window)
    with path.open("wb") as file:
        file.truncate(50_000_000)
    press(qtbot, window, ENTER, CONTROL)
    assert "groeit.txt" in window.toast.words.text()
    assert page.told.isVisible(), "the request is saved all the same"


def test_files_are_let_go(
    window: MainWindow, page: IntakePage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    drop(page, path)
    settle(qtbot, window)
    assert page.files.none.isVisible()
    page.files.none.click()
    assert page.files.paths == ()
    assert not page.files.none.isVisible()


def test_a_file_that_is_looked_at_while_the_request_is_saved_goes_with_it(
    window: MainWindow, page: IntakePage, qtbot: QtBot, files: FakeAttachments, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    order(qtbot, window, page)
    drop(page, path, path)
    page.save()
    settle(qtbot, window)
    assert [one.name for one in files.kept] == ["a.txt"]
    assert page.files.paths == (), "the next request begins without it"


def test_a_request_that_a_crash_left_still_has_its_files(
    opened: Opened, qtbot: QtBot, files: FakeAttachments, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("schets.txt", "weg.txt")]
    for path in paths:
        path.write_text("x")
    drafts = FakeDrafts()
    given = {"attachments": files, "intake": FakeIntake(), "knowledge": FakeKnowledge()}
    crashed = opened(**given, drafts=drafts)
    before = begin(qtbot, crashed)
    drop(before, *paths)
    settle(qtbot, crashed)
    before.keeping.keep()
    settle(qtbot, crashed)
    (text,) = drafts.kept.values()
    paths[1].unlink()

    window = opened(**given, drafts=FakeDrafts({"old": text}))
    page = begin(qtbot, window)
    assert "schets.txt, weg.txt" in page.unfinished.words.accessibleName()
    page.unfinished.go_on.click()
    settle(qtbot, window)
    assert page.files.paths == (paths[0],)
    assert "weg.txt" in page.foot.problem.text(), "one that has gone is told"
    order(qtbot, window, page)
    press(qtbot, window, ENTER, CONTROL)
    assert [one.name for one in files.kept] == ["schets.txt"]


def test_a_draft_keeps_any_name_and_one_of_before_has_no_files() -> None:
    typed = Typed(files=("/map/een\udcff \U0001f600.txt",))
    text = text_of(typed)
    text.encode()
    assert typed_of(text) == typed
    assert typed_of(text.replace('"files"', '"other"')) == Typed(typed.op_id)


def test_what_is_no_file_is_not_taken(page: IntakePage) -> None:
    assert not drop(page)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut(
    opened: Opened, qtbot: QtBot, files: FakeAttachments, tmp_path: Path, language: str
) -> None:
    window = opened(language, attachments=files, knowledge=FakeKnowledge(), drafts=FakeDrafts())
    page = begin(qtbot, window)
    page.files._show(tuple(tmp_path / f"een lange naam {number}.txt" for number in range(9)))
    settle(qtbot, window)
    assert list(cut(window)) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_field_stands_out_of_its_card(
    opened: Opened, qtbot: QtBot, files: FakeAttachments, language: str
) -> None:
    window = opened(language, attachments=files, knowledge=FakeKnowledge(), drafts=FakeDrafts())
    page = begin(qtbot, window)
    order(qtbot, window, page)
    area = next(one for one in page.findChildren(QScrollArea) if one.isAncestorOf(page.files))
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
