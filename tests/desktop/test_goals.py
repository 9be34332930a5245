"""The page of the goals, with real keys: read, set, evaluate, tick off, open the records."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import ConflictError, NotAllowedError, NotFoundError
from fmdesk.core.domain.goal_views import EvaluationDraft, GoalDraft, GoalEnd
from fmdesk.core.domain.goals import Every
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.pages.goals.dialogs import EndDialog, EvaluateDialog, GoalDialog
from fmdesk.desktop.pages.goals.page import GoalsPage
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.pdfdialog import PdfDialog
from tests.desktop.conftest import Opened, dialog_of, go_by_key, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_goals import ACTION, CALLS, OWNER, FakeGoals
from tests.unit.reports.readback import whole

Key, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def goals() -> FakeGoals:
    return FakeGoals()


@pytest.fixture
def window(opened: Opened, goals: FakeGoals, qtbot: QtBot) -> MainWindow:
    """The window on the goals, opened by their key."""
    return on_goals(opened(goals=goals), qtbot)


def on_goals(made: MainWindow, qtbot: QtBot) -> MainWindow:
    return go_by_key(qtbot, made, "goals")


def page_of(window: MainWindow) -> GoalsPage:
    page = window.page()
    assert isinstance(page, GoalsPage)
    return page


def press(qtbot: QtBot, window: MainWindow, key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(page_of(window).table, key, modifier)
    settle(qtbot, window)


def test_a_goal_is_read_with_its_results_and_what_was_decided(
    window: MainWindow, qtbot: QtBot, goals: FakeGoals
) -> None:
    page = page_of(window)
    assert page.table.hasFocus()
    assert page.period.text() == "Quarter 4 of 2026"
    shown = [page.model.index(0, n).data() for n in range(page.model.columnCount())]
    assert shown[:6] == ["Promises kept · Post", "Missed", "90.0%", "1 late", "≥ 95.0%", "worse"]
    assert page.card.title.text() == "Promises kept · Post"
    assert page.results is not None
    rows = [
        [page.results.index(row, n).data() for n in range(page.results.columnCount())]
        for row in range(3)
    ]
    assert rows[0][:2] == ["Quarter 4 of 2026", "Running"]
    assert rows[1][4:] == ["90", "100", "worse", "1"]
    said = "Promises kept · Post, Quarter 3 of 2026: 90.0%, norm ≥ 95.0%."
    assert page.chart.accessibleName() == said
    shades = {page.chart.grab().toImage().pixelColor(x, 95).name() for x in range(400)}
    assert len(shades) > 2, "it is drawn"
    assert page.decided.title.text() == "Decided about quarter 3 of 2026"
    assert rows[2][1:4] == ["Not yet", "–", "–"]
    box = page.decided.boxes[ACTION.id]
    words = box.accessibleName()
    assert words.startswith("Tweede bezorger inzetten (Anneke de Vries, by 31 Oct 2026)")
    assert words.endswith("late")
    qtbot.mouseClick(page.earlier, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert (goals.asked[0], goals.asked[-1]) == ("2026-12", "2026-09")
    assert list(cut(page)) == []


def test_a_tick_is_kept_and_a_figure_opens_its_records(
    window: MainWindow, qtbot: QtBot, goals: FakeGoals
) -> None:
    page = page_of(window)
    page.decided.boxes[ACTION.id].setFocus()
    qtbot.keyClick(page.decided.boxes[ACTION.id], Key.Key_Space)
    settle(qtbot, window)
    assert goals.is_ticked
    box = page.decided.boxes[ACTION.id]
    assert box.isChecked()
    assert box.hasFocus()
    goals.problem = NotFoundError("goal.no_action")
    qtbot.keyClick(box, Key.Key_Space)
    settle(qtbot, window)
    box = page.decided.boxes[ACTION.id]
    assert box.isChecked()  # what was refused is not shown as done
    assert box.hasFocus()
    goals.problem = None
    assert page.result_table is not None
    page.result_table.setFocus()
    page.result_table.cell_opened.emit(1, "part1")
    settle(qtbot, window)
    assert goals.opened[-1].column == "judged"
    assert page.records.count.text() == "2 records"
    qtbot.keyClick(page.records.table, Key.Key_Escape)
    assert page.stack.currentIndex() == 0


def test_a_long_action_wraps_and_its_signs_are_no_markup(
    window: MainWindow, qtbot: QtBot, goals: FakeGoals
) -> None:
    page = page_of(window)
    text = "R&D belt <b>elke</b> klant " + "die een klacht had, voor het einde van de week " * 3
    goals.action = replace(ACTION, text=text)
    window.refresh()
    settle(qtbot, window)
    (area,) = page.decided.findChildren(QScrollArea)
    inside = area.widget()
    assert inside.width() <= area.viewport().width()
    (words,) = (one for one in inside.findChildren(QLabel) if one.text().startswith(text))
    assert words.height() > 2 * words.fontMetrics().height()
    assert list(cut(inside)) == []
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert goals.is_ticked


def test_keys_wait_for_the_goal_that_was_chosen(
    window: MainWindow, qtbot: QtBot, goals: FakeGoals
) -> None:
    page = page_of(window)
    goals.gate.clear()
    qtbot.keyClick(page.table, Key.Key_Down)
    for key, modifier in ((Key.Key_Delete, NONE), (Key.Key_E, CTRL), (Key.Key_Return, CTRL)):
        qtbot.keyClick(page.table, key, modifier)
    assert page.findChildren(FormDialog) == []  # the panel still shows the one before it
    goals.gate.set()
    settle(qtbot, window)
    press(qtbot, window, Key.Key_Delete)
    ending = dialog_of(window)
    assert isinstance(ending, EndDialog)
    assert ending.sentence.text().startswith("Calls answered")


def test_a_slow_paper_is_named_after_its_own_quarter(
    window: MainWindow, qtbot: QtBot, goals: FakeGoals
) -> None:
    goals.gate.clear()
    qtbot.keyClick(page_of(window).table, Key.Key_P, CTRL)
    qtbot.mouseClick(page_of(window).earlier, Qt.MouseButton.LeftButton)
    goals.gate.set()
    settle(qtbot, window)
    assert dialog_of(window).windowTitle() == "goals-2026-4.pdf"


def test_a_result_is_evaluated(window: MainWindow, qtbot: QtBot, goals: FakeGoals) -> None:
    press(qtbot, window, Key.Key_Return, CTRL)
    dialog = dialog_of(window)
    assert isinstance(dialog, EvaluateDialog)
    expected = "Promises kept · Post, Quarter 3 of 2026: 90.0%, norm ≥ 95.0%."
    assert dialog.sentence.text() == expected
    qtbot.keyClicks(dialog.decision, "Extra ronde")
    qtbot.keyClick(dialog.more, Key.Key_Space)
    qtbot.keyClicks(dialog.asked[0].text, "Ronde om 15 uur")
    qtbot.keyClick(dialog.decision, Key.Key_Return, CTRL)
    assert dialog.problem.text() == "Choose for each action who does it."
    dialog.asked[0].owner.pick(OWNER)
    assert list(cut(dialog)) == []
    qtbot.keyClick(dialog.decision, Key.Key_Return, CTRL)
    settle(qtbot, window)
    (draft,) = goals.sent
    assert isinstance(draft, EvaluationDraft)
    assert (draft.goal_id, draft.period, draft.decision) == (1, "2026-07", "Extra ronde")
    (action,) = draft.actions
    assert (action.text, action.owner, action.due_on) == (
        "Ronde om 15 uur",
        "p1",
        date(2026, 11, 2),
    )


def test_many_actions_scroll_within_the_dialog(
    window: MainWindow, qtbot: QtBot, goals: FakeGoals
) -> None:
    """The dialog stays as high as it is with few; what has the keyboard is in sight."""
    press(qtbot, window, Key.Key_Return, CTRL)
    dialog = dialog_of(window)
    assert isinstance(dialog, EvaluateDialog)
    assert not dialog.area.isVisible()
    heights = []
    for _action in range(8):
        qtbot.keyClick(dialog.more, Key.Key_Space)
        settle(qtbot, window)
        heights.append(dialog.height())
        asked = dialog.asked[-1].text
        assert asked.hasFocus()
        assert not asked.visibleRegion().isEmpty()
    assert heights[2:] == [heights[2]] * 6
    assert heights[-1] <= 600
    assert dialog.save_button.isVisible()
    assert list(cut(dialog.inside)) == []
    for place, one in enumerate(dialog.asked):
        one.text.setText(f"Actie {place}")
        one.owner.pick(OWNER)
    qtbot.keyClick(dialog.decision, Key.Key_Return, CTRL)
    settle(qtbot, window)
    (draft,) = goals.sent
    assert isinstance(draft, EvaluationDraft)
    assert [one.text for one in draft.actions] == [f"Actie {place}" for place in range(8)]


def test_a_new_goal_is_set_with_its_norm_in_the_words_of_its_measure(
    window: MainWindow, qtbot: QtBot, goals: FakeGoals
) -> None:
    press(qtbot, window, Key.Key_N, CTRL | SHIFT)
    dialog = dialog_of(window)
    assert isinstance(dialog, GoalDialog)
    assert [dialog.about.itemText(n) for n in range(3)] == [
        "The whole office",
        "Unit: Post",
        "Unit: Repro",
    ]
    dialog.measure.setCurrentIndex(dialog.measure.findText("Calls answered"))
    dialog.about.setCurrentIndex(dialog.about.findText("Channel: Phone"))
    assert dialog.help.text() == "The least that is wanted. In percent, such as 95 or 97.5."
    qtbot.keyClick(dialog.norm, Key.Key_Return, CTRL)
    assert dialog.problem.text() == "Choose who answers for it."
    dialog.owner.pick(Choice("p2", "Rob Bakker"))
    qtbot.keyClicks(dialog.norm, "many")
    qtbot.keyClick(dialog.norm, Key.Key_Return, CTRL)
    assert dialog.problem.text() == "“many” is no norm of this measure."
    dialog.norm.clear()
    qtbot.keyClicks(dialog.norm, "97.5 %")
    assert list(cut(dialog)) == []
    qtbot.keyClick(dialog.norm, Key.Key_Return, CTRL)
    settle(qtbot, window)
    (draft,) = goals.sent
    assert isinstance(draft, GoalDraft)
    what = (draft.measure, draft.scope, draft.about, draft.every, draft.norm, draft.since)
    assert what == ("reached", "channel", "phone", Every.QUARTER, 9750, "2026-11")
    assert (draft.owner, draft.seen, draft.goal_id) == ("p2", 0, 0)


def test_a_goal_is_changed_and_ended_and_what_is_refused_stands_below(
    window: MainWindow, qtbot: QtBot, goals: FakeGoals
) -> None:
    press(qtbot, window, Key.Key_E, CTRL)
    dialog = dialog_of(window)
    assert isinstance(dialog, GoalDialog)
    assert (dialog.norm.text(), dialog.owner.code) == ("95", "p1")
    goals.problem = ConflictError("goal.changed")
    qtbot.keyClick(dialog.norm, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert dialog.problem.text().startswith("Somebody else changed this goal meanwhile.")
    goals.problem = None
    qtbot.keyClick(dialog.norm, Key.Key_Return, CTRL)
    settle(qtbot, window)
    (draft,) = goals.sent
    assert isinstance(draft, GoalDraft)
    assert (draft.goal_id, draft.norm, draft.seen) == (1, 9500, 1)
    keyboard_goes_to(qtbot, window)
    press(qtbot, window, Key.Key_Delete)
    ending = dialog_of(window)
    assert isinstance(ending, EndDialog)
    qtbot.keyClick(ending.last, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert goals.sent[-1] == GoalEnd(goals.sent[-1].op_id, 1, "2026-11", 1)


@pytest.mark.parametrize("since", ["2024-01", "2026-04", "2028-03"])
def test_an_old_norm_is_not_dated_anew(opened: Opened, qtbot: QtBot, since: str) -> None:
    """Whoever changes the owner alone keeps the month from which the norm holds."""
    goals = FakeGoals(goals=(replace(CALLS, norms=((since, 9000),)),))
    window = on_goals(opened(goals=goals), qtbot)
    press(qtbot, window, Key.Key_E, CTRL)
    dialog = dialog_of(window)
    assert isinstance(dialog, GoalDialog)
    qtbot.keyClick(dialog.norm, Key.Key_Return, CTRL)
    settle(qtbot, window)
    (draft,) = goals.sent
    assert isinstance(draft, GoalDraft)
    assert (draft.since, draft.norm) == (since, 9000)


def test_who_may_not_set_goals_reads_them_only(opened: Opened, qtbot: QtBot) -> None:
    goals = FakeGoals(may_set=False, may_evaluate=False)
    window = on_goals(opened(goals=goals), qtbot)
    page = page_of(window)
    assert [act for act, one in page.buttons.items() if one.isVisible()] == ["preview"]
    assert not page.decided.boxes[ACTION.id].isEnabled()
    for key, modifier in ((Key.Key_E, CTRL), (Key.Key_Return, CTRL), (Key.Key_Delete, NONE)):
        press(qtbot, window, key, modifier)
    with pytest.raises(AssertionError, match="no dialog"):
        dialog_of(window)


def test_without_goals_or_rights_the_page_says_so(opened: Opened, qtbot: QtBot) -> None:
    goals = FakeGoals(goals=())
    window = on_goals(opened("nl", goals=goals), qtbot)
    page = page_of(window)
    assert page.list_state.view.title.text() == "Er zijn geen doelen gesteld"
    assert not page.trend.isVisible()
    goals.problem = NotAllowedError("access.area", who="Pim", roles="regisseur")
    window.refresh()
    settle(qtbot, window)
    assert page.states.view.title.text() == "Niet voor dit account"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "Quarter 4 of 2026",
                "Results over time",
                "Q3 2026",
                "Missed",
                "Next period, quarter 4 of 2026",
                "Overdue reviews",
            ),
        ),
        (
            "nl",
            (
                "4e kwartaal van 2026",
                "K3 2026",
                "Gemist",
                "Volgende periode",
                "Beoordelingen te laat",
            ),
        ),
    ],
)
def test_the_quarter_stands_on_paper(
    opened: Opened, qtbot: QtBot, language: str, words: tuple[str, ...]
) -> None:
    goals = FakeGoals()
    window = on_goals(opened(language, goals=goals), qtbot)
    press(qtbot, window, Key.Key_P, CTRL)
    assert isinstance(dialog_of(window), PdfDialog)
    content = goals.paper("2026-12", language)
    assert content == goals.paper("2026-12", language)
    text = whole(content)
    for one in (*words, "Tweede bezorger inzetten", "Papier A4", "Noor van Dijk"):
        assert one in text
    assert "Voorraad binnen 24 uur" not in text  # its review is not overdue
