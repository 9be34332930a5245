"""Printing a PDF: printer, copies, pages and sides; nothing is lost when a printer is gone."""

import re
from collections.abc import Sequence

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from fmdesk.i18n import N_, _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.pdfpages import PdfPages
from fmdesk.ui.printing import PrintOrder, PrintQueue, Sides, has_queue
from fmdesk.ui.widgets.fields import line_field, number_field

MOST_COPIES = 99
_LONGEST = 80
_PAGES = re.compile(r"\d+(-\d+)?(,\d+(-\d+)?)*")
_SIDES = (
    (Sides.ONE, N_("One side")),
    (Sides.LONG, N_("Both sides, turned over the long edge")),
    (Sides.SHORT, N_("Both sides, turned over the short edge")),
)


def print_pages(parent: QWidget, pages: PdfPages, name: str) -> None:
    """Ask for printer and pages, and print.

    Args:
        parent: The window that asks.
        pages: What is printed.
        name: Name of the print job.
    """
    if has_queue():
        PrintDialog(parent, pages, name).open()
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(pages))
    dialog.accepted.connect(lambda: pages.print_on(printer))
    QDialog.open(dialog)


class PrintDialog(FormDialog):
    """Asks which printer of the queue, how often, which pages and which sides.

    It stays open until the queue has taken the paper; what the queue refuses is said in it.

    Args:
        parent: The window that asks.
        pages: What is printed.
        name: Name of the print job.
    """

    def __init__(self, parent: QWidget, pages: PdfPages, name: str) -> None:
        super().__init__(parent, _("Print"), _("Print"))
        self._content, self._count, self._name = pages.content, len(pages), name
        self.queue, self._is_sending = PrintQueue(self), False
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
        self.add_field(_("Which pages"), self.pages, _("For example 1-3,5; empty for all."))
        self.add_field(_("Sides"), self.sides)
        self.save_button.setEnabled(False)
        self.queue.printers(self._offer)

    def _offer(self, names: Sequence[str], default: str, problem: str) -> None:
        chosen = self.printer.currentText() or default
        self.printer.clear()
        self.printer.addItems(list(names))
        self.printer.setCurrentText(chosen if chosen in names else default)
        self.save_button.setEnabled(bool(names))
        self.say("" if names else _("There is no printer. Save the PDF, or ask for a printer."))
        self.adjustSize()
        if problem:
            self.show_problem(_refused("", problem))
            self.save_button.setEnabled(False)
        self.printer.setFocus()

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
        self.save_button.setEnabled(False)
        self._is_sending = True
        order = PrintOrder(
            self.printer.currentText(),
            self._name,
            self.copies.value(),
            pages,
            Sides(self.sides.currentData()),
        )
        self.queue.submit(order, self._content, self._answered)

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
            self.accept()
            return
        self.show_problem(_refused(self.printer.currentText(), said))
        self.adjustSize()
        self.queue.printers(self._again)

    def _again(self, names: Sequence[str], default: str, _problem: str) -> None:
        """Show the printers that are there now; the sentence about the one that failed stays."""
        if names and not self._is_sending:
            self._offer(names, default, "")


def _refused(printer: str, reason: str) -> str:
    if reason == "time":
        return _("The print queue does not answer. Nothing is lost: try again, or save the PDF.")
    words = _(
        "{printer} did not take it: {reason} Nothing is lost: choose another printer, or save the"
        " PDF."
    )
    queue = _("The print queue")
    return words.format(printer=printer or queue, reason=reason.removeprefix("lp: ") or "–")
