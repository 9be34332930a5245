"""What customers asked for and the catalogue does not have, the most wanted first."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmdesk.core.domain.upkeep_views import CatalogueTree, DemandRow
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.making import MakeDialog
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.section import ListSection
from fmdesk.desktop.pages.catalogue.words import demand_columns
from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.labels import label, selectable


class DemandSection(ListSection):
    """A list; Enter makes a product of what is chosen."""

    def __init__(self, desk: Desk, presenter: CataloguePresenter, texts: Texts) -> None:
        super().__init__(desk, presenter, texts)
        self.add_table(demand_columns(self.kit.time), "demand", N_("Not in the catalogue"))
        self.table.opened.connect(lambda _place: self.make())
        self.table.moved_to.connect(self._choose)
        self.panel = QWidget()
        self.panel.setObjectName("content")
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(spacing=SPACE_S)
        texts.say(card.set_title, N_("Asked for"))
        self.text = selectable(label("", wraps=True))
        self.numbers = selectable(label("", "muted", wraps=True))
        self.make_button = button(
            self.make, kind="primary", icon=None, name="make_product", keys="↵"
        )
        texts.say(self.make_button.setText, N_("Make it a product…"))
        for made in (self.text, self.numbers):
            card.body.addWidget(made)
        column.addWidget(card)
        column.addWidget(self.make_button)
        column.addStretch(1)
        self.row.addWidget(self.panel, 34)

    def show_found(self, found: object) -> None:
        """Show what was asked for."""
        assert isinstance(found, tuple)  # noqa: S101  # what this section asks for
        has_rows = self.fill(
            found,
            _("Nothing was missed"),
            _("Requests that are “not in the catalogue” come here, alike ones together."),
        )
        self.panel.setVisible(has_rows)
        self._choose(self.table.current_row())

    def chosen(self) -> DemandRow | None:
        """Return what is chosen, None for nothing."""
        place = self.table.current_row()
        row = self.model.row_at(place) if 0 <= place < self.model.row_total() else None
        return row if isinstance(row, DemandRow) else None

    def _choose(self, _place: int) -> None:
        row = self.chosen()
        if row is not None:
            self.text.setText(row.description)
            self.numbers.setText(", ".join(row.numbers))

    def make(self) -> None:
        """Ask what the product shall be."""
        row = self.chosen()
        if row is None:
            return
        language, catalogue = current_language(), self.desk.services.catalogue

        def show(tree: CatalogueTree) -> None:
            MakeDialog(self, self.presenter, tree, row).open()

        self.desk.query(self, lambda: catalogue.tree(language), show, key="tree")
