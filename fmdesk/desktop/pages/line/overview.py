"""The first tab of a line: its process, its deliveries, what was filled in."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmdesk.core.domain.views import DeliveryView, LineView, PostedView
from fmdesk.desktop.pages.line.model import OPEN_STATES, costs, pieces, process_steps
from fmdesk.desktop.words import POSTINGS, short_stamp
from fmdesk.i18n import N_, _, money, ngettext
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.facts import Facts, ShortTable
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.processline import ProcessLine


class Overview(QWidget):
    """Cards about one line."""

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._kit = kit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        column.setSpacing(SPACE_M)
        self._cards: dict[str, Card] = {}
        for name, title in (
            ("process", N_("Process")),
            ("deliveries", N_("Deliveries")),
            ("costs", N_("Costs")),
            ("details", N_("Details")),
            ("ledger", N_("Charges and sanctions")),
        ):
            made = Card()
            texts.say(made.set_title, title)
            column.addWidget(made)
            self._cards[name] = made
        column.addStretch(1)
        self.process = ProcessLine(kit.theme)
        self.deliveries = ShortTable()
        self.costs, self.details = ShortTable(), Facts()
        self._cards["costs"].body.addWidget(self.costs)
        self._cards["process"].body.addWidget(self.process)
        self._cards["deliveries"].body.addWidget(self.deliveries)
        self._cards["details"].body.addWidget(self.details)
        self.calls = label("", "muted", wraps=True)
        self._cards["details"].body.addWidget(self.calls)
        self.ledger = ShortTable()
        self._cards["ledger"].body.addWidget(self.ledger)

    def show_line(self, line: LineView) -> None:
        """Show a line."""
        steps = process_steps(line.steps)
        self.process.show_steps(steps, _index_of_cut(line), _("cut"))
        self._cards["process"].setVisible(bool(steps))
        self._show_deliveries(line)
        names, amounts = zip(*costs(line), strict=True)
        self.costs.show_rows(names, [amounts], stretch=len(names) - 1)
        self._cards["costs"].setVisible(line.price_cents > 0)
        facts = [
            (_("Unit"), line.unit),
            (_("Department"), line.department),
            (_("Cost centre"), line.cost_centre),
            (_("Location"), line.location),
            *line.details,
            *line.facts,
        ]
        self.details.show_facts([(name, value) for name, value in facts if value])
        self._show_calls(line.status_calls)
        self._show_ledger(line.posted)

    def add_acts(self, *acts: QWidget) -> None:
        """Put what can be done with what was ordered beside its title."""
        for made in acts:
            self._cards["details"].top.addWidget(made)

    def _show_calls(self, calls: int) -> None:
        asked = ngettext(
            "The customer asked {count} time where it is.",
            "The customer asked {count} times where it is.",
            calls,
        )
        self.calls.setText(asked.format(count=calls))
        self.calls.setVisible(calls > 0)

    def _show_ledger(self, posted: Sequence[PostedView]) -> None:
        titles = (_("Month"), _("What"), _("Account"), _("Amount"))
        self.ledger.show_rows(titles, [_posting(row) for row in posted], numbers=(3,), stretch=2)
        self._cards["ledger"].setVisible(bool(posted))

    def _show_deliveries(self, line: LineView) -> None:
        titles = (_("Part"), _("Quantity"), _("Delivered"), _("Price"), _("Charged"))
        rows = [self._delivery(line, part) for part in line.deliveries]
        total = (
            "",
            pieces(line, sum(part.quantity for part in line.deliveries)),
            "",
            money(sum(part.price_cents for part in line.deliveries)),
            money(sum(part.charged_cents for part in line.deliveries)),
        )
        self.deliveries.show_rows(titles, rows, numbers=(1, 3, 4), total=total, stretch=2)

    def _delivery(self, line: LineView, part: DeliveryView) -> tuple[str | QWidget, ...]:
        when: str | QWidget = short_stamp(part.at, self._kit.time)
        if part.at is None and line.state in OPEN_STATES:
            when = StatusBadge(self._kit.theme, Badge("hourglass", _("Still open"), "accent"))
        is_free = part.charged_cents == 0 and part.price_cents > 0 and part.at is not None
        charged: str | QWidget = "–" if part.at is None else money(part.charged_cents)
        if is_free:
            charged = StatusBadge(self._kit.theme, Badge("check", _("Not charged"), "kept"))
        return (
            str(part.part),
            pieces(line, part.quantity),
            when,
            money(part.price_cents),
            charged,
        )


def _index_of_cut(line: LineView) -> int | None:
    return next((i for i, step in enumerate(line.steps) if step.position == line.cut), None)


def _posting(row: PostedView) -> tuple[str, ...]:
    words = _(POSTINGS.get(row.kind, row.kind))
    reference = f"{words} · {row.reference}" if row.reference else words
    return row.month, reference, row.account, money(row.cents)
