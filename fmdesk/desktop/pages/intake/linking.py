"""Opens the files and pages of a product from its card."""

from PySide6.QtCore import QObject

from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.intake.view import IntakeView
from fmdesk.ui.elsewhere import open_address, open_file


class Linking(QObject):
    """Follows what is clicked on the card.

    Args:
        desk: Services.
        view: The parts of the page.
        parent: The page.
    """

    def __init__(self, desk: Desk, view: IntakeView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        view.sheet.page_asked.connect(open_address)
        view.sheet.file_asked.connect(self._open)

    def _open(self, attachment_id: int) -> None:
        """Open a copy of a file, which is written on a thread."""
        files = self._desk.services.attachments
        self._desk.query(
            self, lambda: files.open_copy(attachment_id), open_file, self._refuse, key="file"
        )

    def _refuse(self, problem: Exception) -> None:
        self._view.foot.show_problem(sentence_of(problem))
