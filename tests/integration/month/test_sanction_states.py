"""A sanction from proposal to ledger: whoever objects and decides, and in whatever order.

The customer's credit follows from the verdict alone; only who bears it moves (docs/domain.md).
"""

from collections.abc import Callable
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

from fmdesk.core.domain.charter import Sanction, SanctionKind
from fmdesk.core.domain.errors import ConflictError, DomainError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ledger import AccountKind
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.ports import RuleEngine
from tests.integration.month.conftest import LATE_BREAK, PAPER_CENTS, SmallOffice, charter
from tests.integration.month.stories import (
    Balance,
    balance,
    close_month,
    half_late,
    new_office,
    reopen_month,
    sanctions_of,
)

MONTH = "2026-10"
DECIDED = {"confirm": "confirmed", "move": "moved", "waive": "waived"}
CENTS = 5 * PAPER_CENTS
PLACES = st.sampled_from([0, 1])


def draft(sanction: int, kind: str, to_unit: str = "", reason: str = "gezien") -> SanctionDraft:
    return SanctionDraft(uuid4(), sanction, kind, reason, to_unit)


class Sanctions(RuleBasedStateMachine):
    """Two half late orders of October; what the test remembers stands beside what is stored."""

    def __init__(self, engine: RuleEngine, template: Path) -> None:
        super().__init__()
        seed = charter(LATE_BREAK, Sanction(SanctionKind.NOT_CHARGED))
        self.opened = new_office(engine, template, seed)
        self.office = self.opened.__enter__()

    @initialize()
    def begin(self) -> None:
        self.lines = [half_late(self.office) for _ in range(2)]
        self.office.time.advance(days=30)
        self.office.control(MONTH)
        self.ids = [sanctions_of(self.office, line)[0].id for line in self.lines]
        self.states = ["proposed", "proposed"]
        self.targets = ["", ""]
        self.last = ["", ""]
        self.objector = [None, None]
        self.heard = [False, False]
        self.confirmed = [False, False]
        self.is_late = [True, True]
        self.is_closed = False

    def refused(self, code: str, act: Callable[[], object]) -> None:
        """Check that something is refused by this code."""
        with pytest.raises(DomainError) as caught:
            act()
        assert caught.value.code == code

    # --- what people do ------------------------------------------------------------------------

    @rule(place=PLACES)
    def object(self, place: int) -> None:
        wish = draft(self.ids[place], "objection")
        is_moved = self.states[place] == "moved"
        has_turn = not self.heard[place] if is_moved else self.states[place] == "proposed"
        if self.is_closed or not has_turn:
            self.refused("sanction.decided", lambda: self.office.sanctions.object_to(wish))
        else:
            assert self.office.sanctions.object_to(wish).months == (MONTH,)
            self.last[place] = "objection"
            self.objector[place] = self.targets[place] if is_moved else "stock"

    @rule(place=PLACES, kind=st.sampled_from(sorted(DECIDED)), unit=st.sampled_from("ts"))
    def decide(self, place: int, kind: str, unit: str) -> None:
        to_unit = {"t": "transport", "s": "desk"}[unit] if kind == "move" else ""
        wish = draft(self.ids[place], kind, to_unit)
        if self.is_closed or self.states[place] in ("posted", "withdrawn"):
            self.refused("sanction.decided", lambda: self.office.sanctions.decide(wish))
        else:
            self.office.sanctions.decide(wish)
            is_same = self.heard[place] and self.targets[place] == to_unit
            self.heard[place] = bool(to_unit) and (is_same or self.objector[place] == to_unit)
            self.objector[place] = None
            self.states[place], self.targets[place] = DECIDED[kind], to_unit
            self.last[place] = kind

    @precondition(lambda self: not self.is_closed)
    @rule(place=PLACES)
    def correct_the_second_delivery(self, place: int) -> None:
        """What was late turns out to be in time, or the other way round; the control tells."""
        line = self.lines[place]
        with self.office.door.read() as work:
            event = work.tickets.events(line)[2]
        hours = -24 if self.is_late[place] else 0
        right = event.at.replace(day=event.at.day + hours // 24)
        self.office.record(
            line,
            EventKind.CORRECTED,
            corrects=event.number,
            corrected_at=right,
            reason="bon nagekeken",
        )
        self.is_late[place] = not self.is_late[place]
        self.control()

    @precondition(lambda self: not self.is_closed)
    @rule()
    def control(self) -> None:
        figures = self.office.control(MONTH)
        for place in range(2):
            if not self.is_late[place]:
                self.states[place] = "withdrawn"
            elif self.states[place] == "withdrawn":
                self.states[place] = "proposed"
        assert figures.total.credited_cents == CENTS * sum(self.is_late)
        waived = [self.is_late[place] and self.states[place] == "waived" for place in range(2)]
        assert figures.total.waived_cents == CENTS * sum(waived)
        assert figures.total.borne_cents == CENTS * (sum(self.is_late) - sum(waived))

    @rule()
    def close(self) -> None:
        if self.is_closed:
            entries = self.office.entries()
            self.refused("month.closed", lambda: close_month(self.office, MONTH))
            assert self.office.entries() == entries
            return
        if any(self.has_objection(place) for place in range(2)):
            self.refused("month.objections", lambda: close_month(self.office, MONTH))
            return
        close_month(self.office, MONTH)
        self.is_closed = True
        for place in range(2):
            self.confirmed[place] = self.states[place] == "confirmed"
            if self.states[place] in ("proposed", "confirmed"):
                self.states[place] = "posted"

    @precondition(lambda self: self.is_closed)
    @rule()
    def reopen(self) -> None:
        reopen_month(self.office, MONTH, "bezwaar na sluiting")
        self.is_closed = False
        for place in range(2):
            if self.states[place] == "posted":
                is_confirmed = self.confirmed[place]
                self.states[place] = "confirmed" if is_confirmed else "proposed"

    def has_objection(self, place: int) -> bool:
        """Tell whether somebody objected and nobody decided since."""
        return self.is_late[place] and self.last[place] == "objection"

    # --- what always holds ---------------------------------------------------------------------

    @invariant()
    def the_states_are_as_remembered(self) -> None:
        for place, line in enumerate(self.lines):
            (found,) = sanctions_of(self.office, line)
            assert found.state == self.states[place]
            assert (found.standing.objection is not None) == (self.last[place] == "objection")

    @invariant()
    def the_ledger_is_even(self) -> None:
        assert self.office.balance() == 0

    @precondition(lambda self: self.is_closed)
    @invariant()
    def the_ledger_of_a_closed_month_follows_the_decisions(self) -> None:
        with self.office.door.read() as work:
            units = {unit.code: unit.id for unit in work.people.units()}
        for place, line in enumerate(self.lines):
            assert balance(self.office, line) == self.expected(place, units)

    def expected(self, place: int, units: dict[str, int]) -> Balance:
        """Return what a line should leave in the ledger."""
        price, credit = 10 * PAPER_CENTS, CENTS if self.is_late[place] else 0
        rows: Balance = {
            (AccountKind.COST_CENTRE, 1): price - credit,
            (AccountKind.UNIT, units["stock"]): -price,
        }
        if self.states[place] == "waived":
            bearer = (AccountKind.ORGANISATION, 0)
        else:
            moved = self.targets[place] if self.states[place] == "moved" else ""
            bearer = (AccountKind.UNIT, units[moved or "stock"])
        rows[bearer] = rows.get(bearer, 0) + credit
        return {account: cents for account, cents in rows.items() if cents}

    def teardown(self) -> None:
        self.opened.__exit__(None, None, None)


def test_a_sanction_goes_its_way_whatever_people_do(
    engine: RuleEngine, sqlite_template: Path
) -> None:
    run_state_machine_as_test(
        lambda: Sanctions(engine, sqlite_template),
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


# --- single steps that went wrong once ---------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(DECIDED))
def test_what_is_decided_stands_when_its_month_is_closed(office: SmallOffice, kind: str) -> None:
    line = half_late(office)
    office.control(MONTH)
    (sanction,) = sanctions_of(office, line)
    office.sanctions.decide(draft(sanction.id, kind, "transport" if kind == "move" else ""))
    office.time.advance(days=30)
    close_month(office, MONTH)
    before = balance(office, line)
    for late in (draft(sanction.id, "confirm"), draft(sanction.id, "move", "desk")):
        with pytest.raises(ConflictError, match=r"sanction\.decided"):
            office.sanctions.decide(late)
    assert balance(office, line) == before


def test_an_objection_to_a_decision_leaves_the_burden_where_it_was_moved(
    office: SmallOffice,
) -> None:
    """The unit to which it was moved objects, once; what is confirmed or waived is decided."""
    line = half_late(office)
    office.control(MONTH)
    (sanction,) = sanctions_of(office, line)
    for kind, unit in (("confirm", ""), ("waive", ""), ("move", "transport")):
        office.sanctions.decide(draft(sanction.id, kind, unit))
        if kind != "move":
            with pytest.raises(ConflictError, match=r"sanction\.decided"):
                office.sanctions.object_to(draft(sanction.id, "objection"))
    office.sanctions.object_to(draft(sanction.id, "objection"))
    assert [one.borne_by for one in office.control(MONTH).broken] == ["Vervoer"]
    office.sanctions.decide(draft(sanction.id, "move", "transport"))
    with pytest.raises(ConflictError, match=r"sanction\.decided"):
        office.sanctions.object_to(draft(sanction.id, "objection"))


def test_a_controller_may_change_a_decision_until_the_close(office: SmallOffice) -> None:
    line = half_late(office)
    office.control(MONTH)
    (sanction,) = sanctions_of(office, line)
    for kind, unit, waived, borne_by in (
        ("waive", "", 5 * PAPER_CENTS, ""),
        ("move", "desk", 0, "Servicedesk"),
        ("confirm", "", 0, "Voorraad"),
    ):
        office.sanctions.decide(draft(sanction.id, kind, unit))
        figures = office.control(MONTH)
        assert figures.total.waived_cents == waived
        assert [one.borne_by for one in figures.broken] == [borne_by]
        assert figures.total.credited_cents == 5 * PAPER_CENTS


def test_an_unknown_unit_cannot_bear_anything(office: SmallOffice) -> None:
    line = half_late(office)
    office.control(MONTH)
    (sanction,) = sanctions_of(office, line)
    with pytest.raises(DomainError, match=r"unit\.unknown"):
        office.sanctions.decide(draft(sanction.id, "move", "maan"))
    assert sanctions_of(office, line)[0].state == "proposed"


def test_the_same_objection_sent_twice_counts_once(office: SmallOffice) -> None:
    line = half_late(office)
    office.control(MONTH)
    (sanction,) = sanctions_of(office, line)
    wish = draft(sanction.id, "objection")
    assert office.sanctions.object_to(wish) == office.sanctions.object_to(wish)
    (state,) = office.months.states()
    assert state.open_proposals == 1
