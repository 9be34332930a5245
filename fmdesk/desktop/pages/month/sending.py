"""The pages of a closed month, who each goes to, and whether it has gone."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.sending import PageFor, PagesSent
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.month.send_words import columns, sent_words
from fmdesk.desktop.words import month_words
from fmdesk.i18n import _, ngettext
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.widgets.card import TableFrame

_SIZE = (1080, 600)


class SendDialog(FormDialog):
    """The table of who gets which page; sends those that are due.

    Args:
        parent: The page.
        desk: Services and signals of the window.
        month: `YYYY-MM`, closed.
    """

    def __init__(self, parent: QWidget, desk: Desk, month: str) -> None:
        title = _("Send the pages of {month}").format(month=month_words(month))
        super().__init__(parent, title, _("Send"))
        self.resize(*_SIZE)
        self._page, self._desk, self._month = parent, desk, month
        self.say(_("Looking up who gets which page."))
        self.model: RowsModel[PageFor] = RowsModel(columns(desk.kit.time), self)
        self.table = TableView(desk.kit, self.model, "month.send")
        self.table.setAccessibleName(_("Who gets which page"))
        self.body.addWidget(TableFrame(self.table), 1)
        self.save_button.setEnabled(False)
        self.table.setFocus()
        pages = desk.services.sending.pages
        desk.query(self, lambda: pages(month), self._show, self._refuse)

    def _show(self, pages: Sequence[PageFor]) -> None:
        self.model.set_rows(pages)
        due, lost = sum(one.is_due for one in pages), sum(one.is_lost for one in pages)
        words = ngettext("{n} page is to be sent.", "{n} pages are to be sent.", due)
        said = [words.format(n=due)] if due else [_("Every page has gone.")] if pages else []
        if lost:
            words = ngettext(
                "{n} reaches nobody: enter a leader, an account manager or an e-mail address"
                " under Administration.",
                "{n} reach nobody: enter a leader, an account manager or an e-mail address"
                " under Administration.",
                lost,
            )
            said.append(words.format(n=lost))
        self.say(" ".join(said) or _("The month says nothing about any unit or department."))
        self.save_button.setEnabled(bool(due))

    def _refuse(self, problem: Exception) -> None:
        self.show_problem(sentence_of(problem))
        self.save_button.setEnabled(False)

    def save(self) -> None:
        """Send what is due."""
        self.accept()
        desk, month = self._desk, self._month

        def sent(result: object) -> None:
            if isinstance(result, PagesSent):
                desk.said.emit(sent_words(month, result))

        def ended() -> None:  # what was queued before it failed stays queued
            desk.changed.emit(Changes(months=(month,)))

        title = _("Sending the pages of {month}").format(month=month_words(month))
        work = partial(desk.services.jobs.send_pages, month)
        desk.start_job(self._page, title, work, sent, ended=ended)
