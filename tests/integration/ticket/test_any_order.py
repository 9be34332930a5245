"""Whatever is done to a line in whatever order: what is shown first is what comes of it."""

from random import Random
from uuid import uuid4

import pytest

from fmdesk.bootstrap import Silent
from fmdesk.core.domain.dossier_views import Terms
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ticket import LineState, OrderLine
from fmdesk.core.services.fulfilment import OPEN
from fmdesk.core.services.projection import project
from fmdesk.core.sql.verify import verify
from tests.integration.month.conftest import Quiet
from tests.integration.ticket.conftest import TicketOffice

STEPS = 7


class Hands:
    """Does something to a line that chance chooses, equal for an equal seed."""

    def __init__(self, office: TicketOffice, line_id: int, seed: int) -> None:
        self.office, self.line_id = office, line_id
        self.random = Random(seed)
        self.refused: list[str] = []
        self.changed = 0

    def step(self) -> None:
        self.office.time.advance(minutes=self.random.randint(1, 400))
        act = self.random.choice((self.change, self.change, self.work, self.cancel))
        act()

    def change(self) -> None:
        """Change something, and see that it leads to what was shown."""
        values = self.random.choice(
            (
                {"quantity": self.random.randint(1, 12)},
                {"variant": self.random.choice(("", "fast"))},
                {"location": self.random.choice(("B1", "B2", ""))},
                {"cost_centre": self.random.choice(("4410", "5500"))},
                {"quantity": self.random.randint(1, 12), "location": "C3"},
            )
        )
        fields = self.office.fields(self.line_id)
        if all(fields[name] == value for name, value in values.items()):
            return  # as it is already
        effect = self.office.preview(self.line_id, **values)
        if effect.after is None:
            assert effect.refusal is not None
            self.refused.append(effect.refusal.code)
            with pytest.raises(DomainError):
                self.office.change(self.line_id, **values)
            return
        self.office.change(self.line_id, **values)
        self.changed += 1
        assert self.terms() == effect.after, values

    def work(self) -> None:
        """Deliver something, or pause, or go on."""
        line, terms = self.office.line(self.line_id), self.terms()
        if line.state not in OPEN:
            return
        left = terms.quantity - terms.delivered
        if line.state is LineState.PAUSED:
            self.office.record(self.line_id, EventKind.RESUMED)
        elif left > 1 and self.random.random() < 0.7:
            self.office.deliver(self.line_id, self.random.randint(1, left - 1))
        else:
            pause = self.random.choice((PauseClass.CUSTOMER, PauseClass.INTERNAL))
            self.office.record(
                self.line_id, EventKind.PAUSED, reason="r", evidence="e", pause_class=pause
            )

    def cancel(self) -> None:
        """Look at what cancelling would cost; seldom do it."""
        effect = self.office.changing.preview_cancel(self.line_id, "en")
        if effect.after is not None and self.random.random() < 0.2:
            self.office.cancel(self.line_id)
            assert self.terms() == effect.after

    def terms(self) -> Terms:
        return self.office.preview(self.line_id).before


@pytest.mark.parametrize("seed", range(8))
def test_what_was_shown_happens_and_the_money_balances(office: TicketOffice, seed: int) -> None:
    product = "paper" if seed % 2 else "chair"
    [line_id] = office.order_of(OrderLine(product, 6)).line_ids
    hands = Hands(office, line_id, seed)
    for _step in range(STEPS):
        hands.step()
    terms = hands.terms()
    office.time.advance(days=31)
    after = hands.terms()
    office.months.close(uuid4(), "2026-10", Quiet())
    assert office.balance() == 0
    assert terms.charged_cents == after.charged_cents, "time alone charges nothing"
    assert office.ledger(line_id) == after.charged_cents - after.credited_cents
    report = verify(office.door, project, progress=Silent())
    assert report.findings == (), "every projection is as its events say"
    assert hands.changed + len(hands.refused) > 0
