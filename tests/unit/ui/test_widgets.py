"""The interface's own widgets."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.views import Choice
from fmdesk.ui.kit import Kit
from fmdesk.ui.tasks import is_alive
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.buttons import SegmentedControl, button, chip
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.clockbar import ClockBar
from fmdesk.ui.widgets.facts import Facts, ShortTable
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.labels import ElidedLabel, label, set_tone, tip
from fmdesk.ui.widgets.menuchip import MenuChip
from fmdesk.ui.widgets.pick import PickField
from fmdesk.ui.widgets.processline import ProcessLine, ProcessStep
from fmdesk.ui.widgets.search import SearchField
from fmdesk.ui.widgets.states import State, StateStack
from fmdesk.ui.widgets.toast import Toast

LEFT = Qt.MouseButton.LeftButton


def colours(widget: QWidget) -> set[str]:
    picture = widget.grab().toImage()
    return {
        picture.pixelColor(x, y).name().upper()
        for x in range(picture.width())
        for y in range(picture.height())
    }


def test_labels_never_read_markup(kit: Kit, qtbot: QtBot) -> None:
    made = label("<b>bold</b> & more")
    qtbot.addWidget(made)
    assert made.textFormat() is Qt.TextFormat.PlainText
    assert made.text() == "<b>bold</b> & more"


def test_a_tone_can_change(kit: Kit, qtbot: QtBot) -> None:
    made = label("late")
    qtbot.addWidget(made)
    set_tone(made, "broken")
    assert kit.theme.tokens.broken in colours(made)


def test_a_long_text_is_cut_and_told_in_the_tooltip(kit: Kit, qtbot: QtBot) -> None:
    made = ElidedLabel("a very long sentence that has no room here")
    qtbot.addWidget(made)
    made.resize(80, 20)
    made.show()
    assert made.text().endswith("…")
    assert made.toolTip() == "a very long sentence that has no room here"
    made.resize(800, 20)
    assert not made.text().endswith("…")


def test_a_tooltip_shows_what_people_wrote_and_never_takes_it_for_markup(
    kit: Kit, qtbot: QtBot
) -> None:
    hostile = "<h1>Hi</h1>\n<img src='file:///etc/hostname'> & more"
    made = ElidedLabel(hostile)
    qtbot.addWidget(made)
    shown = QTextDocument()
    shown.setHtml(made.toolTip())
    assert shown.toPlainText() == hostile
    assert tip("5 < 6 & 7") != "5 < 6 & 7"
    assert tip("plain & short") == "plain & short"


def test_a_button_shows_its_key_and_is_named_by_its_text(kit: Kit, qtbot: QtBot) -> None:
    pressed: list[int] = []
    made = button(lambda: pressed.append(1), kind="primary", keys="Ctrl ↵", name="save")
    made.setIcon(kit.theme.icon("check"))
    made.setText("Save")
    qtbot.addWidget(made)
    made.show()
    assert made.accessibleName() == "Save"
    assert made.text().strip() == "Save"
    assert made.findChild(QLabel).text() == "Ctrl ↵"
    assert made.sizeHint().width() > QPushButton("Save").sizeHint().width() + 30
    qtbot.mouseClick(made, LEFT)
    assert pressed == [1]


def test_the_mouse_shows_a_hand_over_what_can_be_pressed(kit: Kit, qtbot: QtBot) -> None:
    made = button(text="Save")
    qtbot.addWidget(made)
    here = QPointF(2, 2)
    QApplication.sendEvent(made, QEnterEvent(here, here, here))
    assert made.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_a_chip_is_on_or_off(kit: Kit, qtbot: QtBot) -> None:
    made = chip("Late")
    qtbot.addWidget(made)
    qtbot.mouseClick(made, LEFT)
    assert made.isChecked()


def test_one_segment_is_chosen_at_a_time(kit: Kit, qtbot: QtBot) -> None:
    made = SegmentedControl((("a", "One"), ("b", "Two"), ("c", "Three")))
    qtbot.addWidget(made)
    assert made.value == ""
    made.choose("a")
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.mouseClick(made.findChild(QPushButton, "c"), LEFT)
    assert chosen.args == ["c"]
    assert made.value == "c"
    made.set_choices((("a", "Een"), ("b", "Twee"), ("c", "Drie")))
    assert made.value == "c"
    assert made.findChild(QPushButton, "a").text() == "Een"
    made.set_choices((("x", "Other"),))
    assert made.value == ""


def test_a_badge_has_a_word_and_both_its_colours(kit: Kit, qtbot: QtBot) -> None:
    made = StatusBadge(kit.theme, Badge("circle-check", "Kept", "kept"))
    qtbot.addWidget(made)
    made.show()
    assert made.accessibleName() == "Kept"
    assert {kit.theme.tokens.kept, kit.theme.tokens.kept_soft} <= colours(made)
    narrow = made.sizeHint().width()
    made.show_badge(Badge("circle-x", "Not applicable at all", "broken"))
    assert made.sizeHint().width() > narrow


def test_a_card_hides_its_title_when_it_has_none(kit: Kit, qtbot: QtBot) -> None:
    made = Card()
    qtbot.addWidget(made)
    made.show()
    assert not made.title.isVisible()
    made.set_title("Process")
    assert made.title.isVisible()


def test_clearing_takes_nested_layouts_along(kit: Kit, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column, inner = QVBoxLayout(host), QVBoxLayout()
    inner.addWidget(QLabel("deep"))
    column.addLayout(inner)
    column.addStretch(1)
    clear(column)
    qtbot.waitUntil(lambda: host.findChildren(QLabel) == [])


@pytest.mark.parametrize(
    ("used", "limit", "tone", "shown", "absent"),
    [
        (50, 100, "accent", "accent", "broken"),
        (90, 100, "kept", "kept", "broken"),
        (130, 100, "broken", "broken", "kept"),
    ],
)
def test_a_clock_fills_and_shows_what_is_over(
    kit: Kit, qtbot: QtBot, used: int, limit: int, tone: str, shown: str, absent: str
) -> None:
    made = ClockBar(kit.theme)
    qtbot.addWidget(made)
    made.resize(200, 16)
    made.show_clock(used, limit, tone, "words")
    assert made.accessibleName() == "words"
    tokens = kit.theme.tokens
    assert getattr(tokens, shown) in colours(made)
    assert getattr(tokens, absent) not in colours(made)


def test_the_process_shows_its_cut_and_reads_itself_out(kit: Kit, qtbot: QtBot) -> None:
    made = ProcessLine(kit.theme)
    qtbot.addWidget(made)
    made.resize(500, 92)
    steps = (
        ProcessStep("Intake", "Desk", "10 min", "done"),
        ProcessStep("Picking", "Stock", "3 h of 2 h", "running", is_over=True),
        ProcessStep("Delivery", "Stock"),
    )
    made.show_steps(steps, 1, "cut")
    tokens = kit.theme.tokens
    assert {tokens.risk, tokens.broken, tokens.accent} <= colours(made)
    assert made.accessibleName() == "Intake Desk 10 min; Picking Stock 3 h of 2 h; Delivery Stock"
    made.show_steps(steps, None, "cut")
    assert tokens.risk not in colours(made)
    made.show_steps((), None, "cut")
    assert tokens.accent not in colours(made)


def test_a_state_says_what_to_do(kit: Kit, qtbot: QtBot) -> None:
    tried: list[int] = []
    stack = StateStack(kit.theme, QLabel("content"))
    qtbot.addWidget(stack)
    stack.show()
    step = ("Try again", lambda: tried.append(1))
    stack.show_state(State.ERROR, "That did not work", "The disk is full.", step)
    assert stack.view.isVisible()
    assert stack.view.sentence.text() == "The disk is full."
    qtbot.mouseClick(stack.view.action, LEFT)
    assert tried == [1]
    stack.show_state(State.LOADING, "One moment", "Fetching.")
    assert not stack.view.action.isVisible()
    stack.show_content()
    assert not stack.view.isVisible()


def test_searching_waits_until_the_typing_rests(kit: Kit, qtbot: QtBot) -> None:
    made = SearchField(kit.theme)
    qtbot.addWidget(made)
    said: list[str] = []
    made.searched.connect(said.append)
    qtbot.keyClicks(made, "papier ")
    assert said == []
    qtbot.waitUntil(lambda: said == ["papier"])
    qtbot.keyClicks(made, "a4")
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert said == ["papier", "papier a4"]
    made.set_text_quietly("else")
    assert not any(one.isActive() for one in made.findChildren(QTimer)), "a search would follow"
    assert len(said) == 2


def test_a_toast_says_it_and_offers_a_step(kit: Kit, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    host.show()
    toast, undone = Toast(host), []
    toast.say("Saved", ("Undo", lambda: undone.append(1)))
    assert toast.isVisible()
    before = toast.pos()
    host.resize(1000, 700)
    qtbot.waitUntil(lambda: toast.pos() != before)
    qtbot.mouseClick(toast.action, LEFT)
    assert undone == [1]
    assert not toast.isVisible()
    toast.say("Again")
    assert not toast.action.isVisible()


def test_facts_and_short_tables_replace_what_they_showed(kit: Kit, qtbot: QtBot) -> None:
    facts, table = Facts(), ShortTable()
    for made in (facts, table):
        qtbot.addWidget(made)
    facts.show_facts([("Unit", "Stock"), ("Price", "€ 1")])
    facts.show_facts([("Unit", "Rooms")])
    table.show_rows(
        ("Part", "Price"), [("1", "€ 1"), ("2", "€ 2")], numbers=(1,), total=("", "€ 3")
    )

    def texts(host: QWidget) -> list[str]:
        return [one.text() for one in host.findChildren(QLabel) if not one.isHidden()]

    qtbot.waitUntil(lambda: texts(facts) == ["Unit", "Rooms"])
    assert texts(table) == ["Part", "Price", "1", "€ 1", "2", "€ 2", "", "€ 3"]


def test_a_line_takes_no_more_than_its_place_has_room_for(kit: Kit, qtbot: QtBot) -> None:
    made = line_field("reason", 5)
    qtbot.addWidget(made)
    qtbot.keyClicks(made, "te laat")
    assert (made.objectName(), made.text()) == ("reason", "te la")


def test_a_menu_chip_offers_its_choices(kit: Kit, qtbot: QtBot) -> None:
    made = MenuChip(kit.theme, "unit")
    qtbot.addWidget(made)
    made.set_name("Unit")
    made.set_choices((("1", "Stock"), ("2", "Rooms")))
    made.show()
    qtbot.mouseClick(made, LEFT)
    menu = made.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["All", "Stock", "Rooms"]
    with qtbot.waitSignal(made.chosen) as chosen:
        menu.actions()[2].trigger()
    menu.close()
    assert chosen.args == ["2"]
    assert (made.text(), made.isChecked()) == ("Rooms", True)
    assert made.accessibleName() == "Unit: Rooms"
    made.choose("")
    assert (made.text(), made.isChecked()) == ("Unit", False)


def test_a_menu_chip_that_needs_a_choice_does_not_offer_all(kit: Kit, qtbot: QtBot) -> None:
    made = MenuChip(kit.theme, "unit", is_needed=True)
    qtbot.addWidget(made)
    made.set_choices((("1", "Stock"), ("2", "Rooms")))
    made.choose("2")
    made.show()
    qtbot.mouseClick(made, LEFT)
    menu = made.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["Stock", "Rooms"]
    assert menu.activeAction().text() == "Rooms"
    menu.close()


def test_picking_by_keyboard(kit: Kit, qtbot: QtBot) -> None:
    people = (Choice("P1", "de Vries, Anneke", "4410"), Choice("P2", "van Dijk, Noor"))
    made = PickField(
        kit.theme,
        lambda words, show: show([p for p in people if words in p.text.casefold()]),
        "requester",
    )
    qtbot.addWidget(made)
    made.setAccessibleName("Requester")
    with qtbot.waitActive(made):
        made.show()
    made.field.setFocus()
    qtbot.keyClicks(made.field, "d")
    qtbot.waitUntil(made.list.isVisible)
    assert made.list.count() == 2
    qtbot.keyClick(made.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.picked):
        qtbot.keyClick(made.field, Qt.Key.Key_Return)
    assert made.code == "P2"
    assert made.field.text() == "van Dijk, Noor"
    assert not made.list.isVisible()
    with qtbot.waitSignal(made.picked):
        qtbot.keyClicks(made.field, "x")
    assert made.code == ""


def test_picking_by_mouse_and_leaving_by_escape(kit: Kit, qtbot: QtBot) -> None:
    one = Choice("P1", "de Vries, Anneke", "4410")
    made = PickField(kit.theme, lambda _words, show: show([one]), "requester")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.field.setFocus()
    qtbot.keyClick(made.field, Qt.Key.Key_Return)
    assert made.list.isVisible()
    qtbot.keyClick(made.field, Qt.Key.Key_Escape)
    assert not made.list.isVisible()
    qtbot.keyClick(made.field, Qt.Key.Key_Return)
    place = made.list.visualItemRect(made.list.item(0)).center()
    qtbot.mouseClick(made.list.viewport(), LEFT, pos=place)
    assert made.code == "P1"
    assert made.hint.text() == "4410"


def test_what_is_found_after_the_field_went_disturbs_nobody(kit: Kit, qtbot: QtBot) -> None:
    """A form is made anew, or its dialog closed, while an answer is under way."""
    answers: list[Callable[[Sequence[Choice]], None]] = []
    typed, named = (
        PickField(kit.theme, lambda _words, show: answers.append(show), name)
        for name in ("typed", "named")
    )
    qtbot.keyClicks(typed.field, "p1")
    qtbot.keyClick(typed.field, Qt.Key.Key_Return)
    named.pick(Choice("P1", "P1"))
    named.name()
    assert len(answers) == 2
    for made in (typed, named):
        made.deleteLater()
    qtbot.waitUntil(lambda: not is_alive(typed) and not is_alive(named))
    for show in answers:
        show([Choice("P1", "de Vries, Anneke")])
    assert typed.choice is None
    assert named.choice == Choice("P1", "P1"), "its name came too late"


def test_enter_before_the_list_stands_there_picks_the_first_that_comes(
    kit: Kit, qtbot: QtBot
) -> None:
    answers: list[Callable[[Sequence[Choice]], None]] = []
    made = PickField(kit.theme, lambda _words, show: answers.append(show), "requester")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.field.setFocus()
    qtbot.keyClicks(made.field, "d")
    qtbot.keyClick(made.field, Qt.Key.Key_Return)
    assert not made.list.isVisible()
    answers[-1]([Choice("P1", "de Vries, Anneke"), Choice("P2", "van Dijk, Noor")])
    assert made.code == "P1"
    made.clear()
    qtbot.keyClicks(made.field, "x")
    qtbot.keyClick(made.field, Qt.Key.Key_Return)
    answers[-1]([])
    qtbot.keyClicks(made.field, "y")
    qtbot.waitUntil(lambda: len(answers) > 2)
    answers[-1]([Choice("P2", "van Dijk, Noor")])
    assert made.code == "", "what was hurried is over when it found nobody"
    assert made.list.isVisible()
    qtbot.keyClicks(made.field, "z")
    qtbot.keyClick(made.field, Qt.Key.Key_Return)
    assert made.code == "", "the list is still that of the words before"
    answers[-1]([Choice("P3", "Özdemir, Selin")])
    assert made.code == "P3"


def test_the_process_takes_another_row_for_a_time_that_is_too_wide(kit: Kit, qtbot: QtBot) -> None:
    made = ProcessLine(kit.theme)
    qtbot.addWidget(made)
    made.show_steps((ProcessStep("Tell", "Desk", "556 h 44 min of 1 h", "done"),) * 3, 1, "cut")
    made.resize(900, 92)
    wide = made.sizeHint().height()
    made.resize(270, 92)
    assert made.sizeHint().height() > wide
