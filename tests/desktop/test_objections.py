"""The page of the objections, without a mouse: the list, the why beside it, and every decision."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.errors import ConflictError, NotAllowedError
from fmdesk.core.domain.objection import Act, DecisionView, Said, SanctionView, Standing, TakenBack
from fmdesk.desktop.pages.objections import model
from fmdesk.desktop.pages.objections.page import ObjectionsPage
from fmdesk.desktop.shell import MainWindow
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import using_language
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_attachments import FakeAttachments
from tests.desktop.fake_objections import DONE, OWED, FakeSanctions
from tests.desktop.made import NOW, OFFICE_TIME
from tests.desktop.unit_keys import press, save

OBJECTED = replace(
    OWED,
    standing=Standing(Said(Act.OBJECTION, "piet", "De bon was onleesbaar")),
    acts=(DecisionView(NOW, "piet", Act.OBJECTION, "De bon was onleesbaar"),),
)
LARGE = replace(OBJECTED, id=9, line_id=8, number="M000008.1", cents=80_000, needs_second=True)


@pytest.fixture(autouse=True)
def no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


@pytest.fixture
def sanctions() -> FakeSanctions:
    """Two objections: one small, one that two controllers decide on."""
    return FakeSanctions([OBJECTED, LARGE, DONE])


@pytest.fixture
def files(tmp_path: Path) -> FakeAttachments:
    made = FakeAttachments(tmp_path)
    made.give(Owner(OwnerKind.SANCTION, 5), "bon.txt", b"onleesbaar")
    return made


@pytest.fixture
def window(
    opened: Opened, qtbot: QtBot, sanctions: FakeSanctions, files: FakeAttachments
) -> MainWindow:
    """The window on the page, opened by its key."""
    made = opened(sanctions=sanctions, attachments=files)
    qtbot.keyClick(made, Qt.Key.Key_F6)
    settle(qtbot, made)
    return made


def page_of(window: MainWindow) -> ObjectionsPage:
    page = window.page()
    assert isinstance(page, ObjectionsPage)
    return page


def test_an_objection_is_read_with_its_why_and_decided_by_one_key(
    window: MainWindow, qtbot: QtBot, sanctions: FakeSanctions
) -> None:
    page = page_of(window)
    assert [page.model.row_at(one).id for one in range(page.model.row_total())] == [5, 9]
    assert page.card.title.text() == "M000003.1 · Stock"
    assert page.bar.accessibleName().startswith("6 days left, until ")
    assert page.why.findChildren(type(page.card)), "the verdicts stand beside it"
    assert [page.files.model.row_at(0).name] == ["bon.txt"]
    assert not page.buttons["agree"].isVisible()
    press(qtbot, window, "C")
    dialog = dialog_of(window)
    assert dialog.sentence.text().startswith("Stock bears €18.40.")
    save(qtbot, window, "De bon was goed")
    (draft,) = sanctions.drafts
    assert (draft.sanction_id, draft.kind, draft.reason) == (5, "confirm", "De bon was goed")
    assert draft.version == 4, "as it was shown"
    assert [page.model.row_at(one).id for one in range(page.model.row_total())] == [9]
    assert page.chosen() is not None


def test_a_burden_is_moved_to_the_unit_that_is_typed(
    window: MainWindow, qtbot: QtBot, sanctions: FakeSanctions
) -> None:
    press(qtbot, window, "M")
    dialog = save(qtbot, window, "")
    assert dialog.problem.text() == "Choose the unit that bears it."
    dialog.unit.pick(dialog_choice())
    dialog.text.setFocus()
    save(qtbot, window, "Zij lieten het staan")
    (draft,) = sanctions.drafts
    assert (draft.kind, draft.to_unit, draft.reason) == ("move", "U0", "Zij lieten het staan")
    assert draft.version == 4, "as it was shown"


def test_the_unit_that_bears_it_now_is_named_and_may_be_left_to_bear_it(
    opened: Opened, qtbot: QtBot, files: FakeAttachments
) -> None:
    """It was moved to the transport, which objects; to confirm puts it back to the stock."""
    acts = tuple(
        DecisionView(NOW, who, kind, "gezien", to, from_unit=unit)
        for who, kind, to, unit in (
            ("bas", Act.MOVE, "Transport", ""),
            ("truus", Act.OBJECTION, "", "Transport"),
        )
    )
    decided = Said(Act.MOVE, "bas", "gezien", 7)
    moved = replace(
        OWED, state="moved", borne_by="Transport", acts=acts,
        standing=Standing(Said(Act.OBJECTION, "truus"), decided=decided),
    )  # fmt: skip
    sanctions = FakeSanctions([moved, replace(OBJECTED, id=9, line_id=8)])
    window = opened(sanctions=sanctions, attachments=files)
    window.open_page("objections")
    settle(qtbot, window)
    page = page_of(window)
    assert page.card.title.text() == "M000003.1 · Transport"
    (unit,) = (one for one in page.model.columns if one.key == "unit")
    assert (unit.text(moved), unit.hint(moved)) == ("Transport", "Transport objects")
    facts = dict(model.sanction_facts(moved, OFFICE_TIME))
    assert (facts["Borne by"], facts["By the charter"]) == ("Transport", "Stock")
    assert "Objection of Transport (truus): gezien" in facts.values()
    assert page.buttons["confirm"].text().strip() == "Back to Stock…"
    press(qtbot, window, "M")
    dialog = dialog_of(window)
    assert dialog.sentence.text().startswith("Transport bears €18.40 now, and objects. To leave")
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle(qtbot, window)
    press(qtbot, window, "C")
    dialog = dialog_of(window)
    assert (dialog.windowTitle(), dialog.save_button.text()) == ("Back to Stock", "Give back")
    assert dialog.sentence.text().startswith("Stock bears €18.40 again.")
    save(qtbot, window, "Het lag aan de voorraad")
    assert sanctions.drafts[-1].kind == "confirm"
    assert page.buttons["confirm"].text().strip() == "Confirm…", "the next one was moved by nobody"
    nobody = replace(moved, state="waived", borne_by="")
    assert (unit.text(nobody), model.back_to(replace(nobody, unit="Huisdienst"), 6)) == (
        "nobody",
        "Back to Huisd…",
    )


def test_the_why_is_of_now_and_each_tab_says_what_it_is_without_rows(
    window: MainWindow, qtbot: QtBot, sanctions: FakeSanctions, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, asked = page_of(window), []
    explain = page.presenter.explain
    monkeypatch.setattr(page.presenter, "explain", lambda line: (asked.append(line), explain(line)))
    sanctions.rows[0] = replace(OBJECTED, version=5, cents=3680)
    page.presenter.load()
    settle(qtbot, window)
    assert asked == [3], "it was proposed anew: the why is another one"
    page.presenter.load()
    settle(qtbot, window)
    assert asked == [3], "nothing changed"
    window.open_page("month")
    window.open_page("objections")
    settle(qtbot, window)
    assert asked == [3, 3], "its line may have changed meanwhile"
    sanctions.rows.clear()
    for which, title in (("open", "Nothing waits"), ("all", "Nothing to post")):
        window.open_page("objections", which)
        settle(qtbot, window)
        assert page.list_state.view.title.text() == title


def dialog_choice() -> object:
    from fmdesk.core.domain.views import Choice

    return Choice("1", "Stock", "U0")


def test_a_large_amount_waits_for_a_second_controller(
    window: MainWindow, qtbot: QtBot, sanctions: FakeSanctions
) -> None:
    page = page_of(window)
    press(qtbot, window, "Down")
    for key in "AR":
        press(qtbot, window, key)
        assert QApplication.activeModalWidget() is None, "there is nothing to agree with yet"
    press(qtbot, window, "W")
    assert "second controller" in dialog_of(window).sentence.text()
    save(qtbot, window, "De lift was stuk")
    row = page.chosen()
    assert row is not None
    assert row.standing.pending is not None
    assert model.badge_of(row).word == "To confirm"
    assert page.buttons["agree"].isVisible()
    sanctions.me = "cato"
    press(qtbot, window, "R")
    save(qtbot, window, "De lift deed het")
    press(qtbot, window, "W")
    save(qtbot, window, "Toch stuk, zegt de storing")
    press(qtbot, window, "A")
    save(qtbot, window, "Akkoord")
    assert [one.kind for one in sanctions.drafts] == ["waive", "refuse", "waive", "agree"]
    assert sanctions.rows[1].state == "waived"


def test_a_refusal_stays_with_its_words(
    window: MainWindow, qtbot: QtBot, sanctions: FakeSanctions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(_draft: object) -> None:
        raise ConflictError("sanction.changed", sanction=5)

    monkeypatch.setattr(sanctions, "decide", changed)
    press(qtbot, window, "W")
    dialog = save(qtbot, window, "De lift was stuk")
    assert dialog.problem.text().startswith("Somebody else decided on this sanction first.")
    assert dialog.text.toPlainText() == "De lift was stuk"
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle(qtbot, window)
    press(qtbot, window, "M")
    move = dialog_of(window)
    move.unit.pick(dialog_choice())
    move.text.setFocus()
    save(qtbot, window, "Zij lieten het staan")
    assert move.problem.isVisible()


def test_nothing_waits_and_everything_that_is_not_posted(
    opened: Opened, qtbot: QtBot, files: FakeAttachments
) -> None:
    window = opened("nl", sanctions=FakeSanctions([DONE]), attachments=files)
    window.open_page("objections")
    settle(qtbot, window)
    page = page_of(window)
    assert page.list_state.view.title.text() == "Niets wacht"
    assert not page.panel.isVisible()
    for key in "CMWAR":
        press(qtbot, window, key)
        assert QApplication.activeModalWidget() is None
    window.open_page("objections", "all")
    settle(qtbot, window)
    assert page.model.row_total() == 1
    assert page.choice.value == "all"
    window.next_language()
    settle(qtbot, window)
    assert page.header.title.text() == "Objections"
    press(qtbot, window, "Return")
    assert window.page_name == "ticket"


def test_who_may_not_read_the_month_is_told(opened: Opened, qtbot: QtBot) -> None:
    problem = NotAllowedError("access.area", who="Piet", roles="controller")
    window = opened(sanctions=FakeSanctions(problem=problem))
    window.open_page("objections")
    settle(qtbot, window)
    assert page_of(window).states.view.title.text() == "Not for this account"


def test_a_line_is_objected_to_on_its_own_page(
    opened: Opened, qtbot: QtBot, files: FakeAttachments, tmp_path: Path
) -> None:
    """Ctrl+Shift+O, a reason and a file; then once more, to take it back; another has nothing."""
    sanctions = FakeSanctions()
    window = opened(sanctions=sanctions, attachments=files)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    window.open_page("ticket", 3)
    settle(qtbot, window)
    press(qtbot, window, "O", held)
    dialog = dialog_of(window)
    assert "Term: 6 days left" in dialog.sentence.text()
    paper = tmp_path / "klacht.txt"
    paper.write_bytes(b"de bon")
    dialog.files.take([paper])
    settle(qtbot, window)
    save(qtbot, window, "De bon was onleesbaar")
    assert [one.kind for one in sanctions.drafts] == ["objection"]
    owner = Owner(OwnerKind.SANCTION, 5)
    assert [one.name for one in files.of(owner)] == ["bon.txt", "klacht.txt"]
    press(qtbot, window, "O", held)
    save(qtbot, window, "Bij nader inzien niet")
    assert [one.kind for one in sanctions.drafts] == ["objection", "withdraw"]
    window.open_page("ticket", 4)
    settle(qtbot, window)
    press(qtbot, window, "O", held)
    assert window.page().line.problem.text().startswith("No sanction on this line")


@pytest.mark.parametrize(
    ("row", "english", "dutch"),
    [
        (OWED, "6 days left, until ", "nog 6 dagen, tot "),
        (replace(OWED, term_ends_at=NOW + timedelta(hours=2)), "2 h left", "nog 2 u"),
        (replace(OWED, is_in_term=False), "ended ", "voorbij sinds "),
        (replace(OWED, term_ends_at=None), "until the month", "tot de maand"),
    ],
)
def test_a_term_is_told_in_both_languages(row: SanctionView, english: str, dutch: str) -> None:
    for language, words in (("en", english), ("nl", dutch)):
        with using_language(language):
            assert model.term_words(row, OFFICE_TIME).startswith(words)


def test_the_clock_of_a_term_fills_up_to_its_end() -> None:
    day = 86_400
    used, limit = model.term_used(OWED, OFFICE_TIME)
    assert (used, limit) == (4 * day, 10 * day + 3 * 3600)
    late = replace(OWED, term_ends_at=NOW - timedelta(days=1))
    assert model.term_used(late, OFFICE_TIME) == (3 * day, 3 * day)
    assert model.term_used(replace(OWED, term_ends_at=None), OFFICE_TIME) == (0, 0)


def test_what_nobody_gave_a_reason_for_is_told_without_one() -> None:
    """That it grew is said by control; who decided gave a reason."""
    grew = DecisionView(NOW, "bas", Act.GROW, "")
    with using_language("en"):
        told = model.sanction_facts(replace(DONE, acts=(*DONE.acts, grew)), OFFICE_TIME)
    assert [words for _at, words in told[-2:]] == [
        "Confirmed (bas): terecht",
        "Grew: the decision needs a second controller (bas)",
    ]


def test_a_unit_reads_who_bears_it_now_and_why() -> None:
    """The badge says that it is elsewhere; no term of another unit stands beside it."""
    last = DecisionView(NOW, "bas", Act.OTHER, "reden", "Vervoer", from_unit="Voorraad")
    gone = replace(OWED, unit="Vervoer", is_elsewhere=True, acts=(last,))
    for language, badge, words in (
        (
            "en",
            "With another unit",
            (
                "By the charter Vervoer bears it now, no longer Voorraad; what waited for a"
                " decision fell away (bas): reden"
            ),
        ),
        (
            "nl",
            "Bij ander onderdeel",
            (
                "Volgens het handvest draagt Vervoer hem nu, niet meer Voorraad; wat op een besluit"
                " wachtte, is vervallen (bas): reden"
            ),
        ),
    ):
        with using_language(language):
            told = model.sanction_facts(gone, OFFICE_TIME)
            assert model.badge_of(gone).word == badge
            assert [value for _name, value in told[-2:]] == ["Vervoer", words]
            assert model.term_words(OWED, OFFICE_TIME) not in dict(told).values()


@pytest.mark.parametrize(
    ("language", "badge", "said"),
    [
        ("en", "Taken back", "Taken back with the close of December 2026"),
        ("nl", "Teruggenomen", "Teruggenomen bij het sluiten van december 2026"),
    ],
)
def test_what_a_later_month_took_back_says_so_and_when(
    language: str, badge: str, said: str
) -> None:
    """It says so before anything else, also where another unit bore it last."""
    back = TakenBack("2026-12", NOW + timedelta(days=40))
    row = replace(OWED, state="withdrawn", taken_back=back, is_elsewhere=True)
    with using_language(language):
        assert model.badge_of(row).word == badge
        *_rest, last = model.sanction_facts(row, OFFICE_TIME)
        assert last == (short_stamp(back.at, OFFICE_TIME), said)
        cents = next(one for one in model.owed_columns() if one.key == "cents")
        assert (cents.hint(row), cents.hint(OWED)) == (said, "")
    assert not row.may_object


@pytest.mark.parametrize("act", list(Act))
def test_every_act_has_words_in_both_languages(act: Act) -> None:
    said = DecisionView(NOW, "bas", act, "gezien", "Vervoer", act is Act.WAIVE, "Voorraad")
    with using_language("en"):
        english = model.said_words(said)
    with using_language("nl"):
        dutch = model.said_words(said)
    assert english
    assert english != dutch
    assert ("Vervoer" in dutch) is (act in (Act.MOVE, Act.OTHER, Act.CONFIRM))
