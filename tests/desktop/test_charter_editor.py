"""The editor of charters: each field, what it says beside it, and what is wrong, live."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.charter import (
    Bearer,
    Charter,
    Condition,
    Conditions,
    Guarantee,
    LimitSource,
    Operator,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.charter_drafts import CharterPage
from fmdesk.core.domain.errors import ConflictError, DomainError, StorageError
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.desktop.pages.charters.conditions import ConditionRow
from fmdesk.desktop.pages.charters.editor import Editor
from fmdesk.desktop.pages.charters.presenter import ChartersPresenter
from fmdesk.desktop.shell import MainWindow
from fmdesk.testing import plain_charter
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_charters import COUNTS, STOCK, FakeCharters

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SEED_NL = (
    "Wij leveren voorraadartikelen binnen 24 uur, anders brengen wij de levering niet in rekening."
)
SEED_EN = "We deliver stock articles within 24 hours, or else the delivery is not charged."

Write = Callable[..., Editor]


@pytest.fixture
def write(opened: Opened, qtbot: QtBot) -> Write:
    """Open the editor on a charter that holds."""

    def begin(charter: Charter = COUNTS) -> Editor:
        window = opened(charters=FakeCharters(versions=[charter], drafts=[], offers=[]))
        window.open_page("charters")
        settle(qtbot, window)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_E, CONTROL)
        settle(qtbot, window)
        return window.page().editor

    return begin


def pick(field: QComboBox, code: str) -> None:
    """Choose by the keyboard's own way: the entry with this code."""
    place = field.findData(str(code))
    assert place >= 0, [field.itemData(n) for n in range(field.count())]
    field.setFocus()
    field.setCurrentIndex(place)


def told(editor: Editor) -> str:
    """Return what is said to be wrong."""
    QApplication.processEvents()
    found = editor.beside.problems.findChildren(QLabel)
    return "\n".join(one.text() for one in found if not one.isHidden())


def says(editor: Editor, language: str = "en") -> str:
    """Return the promise beside the form, with plain spaces."""
    text = editor.beside.texts[language].toPlainText()
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_sentence_follows_every_field(write: Write, qtbot: QtBot) -> None:
    editor = write(replace(COUNTS, promise_nl=SEED_NL, promise_en=SEED_EN))
    form = editor.form
    assert not editor.is_changed
    assert (says(editor, "nl"), says(editor)) == (SEED_NL, SEED_EN)
    form.guarantee.amount.setValue(48)
    assert "binnen 48 uur" in says(editor, "nl")
    pick(form.guarantee.unit, LimitUnit.WORKING_DAYS)
    form.guarantee.amount.setValue(2)
    pick(form.guarantee.end, TimeOfDay.CLOSE)
    assert "within 2 working days (until closing time)" in says(editor)
    pick(form.guarantee.calendar, "kantoor")
    assert "calendar kantoor" in says(editor)
    pick(form.guarantee.clock, "step")
    form.guarantee.step.setValue(2)
    assert "We finish step 2 of stock articles" in says(editor)
    assert "as a whole" in form.guarantee.parts.text()
    pick(form.sanction.kind, SanctionKind.PERCENTAGE)
    form.sanction.share.setValue(12.5)
    qtbot.keyClicks(form.sanction.cap, "75")
    assert "you get 12.5% of the price back, at most €75.00 per line" in says(editor)
    assert editor.is_changed
    assert editor.charter() == replace(
        COUNTS,
        promise_nl=editor.beside.texts["nl"].toPlainText(),
        promise_en=editor.beside.texts["en"].toPlainText(),
        guarantee=Guarantee(
            "step.2",
            LimitSource.OWN,
            Limit(LimitUnit.WORKING_DAYS, 2, TimeOfDay.CLOSE),
            "kantoor",
        ),
        sanction=Sanction(SanctionKind.PERCENTAGE, basis_points=1250, cap_cents=7500),
    )
    pick(form.guarantee.source, LimitSource.PRODUCT)
    assert not form.guarantee.amount.isEnabled()
    assert editor.charter().guarantee.limit is None
    assert "within the lead time of the product" in says(editor)


def test_the_writer_may_word_the_promise_otherwise(write: Write, qtbot: QtBot) -> None:
    editor = write(replace(COUNTS, promise_nl="Morgen in huis!", promise_en=SEED_EN))
    assert says(editor, "nl") == "Morgen in huis!", "worded by hand before"
    editor.form.guarantee.amount.setValue(12)
    assert says(editor, "nl") == "Morgen in huis!"
    assert "within 12 hours" in says(editor), "the other language follows"
    text = editor.beside.texts["en"]
    text.setFocus()
    text.selectAll()
    qtbot.keyClicks(text, "By noon!")
    editor.form.guarantee.amount.setValue(6)
    assert says(editor) == "By noon!"
    editor.beside.follow("en")
    editor.beside.follow("nl")
    assert "within 6 hours" in says(editor)
    assert "binnen 6 uur" in says(editor, "nl")


def test_what_is_wrong_is_told_while_one_writes(write: Write, qtbot: QtBot) -> None:
    editor = write()
    form = editor.form
    assert "Nothing is wrong" in told(editor)
    form.guarantee.amount.setValue(2)
    assert "Lengthen the limit" in told(editor)
    form.guarantee.amount.setValue(24)
    pick(form.sanction.kind, SanctionKind.FIXED)
    assert "Amount cannot be €0.00. It has to be between €0.01" in told(editor)
    qtbot.keyClicks(form.sanction.amount, "12,5x")
    assert "Amount: “12,5x” is no amount in euros." in told(editor)
    form.sanction.amount.clear()
    qtbot.keyClicks(form.sanction.amount, "12.50")
    assert editor.charter().sanction.amount_cents == 1250
    form.names.name_nl.clear()
    form.names.name_en.clear()
    qtbot.keyClick(form.names.name_en, Qt.Key.Key_Space)
    assert "Name (Dutch) is empty" in told(editor)
    qtbot.keyClicks(form.names.name_en, "Both")
    assert (editor.charter().name_nl, editor.charter().name_en) == ("Both", "Both")


def test_what_is_no_amount_is_said_at_its_field_and_never_kept_as_nothing(
    write: Write, qtbot: QtBot
) -> None:
    editor = write(replace(COUNTS, promise_nl=SEED_NL, promise_en=SEED_EN))
    part = editor.form.sanction
    pick(part.kind, SanctionKind.PERCENTAGE)
    qtbot.keyClicks(part.cap, "75.0o")
    said = "At most per line (empty for none): “75.0o” is no amount in euros. Write it as €75.50."
    assert said in told(editor)
    shown = [one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part)]
    assert (said in shown, part.cap.property("wrong")) == (True, "true")
    assert "at most €75.00 per line" in says(editor), "the last amount that could be read"
    qtbot.keyClick(part.base, Qt.Key.Key_Return, CONTROL)
    kept = editor.window().desk.services.charters.drafts
    assert (kept, editor.problem.text(), part.cap.hasFocus()) == ([], said, True)
    assert not part.cap.visibleRegion().isEmpty(), "it is brought into sight"
    editor.retranslate()
    part = editor.form.sanction
    assert (part.cap.text(), said in told(editor)) == ("75.0o", True)
    pick(part.kind, SanctionKind.POINTS)
    assert "no amount" not in told(editor), "points have no cap"
    pick(part.kind, SanctionKind.PERCENTAGE)
    part.cap.clear()
    qtbot.keyClicks(part.cap, "0")
    assert "At most per line cannot be €0.00" in told(editor)
    assert editor.charter().sanction.cap_cents == 0, "none is an empty field"
    assert part.cap.property("wrong") == "false"
    part.cap.selectAll()
    qtbot.keyClick(part.cap, Qt.Key.Key_Delete)
    assert editor.charter().sanction.cap_cents is None
    pick(part.kind, SanctionKind.STEPPED)
    assert "base and steps together are nothing" in told(editor)
    qtbot.keyClicks(part.base, "3o.00")
    qtbot.keyClicks(part.more, "-20")
    assert "“3o.00” is no amount" in told(editor)
    assert "“-20” is no amount" in told(editor)


def test_conditions_are_rows_picked_from_what_there_is(write: Write, qtbot: QtBot) -> None:
    editor = write()
    part = editor.form.applies
    assert [row.condition() for row in part.rows] == list(COUNTS.applies_when.items)
    assert not part.joint.isVisible()
    part.begin()
    row = part.rows[1]
    assert row.fact.hasFocus()
    labels = [row.fact.itemText(place) for place in range(row.fact.count())]
    assert labels == sorted(labels, key=str.casefold)
    assert "It is a stock article" in labels
    pick(row.fact, "line.quantity")
    pick(row.op, Operator.LT)
    row.value.widget.setValue(1)
    assert "never applies" in told(editor)
    assert "Ordered quantity" in told(editor)
    assert part.joint.isVisible()
    qtbot.mouseClick(part.joint.findChild(QWidget, "any"), Qt.MouseButton.LeftButton)
    made = editor.charter().applies_when
    assert made.is_any
    assert made.items[1] == Condition("line.quantity", Operator.LT, 1)
    row.fact.setFocus()
    qtbot.keyClick(row.fact, Qt.Key.Key_Delete, ALT)
    assert len(part.rows) == 1
    assert part.add_button.hasFocus()
    assert editor.charter().applies_when == COUNTS.applies_when


def test_no_row_is_always_and_never_excused(write: Write) -> None:
    editor = write()
    editor.form.applies.remove(editor.form.applies.rows[0])
    assert "always applies" in editor.form.applies.none.text()
    assert editor.charter().applies_when == Conditions()
    assert editor.charter().except_when == Conditions(is_any=True)
    editor.form.excepts.begin()
    pick(editor.form.excepts.rows[0].fact, "clock.past_due")
    assert "is always excused" in told(editor)
    pick(editor.form.excepts.rows[0].value.widget, "no")
    assert "can never be met" in told(editor)


KINDS: Sequence[tuple[Condition, Callable[[QWidget], object], object]] = [
    (
        Condition("line.price_cents", Operator.GT, 10_000),
        lambda field: field.setText("25.50") or field.textEdited.emit("25.50"),
        2550,
    ),
    (
        Condition("clock.over_working", Operator.GE, 3600),
        lambda field: field.setValue(90),
        5400,
    ),
    (
        Condition("line.opened_minute", Operator.LT, 960),
        lambda field: field.setTime(QTime(9, 30)),
        570,
    ),
    (Condition("line.opened_weekday", Operator.EQ, 6), lambda field: pick(field, "5"), 5),
    (
        Condition("ticket.channel", Operator.EQ, "desk"),
        lambda field: pick(field, "phone"),
        "phone",
    ),
    (
        Condition("line.variant", Operator.NE, "spoed"),
        lambda field: field.setText("rust") or field.textEdited.emit("rust"),
        "rust",
    ),
    (
        Condition("line.quantity", Operator.NOT_IN, (1, 2)),
        lambda field: field.setText("3, 4, x") or field.textEdited.emit(""),
        (3, 4),
    ),
    (Condition(STOCK.name, Operator.EQ, True), lambda field: pick(field, "no"), False),
    (
        Condition("line.unit", Operator.IN, ("gone",)),
        lambda field: field.setText("a,b") or field.textEdited.emit(""),
        ("a", "b"),
    ),
]
"""A condition of each kind, what is typed in its field, and the value that it becomes."""


def test_each_kind_of_value_has_its_field(write: Write) -> None:
    editor = write()
    assert editor.page is not None
    for condition, type_in, becomes in KINDS:
        charter = replace(COUNTS, applies_when=Conditions(items=(condition,)))
        editor.show_page(replace(editor.page, charter=charter))
        [row] = editor.form.applies.rows
        assert row.condition() == condition, "what stood there is read back as it was"
        type_in(row.value.widget)
        assert editor.charter().applies_when.items[0].value == becomes
        assert editor.is_changed


def test_several_values_are_ticked_in_a_list(
    write: Write, qtbot: QtBot, window_of: Callable[[QWidget], MainWindow]
) -> None:
    channel = Condition("ticket.channel", Operator.EQ, "desk")
    editor = write(replace(COUNTS, applies_when=Conditions(items=(channel,))))
    [row] = editor.form.applies.rows
    assert isinstance(row, ConditionRow)
    pick(row.op, Operator.IN)
    assert row.condition().value == ("desk",), "the value stays where it fits"
    field = row.value.widget
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Space)
    dialog = dialog_of(window_of(editor))
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClicks(dialog.search, "pho")
    settle(qtbot, window_of(editor))
    seen = [item.text() for item in dialog._items() if not item.isHidden()]
    assert seen == ["Phone"]
    dialog.list.setFocus()
    dialog.list.setCurrentRow(1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert set(row.condition().value) == {"desk", "phone"}
    assert field.text() == "Desk, Phone"
    pick(row.op, Operator.NE)
    assert row.condition().value in {"desk", "phone"}


@pytest.fixture
def window_of() -> Callable[[QWidget], MainWindow]:
    return lambda widget: widget.window()


def test_products_and_clusters_are_chosen_and_shown(
    write: Write, qtbot: QtBot, window_of: Callable[[QWidget], MainWindow]
) -> None:
    editor = write()

    def scope() -> str:
        QApplication.processEvents()
        found = editor.beside.scope.findChildren(QLabel)
        return "\n".join(one.text() for one in found if not one.isHidden())

    assert "1 product · 12 lines last month" in scope()
    field = editor.form.scope.products
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    dialog = dialog_of(window_of(editor))
    keyboard_goes_to(qtbot, dialog)
    assert dialog.search.hasFocus(), "one types at once"
    first = dialog.list.item(0)
    qtbot.keyClicks(dialog.search, "lift")
    qtbot.waitUntil(first.isHidden)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.list.hasFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert editor.charter().products == ("lift",), "the first that is left, not one that is hidden"
    assert "2 products · 15 lines last month" in scope()
    assert "Lift fault · Techniek · 3" in scope()
    assert field.text() == "Lift fault"


def test_stepped_points_and_terms_are_read_back(write: Write, qtbot: QtBot) -> None:
    stepped = Sanction(
        SanctionKind.STEPPED,
        weight=2,
        base_cents=500,
        per_step_cents=1500,
        step_seconds=7200,
        unit_seconds=1,
        max_steps=5,
        is_working_time=False,
        cap_cents=7500,
        may_exceed_price=True,
    )
    charter = replace(COUNTS, sanction=stepped, bearer=Bearer.OVERRUN, norm=9550, rank=40)
    editor = write(charter)
    form = editor.form
    assert replace(editor.charter(), promise_nl=COUNTS.promise_nl) == replace(
        charter, promise_en=editor.charter().promise_en
    )
    assert form.sanction.unit.text() == "not at all"
    form.sanction.unit.setValue(30)
    form.sanction.working.setChecked(True)
    form.terms.again.setChecked(True)
    form.terms.norm.setValue(90)
    pick(form.terms.bearer, Bearer.OWNER)
    made = editor.charter()
    assert (made.sanction.unit_seconds, made.sanction.is_working_time) == (1800, True)
    assert (made.norm, made.bearer, made.new_run_on_reopen) == (9000, Bearer.OWNER, True)
    pick(form.sanction.kind, SanctionKind.POINTS)
    form.sanction.points.setValue(7)
    assert not form.sanction.exceeds.isVisible()
    assert editor.charter().sanction == Sanction(SanctionKind.POINTS, points=7)
    pick(form.sanction.kind, SanctionKind.NOT_CHARGED)
    assert editor.charter().sanction.kind is SanctionKind.NOT_CHARGED


def test_a_condition_on_a_fact_that_is_gone_stays_visible(write: Write) -> None:
    gone = Condition("old.fact", Operator.EQ, "x")
    editor = write(plain_charter(id=1, code="old", applies_when=Conditions(items=(gone,))))
    [row] = editor.form.applies.rows
    assert row.fact.currentText() == "old.fact"
    assert row.condition() == gone
    assert "which nobody supplies" in told(editor)


def test_what_a_field_cannot_show_stays_as_it_is_stored(write: Write, qtbot: QtBot) -> None:
    """Steps of 90 seconds are not made 60 because somebody mends a name."""
    stepped = Sanction(
        SanctionKind.STEPPED,
        weight=5000,
        per_step_cents=10,
        step_seconds=90,
        unit_seconds=61,
        max_steps=5000,
    )
    wide = Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, 20_000))
    editor = write(replace(COUNTS, sanction=stepped, guarantee=wide, rank=30_000))
    editor.form.names.name_nl.setText("Voorraad")
    assert editor.charter().sanction == stepped
    assert (editor.charter().guarantee, editor.charter().rank) == (wide, 30_000)
    assert editor.form.guarantee.amount.value() == 20_000, "the field shows what is stored"
    editor.form.sanction.step.setValue(2)
    assert editor.charter().sanction == replace(stepped, step_seconds=120)


def test_a_page_that_comes_late_takes_no_place_of_the_one_that_is_written(write: Write) -> None:
    """Otherwise the text of one charter would be kept as the draft of another."""
    editor = write()
    mine = editor.page
    assert mine is not None
    editor.take_page(replace(mine, key="draft:99"))
    assert editor.page is mine


class Slow:
    """A presenter whose answers come when the test says so."""

    def __init__(self, editor: Editor) -> None:
        self.known = editor._presenter.known
        self.saved: list[tuple[CharterPage, Charter, Callable[[str], None]]] = []
        self.asked: list[str] = []
        self.open = self.asked.append
        editor._presenter = cast("ChartersPresenter", self)

    def save(
        self, page: CharterPage, charter: Charter, done: Callable[[str], None], _refused: object
    ) -> None:
        self.saved.append((page, charter, done))


def test_a_draft_is_read_back_before_it_is_kept_again(write: Write) -> None:
    """Otherwise a new draft would be kept as two, and an old one as changed by somebody else."""
    editor = write()
    mine, slow = editor.page, Slow(editor)
    assert mine is not None
    editor.form.names.name_en.setText("Once")
    editor.save()
    slow.saved[0][2]("draft:2")
    editor.form.names.name_en.setText("Twice")
    editor.form.changed.emit()
    editor.save()
    assert (len(slow.saved), slow.asked) == (1, ["draft:2", "draft:2"]), "asked for once more"
    editor.retranslate()
    kept = replace(mine, key="draft:2")
    editor.take_page(kept)
    assert [page.key for page, _charter, _done in slow.saved] == [mine.key, "draft:2"]
    assert slow.saved[1][1].name_en == "Twice"


def test_what_is_kept_of_one_charter_says_nothing_of_the_next(write: Write) -> None:
    """One leaves while the draft is being kept, and begins another one."""
    editor = write()
    mine, slow = editor.page, Slow(editor)
    assert mine is not None
    editor.save()
    editor.leave()
    other = replace(mine, key="charter:other")
    editor.show_page(other)
    editor.form.names.name_en.setText("Other")
    slow.saved[0][2]("draft:2")
    editor.take_page(replace(mine, key="draft:2"))
    assert (editor.page, slow.asked) == (other, [])


def test_closing_the_window_keeps_what_was_typed(write: Write, qtbot: QtBot) -> None:
    editor = write()
    window = editor.window()
    editor.form.names.name_en.setFocus()
    qtbot.keyClicks(editor.form.names.name_en, "Always ")
    window.open_page("agreements")
    settle(qtbot, window)
    charters = window.desk.services.charters
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert [one.charter.name_en for one in charters.drafts] == ["Always " + COUNTS.name_en]


def test_the_window_closes_at_once_where_nothing_was_typed(write: Write) -> None:
    window = write().window()
    window.close()
    assert not window.isVisible()


@pytest.mark.parametrize(
    "problem", [ConflictError("charter.moved_on", charter="x"), StorageError("storage.lost")]
)
def test_a_draft_that_cannot_be_kept_holds_the_window_open_once(
    write: Write, qtbot: QtBot, problem: DomainError
) -> None:
    editor = write()
    window = editor.window()
    qtbot.keyClicks(editor.form.names.name_en, "!")
    window.open_page("agreements")
    window.desk.services.charters.problem = problem
    window.close()
    settle(qtbot, window)
    assert window.isVisible()
    assert window.page_name == "charters"
    assert "Closing once more leaves without keeping what you typed." in editor.problem.text()
    window.close()
    assert not window.isVisible()


def test_what_was_mended_after_closing_was_refused_is_kept_on_leaving(
    write: Write, qtbot: QtBot
) -> None:
    editor = write()
    window = editor.window()
    qtbot.keyClicks(editor.form.names.name_en, "!")
    charters = window.desk.services.charters
    charters.problem = StorageError("storage.lost")
    window.close()
    settle(qtbot, window)
    qtbot.keyClicks(editor.form.names.name_en, "?")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert window.isVisible(), "Esc goes back to the list, as ever"
    assert [one.charter.name_en for one in charters.drafts] == ["!?" + COUNTS.name_en]
