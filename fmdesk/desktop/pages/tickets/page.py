"""The ticket list: search, filters, a list of any length, and the line beside it."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QSplitter, QVBoxLayout, QWidget

from fmdesk.core.domain.views import TicketFilter, TicketRow
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.ticket.panel import TicketPanel
from fmdesk.desktop.pages.tickets.bulk import MANY, BulkActions
from fmdesk.desktop.pages.tickets.filters import FilterBar
from fmdesk.desktop.pages.tickets.model import NARROW, columns, is_filtered
from fmdesk.desktop.pages.tickets.presenter import Listed, Place, TicketsPresenter
from fmdesk.desktop.pages.tickets.viewchip import ViewChip
from fmdesk.desktop.pages.tickets.views import SavedView
from fmdesk.i18n import N_, _, ngettext, number
from fmdesk.ui.page import Page
from fmdesk.ui.tables import LongModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import TableFrame
from fmdesk.ui.widgets.states import State, StateStack

CLOCK_MS = 60_000
"""How often the times left are shown anew; no query is needed for it."""
PAINT_MS = 20
"""How long chips, count and marks leave the thread to the rows that are to be painted."""
_LIST_SHARE, _LINE_SHARE = 38, 62


class TicketsPage(Page):
    """List and line, side by side."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = TicketsPresenter(desk, self)
        self.presenter.current = self._current_place
        desk.watch.add(self, self.presenter.look_again, pause=self.presenter.pause)
        self._is_counted, self._is_quiet = True, False
        self._menu = QMenu(self)
        self.texts.say(self.header.title.setText, N_("Tickets"))
        self._make_actions()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.filters = FilterBar(self.kit, self.texts)
        self.search = self.filters.search
        self.filters.searched.connect(self.presenter.search)
        self.filters.chosen.connect(self.presenter.choose)
        self.filters.cleared.connect(self.clear_filters)
        column.addWidget(self.filters)
        column.addWidget(self._make_split(), 1)
        self.clock = QTimer(self)
        self.clock.setInterval(CLOCK_MS)
        self.clock.timeout.connect(self.table.viewport().update)
        self.clock.start()
        self._rest = QTimer(self, singleShot=True, interval=PAINT_MS)
        self._rest.timeout.connect(
            lambda: self._show_count() if self._is_quiet else self._show_filter()
        )
        self._rest.timeout.connect(self.presenter.find_rest)
        self.presenter.listed.connect(self._show_list)
        self.presenter.changed.connect(self.model.read_again)
        self.presenter.counted.connect(self._count)
        self.presenter.offered.connect(self.filters.offer)
        self.presenter.failed.connect(
            lambda problem: show_problem(self, problem, self.presenter.load)
        )
        self.presenter.is_marked = lambda: self.table.selected_total() >= MANY
        self.bulk = BulkActions(self, desk, self.table, self.model, lambda: self.presenter.listing)

    def _make_actions(self) -> None:
        icon = self.kit.theme.icon
        ask = self._desk.action_asked.emit
        self.views = ViewChip(self.kit, self._seen)
        self.views.chosen.connect(self.show_view)
        import_ = button(lambda: ask("import"), icon=icon("upload"), name="import")
        order = button(
            lambda: ask("intake"), kind="primary", name="order", icon=icon("plus", "on_accent")
        )
        self.texts.say(import_.setText, N_("Import…"))
        self.texts.say(order.setText, N_("New request"))
        for made in (self.views, import_, order):
            self.header.add_action(made)

    def _make_split(self) -> QSplitter:
        self.model = LongModel(columns(self.kit.time), self.kit.runner, self)
        self.table = TableView(self.kit, self.model, "tickets", is_multiple=True)
        self.texts.say(self.table.setAccessibleName, N_("Tickets"))
        self.table.opened.connect(self.open_row)
        self.table.clicked.connect(lambda index: self._click(index.row()))
        self.table.selected.connect(self._show_count)
        self.table.selected.connect(self.presenter.catch_up)
        self.table.opened_apart.connect(self.open_apart)
        self.table.moved_to.connect(self._follow)
        self.table.sort_asked.connect(self.presenter.sort)
        self.table.menu_asked.connect(self._offer_actions)
        frame = QWidget()
        frame.setObjectName("content")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        self.list_state = StateStack(self.kit.theme, TableFrame(self.table))
        inside.addWidget(self.list_state)
        self.line = TicketPanel(self._desk)
        self.line.hide()
        self.line.close_asked.connect(self.go_back)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(SPACE_M)
        self.split.addWidget(frame)
        self.split.addWidget(self.line)
        sizes = self.kit.memory.numbers("split") or [_LIST_SHARE * 10, _LINE_SHARE * 10]
        self.split.setSizes(sizes)
        self.split.splitterMoved.connect(
            lambda *_place: self.kit.memory.put("split", self.split.sizes())
        )
        return self.split

    def arrive(self, what: object) -> None:
        """Show a filter (a figure's lines), a line (its id), or query again."""
        if not self.presenter.is_listed:
            self.list_state.show_state(State.LOADING, _("One moment"), _("Fetching the tickets."))
        if isinstance(what, TicketFilter):
            self.presenter.wanted = what
            self.go_back()
            self._show_filter()
        if isinstance(what, int):
            self.open_line(what)
        elif self.presenter.open_line:
            self.line.show_line(self.presenter.open_line)
        self.presenter.load()

    def _show_list(self, found: Listed) -> None:
        self.show_content()
        wanted = found.listing.wanted
        self.model.mark_sort(wanted.sort, is_descending=wanted.is_descending)
        self._is_counted, self._is_quiet = found.is_counted, found.is_quiet
        self.model.show(found.total, found.listing.rows, found.rows, first=found.first)
        self._rest.start()
        if found.total:
            self.list_state.show_content()
            is_free = not (self.line.isVisible() or self.search.hasFocus() or found.is_quiet)
            if is_free:
                self.give_keys(self.table)
            if found.row >= 0 or not self.line.isVisible():  # else the open line stays open
                self.table.go_to(max(found.row, 0), stays=found.is_quiet)
        elif is_filtered(self.presenter.wanted):
            self.list_state.show_state(
                State.EMPTY,
                _("Nothing found"),
                _("No ticket passes these filters."),
                (_("Clear the filters"), self.clear_filters),
            )
        else:
            self.list_state.show_state(
                State.EMPTY,
                _("No tickets yet"),
                _("Take the first order, or import a file of orders."),
                (_("New request"), lambda: self._desk.action_asked.emit("intake")),
            )

    def _show_filter(self) -> None:
        wanted = self.presenter.wanted
        self.filters.show_filter(wanted)
        self.views.mark(wanted)
        self._show_count()

    def _count(self, total: int) -> None:
        self._is_counted = True
        self.model.set_total(total)
        self._show_count()

    def _show_count(self) -> None:
        total, chosen = self.model.row_total(), self.table.selected_total()
        words = ngettext("{n} line", "{n} lines", total)
        if not self._is_counted:
            words = _("more than {n} lines")
        said = words.format(n=number(total))
        if chosen > 1:
            said = _("{n} selected of {lines}").format(n=number(chosen), lines=said)
        self.filters.say_count(said)

    def clear_filters(self) -> None:
        """Show all tickets."""
        self.presenter.clear()

    def show_view(self, view: SavedView) -> None:
        """Show the lines, order and columns of a view."""
        self.go_back()
        if view.columns:
            self.table.choose_only(view.columns)
        self.table.setCurrentIndex(QModelIndex())
        self.presenter.show(view.wanted)

    def _seen(self) -> SavedView:
        """Return what the list shows now, to be kept under a name."""
        return SavedView("", self.presenter.wanted, self.table.shown_columns())

    def act(self, path: str) -> object:
        """Do one of the window's actions; to all selected lines where there are many."""
        kind = self.bulk.kind_of(path)
        if kind is None:
            return super().act(path)
        self.bulk.ask(kind)
        return None

    def open_row(self, row: int) -> None:
        """Open the line of a row beside the list, once it is here."""
        self.model.when_there(row, lambda one: self.open_line(one.line_id))

    def _click(self, row: int) -> None:
        if QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.open_row(row)

    def _current_place(self) -> Place:
        row = max(self.table.current_row(), 0)
        there = self.model.row_at(row) if row < self.model.row_total() else None
        return Place(there.line_id if there is not None else 0, row)

    def open_line(self, line_id: int) -> None:
        """Open a line beside the list."""
        self.presenter.open_line = line_id
        self.line.show_line(line_id)
        self._show_beside(is_open=True)

    def open_apart(self, row: int) -> None:
        """Open the line of a row in a window of its own."""
        self.model.when_there(row, lambda one: self._show_apart(one.line_id))

    def _show_apart(self, line_id: int) -> None:
        apart = TicketPanel(self._desk)
        apart.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        apart.setParent(self.window(), Qt.WindowType.Window)
        apart.close_asked.connect(apart.close)
        apart.resize(680, 760)
        apart.show_line(line_id)
        apart.show()

    def _follow(self, row: int) -> None:
        if self.line.isVisible() and row >= 0 and not self.bulk.is_many:
            self.model.when_there(row, self._follow_line)

    def _follow_line(self, row: TicketRow) -> None:
        if self.line.isVisible() and row.line_id != self.presenter.open_line:
            self.open_line(row.line_id)

    def _show_beside(self, *, is_open: bool) -> None:
        if is_open == self.line.isVisible():
            return
        self.line.setVisible(is_open)
        self.table.show_only(NARROW if is_open else ())

    def go_back(self) -> bool:
        """Close the line; tell whether one was open."""
        if not self.line.isVisible():
            return False
        self.presenter.open_line = 0
        self._show_beside(is_open=False)
        self.table.setFocus()
        return True

    def _offer_actions(self, row: int, place: QPoint) -> None:
        runs = self.table.selected_rows()
        menu = self._menu
        menu.clear()
        if not self.bulk.is_many or not any(a <= row <= b for a, b in runs):
            self.table.go_to(row)
            menu.addAction(_("Open") + "\t↵").triggered.connect(lambda: self.open_row(row))
            menu.addAction(_("Open in a window of its own") + "\tShift+↵").triggered.connect(
                lambda: self.open_apart(row)
            )
        else:
            self.bulk.offer(menu)
        menu.addSeparator()
        menu.addAction(_("Select all") + "\tCtrl+A").triggered.connect(self.table.selectAll)
        menu.addAction(_("Choose columns…") + "\tAlt+K").triggered.connect(
            self.table.choose_columns
        )
        menu.popup(place)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.model.retranslate()
        self._show_filter()
        self.views.retranslate()
        self.line.retranslate()
        self.presenter.load()
