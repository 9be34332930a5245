"""Papers through a real CUPS to its printer for PDFs.

The queue is a `cupsd` of the test's own, in a folder of its own, reached through a socket. Its PDF
printer leaves what it printed in the home folder of whoever prints, and works for root only.
"""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from fmdesk.i18n import using_language
from fmdesk.ui.pdfpages import PdfPages
from fmdesk.ui.pdfprint import PrintDialog

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="CUPS' printer for PDFs works for root")
PPD = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
SETTINGS = """LogLevel debug
Listen {folder}/socket
Browsing No
DefaultAuthType None
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
FILES = """ServerRoot {folder}/root
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/tmp
AccessLog {folder}/access
ErrorLog {folder}/log
PageLog {folder}/pages
SystemGroup root
"""
WAIT_MS = 30_000


@pytest.fixture(autouse=True)
def _english(language: Callable[[str], None]) -> None:
    language("en")


@dataclass(frozen=True)
class Cups:
    """A queue that runs, and its server."""

    folder: Path
    server: "subprocess.Popen[bytes]"

    def run(self, program: str, *arguments: str) -> None:
        subprocess.run([program, *arguments], check=True, capture_output=True, timeout=30)

    def add(self, printer: str, *arguments: str) -> None:
        self.run("lpadmin", "-p", printer, "-v", "cups-pdf:/", "-P", PPD, *arguments)

    def orders(self, title: str) -> list[str]:
        """Return what CUPS gave its filters for the job of a title: copies and options."""
        log = (self.folder / "log").read_text(errors="replace")
        jobs = re.findall(rf'\[(Job \d+)\] argv\[3\]="{title}"', log)
        return [
            found
            for job in dict.fromkeys(jobs)
            for found in re.findall(rf'\[{job}\] argv\[[45]\]="([^"]*)"', log)
        ]


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """A real queue without printers."""
    with tempfile.TemporaryDirectory(prefix="cups") as name:
        folder = Path(name)
        folder.chmod(0o755)  # its filters run as another user
        for part in ("root", "spool", "cache", "state", "tmp"):
            (folder / part).mkdir()
        (folder / "tmp").chmod(0o1777)
        (folder / "cupsd.conf").write_text(SETTINGS.format(folder=folder))
        (folder / "cups-files.conf").write_text(FILES.format(folder=folder))
        monkeypatch.setenv("CUPS_SERVER", f"{folder}/socket")
        # A copy: the rules that guard the system's own server are for its path.
        program = shutil.copy2("/usr/sbin/cupsd", folder / "cupsd")
        command = [program, "-f", "-c", f"{folder}/cupsd.conf", "-s", f"{folder}/cups-files.conf"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield Cups(folder, server)
        finally:
            server.kill()
            server.wait()


@pytest.fixture
def title() -> Iterator[str]:
    """A title that no other paper has; what was printed under it goes with the test."""
    made = f"fmdesk-{uuid.uuid4().hex}"
    yield made
    for path in printed(made):
        path.unlink()


def printed(title: str) -> list[Path]:
    home = Path(pwd.getpwuid(os.geteuid()).pw_dir)
    return sorted((home / "PDF").glob(f"{title}*.pdf"))


def text_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_bounded().strip() for page in document]


@pytest.fixture
def pages(tmp_path: Path) -> PdfPages:
    paper = Canvas(str(tmp_path / "paper.pdf"), initialFontName="Helvetica")
    for page in range(1, 4):
        paper.drawString(100, 700, f"page {page}")
        paper.showPage()
    paper.save()
    return PdfPages((tmp_path / "paper.pdf").read_bytes())


@pytest.fixture
def ready(cups: Cups, qtbot: QtBot) -> Cups:
    """The queue once it answers."""

    def answers() -> bool:
        said = subprocess.run(["lpstat", "-r"], capture_output=True, check=False)
        return b"is running" in said.stdout

    qtbot.waitUntil(answers, timeout=WAIT_MS)
    return cups


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def opened(window: QWidget, pages: PdfPages, title: str) -> PrintDialog:
    made = PrintDialog(window, pages, title)
    made.open()
    return made


def send(qtbot: QtBot, dialog: PrintDialog) -> None:
    with qtbot.waitSignal(dialog.accepted, timeout=WAIT_MS):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_chosen_pages_come_out_of_the_printer(
    ready: Cups, qtbot: QtBot, window: QWidget, pages: PdfPages, title: str
) -> None:
    ready.add("Balie", "-E")
    ready.add("Reprografie", "-E")
    ready.run("lpadmin", "-d", "Reprografie")
    dialog = opened(window, pages, title)
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=WAIT_MS)
    assert dialog.printer.count() == 2
    assert dialog.printer.currentText() == "Reprografie"
    dialog.copies.setValue(2)
    qtbot.keyClicks(dialog.pages, "1,3")
    dialog.sides.setCurrentIndex(1)
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: any(path.stat().st_size for path in printed(title)), timeout=WAIT_MS)
    copies, options = ready.orders(title)
    assert copies == "2"
    assert "page-ranges=1,3" in options
    assert "sides=two-sided-long-edge" in options
    qtbot.waitUntil(lambda: "Job completed." in (ready.folder / "log").read_text(errors="replace"))
    (paper,) = printed(title)
    assert text_of(paper) == ["page 1", "page 3"]


def test_several_papers_come_out_each_as_a_job_of_its_own(
    ready: Cups, qtbot: QtBot, window: QWidget, pages: PdfPages, title: str
) -> None:
    ready.add("Balie", "-E")
    dialog = PrintDialog(window, pages, f"{title}-a", [(f"{title}-b", pages.content)])
    dialog.open()
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=WAIT_MS)
    send(qtbot, dialog)
    qtbot.waitUntil(
        lambda: (ready.folder / "log").read_text(errors="replace").count("Job completed.") == 2,
        timeout=WAIT_MS,
    )
    papers = printed(title)
    assert [len(text_of(paper)) for paper in papers] == [3, 3]
    assert ["-a" in papers[0].name, "-b" in papers[1].name] == [True, True]


def test_a_printer_that_stands_still_keeps_the_paper_until_it_is_started(
    ready: Cups, qtbot: QtBot, window: QWidget, pages: PdfPages, title: str
) -> None:
    ready.add("Balie", "-E")
    ready.run("cupsdisable", "-r", "Papier op", "Balie")
    dialog = opened(window, pages, title)
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=WAIT_MS)
    assert dialog.sentence.text().startswith("Balie stands still (Papier op).")
    send(qtbot, dialog)
    assert not printed(title)
    ready.run("cupsenable", "Balie")
    qtbot.waitUntil(lambda: any(path.stat().st_size for path in printed(title)), timeout=WAIT_MS)


@pytest.mark.parametrize(
    ("spoken", "words"), [("en", "takes no papers (Verhuisd)"), ("nl", "neemt geen papieren aan")]
)
def test_a_printer_that_takes_no_papers_is_said_before_anything_is_sent(
    ready: Cups,
    qtbot: QtBot,
    window: QWidget,
    pages: PdfPages,
    title: str,
    spoken: str,
    words: str,
) -> None:
    ready.add("Balie", "-E")
    ready.add("Oud", "-E")
    ready.run("cupsreject", "-r", "Verhuisd", "Oud")
    with using_language(spoken):
        dialog = opened(window, pages, title)
        qtbot.waitUntil(dialog.save_button.isEnabled, timeout=WAIT_MS)
        dialog.printer.setCurrentText("Oud")
    assert words in dialog.sentence.text()
    assert not dialog.save_button.isEnabled()
    dialog.printer.setCurrentText("Balie")
    assert dialog.save_button.isEnabled()
    assert not dialog.sentence.isVisible()
    dialog.reject()


def test_a_printer_that_goes_while_the_dialog_is_open_is_said_and_the_others_are_offered(
    ready: Cups, qtbot: QtBot, window: QWidget, pages: PdfPages, title: str
) -> None:
    ready.add("Balie", "-E")
    ready.add("Oud", "-E")
    dialog = opened(window, pages, title)
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=WAIT_MS)
    dialog.printer.setCurrentText("Oud")
    ready.run("lpadmin", "-x", "Oud")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.printer.count() == 1, timeout=WAIT_MS)
    assert dialog.problem.text().startswith(
        "Oud did not take it: The printer or class does not exist. Nothing is lost"
    )
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: any(path.stat().st_size for path in printed(title)), timeout=WAIT_MS)


def test_a_queue_without_printers_and_one_that_went_down_are_told_apart(
    ready: Cups, qtbot: QtBot, window: QWidget, pages: PdfPages, title: str
) -> None:
    empty = opened(window, pages, title)
    qtbot.waitUntil(lambda: "no printer" in empty.sentence.text(), timeout=WAIT_MS)
    assert not empty.problem.isVisible()
    assert not empty.save_button.isEnabled()
    ready.add("Balie", "-E")
    dialog = opened(window, pages, title)
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=WAIT_MS)
    ready.server.kill()
    ready.server.wait()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "does not run" in dialog.problem.text(), timeout=WAIT_MS)
    assert dialog.isVisible()
    assert "no printer" not in dialog.sentence.text()
    assert not dialog.save_button.isEnabled()
    for one in (empty, dialog):
        one.reject()
