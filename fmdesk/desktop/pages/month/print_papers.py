"""All papers of a closed month: into a folder, or to a printer."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from fmdesk.config import LANGUAGE_NAMES
from fmdesk.core.domain.month_progress import MonthProgress
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.month.presenter import KINDS, MonthPresenter
from fmdesk.desktop.words import month_words
from fmdesk.i18n import _, current_language
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.buttons import button

Papers = Sequence[tuple[str, bytes]]
"""Papers with their names, in the order in which they are printed."""


class PapersDialog(FormDialog):
    """Asks where the papers of every closed revision go.

    Args:
        parent: The page.
        presenter: Fetches and writes them.
        desk: Services and signals of the window.
        found: The month, with its closed revisions.
    """

    def __init__(
        self, parent: QWidget, presenter: MonthPresenter, desk: Desk, found: MonthProgress
    ) -> None:
        title = _("All papers of {month}").format(month=month_words(found.month))
        super().__init__(parent, title, _("Save in a folder…"))
        self._page, self._presenter, self._desk, self._found = parent, presenter, desk, found
        self.say(_("A folder gets every closed revision in both languages, a printer in one."))
        self.language = QComboBox()
        self.language.setObjectName("language")
        for code, name in LANGUAGE_NAMES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(current_language()))
        self.add_field(_("Language on paper"), self.language)
        self.print_button = button(self.print, text=_("Print…"), name="print_papers", keys="Ctrl P")
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_button.click)
        self.foot.insertWidget(0, self.print_button)
        self.language.setFocus()

    def save(self) -> None:
        """Ask for the folder, and write everything there."""
        chosen = QFileDialog.getExistingDirectory(self, _("Save all papers"))
        if chosen:
            self.accept()
            self._presenter.save_papers(Path(chosen))

    def print(self) -> None:
        """Fetch what is printed, the oldest revision first, and ask for the printer."""
        self.print_button.setEnabled(False)
        month, language = self._found.month, self.language.currentData()
        paper = self._desk.services.month.paper
        names = [
            (revision, f"{kind}.{language}.pdf")
            for revision in self._found.closed_revisions
            for kind in KINDS
        ]

        def read() -> Papers:
            return [(f"{month}-r{n}-{name}", paper(month, n, name)) for n, name in names]

        self._desk.query(self, read, self._ask, self._refuse)

    def _ask(self, papers: Papers) -> None:
        from fmdesk.ui.pdfpages import PdfPages
        from fmdesk.ui.pdfprint import print_pages

        self.accept()
        (name, content), *more = papers
        print_pages(self._page, PdfPages(content), name, more)

    def _refuse(self, problem: Exception) -> None:
        self.print_button.setEnabled(True)
        self.show_problem(sentence_of(problem))
