"""The panel of files, with real keys and a real drop: add, look, open, save, take away."""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.pages.ticket.attachments import AttachmentsPanel, HideDialog, size_words
from fmdesk.desktop.pages.ticket.filing import PICTURE_SIDE, thumbnail
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_attachments import FakeAttachments

TICKET = Owner(OwnerKind.TICKET, 11)
Key = Qt.Key


def picture(width: int, height: int) -> bytes:
    """Return a real PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\x00" + b"\x20\x80\xff" * width for _row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.fixture
def files(tmp_path: Path) -> FakeAttachments:
    made = FakeAttachments(tmp_path)
    made.give(TICKET, "lekkage.png", picture(400, 200))
    made.give(TICKET, "offerte.pdf", b"%PDF-1.7 " + b"x" * 1_400_000)
    return made


@pytest.fixture
def window(opened: Opened, files: FakeAttachments) -> MainWindow:
    return opened(attachments=files)


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot, openings: list[Path]) -> Iterator[AttachmentsPanel]:
    """The panel over the ticket's files, in a window of its own."""
    frame = QWidget()
    made = AttachmentsPanel(window.desk, openings.append)
    QVBoxLayout(frame).addWidget(made)
    qtbot.addWidget(frame)
    frame.resize(720, 320)
    with qtbot.waitActive(frame):
        frame.show()
        frame.activateWindow()
    made.show_owner(TICKET)
    settle(qtbot, window)
    made.table.setFocus()
    yield made
    frame.close()


@pytest.fixture
def openings() -> list[Path]:
    return []


@pytest.fixture(autouse=True)
def _no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


def drop(panel: AttachmentsPanel, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    rest = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, *rest)
    QApplication.sendEvent(panel, entering)
    if entering.isAccepted():
        dropping = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, *rest)
        QApplication.sendEvent(panel, dropping)


def names(panel: AttachmentsPanel) -> list[str]:
    return [panel.model.index(row, 0).data() for row in range(panel.model.row_total())]


def test_the_files_stand_there_with_a_thumbnail(panel: AttachmentsPanel) -> None:
    assert names(panel) == ["lekkage.png", "offerte.pdf"]
    assert panel.model.index(1, 1).data() == "1.4 MB"
    shown = panel.picture.pixmap()
    assert (shown.width(), shown.height()) == (PICTURE_SIDE, PICTURE_SIDE // 2)


def test_what_is_no_picture_has_an_icon(
    panel: AttachmentsPanel, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(panel.table, Key.Key_Down)
    settle(qtbot, window)
    assert panel.picture.pixmap().width() == 32


def test_files_are_dropped_on_it(
    panel: AttachmentsPanel,
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    files: FakeAttachments,
) -> None:
    paths = [tmp_path / name for name in ("één.txt", "twee.txt")]
    for path in paths:
        path.write_text("tekst", encoding="utf-8")
    drop(panel, *paths)
    assert panel.progress.text() == "Adding 1 of 2"
    settle(qtbot, window)
    assert names(panel)[2:] == ["één.txt", "twee.txt"]
    assert panel.progress.text() == ""
    assert "MainThread" not in files.threads


def test_a_file_is_added_by_key(
    panel: AttachmentsPanel,
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "scan.txt"
    path.write_text("x")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: ([str(path)], ""))
    qtbot.keyClick(panel.table, Key.Key_A, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window)
    assert names(panel)[-1] == "scan.txt"


def test_fifty_megabytes_are_refused_in_place(
    panel: AttachmentsPanel, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    large, small = tmp_path / "film.mp4", tmp_path / "klein.txt"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    small.write_text("x")
    drop(panel, large, small)
    settle(qtbot, window)
    assert "film.mp4 has 50 MB and at most 25 MB" in panel.problem.text()
    assert panel.problem.isVisible()
    assert names(panel)[-1] == "klein.txt", "the others are added all the same"
    drop(panel, small)
    settle(qtbot, window)
    assert not panel.problem.isVisible()


def test_what_is_no_file_is_not_taken(panel: AttachmentsPanel, window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/x.png")])
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(panel, event)
    assert not event.isAccepted()


def test_enter_opens_a_copy(
    panel: AttachmentsPanel, window: MainWindow, qtbot: QtBot, openings: list[Path]
) -> None:
    qtbot.keyClick(panel.table, Key.Key_Return)
    settle(qtbot, window)
    assert [one.name for one in openings] == ["lekkage.png"]


def test_a_program_is_not_opened(
    panel: AttachmentsPanel,
    window: MainWindow,
    qtbot: QtBot,
    files: FakeAttachments,
    openings: list[Path],
) -> None:
    files.kept.clear()
    files.give(TICKET, "factuur.pdf", b"MZ\x90\x00")
    panel.presenter.load()
    settle(qtbot, window)
    qtbot.keyClick(panel.table, Key.Key_Return)
    settle(qtbot, window)
    assert openings == []
    assert "is a program" in panel.problem.text()


def test_a_file_is_saved(
    panel: AttachmentsPanel,
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "bewaard.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    qtbot.keyClick(panel.table, Key.Key_F12)
    settle(qtbot, window)
    assert target.read_bytes() == picture(400, 200)
    assert "bewaard.png" in window.toast.words.text()


def test_a_file_is_taken_away_with_a_reason_or_not_at_all(
    panel: AttachmentsPanel, window: MainWindow, qtbot: QtBot, files: FakeAttachments
) -> None:
    qtbot.keyClick(panel.table, Key.Key_Delete)
    dialog = dialog_of(window)
    assert isinstance(dialog, HideDialog)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert "Say why" in dialog.problem.text()
    qtbot.keyClicks(dialog.reason, "hoort bij een ander")
    qtbot.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert names(panel) == ["offerte.pdf"]
    assert files.kept[0].hidden_reason == "hoort bij een ander"


def test_no_files_say_what_to_do(panel: AttachmentsPanel, window: MainWindow, qtbot: QtBot) -> None:
    panel.show_owner(Owner(OwnerKind.TICKET, 12))
    settle(qtbot, window)
    assert panel.empty.text() == "No files. Drag them here, or press Alt+A."
    assert not panel.open_button.isVisible()
    for act in (panel.open_current, panel.save_current, panel.hide_current):
        act()
    panel.show_owner(None)
    assert not panel.add_button.isEnabled()
    panel.add([Path("nergens")])
    assert names(panel) == []


def test_what_others_add_appears(
    panel: AttachmentsPanel, window: MainWindow, qtbot: QtBot, files: FakeAttachments
) -> None:
    files.give(TICKET, "van een ander.txt", b"x")
    window.desk.changed.emit(Changes(tickets=(99,)))
    settle(qtbot, window)
    assert len(names(panel)) == 2, "another ticket's changes are not asked about"
    window.desk.changed.emit(Changes(tickets=(TICKET.id,)))
    settle(qtbot, window)
    assert names(panel)[-1] == "van een ander.txt"


def test_a_database_in_trouble_is_said_in_place(
    panel: AttachmentsPanel, window: MainWindow, qtbot: QtBot, files: FakeAttachments
) -> None:
    files.problem = StorageError("storage.lost", reason="x")
    panel.presenter.load()
    settle(qtbot, window)
    assert panel.problem.isVisible()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut(
    panel: AttachmentsPanel, window: MainWindow, qtbot: QtBot, language: str
) -> None:
    from fmdesk.i18n import set_language

    set_language(language)
    panel.retranslate()
    settle(qtbot, window)
    assert list(cut(panel.window())) == []
    words = size_words(panel.model.row_at(1))
    assert words == ("1,4 MB" if language == "nl" else "1.4 MB")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n rubbish", b"", b"GIF89a" + b"\xff" * 99])
def test_a_picture_that_is_none_has_no_thumbnail(content: bytes) -> None:
    assert thumbnail(content).isNull()


def test_a_picture_that_asks_for_all_memory_gets_none() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    chunk = b"\x00\x00\x00\rIHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    assert thumbnail(b"\x89PNG\r\n\x1a\n" + chunk + b"\x00" * 64).isNull()
