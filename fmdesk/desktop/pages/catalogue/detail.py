"""One product: what is known of it, its versions, and what may be changed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from fmdesk.config import LANGUAGE_NAMES
from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.catalog import Faq
from fmdesk.core.domain.crossing import ReturnedLines
from fmdesk.core.domain.intake_views import ContactPerson
from fmdesk.core.domain.money import BASIS_POINTS
from fmdesk.core.domain.product_change import Way
from fmdesk.core.domain.upkeep_views import ProductPage
from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.editing import (
    PriceDialog,
    QuestionsDialog,
    TextDialog,
    TipsDialog,
)
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.section import column_of, scrolled
from fmdesk.desktop.pages.catalogue.steps import draw_steps, step_table
from fmdesk.desktop.pages.catalogue.versions import VersionsTab
from fmdesk.desktop.pages.ticket.attachments import AttachmentsPanel
from fmdesk.i18n import N_, _, money, ngettext, number, percent
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.facts import Facts, ShortTable
from fmdesk.ui.widgets.labels import label, selectable
from fmdesk.ui.widgets.processline import ProcessLine

TABS = (
    ("text", N_("Text")),
    ("price", N_("Price")),
    ("questions", N_("Questions")),
    ("tips", N_("Tips")),
    ("process", N_("Process")),
    ("files", N_("Files")),
    ("versions", N_("Versions")),
)
APART = ("files", "versions")
"""Tabs that are no column of cards."""


class ProductDetail(QWidget):
    """Head and tabs of one product."""

    shown = Signal(object)

    def __init__(self, desk: Desk, presenter: CataloguePresenter, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("content")
        self._desk, self._presenter, self._kit = desk, presenter, desk.kit
        self.page: ProductPage | None = None
        column = column_of(self, SPACE_S)
        card = Card(spacing=SPACE_S)
        card.set_title(" ")
        self.name = card.title
        self.waiting = StatusBadge(self._kit.theme, Badge("pencil", "", "risk"))
        card.top.insertWidget(1, self.waiting)
        self.change_button = button(self.change, name="change", keys="Ctrl E")
        texts.say(self.change_button.setText, N_("Change…"))
        card.top.addWidget(self.change_button)
        self.about = label("", "muted", wraps=True)
        card.body.addWidget(self.about)
        column.addWidget(card)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("product_tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._bodies: dict[str, QVBoxLayout] = {}
        self.files = AttachmentsPanel(desk)
        self.versions = VersionsTab(desk, presenter, texts)
        apart = {"files": self.files, "versions": self.versions}
        for place, (code, title) in enumerate(TABS):
            if code in APART:
                self._add_tab(apart[code], place, title, texts)
                continue
            inside = QWidget()
            body = QVBoxLayout(inside)
            body.setContentsMargins(0, SPACE_M, SPACE_S, SPACE_M)
            body.setSpacing(SPACE_M)
            self._bodies[code] = body
            self._add_tab(scrolled(inside), place, title, texts)
        self.tabs.currentChanged.connect(lambda _place: self._show_change())
        column.addWidget(self.tabs, 1)
        self.hide()

    def _add_tab(self, made: QWidget, place: int, title: str, texts: Texts) -> None:
        self.tabs.addTab(made, "")
        texts.say(made.setAccessibleName, title)
        texts.compute(lambda: self.tabs.setTabText(place, _(title)))

    @property
    def tab(self) -> str:
        """Code of the tab that is shown."""
        return TABS[self.tabs.currentIndex()][0]

    def show_page(self, page: ProductPage) -> None:
        """Show a product."""
        self.page = page
        card = page.card
        self.show()
        self.name.setText(card.name)
        self.about.setText(" · ".join(filter(None, (card.code, card.cluster, card.unit))))
        waiting = len(page.proposals)
        self.waiting.setVisible(bool(waiting))
        words = ngettext("{n} proposal waits", "{n} proposals wait", waiting)
        self.waiting.show_badge(Badge("pencil", words.format(n=number(waiting)), "risk"))
        for body in self._bodies.values():
            clear(body)
        self._show_text(page)
        self._show_price(page)
        self._show_questions(page.faqs)
        self._show_tips(page)
        self._show_process(page)
        for body in self._bodies.values():
            body.addStretch(1)
        self.versions.show_page(page)
        self.files.show_owner(Owner(OwnerKind.PRODUCT, page.version.product_id))
        self._show_change()
        self.shown.emit(page)

    def _show_change(self) -> None:
        page, tab = self.page, self.tab
        way = Way.NO
        if page is not None and tab not in (*APART, "process"):
            way = page.price_way if tab == "price" else page.text_way
        self.change_button.setVisible(way is not Way.NO)
        text = _("Propose a change…") if way is Way.PROPOSE else _("Change…")
        self.change_button.setText(text)

    def _add(self, tab: str, title: str) -> QVBoxLayout:
        made = Card(title, spacing=SPACE_S)
        self._bodies[tab].addWidget(made)
        return made.body

    def _show_text(self, page: ProductPage) -> None:
        version = page.version
        facts = Facts()
        facts.show_facts(
            [
                (_("Name (Dutch)"), version.name_nl),
                (_("Name (English)"), version.name_en),
                (_("Also called"), ", ".join(version.synonyms) or "–"),
            ]
        )
        self._add("text", _("Name")).addWidget(facts)
        for title, text in (
            (_("Scope (Dutch)"), version.description_nl),
            (_("Scope (English)"), version.description_en),
            (_("Limits"), version.limits),
        ):
            self._add("text", title).addWidget(selectable(label(text or "–", wraps=True)))

    def _show_price(self, page: ProductPage) -> None:
        version, card = page.version, page.card
        table = ShortTable()
        titles = (_("Variant"), _("Price"), _("Lead time"))
        rows = [
            (one.name, money(one.price_cents), one.lead_time or _("none")) for one in card.variants
        ]
        table.show_rows(titles, rows, numbers=(1,), stretch=2)
        self._add("price", _("Variants")).addWidget(table)
        facts = Facts()
        facts.show_facts(
            [
                (_("Price per"), version.price_unit or "–"),
                (_("Calendar"), page.calendar or "–"),
                (_("Norm"), percent(version.norm, BASIS_POINTS)),
                (_("Plugin"), version.plugin or "–"),
            ]
        )
        self._add("price", _("Guarantee")).addWidget(facts)
        if card.promises:
            body = self._add("price", _("Promises"))
            for one in card.promises:
                words = _("{promise} (on trial)") if one.is_trial else "{promise}"
                body.addWidget(selectable(label(words.format(promise=one.text), wraps=True)))

    def _show_questions(self, faqs: Sequence[Faq]) -> None:
        for language, name in LANGUAGE_NAMES.items():
            own = [one for one in faqs if one.language == language]
            body = self._add("questions", name)
            if not own:
                body.addWidget(label(_("No questions yet."), "muted"))
            for one in own:
                row = QHBoxLayout()
                row.addWidget(label(one.question, "strong", wraps=True), 1)
                row.addWidget(label(f"{number(one.uses)}×", "muted"))
                body.addLayout(row)
                body.addWidget(selectable(label(one.answer, wraps=True)))

    def _show_tips(self, page: ProductPage) -> None:
        body = self._add("tips", _("Tips for the desk"))
        for text in page.version.tips or ("–",):
            body.addWidget(selectable(label(text, wraps=True)))
        body = self._add("tips", _("Whom to ask"))
        if not page.people:
            words = _("Nobody is named, so the unit's leader and deputy are asked.")
            body.addWidget(label(words, "muted", wraps=True))
        for one in page.card.contacts:
            body.addWidget(selectable(label(contact_words(one), wraps=True)))
        body = self._add("tips", _("Files and pages"))
        for link in page.links:
            body.addWidget(selectable(label(f"{link.name}: {link.address}", wraps=True)))
        if not page.links:
            body.addWidget(label(_("None yet."), "muted"))

    def _show_process(self, page: ProductPage) -> None:
        body = self._add("process", _("Process"))
        if not page.card.steps:
            body.addWidget(label(_("This product has no process."), "muted", wraps=True))
            return
        line = ProcessLine(self._kit.theme)
        draw_steps(line, page.card.steps, page.card.cut)
        body.addWidget(line)
        self._add("process", _("Steps")).addWidget(step_table(page.card.steps))
        if page.returned:
            self._add("process", _("Returned")).addWidget(self._returned(page))

    def _returned(self, page: ProductPage) -> QWidget:
        """Return what tells how many lines came back this month, and opens exactly them."""
        back = ReturnedLines(f"{self._kit.time.wall():%Y-%m}")
        wanted = TicketFilter(product=page.version.code, returned=back)
        words = ngettext(
            "{n} line came back over the cut this month",
            "{n} lines came back over the cut this month",
            page.returned,
        )
        return button(
            lambda: self._desk.page_asked.emit("tickets", wanted),
            text=words.format(n=number(page.returned)),
            kind="link",
            name="returned",
        )

    def change(self) -> None:
        """Change what the shown tab tells."""
        page = self.page
        if page is None or not self.change_button.isVisible():
            return
        made = {
            "text": TextDialog,
            "price": PriceDialog,
            "questions": QuestionsDialog,
            "tips": TipsDialog,
        }
        made[self.tab](self, self._desk, self._presenter, page).open()


def contact_words(person: ContactPerson) -> str:
    """Return a person to ask, with how to reach them."""
    name = _("{name} (stands in)").format(name=person.name) if person.is_deputy else person.name
    return " · ".join(part for part in (name, person.unit, person.phone, person.email) if part)
