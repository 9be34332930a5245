"""What is open over all departments, the longest overdue first."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.talk_views import ActionRow
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.account.model import action_columns
from fmdesk.i18n import _, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.widgets.card import TableFrame

_WIDE, _HIGH = 1000, 420


class OpenActionsDialog(FormDialog):
    """Open actions; Enter goes to the account of the department.

    Args:
        parent: The page.
        desk: Services and kit.
    """

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, _("Open actions of all departments"), _("To the account"))
        self.setMinimumWidth(_WIDE)
        self._desk = desk
        self.say(_("One moment"))
        self.rows = RowsModel(action_columns(self._today, has_department=True), self)
        self.table = TableView(desk.kit, self.rows, "account.open_actions")
        self.table.setAccessibleName(_("Open actions"))
        self.table.setMinimumHeight(_HIGH)
        self.table.opened.connect(lambda _place: self.save())
        self.body.addWidget(TableFrame(self.table))
        self.save_button.setEnabled(False)
        self.table.setFocus()
        desk.query(self, desk.services.talks.actions, self._show, self._fail, key="open_actions")

    def _today(self) -> date:
        return self._desk.kit.time.wall().date()

    def _show(self, found: Sequence[ActionRow]) -> None:
        late = sum(one.is_overdue(self._today()) for one in found)
        words = _("{n} open, {late} of them overdue")
        words = words.format(n=number(len(found)), late=number(late))
        self.say(words if found else _("Nothing is to be done."))
        self.rows.set_rows(found)
        self.table.go_to(0)
        self.save_button.setEnabled(bool(found))

    def _fail(self, problem: Exception) -> None:
        self.say("")
        self.show_problem(sentence_of(problem))
        self.save_button.setEnabled(False)

    def save(self) -> None:
        """Go to the account of the chosen action's department."""
        action = self.rows.row_at(self.table.current_row())
        if action is not None:
            self.accept()
            self._desk.page_asked.emit("account", action.department)
