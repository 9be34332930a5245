"""The bar at the bottom: due, cost, budget, promise; and the ways a request may end."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from fmdesk.core.domain.intake_views import Quote
from fmdesk.desktop.pages.intake.model import remark_words
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, money
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from fmdesk.ui.widgets.bars import BarFigure
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label, set_tone


class IntakeFoot(QFrame):
    """Figures left, endings right, what is wrong above them."""

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self._kit = kit
        self._is_remark = True
        self.setObjectName("bottombar")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.setObjectName("problem")
        self.problem.hide()
        column.addWidget(self.problem)
        self.agreed = label("", "muted", wraps=True)
        self.agreed.setObjectName("agreed")
        self.agreed.hide()
        column.addWidget(self.agreed)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        column.addLayout(row)
        self.due, self.cost, self.budget = BarFigure(), BarFigure(), BarFigure()
        names = (
            (self.due, N_("Ready before")),
            (self.cost, N_("Cost")),
            (self.budget, N_("Budget left after it")),
        )
        for figure, name in names:
            texts.say(figure.name.setText, name)
            row.addWidget(figure)
            row.addSpacing(SPACE_XL)
        row.addStretch(1)
        self.done = button(name="done", keys="Ctrl ⇧ D")
        self.save = button(name="save", keys="Ctrl ↵", kind="primary")
        texts.say(self.done.setText, N_("Done at the desk"))
        texts.say(self.save.setText, N_("Save"))
        for made in (self.done, self.save):
            row.addWidget(made)

    def show_quote(self, quote: Quote | None) -> None:
        """Show what the order would cost and promise; None for no order."""
        due, cost, budget, tone, period = "–", "–", "–", "", ""
        agreed = (
            " ".join(dict.fromkeys(one.agreed for one in quote.lines if one.agreed))
            if quote
            else ""
        )
        self.agreed.setText(agreed)
        self.agreed.setVisible(bool(agreed))
        if quote is not None:
            due = short_stamp(quote.due_at, self._kit.time)
            cost = money(quote.price_cents)
            lefts = [(one.left, one.period) for one in quote.budgets if one.left is not None]
            if lefts:
                left, period = min(lefts)
                budget, tone = money(left), "broken" if left < 0 else ""
            self._remark(remark_words(quote.remarks), is_refusal=quote.is_refused)
        self.due.value.setText(due)
        self.cost.value.setText(cost)
        self.budget.value.setText(budget)
        self.budget.value.setToolTip(period)
        set_tone(self.budget.value, tone)

    def _remark(self, sentence: str, *, is_refusal: bool) -> None:
        """Show what a quote says; it never hides why something was refused."""
        if sentence or self._is_remark:
            self.show_problem(sentence, is_refusal=is_refusal)
            self._is_remark = True

    def show_problem(self, sentence: str, *, is_refusal: bool = True) -> None:
        """Show what is wrong, or what to say; empty for nothing."""
        self._is_remark = not sentence
        self.problem.setText(sentence)
        set_tone(self.problem, "broken" if is_refusal else "risk")
        self.problem.setVisible(bool(sentence))

    def set_busy(self, is_busy: bool) -> None:
        """Let nothing be saved twice."""
        for made in (self.save, self.done):
            made.setEnabled(not is_busy)
