"""The plugins: what is there and how it is, with installing, switching and removing."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fmdesk.core.domain.installing import PluginInfo
from fmdesk.core.domain.spec import PluginState
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.plugins.dialogs import InstallDialog, PurgeDialog, RemoveDialog
from fmdesk.desktop.pages.plugins.model import (
    columns,
    fault_text,
    is_safe_mode,
    name_of,
    plugin_facts,
    reason,
)
from fmdesk.desktop.pages.plugins.presenter import PluginsPresenter
from fmdesk.i18n import N_, _
from fmdesk.ui.page import Page
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tokens import SPACE_L, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.labels import label, selectable

CARD_WIDTH = 420
SAFE_MODE = N_(
    "Safe mode: the plugins that were added are off. Switch off or remove the one that fails, close"
    " the program, and start it again."
)


class PluginsPage(Page):
    """A list, and beside it what the chosen plugin is and adds; a wheel may be dropped on it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = PluginsPresenter(desk, self)
        self.setAcceptDrops(True)
        self.texts.say(self.header.title.setText, N_("Plugins"))
        icon = self.kit.theme.icon("plus", "on_accent")
        self.install_button = button(
            self.choose_wheel, kind="primary", icon=icon, name="install", keys="Ctrl O"
        )
        self.texts.say(self.install_button.setText, N_("Install…"))
        self.header.add_action(self.install_button)
        self.model = RowsModel(columns(), self)
        self.table = TableView(self.kit, self.model, "plugins")
        self.texts.say(self.table.setAccessibleName, N_("Plugins"))
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        self.safe_mode = label("", wraps=True, tone="risk")
        self.texts.say(self.safe_mode.setText, SAFE_MODE)
        row = QHBoxLayout()
        row.setSpacing(SPACE_L)
        column.addWidget(self.safe_mode)
        column.addLayout(row, 1)
        row.addWidget(TableFrame(self.table), 1)
        row.addWidget(self._make_card())
        self.table.selected.connect(self._show_chosen)
        self.table.opened.connect(lambda _place: self.switch())
        self.presenter.listed.connect(self._show)
        self.presenter.failed.connect(
            lambda problem: show_problem(self, problem, self.presenter.load)
        )

    def _make_card(self) -> QWidget:
        self.card = Card()
        self.card.setFixedWidth(CARD_WIDTH)
        self.reason = selectable(label("", wraps=True, tone="broken"))
        self.problem = label("", wraps=True, tone="broken")
        self.facts = Facts()
        self.trace = QPlainTextEdit(readOnly=True)
        self.trace.setObjectName("traceback")
        self.texts.say(self.trace.setAccessibleName, N_("Where it failed"))
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        for made in (self.reason, self.facts, self.trace):
            column.addWidget(made)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.card.body.addWidget(scroll, 1)
        self.card.body.addWidget(self.problem)
        self.switch_button = button(self.switch, name="switch", keys="↵")
        self.copy_button = button(self.copy_fault, name="copy_fault", keys="Ctrl Shift C")
        self.remove_button = button(self.remove, name="remove", keys="Del")
        self.purge_button = button(self.purge, kind="danger", name="purge", keys="Shift Del")
        self.texts.say(self.copy_button.setText, N_("Copy for its author"))
        self.texts.say(self.remove_button.setText, N_("Remove…"))
        self.texts.say(self.purge_button.setText, N_("Remove with its data…"))
        steps = (self.switch_button, self.copy_button, self.remove_button, self.purge_button)
        for step in steps:
            self.card.body.addWidget(step)
        return self.card

    def arrive(self, what: object) -> None:  # noqa: ARG002  # nothing is asked of this page
        """Query again."""
        if not self.presenter.is_listed:
            self.show_loading(_("Fetching the plugins."))
        self.presenter.load()

    def _show(self, plugins: tuple[PluginInfo, ...]) -> None:
        self.show_content()
        self.safe_mode.setVisible(is_safe_mode(plugins))
        show_rows(self.table, self.model, plugins, lambda one: one.row.id)
        self._show_chosen()
        self.give_keys(self.table)

    def chosen(self) -> PluginInfo | None:
        """Return the plugin that is chosen."""
        return self.model.row_at(self.table.current_row())

    def _show_chosen(self) -> None:
        one = self.chosen()
        self.card.setVisible(one is not None)
        self.problem.hide()
        if one is None:
            return
        self.card.set_title(name_of(one))
        self.facts.show_facts(plugin_facts(one, self.kit.time))
        self.reason.setText(reason(one))
        self.reason.setVisible(one.row.reason is not None)
        self.trace.setPlainText(one.row.traceback)
        self.trace.setVisible(bool(one.row.traceback))
        is_gone = one.row.state is PluginState.REMOVED
        self.copy_button.setVisible(one.row.reason is not None and not is_gone)
        is_on = one.row.state is PluginState.ACTIVE
        self.switch_button.setText(_("Switch off") if is_on else _("Switch on"))
        self.switch_button.setEnabled(True)
        self.switch_button.setVisible(not is_gone)
        self.remove_button.setVisible(one.approval is not None and not is_gone)
        self.purge_button.setVisible(one.approval is not None)

    def choose_wheel(self) -> None:
        """Ask for the file of a plugin."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose the file of a plugin"), "", _("Plugins (*.whl)")
        )
        if chosen:
            self.offer(Path(chosen))

    def offer(self, path: Path) -> None:
        """Check a wheel and show what it adds."""
        InstallDialog(self, self.presenter, self._desk, path).open()

    def switch(self) -> None:
        """Switch the chosen plugin off, or on."""
        one = self.chosen()
        if one is not None and self.switch_button.isVisible() and self.switch_button.isEnabled():
            self.switch_button.setEnabled(False)
            is_on = one.row.state is not PluginState.ACTIVE
            self.presenter.switch(one.row.id, self._switched, self._refuse, is_on=is_on)

    def _switched(self, info: PluginInfo) -> None:
        is_on = info.row.state is PluginState.ACTIVE
        said = _("{name} is switched on.") if is_on else reason(info)
        self._desk.said.emit(said.format(name=name_of(info)) if is_on else said)

    def _refuse(self, sentence: str) -> None:
        self.switch_button.setEnabled(True)
        self.problem.setText(sentence)
        self.problem.show()

    def copy_fault(self) -> None:
        """Put what the author needs to know onto the clipboard."""
        one = self.chosen()
        if one is not None and one.row.reason is not None:
            QApplication.clipboard().setText(fault_text(one))
            self._desk.said.emit(_("Copied."))

    def remove(self) -> None:
        """Ask whether the chosen plugin may go."""
        one = self.chosen()
        if one is not None and self.remove_button.isVisible():
            RemoveDialog(self, self.presenter, self._desk, one).open()

    def purge(self) -> None:
        """Ask whether the chosen plugin may go with its data."""
        one = self.chosen()
        if one is not None and one.approval is not None:
            PurgeDialog(self, self.presenter, self._desk, one).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file of this machine."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Offer the file that was dropped."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.offer(path)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.model.retranslate()
        self._show_chosen()


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one file of this machine that is dropped, None for anything else."""
    urls = event.mimeData().urls()
    is_file = len(urls) == 1 and urls[0].isLocalFile()
    return Path(urls[0].toLocalFile()) if is_file else None
