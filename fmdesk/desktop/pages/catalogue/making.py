"""The dialog that makes a product: a new one, or one of what was asked for."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.upkeep_views import CatalogueTree, DemandRow
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.pages.catalogue.editing import (
    LONGEST_LINE,
    LONGEST_NAME,
    MOST_HOURS,
    choice_field,
    read_money,
    text_field,
)
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.section import beside
from fmdesk.desktop.pages.catalogue.words import LIMIT_UNITS
from fmdesk.i18n import _, current_language, money, ngettext, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.fields import day_field, day_of, line_field, number_field

_WIDTH = 720
_MOST = 200


class MakeDialog(FormDialog):
    """Asks what the product is called, who delivers it, what it costs and how long it takes.

    Args:
        parent: The section.
        presenter: Stores it.
        tree: Where it may stand, and the calendars.
        demand: What was asked for, None for a product that nobody asked for.
    """

    def __init__(
        self,
        parent: QWidget,
        presenter: CataloguePresenter,
        tree: CatalogueTree,
        demand: DemandRow | None = None,
    ) -> None:
        title = _("Make it a product") if demand else _("New product")
        super().__init__(parent, title, _("Add to the catalogue"))
        self.setMinimumWidth(_WIDTH)
        self._presenter, self._demand = presenter, demand
        self._wanted = demand.unit_code if demand else ""
        if demand is not None:
            times = len(demand.line_ids)
            words = ngettext(
                "“{text}” was asked for once; its line is noted as this product.",
                "“{text}” was asked for {n} times; these lines are noted as this product.",
                times,
            )
            self.say(words.format(text=demand.description, n=number(times)))
        text = demand.description if demand else ""
        self.code = line_field("code", 40)
        self.name_nl = line_field("name_nl", LONGEST_NAME)
        self.name_nl.setText(text[:LONGEST_NAME])
        self.name_en = line_field("name_en", LONGEST_NAME)
        self.cluster = choice_field("cluster", {one.code: one.name for one in tree.clusters}, "")
        self.unit = choice_field("unit", {}, "")
        self.about = text_field("description_nl", text)
        self.price = line_field("price", LONGEST_LINE)
        self.price.setText(money(demand.price_cents if demand else 0))
        self.amount = number_field("lead_n", 0, MOST_HOURS, 0)
        units = {str(kind): _(words) for kind, words in LIMIT_UNITS.items()}
        self.counted = choice_field("lead_unit", units, LimitUnit.WORKING_DAYS)
        calendars = {"": _("none"), **{code: code for code in tree.calendars}}
        self.calendar = choice_field("calendar", calendars, "")
        self.day = day_field("day", presenter.today)
        self.day.setMinimumDate(self.day.date())
        self.body.addLayout(beside((_("Code"), self.code), (_("Holds from"), self.day)))
        self.body.addLayout(
            beside((_("Name (Dutch)"), self.name_nl), (_("Name (English)"), self.name_en))
        )
        self.body.addLayout(beside((_("Cluster"), self.cluster), (_("Delivered by"), self.unit)))
        self._offer_kinds()
        self.add_field(_("Scope (Dutch)"), self.about)
        self.body.addLayout(
            beside(
                (_("Price"), self.price),
                (_("Lead time (0 for none)"), self.amount),
                (_("Counted in"), self.counted),
                (_("Calendar"), self.calendar),
            )
        )
        self.code.setFocus()
        presenter.saved.connect(self.accept)
        presenter.find("unit", "", self._offer_units, _MOST)

    def _offer_kinds(self) -> None:
        """Let a plugin serve it, as one of the kinds that it declares."""
        self._kinds = self._presenter.kinds
        self.kind = choice_field("kind", {"": _("Nobody: its process says what happens")}, "")
        for plugin, sold in self._kinds:
            self.kind.addItem(sold.name.get(current_language()), f"{plugin}.{sold.id}")
        self.article = line_field("article", LONGEST_NAME)
        self.article.setEnabled(False)
        self.kind.currentIndexChanged.connect(lambda place: self.article.setEnabled(place > 0))
        kind, article = _("Served by a plugin, as"), _("Its number or name there")
        self.body.addLayout(beside((kind, self.kind), (article, self.article)))

    def _offer_units(self, found: Sequence[Choice]) -> None:
        for choice in found:
            self.unit.addItem(choice.text, choice)
            if choice.hint == self._wanted:
                self.unit.setCurrentIndex(self.unit.count() - 1)

    def save(self) -> None:
        """Add it; the dialog stays with the sentence when that is refused."""
        try:
            product = self._product()
        except ValueError as problem:
            self.show_problem(str(problem))
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        lines = self._demand.line_ids if self._demand else ()
        self._presenter.make(product, lines, self.show_problem)

    def _product(self) -> ProductVersion:
        unit = self.unit.currentData()
        if unit is None:
            raise ValueError(_("Choose who delivers it."))
        limit = None
        if self.amount.value():
            kind = LimitUnit(self.counted.currentData())
            limit = Limit(kind, self.amount.value(), TimeOfDay.KEEP)
        made = ProductVersion(
            id=0,
            product_id=0,
            code=self.code.text().strip(),
            valid_from=day_of(self.day),
            name_nl=self.name_nl.text().strip(),
            name_en=self.name_en.text().strip(),
            cluster=str(self.cluster.currentData() or ""),
            unit_id=int(unit.code),
            price_cents=read_money(self.price.text()),
            lead_time=limit,
            calendar=self.calendar.currentData(),
            description_nl=self.about.toPlainText().strip(),
        )
        if not self.kind.currentIndex():
            return made
        plugin, sold = self._kinds[self.kind.currentIndex() - 1]
        article = self.article.text().strip()
        return replace(made, plugin=plugin, form=sold.form, process=sold.process, article=article)
