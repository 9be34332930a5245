"""Every page in Dutch and in English: whole, translated, named for a screen reader, by keyboard."""

import getpass
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QLabel,
    QLineEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from fmdesk.bootstrap import Office, Silent
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.sql.tables import metadata
from fmdesk.desktop.entries import ENTRIES
from fmdesk.desktop.pages.line.why import VerdictCard
from fmdesk.desktop.pages.month.page import MonthPage
from fmdesk.ui.widgets.badge import StatusBadge
from tests.desktop.cut import cut, headings, stretch_all, wider_than
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver, every, plain

MONTH = "2025-02"
WIDTH, HEIGHT = 1280, 800
LANGUAGES = ("nl", "en")
PARTS = 4
"""All pages are looked at in so many tests, which run beside each other."""
SAME = {
    *("fmdesk", "Intake", "Nederlands / English", "NL", "EN", "Excel", "PDF", "CSV"),
    *(
        "Tickets",
        "Impact",
        "Product",
        "Status",
        "Norm",
        "Code",
        "Auditor",
        "Controller",
        "Tips",
        "Del",
        "End",
        "Esc",
        "Home",
        "Plugins",
        "Id",
        "Was",
        "Account…",
        "Trend",
        "Budget",
        "Hash",
    ),
}
"""Names and words that are the same in both languages."""
NUMBERS = re.compile(
    r"[^A-Za-z]*|€.*|M\d{6}(\.\d+)?|durable_rules .*|(Ctrl|Shift|Alt)( ⇧)?[ +]\S+|F\d+|[A-Z]"
    r"|[0-9a-f]{64}|([0-9a-f]{8} ?){8}|[0-9a-f]{8}(-[0-9a-f]{4}){2}- ?[0-9a-f]{4}-[0-9a-f]{12}"
    r"|[a-z_]+\.[a-z_]+"
)
"""Figures, numbers of tickets, the engine, keys, and what the log knows a command by."""


def tickets(desk: Driver) -> None:
    desk.window.open_page("tickets", TicketFilter())


def line(desk: Driver, tab: int) -> None:
    desk.window.open_page("tickets", TicketFilter(month=MONTH, outcome=Outcome.BROKEN))
    desk.settle()
    desk.page.open_row(0)
    desk.settle()
    desk.page.line.tabs.setCurrentIndex(tab)


def month(desk: Driver, tab: int = 0) -> None:
    desk.window.open_page("month", MONTH)
    desk.settle()
    desk.page.figures.tabs.setCurrentIndex(tab)


def preview(desk: Driver) -> None:
    month(desk)
    desk.page.preview()


def verdicts(desk: Driver) -> None:
    month(desk)
    desk.page.figures._open_card(1)


def stock(desk: Driver) -> None:
    desk.window.open_page("supplies.stock")


def intake(desk: Driver) -> None:
    """Somebody calls for paper; the card of the product stands beside it."""
    desk.window.open_page("intake")
    desk.settle()
    desk.page.clear()
    desk.page.caller.requester.field.setFocus()
    hits = desk.office.services.knowledge.callers("a", 20)
    desk.write(next(hit.name for hit in hits if hit.name.isascii()))
    desk.wait(desk.page.caller.requester.list.isVisible)
    desk.press("↵")
    desk.settle()
    desk.write("papier")
    desk.wait(desk.page.line.finder.list.isVisible)
    desk.press("↵")
    desk.settle()


def dialog(action: str, before: Callable[[Driver], None]) -> Callable[[Driver], None]:
    """Return a step that opens a dialog over a page."""

    def step(desk: Driver) -> None:
        before(desk)
        desk.settle()
        desk.window.actions_[action].trigger()

    return step


def open_line(desk: Driver) -> None:
    desk.window.open_page("tickets", TicketFilter(states=(LineState.RUNNING,)))
    desk.settle()
    desk.page.open_row(0)


def page(desk: Driver, name: str) -> None:
    """Open a page as its key does; the page of one ticket with the first of the list."""
    what = None
    if name == "ticket":
        what = next(iter(desk.office.services.queries.rows([1]))).line_id
    desk.window.open_page(name, what)


def closing(desk: Driver) -> None:
    month(desk)
    desk.settle()
    desk.page.close_month()


PAGES: dict[str, Callable[[Driver], None]] = {
    "tickets": tickets,
    "line": lambda desk: line(desk, 0),
    "why": lambda desk: line(desk, 1),
    "history": lambda desk: line(desk, 2),
    "departments": month,
    "charters": lambda desk: month(desk, 3),
    "borne": lambda desk: month(desk, 4),
    "broken": lambda desk: month(desk, 5),
    "preview": preview,
    "verdicts": verdicts,
    "stock": stock,
    "intake": intake,
    "import": dialog("import", tickets),
    "keys": dialog("shortcuts", tickets),
    "find": dialog("palette", tickets),
    "deliver": dialog("deliver", open_line),
    "pause": dialog("pause", open_line),
    "finish": dialog("finish", open_line),
    "close": closing,
    "new caller": dialog("new_caller", intake),
    **{
        entry.item.page: partial(page, name=entry.item.page)
        for entry in ENTRIES
        if entry.item.page not in {"tickets", "month", "intake"}
    },
}
"""Every page, and what opens over them; a page that is added is looked at by itself."""


@pytest.fixture
def desk(open_window: Open, starter_folder: Path) -> Driver:
    """The window on the starter office."""
    made = open_window(starter_folder)
    made.window.resize(WIDTH, HEIGHT)
    made.office.services.month.control(MONTH, Silent())
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_in_a_language_that_needs_more_room(
    open_window: Open, starter_folder: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    stretch_all(monkeypatch)
    desk = open_window(starter_folder, language=language)
    desk.window.resize(WIDTH, HEIGHT)
    desk.office.services.month.control(MONTH, Silent())
    wrong: list[str] = []
    for name, step in PAGES.items():
        step(desk)
        desk.settle()
        wrong += [f"{name}: cut: {text}" for text in cut(desk.front)]
        if language == "en":  # 40 % on top of the longer Dutch words is more than any language asks
            wrong += [f"{name}: {text}" for text in wider_than(desk.front, WIDTH)]
        leave(desk)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_translated_whole_and_named(desk: Driver, part: int) -> None:
    data = words_of(desk.office)
    wrong: list[str] = []
    for name, step in list(PAGES.items())[part::PARTS]:
        shown = {}
        for language in LANGUAGES:
            desk.window.speak(language)
            step(desk)
            desk.settle()
            front = desk.front
            shown[language] = set(texts(front))
            wrong += [f"{name} {language}: cut: {text}" for text in cut(front)]
            wrong += [f"{name} {language}: {text}" for text in wider_than(front, WIDTH)]
            wrong += [f"{name} {language}: no name: {one}" for one in nameless(front)]
            leave(desk)
        same = {text for text in shown["nl"] & shown["en"] if not is_name(text, data)}
        wrong += [f"{name}: not translated: {text}" for text in sorted(same)]
    assert not wrong, "\n".join(wrong)


def leave(desk: Driver) -> None:
    """Close what stands in front, and go back to the page itself."""
    if isinstance(desk.front, QDialog):
        desk.front.reject()
        desk.until_closed()
    desk.page.go_back()


def texts(front: QWidget) -> Iterator[str]:
    """Yield the texts of the program that can be seen."""
    for kind in (QLabel, QAbstractButton, StatusBadge):
        yield from (plain(one.text()) for one in every(front, kind))
    yield from (plain(one.placeholderText()) for one in every(front, QLineEdit))
    for tabs in every(front, QTabBar):
        yield from (tabs.tabText(place) for place in range(tabs.count()))
    for table in every(front, QTableView):
        yield from (title for title, _room in headings(table))


def nameless(front: QWidget) -> Iterator[str]:
    """Yield what takes the focus but tells a screen reader nothing."""
    for one in every(front, QWidget):
        takes_focus = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()
        is_part = one.objectName().startswith("qt_") or one.focusProxy() is not None
        if not takes_focus or is_part or isinstance(one, QTabBar):
            continue
        told = QAccessible.queryAccessibleInterface(one)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            yield f"{type(one).__name__} {one.objectName()!r}"


def words_of(office: Office) -> set[str]:
    """Return every text that stands in the database: names of people, units, products."""
    found: set[str] = set()
    with office.database.read() as connection:
        for table in metadata.sorted_tables:
            columns = [one for one in table.columns if one.type.python_type is str]
            if table.name == "line":
                typed = connection.execute(table.select().with_only_columns(table.c.details))
                found.update(str(value) for row in typed.scalars() for value in row.values())
            if columns and table.name not in {"command_payload", "command_log"}:
                query = table.select().with_only_columns(*columns)
                for row in connection.execute(query):
                    found.update(plain(value) for value in row if value)
    for one in office.services.plugins.plugins():  # what has a name for its author alone
        names = [name for added in one.adds for name in added.names]
        found.update(name.nl for name in names if name.nl == name.en)
    with office.door.read() as work:
        for product in work.catalog.products(date(2025, 1, 1)):
            found.update(product.synonyms)
        for charter in work.catalog.charters():  # a promise is read in both languages
            found.update((charter.promise_nl, charter.promise_en))
    for row in office.services.charters.rows("nl").rows:  # those of drafts too
        charter = office.services.charters.page(row.key).charter
        found.update((charter.promise_nl, charter.promise_en))
    return found


def is_name(text: str, data: set[str]) -> bool:
    """Tell whether a text may be the same in both languages."""
    if text.strip("“”").removesuffix(f" ({getpass.getuser()})") in data:
        return True
    for part in (part.strip() for part in re.split(r" · |: |, ", text)):
        word = re.sub(r"^\d+ ", "", part)  # how many of them
        if not (NUMBERS.fullmatch(part) or word in data or word in SAME or NUMBERS.fullmatch(word)):
            return False
    return True


def test_the_checks_see_what_they_look_for(desk: Driver) -> None:
    title = desk.page.header.title
    title.setFixedWidth(20)
    desk.page.search.setAccessibleName("")
    desk.page.search.setPlaceholderText("")
    desk.page.table.setColumnWidth(0, 41)
    assert {title.text(), "column Nummer ↓"} <= set(cut(desk.front))
    assert any("SearchField" in one for one in nameless(desk.front))
    data = words_of(desk.office)
    assert not is_name("Who bears it", data)
    assert not is_name("3 Who bears it", data)
    assert is_name("43873113 1d96752a 949d12ad a827eb76 0afe972b 59a91a9b 669a2455 5386280e", data)
    assert is_name("3 fmdesk", data)


def test_the_keyboard_alone_leads_to_why_and_to_the_month(desk: Driver) -> None:
    page = desk.page
    assert isinstance(desk.focus, QAbstractItemView)
    desk.press("Ctrl+F")
    desk.write("kopieerpapier")
    desk.press("↵")
    desk.settle()
    desk.press("Tab")
    tab_to(desk, QTableView)
    desk.press("Down")
    desk.press("↵")
    desk.settle()
    assert page.line.isVisible()
    tab_to(desk, QTabBar)
    desk.press("Right")
    desk.settle()
    assert list(every(page.line.why, VerdictCard))
    desk.press("Esc")
    desk.settle()
    assert not page.line.isVisible()
    assert desk.focus is page.table
    desk.press("Ctrl+K")
    desk.write("Maand")
    desk.press("↵")
    desk.settle()
    assert isinstance(desk.page, MonthPage)
    assert not isinstance(desk.front, QDialog)


def tab_to(desk: Driver, kind: type[QWidget]) -> None:
    """Press Tab until something of this kind has the focus."""
    for _step in range(40):
        if isinstance(desk.focus, kind):
            return
        desk.press("Tab")
    pytest.fail(f"no {kind.__name__} is reached by Tab")
