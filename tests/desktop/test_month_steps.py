"""The page that leads through the month: steps with state, count and one key each."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.broken import Earlier
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import NotAllowedError, NotFoundError
from fmdesk.core.domain.month_progress import MonthProgress
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import Changes, FigureRow, JudgedRow, Tally, TicketFilter
from fmdesk.desktop.pages.month import compare
from fmdesk.desktop.pages.month.dialogs import CloseDialog
from fmdesk.desktop.pages.month.keys import STEPS
from fmdesk.desktop.pages.month.page import MonthPage
from fmdesk.desktop.pages.month.steps import step_rows
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import money, using_language
from fmdesk.ui import pdfprint
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_knowledge import FakeKnowledge
from tests.desktop.fake_month_way import CLOSED, OPEN, FakeMonthWay
from tests.desktop.fakes import FakeMonths, FakeQueries, report_job
from tests.desktop.made import OFFICE_TIME, figures
from tests.desktop.unit_keys import press, save

WAITING = JudgedRow(
    3, "M000003.1", 1, 1, "Paper", "", "Stock", 1, Outcome.MANUAL, None, None, 0, 0, is_trial=False
)


@pytest.fixture(autouse=True)
def no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


class Months(FakeMonths):
    """Keeps who reopened what."""

    def __init__(self) -> None:
        super().__init__()
        self.judged["2026-11"] = figures("2026-11")
        self.reopened: list[tuple[str, str]] = []

    def reopen(self, _op_id: UUID, month: str, reason: str) -> Changes:
        if reason == "zelf":
            raise NotAllowedError("month.own_request", month=month)
        self.reopened.append((month, reason))
        return Changes(months=(month,))


@pytest.fixture
def months() -> Months:
    return Months()


@pytest.fixture
def way(months: Months) -> FakeMonthWay:
    """The same, by what it keeps of the way."""
    return months


@pytest.fixture
def window(opened: Opened, qtbot: QtBot, months: Months) -> MainWindow:
    knowledge = FakeKnowledge()
    knowledge.guides = tuple
    made = opened(month=months, knowledge=knowledge)
    made.open_page("month", "2026-11")
    settle(qtbot, made)
    return made


def page_of(window: MainWindow) -> MonthPage:
    page = window.page()
    assert isinstance(page, MonthPage)
    return page


def shown(page: MonthPage) -> dict[str, tuple[str, int]]:
    rows = (page.figures.steps.row_at(one) for one in range(page.figures.steps.row_total()))
    return {row.name: (row.badge.word, row.count) for row in rows}


def test_a_month_that_is_open_begins_with_its_steps(window: MainWindow) -> None:
    page = page_of(window)
    assert page.figures.tabs.currentWidget() is page.figures.tables["steps"]
    assert shown(page) == {
        "open_lines": ("Look at it", 4),
        "missing": ("Look at it", 1),
        "objections": ("Hinders the close", 2),
        "quarantine": ("Hinders the close", 3),
        "draft": ("Done", 0),
        "compare": ("To do", 0),
        "approve": ("Hinders the close", 1),
        "close": ("To do", 0),
        "papers": ("Not needed", 0),
        "journal": ("Not needed", 0),
        "send": ("Not needed", 0),
        "reopen": ("Not needed", 0),
    }


def test_each_number_opens_its_records_by_key(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    for key, name in (("1", "tickets"), ("2", "catalogue"), ("3", "objections")):
        press(qtbot, window, key)
        assert window.page_name == name, key
        window.open_page("month")
        settle(qtbot, window)
    open_states = (LineState.NEW, LineState.RUNNING, LineState.PAUSED)
    assert TicketFilter(month="2026-11", states=open_states) in queries.log
    press(qtbot, window, "4")
    page = page_of(window)
    assert page.stack.currentWidget() is page.verdicts
    assert page.go_back()
    page.figures.tables["steps"].cell_opened.emit(2, "count")
    settle(qtbot, window)
    assert window.page_name == "objections", "a click does the same"


def test_a_draft_is_approved_and_closed_by_keys(
    window: MainWindow, qtbot: QtBot, way: FakeMonthWay
) -> None:
    press(qtbot, window, "7")
    save(qtbot, window, "Gezien met Bas")
    ((what, draft),) = way.drafts
    assert (what, draft.month, draft.reason) == ("approve", "2026-11", "Gezien met Bas")
    assert draft.seen == "as shown", "what is approved is what is on the screen"
    assert shown(page_of(window))["approve"] == ("Done", 0)
    press(qtbot, window, "8")
    dialog = dialog_of(window)
    assert isinstance(dialog, CloseDialog)
    dialog.reject()
    for key in "90J":
        press(qtbot, window, key)
        assert QApplication.activeModalWidget() is None, "nothing of that before the close"


def test_who_approved_or_asked_takes_it_back_with_the_same_key(
    window: MainWindow, qtbot: QtBot, way: FakeMonthWay
) -> None:
    page = page_of(window)
    way.found["2026-11"] = replace(OPEN, approved_by="bas", is_own_approval=True)
    page.presenter.choose("2026-11")
    settle(qtbot, window)
    press(qtbot, window, "7")
    assert dialog_of(window).windowTitle() == "Take back your approval"
    save(qtbot, window, "")
    assert (way.drafts[-1][0], way.drafts[-1][1].is_back) == ("approve", True)
    assert shown(page)["approve"] == ("Hinders the close", 1)
    asked = replace(CLOSED, reopen_asked_by="bas", reopen_reason="bon", is_own_request=True)
    way.found["2026-10"] = asked
    page.presenter.choose("2026-10")
    settle(qtbot, window)
    press(qtbot, window, "0")
    dialog = dialog_of(window)
    assert dialog.windowTitle() == "Take back your request to reopen"
    assert "You asked: bon" in dialog.sentence.text()
    save(qtbot, window, "")
    assert (way.drafts[-1][0], way.drafts[-1][1].is_back) == ("ask_reopen", True)


def test_what_moved_since_last_month_the_largest_first(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "6")
    dialog = dialog_of(window)
    assert dialog.windowTitle() == "November 2026 beside October 2026"
    dialog.save()
    settle(qtbot, window)
    assert QApplication.activeModalWidget() is None


def test_a_verdict_in_quarantine_is_decided_by_a_person(
    window: MainWindow, qtbot: QtBot, months: Months
) -> None:
    press(qtbot, window, "D")
    assert QApplication.activeModalWidget() is None, "no list is open"
    press(qtbot, window, "4")
    page = page_of(window)
    page.verdicts.waiting = lambda: WAITING
    press(qtbot, window, "D")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog.outcome, Qt.Key.Key_Down)
    dialog.text.setFocus()
    save(qtbot, window, "")
    assert dialog.problem.isVisible()
    save(qtbot, window, "Bon nagekeken")
    (draft,) = months.rulings
    assert (draft.month, draft.outcome, draft.reason) == ("2026-11", "broken", "Bon nagekeken")
    page.verdicts.waiting = lambda: replace(
        WAITING, outcome=Outcome.EXCUSED, facts_sha256="facts", is_ruled=True
    )
    press(qtbot, window, "D")
    dialog = dialog_of(window)
    assert dialog.outcome.currentData() == "excused", "what was said is there to say otherwise"
    dialog.text.setFocus()
    save(qtbot, window, "Toch niet")
    assert months.rulings[-1].seen == "facts", "what is decided is what is on the screen"


def test_a_month_without_one_before_says_so(
    window: MainWindow, qtbot: QtBot, months: Months
) -> None:
    del months.judged["2026-10"]
    press(qtbot, window, "6")
    assert window.toast.words.text() == "October 2026 has no figures to compare with."


def test_a_closed_month_is_asked_for_by_one_and_opened_by_another(
    window: MainWindow, qtbot: QtBot, way: FakeMonthWay, months: Months
) -> None:
    page = page_of(window)
    page.presenter.choose("2026-10")
    settle(qtbot, window)
    press(qtbot, window, "7")
    assert QApplication.activeModalWidget() is None
    press(qtbot, window, "0")
    assert dialog_of(window).windowTitle() == "Ask to reopen the month"
    save(qtbot, window, "Bon verkeerd overgenomen")
    assert [what for what, _draft in way.drafts] == ["ask_reopen"]
    press(qtbot, window, "0")
    dialog = dialog_of(window)
    assert "bas asks: Bon verkeerd overgenomen" in dialog.sentence.text()
    save(qtbot, window, "zelf")
    assert dialog.problem.text().startswith("You asked to reopen October 2026 yourself.")
    dialog.text.setPlainText("")
    keyboard_goes_to(qtbot, dialog)
    save(qtbot, window, "Eens")
    assert months.reopened == [("2026-10", "Eens")]


def test_all_papers_of_every_revision_are_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window)
    page.presenter.choose("2026-10")
    settle(qtbot, window)
    chosen = iter([str(tmp_path), ""])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: next(chosen))
    for _twice in range(2):
        press(qtbot, window, "9")
        dialog = dialog_of(window)
        keyboard_goes_to(qtbot, dialog)
        qtbot.keyClick(dialog.language, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window)
    assert dialog.isVisible(), "no folder was chosen: it can be printed still"
    names = sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".pdf")
    assert len(names) == 2 * 2 * 2
    assert names[0] == "2026-10-r1-monthly.en.pdf"
    assert (tmp_path / names[0]).read_bytes() == b"2026-10 1 monthly.en.pdf"
    assert window.toast.words.text().startswith("8 papers are in ")


def test_the_same_papers_are_printed_in_the_language_that_is_chosen(
    window: MainWindow, qtbot: QtBot, months: Months, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window)
    page.presenter.choose("2026-10")
    settle(qtbot, window)
    printed: list[tuple[str, int, list[str]]] = []
    monkeypatch.setattr(
        pdfprint,
        "print_pages",
        lambda _parent, pages, name, more: printed.append(
            (name, len(pages), [n for n, _c in more])
        ),
    )
    pdf = report_job("2026-10", "monthly", "nl", "pdf", SimpleNamespace(report=lambda *_n: None))
    monkeypatch.setattr(months, "paper", lambda *_asked: pdf)
    press(qtbot, window, "9")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    assert dialog.language.currentText() == "English"
    qtbot.keyClick(dialog.language, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.language, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    names = [f"2026-10-r{n}-{kind}.nl.pdf" for n in (1, 2) for kind in ("monthly", "sanctions")]
    assert printed == [(names[0], 3, names[1:])]

    def gone(*_asked: object) -> bytes:
        raise NotFoundError("month.no_figures", month="2026-10")

    monkeypatch.setattr(months, "paper", gone)
    press(qtbot, window, "9")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog.language, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert dialog.problem.text().startswith("October 2026 has no figures yet.")
    assert (len(printed), dialog.print_button.isEnabled()) == (1, True)


def test_papers_that_cannot_all_be_written_are_not_written_at_all(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window)
    page.presenter.choose("2026-10")
    settle(qtbot, window)
    taken, file, gone = tmp_path / "taken", tmp_path / "file", tmp_path / "gone"
    (taken / "2026-10-r2-sanctions.nl.pdf").mkdir(parents=True)
    file.write_text("no folder")
    for folder, reason in (
        (taken, "Is a directory"),
        (file, "Not a directory"),
        (gone, "No such file or directory"),
    ):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, to=folder: str(to))
        press(qtbot, window, "9")
        dialog_of(window).save_button.click()
        settle(qtbot, window)
        assert window.toast.words.text() == (
            f"Nothing was saved: {folder} cannot be written to ({reason}). Choose another folder,"
            " or ask who keeps it for the right to write there."
        )
        assert window.page() is page, "and the month is still there"
        assert page.states.currentWidget() is page.content
    assert [one.name for one in taken.iterdir()] == ["2026-10-r2-sanctions.nl.pdf"]
    assert file.read_text() == "no folder"


def test_late_facts_stand_apart_and_open_their_line(
    opened: Opened, qtbot: QtBot, months: Months
) -> None:
    made = figures("2026-11")
    first, *rest = made.broken
    before = Earlier("2026-10", 18_40, 0, is_taken_back=True)
    late = replace(first, is_late_fact=True, cents=-18_40, earlier=before)
    bore = Earlier("2026-10", 18_40, 0, borne_by="Voorraad")
    moved = replace(first, is_late_fact=True, cents=0, points=0, borne_by="", earlier=bore)
    months.judged["2026-11"] = replace(made, broken=(late, moved, *rest))
    window = opened("nl", month=months)
    window.open_page("month", "2026-11")
    settle(qtbot, window)
    view = page_of(window).figures
    assert [view.late.row_at(one) for one in range(view.late.row_total())] == [late, moved]
    shown = {one.key: one.text(moved) for one in view.late.columns}
    assert (shown["borne_by"], shown["borne_earlier"], shown["cents"]) == (
        "niemand",
        "Voorraad",
        money(0),
    )
    shown = {one.key: one.text(late) for one in view.late.columns}
    assert (shown["earlier_month"], shown["state"]) == ("oktober 2026", "Teruggenomen")
    assert (shown["earlier"], shown["cents"]) == (money(18_40), money(-18_40))
    assert shown["borne_earlier"] == "–", "a month that recorded none"
    broken = [view.broken.row_at(one) for one in range(view.broken.row_total())]
    assert not {late, moved} & set(broken), "nothing was broken anew"
    asked: list[int] = []
    view.line_asked.connect(asked.append)
    view.tables["late"].opened.emit(0)
    assert asked == [late.line_id]


@pytest.mark.parametrize(
    ("found", "name", "english", "dutch"),
    [
        (replace(OPEN, faults=2), "missing", "Hinders the close", "Houdt het sluiten tegen"),
        (replace(OPEN, approved_by="bas"), "approve", "Done", "Gedaan"),
        (
            replace(OPEN, approved_by="bas", is_approval_stale=True),
            "approve",
            "Hinders the close",
            "Houdt het sluiten tegen",
        ),
        (replace(OPEN, is_over=False), "close", "Not needed", "Niet nodig"),
        (replace(OPEN, controlled_at=None), "draft", "To do", "Te doen"),
        (replace(OPEN, controlled_at=None), "compare", "Not needed", "Niet nodig"),
        (replace(CLOSED, reopen_asked_by="bas"), "reopen", "Look at it", "Bekijken"),
        (CLOSED, "papers", "To do", "Te doen"),
        (replace(CLOSED, journals=(1,)), "journal", "To do", "Te doen"),
        (replace(CLOSED, journals=(1, 2)), "journal", "Done", "Gedaan"),
        (CLOSED, "open_lines", "Done", "Gedaan"),
    ],
)
def test_how_a_step_stands(found: MonthProgress, name: str, english: str, dutch: str) -> None:
    place = [step for step, _text, _keys in STEPS].index(name)
    for language, word in (("en", english), ("nl", dutch)):
        with using_language(language):
            assert step_rows(found, OFFICE_TIME)[place].badge.word == word


def test_what_did_not_move_is_left_out() -> None:
    made = figures("2026-11")
    rows = tuple(
        FigureRow("unit", key, key, key, None, Tally(broken=broken, credited_cents=cents), Tally())
        for key, broken, cents in (("a", 3, 100), ("b", 5, 0), ("c", 1, 900), ("d", 2, 50))
    )
    before = (
        replace(rows[0], month=Tally(broken=1, credited_cents=100)),
        replace(rows[2], month=Tally(broken=1, credited_cents=100)),
        rows[3],
        FigureRow("unit", "e", "e", "e", None, Tally(broken=1, credited_cents=500_00), Tally()),
    )
    now, then = replace(made, rows=rows), replace(made, rows=before)
    found = compare.moved(now, then)
    assert [(one.row.key, one.broken, one.cents) for one in found] == [
        ("e", -1, -500_00),  # five hundred euros in October, and no row in November
        ("c", 0, 800),
        ("b", 5, 0),
        ("a", 2, 0),
    ]
    cells = [column.text(found[0]) for column in compare.columns()]
    assert cells[1:] == ["e", "0", "-1", money(0), money(-500_00)]
    assert [compare.signed(one) for one in (2, 0, -3)] == ["+2", "0", "-3"]
