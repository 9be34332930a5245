"""A command as it is stored: laid out beside the screen's own work, and no more than one reads."""

import json
from threading import current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from fmdesk.desktop.pages.audit import presenter
from fmdesk.desktop.pages.audit.raw import MOST, WIDEST, laid_out, opened, raw_of
from fmdesk.i18n import using_language
from tests.desktop.conftest import Opened
from tests.desktop.fake_audits import FakeAudits
from tests.desktop.intake_keys import ENTER, press
from tests.desktop.test_audit import come

ONLY = "Only the beginning is shown; all of it is in the database."
SMALL = {"naam": "Café “Zuid”", "regels": [1, 2], "leeg": {}, "weg": None}


def shown(value: object) -> str:
    told = FakeAudits(given=json.dumps(value, ensure_ascii=False)).told(7, "en")
    with using_language("en"):
        return raw_of(opened(told))


def test_what_is_small_is_all_there_with_indents() -> None:
    text = shown(SMALL)
    assert json.dumps(SMALL, ensure_ascii=False, indent=2) in text
    assert text.startswith("It was given:\n{")
    assert text.endswith('It answered:\n{\n  "months": [\n    "2026-10"\n  ]\n}')
    assert ONLY not in text


def test_of_what_is_large_the_beginning_is_there_and_the_answer_still_is() -> None:
    text = shown({"rows": list(range(10 * MOST))})
    assert text.count(ONLY) == 1
    assert text.startswith('It was given:\n{\n  "rows": [\n    0,\n    1,\n')
    assert '"2026-10"' in text, "what it answered stands below, however much it was given"
    assert len(text) < MOST + 500
    assert text.count("\n") > 1000


@pytest.mark.parametrize(("over", "is_cut"), [(0, False), (1, True)])
def test_it_is_told_at_the_very_sign_that_is_left_out(over: int, is_cut: bool) -> None:
    frame = len(laid_out('{"a":""}'))
    lines = (MOST - frame) // (WIDEST + 1)  # each line but the first begins with a sign of its own
    text = "x" * (MOST - frame - lines + over)
    assert (ONLY in shown({"a": text})) is is_cut


def test_one_long_text_goes_on_in_lines_that_a_screen_can_lay_out() -> None:
    text = "woord " * 5000
    lines = laid_out(json.dumps({"text": text})).splitlines()
    assert max(map(len, lines)) <= WIDEST + len('  "text": ')
    assert text in "".join(lines)


def test_a_large_command_is_laid_out_beside_the_window(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []

    def noted(told: object) -> object:
        threads.append(current_thread())
        return lay_out(told)

    lay_out = presenter.opened
    monkeypatch.setattr(presenter, "opened", noted)
    window = opened(audits=FakeAudits(given=json.dumps({"rows": list(range(MOST))})))
    page = come(qtbot, window)
    press(qtbot, window, ENTER)
    assert ONLY in page.detail.raw.toPlainText()
    assert threads
    assert main_thread() not in threads
