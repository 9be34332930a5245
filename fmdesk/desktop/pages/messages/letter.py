"""A message as a letter: looked at, printed or saved."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.messages.presenter import MessagesPresenter
from fmdesk.i18n import _
from fmdesk.ui.pdfview import PdfView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.buttons import Button

_SIZE = (860, 900)


class LetterDialog(QDialog):
    """The pages of a letter.

    Args:
        parent: The page.
        desk: Theme and tools.
        presenter: Writes it to a file.
        content: The PDF.
        name: Proposed name of its file.
    """

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        presenter: MessagesPresenter,
        content: bytes,
        name: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Letter"))
        self._presenter, self.content, self._name = presenter, content, name
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        self.view = PdfView(desk.kit, Texts())
        column.addWidget(self.view)
        self.view.show_pdf(content)
        back = self.view.findChild(Button, "pdf_back")
        if back is not None:
            back.setText(_("Close"))
        self.view.close_asked.connect(self.reject)
        self.view.save_asked.connect(self.save)
        self.view.print_asked.connect(self.print)
        self.finished.connect(lambda _code: self.deleteLater())
        screen = self.screen().availableSize()
        self.resize(min(_SIZE[0], screen.width()), min(_SIZE[1], screen.height() - 40))
        self.view.list.setFocus()

    def save(self) -> None:
        """Ask where to, and write the letter there."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the letter"), self._name, "PDF (*.pdf)"
        )
        if chosen:
            self._presenter.save(self.content, Path(chosen))

    def print(self) -> None:
        """Ask for printer and pages, and print."""
        from fmdesk.ui.pdfprint import print_pages

        if self.view.pages is not None:
            print_pages(self, self.view.pages, self._name)
