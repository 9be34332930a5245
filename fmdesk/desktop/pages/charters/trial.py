"""A charter tried on the past: which months, what it would have done, and which limit would do."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStackedWidget, QVBoxLayout, QWidget

from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_drafts import CharterPage
from fmdesk.core.domain.limits import Limit
from fmdesk.core.domain.what_if import ChangedLine, Dimension, WhatIf, WhatIfQuestion, WhatIfRow
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.editing import choice_field
from fmdesk.desktop.pages.catalogue.section import beside
from fmdesk.desktop.pages.catalogue.words import LIMIT_UNITS
from fmdesk.desktop.pages.charters.presenter import ChartersPresenter
from fmdesk.desktop.pages.charters.trial_model import figure_columns, line_columns, share_words
from fmdesk.desktop.words import month_words
from fmdesk.i18n import N_, _, current_language, money, ngettext, number
from fmdesk.reports.what_if_charts import curve_svg, curve_words, sides_svg, sides_words
from fmdesk.ui.charts import ChartView
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import SegmentedControl, button
from fmdesk.ui.widgets.card import Card, FigureCard, TableFrame, clear
from fmdesk.ui.widgets.fields import number_field
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.states import State, StateStack

LINES = "lines"
TABS = (
    (Dimension.MONTH.value, N_("Month")),
    (Dimension.UNIT.value, N_("Unit")),
    (Dimension.PRODUCT.value, N_("Product")),
    (LINES, N_("Lines that change")),
)
MOST_UNITS = 10_000
_TENTH = 10
"""Basis points of a tenth of a percent, a step of the norm."""
_CHART = 150


class TrialView(QWidget):
    """Asks for months and a limit, runs in a process of its own, and shows the answer.

    Args:
        desk: Services and kit.
        presenter: Runs it.
    """

    closed = Signal()

    def __init__(self, desk: Desk, presenter: ChartersPresenter) -> None:
        super().__init__()
        self.setObjectName("content")
        self._desk, self._kit, self._presenter = desk, desk.kit, presenter
        self.page: CharterPage | None = None
        self.found: WhatIf | None = None
        self._asked: WhatIfQuestion | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_M)
        presenter.tried.connect(self.show_found)
        presenter.trial_ended.connect(self._end)

    def show_page(self, page: CharterPage, months: tuple[str, ...]) -> None:
        """Offer to try a charter or a draft.

        Args:
            page: What is tried; a draft beside the version that it changes.
            months: Months with lines, the newest first.
        """
        self.page, self.found, self._asked = page, None, None
        clear(self._column)
        self._column.addLayout(self._head(page, months))
        self.state = StateStack(self._kit.theme, self._make_answer())
        self._column.addWidget(self.state, 1)
        if months:
            words = _("Choose the months and run it; nothing is written.")
            step = (_("Run"), self.run)
            self.state.show_state(State.EMPTY, _("Not tried yet"), words, step)
            self.run_button.setFocus()
        else:
            self.run_button.setEnabled(False)
            words = _("There is no line to try it on.")
            self.state.show_state(State.EMPTY, _("No month yet"), words)

    def _head(self, page: CharterPage, months: tuple[str, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        is_dutch = current_language() == "nl"
        name = label(page.charter.name_nl if is_dutch else page.charter.name_en, "card_title")
        name.setWordWrap(True)
        row.addWidget(name, 1)
        offered = {one: month_words(one) for one in months}
        self.first = choice_field("first_month", offered, months[-1] if months else "")
        self.last = choice_field("last_month", offered, months[0] if months else "")
        limit = page.charter.guarantee.limit
        units = limit.n if limit else 0
        self.limit = number_field("tried_limit", 0, max(MOST_UNITS, units), units)
        self.limit.setEnabled(limit is not None)
        row.addLayout(
            beside(
                (_("From month"), self.first),
                (_("To month"), self.last),
                (_in_unit(_("Limit to try"), limit), self.limit),
            )
        )
        self.run_button = button(
            self.run, text=_("Run"), kind="primary", name="run_trial", keys="Ctrl ↵"
        )
        back = button(self.closed.emit, text=_("Back to the list"), name="leave", keys="Esc")
        for made in (self.run_button, back):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    # --- the answer ----------------------------------------------------------------------------

    def _make_answer(self) -> QWidget:
        made = QWidget()
        made.setObjectName("content")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        cards = QHBoxLayout()
        cards.setSpacing(SPACE_M)
        names = (_("Broken"), _("Share kept"), _("Credited"), _("Lines that change"))
        self.cards = [FigureCard(name) for name in names]
        for card in self.cards:
            card.open.hide()
            cards.addWidget(card)
        column.addLayout(cards)
        charts = QHBoxLayout()
        charts.setSpacing(SPACE_M)
        charts.addWidget(self._make_sides(), 1)
        charts.addWidget(self._make_curve(), 1)
        column.addLayout(charts)
        self.choice = SegmentedControl([(code, _(text)) for code, text in TABS])
        self.choice.choose(Dimension.MONTH.value)
        self.choice.chosen.connect(self.show_tab)
        column.addWidget(self.choice)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.tables: dict[str, TableView] = {}
        self.models: dict[str, RowsModel[WhatIfRow]] = {}
        for code, title in TABS[:-1]:
            is_month = code == Dimension.MONTH.value
            self.models[code] = RowsModel(figure_columns(title, is_month=is_month), self)
            self._add_table(code, TableView(self._kit, self.models[code], f"trial_{code}"), title)
        self.lines: RowsModel[ChangedLine] = RowsModel(line_columns(), self)
        table = TableView(self._kit, self.lines, "trial_lines")
        table.opened.connect(self._open)
        table.cell_opened.connect(lambda place, _key: self._open(place))
        self._add_table(LINES, table, TABS[-1][1])
        return made

    def _add_table(self, code: str, table: TableView, title: str) -> None:
        table.setAccessibleName(_(title))
        self.tables[code] = table
        self.stack.addWidget(TableFrame(table))

    def _make_sides(self) -> Card:
        card = Card(_("Broken per month: today and tried"), spacing=SPACE_S)
        self.sides = ChartView(self._kit.theme, _CHART)
        card.body.addWidget(self.sides)
        return card

    def _make_curve(self) -> Card:
        limit = self.page.charter.guarantee.limit if self.page else None
        card = Card(_in_unit(_("Which limit would have kept the norm?"), limit), spacing=SPACE_S)
        self.curve = ChartView(self._kit.theme, _CHART - 30)
        card.body.addWidget(self.curve)
        self.norm = QSlider(Qt.Orientation.Horizontal)
        self.norm.setObjectName("norm_slider")
        self.norm.setRange(500, 1000)
        self.norm.setPageStep(10)
        self.norm.setAccessibleName(_("Norm in tenths of a percent"))
        self.norm.valueChanged.connect(lambda _value: self._show_curve())
        self.said = label("", wraps=True)
        card.body.addWidget(self.norm)
        card.body.addWidget(self.said)
        self.curve_card = card
        return card

    def show_found(self, found: WhatIf) -> None:
        """Show the answer; one to what was asked of another charter is dropped."""
        if self.page is not None and found.question == self._asked:
            self._fill(found, self.page)

    def _fill(self, found: WhatIf, page: CharterPage) -> None:
        self.found = found
        before, after = found.total.before, found.total.after
        figures = (
            (number(after.broken), _("today {n}").format(n=number(before.broken))),
            (share_words(after), _("today {n}").format(n=share_words(before))),
            (money(after.cents), _("today {n}").format(n=money(before.cents))),
            (
                number(found.changed_total),
                ngettext("of {n} line", "of {n} lines", found.lines).format(n=number(found.lines)),
            ),
        )
        for card, (figure, context) in zip(self.cards, figures, strict=True):
            card.figure.setText(figure)
            card.context.setText(context)
        for code, model in self.models.items():
            model.set_rows(found.rows[Dimension(code)])
        self.lines.set_rows(found.changed)
        months = found.rows[Dimension.MONTH]
        draw = partial(sides_svg, months, current_language())
        self.sides.show_chart(draw, sides_words(months))
        self.norm.blockSignals(True)
        self.norm.setValue(page.charter.norm // _TENTH)
        self.norm.blockSignals(False)
        self._show_curve()
        self.state.show_content()
        self.show_tab(self.choice.value)

    def _show_curve(self) -> None:
        curve = self.found.curve if self.found else None
        self.curve_card.setVisible(curve is not None)
        if curve is not None:
            norm = self.norm.value() * _TENTH
            self.said.setText(curve_words(curve, norm))
            draw = partial(curve_svg, curve, norm, current_language())
            self.curve.show_chart(draw, curve_words(curve, norm))

    def show_tab(self, code: str) -> None:
        """Show the figures by month, unit or product, or the lines that change."""
        self.choice.choose(code)
        self.stack.setCurrentIndex([name for name, _text in TABS].index(code))
        self.tables[code].setFocus()

    def _open(self, place: int) -> None:
        row = self.lines.row_at(place)
        if row is not None:
            self._desk.page_asked.emit("ticket", row.line_id)

    # --- running -------------------------------------------------------------------------------

    def charter(self) -> Charter | None:
        """Return what is tried: the charter with the limit that was chosen."""
        if self.page is None:
            return None
        charter = self.page.charter
        limit = charter.guarantee.limit
        if limit is None:
            return charter
        n = max(self.limit.value(), 1 if limit.is_in_days else 0)
        return replace(charter, guarantee=replace(charter.guarantee, limit=replace(limit, n=n)))

    def question(self) -> WhatIfQuestion | None:
        """Return what would be run: the charter on the chosen months, beside what holds."""
        charter, page = self.charter(), self.page
        if charter is None or page is None:
            return None
        base = page.base.id if page.base else (page.charter.id or None)
        first, last = sorted((self.first.currentData(), self.last.currentData()))
        return WhatIfQuestion(charter, base, first, last)

    def run(self) -> None:
        """Run it in a process of its own; the status line shows how far it is, and cancels."""
        question = self.question() if self.run_button.isEnabled() else None
        if question is None:
            return
        self._asked = question
        self._wait()
        self._presenter.try_out(question)

    def _wait(self) -> None:
        self.run_button.setEnabled(False)
        words = _("Each line is judged once more; go on working meanwhile.")
        self.state.show_state(State.LOADING, _("One moment"), words)

    def _end(self, question: WhatIfQuestion, sentence: str) -> None:
        """It has ended: with an answer, with an error, or because somebody cancelled it."""
        if self.page is None or question != self._asked:
            return
        self.run_button.setEnabled(True)
        if sentence:
            step = (_("Try again"), self.run)
            self.state.show_state(State.ERROR, _("That did not work"), sentence, step)
        elif self.found is None:
            words = _("Choose the months and run it; nothing is written.")
            step = (_("Run"), self.run)
            self.state.show_state(State.EMPTY, _("Not tried yet"), words, step)
        else:
            self.state.show_content()

    def retranslate(self) -> None:
        """Show everything in the language of now, beside what was chosen; what runs goes on."""
        if self.page is None:
            return
        found, asked, is_running = self.found, self._asked, not self.run_button.isEnabled()
        months = tuple(self.first.itemData(n) for n in range(self.first.count()))
        first, last = self.first.currentIndex(), self.last.currentIndex()
        limit, tab = self.limit.value(), self.choice.value
        self.show_page(self.page, months)
        self._asked = asked
        self.first.setCurrentIndex(first)
        self.last.setCurrentIndex(last)
        self.limit.setValue(limit)
        self.choice.choose(tab)
        if found is not None:
            self._fill(found, self.page)
        if is_running and asked is not None:
            self._wait()


def _in_unit(words: str, limit: Limit | None) -> str:
    """Return words with what the limit counts behind them."""
    return f"{words} ({_(LIMIT_UNITS[limit.unit])})" if limit else words
