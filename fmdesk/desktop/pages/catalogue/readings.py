"""Who has read which changed product, for who leads the desk."""

from PySide6.QtCore import Qt

from fmdesk.core.domain.upkeep_views import ReadingRow
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.section import ListSection
from fmdesk.desktop.pages.catalogue.words import reading_columns, reading_sum
from fmdesk.i18n import N_, _
from fmdesk.ui.texts import Texts
from fmdesk.ui.widgets.labels import label


class ReadingsSection(ListSection):
    """A list, what is not read first."""

    def __init__(self, desk: Desk, presenter: CataloguePresenter, texts: Texts) -> None:
        super().__init__(desk, presenter, texts)
        self.add_table(reading_columns(self.kit.time), "readings", N_("Readings"))
        self.table.opened.connect(self._open)
        self.sum = label("", "muted", wraps=True)
        self.sum.setFixedWidth(240)
        self.row.addWidget(self.sum, 0, Qt.AlignmentFlag.AlignTop)

    def show_found(self, found: object) -> None:
        """Show the readings."""
        assert isinstance(found, tuple)  # noqa: S101  # what this section asks for
        has_rows = self.fill(
            found,
            _("Nothing changed lately"),
            _("When a product changes, everybody at the desk confirms here having read it."),
        )
        self.sum.setVisible(has_rows)
        self.sum.setText(reading_sum(found))

    def _open(self, place: int) -> None:
        row = self.model.row_at(place)
        if isinstance(row, ReadingRow):
            self.desk.page_asked.emit("catalogue", row.product)
