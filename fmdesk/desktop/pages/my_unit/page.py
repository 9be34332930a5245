"""My unit: its work, its people, what it is asked, what came back, what it costs, what is said."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.my_unit.actions import ActionsTab
from fmdesk.desktop.pages.my_unit.ask import About, ask_unit
from fmdesk.desktop.pages.my_unit.keys import cap_of
from fmdesk.desktop.pages.my_unit.model import is_news
from fmdesk.desktop.pages.my_unit.presenter import MyUnitPresenter, Overview, Place
from fmdesk.desktop.pages.my_unit.questions import QuestionsTab
from fmdesk.desktop.pages.my_unit.tabs import OwedTab, PeopleTab, ReturnsTab, VoicesTab
from fmdesk.desktop.pages.my_unit.work import WorkTab
from fmdesk.i18n import N_, _, ngettext, number
from fmdesk.ui.page import Page
from fmdesk.ui.pdfview import PdfView
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import SegmentedControl, button
from fmdesk.ui.widgets.menuchip import MenuChip

TABS = (
    ("work", N_("Work")),
    ("people", N_("People")),
    ("questions", N_("Questions")),
    ("returns", N_("Returned")),
    ("owed", N_("Sanctions")),
    ("voices", N_("Customers")),
    ("todo", N_("Actions")),
)


class MyUnitPage(Page):
    """The tabs of a unit, and its work orders in their place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = MyUnitPresenter(desk, self.isVisible, self)
        desk.watch.add(self, self.presenter.load_again)
        self.texts.say(self.header.title.setText, N_("My unit"))
        self.work = WorkTab(desk, self.presenter, self.texts)
        self.people = PeopleTab(desk, self.presenter, self.texts)
        self.questions = QuestionsTab(desk, self.presenter, self.texts)
        self.returns = ReturnsTab(desk, self.presenter, self.texts)
        self.owed = OwedTab(desk, self.presenter, self.texts)
        self.voices = VoicesTab(desk, self.presenter, self.texts)
        self.todo = ActionsTab(desk, self.presenter, self.texts)
        self.tabs = {name: getattr(self, name) for name, _text in TABS}
        self.open = SimpleNamespace(**{name: partial(self.show_tab, name) for name in self.tabs})
        self._make_head()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_tabs())
        self.stack.addWidget(self._make_preview())
        column.addWidget(self.stack)
        self.people.table.cell_opened.connect(self._open_count)
        self.presenter.placed.connect(self._show_place)
        self.presenter.overviewed.connect(self._show_overview)
        self.presenter.printed.connect(self._show_orders)
        self.presenter.failed.connect(
            lambda problem: show_problem(self, problem, self.presenter.load)
        )

    def _make_head(self) -> None:
        icon = self.kit.theme.icon
        self.near = button(self._open_near, kind="link", name="near")
        self.unit = MenuChip(self.kit.theme, "unit", is_needed=True)
        self.texts.say(self.unit.set_name, N_("Unit"))
        self.unit.chosen.connect(lambda code: self.presenter.choose_unit(int(code)))
        self.print_button = button(
            self.print, icon=icon("printer"), name="print", keys=cap_of("print")
        )
        self.texts.say(self.print_button.setText, N_("Work order"))
        self.ask_button = button(self.ask, icon=icon("info"), name="ask_unit", keys=cap_of("ask"))
        self.texts.say(self.ask_button.setText, N_("Ask a unit…"))
        for made in (self.near, self.unit, self.ask_button, self.print_button):
            self.header.add_action(made)

    def _make_tabs(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("content")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.choice = SegmentedControl()
        self._name_tabs({})
        self.choice.chosen.connect(self.show_tab)
        row.addWidget(self.choice)
        row.addStretch(1)
        self.report_button = button(self.report, kind="link", name="report", keys=cap_of("report"))
        self.texts.say(self.report_button.setText, N_("Report of the unit"))
        row.addWidget(self.report_button)
        column.addLayout(row)
        self.shown_tab = QStackedWidget()
        for made in self.tabs.values():
            self.shown_tab.addWidget(made)
        column.addWidget(self.shown_tab, 1)
        self.choice.choose("work")
        return inside

    def _make_preview(self) -> PdfView:
        self.orders = b""
        self.preview = PdfView(self.kit, self.texts, N_("Back to the work"))
        self.preview.close_asked.connect(self.go_back)
        self.preview.save_asked.connect(self._save_orders)
        self.preview.print_asked.connect(self._print_orders)
        return self.preview

    def arrive(self, what: object) -> None:
        """Show another unit (its number), a tab (its name), or query again."""
        if self.presenter.place is None:
            self.show_loading(_("Fetching the work of the unit."))
        if isinstance(what, str) and what in self.tabs:
            self.show_tab(what)
        if isinstance(what, int):
            self.presenter.choose_unit(what)
        else:
            self.presenter.load()

    def show_tab(self, name: str) -> None:
        """Show one of the tabs."""
        self.go_back()
        self.choice.choose(name)
        self.shown_tab.setCurrentWidget(self.tabs[name])
        self._focus()

    def _focus(self) -> None:
        tab = self.tabs[self.choice.value]
        self.give_keys((tab.current() if tab is self.questions else tab).table)

    def _show_place(self, place: Place) -> None:
        self.unit.set_choices([(one.code, one.text) for one in place.units])
        self.unit.choose(str(place.unit_id or ""))
        is_foreign = place.unit_id not in {0, place.me.unit_id}
        self.header.aside.setText(_("not your own") if is_foreign else "")
        if place.unit_id:
            self.show_content()
            self._focus()
            return
        self.show_empty(
            _("No unit yet"),
            _("The office has no units. Import them, or make them in the administration."),
        )

    def _show_overview(self, found: Overview) -> None:
        self.work.members = found.members
        self.people.show_rows(found.members)
        self.questions.show_questions(found.to_answer, found.mine, found.asked_often)
        self.returns.show_rows(found.returns)
        self.owed.show_rows(found.owed)
        self.voices.show_rows(found.voices)
        self.todo.show_rows(found.actions)
        words = ngettext("{n} nearly or already late", "{n} nearly or already late", found.near)
        self.near.setText(words.format(n=number(found.near)))
        self.near.setVisible(found.near > 0)

        news = sum(is_news(one) for one in found.mine)
        proposed = sum(one.may_object for one in found.owed)
        waiting = {"questions": len(found.to_answer) + news, "owed": proposed}
        self._name_tabs(waiting | {"todo": len(found.actions)})

    def _name_tabs(self, waiting: Mapping[str, int]) -> None:
        """Show the names of the tabs, with how much waits in them."""
        self._waiting = dict(waiting)
        names = {name: _(text) for name, text in TABS}
        names |= {name: f"{names[name]} ({number(n)})" for name, n in waiting.items() if n}
        self.choice.set_choices(list(names.items()))

    def _open_near(self) -> None:
        place = self.presenter.place
        if place is not None:
            wanted = TicketFilter(is_near=True, unit=place.code, sort="due", is_descending=False)
            self._desk.page_asked.emit("tickets", wanted)

    def _open_count(self, place: int, key: str) -> None:
        wanted, name = self.people.filter_of(place, key)
        self.show_tab("work")
        self.work.show_list(wanted, name)

    def report(self) -> None:
        """Show the report of the unit."""
        if self.presenter.wanted.unit_id:
            self._desk.page_asked.emit("reports", self.presenter.wanted.unit_id)

    def ask(self) -> None:
        """Ask a unit: about the line that is chosen, else about nothing in particular."""
        if self.work.isVisible() and self.work.shown is not None:
            self.work.ask()
        elif self.presenter.place is not None:
            ask_unit(self, self._desk, About(_("no line in particular")))

    def answer(self) -> None:
        """Answer the question or the customer that is chosen."""
        for tab in (self.questions, self.voices):
            if tab.isVisible():
                tab.answer()

    # --- work orders -----------------------------------------------------------------------------

    def print(self) -> None:
        """Make the work orders of the marked lines, or of the one that is chosen."""
        ids = self.work.chosen_ids() if self.work.isVisible() else ()
        if ids and self.print_button.isEnabled():
            self.print_button.setEnabled(False)
            self.presenter.print_orders(ids, lambda: self.print_button.setEnabled(True))

    def _show_orders(self, content: bytes) -> None:
        self.orders = content
        self.preview.show_pdf(content)
        self.stack.setCurrentWidget(self.preview)
        self.give_keys(self.preview.list)

    def _save_orders(self) -> None:
        name = _("work order") + ".pdf"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the work orders"), name, "PDF (*.pdf)"
        )
        if chosen:
            self.presenter.save(self.orders, Path(chosen))

    def _print_orders(self) -> None:
        """Ask for printer and pages, and print."""
        from fmdesk.ui.pdfprint import print_pages

        if self.preview.pages is not None:
            print_pages(self, self.preview.pages, _("work order"))

    def go_back(self) -> bool:
        """Close the work orders; tell whether they were open."""
        if self.stack.currentWidget() is not self.preview:
            return False
        self.stack.setCurrentIndex(0)
        self.preview.clear()
        self._focus()
        return True

    def end(self) -> None:
        """Give the document of the work orders back."""
        self.preview.clear()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self._name_tabs(self._waiting)
        for tab in self.tabs.values():
            tab.retranslate()
        if self.presenter.place is not None:
            self.presenter.load()
