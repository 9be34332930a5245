"""The page of an account, with real keys: read, prepare, log, correct, end an action."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import NotAllowedError, StorageError
from fmdesk.core.domain.talk import ActionOutcome
from fmdesk.core.domain.talk_views import Plan
from fmdesk.desktop.pages.account.open_actions import OpenActionsDialog
from fmdesk.desktop.pages.account.page import AccountPage
from fmdesk.desktop.pages.account.record import RecordDialog
from fmdesk.desktop.pages.account.talking import EndActionDialog, PlanDialog, TalkDialog
from fmdesk.desktop.pages.agreements.page import AgreementsPage
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.pdfdialog import PdfDialog
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_talks import TODAY, FakeTalks

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, NONE = Modifier.ControlModifier, Modifier.NoModifier


@pytest.fixture
def talks() -> FakeTalks:
    return FakeTalks()


@pytest.fixture
def window(opened: Opened, talks: FakeTalks, qtbot: QtBot) -> MainWindow:
    """The window on the account of Legal, opened from its agreement by its key."""
    made = opened(talks=talks)
    made.open_page("agreements", "law")
    settle(qtbot, made)
    qtbot.keyClick(made, Key.Key_O, CTRL)
    settle(qtbot, made)
    return made


def page_of(window: MainWindow) -> AccountPage:
    page = window.page()
    assert isinstance(page, AccountPage)
    return page


def press(qtbot: QtBot, window: MainWindow, key: Key, modifier: Modifier = NONE) -> None:
    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(page_of(window).action_table, key, modifier)
    settle(qtbot, window)


def save(qtbot: QtBot, window: MainWindow, field: QWidget) -> None:
    keyboard_goes_to(qtbot, field.window())
    qtbot.keyClick(field, Key.Key_Return, CTRL)
    settle(qtbot, window)


def words(inside: QWidget) -> list[str]:
    return [one.text() for one in inside.findChildren(QWidget) if hasattr(one, "text")]


def cells(page: AccountPage, table: str) -> list[list[str]]:
    model = getattr(page, table)
    return [
        [str(model.index(row, place).data()) for place in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_account_tells_how_it_went_and_what_is_open(
    window: MainWindow, qtbot: QtBot, talks: FakeTalks
) -> None:
    page = page_of(window)
    assert page.header.title.text() == "Account of Juridisch"
    assert page.header.aside.text() == ""
    assert [card.figure.text() for card in page.cards] == [
        "42", "95.6%", "€123.45", "–", "3", "€2,500.00",
    ]  # fmt: skip
    assert page.cards[5].context.text() == "Paid this year €6,000.00, Budget this year €9,000.00"
    said = words(page.agreed_facts)
    assert "Rob Bakker" in said
    use = "7 of 12 this year; October 2026 – December 2026: 3"
    assert {"version 2, since 1 Jan 2026", "on 1 Jan 2027", use} <= set(said)
    assert [row[0] for row in cells(page, "todo")] == ["Overdue", "Open"]
    assert [row[0] for row in cells(page, "complaints")] == ["Complaint", "Not satisfied"]
    assert cells(page, "talks")[0][3] == "Sneller."
    assert page.no_plan.isVisible()
    assert not page.no_actions.isVisible()
    assert (talks.asked[-1].first, talks.asked[-1].last) == ("2026-10", "2026-12")
    page.chooser.earlier.click()
    settle(qtbot, window)
    assert (talks.asked[-1].first, talks.asked[-1].last) == ("2026-07", "2026-09")
    press(qtbot, window, Key.Key_Escape)
    assert isinstance(window.page(), AgreementsPage)
    assert window.page().view.department == "law"


def test_a_talk_is_prepared_logged_corrected_and_its_action_ended(
    window: MainWindow, qtbot: QtBot, talks: FakeTalks
) -> None:
    press(qtbot, window, Key.Key_E, CTRL)
    plan = dialog_of(window)
    assert isinstance(plan, PlanDialog)
    qtbot.keyClicks(plan.people, "Anneke en Rob")
    qtbot.keyClicks(plan.points, "De kast")
    save(qtbot, window, plan.points)
    page = page_of(window)
    assert {"Anneke en Rob", "De kast"} <= set(words(page.plan_facts))

    press(qtbot, window, Key.Key_N, CTRL | Modifier.ShiftModifier)
    dialog = dialog_of(window)
    assert isinstance(dialog, TalkDialog)
    assert dialog.people.text() == "Anneke en Rob"
    qtbot.keyClicks(dialog.notes, "Er is veel te laat.")
    due = TODAY + timedelta(days=3)
    dialog.todo.add(("Sneller bezorgen", "Rob Bakker (p3)", f"{due:%d-%m-%Y}"))
    dialog.todo.add(("Tellen", "Voorraad", "morgen"))
    save(qtbot, window, dialog.notes)
    assert dialog.problem.text() == "“morgen” is no day. Write it as 31-12-2026."
    dialog.todo.put(1, 2, f"{due:%Y-%m-%d}")
    save(qtbot, window, dialog.notes)
    assert not window.findChildren(TalkDialog)
    assert (talks.kept[-1].notes, talks.kept[-1].people) == ("Er is veel te laat.", "Anneke en Rob")
    assert [(one.what, one.owner, one.due_on) for one in talks.todo[2:]] == [
        ("Sneller bezorgen", "p3", due),
        ("Tellen", "stock", due),
    ]
    assert page.no_plan.isVisible()

    qtbot.keyClick(page.talk_table, Key.Key_Home)
    qtbot.keyClick(page.talk_table, Key.Key_Return)
    record = dialog_of(window)
    assert isinstance(record, RecordDialog)
    assert "Er is veel te laat." in words(record)
    save(qtbot, window, record)
    again = dialog_of(window)
    assert isinstance(again, TalkDialog)
    assert again.notes.toPlainText() == "Er is veel te laat."
    qtbot.keyClicks(again.agreed, "Voortaan op tijd.")
    save(qtbot, window, again.agreed)
    assert (talks.kept[-1].agreed, talks.kept[-1].corrects) == ("Voortaan op tijd.", 2)
    assert cells(page, "talks")[1][4] == "see entry 3"

    qtbot.keyClick(page.action_table, Key.Key_Home)
    press(qtbot, window, Key.Key_F8)
    end = dialog_of(window)
    assert isinstance(end, EndActionDialog)
    end.outcome.findChild(QWidget, "withdrawn").click()
    qtbot.keyClicks(end.said, "Kast is weg.")
    save(qtbot, window, end.said)
    assert (talks.todo[0].outcome, talks.todo[0].said) == (ActionOutcome.WITHDRAWN, "Kast is weg.")
    assert not page.buttons["end_action"].isEnabled(), "what ended is not ended again"


def test_what_is_prepared_and_what_was_held_is_shown_on_paper(
    window: MainWindow, qtbot: QtBot, talks: FakeTalks
) -> None:
    press(qtbot, window, Key.Key_P, CTRL)
    assert talks.printed == [], "nothing is prepared"
    talks.plan = Plan("law", TODAY, "2026-07", "2026-09", "", "", 1)
    window.refresh()
    settle(qtbot, window)
    press(qtbot, window, Key.Key_P, CTRL)
    paper = dialog_of(window)
    assert isinstance(paper, PdfDialog)
    assert paper.windowTitle() == "talk-law.pdf"
    assert paper.view.pages is not None
    paper.close()
    assert paper.view.pages is None, "its document is given back"
    page_of(window)._open_talk(0)
    record = dialog_of(window)
    keyboard_goes_to(qtbot, record)
    qtbot.keyClick(record, Key.Key_P, CTRL)
    settle(qtbot, window)
    assert talks.printed == ["law", "law 1"]
    shown = [one for one in window.findChildren(PdfDialog) if one.isVisible()]
    assert [one.windowTitle() for one in shown] == ["talk-law-1.pdf"]
    shown[0].close()
    record.close()


def test_open_actions_of_all_departments_lead_to_their_account(
    opened: Opened, talks: FakeTalks, qtbot: QtBot
) -> None:
    window = opened(talks=talks)
    window.open_page("agreements")
    settle(qtbot, window)
    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(window, Key.Key_F9)
    settle(qtbot, window)
    dialog = dialog_of(window)
    assert isinstance(dialog, OpenActionsDialog)
    assert list(cut(dialog)) == []
    assert dialog.sentence.text() == "2 open, 1 of them overdue"
    model = dialog.rows
    row = [model.index(0, place).data() for place in range(model.columnCount())]
    assert (row[0], row[2]) == ("Overdue", "Juridisch")
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog.table, Key.Key_Return)
    settle(qtbot, window)
    assert page_of(window).header.title.text() == "Account of Juridisch"

    talks.todo = []
    page_of(window).show_actions()
    settle(qtbot, window)
    dialog = dialog_of(window)
    assert dialog.sentence.text() == "Nothing is to be done."
    assert not dialog.save_button.isEnabled()
    dialog.close()
    talks.problem = NotAllowedError("access.area", who="Rob", roles="controller")
    page_of(window).show_actions()
    settle(qtbot, window)
    assert "controller" in dialog_of(window).problem.text()
    dialog_of(window).close()


def test_what_was_typed_is_there_again_until_it_is_saved(
    window: MainWindow, qtbot: QtBot, talks: FakeTalks
) -> None:
    page = page_of(window)
    page.log()
    settle(qtbot, window)
    dialog = dialog_of(window)
    qtbot.keyClicks(dialog.notes, "Lang verhaal")
    dialog.people.setText("Rob")
    dialog.todo.add(("Bellen", "Voorraad", "1-1-2030"))
    talks.problem = StorageError("storage.lost", reason="x")
    save(qtbot, window, dialog.notes)
    assert dialog.problem.isVisible()
    assert dialog.notes.toPlainText() == "Lang verhaal"
    qtbot.keyClick(dialog, Key.Key_Escape)
    page.log()
    settle(qtbot, window)
    dialog = dialog_of(window)
    assert (dialog.notes.toPlainText(), dialog.people.text()) == ("Lang verhaal", "Rob")
    assert dialog.todo.rows() == (("Bellen", "Voorraad", "1-1-2030"),)
    talks.kept.append(replace(talks.kept[0], number=2))  # another desk was first
    save(qtbot, window, dialog.notes)
    assert "in the meantime" in dialog.problem.text()
    save(qtbot, window, dialog.notes)
    assert talks.kept[-1].notes == "Lang verhaal"
    page.log()
    settle(qtbot, window)
    assert dialog_of(window).notes.toPlainText() == ""


def test_what_another_desk_wrote_under_an_open_dialog_is_not_overwritten_unseen(
    window: MainWindow, qtbot: QtBot, talks: FakeTalks
) -> None:
    page = page_of(window)
    page.prepare()
    dialog = dialog_of(window)
    dialog.points.setPlainText("Van hier")
    theirs = Plan("law", TODAY, "2026-07", "2026-09", "Anneke", "Van daar", 1)
    talks.plan = theirs
    window.refresh()  # as the page does by itself when it hears of another desk
    settle(qtbot, window)
    save(qtbot, window, dialog.points)
    assert "in the meantime" in dialog.problem.text()
    assert talks.plan == theirs
    save(qtbot, window, dialog.points)
    assert (talks.plan.points, talks.plan.version) == ("Van hier", 2)

    page.log()
    settle(qtbot, window)
    dialog = dialog_of(window)
    dialog.notes.setPlainText("Van hier")
    talks.kept.append(replace(talks.kept[0], number=2, notes="Van daar"))
    window.refresh()
    settle(qtbot, window)
    dialog.people.setText("")
    save(qtbot, window, dialog.notes)
    assert dialog.problem.text() == "Say who was there."
    dialog.people.setText("Rob")
    save(qtbot, window, dialog.notes)
    assert "in the meantime" in dialog.problem.text()
    save(qtbot, window, dialog.notes)
    assert [one.notes for one in talks.kept[1:]] == ["Van daar", "Van hier"]


def test_a_talk_does_not_end_a_plan_that_another_desk_changed_unseen(
    window: MainWindow, qtbot: QtBot, talks: FakeTalks
) -> None:
    """What others write comes in by itself, shown behind the dialog, which keeps what was typed."""
    talks.plan = Plan("law", TODAY, "2026-07", "2026-09", "Anneke", "Kast", 1)
    page = page_of(window)
    window.desk.watch.look()
    settle(qtbot, window)
    assert "Kast" in str([one.text() for one in page.plan_facts.findChildren(QLabel)])
    page.log()
    settle(qtbot, window)
    dialog = dialog_of(window)
    dialog.notes.setPlainText("Van hier")
    theirs = talks.plan = replace(talks.plan, points="Kast en stoel", version=2)
    save(qtbot, window, dialog.notes)
    assert "otherwise: 2026-11-02, Kast en stoel." in dialog.problem.text()
    assert (talks.plan, dialog.notes.toPlainText()) == (theirs, "Van hier")
    assert "Kast en stoel" in str([one.text() for one in page.plan_facts.findChildren(QLabel)])
    save(qtbot, window, dialog.notes)
    assert talks.plan is None
    assert talks.kept[-1].notes == "Van hier"


def test_nothing_is_done_with_the_department_that_was_left(
    window: MainWindow, qtbot: QtBot, talks: FakeTalks
) -> None:
    page = page_of(window)
    assert page.buttons["prepare"].isEnabled()
    page.log()  # who may do what is still being fetched
    talks.problem = StorageError("storage.lost", reason="x")
    page.arrive("fin")
    assert not any(page.buttons[name].isEnabled() for name in ("prepare", "log", "end_action"))
    settle(qtbot, window)
    assert not window.findChildren(TalkDialog), "Legal is no longer shown"
    page.prepare()
    page.log()
    settle(qtbot, window)
    assert not window.findChildren(PlanDialog)
    assert not window.findChildren(TalkDialog)


def test_who_may_not_write_reads_only(opened: Opened, talks: FakeTalks, qtbot: QtBot) -> None:
    talks.may_write = False
    window = opened(talks=talks)
    window.open_page("account", "law")
    settle(qtbot, window)
    page = page_of(window)
    assert "To read only" in page.header.aside.text()
    assert not any(made.isEnabled() for made in page.buttons.values())
    for key, modifier in ((Key.Key_E, CTRL), (Key.Key_F8, NONE), (Key.Key_Return, NONE)):
        press(qtbot, window, key, modifier)
    page.log()
    settle(qtbot, window)
    assert not window.findChildren(PlanDialog)
    assert not window.findChildren(TalkDialog)
    assert not window.findChildren(EndActionDialog)


def test_a_page_without_an_account_says_what_to_do(
    opened: Opened, talks: FakeTalks, qtbot: QtBot
) -> None:
    window = opened(talks=talks)
    window.open_page("account")
    settle(qtbot, window)
    page = page_of(window)
    assert page.states.view.title.text() == "No department is chosen"
    talks.problem = NotAllowedError("access.area", who="Rob", roles="controller")
    window.open_page("account", "fin")
    settle(qtbot, window)
    assert page.states.view.title.text() == "Not for this account"
    window.open_page("account", "law")
    settle(qtbot, window)
    qtbot.keyClick(page.complaint_table, Key.Key_End)
    qtbot.keyClick(page.complaint_table, Key.Key_Return)
    settle(qtbot, window)
    assert window.page_name == "ticket"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut(opened: Opened, talks: FakeTalks, qtbot: QtBot, language: str) -> None:
    window = opened(language, talks=talks)
    window.open_page("account", "law")
    settle(qtbot, window)
    page = page_of(window)
    assert list(cut(page)) == []
    assert window.width() == 1280, "the page asks for no more than the first window has"
    for act in (page.prepare, page.log, page.end_action, lambda: page._open_talk(0)):
        page.action_table.go_to(0)
        act()
        settle(qtbot, window)
        dialog = dialog_of(window)
        assert list(cut(dialog)) == []
        dialog.close()
    window.open_page("account", "fin")
    settle(qtbot, window)
    assert page.no_talks.isVisible()
    assert list(cut(page)) == []


def are_high_enough(inside: QWidget) -> bool:
    """Tell whether every text has the height that it takes at its width."""
    labels = inside.findChildren(QLabel)
    assert labels
    return all(one.heightForWidth(one.width()) <= one.height() for one in labels)


def test_very_long_texts_leave_the_window_as_it_is_and_can_all_be_read(
    window: MainWindow, qtbot: QtBot, talks: FakeTalks
) -> None:
    page = page_of(window)
    long = " ".join(f"woord{n}" for n in range(1500))
    talks.kept[0] = replace(talks.kept[0], notes=long, agreed="x" * 3000)
    talks.plan = Plan("law", TODAY, "2026-07", "2026-09", "A" * 300, long, 1)
    window.refresh()
    settle(qtbot, window)
    assert (window.width(), window.height()) == (1280, 800)
    assert any(text.startswith("woord0 ") and text.endswith("…") for text in words(page.plan_facts))
    assert are_high_enough(page.plan_facts)
    page.prepare()
    assert dialog_of(window).points.toPlainText() == long
    dialog_of(window).close()
    page._open_talk(0)
    record = dialog_of(window)
    settle(qtbot, window)
    assert long in words(record)
    assert record.height() <= window.height()
    assert are_high_enough(record.facts)
    assert record.area.verticalScrollBar().maximum() > 0
    assert record.area.horizontalScrollBar().maximum() == 0
    record.close()
