"""The Rooms page: the planner with the chosen booking beside it, and what waits for a decision."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from fmdesk.plugins.api import N_
from fmdesk.plugins.api.qt import (
    SPACE_M,
    Extensions,
    Kit,
    PluginPage,
    SegmentedControl,
    button,
)
from fmdesk.plugins.bundled.rooms.qt.planning import PlanTab
from fmdesk.plugins.bundled.rooms.qt.requests import RequestsTab
from fmdesk.plugins.bundled.rooms.qt.words import _

TABS = (("plan", N_("Planner")), ("requests", N_("To decide")))


class RoomsPage(PluginPage):
    """Two tabs; Ctrl+Tab goes to the other one."""

    def __init__(self, kit: Kit, extensions: Extensions) -> None:
        super().__init__(kit, extensions, "rooms", _)
        self.say(self.header.title.setText, N_("Rooms"))
        self.plan, self.requests = PlanTab(self), RequestsTab(self)
        self.book_button = button(
            self.plan.book_here,
            kind="primary",
            icon=kit.theme.icon("plus", "on_accent"),
            name="book",
        )
        self.say(self.book_button.setText, N_("Book a room…"))
        self.tabs = SegmentedControl()
        self.texts.compute(lambda: self.tabs.set_choices([(id_, _(t)) for id_, t in TABS]))
        self.tabs.choose("plan")
        self.tabs.chosen.connect(self.show_tab)
        self.header.add_action(self.tabs)
        self.header.add_action(self.book_button)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.plan)
        self.stack.addWidget(self.requests)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.stack, 1)
        QShortcut(QKeySequence("Ctrl+Tab"), self, self._turn)
        self.changed.connect(self._load_other)

    def arrive(self, what: object) -> None:
        """Query again; the name of a tab shows that."""
        if isinstance(what, str) and self.tabs.has(what):
            self.show_tab(what)
            return
        if not self.plan.is_filled:
            self.show_loading(_("Fetching the rooms."))
        self.show_tab(self.tabs.value)

    def show_tab(self, name: str) -> None:
        """Show the planner or what waits for a decision."""
        self.tabs.choose(name)
        tab = self.plan if name == "plan" else self.requests
        self.stack.setCurrentWidget(tab)
        tab.load()
        self.give_keys(tab.first)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.plan.retranslate()
        self.requests.retranslate()

    def _turn(self) -> None:
        self.show_tab("requests" if self.tabs.value == "plan" else "plan")

    def _load_other(self) -> None:
        """What one tab changed is seen on the other."""
        (self.plan if self.tabs.value == "requests" else self.requests).load()
