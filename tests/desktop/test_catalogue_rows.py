"""Rows that are edited in place, and the words of the lists of the catalogue's page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.process import Side, Step
from fmdesk.core.domain.product_change import FieldChange, Keeper
from fmdesk.core.domain.upkeep_views import ReadingRow, VersionView
from fmdesk.desktop.pages.catalogue.guide_rows import WAYS, GuideRows, _answer_of, _row_of
from fmdesk.desktop.pages.catalogue.rows import RowsEditor
from fmdesk.desktop.pages.catalogue.stepping import step_columns, step_name
from fmdesk.desktop.pages.catalogue.words import (
    FIELDS,
    begins,
    decider_badge,
    demand_columns,
    field_words,
    proposal_columns,
    reading_badge,
    reading_columns,
    reading_sum,
    version_badge,
    version_columns,
)
from fmdesk.i18n import using_language
from fmdesk.ui.theme import Theme
from tests.desktop.fake_catalogue import STEPS, TODAY, FakeCatalogue
from tests.desktop.fake_knowledge import GUIDE
from tests.desktop.made import OFFICE_TIME, at

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
ROWS = (("a", "Een"), ("b", "Twee"), ("c", "Drie"))
Speak = Callable[[str], None]


@pytest.fixture
def editor(qtbot: QtBot) -> RowsEditor:
    """Three rows, shown."""
    made = RowsEditor("rows", ("Code", "Name"), ROWS, {0: ["a", "b", "c", "d"]})
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.table.setCurrentCell(1, 1)
    return made


def typed(qtbot: QtBot, editor: RowsEditor, text: str) -> None:
    """Type into the cell that is being edited, and commit it."""
    cell = editor.table.findChild(QLineEdit)
    cell.selectAll()
    qtbot.keyClicks(cell, text)
    qtbot.keyClick(cell, Key.Key_Return)
    qtbot.wait(10)


def test_del_takes_the_current_row_away(editor: RowsEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClick(editor.table, Key.Key_Delete)
    assert editor.rows() == (ROWS[0], ROWS[2])


def test_alt_and_arrows_move_the_current_row_and_stop_at_the_ends(
    editor: RowsEditor, qtbot: QtBot
) -> None:
    qtbot.keyClick(editor.table, Key.Key_Up, ALT)
    assert editor.rows() == (ROWS[1], ROWS[0], ROWS[2])
    qtbot.keyClick(editor.table, Key.Key_Up, ALT)
    assert editor.rows() == (ROWS[1], ROWS[0], ROWS[2])
    for _time in range(3):
        qtbot.keyClick(editor.table, Key.Key_Down, ALT)
    assert editor.rows() == (ROWS[0], ROWS[2], ROWS[1])
    assert editor.table.currentRow() == 2


def test_insert_begins_a_row_with_the_first_choice(editor: RowsEditor, qtbot: QtBot) -> None:
    qtbot.keyClick(editor.table, Key.Key_Insert)
    typed(qtbot, editor, "Vier")
    assert editor.rows()[-1] == ("a", "Vier")


def test_f2_edits_a_cell_and_a_row_without_text_does_not_count(
    editor: RowsEditor, qtbot: QtBot
) -> None:
    qtbot.keyClick(editor.table, Key.Key_F2)
    typed(qtbot, editor, "Anders")
    assert editor.rows()[1] == ("b", "Anders")
    editor.add(("", ""))
    assert len(editor.rows()) == 3


def test_a_cell_of_a_few_words_is_chosen_from_a_list(editor: RowsEditor, qtbot: QtBot) -> None:
    editor.table.setCurrentCell(1, 0)
    qtbot.keyClick(editor.table, Key.Key_F2)
    box = editor.table.findChild(QComboBox)
    assert box.currentText() == "b"
    qtbot.keyClick(box, Key.Key_Down)
    editor.table.setFocus()
    editor.table.setCurrentCell(0, 1)
    qtbot.wait(10)
    assert editor.rows()[1] == ("c", "Twee")


def test_locked_rows_are_moved_and_removed_but_not_typed(qtbot: QtBot) -> None:
    made = RowsEditor("rows", ("Code", "Name"), ROWS, locked=(0, 1))
    qtbot.addWidget(made)
    made.show()
    made.table.setCurrentCell(0, 1)
    qtbot.keyClick(made.table, Key.Key_F2)
    assert made.table.findChild(QLineEdit) is None
    qtbot.keyClick(made.table, Key.Key_Insert)
    assert made.rows() == ROWS
    qtbot.keyClick(made.table, Key.Key_Delete)
    assert made.rows() == ROWS[1:]


def test_nothing_happens_without_a_row(qtbot: QtBot) -> None:
    made = RowsEditor("rows", ("Code",), (), stretch=0)
    qtbot.addWidget(made)
    for act in (made.remove, made.up):
        act()
    made.put(3, 0, "x")
    assert made.rows() == ()


@pytest.mark.parametrize("node", GUIDE.nodes, ids=lambda node: node.code)
def test_an_answer_comes_back_from_its_cells(node: object) -> None:
    for answer in node.answers:
        assert _answer_of(_row_of(answer)) == answer


def test_cells_without_english_take_the_dutch_words() -> None:
    told = _answer_of(("Ja", "", WAYS[2], "Bel ons.", ""))
    assert (told.text_en, told.advice_en) == ("Ja", "Bel ons.")
    product = _answer_of(("Ja", "", WAYS[1], " A0 / urgent ", ""))
    assert (product.product, product.variant) == ("A0", "urgent")


def test_a_guide_comes_back_from_its_rows(qtbot: QtBot, qapp: object) -> None:
    rows = GuideRows(Theme(qapp), lambda _words, _show: None)
    qtbot.addWidget(rows)
    rows.fill(GUIDE.nodes)
    assert rows.nodes() == GUIDE.nodes
    rows.fill(())
    assert rows.nodes() == ()
    assert rows.above.text()


# --- words ----------------------------------------------------------------------------------------


def row_of(columns: tuple, row: object) -> list[str]:
    return [one.text(row) for one in columns]


def test_a_version_says_whether_it_holds() -> None:
    plain = VersionView(1, TODAY, False, False, False, 1200, ())
    states = (
        (replace(plain, is_now=True), "Holds now", "kept"),
        (replace(plain, is_to_come=True), "To come", "accent"),
        (replace(plain, is_to_come=True, is_withdrawn=True), "Withdrawn", "neutral"),
        (plain, "Earlier", "neutral"),
    )
    with using_language("en"):
        for version, word, tone in states:
            badge = version_badge(version)
            assert (badge.word, badge.tone) == (word, tone)
        assert row_of(version_columns(), plain) == ["Earlier", "2 Nov 2026", "–", "1,200"]
    with using_language("nl"):
        changed = replace(plain, changes=(FieldChange("price_cents", "1", "2"),))
        assert row_of(version_columns(), changed)[1:3] == ["02-11-2026", "prijs"]


def test_a_proposal_says_who_decides() -> None:
    mine, theirs = FakeCatalogue().proposed
    with using_language("en"):
        assert decider_badge(mine).word == "You"
        assert decider_badge(theirs).word == "The unit"
        money = replace(theirs, keeper=Keeper.CONTROLLER)
        assert decider_badge(money).word == "The controller"
        assert row_of(proposal_columns(OFFICE_TIME), mine)[1:4] == [
            *("Copy paper A4, 80 g", "price", "noor"),
        ]
        assert begins(TODAY, TODAY) == "from today"
        assert begins(date(2026, 12, 1), TODAY) == "from 1 Dec 2026"


def test_readings_are_summed_in_a_sentence() -> None:
    due = ReadingRow("A0", "Paper", TODAY, "Anneke", None)
    read = replace(due, reader="Rob", read_at=datetime(2026, 11, 2, 9, tzinfo=UTC))
    with using_language("en"):
        assert reading_badge(due).tone == "risk"
        assert reading_badge(read).tone == "kept"
        assert row_of(reading_columns(OFFICE_TIME), due)[-1] == "–"
        assert row_of(reading_columns(OFFICE_TIME), read)[-1] == "Mon 2 Nov 10:00"
        assert reading_sum((read,)) == "Everybody has read everything."
        more = replace(due, product="A1")
        assert reading_sum((due, more, read)) == "2 readings are due of 1 person"
        assert reading_sum((due, replace(due, reader="Els"))).endswith("of 2 people")


def test_demand_is_counted_and_summed() -> None:
    (row,) = FakeCatalogue().wanted
    with using_language("nl"):
        shown = row_of(demand_columns(OFFICE_TIME), row)
    assert shown[:4] == ["2", "A standing desk", "Housing", "€\N{NO-BREAK SPACE}900,00"]


def test_steps_are_told_in_the_language_of_now() -> None:
    columns = step_columns(lambda step: "Desk" if step.side is Side.FRONT else "Unit")
    planned = [type("Planned", (), {"step": one})() for one in STEPS]
    with using_language("en"):
        assert row_of(columns, planned[0]) == [
            "Take",
            "Front office",
            "Desk",
            "10 min",
            "5 min",
            "",
        ]
    with using_language("nl"):
        assert row_of(columns, planned[1])[:2] == ["Verzamelen", "Backoffice"]
        assert step_name(replace(STEPS[0], name_en="")) == "Aannemen"
    bare = type("Planned", (), {"step": Step(0, "Kijken", "", Side.BACK)})()
    with using_language("en"):
        assert row_of(columns, bare) == ["Kijken", "Back office", "Unit", "–", "–", ""]


def test_every_field_has_its_words_in_both_languages() -> None:
    for language in ("nl", "en"):
        with using_language(language):
            told = field_words([FieldChange(name, "", "") for name in FIELDS])
            assert len(told.split(", ")) == len(FIELDS)


def test_the_clock_of_the_fake_is_the_offices() -> None:
    assert OFFICE_TIME.local(at()).date() == TODAY
