"""The versions of a product, what differs between them, and taking one back."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmdesk.core.domain.upkeep_views import ProductPage, VersionView
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.changes import change_table
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.section import scrolled
from fmdesk.desktop.pages.catalogue.words import version_columns
from fmdesk.i18n import N_, _, day, ngettext, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame, clear
from fmdesk.ui.widgets.labels import label

_HIGH = 190


class VersionsTab(QWidget):
    """A list of versions; below it what differs from the one before."""

    def __init__(self, desk: Desk, presenter: CataloguePresenter, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("content")
        self._desk, self._presenter = desk, presenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, 0)
        column.setSpacing(SPACE_M)
        self.model = RowsModel(version_columns(), self)
        self.table = TableView(desk.kit, self.model, "versions")
        self.table.setFixedHeight(_HIGH)
        texts.say(self.table.setAccessibleName, N_("Versions"))
        texts.compute(self.model.retranslate)
        self.table.moved_to.connect(self._choose)
        column.addWidget(TableFrame(self.table))
        inside = QWidget()
        self._below = QVBoxLayout(inside)
        self._below.setContentsMargins(0, 0, SPACE_S, 0)
        self._below.setSpacing(SPACE_M)
        column.addWidget(scrolled(inside), 1)

    def show_page(self, page: ProductPage) -> None:
        """Show the versions of a product."""
        self.model.set_rows(page.versions)
        self.table.go_to(0)
        self._choose(0)

    def _choose(self, place: int) -> None:
        clear(self._below)
        if not 0 <= place < self.model.row_total():
            return
        row = self.model.row_at(place)
        if row is None:
            return
        card = Card(_("Version of {day}").format(day=day(row.valid_from)), spacing=SPACE_S)
        if row.is_to_come and not row.is_withdrawn:
            made = button(
                lambda: WithdrawDialog(self, self._presenter, row).open(),
                text=_("Withdraw…"),
                kind="danger",
                name="withdraw",
            )
            card.top.addWidget(made)
        if row.lines:
            words = ngettext("{n} line keeps it.", "{n} lines keep it.", row.lines)
            card.body.addWidget(label(words.format(n=number(row.lines)), "muted"))
        if row.changes:
            card.body.addWidget(change_table(row.changes, _("Was"), _("Became")))
        else:
            words = _("This is how the product began.") if self._is_first(place) else ""
            card.body.addWidget(label(words or _("Nothing differs."), "muted", wraps=True))
        self._below.addWidget(card)
        self._below.addStretch(1)

    def _is_first(self, place: int) -> bool:
        return place == self.model.row_total() - 1


class WithdrawDialog(FormDialog):
    """Asks whether a version that is to come shall not begin."""

    def __init__(self, parent: QWidget, presenter: CataloguePresenter, row: VersionView) -> None:
        super().__init__(parent, _("Withdraw a version"), _("Withdraw"), is_danger=True)
        self._presenter, self._row = presenter, row
        words = _("The version of {day} will not begin; it stays in the list as withdrawn.")
        self.say(words.format(day=day(row.valid_from)))
        presenter.saved.connect(self.accept)

    def save(self) -> None:
        """Take it back; the dialog stays with the sentence when that is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.withdraw(self._row.id, self.show_problem)
