"""Hands on the page of a unit: its made-up services, keys, and what they open."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.contact import RemarkAnswer, RemarkRow
from fmdesk.core.domain.ticket import ContactKind
from fmdesk.desktop.pages.my_unit.page import MyUnitPage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_my_unit import (
    FakeMyUnit,
    FakeQuestions,
    FakeReturns,
)
from tests.desktop.fake_objections import FakeSanctions
from tests.desktop.fakes import FakeQueries, report_job
from tests.desktop.made import NOW

CTRL = Qt.KeyboardModifier.ControlModifier


def orders_job(line_ids: tuple[int, ...], unit_id: int, language: str, progress: object) -> bytes:
    """Return a small PDF in a process of its own."""
    return report_job(f"lines {line_ids}", "orders", language, "pdf", progress)


class Answers:
    """Keeps what customers were answered."""

    def __init__(self) -> None:
        self.drafts: list[RemarkAnswer] = []

    def answer(self, draft: RemarkAnswer) -> RemarkRow:
        self.drafts.append(draft)
        kind = ContactKind.COMPLAINT
        return RemarkRow(
            draft.contact_id, kind, NOW, "", "", "", 3, "Stock", None, draft.answer, NOW
        )


@pytest.fixture
def unit(queries: FakeQueries) -> SimpleNamespace:
    """The made-up services of the page, by name."""
    return SimpleNamespace(
        my_unit=FakeMyUnit(queries),
        questions=FakeQuestions(),
        returns=FakeReturns(queries),
        sanctions=FakeSanctions(),
        contacts=Answers(),
        jobs=SimpleNamespace(work_orders=orders_job),
    )


@pytest.fixture
def window(opened: Opened, unit: SimpleNamespace, qtbot: QtBot) -> MainWindow:
    """The window on the page of the unit, opened by its key."""
    made = opened(**vars(unit))
    qtbot.keyClick(made, Qt.Key.Key_6, CTRL)
    settle(qtbot, made)
    return made


def page_of(window: MainWindow) -> MyUnitPage:
    page = window.page()
    assert isinstance(page, MyUnitPage)
    return page


def press(
    qtbot: QtBot,
    window: MainWindow,
    key: str,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the focus is."""
    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(window.focusWidget() or window, getattr(Qt.Key, f"Key_{key}"), held)
    settle(qtbot, window)


def go_to(qtbot: QtBot, window: MainWindow, place: int) -> None:
    """Choose the line at a place of the worklist."""
    page_of(window).work.table.go_to(place)
    settle(qtbot, window)


def save(qtbot: QtBot, window: MainWindow, words: str) -> QWidget:
    """Write into the field that has the focus of the dialog, and save."""
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    QTest.keyClicks(dialog.focusWidget(), words)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    return dialog


def alt(qtbot: QtBot, window: MainWindow, digit: int) -> None:
    press(qtbot, window, str(digit), Qt.KeyboardModifier.AltModifier)


@pytest.fixture(autouse=True)
def no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []
