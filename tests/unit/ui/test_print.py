"""Printing through the queue of the system, with a stand-in for its programs.

The stand-in is called as CUPS' own `lp` and `lpstat` are: it knows printers, takes the bytes and
answers with their words. The real queue is in `tests/integration/printing`; what is here is what
that one cannot be brought to do.
"""

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from fmdesk.i18n import using_language
from fmdesk.ui.pdfpages import PdfPages
from fmdesk.ui.pdfprint import PrintDialog, print_pages
from fmdesk.ui.printing import PrintOrder, PrintQueue, Sides, has_queue

LPSTAT = """#!/bin/sh
[ -f {folder}/down ] && {{ echo 'scheduler is not running'; exit 0; }}
echo 'scheduler is running'
cat {folder}/printers
"""
LP = """#!{python}
import json, pathlib, sys
folder = pathlib.Path({folder!r})
printer = sys.argv[sys.argv.index("-d") + 1]
content = sys.stdin.buffer.read()
if printer not in (folder / "printers").read_text().split():
    sys.exit(f"lp: The printer or class does not exist.")
(folder / "job.pdf").write_bytes(content)
(folder / "job.json").write_text(json.dumps(sys.argv[1:]))
print(f"request id is {{printer}}-7 (1 file(s))")
"""
PAGES = 3


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a queue with two printers."""
    for name, text in (("lpstat", LPSTAT), ("lp", LP)):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(text.format(folder=str(tmp_path), python=sys.executable))
        program.chmod(0o755)
    set_printers(tmp_path, "Balie", "Reprografie")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    return tmp_path


def set_printers(folder: Path, *names: str) -> None:
    default = (
        f"system default destination: {names[-1]}\n" if names else "no system default destination\n"
    )
    (folder / "printers").write_text("".join(f"{name}\n" for name in names) + default)


@pytest.fixture
def pages() -> PdfPages:
    target = BytesIO()
    paper = Canvas(target, invariant=1, initialFontName="Helvetica")
    for page in range(PAGES):
        paper.drawString(100, 700, f"page {page}")
        paper.showPage()
    paper.save()
    return PdfPages(target.getvalue())


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(queue: Path, qtbot: QtBot, parent: QWidget, pages: PdfPages) -> PrintDialog:
    """The dialog once it knows the printers."""
    made = PrintDialog(parent, pages, "Rapport")
    made.open()
    qtbot.waitUntil(made.save_button.isEnabled)
    return made


def job(folder: Path) -> list[str]:
    return list(json.loads((folder / "job.json").read_text()))


def send(qtbot: QtBot, dialog: PrintDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_printers_are_listed_and_the_usual_one_is_chosen(dialog: PrintDialog) -> None:
    names = [dialog.printer.itemText(place) for place in range(dialog.printer.count())]
    assert names == ["Balie", "Reprografie"]
    assert dialog.printer.currentText() == "Reprografie"
    assert dialog.pages.placeholderText() == "all 3"


def test_the_paper_goes_out_as_it_is_with_copies_pages_and_sides(
    dialog: PrintDialog, queue: Path, qtbot: QtBot, pages: PdfPages
) -> None:
    dialog.printer.setCurrentText("Balie")
    dialog.copies.setValue(4)
    qtbot.keyClicks(dialog.pages, "1-2, 3")
    dialog.sides.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.accepted):
        send(qtbot, dialog)
    assert (queue / "job.pdf").read_bytes() == pages.content
    assert job(queue) == [
        *("-d", "Balie", "-t", "Rapport", "-n", "4", "-P", "1-2,3"),
        *("-o", "sides=two-sided-long-edge", "-o", "fit-to-page", "--", "-"),
    ]


@pytest.mark.parametrize(
    ("spoken", "words"), [("en", "Nothing is lost"), ("nl", "Er gaat niets verloren")]
)
def test_a_printer_that_is_gone_is_said_and_nothing_is_lost(
    dialog: PrintDialog, queue: Path, qtbot: QtBot, spoken: str, words: str
) -> None:
    set_printers(queue, "Balie")
    with using_language(spoken):
        send(qtbot, dialog)
        qtbot.waitUntil(lambda: dialog.printer.count() == 1)
    assert dialog.isVisible()
    assert "Reprografie" in dialog.problem.text()
    assert "The printer or class does not exist." in dialog.problem.text()
    assert words in dialog.problem.text()
    assert not (queue / "job.pdf").exists()
    with qtbot.waitSignal(dialog.accepted):  # the one that is left takes it
        send(qtbot, dialog)
    assert job(queue)[1] == "Balie"


def test_several_papers_go_out_one_after_the_other_and_the_one_that_fails_is_named(
    queue: Path, qtbot: QtBot, parent: QWidget, pages: PdfPages
) -> None:
    dialog = PrintDialog(parent, pages, "maand.pdf", [("sancties.pdf", b"%PDF-second")])
    dialog.open()
    qtbot.waitUntil(dialog.save_button.isEnabled)
    assert not dialog.pages.isVisible(), "which pages is asked of one paper"
    submit = dialog.queue.submit

    def gone_meanwhile(*order: Any) -> None:
        if order[0].title == "sancties.pdf":
            set_printers(queue, "Balie")
        submit(*order)

    dialog.queue.submit = gone_meanwhile
    with using_language("en"):
        send(qtbot, dialog)
        qtbot.waitUntil(lambda: dialog.printer.count() == 1)
    assert dialog.problem.text().startswith("sancties.pdf: Reprografie did not take it")
    assert job(queue)[3] == "maand.pdf", "the first one is out, and goes out once"
    with qtbot.waitSignal(dialog.accepted):
        send(qtbot, dialog)
    assert (queue / "job.pdf").read_bytes() == b"%PDF-second"
    assert job(queue)[1:4] == ["Balie", "-t", "sancties.pdf"]


def test_a_queue_that_is_down_is_said(
    queue: Path, qtbot: QtBot, parent: QWidget, pages: PdfPages
) -> None:
    (queue / "down").touch()
    dialog = PrintDialog(parent, pages, "Rapport")
    dialog.open()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "does not run" in dialog.problem.text()
    assert not dialog.save_button.isEnabled()
    dialog.reject()


def test_an_office_without_printers_is_told_what_to_do(
    queue: Path, qtbot: QtBot, parent: QWidget, pages: PdfPages
) -> None:
    set_printers(queue)
    dialog = PrintDialog(parent, pages, "Rapport")
    dialog.open()
    qtbot.waitUntil(lambda: "no printer" in dialog.sentence.text())
    assert not dialog.save_button.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("text", ["4", "0", "3-2", "1-", "een", "1,,2"])
def test_pages_that_are_not_there_are_refused_before_anything_is_sent(
    dialog: PrintDialog, queue: Path, qtbot: QtBot, text: str
) -> None:
    qtbot.keyClicks(dialog.pages, text)
    send(qtbot, dialog)
    assert "this paper has 3" in dialog.problem.text()
    assert dialog.isVisible()
    assert not (queue / "job.pdf").exists()
    dialog.reject()


def test_a_queue_that_never_answers_is_given_up(queue: Path, qtbot: QtBot, parent: QWidget) -> None:
    (queue / "bin" / "lp").write_text("#!/bin/sh\nexec sleep 600\n")
    said: list[tuple[bool, str]] = []
    order = PrintOrder("Balie", "Rapport", sides=Sides.SHORT)
    PrintQueue(parent, wait_ms=50).submit(order, b"%PDF", lambda *how: said.append(how))
    qtbot.waitUntil(lambda: bool(said))
    assert said == [(False, "time")]


def test_a_program_that_cannot_start_is_a_refusal(
    queue: Path, qtbot: QtBot, parent: QObject
) -> None:
    (queue / "bin" / "lp").write_text("")
    said: list[bool] = []
    PrintQueue(parent).submit(
        PrintOrder("Balie", "Rapport"), b"%PDF", lambda is_done, _said: said.append(is_done)
    )
    qtbot.waitUntil(lambda: bool(said))
    assert said == [False]


def test_without_a_queue_the_systems_own_dialog_asks(
    tmp_path: Path, parent: QWidget, pages: PdfPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not has_queue()
    shown: list[QDialog] = []
    monkeypatch.setattr("PySide6.QtWidgets.QDialog.open", shown.append)
    print_pages(parent, pages, "Rapport")
    assert [type(one) for one in shown] == [QPrintDialog]
