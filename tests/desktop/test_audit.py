"""The command log by keys: read in words, narrowed, walked whatever its length, verified, kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import NotAllowedError, StorageError
from fmdesk.core.services.command_words import CommandWords
from fmdesk.desktop.pages.audit.model import PERIODS, Narrowed, field_facts, filter_of, target_of
from fmdesk.desktop.pages.audit.page import AuditPage
from fmdesk.desktop.pages.audit.verified import VerifiedDialog, VerifyDialog
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, go_by_key, press_key_of, settle
from tests.desktop.fake_audits import FakeAudits, broken_job, export_log_job, gone_job
from tests.desktop.intake_keys import CONTROL, ENTER, press, write
from tests.desktop.made import OFFICE_TIME

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
MILLION = 1_000_000


@pytest.fixture(autouse=True)
def _no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


def come(qtbot: QtBot, window: MainWindow) -> AuditPage:
    """Open the log by its key."""
    page = go_by_key(qtbot, window, "audit").page()
    assert isinstance(page, AuditPage)
    return page


def told(page: AuditPage) -> dict[str, str]:
    """Return the names and values beside the list."""
    grids = (facts._grid for facts in (page.detail.head, page.detail.fields, page.detail.chain))
    return {
        grid.itemAtPosition(row, 0).widget().text(): grid.itemAtPosition(row, 1).widget().text()
        for grid in grids
        for row in range(grid.rowCount())
        if grid.itemAtPosition(row, 0)
    }


def cells(page: AuditPage, row: int) -> list[str]:
    return [str(page.model.index(row, place).data()) for place in range(4)]


def test_who_did_what_is_read_in_words_and_raw_by_a_key(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    page = come(qtbot, window)
    assert cells(page, 0) == ["7", "Sun 1 Nov 10:07", "Bakker, Rob", "Request taken"]
    assert cells(page, 2)[3] == "Receipt of goods booked", "a plugin's own words"
    assert page.filters.count.text() == "7 commands"
    assert page.table.hasFocus()
    assert page.detail.card.title.text() == "Request taken"
    shown = told(page)
    assert shown["When"] == "1 Nov 2026 10:07:00"
    assert shown["Who"] == "Bakker, Rob (rob)"
    assert shown["Month"] == "2026-10"
    assert shown["Command"] == "intake.take"
    assert page.detail.sound.text() == "As it was written"
    for _down in range(5):
        press(qtbot, window, Key.Key_Down)
    assert page.detail.sound.text() == "This row was changed"
    press(qtbot, window, ENTER)
    assert page.detail.raw.isVisible()
    assert '"months": [' in page.detail.raw.toPlainText()
    assert page.raw_button.text().startswith("In words")
    press(qtbot, window, Key.Key_Escape)
    assert not page.detail.raw.isVisible()
    qtbot.keyClick(window, Key.Key_L, CONTROL)
    settle(qtbot, window)
    assert cells(page, 0)[3] == "Aanvraag aangenomen"
    assert told(page)["Maand"] == "2026-10"


def test_a_digest_that_was_given_takes_several_lines() -> None:
    told = FakeAudits().told(1, "en")
    given = replace(told, fields=(("Month", "2026-10"), ("Digest", "0123abcd" * 8)))
    assert field_facts(given) == (("Month", "2026-10"), ("Digest", " ".join(["0123abcd"] * 8)))


def test_what_was_erased_is_told(opened: Opened, qtbot: QtBot) -> None:
    page = come(qtbot, opened(audits=FakeAudits(is_erased=True)))
    assert "was erased" in page.detail.given.text()
    assert "erased" in page.detail.raw.toPlainText()


def test_a_million_commands_are_walked_like_ten(opened: Opened, qtbot: QtBot) -> None:
    audits = FakeAudits(MILLION)
    window = opened(audits=audits)
    page = come(qtbot, window)
    assert page.model.row_total() == MILLION
    press(qtbot, window, Key.Key_End)
    assert told(page)["Row"] == "1"
    press(qtbot, window, Key.Key_Home)
    assert told(page)["Row"] == "1,000,000"
    assert sum(most for _first, most in audits.read) < 1000, "only what is looked at is fetched"


def test_the_length_of_an_earlier_list_is_not_shown_for_another(
    opened: Opened, qtbot: QtBot
) -> None:
    audits = FakeAudits(2_000, held=Event())
    window = opened(audits=audits)
    press_key_of(qtbot, window, "audit")
    qtbot.waitUntil(lambda: isinstance(window.page(), AuditPage))
    page = window.page()
    assert isinstance(page, AuditPage)
    qtbot.waitUntil(lambda: page.model.row_total() > 0)
    page.presenter.choose(words="m000123.1")
    lengths: list[int] = []
    page.presenter.measured.connect(lambda listed: lengths.append(listed.extent.total))
    audits.held.set()
    settle(qtbot, window)
    assert lengths == [1]
    assert page.filters.count.text() == "1 command"
    assert page.model.row_total() == 1


def test_the_list_is_narrowed_by_keys(opened: Opened, qtbot: QtBot) -> None:
    audits = FakeAudits()
    window = opened(audits=audits)
    page = come(qtbot, window)
    page.filters.chips["person"].chosen.emit("anneke")
    settle(qtbot, window)
    assert {cells(page, row)[2] for row in range(page.model.row_total())} == {"de Vries, Anneke"}
    page.filters.chips["kind"].chosen.emit("month")
    page.filters.chips["period"].chosen.emit("month")
    settle(qtbot, window)
    assert audits.asked[-1].command == "month"
    assert audits.asked[-1].since is not None
    assert page.filters.clear.isVisible()
    qtbot.mouseClick(page.filters.clear, LEFT)
    settle(qtbot, window)
    assert page.model.row_total() == 7
    press(qtbot, window, Key.Key_F, CONTROL)
    page.presenter.choose(words="request")
    assert page.filters.count.text() == "Searching…"
    settle(qtbot, window)
    assert page.filters.count.text() == "3 commands"
    press(qtbot, window, Key.Key_A, CONTROL)
    write(qtbot, window, "request t")
    assert [cells(page, row)[0] for row in range(page.model.row_total())] == ["7", "4", "1"]
    write(qtbot, window, "zzz")
    assert page.model.row_total() == 0
    assert not page.detail.isVisible()
    qtbot.mouseClick(page.list_state.findChildren(QPushButton)[0], LEFT)
    settle(qtbot, window)
    page.filters.search.setText("m000123.1")
    page.filters.search.search_now()
    settle(qtbot, window)
    assert audits.asked[-1].line == "M000123.1"
    assert page.model.row_total() == 1


def test_periods_are_days_of_the_office() -> None:
    """Monday 2 November 2026, 10:00 in the office."""

    def span(code: str) -> list[str]:
        wanted = filter_of(Narrowed(period=code), OFFICE_TIME, CommandWords())
        assert wanted.since is not None
        assert wanted.until is not None
        return [f"{OFFICE_TIME.local(at):%d-%m %H:%M}" for at in (wanted.since, wanted.until)]

    assert {code: span(code) for code in PERIODS} == {
        "today": ["02-11 00:00", "03-11 00:00"],
        "yesterday": ["01-11 00:00", "02-11 00:00"],
        "week": ["27-10 00:00", "03-11 00:00"],
        "month": ["01-11 00:00", "03-11 00:00"],
        "before": ["01-10 00:00", "01-11 00:00"],
        "year": ["01-01 00:00", "03-11 00:00"],
        "year_before": ["01-01 00:00", "01-01 00:00"],
    }


def verified(qtbot: QtBot, window: MainWindow, heads: str = "") -> VerifiedDialog:
    """Verify, with these heads on paper; return what is told."""
    asked = dialog_of(window)
    assert isinstance(asked, VerifyDialog)
    asked.heads.setText(heads)
    asked.save_button.click()
    settle(qtbot, window)
    dialog = dialog_of(window)
    assert isinstance(dialog, VerifiedDialog)
    return dialog


def test_heads_on_paper_are_held_against_the_log(opened: Opened, qtbot: QtBot) -> None:
    window = opened("nl")
    page = come(qtbot, window)
    qtbot.mouseClick(page.verify_button, LEFT)
    asked = dialog_of(window)
    asked.heads.setText("d75e1a797d9")
    asked.save_button.click()
    assert "“d75e1a797d9” is geen begin van een kop. Geef er 12 tekens" in asked.problem.text()
    dialog = verified(qtbot, window, "  D75E1A797D9B 0123456789abcdef ")
    assert dialog.heads.text().splitlines() == [
        "Kop d75e1a797d9b is die van opdracht 4.",
        "Kop 0123456789abcdef is die van opdracht 4.",
    ]


def test_a_verification_says_where_the_chain_breaks(opened: Opened, qtbot: QtBot) -> None:
    jobs = SimpleNamespace(verify=broken_job)
    window = opened(jobs=jobs)
    page = come(qtbot, window)
    press(qtbot, window, Key.Key_Return, CONTROL)
    dialog = verified(qtbot, window)
    assert dialog.windowTitle() == "Something was changed"
    words = dialog.found.text()
    assert words.startswith(
        "The chain breaks first at command 2: Receipt of goods booked, de Vries, Anneke, Sun 1"
        " Nov 10:02."
    )
    assert "Command 2 is not as it was logged" in words
    assert "And 28 more" in words
    assert "fmdesk db restore" in words
    dialog.save_button.click()
    jobs.verify = gone_job
    qtbot.mouseClick(page.verify_button, LEFT)
    assert "command 900, which is gone" in verified(qtbot, window).found.text()


def test_a_sound_log_is_said_to_be_sound(opened: Opened, qtbot: QtBot) -> None:
    window = opened("nl")
    page = come(qtbot, window)
    qtbot.mouseClick(page.verify_button, LEFT)
    dialog = verified(qtbot, window)
    assert dialog.windowTitle() == "Het logboek klopt"
    assert not dialog.found.isVisible()
    assert not dialog.heads.isVisible()
    assert "7 opdrachten, 5 boekingen" in dialog.sentence.text()
    assert "ab" * 32 in dialog.head.text()


def test_what_is_narrowed_is_what_is_exported(
    opened: Opened, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(tmp_path / "log"), "CSV (*.csv)"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: tuple(chosen))
    window = opened(jobs=SimpleNamespace(export_log=export_log_job))
    page = come(qtbot, window)
    page.presenter.choose(person="rob")
    settle(qtbot, window)
    press(qtbot, window, Key.Key_E, CONTROL)
    assert (tmp_path / "log.csv").read_text(encoding="utf-8") == "rob en"
    assert "log.csv, 7,000 commands" in window.toast.words.text()
    chosen[1] = "Excel (*.xlsx)"
    press(qtbot, window, Key.Key_E, CONTROL)
    assert (tmp_path / "log.xlsx").exists()


@pytest.mark.parametrize(
    ("chosen", "is_csv", "target"),
    [
        ("fmdesk-log.xlsx", True, "fmdesk-log.csv"),
        ("fmdesk-log.xlsx", False, "fmdesk-log.xlsx"),
        ("log", True, "log.csv"),
        ("log.2026", False, "log.2026.xlsx"),
        ("log.csv", False, "log.csv"),
        ("LOG.CSV", False, "LOG.CSV"),
    ],
)
def test_a_file_gets_the_form_that_was_chosen(chosen: str, is_csv: bool, target: str) -> None:
    assert target_of(Path("/there") / chosen, is_csv=is_csv) == Path("/there") / target


def test_who_may_not_read_it_is_told_who_may(opened: Opened, qtbot: QtBot) -> None:
    refusal = NotAllowedError("access.area", who="jan", roles="controller")
    page = come(qtbot, opened(audits=FakeAudits(problem=refusal)))
    assert not page.content.isVisible()
    audits = FakeAudits(problem=StorageError("storage.locked", place="x"))
    window = opened(audits=audits)
    page = come(qtbot, window)
    assert not page.content.isVisible()
    audits.problem = None
    qtbot.mouseClick(page.states.findChildren(QPushButton)[-1], LEFT)
    settle(qtbot, window)
    assert page.content.isVisible()
