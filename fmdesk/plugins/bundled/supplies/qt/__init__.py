"""The Stock page: stock, movements, receipts, counts and articles, each in a section."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from fmdesk.plugins.api import N_
from fmdesk.plugins.api.qt import (
    SPACE_M,
    Extensions,
    Kit,
    PluginPage,
    SegmentedControl,
    button,
    label,
    line_field,
)
from fmdesk.plugins.bundled.supplies.articles import Article, Place
from fmdesk.plugins.bundled.supplies.qt.articles import ArticlesSection
from fmdesk.plugins.bundled.supplies.qt.counts import CountSection
from fmdesk.plugins.bundled.supplies.qt.dialogs import FORMS, GoodsDialog
from fmdesk.plugins.bundled.supplies.qt.movements import MovementsSection
from fmdesk.plugins.bundled.supplies.qt.receipts import ReceiptsSection
from fmdesk.plugins.bundled.supplies.qt.reorder import ReorderSection
from fmdesk.plugins.bundled.supplies.qt.section import Section
from fmdesk.plugins.bundled.supplies.qt.stock import StockSection
from fmdesk.plugins.bundled.supplies.qt.waiting import WaitingSection
from fmdesk.plugins.bundled.supplies.words import _, named

SECTIONS: tuple[tuple[str, str, type[Section]], ...] = (
    ("stock", N_("Stock"), StockSection),
    ("movements", N_("Movements"), MovementsSection),
    ("receipts", N_("Receipts"), ReceiptsSection),
    ("waiting", N_("Back-orders"), WaitingSection),
    ("reorder", N_("Reorder"), ReorderSection),
    ("counts", N_("Counts"), CountSection),
    ("articles", N_("Articles"), ArticlesSection),
)
LONGEST_CODE = 80


class StockPage(PluginPage):
    """A row of sections; a scanned barcode finds its article from anywhere on the page."""

    def __init__(self, kit: Kit, extensions: Extensions) -> None:
        super().__init__(kit, extensions, "supplies", _)
        self.articles: tuple[Article, ...] = ()
        self.places: tuple[Place, ...] = ()
        self.locations: tuple[tuple[str, str], ...] = ()
        self.say(self.header.title.setText, N_("Stock"))
        self._make_actions()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(self._make_choice())
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        column.addWidget(self.problem)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.sections = {code: kind(self) for code, _text, kind in SECTIONS}
        for place, (code, section) in enumerate(self.sections.items()):
            self.stack.addWidget(section)
            section.table.installEventFilter(self)
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            keys.activated.connect(lambda code=code: self.show_section(code))

    def _make_actions(self) -> None:
        icon = self.kit.theme.icon
        self.receive_button = button(
            lambda: self.book("receive"),
            kind="primary",
            icon=icon("download", "on_accent"),
            name="receive",
        )
        self.hand_out_button = button(
            lambda: self.book("hand_out"), icon=icon("package"), name="hand_out"
        )
        self.say(self.hand_out_button.setText, N_("Hand out…"))
        self.say(self.receive_button.setText, N_("Book receipt…"))
        for made in (self.hand_out_button, self.receive_button):
            self.header.add_action(made)

    def _make_choice(self) -> QHBoxLayout:
        self.choice = SegmentedControl([(code, "") for code, _text, _kind in SECTIONS])
        self.texts.compute(
            lambda: self.choice.set_choices([(code, _(text)) for code, text, _kind in SECTIONS])
        )
        self.choice.choose("stock")
        self.choice.chosen.connect(self.show_section)
        self.scan = line_field("scan", LONGEST_CODE)
        self.scan.setFixedWidth(220)
        self.say(self.scan.setPlaceholderText, N_("Scan a barcode   F2"))
        self.say(self.scan.setAccessibleName, N_("Barcode"))
        self.scan.returnPressed.connect(self._find)
        QShortcut(QKeySequence("F2"), self).activated.connect(self.scan.setFocus)
        row = QHBoxLayout()
        row.addWidget(self.choice)
        row.addStretch(1)
        row.addWidget(self.scan)
        return row

    @property
    def shown(self) -> Section:
        """The section that is shown."""
        return self.sections[self.choice.value]

    def arrive(self, what: object) -> None:
        """Query again; a text is searched for in the stock."""
        if isinstance(what, str):
            self.show_section("stock")
            self.shown.search_for(what)
        if not self.articles:
            self.show_loading(_("Fetching the stock."))
        self.load()

    def load(self) -> None:
        """Fetch the places, the articles, and what the shown section lists."""
        self.ask("places", None, self.keep_places, retry=self.load)
        self.ask("articles", None, self.keep_articles, retry=self.load)
        self.shown.load()

    def show_section(self, code: str) -> None:
        """Show another section."""
        self.choice.choose(code)
        self.stack.setCurrentWidget(self.shown)
        self.problem.hide()
        self.shown.load()
        self.give_keys(self.shown.table)

    def book(self, form: str, **given: object) -> None:
        """Open the dialog that books something, for the article that is chosen."""
        given = {"article": self.shown.chosen_article(), **given}
        GoodsDialog(self, FORMS[form], given).open()

    def refuse(self, sentence: str) -> None:
        """Say above the section why something was not done."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def focus_search(self) -> None:
        """Bring the keyboard to the search of the stock."""
        self.show_section("stock")
        search = self.shown.search
        if search is not None:
            search.setFocus()
            search.selectAll()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        for section in self.sections.values():
            section.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Send what is typed or scanned over a table to the barcode field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_plain = event.modifiers() in {
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            }
            if is_plain and event.text().isdigit():
                self.scan.setFocus()
                self.scan.setText(event.text())
                return True
        return super().eventFilter(watched, event)

    def _find(self) -> None:
        code = self.scan.text().strip()
        if code:
            self.scan.selectAll()
            self.ask("find", code, self._take_found, retry=self.load, refused=self.refuse)

    def _take_found(self, found: Article) -> None:
        self.refuse("")
        self.scan.clear()
        self.shown.take_scan(found)

    def keep_places(self, places: tuple[Place, ...]) -> None:
        """Keep the places, for the dialogs."""
        self.places = places
        self._allow()

    def name(self, code: str) -> str:
        """Return the name of an article, empty while that is not known."""
        found = next((one for one in self.articles if one.code == code), None)
        return named(found.name_nl, found.name_en) if found else ""

    def keep_articles(self, articles: tuple[Article, ...]) -> None:
        """Keep the articles, for the dialogs."""
        self.articles = articles
        self._allow()

    def keep_locations(self, locations: tuple[tuple[str, str], ...]) -> None:
        """Keep code and name of the locations, for the dialogs."""
        self.locations = locations

    def _allow(self) -> None:
        for made in (self.hand_out_button, self.receive_button):
            made.setEnabled(bool(self.places and self.articles))
