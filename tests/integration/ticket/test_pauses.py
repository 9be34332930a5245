"""Pausing, and changes while a line is paused: only customer and force majeure stop the clock."""

from datetime import timedelta

import pytest

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ticket import LineState
from tests.integration.month.conftest import PAPER_CENTS
from tests.integration.ticket.conftest import TicketOffice


def pause(office: TicketOffice, line_id: int, kind: PauseClass, evidence: str = "K000123") -> None:
    office.record(line_id, EventKind.PAUSED, reason="away", evidence=evidence, pause_class=kind)


def test_an_internal_reason_leaves_the_customers_clock_running(office: TicketOffice) -> None:
    taken = office.order(2)
    [line_id] = taken.line_ids
    before = office.line(line_id)
    pause(office, line_id, PauseClass.INTERNAL, evidence="")
    after = office.line(line_id)
    assert (after.state, after.due_at) == (before.state, before.due_at)
    office.time.advance(hours=30)
    [promise] = office.preview(line_id).before.promises
    assert promise.cents == 2 * PAPER_CENTS, "the promise is broken all the same"
    told = office.told(taken.ticket_id, "work")[-1]
    assert told.event is not None
    assert told.event.pause_class is PauseClass.INTERNAL


@pytest.mark.parametrize("kind", [PauseClass.CUSTOMER, PauseClass.FORCE_MAJEURE])
def test_what_the_desk_cannot_help_stops_it_and_needs_evidence(
    office: TicketOffice, kind: PauseClass
) -> None:
    [line_id] = office.order(2).line_ids
    due = office.line(line_id).due_at
    assert due is not None
    with pytest.raises(InvalidInputError) as caught:
        pause(office, line_id, kind, evidence=" ")
    assert caught.value.code == "fulfilment.evidence_missing"
    pause(office, line_id, kind)
    assert office.line(line_id).state is LineState.PAUSED
    office.time.advance(hours=30)
    assert office.preview(line_id).before.credited_cents == 0
    office.record(line_id, EventKind.RESUMED)
    assert office.line(line_id).due_at == due + timedelta(hours=30)


def test_a_paused_line_is_changed_and_stays_paused(office: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    pause(office, line_id, PauseClass.CUSTOMER)
    office.time.advance(hours=5)
    effect = office.preview(line_id, quantity=3)
    assert effect.after is not None
    assert effect.after.state is LineState.PAUSED
    office.change(line_id, quantity=3)
    assert office.preview(line_id).before == effect.after
    office.record(line_id, EventKind.RESUMED)
    assert office.line(line_id).price_cents == 3 * PAPER_CENTS


def test_a_paused_line_is_cancelled_and_owes_nothing(office: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    pause(office, line_id, PauseClass.CUSTOMER)
    office.time.advance(days=3)
    effect = office.changing.preview_cancel(line_id, "nl")
    office.cancel(line_id)
    assert effect.after is not None
    assert (effect.after.charged_cents, effect.after.credited_cents) == (0, 0)
    assert office.line(line_id).state is LineState.CANCELLED


def test_a_pause_is_kept_when_the_variant_changes(office: TicketOffice) -> None:
    [line_id] = office.order(1, "chair").line_ids
    opened = office.line(line_id).opened_at
    office.time.advance(hours=1)
    pause(office, line_id, PauseClass.CUSTOMER)
    office.time.advance(hours=10)
    office.record(line_id, EventKind.RESUMED)
    office.change(line_id, variant="fast")
    assert office.line(line_id).due_at == opened + timedelta(hours=4 + 10)
