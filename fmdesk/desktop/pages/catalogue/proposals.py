"""The proposals that wait: before and after, and one key for yes or no."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.upkeep_views import ProposalView
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.changes import change_table
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.section import ListSection, scrolled
from fmdesk.desktop.pages.catalogue.words import KEEPERS, begins, proposal_columns
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.labels import label, selectable


class ProposalsSection(ListSection):
    """A list, and the chosen proposal beside it."""

    def __init__(self, desk: Desk, presenter: CataloguePresenter, texts: Texts) -> None:
        super().__init__(desk, presenter, texts)
        self.add_table(proposal_columns(self.kit.time), "proposals", N_("Proposals"))
        self.table.moved_to.connect(self._choose)
        self._is_busy = False
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, SPACE_S, 0)
        self._column.setSpacing(SPACE_M)
        self.panel = QWidget()
        self.panel.setObjectName("content")
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(inside), 1)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        column.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        icon = self.kit.theme.icon
        self.accept_button = button(self.accept, icon=icon("check"), name="accept", keys="F8")
        self.refuse_button = button(self.refuse, icon=icon("x"), name="refuse", keys="F9")
        texts.say(self.accept_button.setText, N_("Accept"))
        texts.say(self.refuse_button.setText, N_("Refuse"))
        buttons.addWidget(self.accept_button)
        buttons.addWidget(self.refuse_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.row.addWidget(self.panel, 42)

    def show_found(self, found: object) -> None:
        """Show the proposals."""
        assert isinstance(found, tuple)  # noqa: S101  # what this section asks for
        self._is_busy = False
        self.problem.hide()
        has_rows = self.fill(
            found,
            _("No proposal waits"),
            _("Who may not change a product proposes it there; its keeper decides here."),
        )
        self.panel.setVisible(has_rows)
        self._choose(self.table.current_row() if has_rows else -1)

    def chosen(self) -> ProposalView | None:
        """Return the proposal that is shown, None for none."""
        place = self.table.current_row()
        row = self.model.row_at(place) if 0 <= place < self.model.row_total() else None
        return row if isinstance(row, ProposalView) else None

    def _choose(self, _place: int) -> None:
        clear(self._column)
        row = self.chosen()
        if row is None:
            return
        card = Card(row.name, spacing=SPACE_S)
        at = short_stamp(row.at, self.kit.time)
        who = _("{who} proposed this on {at}, to hold {begins}.").format(
            who=row.author, at=at, begins=begins(row.valid_from, self.presenter.today)
        )
        card.body.addWidget(label(who, "muted", wraps=True))
        card.body.addWidget(selectable(label(f"“{row.reason}”", "promise", wraps=True)))
        card.body.addWidget(change_table(row.changes, _("Is"), _("Becomes")))
        self._column.addWidget(card)
        if not row.may_decide:
            words = _("{keeper} decides on this.").format(keeper=_(KEEPERS[row.keeper]))
            self._column.addWidget(label(words, "muted", wraps=True))
        self._column.addStretch(1)
        for made in (self.accept_button, self.refuse_button):
            made.setEnabled(row.may_decide)

    def accept(self) -> None:
        """Let the change hold."""
        self._decide(is_yes=True)

    def refuse(self) -> None:
        """Leave the product as it is."""
        self._decide(is_yes=False)

    def _decide(self, *, is_yes: bool) -> None:
        row = self.chosen()
        if row is None or self._is_busy or not row.may_decide:
            return
        self._is_busy = True
        self.problem.hide()
        self.presenter.decide(row.id, "", self._complain, is_yes=is_yes)

    def _complain(self, sentence: str) -> None:
        self._is_busy = False
        self.problem.setText(sentence)
        self.problem.show()
