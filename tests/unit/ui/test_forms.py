"""Forms that plugins declare as data."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.core.domain.views import Choice
from fmdesk.ui.forms import FormView, cents_of
from fmdesk.ui.kit import Kit
from fmdesk.ui.widgets.pick import PickField
from tests.unit.ui.conftest import OFFICE_TIME


def spec(kind: FieldKind, **more: object) -> FieldSpec:
    return FieldSpec("field", Text("Veld", "Field"), kind, **more)


@pytest.fixture
def form(kit: object, qtbot: QtBot) -> FormView:
    made = FormView(OFFICE_TIME)
    qtbot.addWidget(made)
    return made


def field(form: FormView, kind: type[QWidget]) -> QWidget:
    return form.findChildren(kind)[-1]


def test_a_text_is_trimmed_and_an_empty_one_is_absent(form: FormView, qtbot: QtBot) -> None:
    form.show_form(FormSpec("f", (spec(FieldKind.TEXT),)))
    assert form.values() == {}
    qtbot.keyClicks(field(form, QLineEdit), "  B2.14 ")
    assert form.values() == {"field": "B2.14"}


def test_a_long_text_takes_as_much_as_it_may(form: FormView, qtbot: QtBot) -> None:
    form.show_form(FormSpec("f", (spec(FieldKind.LONG_TEXT, maximum=4),)))
    qtbot.keyClicks(field(form, QPlainTextEdit), "abcdef")
    assert form.values() == {"field": "abcd"}


def test_a_number_keeps_its_bounds_and_shows_all_its_digits(form: FormView, qtbot: QtBot) -> None:
    form.show_form(FormSpec("f", (spec(FieldKind.INTEGER, minimum=1, maximum=5000, default=3),)))
    spin = field(form, QSpinBox)
    assert isinstance(spin, QSpinBox)
    assert form.values() == {"field": 3}
    spin.setValue(90_000)
    assert form.values() == {"field": 5000}
    form.resize(120, 80)
    form.show()
    inner = spin.findChild(QLineEdit)
    qtbot.waitUntil(lambda: inner.width() > 60)
    assert inner.fontMetrics().horizontalAdvance("5,000") < inner.width()
    assert inner.fontMetrics().height() <= inner.height()


def test_a_tick_box_stands_for_its_own_label(form: FormView) -> None:
    form.show_form(FormSpec("f", (spec(FieldKind.BOOLEAN),)))
    box = field(form, QCheckBox)
    assert isinstance(box, QCheckBox)
    assert box.text() == "Field"
    box.click()
    assert form.values() == {"field": True}


def test_a_choice_gives_its_code(form: FormView) -> None:
    choices = (("a", Text("Een", "One")), ("b", Text("Twee", "Two")))
    form.show_form(FormSpec("f", (spec(FieldKind.CHOICE, choices=choices),)))
    box = field(form, QComboBox)
    assert isinstance(box, QComboBox)
    assert form.values() == {}
    box.setCurrentText("Two")
    assert form.values() == {"field": "b"}


def test_a_required_choice_with_a_default_has_no_empty_entry(form: FormView) -> None:
    choices = (("a", Text("Een", "One")), ("b", Text("Twee", "Two")))
    one = spec(FieldKind.CHOICE, choices=choices, is_required=True, default="b")
    form.show_form(FormSpec("f", (one,)))
    box = field(form, QComboBox)
    assert isinstance(box, QComboBox)
    assert box.count() == 2
    assert form.values() == {"field": "b"}


def test_dates_are_stored_in_one_form(form: FormView) -> None:
    form.show_form(FormSpec("f", (spec(FieldKind.DATE),)), {"field": "2026-11-24"})
    edit = field(form, QDateEdit)
    assert isinstance(edit, QDateEdit)
    assert edit.date() == QDate(2026, 11, 24)
    assert form.values() == {"field": "2026-11-24"}
    form.show_form(FormSpec("f", (spec(FieldKind.DATETIME),)), {"field": "2026-11-24T09:30"})
    moment = field(form, QDateTimeEdit)
    assert isinstance(moment, QDateTimeEdit)
    assert moment.dateTime().toString("yyyy-MM-dd HH:mm") == "2026-11-24 09:30"
    assert form.values() == {"field": "2026-11-24T09:30"}


def test_a_date_that_is_not_given_starts_at_the_offices_now(form: FormView) -> None:
    form.show_form(FormSpec("f", (spec(FieldKind.DATE, is_required=True),)))
    assert form.values() == {"field": "2026-11-24"}
    form.show_form(FormSpec("f", (spec(FieldKind.DATETIME, is_required=True),)))
    assert form.values() == {"field": "2026-11-24T09:30"}


@pytest.mark.parametrize(
    ("kind", "today"), [(FieldKind.DATE, "2026-11-24"), (FieldKind.DATETIME, "2026-11-24T09:30")]
)
def test_a_date_that_may_be_left_out_is_given_with_a_tick(
    form: FormView, qtbot: QtBot, kind: FieldKind, today: str
) -> None:
    form.show_form(FormSpec("f", (spec(kind),)))
    form.show()
    assert form.values() == {}
    assert form.missing() == ()
    form.focus_first()
    tick, edit = field(form, QCheckBox), field(form, QDateTimeEdit)
    assert form.focusWidget() is tick
    assert not edit.isEnabled()
    with qtbot.waitSignal(form.changed):
        qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert form.focusWidget() is edit, "the keys go on in the date"
    assert form.values() == {"field": today}
    form.retranslate()
    assert form.values() == {"field": today}
    with qtbot.waitSignal(form.changed):
        qtbot.keyClick(field(form, QCheckBox), Qt.Key.Key_Space)
    assert form.values() == {}
    form.retranslate()
    assert form.values() == {}


def test_a_date_that_is_fixed_cannot_be_ticked_away(form: FormView, qtbot: QtBot) -> None:
    one = FormSpec("f", (spec(FieldKind.DATE),))
    form.show_form(one, {"field": "2026-11-24"}, fixed=("field",))
    form.show()
    qtbot.keyClick(field(form, QCheckBox), Qt.Key.Key_Space)
    assert form.values() == {"field": "2026-11-24"}


def test_money_is_typed_as_people_write_it(form: FormView, qtbot: QtBot) -> None:
    form.show_form(FormSpec("f", (spec(FieldKind.MONEY, default=1250),)))
    assert form.values() == {"field": 1250}
    edit = field(form, QLineEdit)
    assert isinstance(edit, QLineEdit)
    edit.setText("nothing")
    assert form.values() == {}


@pytest.mark.parametrize(
    ("tongue", "text", "cents"),
    [
        ("nl", "€ 1.234,50", 123_450),
        ("nl", "12", 1200),
        ("en", "1,234.50", 123_450),
        ("en", "-3.5", -350),
        ("en", "1.234", None),
        ("en", "75,50", None),
        ("nl", "75.50", None),
        ("nl", "1.23,45", None),
        ("nl", "1234,5", 123_450),
        ("nl", "twaalf", None),
        ("nl", "", None),
        ("nl", "9999999999", None),
    ],
)
def test_amounts(
    tongue: str, text: str, cents: int | None, language: Callable[[str], None]
) -> None:
    language(tongue)
    assert cents_of(text) == cents


def test_required_fields_are_named_and_marked(form: FormView, qtbot: QtBot) -> None:
    form.show_form(FormSpec("f", (spec(FieldKind.TEXT, is_required=True),)))
    edit = field(form, QLineEdit)
    assert form.missing() == ("Field",)
    assert edit.property("wrong") == "true"
    qtbot.keyClicks(edit, "x")
    assert form.missing() == ()
    assert edit.property("wrong") == "false"


def test_a_change_of_language_keeps_what_was_typed(
    form: FormView, qtbot: QtBot, language: Callable[[str], None]
) -> None:
    one = spec(FieldKind.TEXT, help=Text("Waar?", "Where?"))
    form.show_form(FormSpec("f", (one,)))
    qtbot.keyClicks(field(form, QLineEdit), "B2.14")
    language("nl")
    form.retranslate()
    assert form.values() == {"field": "B2.14"}
    qtbot.waitUntil(lambda: len(form.findChildren(QLabel)) == 2)
    assert {made.text() for made in form.findChildren(QLabel)} == {"Veld (niet verplicht)", "Waar?"}
    assert field(form, QLineEdit).accessibleName() == "Veld"


def test_no_form_shows_nothing(form: FormView) -> None:
    form.show_form(None)
    assert form.values() == {}
    assert form.missing() == ()


@pytest.mark.parametrize("kind", FieldKind)
def test_every_kind_of_field_tells_that_its_answer_changed(
    form: FormView, qtbot: QtBot, kind: FieldKind
) -> None:
    choices = (("a", Text("A", "A")), ("b", Text("B", "B")))
    form.show_form(FormSpec("f", (spec(kind, choices=choices, is_required=True),)))
    (shown,) = form._fields
    change: dict[type[QWidget], Callable[[QWidget], object]] = {
        QLineEdit: lambda one: qtbot.keyClicks(one, "7"),
        QPlainTextEdit: lambda one: qtbot.keyClicks(one, "x"),
        QSpinBox: lambda one: one.stepUp(),
        QCheckBox: lambda one: one.click(),
        QComboBox: lambda one: qtbot.keyClick(one, Qt.Key.Key_Down),
        QDateTimeEdit: lambda one: one.stepUp(),
    }
    (act,) = [act for made, act in change.items() if isinstance(shown.widget, made)]
    with qtbot.waitSignal(form.changed):
        act(shown.widget)


TWO = FormSpec(
    "two",
    (
        FieldSpec("code", Text("Code", "Code"), FieldKind.TEXT, is_required=True),
        FieldSpec("who", Text("Wie", "Who"), FieldKind.PERSON),
    ),
)


@pytest.fixture
def picking(kit: Kit, qtbot: QtBot) -> FormView:
    """A form that finds persons; Ayşe is the only one there is."""
    found = (Choice("P1", "Ayşe Özdemir"),)

    def make(spec: FieldSpec) -> PickField:
        return PickField(kit.theme, lambda _words, show: show(found), spec.name)

    made = FormView(OFFICE_TIME, make)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_person_is_shown_by_name_and_read_by_code(picking: FormView) -> None:
    picking.show_form(TWO, {"code": "A", "who": "P1"}, {"who": "Ayşe Özdemir"})
    pick = picking.field("who")
    assert isinstance(pick, PickField)
    assert pick.field.text() == "Ayşe Özdemir"
    assert picking.values() == {"code": "A", "who": "P1"}


def test_a_person_is_found_by_typing(picking: FormView, qtbot: QtBot) -> None:
    picking.show_form(TWO)
    pick = picking.field("who")
    assert isinstance(pick, PickField)
    with qtbot.waitSignal(picking.changed):
        qtbot.keyClicks(pick.field, "ays")
        qtbot.keyClick(pick.field, Qt.Key.Key_Return)
    assert picking.values() == {"who": "P1"}


def test_what_was_typed_and_not_found_is_not_lost(picking: FormView) -> None:
    picking.show_form(TWO)
    pick = picking.field("who")
    assert isinstance(pick, PickField)
    pick.field.set_text_quietly("nobody")
    assert picking.values() == {"who": "nobody"}


def test_a_fixed_field_is_read_and_not_changed(picking: FormView) -> None:
    picking.show_form(TWO, {"code": "A"}, fixed=("code",))
    assert not picking.field("code").isEnabled()
    assert picking.values() == {"code": "A"}
    picking.retranslate()
    assert not picking.field("code").isEnabled()
    with pytest.raises(KeyError):
        picking.field("nothing")


def test_the_keys_go_to_the_first_field_that_can_be_filled_in(picking: FormView) -> None:
    picking.show_form(TWO, {"code": "A"}, fixed=("code",))
    picking.focus_first()
    pick = picking.field("who")
    assert isinstance(pick, PickField)
    assert picking.focusWidget() is pick.field


def test_a_field_with_an_empty_answer_is_not_called_optional(form: FormView) -> None:
    form.show_form(FormSpec("f", (spec(FieldKind.TEXT, default=""), spec(FieldKind.LONG_TEXT))))
    labels = [one.text() for one in form.findChildren(QLabel)]
    assert labels == ["Field", "Field (optional)"]


def test_a_text_that_may_be_long_has_a_tall_field(form: FormView) -> None:
    form.show_form(FormSpec("f", (spec(FieldKind.LONG_TEXT, maximum=20_000),)))
    tall = form.field("field").height()
    form.show_form(FormSpec("f", (spec(FieldKind.LONG_TEXT),)))
    assert tall > form.field("field").height()


SHELF = FormSpec(
    "shelf", (FieldSpec("asset", Text("Object", "Asset"), FieldKind.TEXT, maximum=8, find="find"),)
)


@pytest.fixture
def shelf(kit: Kit, qtbot: QtBot) -> FormView:
    """A form that finds what a plugin keeps: two machines."""
    kept = (Choice("KM-1", "KM-1  Machine", "Pantry · open: M000001.1"), Choice("KM-2", "Other"))

    def make(spec: FieldSpec) -> PickField:
        def find(words: str, show: Callable[[tuple[Choice, ...]], None]) -> None:
            show(tuple(one for one in kept if words.casefold() in one.text.casefold()))

        return PickField(kit.theme, find, spec.name)

    made = FormView(OFFICE_TIME, make)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_a_plugin_keeps_is_found_by_typing_and_says_how_it_stands(
    shelf: FormView, qtbot: QtBot
) -> None:
    shelf.show_form(SHELF)
    pick = shelf.field("asset")
    assert isinstance(pick, PickField)
    pick.field.setFocus()
    qtbot.keyClicks(pick.field, "machine")
    qtbot.keyClick(pick.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pick.code == "KM-1")
    assert shelf.values() == {"asset": "KM-1"}
    assert (pick.hint.isHidden(), pick.hint.text()) == (False, "Pantry · open: M000001.1")
    with qtbot.waitSignal(shelf.changed):
        qtbot.keyClicks(pick.field, "x")
    assert pick.hint.isHidden(), "what is typed now is something else"


def test_a_stored_code_is_named_again_and_tells_nobody(shelf: FormView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(shelf.changed):
        shelf.show_form(SHELF, {"asset": "KM-1"})
    pick = shelf.field("asset")
    assert isinstance(pick, PickField)
    assert (pick.field.text(), shelf.values()) == ("KM-1  Machine", {"asset": "KM-1"})
    shelf.retranslate()
    assert shelf.field("asset").field.text() == "KM-1  Machine"
    shelf.show_form(SHELF, {"asset": "gone"})
    assert shelf.field("asset").field.text() == "gone", "a code that nobody knows stays as it is"
    assert shelf.values() == {"asset": "gone"}
