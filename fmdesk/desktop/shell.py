"""The main window: navigation, pages, status line; it paints before the database is there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from fmdesk.config import LANGUAGES, THEMES
from fmdesk.desktop.entries import ENTRIES, FIRST, make_page
from fmdesk.desktop.languages import Languages
from fmdesk.desktop.navigation import Navigation, StatusLine
from fmdesk.i18n import _, current_language
from fmdesk.ui.kit import Kit
from fmdesk.ui.page import Page
from fmdesk.ui.texts import Texts

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from fmdesk.core.domain.views import OfficeStatus
    from fmdesk.core.services.office import Services
    from fmdesk.desktop.desk import Desk

FIRST_SIZE = (1280, 800)
STATUS_ACTIONS = ("language", "theme", "shortcuts")


class MainWindow(QMainWindow):
    """The window.

    Args:
        kit: Theme, runner and memory.
        languages: Switches Qt's own texts too.
        connect: Builds the services; runs on a thread after the first paint.
    """

    settled = Signal(bool)
    """The first page stands there, or the database could not be opened (False)."""

    def __init__(self, kit: Kit, languages: Languages, connect: Callable[[], "Services"]) -> None:
        super().__init__()
        self.kit = kit
        self._languages = languages
        self._connect = connect
        self._texts = Texts()
        self.desk: Desk | None = None
        self.office: OfficeStatus | None = None
        self.theme = kit.theme
        self._is_painted = False
        self._pages: dict[str, Page] = {}
        self.entries = {entry.item.page: entry for entry in ENTRIES}
        self.page_name = kit.memory.text("page", FIRST)
        self.navigation = Navigation(kit, self._texts, [entry.item for entry in ENTRIES])
        self.navigation.chosen.connect(self.open_page)
        self.stack = QStackedWidget()
        self.waiting = Page(kit)
        self.waiting.header.hide()
        self.stack.addWidget(self.waiting)
        self.status = StatusLine(kit, self._texts)
        self._lay_out()
        self.waiting.show_loading(_("The database is being opened."))
        self._texts.compute(self._show_title)
        self.navigation.mark(self.page_name)

    def _lay_out(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        right = QVBoxLayout()
        for box in (row, right):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(body)
        kept = self.kit.memory.numbers("size")
        self.resize(*(kept if len(kept) == len(FIRST_SIZE) else FIRST_SIZE))

    def paintEvent(self, event: "QPaintEvent") -> None:
        """Do the rest once the first frame stands there."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self._equip)

    def _equip(self) -> None:
        """Make what the first frame does not need, then open the database on a thread."""
        from fmdesk.desktop.actions import Actions
        from fmdesk.desktop.handlers import make_handlers
        from fmdesk.ui.widgets.toast import Toast

        self.toast = Toast(self)
        self.actions_ = Actions(self, self.theme, make_handlers(self))
        for spec in (one for one in self.actions_.specs if one.id in STATUS_ACTIONS):
            self.status.add_action(self.actions_[spec.id].trigger, spec.icon, spec.words)
        self.connect_services()

    def connect_services(self) -> None:
        """Build the services on a thread, then make the page that was asked for."""
        self.waiting.show_loading(_("The database is being opened."))
        submit = self.kit.runner.submit
        submit(self, self._connect, self._connected, failed=self._not_connected)

    def _connected(self, services: "Services") -> None:
        from fmdesk.desktop.entering import enter

        enter(self, services)

    def begin(self, desk: "Desk") -> None:
        """Show the first page, now that it is known who is here."""
        self.desk = desk
        desk.query(self, desk.services.queries.status, self.show_status)
        self.open_page(self.page_name if self.page_name in self.entries else FIRST)
        self.settled.emit(True)

    def _not_connected(self, problem: Exception) -> None:
        from fmdesk.desktop.desk import sentence_of

        sentence = sentence_of(problem)
        self.status.show_problem(sentence)
        self.waiting.show_error(sentence, self.connect_services)
        self.settled.emit(False)

    def show_status(self, status: "OfficeStatus") -> None:
        """Show who is signed in where."""
        self.office = status
        self.status.show_status(status)
        self._show_title()

    def _show_title(self) -> None:
        title = f"{self.office.organisation} · fmdesk" if self.office else "fmdesk"
        is_single = self.office is not None and self.office.is_single_user
        self.setWindowTitle(f"{title} ({_('single user')})" if is_single else title)

    def open_page(self, name: str, what: object = None) -> None:
        """Go to a page; it is made when it is first opened.

        Args:
            name: Its id.
            what: What it shall show, for a page that takes it.
        """
        self.page_name = name
        self.navigation.mark(name)
        if self.desk is None:
            return
        if name not in self._pages:
            self._pages[name] = make_page(self.entries[name], self.desk)
            self.stack.addWidget(self._pages[name])
        page = self._pages[name]
        self.stack.setCurrentWidget(page)
        self.actions_.enable_for(name)
        page.arrive(what)

    def page(self) -> Page:
        """Return the page that is shown, or what stands in its place while connecting."""
        return self._pages.get(self.page_name, self.waiting)

    def refresh(self) -> None:
        """Query what the page shows again, or try again to connect."""
        self.page().arrive(None) if self.desk else self.connect_services()

    def next_language(self) -> None:
        """Show everything in the other language."""
        self.speak(LANGUAGES[LANGUAGES.index(current_language()) - 1])

    def speak(self, language: str) -> None:
        """Show everything in this language."""
        self.toast.hide()  # it speaks the other one
        self._languages.choose(language)
        self.kit.memory.put("language", language)
        self._texts.refresh()
        self.actions_.retranslate()
        for page in self._pages.values():
            page.retranslate()

    def next_theme(self) -> None:
        """Switch to the next theme."""
        name = THEMES[THEMES.index(self.kit.theme.name) + 1 - len(THEMES)]
        self.kit.theme.choose(name)
        self.kit.memory.put("theme", name)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Esc closes what the page has open."""
        from PySide6.QtCore import Qt

        if event.key() != Qt.Key.Key_Escape or not self.page().go_back():
            super().keyPressEvent(event)

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Remember the window and end all background work, unless a page must keep something."""
        from fmdesk.desktop.closing import close_down

        if close_down(self, self._pages):
            super().closeEvent(event)
        else:
            event.ignore()
