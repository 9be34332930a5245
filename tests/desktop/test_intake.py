"""The intake: a customer on the phone and nothing but the keyboard."""

import json
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.attempts import number_of
from fmdesk.core.domain.canonical import dumps
from fmdesk.core.domain.errors import InvalidInputError, StorageError
from fmdesk.core.domain.intake_views import Budget
from fmdesk.core.domain.ticket import OrderDraft
from fmdesk.core.domain.views import Taken
from fmdesk.desktop.pages.intake.model import budget_badge, text_of, typed_of
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_intake import FakeIntake
from tests.desktop.fake_knowledge import PROMISE, FakeDrafts, FakeKnowledge
from tests.desktop.intake_keys import (
    ALT,
    CONTROL,
    ENTER,
    SHIFT,
    badges,
    begin,
    call,
    press,
    seen,
    write,
)


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture
def drafts() -> FakeDrafts:
    return FakeDrafts()


@pytest.fixture
def knowledge() -> FakeKnowledge:
    return FakeKnowledge()


@pytest.fixture
def window(
    opened: Opened, intake: FakeIntake, knowledge: FakeKnowledge, drafts: FakeDrafts
) -> MainWindow:
    return opened(intake=intake, knowledge=knowledge, drafts=drafts)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> IntakePage:
    return begin(qtbot, window)


def ask(qtbot: QtBot, window: MainWindow, words: str = "paper") -> None:
    write(qtbot, window, words)
    press(qtbot, window, ENTER)


def test_a_request_is_taken_without_a_mouse_and_with_few_keys(
    window: MainWindow, page: IntakePage, qtbot: QtBot, intake: FakeIntake
) -> None:
    assert page.caller.requester.field.hasFocus()
    call(qtbot, window)
    write(qtbot, window, "paper")  # 5 keys, 1 to pick, 2 for the quantity, 1 to save: 9 of 25
    press(qtbot, window, ENTER)
    assert page.line.quantity.hasFocus()
    qtbot.keyClicks(page.line.quantity, "12")
    qtbot.keyClicks(page.line.form.findChild(QLineEdit, "to"), "B2.14")
    settle(qtbot, window)
    assert page.foot.cost.value.text() == "€220.80"
    press(qtbot, window, ENTER, CONTROL)
    (draft,) = intake.drafts
    (line,) = draft.lines
    assert (draft.channel, draft.requester) == ("phone", "P0")
    assert (line.product, line.quantity, line.variant) == ("A0", 12, "")
    assert line.details == {"to": "B2.14", "recycled": False}
    assert "M000007 is saved · ready before Tue 3 Nov 09:00 · €18.40" in seen(page)
    assert "Within 24 hours, or it is free." in seen(page)
    assert page.caller.requester.field.hasFocus()
    assert page.typed().is_blank


def test_the_caller_comes_with_open_requests_and_budget(
    window: MainWindow, page: IntakePage, qtbot: QtBot
) -> None:
    call(qtbot, window)
    assert "Juridische Zaken · 4410 · ext. 2217 · B2.14" in seen(page)
    assert {"62 % of the budget left", "1 open request"} <= badges(page)
    qtbot.mouseClick(page.findChild(QPushButton, "open_1"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.page().line.number.text() == "M000001.1"


def test_the_product_card_speaks_before_it_is_asked(
    window: MainWindow, page: IntakePage, qtbot: QtBot
) -> None:
    call(qtbot, window)
    write(qtbot, window, "paper")  # nothing is picked yet
    shown = seen(page)
    for part in (
        "Copy paper A4, 80 g",
        "€18.40 per box",
        "24 hours",
        f"“{PROMISE}”",
        "On trial, do not read out: Within the hour.",
        "Is there 100 g paper too?",
        "41×",
        "Ask whether recycled will do.",
        "No more than 10 boxes at a time.",
        "Bakker, R. · Stock · 3300",
    ):
        assert any(part in text for text in shown), part
    assert "312 in stock" in badges(page)


def test_the_same_product_is_looked_up_anew_for_the_next_request(
    window: MainWindow, page: IntakePage, qtbot: QtBot, knowledge: FakeKnowledge
) -> None:
    for _request in range(2):
        call(qtbot, window)
        ask(qtbot, window)
        qtbot.keyClicks(page.line.form.findChild(QLineEdit, "to"), "B2.14")
        press(qtbot, window, ENTER, CONTROL)
    assert len([code for code in knowledge.asked if code == "A0"]) == 2, "it may have changed"


def test_a_question_is_answered_and_counted_with_one_key(
    window: MainWindow, page: IntakePage, qtbot: QtBot, intake: FakeIntake
) -> None:
    call(qtbot, window)
    write(qtbot, window, "deliver")
    press(qtbot, window, Qt.Key.Key_1, ALT)  # the question that was found stands first
    (answer,) = intake.answers
    assert (answer.faq_id, answer.requester, answer.channel) == (3, "P0", "phone")
    assert window.toast.words.text() == "Answered and counted"
    assert page.typed().is_blank
    assert intake.drafts == []


def test_a_guide_leads_to_product_and_variant_by_number(
    window: MainWindow, page: IntakePage, qtbot: QtBot, intake: FakeIntake
) -> None:
    call(qtbot, window)
    ask(qtbot, window, "printed")
    assert "How many?" in seen(page)
    press(qtbot, window, Qt.Key.Key_2)
    assert "On what?" in seen(page)
    press(qtbot, window, Qt.Key.Key_1)
    assert page.line.variant.currentData() == "urgent"
    assert page.line.finder.field.text() == "Copy paper A4, 80 g"
    qtbot.keyClicks(page.line.form.findChild(QLineEdit, "to"), "B2.14")
    press(qtbot, window, ENTER, CONTROL)
    assert intake.drafts[0].lines[0].variant == "urgent"


def test_a_guide_may_end_in_advice(window: MainWindow, page: IntakePage, qtbot: QtBot) -> None:
    ask_guide(qtbot, window, page)
    press(qtbot, window, Qt.Key.Key_1)
    assert "Use the printer." in seen(page)
    page.guide.close_button.click()
    assert not page.guide.isVisible()


def ask_guide(qtbot: QtBot, window: MainWindow, page: IntakePage) -> None:
    page.line.finder.setFocus()
    ask(qtbot, window, "printed")


def test_several_lines_go_on_one_request(
    window: MainWindow, page: IntakePage, qtbot: QtBot, intake: FakeIntake
) -> None:
    call(qtbot, window)
    ask(qtbot, window, "paper")
    qtbot.keyClicks(page.line.form.findChild(QLineEdit, "to"), "B2.14")
    press(qtbot, window, Qt.Key.Key_L, CONTROL | SHIFT)
    assert page.line.finder.field.hasFocus()
    assert "1 ×" in seen(page)
    ask(qtbot, window, "badge")
    qtbot.keyClicks(page.line.quantity, "2")
    press(qtbot, window, ENTER, CONTROL)
    assert [(one.product, one.quantity) for one in intake.drafts[0].lines] == [("A0", 1), ("A4", 2)]


def test_a_line_put_aside_can_be_taken_out(
    window: MainWindow, page: IntakePage, qtbot: QtBot
) -> None:
    call(qtbot, window)
    ask(qtbot, window, "badge")
    press(qtbot, window, Qt.Key.Key_L, CONTROL | SHIFT)
    page.findChild(QPushButton, "out_0").click()
    assert page.typed().lines == ()
    assert not page.basket.isVisible()


def test_it_may_be_for_someone_else_at_the_cost_of_another(
    window: MainWindow, page: IntakePage, qtbot: QtBot, intake: FakeIntake
) -> None:
    call(qtbot, window)
    page.caller.for_other.click()
    assert page.caller.recipient.field.hasFocus()
    call(qtbot, window, "selin")
    page.line.finder.setFocus()
    ask(qtbot, window, "badge")
    press(qtbot, window, ENTER, CONTROL)
    draft = intake.drafts[0]
    assert (draft.requester, draft.recipient) == ("P0", "P1")


def test_done_at_the_desk_is_one_key(
    window: MainWindow, page: IntakePage, qtbot: QtBot, intake: FakeIntake
) -> None:
    call(qtbot, window)
    ask(qtbot, window, "badge")
    press(qtbot, window, Qt.Key.Key_D, CONTROL | SHIFT)
    assert [one.lines[0].product for one in intake.done] == ["A4"]


def test_what_is_not_in_the_catalogue_is_agreed_first(
    window: MainWindow, page: IntakePage, qtbot: QtBot, intake: FakeIntake
) -> None:
    call(qtbot, window)
    write(qtbot, window, "a red carpet")
    press(qtbot, window, Qt.Key.Key_B, CONTROL | SHIFT)
    form = dialog_of(window)
    keyboard_goes_to(qtbot, form)
    settle(qtbot, window)
    said = []
    for step in ("unit", "price", "consent", ""):
        qtbot.keyClick(form, ENTER, CONTROL)
        said.append(form.problem.text() if step else "")
        if step == "unit":
            form.unit.setCurrentIndex(1)
        if step == "price":
            qtbot.keyClicks(form.price, "125.50")
        if step == "consent":
            form.has_agreed.setChecked(True)
    settle(qtbot, window)
    (made,) = intake.bespoke
    assert (made.description, made.price_cents, made.requester) == ("a red carpet", 12_550, "P0")
    assert "Fill in the agreed price, such as 12.00." in said
    assert "Without the customer's consent nothing is ordered." in said
    assert "M000008 is saved" in " ".join(seen(page))


def test_open_requests_that_look_the_same_are_named(
    window: MainWindow, page: IntakePage, qtbot: QtBot
) -> None:
    call(qtbot, window)
    ask(qtbot, window, "paper")
    assert "Already open here: M000005.1" in seen(page)
    assert not page.line.alike.join_button.isVisible()


def test_one_key_hangs_the_request_on_the_one_that_is_open(
    window: MainWindow, page: IntakePage, qtbot: QtBot, intake: FakeIntake
) -> None:
    call(qtbot, window)
    ask(qtbot, window, "paper")
    press(qtbot, window, Qt.Key.Key_H, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert "to" not in page.line.form.values(), "nothing to hang on yet"
    tick = page.line.form.findChild(QCheckBox, "recycled")
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    qtbot.waitUntil(page.line.alike.join_button.isVisible)
    assert "Already open here: M000005.1 (same shelf)" in seen(page)
    press(qtbot, window, Qt.Key.Key_H, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, window)
    assert page.line.form.values() == {"to": "M000005.1", "recycled": True}
    assert page.line.form.findChild(QCheckBox, "recycled").hasFocus()
    qtbot.waitUntil(lambda: "This request hangs on M000005.1." in seen(page))
    assert not page.line.alike.join_button.isVisible()


def test_over_budget_is_said_while_typing(
    window: MainWindow, page: IntakePage, qtbot: QtBot
) -> None:
    call(qtbot, window)
    ask(qtbot, window, "badge")
    qtbot.keyClicks(page.line.quantity, "99")
    settle(qtbot, window)
    assert page.foot.budget.value.text() == "-€1,201.60"
    assert page.foot.problem.isVisible()
    assert "4410" in page.foot.problem.text()
    assert "for 2026" in page.foot.problem.text()
    assert page.foot.budget.value.toolTip() == "2026"


@pytest.mark.parametrize(
    ("cents", "committed", "words"),
    [(0, 0, "No budget for 2026"), (0, 500, "Budget overspent by €5.00"), (None, 500, None)],
)
def test_a_budget_of_nought_is_said_and_divided_by_nothing(
    cents: int | None, committed: int, words: str | None
) -> None:
    with using_language("en"):
        badge = budget_badge(Budget("4410", "Juridisch", 2026, cents, committed, 0, "2026"))
    assert (badge.word if badge else None) == words


def test_what_is_missing_is_said_in_place(
    window: MainWindow, page: IntakePage, qtbot: QtBot, intake: FakeIntake
) -> None:
    said = []
    for step in ("", "vries", "paper"):
        if step:
            write(qtbot, window, step)
            press(qtbot, window, ENTER)
        page.save()
        said.append(page.foot.problem.text())
        (page.line.finder if page.caller.requester.code else page.caller.requester).setFocus()
    assert said == [
        "Pick the caller from the list.",
        "Pick what is asked from the list.",
        "Fill in: Deliver to.",
    ]
    assert intake.drafts == []


def test_a_refused_request_stays_with_the_reason(
    opened: Opened, qtbot: QtBot, knowledge: FakeKnowledge, drafts: FakeDrafts
) -> None:
    class Refusing(FakeIntake):
        def take(self, draft: OrderDraft) -> Taken:
            self.drafts.append(draft)
            raise InvalidInputError("month.format", text="12")

    intake = Refusing()
    window = opened(intake=intake, knowledge=knowledge, drafts=drafts)
    window.open_page("intake")
    settle(qtbot, window)
    page = window.page()
    call(qtbot, window)
    ask(qtbot, window, "badge")
    for _turn in range(2):
        press(qtbot, window, ENTER, CONTROL)
    assert page.foot.problem.isVisible()
    assert page.typed().requester.code == "P0"
    first, second = intake.drafts
    assert first.op_id != second.op_id


def test_an_order_that_is_sent_again_after_a_cut_has_the_number_of_before(
    opened: Opened, knowledge: FakeKnowledge, drafts: FakeDrafts, qtbot: QtBot
) -> None:
    """The wire is cut before the answer; meanwhile what was typed is kept in its file."""
    numbers: list[UUID] = []

    class Cut(FakeIntake):
        def take(self, draft: OrderDraft) -> Taken:
            numbers.append(number_of(draft.op_id, "intake.take", dumps(draft))[0])
            if len(numbers) < 3:
                raise StorageError("storage.unreachable", place="x", reason="y")
            return super().take(draft)

    intake = Cut()
    window = opened(intake=intake, knowledge=knowledge, drafts=drafts)
    page = begin(qtbot, window)
    call(qtbot, window)
    ask(qtbot, window, "badge")
    for _turn in range(3):
        press(qtbot, window, ENTER, CONTROL)
        page.keeping.keep()
        settle(qtbot, window)
    assert len(intake.drafts) == 1
    assert numbers == [numbers[0]] * 3


def test_what_was_typed_is_kept_and_offered_again(
    opened: Opened, qtbot: QtBot, window: MainWindow, page: IntakePage, drafts: FakeDrafts
) -> None:
    call(qtbot, window)
    ask(qtbot, window, "paper")
    qtbot.keyClicks(page.line.quantity, "7")
    page.note.setText("vóór twaalven")
    page.keeping.keep()
    settle(qtbot, window)
    (kept,) = drafts.kept.values()
    assert json.loads(kept)["note"] == "vóór twaalven"
    again = opened(intake=FakeIntake(), knowledge=FakeKnowledge(), drafts=drafts)
    again.open_page("intake")
    settle(qtbot, again)
    other = again.page()
    assert other.unfinished.isVisible()
    other.unfinished.go_on.click()
    settle(qtbot, again)
    typed = other.typed()
    assert (typed.requester.code, typed.note) == ("P0", "vóór twaalven")
    assert (typed.lines[0].product.code, typed.lines[0].quantity) == ("A0", 7)
    assert list(drafts.kept.values()) == [kept]  # a crash right now costs nothing
    other.note.clear()
    other.keeping.keep()
    settle(qtbot, again)
    (changed,) = drafts.kept.values()
    assert json.loads(changed)["note"] == ""


def test_a_draft_that_cannot_be_read_is_told_with_its_file(opened: Opened, qtbot: QtBot) -> None:
    drafts = FakeDrafts(set_aside=("/drafts/old.spoiled",))
    window = opened(intake=FakeIntake(), knowledge=FakeKnowledge(), drafts=drafts)
    window.open_page("intake")
    settle(qtbot, window)
    assert "/drafts/old.spoiled" in window.toast.words.text()


def test_a_request_that_was_saved_leaves_no_draft(
    window: MainWindow, page: IntakePage, qtbot: QtBot, drafts: FakeDrafts
) -> None:
    call(qtbot, window)
    ask(qtbot, window, "badge")
    page.keeping.keep()
    settle(qtbot, window)
    assert drafts.kept
    press(qtbot, window, ENTER, CONTROL)
    assert drafts.kept == {}


def test_an_unfinished_request_can_be_thrown_away(
    opened: Opened, qtbot: QtBot, page: IntakePage
) -> None:
    drafts = FakeDrafts({"old": text_of(page.typed()), "damaged": "{"})
    window = opened(intake=FakeIntake(), knowledge=FakeKnowledge(), drafts=drafts)
    window.open_page("intake")
    settle(qtbot, window)
    window.page().unfinished.discard.click()
    settle(qtbot, window)
    assert list(drafts.kept) == ["damaged"]
    assert not window.page().unfinished.isVisible()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"op_id": 1}', "null"])
def test_a_damaged_draft_is_no_draft(text: str) -> None:
    assert typed_of(text) is None


def test_post_tells_when_it_reached_us(
    window: MainWindow, page: IntakePage, qtbot: QtBot, intake: FakeIntake
) -> None:
    assert not page.channels.received.isVisible()
    page.channels.choice.findChild(QPushButton, "post").click()
    assert page.channels.received.isVisible()
    call(qtbot, window)
    ask(qtbot, window, "badge")
    press(qtbot, window, ENTER, CONTROL)
    draft = intake.drafts[0]
    assert draft.channel == "post"
    assert draft.received_at is not None


def test_the_page_speaks_the_other_language_and_keeps_what_was_typed(
    window: MainWindow, page: IntakePage, qtbot: QtBot
) -> None:
    call(qtbot, window)
    window.next_language()
    settle(qtbot, window)
    assert {"Nieuwe aanvraag", "Beller", "Gereed vóór"} <= seen(page)
    page.keeping.keep()
    settle(qtbot, window)
    window.next_language()
    settle(qtbot, window)
    assert not page.unfinished.isVisible()  # what is being typed is not left over
    assert page.caller.requester.code == "P0"
