"""What is still to be done for a ticket, and which tickets it has to do with."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from fmdesk.core.domain.dossier import BY_HAND, LinkKind
from fmdesk.core.domain.dossier_views import Dossier
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.pages.ticket.model import LINKS, link_columns, task_columns
from fmdesk.desktop.pages.ticket.presenter import TicketPresenter
from fmdesk.i18n import N_, _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import ROW_HEIGHT, SPACE_M
from fmdesk.ui.widgets.buttons import Button, button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.fields import line_field, wall_field, wall_of
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.pick import PickField

LONGEST_TASK = 500
LONGEST_NUMBER = 20
_HEAD, _LEAST, _MOST = 40, 2, 8


class JobsView(QWidget):
    """Tasks and links of a ticket."""

    opened = Signal(int)
    """A linked ticket shall be shown: the id of its first line."""
    refused = Signal(str)

    def __init__(self, kit: Kit, texts: Texts, presenter: TicketPresenter) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._kit, self._texts, self._presenter = kit, texts, presenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        column.setSpacing(SPACE_M)
        self.tasks = RowsModel(task_columns(kit.time), self)
        self.task_table = TableView(kit, self.tasks, "ticket_tasks")
        self.task_table.opened.connect(self._tick)
        self.add_task = button(self.ask_task, kind="link", name="add_task", keys="Ctrl ⇧ T")
        self._add(
            column,
            (N_("Tasks"), N_("New task…"), N_("Enter ticks a task off, or opens it again.")),
            self.add_task,
            self.task_table,
        )
        self.links = RowsModel(link_columns(), self)
        self.link_table = TableView(kit, self.links, "ticket_links")
        self.link_table.opened.connect(self._go)
        self.add_link = button(self.ask_link, kind="link", name="add_link", keys="Ctrl ⇧ K")
        keys = N_("Enter goes to the ticket, Del takes the link away.")
        words = (N_("Linked tickets"), N_("Link…"), keys)
        self._add(column, words, self.add_link, self.link_table)
        taken = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.link_table, self._unlink)
        taken.setContext(Qt.ShortcutContext.WidgetShortcut)
        column.addStretch(1)

    def _add(
        self, column: QVBoxLayout, words: tuple[str, str, str], act: Button, table: TableView
    ) -> None:
        title, step, keys = words
        card = Card()
        self._texts.say(card.set_title, title)
        self._texts.say(act.setText, step)
        self._texts.say(table.setAccessibleName, title)
        card.top.addWidget(act)
        card.body.addWidget(TableFrame(table))
        help_text = label("", "muted", wraps=True)
        self._texts.say(help_text.setText, keys)
        card.body.addWidget(help_text)
        column.addWidget(card)

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the tasks and links of a ticket."""
        _fill(self.task_table, self.tasks, dossier.tasks)
        _fill(self.link_table, self.links, dossier.links)

    def ask_task(self) -> None:
        """Ask what is to be done, by whom and by when."""
        TaskDialog(self, self._presenter, self._presenter.ticket_id, self._kit).open()

    def ask_link(self) -> None:
        """Ask which ticket this one has to do with, and how."""
        LinkDialog(self, self._presenter, self._presenter.ticket_id).open()

    def _tick(self, place: int) -> None:
        task = self.tasks.row_at(place)
        if task is not None:
            self._presenter.tick(task.id, is_done=task.done_at is None, refused=self.refused.emit)

    def _go(self, place: int) -> None:
        link = self.links.row_at(place)
        if link is not None:
            self.opened.emit(link.line_id)

    def _unlink(self) -> None:
        place = self.link_table.current_row()
        link = self.links.row_at(place) if 0 <= place < self.links.row_total() else None
        if link is not None and link.kind not in BY_HAND:
            self.refused.emit(
                _("This belongs to the order of the line. Change or cancel the line instead.")
            )
        elif link is not None:
            self._presenter.unlink(link.id, self.refused.emit)

    def retranslate(self) -> None:
        """Show the columns in the language of now."""
        self.tasks.retranslate()
        self.links.retranslate()


def _fill(table: TableView, model: RowsModel[Any], rows: tuple[object, ...]) -> None:
    kept = max(table.current_row(), 0)
    model.set_rows(rows)
    shown = min(max(len(rows), _LEAST), _MOST)
    table.setFixedHeight(_HEAD + shown * ROW_HEIGHT)
    if rows:
        table.go_to(min(kept, len(rows) - 1))


class TaskDialog(FormDialog):
    """What is to be done, by whom and by when."""

    def __init__(
        self, parent: QWidget, presenter: TicketPresenter, ticket_id: int, kit: Kit
    ) -> None:
        super().__init__(parent, _("New task"), _("Add"))
        self._presenter, self._ticket_id, self._time = presenter, ticket_id, kit.time
        self.text = line_field("task", LONGEST_TASK)
        self.person = PickField(
            kit.theme, lambda words, show: presenter.find("person", words, show), "task_person"
        )
        self.is_due = QCheckBox(_("By a certain time"))
        self.due = wall_field("task_due", kit.time.wall())
        self.due.setAccessibleName(_("Due"))
        self.due.hide()
        self.is_due.toggled.connect(self.due.setVisible)
        self.add_field(_("What is to be done"), self.text)
        self.add_field(_("Who (optional)"), self.person)
        self.body.addWidget(self.is_due)
        self.body.addWidget(self.due)
        self.text.setFocus()

    def due_at(self) -> datetime | None:
        """Return by when it must be done, None when that is open."""
        time: OfficeTime = self._time
        return time.instant(wall_of(self.due)) if self.is_due.isChecked() else None

    def save(self) -> None:
        """Write it down; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.add_task(
            self._ticket_id,
            self.text.text(),
            self.person.code,
            self.due_at(),
            self.accept,
            self.show_problem,
        )


class LinkDialog(FormDialog):
    """Which ticket this one has to do with, and how."""

    def __init__(self, parent: QWidget, presenter: TicketPresenter, ticket_id: int) -> None:
        super().__init__(parent, _("Link to a ticket"), _("Link"))
        self._presenter, self._ticket_id = presenter, ticket_id
        self.kind = QComboBox()
        self.kind.setObjectName("link_kind")
        for kind in BY_HAND:
            self.kind.addItem(_(LINKS[kind, False]), kind)
        self.number = line_field("link_number", LONGEST_NUMBER)
        self.add_field(_("This ticket is"), self.kind)
        self.add_field(_("Number of the other ticket"), self.number, _("Such as M000123."))
        self.number.setFocus()

    def save(self) -> None:
        """Link them; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        kind = LinkKind(self.kind.currentData())
        number = self.number.text()
        self._presenter.link(self._ticket_id, kind, number, self.accept, self.show_problem)
