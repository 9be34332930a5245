"""What stands beside the planner: the chosen loan with what can be done, and its vehicle."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, stamp
from fmdesk.plugins.api.qt import SPACE_M, Badge, Card, Facts, PluginPage, StatusBadge, button
from fmdesk_vehicles.loans import LoanState
from fmdesk_vehicles.qt.model import Chosen, badge_of, vehicle_facts
from fmdesk_vehicles.words import _

ACTS = (
    ("hand_out", N_("Hand out"), "Ctrl U"),
    ("take_back", N_("Take back…"), "Ctrl B"),
    ("give_up", N_("Give up…"), "Del"),
    ("ticket", N_("Ticket"), "↵"),
)
"""Name, text and key of what can be done with a loan."""
WIDTH = 280


class Detail(QWidget):
    """The loan above, the vehicle below.

    Args:
        page: The page that it belongs to.
        acts: What the buttons do, by their names; `mend` is that of the vehicle.
    """

    def __init__(self, page: PluginPage, acts: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._zone = page.kit.zone
        self.setMinimumWidth(WIDTH)
        self.loan, self.vehicle = Card(), Card()
        self.state = StatusBadge(page.kit.theme, Badge("check", ""))
        self.loan.top.addWidget(self.state)
        self.facts, self.vehicle_facts = Facts(), Facts()
        self.loan.body.addWidget(self.facts)
        self.vehicle.body.addWidget(self.vehicle_facts)
        self.buttons = {name: button(acts[name], name=name, keys=keys) for name, _t, keys in ACTS}
        self.mend = button(acts["mend"], name="mend")
        for name, text, _keys in ACTS:
            page.say(self.buttons[name].setText, text)
            self.loan.body.addWidget(self.buttons[name])
        page.say(self.mend.setText, N_("Mended: lend it again"))
        self.vehicle.body.addWidget(self.mend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.loan)
        column.addWidget(self.vehicle)
        column.addStretch(1)

    def show_chosen(self, chosen: Chosen, now: datetime) -> None:
        """Show a loan and a vehicle; what is None is hidden."""
        loan, vehicle = chosen.loan, chosen.vehicle
        self.loan.setVisible(loan is not None)
        self.vehicle.setVisible(vehicle is not None)
        if vehicle is not None:
            self.vehicle.set_title(vehicle.name)
            self.vehicle_facts.show_facts(one for one in vehicle_facts(vehicle) if one[1])
            self.mend.setVisible(bool(vehicle.note) or not vehicle.is_offered)
        if loan is None:
            return
        self.loan.set_title(loan.borrower or loan.line_number)
        self.state.show_badge(badge_of(loan, now))
        shown = (
            (_("From"), stamp(loan.start, self._zone)),
            (_("Until"), stamp(loan.end, self._zone)),
            (_("What for"), loan.purpose),
            (_("Line"), loan.line_number),
            (_("Handed out"), stamp(loan.lent_at, self._zone) if loan.lent_at else ""),
            (_("Back"), stamp(loan.back_at, self._zone) if loan.back_at else ""),
            (_("Reminded"), stamp(loan.reminded_at, self._zone) if loan.reminded_at else ""),
            (_("Damage"), loan.damage),
        )
        self.facts.show_facts(one for one in shown if one[1])
        for name, state in (
            ("hand_out", LoanState.RESERVED),
            ("take_back", LoanState.LENT),
            ("give_up", LoanState.RESERVED),
        ):
            self.buttons[name].setVisible(loan.state is state)
