"""The charters: the list with what is chosen beside it, and the editor in its place."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fmdesk.core.domain.charter_drafts import CharterList, CharterPage
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.charters.detail import CharterDetail
from fmdesk.desktop.pages.charters.editor import Editor, new_page
from fmdesk.desktop.pages.charters.model import columns
from fmdesk.desktop.pages.charters.presenter import ChartersPresenter
from fmdesk.desktop.pages.charters.trial import TrialView
from fmdesk.i18n import N_, _
from fmdesk.ui.page import Page
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import TableFrame
from fmdesk.ui.widgets.states import State, StateStack


class ChartersPage(Page):
    """Writes, approves and ends charters."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = ChartersPresenter(desk, self)
        self.texts.say(self.header.title.setText, N_("Charters"))
        icon = self.kit.theme.icon("plus")
        self.new_button = button(self.begin, icon=icon, name="new_charter", keys="Ctrl ⇧ N")
        self.texts.say(self.new_button.setText, N_("New charter"))
        self.header.add_action(self.new_button)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        column.addWidget(self.stack)
        self.list_view = self._make_list()
        self.editor = Editor(self.presenter, self.kit.theme)
        self.editor.closed.connect(self._show_list)
        self.stack.addWidget(self.list_view)
        self.stack.addWidget(self.editor)
        self.trial = TrialView(desk, self.presenter)
        self.trial.closed.connect(self._show_list)
        self.stack.addWidget(self.trial)
        self.presenter.months_found.connect(self._try)
        self.presenter.listed.connect(self._show)
        self.presenter.opened.connect(self._open)
        self.presenter.failed.connect(
            lambda problem: show_problem(self, problem, self.presenter.load)
        )

    def _make_list(self) -> QWidget:
        made = QWidget()
        made.setObjectName("content")
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        self.model = RowsModel(columns(), self)
        self.table = TableView(self.kit, self.model, "charters")
        self.texts.say(self.table.setAccessibleName, N_("Charters"))
        self.texts.compute(self.model.retranslate)
        self.table.moved_to.connect(lambda _place: self._choose())
        self.table.opened.connect(lambda _place: self.edit())
        self.list_state = StateStack(self.kit.theme, TableFrame(self.table))
        row.addWidget(self.list_state, 56)
        self.detail = CharterDetail(self._desk, self.presenter)
        self.detail.edit_asked.connect(self._edit)
        self.detail.trial_asked.connect(lambda _page: self.presenter.find_months())
        row.addWidget(self.detail, 44)
        return made

    @property
    def is_editing(self) -> bool:
        """Whether the editor is shown."""
        return self.stack.currentWidget() is self.editor

    @property
    def is_listing(self) -> bool:
        """Whether the list is shown."""
        return self.stack.currentWidget() is self.list_view

    def arrive(self, what: object) -> None:
        """Show the charter or draft with this key, or query again."""
        if not self.presenter.is_listed:
            self.show_loading(_("Fetching the charters."))
        if isinstance(what, str) and what:
            self.presenter.key = what
        self.presenter.load()

    def _show(self, found: CharterList) -> None:
        self.show_content()
        self.new_button.setVisible(found.may_write)
        wanted, keys = self.presenter.key, [row.key for row in found.rows]
        show_rows(self.table, self.model, found.rows, lambda row: row.key)
        if wanted in keys:
            self.table.go_to(keys.index(wanted))
        self.detail.setVisible(bool(found.rows))
        if not found.rows:
            self.list_state.show_state(
                State.EMPTY,
                _("No charter yet"),
                _("Write the first one: what is promised, and what it costs to break it."),
                (_("New charter"), self.begin) if found.may_write else None,
            )
            return
        self.list_state.show_content()
        self._choose()
        if self.is_listing:
            self.give_keys(self.table)

    def _choose(self) -> None:
        place = self.table.current_row()
        row = self.model.row_at(place) if 0 <= place < self.model.row_total() else None
        if row is not None and self.is_listing:
            self.presenter.open(row.key)

    def _open(self, page: CharterPage) -> None:
        if self.is_editing:
            self.editor.take_page(page)
        elif self.is_listing:
            self.detail.show_page(page)

    def _edit(self, page: CharterPage) -> None:
        self.stack.setCurrentWidget(self.editor)
        self.new_button.setEnabled(False)
        self.editor.show_page(page)

    def _try(self, months: tuple[str, ...]) -> None:
        page = self.detail.page
        if page is not None and self.is_listing:
            self.stack.setCurrentWidget(self.trial)
            self.new_button.setEnabled(False)
            self.trial.show_page(page, months)

    def may_close(self) -> bool:
        """Keep what is typed in the editor first, as Esc does."""
        return not self.is_editing or self.editor.may_close()

    def _show_list(self) -> None:
        if self.editor.is_closing:
            # Later, since the pages hear of what was kept first.
            QTimer.singleShot(0, self, self.window().close)
        self.stack.setCurrentWidget(self.list_view)
        self.new_button.setEnabled(True)
        self.presenter.load()

    # --- actions of the page -------------------------------------------------------------------

    def begin(self) -> None:
        """Begin a charter that is not there yet."""
        if self.is_listing and self.new_button.isVisible():
            self._edit(new_page(self.presenter))

    def edit(self) -> None:
        """Write what is chosen."""
        if self.is_listing:
            self.detail.edit()

    def keep(self) -> None:
        """Keep the draft that is written, or run what is tried."""
        if self.is_editing:
            self.editor.save()
        elif not self.is_listing:
            self.trial.run()

    def try_out(self) -> None:
        """Try what is chosen on the past."""
        if self.is_listing:
            self.detail.try_out()

    def forward(self) -> None:
        """Do the next step with what is chosen: send, approve, end the trial."""
        if self.is_listing:
            self.detail.forward()

    def back(self) -> None:
        """Give back, take back or end what is chosen."""
        if self.is_listing:
            self.detail.back()

    def go_back(self) -> bool:
        """Leave the editor, where what was typed is kept first, or what was tried."""
        if self.is_listing:
            return False
        if self.is_editing:
            self.editor.leave()
        else:
            self._show_list()
        return True

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        if self.is_editing:
            self.editor.retranslate()
        elif not self.is_listing:
            self.trial.retranslate()
        if self.presenter.is_listed:
            self.presenter.load()
