"""A PDF in a dialog of its own: to read, to save, to print."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from fmdesk.i18n import N_
from fmdesk.ui.kit import Kit
from fmdesk.ui.pdfview import PdfView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_L

_SIZE = (980, 760)


class PdfDialog(QDialog):
    """Shows a PDF over its page.

    Args:
        parent: The page.
        kit: Theme.
        content: The PDF.
        name: Proposed name of its file.
    """

    file_chosen = Signal(bytes, object)
    """Write this to that path."""

    def __init__(self, parent: QWidget, kit: Kit, content: bytes, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self._content, self._name = content, name
        self._texts = Texts()
        self.view = PdfView(kit, self._texts, N_("Close"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.addWidget(self.view)
        self.resize(*_SIZE)
        self.view.save_asked.connect(self.save)
        self.view.print_asked.connect(self.print)
        self.view.close_asked.connect(self.reject)
        self.view.show_pdf(content)
        self.view.list.setFocus()

    def done(self, result: int) -> None:
        """Give the document back when it closes."""
        self.view.clear()
        super().done(result)

    def save(self) -> None:
        """Ask where to, and have it written there."""
        chosen, _kind = QFileDialog.getSaveFileName(self, "", self._name, "PDF (*.pdf)")
        if chosen:
            self.file_chosen.emit(self._content, Path(chosen))

    def print(self) -> None:
        """Ask for printer and pages, and print."""
        from fmdesk.ui.pdfprint import print_pages  # noqa: PLC0415  # Qt's printing is rarely needed

        if self.view.pages is not None:
            print_pages(self, self.view.pages, self._name)
