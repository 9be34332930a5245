"""The catalogue: a row of sections, each with its list and what is chosen beside it."""

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fmdesk.core.domain.upkeep_views import CatalogueTree
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.catalogue.demand import DemandSection
from fmdesk.desktop.pages.catalogue.guides import GuidesSection
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.processes import ProcessesSection
from fmdesk.desktop.pages.catalogue.products import ProductsSection
from fmdesk.desktop.pages.catalogue.proposals import ProposalsSection
from fmdesk.desktop.pages.catalogue.readings import ReadingsSection
from fmdesk.desktop.pages.catalogue.section import Section
from fmdesk.i18n import N_, _
from fmdesk.ui.page import Page
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.buttons import SegmentedControl, button

SECTIONS = (
    ("products", N_("Products")),
    ("guides", N_("Guides")),
    ("processes", N_("Processes")),
    ("proposals", N_("Proposals")),
    ("readings", N_("Readings")),
    ("demand", N_("Not in the catalogue")),
)
PROCESS = "process:"
"""What stands before the code of a process that the page is asked to show."""


class CataloguePage(Page):
    """Keeps the catalogue."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = CataloguePresenter(desk, self)
        self._is_turned = True
        self.texts.say(self.header.title.setText, N_("Catalogue"))
        self._add_actions()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.choice = SegmentedControl([(code, "") for code, _text in SECTIONS])
        self.texts.compute(
            lambda: self.choice.set_choices([(code, _(text)) for code, text in SECTIONS])
        )
        self.choice.choose("products")
        self.choice.chosen.connect(self.show_section)
        row = QHBoxLayout()
        row.addWidget(self.choice)
        row.addStretch(1)
        column.addLayout(row)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.products = ProductsSection(desk, self.presenter, self.texts)
        self.guides = GuidesSection(desk, self.presenter, self.texts)
        self.processes = ProcessesSection(desk, self.presenter, self.texts)
        self.proposals = ProposalsSection(desk, self.presenter, self.texts)
        self.readings = ReadingsSection(desk, self.presenter, self.texts)
        self.demand = DemandSection(desk, self.presenter, self.texts)
        self._sections = (
            *(self.products, self.guides, self.processes),
            *(self.proposals, self.readings, self.demand),
        )
        for place, section in enumerate(self._sections):
            self.stack.addWidget(section)
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            keys.activated.connect(lambda code=SECTIONS[place][0]: self.show_section(code))
        self.presenter.found.connect(self._show)
        self.presenter.opened.connect(self.products.detail.show_page)
        self.presenter.failed.connect(self._fail)

    def _add_actions(self) -> None:
        icon = self.kit.theme.icon
        self.import_button = button(
            lambda: self._desk.action_asked.emit("import"), icon=icon("upload"), name="import"
        )
        self.export_button = button(self.export, icon=icon("download"), name="export")
        self.publish_button = button(
            self.publish, icon=icon("book-open"), name="publish", keys="Ctrl P"
        )
        self.texts.say(self.import_button.setText, N_("Import…"))
        self.texts.say(self.export_button.setText, N_("Export…"))
        self.texts.say(self.publish_button.setText, N_("Publish…"))
        for made in (self.import_button, self.export_button, self.publish_button):
            self.header.add_action(made)
        self.presenter.busy.connect(lambda is_on: self.publish_button.setEnabled(not is_on))

    def arrive(self, what: object) -> None:
        """Show the product of a code, or the process of one after `PROCESS`, or query again."""
        if not self.presenter.is_listed:
            self.show_loading(_("Fetching the catalogue."))
        if isinstance(what, str) and what.startswith(PROCESS):
            self.processes.open(what.removeprefix(PROCESS))
            self.show_section("processes")
            return
        if isinstance(what, str) and what:
            self.show_section("products")
            self.products.open(what)
            return
        self.presenter.load()

    def show_section(self, code: str) -> None:
        """Show another section."""
        place = [name for name, _text in SECTIONS].index(code)
        self.choice.choose(code)
        self.presenter.section = code
        self._is_turned = True
        self.stack.setCurrentIndex(place)
        self.presenter.load()

    def _fail(self, problem: Exception) -> None:
        if not self.presenter.is_listed or not self._shown().show_problem(problem):
            show_problem(self, problem, self._come_back)

    def _shown(self) -> Section:
        return self._sections[self.stack.currentIndex()]

    def _come_back(self) -> None:
        """Try again with the section that everybody may see."""
        self.show_section("products")

    def _show(self, section: str, found: object) -> None:
        self.show_content()
        place = [name for name, _text in SECTIONS].index(section)
        shown = self._sections[place]
        if isinstance(found, CatalogueTree):
            self.guides.allow(is_on=found.may_guides)
            self.processes.allow(is_on=found.may_processes)
        shown.show_found(found)
        if self._is_turned or not _has_focus_in(shown):
            self.give_keys(shown.keys_go_to())
        self._is_turned = False

    # --- actions of the page -------------------------------------------------------------------

    def change_product(self) -> None:
        """Change what the shown tab of the product tells."""
        if self.stack.currentWidget() is self.products:
            self.products.detail.change()

    def find_product(self) -> None:
        """Bring the keyboard to the field that narrows the tree."""
        self.show_section("products")
        self._is_turned = False
        self.products.field.setFocus()
        self.products.field.selectAll()

    def keep_clusters(self) -> None:
        """Open the dialog of the clusters, beside the tree that they make."""
        if self.stack.currentWidget() is not self.products:
            self.show_section("products")
        self.products.keep_clusters()

    def accept(self) -> None:
        """Accept the chosen proposal."""
        if self.stack.currentWidget() is self.proposals:
            self.proposals.accept()

    def refuse(self) -> None:
        """Refuse the chosen proposal."""
        if self.stack.currentWidget() is self.proposals:
            self.proposals.refuse()

    def export(self) -> None:
        """Ask where the table goes, and write it."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Export the catalogue"), _("catalogue.xlsx"), "Excel, CSV (*.xlsx *.csv)"
        )
        if chosen:
            self.presenter.export(Path(chosen))

    def publish(self) -> None:
        """Ask for the folder, and write booklet and pages."""
        chosen = QFileDialog.getExistingDirectory(self, _("Publish the catalogue in a folder"))
        if chosen:
            self.presenter.publish(Path(chosen))

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        for section in self._sections:
            section.retranslate()
        self.presenter.load()
        if self.presenter.product:
            self.presenter.open(self.presenter.product)


def _has_focus_in(section: QWidget) -> bool:
    focused = section.window().focusWidget()
    return focused is not None and section.isAncestorOf(focused)
