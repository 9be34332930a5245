"""Force majeure by keys: the period, the lines with a tick each, and taking it back."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.force_majeure import Case, CaseDraft, CaseView, Touched
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.pages.month.force_majeure import case_words, touched_words
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.made import NOW, OFFICE_TIME
from tests.desktop.unit_keys import CTRL

HELD = CTRL | Qt.KeyboardModifier.ShiftModifier
DUE = NOW - timedelta(hours=2)
SAVED = Touched(3, "M000003.1", "Paper", "Stock", "B1.02", DUE, NOW, NOW, True, False)
STILL = Touched(4, "M000004.1", "Paper", "Stock", "", DUE, NOW, None, True, True)


class FakeForceMajeure:
    """Two lines, of which one would be in time; keeps what is recorded."""

    def __init__(self) -> None:
        self.asked: list[tuple[datetime, datetime, str]] = []
        self.drafts: list[CaseDraft] = []
        self.known: list[CaseView] = []
        self.may_answer = Event()
        self.may_answer.set()

    def preview(
        self, start: datetime, end: datetime, place: str, _language: str
    ) -> tuple[Touched, ...]:
        self.may_answer.wait(30)
        self.asked.append((start, end, place))
        if start >= end:
            raise InvalidInputError("force_majeure.period")
        return (SAVED, STILL)

    def record(self, draft: CaseDraft) -> Changes:
        if not draft.case.reason:
            raise InvalidInputError("force_majeure.words")
        self.drafts.append(draft)
        self.known.append(CaseView(draft.case, draft.line_ids))
        return Changes(tickets=(3,))

    def cases(self) -> tuple[CaseView, ...]:
        return tuple(self.known)

    def undo(self, draft: CaseDraft) -> Changes:
        if not draft.reason:
            raise ConflictError("force_majeure.gone")
        self.drafts.append(draft)
        self.known.clear()
        return Changes(tickets=(3,))


@pytest.fixture(autouse=True)
def no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


@pytest.fixture
def cases() -> FakeForceMajeure:
    return FakeForceMajeure()


@pytest.fixture
def window(
    opened: Opened, qtbot: QtBot, judged: SimpleNamespace, cases: FakeForceMajeure
) -> MainWindow:
    made = opened(month=judged, force_majeure=cases)
    made.open_page("month")
    settle(qtbot, made)
    qtbot.keyClick(made, Qt.Key.Key_M, HELD)
    settle(qtbot, made)
    return made


def test_lines_are_ticked_and_recorded_and_taken_back_by_keys(
    window: MainWindow, qtbot: QtBot, cases: FakeForceMajeure
) -> None:
    dialog = dialog_of(window)
    assert dialog.count.text() == "2 of 2 lines ticked. In time after all: 1."
    keyboard_goes_to(qtbot, dialog)
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.count.text() == "1 of 2 lines ticked. In time after all: 1."
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert dialog.problem.text().startswith("Say what happened")
    dialog.reason.setFocus()
    QTest.keyClicks(dialog.reason, "Storm")
    QTest.keyClicks(dialog.evidence, "KNMI")
    qtbot.keyClick(dialog.evidence, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    (draft,) = cases.drafts
    assert (draft.line_ids, draft.case.reason, draft.case.evidence) == ((3,), "Storm", "KNMI")
    assert draft.case.end - draft.case.start == timedelta(hours=4)

    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_M, HELD)
    settle(qtbot, window)
    dialog_of(window).show_cases()
    settle(qtbot, window)
    back = dialog_of(window)
    assert "Storm (KNMI) · 1 line" in back.list.item(0).text()
    keyboard_goes_to(qtbot, back)
    qtbot.keyClick(back.list, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert back.problem.isVisible()
    back.text.setFocus()
    QTest.keyClicks(back.text, "De wegen waren open")
    qtbot.keyClick(back.text, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert cases.drafts[-1].reason == "De wegen waren open"
    assert cases.known == []


def test_another_period_is_looked_up_at_once_and_a_wrong_one_told(
    window: MainWindow, qtbot: QtBot, cases: FakeForceMajeure
) -> None:
    dialog = dialog_of(window)
    dialog.start.setDateTime(dialog.end.dateTime().addSecs(-3600))
    settle(qtbot, window)
    start, end, place = cases.asked[-1]
    assert (end - start, place) == (timedelta(hours=1), "")
    dialog.start.setDateTime(dialog.end.dateTime())
    settle(qtbot, window)
    assert dialog.problem.text().startswith("The end is not after the start.")
    assert (dialog.list.count(), dialog.count.text()) == (0, ""), "lines of another period"
    assert not dialog.save_button.isEnabled()
    dialog.show_cases()
    settle(qtbot, window)
    empty = dialog_of(window)
    assert empty.sentence.text() == "No force majeure is recorded."
    assert not empty.save_button.isEnabled()
    empty.save()
    assert cases.drafts == []


def test_what_was_unticked_stays_so_and_record_waits_for_the_new_period(
    window: MainWindow, qtbot: QtBot, cases: FakeForceMajeure
) -> None:
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    QTest.keyClicks(dialog.reason, "Storm")
    QTest.keyClicks(dialog.evidence, "KNMI")
    cases.may_answer.clear()
    qtbot.keyClick(dialog.start, Qt.Key.Key_Down)
    assert dialog.count.text() == "Looking up the lines."
    qtbot.keyClick(dialog.list, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert not dialog.save_button.isEnabled(), "a tick does not let old lines be recorded"
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return, CTRL)
    cases.may_answer.set()
    settle(qtbot, window)
    assert cases.drafts == []
    assert dialog.count.text() == "1 of 2 lines ticked. In time after all: 1."
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.ticked() == (SAVED, STILL), "what is ticked again is no longer left out"
    qtbot.keyClick(dialog.start, Qt.Key.Key_Down)
    settle(qtbot, window)
    assert dialog.ticked() == (SAVED, STILL)


def test_a_place_that_is_typed_and_not_picked_is_not_everywhere(
    window: MainWindow, qtbot: QtBot, cases: FakeForceMajeure
) -> None:
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    QTest.keyClicks(dialog.reason, "Storm")
    QTest.keyClicks(dialog.evidence, "KNMI")
    QTest.keyClicks(dialog.place.field, "B2")
    settle(qtbot, window)
    qtbot.keyClick(dialog.place.field, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert dialog.problem.text().startswith("Pick the place from the list")
    assert (cases.drafts, dialog.place.field.hasFocus()) == ([], True)
    qtbot.keyClick(dialog.place.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert (dialog.problem.isVisible(), cases.asked[-1][2]) == (False, "B2.14")
    qtbot.keyClick(dialog.place.field, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert [one.place for one in cases.drafts] == ["B2.14"]


def test_words_of_lines_and_cases_in_both_languages() -> None:
    case = CaseView(Case(DUE, NOW, "Storm", "KNMI"), (3, 4))
    with using_language("en"):
        english = touched_words(SAVED, OFFICE_TIME), case_words(case, OFFICE_TIME)
    with using_language("nl"):
        dutch = touched_words(SAVED, OFFICE_TIME), case_words(case, OFFICE_TIME)
    assert "late → in time" in english[0]
    assert "te laat → op tijd" in dutch[0]
    assert (english[1][-7:], dutch[1][-8:]) == ("2 lines", "2 regels")
