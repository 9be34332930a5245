"""The Rooms page: the planner, what waits for a decision, and who waits for a room."""

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
from fmdesk.plugins.bundled.rooms.qt.waiting import WaitingTab
from fmdesk.plugins.bundled.rooms.qt.words import _

TABS = (("plan", N_("Planner")), ("requests", N_("To decide")), ("waiting", N_("Waiting list")))


class RoomsPage(PluginPage):
    """Tabs; Ctrl+Tab goes to the next one."""

    def __init__(self, kit: Kit, extensions: Extensions) -> None:
        super().__init__(kit, extensions, "rooms", _)
        self.say(self.header.title.setText, N_("Rooms"))
        self.plan, self.requests, self.waiting = PlanTab(self), RequestsTab(self), WaitingTab(self)
        self.shown: dict[str, PlanTab | RequestsTab | WaitingTab] = {
            "plan": self.plan,
            "requests": self.requests,
            "waiting": self.waiting,
        }
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
        for tab in self.shown.values():
            self.stack.addWidget(tab)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.stack, 1)
        QShortcut(QKeySequence("Ctrl+Tab"), self, self._turn)

    def arrive(self, what: object) -> None:
        """Query again; the name of a tab shows that."""
        if isinstance(what, str) and self.tabs.has(what):
            self.show_tab(what)
            return
        if not self.plan.is_filled:
            self.show_loading(_("Fetching the rooms."))
        self.show_tab(self.tabs.value)

    def fetch_again(self) -> None:
        """Fetch the tab in sight again; what is chosen, and what is being moved, stays."""
        self.shown[self.tabs.value].look_again()

    def show_tab(self, name: str) -> None:
        """Show one of the tabs."""
        self.tabs.choose(name)
        tab = self.shown[name]
        self.stack.setCurrentWidget(tab)
        tab.load()
        self.give_keys(tab.first)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        for tab in self.shown.values():
            tab.retranslate()

    def _turn(self) -> None:
        names = list(self.shown)
        self.show_tab(names[(names.index(self.tabs.value) + 1) % len(names)])
