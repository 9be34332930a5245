"""Printing a PDF: printer, copies, pages and sides; nothing is lost when a printer is gone."""

import re
from collections.abc import Sequence

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from fmdesk.i18n import N_, _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.pdfpages import PdfPages
from fmdesk.ui.printing import (
    DOWN,
    LATE,
    Printers,
    PrintOrder,
    PrintQueue,
    Sides,
    has_queue,
)
from fmdesk.ui.widgets.fields import line_field, number_field
from fmdesk.ui.widgets.labels import label

MOST_COPIES = 99
_LONGEST = 80
_PROGRAM = re.compile(r"^(\S*/)?lp: (Error - )?")
_PAGES = re.compile(r"\d+(-\d+)?(,\d+(-\d+)?)*")
_SIDES = (
    (Sides.ONE, N_("One side")),
    (Sides.LONG, N_("Both sides, turned over the long edge")),
    (Sides.SHORT, N_("Both sides, turned over the short edge")),
)


def print_pages(
    parent: QWidget, pages: PdfPages, name: str, more: Sequence[tuple[str, bytes]] = ()
) -> None:
    """Ask for printer and pages, and print.

    Args:
        parent: The window that asks.
        pages: What is printed.
        name: Name of the print job.
        more: Names and PDFs of the papers that follow, each as a job of its own.
    """
    if has_queue():
        PrintDialog(parent, pages, name, more).open()
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(pages))

    def send() -> None:
        for job, paper in ((name, pages), *((job, PdfPages(content)) for job, content in more)):
            printer.setDocName(job)
            paper.print_on(printer)

    dialog.accepted.connect(send)
    QDialog.open(dialog)


class PrintDialog(FormDialog):
    """Asks which printer of the queue, how often, which pages and which sides.

    It stays open until the queue has taken the paper; what the queue refuses is said in it.

    Args:
        parent: The window that asks.
        pages: What is printed.
        name: Name of the print job.
        more: Names and PDFs of the papers that follow, each as a job of its own.
    """

    def __init__(
        self, parent: QWidget, pages: PdfPages, name: str, more: Sequence[tuple[str, bytes]] = ()
    ) -> None:
        super().__init__(parent, _("Print"), _("Print"))
        self._papers, self._count = [(name, pages.content), *more], len(pages)
        self._is_several = bool(more)
        self.queue, self._is_sending, self._printers = PrintQueue(self), False, Printers()
        self.say(_("Asking for the printers."))
        self.printer, self.sides = QComboBox(), QComboBox()
        self.printer.setObjectName("printer")
        self.sides.setObjectName("sides")
        for sides, words in _SIDES:
            self.sides.addItem(_(words), sides)
        self.copies = number_field("copies", 1, MOST_COPIES, 1)
        self.pages = line_field("pages", _LONGEST)
        self.pages.setPlaceholderText(_("all {n}").format(n=self._count))
        self.add_field(_("Printer"), self.printer)
        self.add_field(_("Copies"), self.copies)
        if more:
            words = _("{n} papers, one after the other.").format(n=len(self._papers))
            self.body.insertWidget(0, label(words, "strong"))
        else:
            self.add_field(_("Which pages"), self.pages, _("For example 1-3,5; empty for all."))
        self.add_field(_("Sides"), self.sides)
        self.save_button.setEnabled(False)
        self.printer.currentTextChanged.connect(self._tell)
        self.queue.printers(self._offer)

    def _offer(self, printers: Printers) -> None:
        names = list(printers.names)
        chosen = self.printer.currentText()
        self._printers = printers
        self.printer.clear()
        self.printer.addItems(names)
        self.printer.setCurrentText(chosen if chosen in names else printers.default)
        self._tell(self.printer.currentText())
        if printers.problem:
            self.show_problem(_refused("", printers.problem))
            self.save_button.setEnabled(False)
            self.adjustSize()
        self.printer.setFocus()

    def _tell(self, name: str) -> None:
        """Say how the chosen printer stands."""
        stopped, closed = self._printers.stopped, self._printers.closed
        words = ""
        if not (name or self._printers.problem):
            words = _("There is no printer. Save the PDF, or ask for a printer.")
        elif name in closed:
            words = _("{printer} takes no papers{why}. Choose another printer, or save the PDF.")
        elif name in stopped:
            words = _("{printer} stands still{why}. What you send waits until it is started.")
        why = closed.get(name) or stopped.get(name, "")
        self.say(words.format(printer=name, why=f" ({why})" if why else ""))
        self.save_button.setEnabled(bool(name) and name not in closed and not self._is_sending)
        self.adjustSize()

    def save(self) -> None:
        """Hand the paper to the printer; the dialog stays with the sentence when it is refused."""
        if not self.save_button.isEnabled():
            return
        self.problem.hide()
        pages = "".join(self.pages.text().split())
        if pages and not self._has(pages):
            self.show_problem(
                _("There are no pages {pages}: this paper has {n}.").format(
                    pages=pages, n=self._count
                )
            )
            self.pages.setFocus()
            return
        self._submit(pages)

    def _submit(self, pages: str) -> None:
        """Hand the first paper that waits to the queue."""
        self.save_button.setEnabled(False)
        self._is_sending = True
        name, content = self._papers[0]
        order = PrintOrder(
            self.printer.currentText(),
            name,
            self.copies.value(),
            pages,
            Sides(self.sides.currentData()),
        )
        self.queue.submit(order, content, self._answered)

    def _has(self, pages: str) -> bool:
        if not _PAGES.fullmatch(pages):
            return False
        for part in pages.split(","):
            first, _dash, last = part.partition("-")
            if not 1 <= int(first) <= int(last or first) <= self._count:
                return False
        return True

    def _answered(self, is_done: bool, said: str) -> None:
        self._is_sending = False
        if is_done:
            self._papers.pop(0)
            if self._papers:
                self._submit("")
            else:
                self.accept()
            return
        sentence = _refused(self.printer.currentText(), said)
        self.show_problem(f"{self._papers[0][0]}: {sentence}" if self._is_several else sentence)
        self.adjustSize()
        self.queue.printers(self._again)

    def _again(self, printers: Printers) -> None:
        """Show the printers that are there now; the sentence about the one that failed stays."""
        if self._is_sending:
            return
        if printers.names or printers.problem == DOWN:
            self._offer(printers)


def _refused(printer: str, reason: str) -> str:
    if reason == LATE:
        return _("The print queue does not answer. Nothing is lost: try again, or save the PDF.")
    if reason == DOWN:
        return _(
            "The print queue of this computer does not run. Nothing is lost: save the PDF, or ask"
            " the administrator to start the queue."
        )
    words = _(
        "{printer} did not take it: {reason} Nothing is lost: choose another printer, or save the"
        " PDF."
    )
    queue = _("The print queue")
    return words.format(printer=printer or queue, reason=_PROGRAM.sub("", reason) or "–")
