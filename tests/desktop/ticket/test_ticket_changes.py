"""Changes with their effect shown first, and somebody else who saves first."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.dossier import (
    Cancel,
    Edited,
    FieldClash,
    LineEdit,
    TicketEdit,
)
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.merging import Clash
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.pages.ticket.conflict import ConflictDialog
from fmdesk.desktop.pages.ticket.model import effect_rows
from fmdesk.desktop.pages.ticket.panel import TicketPanel
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_dossiers import PIECE, FakeChanging, FakeDossiers
from tests.desktop.fakes import FakeQueries
from tests.desktop.made import NOW, ZONE, at
from tests.desktop.ticket.conftest import CONTROL, SHIFT, Key, is_open, press, save, words

# --- changing and cancelling ---------------------------------------------------------------------


def test_a_change_shows_what_it_leads_to_and_then_saves_just_that(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    dialog = press(qtbot, window, Key.Key_E, CONTROL | SHIFT)
    assert "Nothing is changed yet." in words(dialog)
    assert not dialog.save_button.isEnabled()
    qtbot.keyClicks(dialog.quantity, "4")
    assert not dialog.save_button.isEnabled(), "not before its effect was shown"
    settle(qtbot, window)
    shown = words(dialog)
    for part in ("€184.00", "€73.60", "4410 Juridisch: €9,926.40 left", "“Within 24 hours.”"):
        assert part in shown
    qtbot.keyClicks(dialog.reason, "they have some left")
    save(qtbot, window, dialog)
    [draft] = changing.log
    assert isinstance(draft, LineEdit)
    assert draft.base["quantity"] == 10
    assert draft.values == {**draft.base, "quantity": 4}
    assert draft.reason == "they have some left"
    assert draft.shown is not None
    assert draft.shown.price_cents == 4 * PIECE
    assert not is_open(window)


def test_a_change_that_would_be_refused_says_so_while_it_is_typed(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    dialog = press(qtbot, window, Key.Key_E, CONTROL | SHIFT)
    dialog.quantity.setValue(11)
    settle(qtbot, window)
    assert any(one.startswith("The price of this line was agreed") for one in words(dialog))
    assert not dialog.save_button.isEnabled()
    save(qtbot, window, dialog)
    assert changing.log == []
    dialog.reject()


def test_a_place_that_was_typed_and_not_chosen_is_not_taken_for_none(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    dialog = press(qtbot, window, Key.Key_E, CONTROL | SHIFT)
    field = dialog.picks["location"].field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "nowhere")
    settle(qtbot, window)
    assert "Choose one of the list, or leave the field empty." in words(dialog)
    assert not dialog.save_button.isEnabled()
    qtbot.keyClick(field, Key.Key_A, CONTROL)
    qtbot.keyClick(field, Key.Key_Delete)
    settle(qtbot, window)
    assert "Clock, price and budget stay as they are." in words(dialog)
    save(qtbot, window, dialog)
    assert changing.log[0].values["location"] == ""
    assert changing.log[0].shown is None, "a place changes neither clock nor price"


def test_an_answer_of_the_form_is_changed_alone(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    dialog = press(qtbot, window, Key.Key_E, CONTROL | SHIFT)
    field = dialog.form.findChild(QWidget, "to")
    field.selectAll()
    qtbot.keyClicks(field, "right door")
    settle(qtbot, window)
    save(qtbot, window, dialog)
    draft = changing.log[0]
    assert draft.values == {**draft.base, "details.to": "right door"}


def test_an_answer_is_found_around_the_place_of_the_line(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    dialog = press(qtbot, window, Key.Key_E, CONTROL | SHIFT)
    key = dialog.form.field("key")
    key.setFocus()
    qtbot.keyClicks(key.field, "master")
    qtbot.keyClick(key.field, Key.Key_Return)
    settle(qtbot, window)
    assert key.hint.text() == "supplies.find_key: master at B2.14"
    save(qtbot, window, dialog)
    draft = changing.log[0]
    assert draft.values == {**draft.base, "details.key": "K1"}


def clash(field: str, yours: object, theirs: object, words: str = "") -> FieldClash:
    return FieldClash(Clash(field, yours, theirs), str(yours), words or str(theirs), "bob", NOW)


@pytest.mark.parametrize("takes_yours", [True, False])
def test_somebody_else_saved_first_and_nothing_typed_is_lost(
    panel: TicketPanel,
    window: MainWindow,
    qtbot: QtBot,
    changing: FakeChanging,
    *,
    takes_yours: bool,
) -> None:
    found = (
        clash("quantity", 4, 7),
        clash("variant", "fast", "", "Standard"),
        clash("location", "", "C3", "Hall C3"),
        clash("details.to", "right door", "roof"),
    )
    changing.answers.append(Edited(42, 3, found))
    dialog = press(qtbot, window, Key.Key_E, CONTROL | SHIFT)
    dialog.quantity.setValue(4)
    dialog.variant.setCurrentText("Urgent")
    dialog.picks["location"].clear()
    dialog.picks["location"].field.textEdited.emit("")
    dialog.form.findChild(QWidget, "to").setText("right door")
    dialog.reason.setText("asked for")
    settle(qtbot, window)
    save(qtbot, window, dialog)
    asked = dialog.findChild(ConflictDialog)
    keyboard_goes_to(qtbot, asked)
    assert {"4", "7", "bob  ·  Mon 2 Nov 10:00", "Hall C3", "Standard", "roof"} <= set(words(asked))
    for one in found if not takes_yours else ():
        asked.findChild(QRadioButton, f"theirs_{one.clash.field}").setFocus()
        qtbot.keyClick(asked.focusWidget(), Key.Key_Space)
    qtbot.keyClick(asked, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert dialog.isVisible()
    assert dialog.reason.text() == "asked for"
    if takes_yours:
        save(qtbot, window, dialog)
        again = changing.log[-1]
        assert {name: again.base[name] for name in ("quantity", "variant", "location")} == {
            "quantity": 7,
            "variant": "",
            "location": "C3",
        }
        assert again.values["quantity"] == 4
        assert again.values["details.to"] == "right door"
        return
    assert dialog.quantity.value() == 7
    assert dialog.picks["location"].code == "C3"
    assert dialog.form.values() == {"to": "roof"}
    assert dialog.changed() == {}
    assert "Nothing is changed yet." in words(dialog)
    dialog.reject()


def test_what_would_lead_to_something_else_is_shown_again(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    changing.answers.append(Edited(42, 3, is_other=True))
    dialog = press(qtbot, window, Key.Key_E, CONTROL | SHIFT)
    dialog.quantity.setValue(4)
    settle(qtbot, window)
    save(qtbot, window, dialog)
    assert dialog.problem.text().startswith("Somebody else changed this line meanwhile.")
    assert dialog.quantity.value() == 4
    save(qtbot, window, dialog)
    assert len(changing.log) == 2
    assert not is_open(window)


def test_a_line_is_cancelled_after_its_effect_was_shown(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    dialog = press(qtbot, window, Key.Key_X, CONTROL | SHIFT)
    assert {"State", "In progress", "Cancelled"} <= set(words(dialog))
    qtbot.keyClicks(dialog.reason, "no longer needed")
    save(qtbot, window, dialog)
    [draft] = changing.log
    assert isinstance(draft, Cancel)
    assert (draft.line_id, draft.reason) == (42, "no longer needed")
    assert not is_open(window)


def test_a_cancellation_after_somebody_elses_work_is_looked_at_again(
    panel: TicketPanel,
    window: MainWindow,
    qtbot: QtBot,
    queries: FakeQueries,
    changing: FakeChanging,
) -> None:
    dialog = press(qtbot, window, Key.Key_X, CONTROL | SHIFT)
    qtbot.keyClicks(dialog.reason, "no longer needed")
    queries.events_of(42).append(LineEvent(2, EventKind.STARTED, at(), "bob", step=0))
    save(qtbot, window, dialog)
    assert dialog.problem.text().startswith("Somebody changed this line in the meantime.")
    assert dialog.reason.text() == "no longer needed"
    save(qtbot, window, dialog)
    assert [one.version for one in changing.log] == [1, 2]
    assert not is_open(window)


def test_a_line_that_is_over_is_not_changed(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    queries.events_of(42).append(LineEvent(2, EventKind.DELIVERED, at(), "bob", quantity=10))
    window.refresh()
    settle(qtbot, window)
    for key in (Key.Key_E, Key.Key_X):
        qtbot.keyClick(window, key, CONTROL | SHIFT)
        settle(qtbot, window)
        assert not is_open(window)
    assert not panel.change_button.isEnabled()
    assert not panel.cancel_button.isEnabled()


# --- the ticket itself ---------------------------------------------------------------------------


def test_the_ticket_is_edited_with_keys(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    dialog = press(qtbot, window, Key.Key_E)
    assert dialog.subject.selectedText() == "Copy paper A4, 80 g"
    qtbot.keyClicks(dialog.subject, "Paper for the council")
    field = dialog.picks["recipient"].field
    field.setFocus()
    qtbot.keyClicks(field, "Bakker")
    settle(qtbot, window)
    qtbot.keyClick(field, Key.Key_Return)
    save(qtbot, window, dialog)
    [draft] = changing.log
    assert isinstance(draft, TicketEdit)
    assert draft.values == {
        "subject": "Paper for the council",
        "requester": "P1",
        "recipient": "P2",
        "location": "B2.14",
    }
    assert panel.head.subject.toolTip() == "Paper for the council  ·  Copy paper A4, 80 g"


def test_a_person_that_was_typed_and_not_chosen_is_asked_for(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    dialog = press(qtbot, window, Key.Key_E)
    qtbot.keyClicks(dialog.picks["recipient"].field, "nobody")
    settle(qtbot, window)
    save(qtbot, window, dialog)
    assert dialog.problem.text() == "Choose one of the list, or leave the field empty."
    assert changing.log == []
    dialog.reject()


def test_a_clash_on_the_ticket_is_chosen_and_saved_at_once(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    changing.answers.append(
        Edited(42, 2, (clash("subject", "Mine", "Bob's"), clash("requester", "P1", "P3")))
    )
    dialog = press(qtbot, window, Key.Key_E)
    qtbot.keyClicks(dialog.subject, "Mine")
    save(qtbot, window, dialog)
    asked = dialog.findChild(ConflictDialog)
    keyboard_goes_to(qtbot, asked)
    asked.findChild(QRadioButton, "theirs_requester").setFocus()
    qtbot.keyClick(asked.focusWidget(), Key.Key_Space)
    qtbot.keyClick(asked, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    first, second = changing.log
    assert first.base["subject"] == "Copy paper A4, 80 g"
    assert second.base["subject"] == "Bob's"
    assert (second.values["subject"], second.values["requester"]) == ("Mine", "P3")
    assert not is_open(window)


def test_a_refused_edit_keeps_what_was_typed(
    opened: Opened, queries: FakeQueries, dossiers: FakeDossiers, qtbot: QtBot
) -> None:
    class Refusing(FakeChanging):
        def edit_ticket(self, draft: TicketEdit) -> Edited:
            raise ConflictError("storage.locked", place="SQLite")

    window = opened(dossiers=dossiers, changing=Refusing(queries, dossiers))
    window.open_page("ticket", 42)
    settle(qtbot, window)
    dialog = press(qtbot, window, Key.Key_E)
    qtbot.keyClicks(dialog.subject, "Mine")
    save(qtbot, window, dialog)
    assert "SQLite" in dialog.problem.text()
    assert dialog.subject.text() == "Mine"
    assert dialog.save_button.isEnabled()
    dialog.reject()


# --- how it looks --------------------------------------------------------------------------------


def test_an_effect_leaves_out_what_stays(changing: FakeChanging) -> None:
    time = OfficeTime(ZONE, lambda: NOW)
    effect = changing.preview(1, {"quantity": 10}, "en")
    assert effect_rows(effect, time) == []
    assert effect_rows(changing.preview(1, {"quantity": 99}, "en"), time) == []
    assert effect.after is not None
    bare = replace(effect.after, budget=None, promises=())
    names = [row[0] for row in effect_rows(replace(effect, after=bare), time)]
    assert names == ["Budget"]


def dialogs(window: MainWindow, qtbot: QtBot, changing: FakeChanging) -> Iterator[QWidget]:
    panel = window.page().line
    for ask in (panel.change, panel.cancel, panel.edit, panel.add_task, panel.add_link):
        ask()
        settle(qtbot, window)
        yield dialog_of(window)
        dialog_of(window).reject()
        settle(qtbot, window)
    changing.answers.append(Edited(42, 2, (clash("subject", "Mine", "Bob's words"),)))
    panel.edit()
    dialog = dialog_of(window)
    dialog.save()
    settle(qtbot, window)
    asked = dialog.findChild(ConflictDialog)
    yield asked
    asked.reject()
    dialog.reject()


def nothing_is_cut(qtbot: QtBot, shown: QWidget) -> None:
    """Wait until everything is laid out so that all of it can be read."""
    qtbot.waitUntil(lambda: list(cut(shown)) == [])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut(
    opened: Opened,
    told: FakeDossiers,
    changing: FakeChanging,
    qtbot: QtBot,
    language: str,
) -> None:
    window = opened(language, dossiers=told, changing=changing)
    told.lines = (42, 43)
    window.open_page("ticket", 42)
    settle(qtbot, window)
    panel = window.page().line
    for tab in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(tab)
        settle(qtbot, window)
        nothing_is_cut(qtbot, window)
    for dialog in dialogs(window, qtbot, changing):
        nothing_is_cut(qtbot, dialog)
