"""The journal of a closed month: the accounts of finance, and the file made with them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from fmdesk.core.domain.journal import Booking, BookingsDraft, JournalOrder
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.month.presenter import MonthPresenter
from fmdesk.desktop.words import POSTINGS, month_words
from fmdesk.i18n import N_, _, ngettext
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.labels import label

FIELDS = (("debit", N_("Debit")), ("credit", N_("Credit")), ("centre", N_("Cost centre")))
Files = Mapping[str, bytes]


def write_journals(page: MonthPresenter, desk: Desk, files: Files, folder: Path) -> None:
    """Write journals into a folder by their names, and say so or which could not be written."""

    def write() -> tuple[str, str]:
        for name, content in files.items():
            try:
                (folder / name).write_bytes(content)
            except OSError as problem:
                return name, problem.strerror or str(problem)
        return "", ""

    def tell(failed: tuple[str, str]) -> None:
        name, reason = failed
        words = ngettext(
            "{n} journal is in {folder}.", "{n} journals are in {folder}.", len(files)
        ).format(n=len(files), folder=folder)
        if name:
            words = _("{name} could not be written: {reason}. Choose another place.")
            words = words.format(name=name, reason=reason)
        desk.said.emit(words)

    desk.query(page, write, tell)


class JournalDialog(FormDialog):
    """An account on either side for each kind of posting; saved, then the month is exported.

    Args:
        parent: The page.
        desk: Services of the window.
        month: `YYYY-MM`.
        revisions: Its closed revisions, one file each.
        keep: Is given the files by name.
    """

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        month: str,
        revisions: Sequence[int],
        keep: Callable[[Files], object],
    ) -> None:
        title = _("Journal of {month}").format(month=month_words(month))
        super().__init__(parent, title, _("Export…"))
        self._desk, self._month, self._revisions, self._keep = desk, month, revisions, keep
        self._before: tuple[Booking, ...] = ()
        self.say(
            _(
                "One row for each side of what was posted. A journal that was made keeps the"
                " accounts it was made with. Without a cost centre the unit's code is used; the"
                " organisation has none, so fill one in where it bears what was waived. In a move"
                " a unit has the one of its sanctions."
            )
        )
        self.fields: dict[tuple[str, str], QLineEdit] = {}
        self.grid = QGridLayout()
        self.grid.setSpacing(SPACE_S)
        self.setMinimumWidth(640)
        self.body.addLayout(self.grid)
        self.save_button.setEnabled(False)
        desk.query(self, desk.services.journals.bookings, self._show, self._refuse)

    def _show(self, bookings: tuple[Booking, ...]) -> None:
        """Fill the form: a row for each kind."""
        self._before = bookings
        for column, (_name, heading) in enumerate(FIELDS, 1):
            self.grid.addWidget(label(_(heading), "label"), 0, column)
        for row, one in enumerate(bookings, 1):
            kind = _(POSTINGS[one.kind])
            self.grid.addWidget(label(kind), row, 0)
            for column, (name, heading) in enumerate(FIELDS, 1):
                field = QLineEdit(getattr(one, name))
                field.setObjectName(f"{one.kind.value}_{name}")
                field.setAccessibleName(f"{kind}, {_(heading)}")
                field.setMaxLength(40)
                self.grid.addWidget(field, row, column)
                self.fields[one.kind, name] = field
        self.save_button.setEnabled(True)
        self.fields[bookings[0].kind, "debit"].setFocus()

    def save(self) -> None:
        """Keep the accounts where they changed, make the journals, and hand them on."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        bookings = tuple(
            Booking(one.kind, *(self.fields[one.kind, name].text().strip() for name, _h in FIELDS))
            for one in self._before
        )
        journals, month, revisions = self._desk.services.journals, self._month, self._revisions
        changed = tuple(one for one in bookings if one not in self._before)

        def work() -> Files:
            if changed:
                journals.save(BookingsDraft(uuid4(), changed))
                self._before = bookings  # that they are kept holds, whatever becomes of the export
            files = {}
            for revision in revisions:
                journals.export(JournalOrder(uuid4(), month, revision))
                files[f"journal-{month}-r{revision}.csv"] = journals.content(month, revision)
            return files

        self._desk.change(self, work, self._made, self._refuse)

    def _made(self, files: Files) -> Changes:
        self.accept()
        self._keep(files)
        return Changes(months=(self._month,))

    def _refuse(self, problem: Exception) -> None:
        self.show_problem(sentence_of(problem))
