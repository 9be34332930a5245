"""Printing the pages of a PDF."""

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from fmdesk.ui.pdfpages import PdfPages


def print_pages(parent: QWidget, pages: PdfPages, name: str) -> None:
    """Ask for printer and pages, and print.

    Args:
        parent: The window that asks.
        pages: What is printed.
        name: Name of the print job.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(pages))
    dialog.accepted.connect(lambda: pages.print_on(printer))
    QDialog.open(dialog)
