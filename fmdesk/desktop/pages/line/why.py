"""Why a line is judged as it is: promise, times, interval by interval, bearer, arithmetic."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.views import ConditionView, Why, WhyVerdict
from fmdesk.desktop.pages.line.model import clock_figures, counted, interval_columns
from fmdesk.desktop.words import outcome_badge, short_stamp
from fmdesk.i18n import N_, _, duration, exact_duration, money, number
from fmdesk.reports.why_words import ruling_words
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import ROW_HEIGHT, SPACE_M, SPACE_S, SPACE_XL
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.bars import BarFigure
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.clockbar import ClockBar
from fmdesk.ui.widgets.facts import ShortTable
from fmdesk.ui.widgets.labels import label, rule, selectable

_MOST_ROWS = 9
_HEAD = 34
_FOUND = 120
"""Width of what was found, in pixels; a longer one takes more lines."""


class WhyPanel(QWidget):
    """One card per verdict of a line, and all of it on paper.

    Args:
        kit: Theme and the office's time.
        texts: Texts that follow the language.
        on_print: Puts it on paper; without it there is no such button.
    """

    def __init__(
        self, kit: Kit, texts: Texts | None = None, on_print: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._kit = kit
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        whole.setSpacing(SPACE_M)
        self.print = button(on_print, kind="link", name="print_why", keys="Ctrl P")
        if texts is not None:
            texts.say(self.print.setText, N_("On paper…"))
        whole.addWidget(self.print, 0, Qt.AlignmentFlag.AlignRight)
        if on_print is None:
            self.print.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_M)
        whole.addLayout(self._column, 1)

    def show_why(self, why: Why) -> None:
        """Show the verdicts of a line."""
        clear(self._column)
        if not why.verdicts:
            self._column.addWidget(self._nothing())
        for verdict in why.verdicts:
            self._column.addWidget(VerdictCard(self._kit, verdict, why.line.price_unit))
        self._column.addStretch(1)

    def show_loading(self) -> None:
        """Say that the explanation is being made."""
        clear(self._column)
        self._column.addWidget(label(_("Working out why…"), "muted"))
        self._column.addStretch(1)

    @staticmethod
    def _nothing() -> Card:
        card = Card(_("No promise on this line"))
        words = _("No charter applied to this product when it was ordered, so nothing is judged.")
        card.body.addWidget(label(words, "muted", wraps=True))
        return card


class VerdictCard(Card):
    """One verdict with everything it rests on.

    Args:
        kit: Theme and the office's time.
        verdict: The verdict.
        price_unit: What one piece is called.
    """

    def __init__(self, kit: Kit, verdict: WhyVerdict, price_unit: str) -> None:
        super().__init__(verdict.charter_name)
        self._kit = kit
        self._verdict = verdict
        self.title.setWordWrap(True)
        self.top.setStretch(0, 1)
        if verdict.is_trial:
            self.top.addWidget(StatusBadge(kit.theme, Badge("info", _("Trial"), "neutral")))
        self.top.addWidget(StatusBadge(kit.theme, outcome_badge(verdict.outcome)))
        self.body.addWidget(selectable(label(f"“{verdict.promise}”", "promise", wraps=True)))
        part = _("part {part} · {quantity} {unit}").format(
            part=verdict.part, quantity=number(verdict.quantity), unit=price_unit
        )
        version = _("version {n}").format(n=verdict.charter_version)
        parts = (verdict.limit, verdict.calendar, part.strip(), version)
        words = " · ".join(filter(None, parts))
        self.body.addWidget(label(words, "muted", wraps=True))
        ruling = verdict.ruling
        if ruling:
            said = ruling_words(ruling, short_stamp(ruling.at, kit.time))
            self.body.addWidget(selectable(label(said, wraps=True)))
        self._add_times()
        self._add_conditions()
        self._add_intervals()
        self._add_money()

    def _add_times(self) -> None:
        verdict, time = self._verdict, self._kit.time
        clock = clock_figures(verdict)
        if clock is not None and clock.used:
            bar = ClockBar(self._kit.theme)
            tone = {"kept": "kept", "broken": "broken"}.get(verdict.outcome.value, "accent")
            words = _("{used} used, {limit} promised")
            shown = words.format(used=duration(clock.used), limit=duration(clock.limit))
            bar.show_clock(clock.used, clock.limit, tone, shown)
            self.body.addWidget(bar)
        over = _("{working} (clock {clock})").format(
            working=exact_duration(verdict.over_working), clock=exact_duration(verdict.over_clock)
        )
        is_over = verdict.over_working > 0 or verdict.over_clock > 0
        finished = verdict.finished_at
        row = QHBoxLayout()
        row.setSpacing(SPACE_XL)
        for name, value, tone in (
            (_("Due"), short_stamp(verdict.due_at, time), ""),
            (_("Finished"), short_stamp(finished, time) if finished else _("still open"), ""),
            (_("Over by"), over if is_over else "–", "broken" if is_over else ""),
        ):
            row.addWidget(_figure(name, value, tone))
        row.addStretch(1)
        self.body.addLayout(row)

    def _add_conditions(self) -> None:
        verdict = self._verdict
        for heading, conditions in (
            (verdict.applies_when, verdict.conditions),
            (verdict.except_when, verdict.exceptions),
        ):
            if conditions:
                table = ShortTable()
                rows = [_condition(self._kit, one) for one in conditions]
                table.show_rows((_("Condition"), _("Found"), ""), rows, stretch=0)
                self._add_part(heading, table)

    def _add_intervals(self) -> None:
        verdict = self._verdict
        if not verdict.intervals:
            return
        model = RowsModel(interval_columns(self._kit.time), self)
        model.set_rows(verdict.intervals)
        table = TableView(self._kit, model)
        table.setObjectName("intervals")
        table.setAccessibleName(_("Counted and skipped time"))
        shown = min(len(verdict.intervals), _MOST_ROWS)
        table.setFixedHeight(_HEAD + shown * ROW_HEIGHT)
        if len(verdict.intervals) <= _MOST_ROWS:
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._add_part(_("Counted and skipped time"), table)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 10, 0)
        row.addWidget(label(_("Counted in all"), "strong"))
        row.addStretch(1)
        self.sum = label(exact_duration(counted(verdict)), "strong")
        self.sum.setObjectName("sum")
        row.addWidget(self.sum)
        self.body.addLayout(row)

    def _add_money(self) -> None:
        verdict = self._verdict
        if verdict.step_times:
            table = ShortTable()
            titles = (_("Step"), _("Unit"), _("Took"), _("Target"), _("Overrun"))
            rows = [
                (
                    step.name,
                    step.unit,
                    exact_duration(step.seconds),
                    "–" if step.target_seconds is None else exact_duration(step.target_seconds),
                    exact_duration(step.overrun_seconds),
                )
                for step in verdict.step_times
            ]
            table.show_rows(titles, rows, numbers=(2, 3, 4), stretch=1)
            self._add_part(_("Time per step"), table)
        bears, words, costs = _("Who bears it"), _("{unit} bears it: {reason}"), _("What it costs")
        if verdict.is_trial:
            bears, words = _("Who would bear it"), _("{unit} would bear it: {reason}")
            costs = _("What it would cost")
        if verdict.bearer:
            said = words.format(unit=verdict.bearer, reason=verdict.bearer_reason)
            self._add_part(bears, selectable(label(said, wraps=True)))
        if verdict.arithmetic:
            self._add_part(costs, self._amount())
        self.body.addWidget(label(verdict.engine, "muted"))

    def _amount(self) -> QWidget:
        verdict = self._verdict
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(selectable(label(verdict.arithmetic, wraps=True)), 1)
        if verdict.points:
            row.addWidget(label(_("{n} points").format(n=verdict.points), "strong"))
        row.addWidget(label(money(verdict.cents), "strong"))
        return made

    def _add_part(self, title: str, content: QWidget) -> None:
        self.body.addWidget(rule())
        self.body.addWidget(label(title, "label"))
        self.body.addWidget(content)


def _figure(name: str, value: str, tone: str) -> QWidget:
    made = BarFigure()
    made.name.setText(name)
    made.value.setText(value)
    made.value.setProperty("role", "strong")
    if tone:
        made.value.setProperty("tone", tone)
    return made


def _condition(kit: Kit, one: ConditionView) -> Sequence[str | QWidget]:
    badge = Badge("check", _("met"), "kept") if one.is_met else Badge("x", _("not met"), "neutral")
    asked, found = (selectable(label(text, wraps=True)) for text in (one.asked, one.found))
    found.setMinimumWidth(_FOUND)
    return asked, found, StatusBadge(kit.theme, badge)
