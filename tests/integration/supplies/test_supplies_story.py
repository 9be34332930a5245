"""Paper ordered, delivered, counted, cancelled and reopened at the desk, in any order.

What the office remembers of its lines and what lies in the storeroom never drift apart.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import LineState
from fmdesk.messages import explain
from fmdesk.plugins.bundled.supplies.goods import Count, MovementQuery, MovementRow, Receipt
from fmdesk.testing import FakeTime
from tests.integration.supplies.test_supplies_orders import Desk, opened

FIRST = 10
MOST_LINES = 4
QUANTITIES = st.integers(1, 7)
LINES = st.integers(0, MOST_LINES - 1)
REFUSALS = ("fulfilment.not_possible", "fulfilment.quantity", "supplies.not_in_stock")
GONE = (LineState.READY, LineState.CANCELLED)


@contextmanager
def open_desk(template: Path) -> Iterator[Desk]:
    """Give a desk with ten packs of paper, in a file of its own."""
    with tempfile.TemporaryDirectory(dir=template.parent) as folder:
        path = Path(folder) / "fmdesk.db"
        shutil.copyfile(template, path)
        with opened(f"sqlite:///{path.as_posix()}", FakeTime()) as desk:
            yield desk


def movements(desk: Desk) -> tuple[MovementRow, ...]:
    found: tuple[MovementRow, ...] = desk.extensions.ask(
        "supplies", "movements", MovementQuery("PAP")
    )
    return found


class Storeroom(RuleBasedStateMachine):
    """What came in and went out is counted here as well."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self.opened = open_desk(template)
        self.desk = self.opened.__enter__()
        self.there = FIRST
        self.lines: list[int] = []
        self.ordered: list[int] = []
        self.got: list[int] = []
        self.facts: list[dict[str, object]] = []

    @initialize()
    def begin(self) -> None:
        self.order(3)

    @precondition(lambda self: len(self.lines) < MOST_LINES)
    @rule(quantity=QUANTITIES)
    def order(self, quantity: int) -> None:
        on_hand, reserved, _waiting = self.desk.stock()
        line = self.desk.order(quantity)
        self.lines.append(line.id)
        self.ordered.append(quantity)
        self.got.append(0)
        self.facts.append(dict(line.facts))
        assert line.facts["supplies.stock_article"] is True
        assert line.facts["supplies.from_stock"] == (on_hand - reserved >= quantity)

    def attempt(self, place: int, kind: EventKind, quantity: int = 0) -> bool:
        """Record an event; a refusal leaves everything as it was."""
        if place >= len(self.lines):
            return False
        line = self.desk.line(self.lines[place])
        before = (self.desk.stock(), line, movements(self.desk))
        refused: DomainError | None = None
        try:
            self.desk.record(line, kind, reason="zo gegaan", quantity=quantity)
        except DomainError as problem:
            refused = problem
        if refused is not None:
            assert refused.code in REFUSALS, refused
            assert "{" not in explain(refused)
            after = (self.desk.stock(), self.desk.line(line.id), movements(self.desk))
            assert after == before
        return refused is None

    @rule(place=LINES, quantity=QUANTITIES)
    def deliver(self, place: int, quantity: int) -> None:
        if self.attempt(place, EventKind.DELIVERED, quantity):
            self.there -= quantity
            self.got[place] += quantity

    @rule(place=LINES)
    def tell_ready(self, place: int) -> None:
        if self.attempt(place, EventKind.READY):
            rest = max(0, self.ordered[place] - self.got[place])
            self.there -= rest
            self.got[place] += rest

    @rule(place=LINES)
    def cancel(self, place: int) -> None:
        self.attempt(place, EventKind.CANCELLED)

    @rule(place=LINES)
    def reopen(self, place: int) -> None:
        self.attempt(place, EventKind.REOPENED)

    @rule(quantity=QUANTITIES)
    def receive(self, quantity: int) -> None:
        self.desk.receive(quantity)
        self.there += quantity

    @rule(counted=st.integers(0, 12))
    def count(self, counted: int) -> None:
        self.desk.extensions.run(
            uuid4(), "supplies", "correct", Count("PAP", "MAG", counted, "telling")
        )
        self.there = counted

    @invariant()
    def what_lies_there_is_what_came_less_what_went(self) -> None:
        on_hand, reserved, waiting = self.desk.stock()
        assert on_hand == self.there
        assert 0 <= reserved <= on_hand
        assert waiting == 0 or reserved == on_hand, "free stock waits for nobody"

    @invariant()
    def stock_is_the_sum_of_its_movements(self) -> None:
        on_hand, reserved, _waiting = self.desk.stock()
        moved = movements(self.desk)
        assert sum(one.on_hand for one in moved) == on_hand
        assert sum(one.reserved for one in moved) == reserved

    @invariant()
    def a_line_got_what_was_delivered_and_holds_nothing_when_it_is_over(self) -> None:
        moved = movements(self.desk)
        for place, line_id in enumerate(self.lines):
            line = self.desk.line(line_id)
            own = [one for one in moved if one.line_id == line_id]
            assert -sum(one.on_hand for one in own) == self.got[place]
            held = sum(one.reserved for one in own)
            assert held >= 0
            assert held == 0 or line.state not in GONE
            assert dict(line.facts) == self.facts[place], "facts are those of the order"

    def teardown(self) -> None:
        self.opened.__exit__(None, None, None)


def test_the_storeroom_and_the_lines_never_drift_apart(storeroom: Path) -> None:
    run_state_machine_as_test(
        lambda: Storeroom(storeroom),
        settings=settings(
            max_examples=8,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


# --- examples ----------------------------------------------------------------------------------


def test_two_orders_for_the_last_packs_and_the_first_gets_them(storeroom: Path) -> None:
    with open_desk(storeroom) as desk:
        desk.order(9)
        first, second = desk.order(1), desk.order(1)
        assert first.facts["supplies.from_stock"] is True
        assert second.facts["supplies.from_stock"] is False
        with pytest.raises(DomainError, match=r"supplies\.not_in_stock"):
            desk.record(second, EventKind.DELIVERED, quantity=1)
        desk.record(first, EventKind.DELIVERED, quantity=1)
        desk.receive(1)
        assert desk.record(second, EventKind.DELIVERED, quantity=1).state is LineState.READY
        assert desk.line(second.id).facts["supplies.from_stock"] is False
        assert desk.stock() == (9, 9, 0)


def test_ready_without_stock_is_refused_in_the_users_words(
    storeroom: Path,
) -> None:
    with open_desk(storeroom) as desk:
        desk.order(FIRST)
        line = desk.order(4)
        with pytest.raises(DomainError) as caught:
            desk.record(line, EventKind.READY)
        assert "PAP" in explain(caught.value)
        assert "4" in explain(caught.value)
        assert desk.line(line.id).state is LineState.NEW
        assert desk.stock() == (FIRST, FIRST, 4)


def test_what_a_cancelled_line_held_goes_to_the_one_that_waits_longest(
    storeroom: Path,
) -> None:
    with open_desk(storeroom) as desk:
        holder, oldest, youngest = desk.order(FIRST), desk.order(6), desk.order(6)
        assert desk.stock() == (FIRST, FIRST, 12)
        desk.record(holder, EventKind.CANCELLED, reason="niet meer nodig")
        held = {
            line.id: sum(one.reserved for one in movements(desk) if one.line_id == line.id)
            for line in (holder, oldest, youngest)
        }
        assert held == {holder.id: 0, oldest.id: 6, youngest.id: 4}


def test_a_receipt_sent_twice_is_one_receipt(storeroom: Path) -> None:
    with open_desk(storeroom) as desk:
        op_id, receipt = uuid4(), Receipt("PAP", "MAG", 5)
        once = desk.extensions.run(op_id, "supplies", "receive", receipt)
        assert desk.extensions.run(op_id, "supplies", "receive", receipt) == once
        assert desk.stock() == (FIRST + 5, 0, 0)
