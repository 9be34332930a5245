"""The preview of a report: which one, in which language, and the pages."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.config import LANGUAGES
from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.kit import Kit
from fmdesk.ui.pdfview import PdfView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import SegmentedControl

KINDS = (("monthly", N_("SLA report")), ("sanctions", N_("Sanction report")))


class Preview(QWidget):
    """A report in the window."""

    asked = Signal(str, str)
    """Another kind or language: `(kind, language)`."""
    save_asked = Signal(object, object)
    """Write these bytes to this path."""
    closed = Signal()

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self.content = b""
        self.name = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.kind = SegmentedControl()
        self.language = SegmentedControl([(code, code.upper()) for code in LANGUAGES])
        texts.compute(lambda: self.kind.set_choices([(code, _(text)) for code, text in KINDS]))
        for made in (self.kind, self.language):
            made.chosen.connect(lambda _code: self.ask())
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        self.view = PdfView(kit, texts)
        self.view.close_asked.connect(self.closed)
        self.view.save_asked.connect(self.save)
        self.view.print_asked.connect(self.print)
        column.addWidget(self.view, 1)
        self.kind.choose("monthly")
        self.language.choose(current_language())

    def ask(self) -> None:
        """Ask for the chosen report."""
        self.asked.emit(self.kind.value, self.language.value)

    def show_report(self, content: bytes, name: str) -> None:
        """Show a report.

        Args:
            content: The PDF.
            name: Proposed name of its file.
        """
        self.content, self.name = content, name
        self.view.show_pdf(content)
        self.view.list.setFocus()

    def save(self) -> None:
        """Ask where to, and write the PDF there."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the report"), self.name, "PDF (*.pdf)"
        )
        if chosen:
            self.save_asked.emit(self.content, Path(chosen))

    def print(self) -> None:
        """Ask for printer and pages, and print."""
        from fmdesk.ui.pdfprint import print_pages

        if self.view.pages is not None:
            print_pages(self, self.view.pages, self.name)
