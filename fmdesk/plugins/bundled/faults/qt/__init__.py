"""The Faults page: what is broken now, the assets with their history, and the matrix."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from fmdesk.plugins.api import N_
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Extensions,
    Kit,
    PluginPage,
    SearchField,
    SegmentedControl,
)
from fmdesk.plugins.bundled.faults.qt.assets import AssetsTab
from fmdesk.plugins.bundled.faults.qt.faults import FaultsTab, MajorsTab
from fmdesk.plugins.bundled.faults.qt.matrix import MatrixTab
from fmdesk.plugins.bundled.faults.qt.plans import PlansTab
from fmdesk.plugins.bundled.faults.qt.tab import Tab
from fmdesk.plugins.bundled.faults.qt.words import _

TABS = (
    ("faults", N_("Open faults")),
    ("majors", N_("Major faults")),
    ("assets", N_("Assets")),
    ("plans", N_("Maintenance")),
    ("matrix", N_("Matrix")),
)


class FaultsPage(PluginPage):
    """Tabs over one search field; Ctrl+Tab goes to the next one."""

    def __init__(self, kit: Kit, extensions: Extensions) -> None:
        super().__init__(kit, extensions, "faults", _)
        self.say(self.header.title.setText, N_("Faults"))
        self.search = SearchField(kit.theme)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(300)
        self.say(self.search.setPlaceholderText, N_("Search   /"))
        self.say(self.search.setAccessibleName, N_("Search the faults and assets"))
        self.place = self.pick("location", "place")
        self.place.setMaximumWidth(240)
        self.say(self.place.field.setPlaceholderText, N_("All places"))
        self.say(self.place.field.setAccessibleName, N_("Only at this place"))
        self.place.picked.connect(lambda _choice: self.tab.load())
        self.tabs: dict[str, Tab] = {
            "faults": FaultsTab(self),
            "majors": MajorsTab(self),
            "assets": AssetsTab(self),
            "plans": PlansTab(self),
            "matrix": MatrixTab(self),
        }
        self.choice = SegmentedControl()
        self.texts.compute(lambda: self.choice.set_choices([(id_, _(t)) for id_, t in TABS]))
        self.choice.choose("faults")
        self.choice.chosen.connect(self.show_tab)
        self.search.searched.connect(lambda _text: self.tab.load())
        self.shown = QStackedWidget()
        for tab in self.tabs.values():
            self.shown.addWidget(tab)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        top = Qt.AlignmentFlag.AlignTop  # what the place finds stands below it
        row.addWidget(self.choice, 0, top)
        row.addStretch(1)
        row.addWidget(self.place, 1, top)
        row.addWidget(self.search, 1, top)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(row)
        column.addWidget(self.shown, 1)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._turn, step))

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return self.tabs[self.choice.value]

    def arrive(self, what: object) -> None:
        """Query again; the name of a tab shows that, another text is searched for."""
        if isinstance(what, str) and what in self.tabs:
            self.show_tab(what)
            return
        if isinstance(what, str):
            self.search.set_text_quietly(what)
        if not self.tab.is_filled:
            self.show_loading(_("Fetching the faults."))
        self.tab.load()

    def show_tab(self, name: str) -> None:
        """Show one of the tabs."""
        self.choice.choose(name)
        self.shown.setCurrentWidget(self.tab)
        self.search.setVisible(self.tab.is_searched)
        self.place.setVisible(self.tab.is_placed)
        self.tab.load()
        self.give_keys(self.tab.first)

    def focus_search(self) -> None:
        """Bring the keyboard to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        for tab in self.tabs.values():
            tab.retranslate()

    def _turn(self, step: int) -> None:
        names = [name for name, _text in TABS]
        self.show_tab(names[(names.index(self.choice.value) + step) % len(names)])
