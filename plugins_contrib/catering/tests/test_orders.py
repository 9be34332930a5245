"""Catering ordered on its own: until when, for how much, and what giving it up costs."""

import pytest
from catering_office import Desk

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.ticket import LineState
from fmdesk.messages import explain
from fmdesk.testing.office import at

TOMORROW = "2026-03-03T12:00"


def test_an_order_costs_its_menu_for_each_person_and_is_due_with_the_grace(desk: Desk) -> None:
    line = desk.order(delivery=TOMORROW, people=8, diets="2 vegetarisch")
    assert line.price_cents == 8 * 1250
    assert line.due_at == at("2026-03-03T12:15")
    assert dict(line.facts) == {
        "catering.menu": "LUNCH",
        "catering.people": 8,
        "catering.has_diets": True,
        "catering.notice_hours": 27,
    }


def test_until_four_the_day_before_and_not_a_second_longer(desk: Desk) -> None:
    desk.clock.at = at("2026-03-02T16:00")
    desk.order(delivery=TOMORROW, people=2)
    desk.clock.advance(seconds=1)
    with pytest.raises(PluginError, match=r"catering\.too_late") as caught:
        desk.order(delivery=TOMORROW, people=2)
    assert explain(caught.value) == (
        "Lunch voor 03-03-2026 12:00 kon tot 02-03-2026 16:00 worden besteld en gewijzigd. "
        "Voor 04-03-2026 en later kan het nog."
    )


def test_what_is_wanted_on_monday_is_ordered_on_friday(desk: Desk) -> None:
    desk.clock.at = at("2026-03-06T16:00")
    desk.order(delivery="2026-03-09T09:00", people=2)
    desk.clock.advance(minutes=1)
    with pytest.raises(PluginError, match=r"catering\.too_late") as caught:
        desk.order(delivery="2026-03-09T09:00", people=2)
    assert "Voor 10-03-2026 en later" in explain(caught.value)


def test_what_goes_quickly_can_still_be_ordered_and_is_named(desk: Desk) -> None:
    desk.set(quick="KOFFIE")
    with pytest.raises(PluginError) as caught:
        desk.order(delivery="2026-03-02T12:00", people=2)
    assert explain(caught.value).endswith(
        "Tot 60 minuten van tevoren kunt u nog bestellen: Koffie."
    )
    assert desk.order("KOFFIE", delivery="2026-03-02T12:00", people=2).price_cents == 550
    desk.clock.at = at("2026-03-02T11:01")
    with pytest.raises(PluginError, match=r"catering\.too_late"):
        desk.order("KOFFIE", delivery="2026-03-02T12:00", people=2)


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({}, "catering.when"),
        ({"delivery": "2026-03-01T12:00"}, "catering.past"),
        ({"booking": "M000999.1"}, "catering.booking"),
        ({"delivery": TOMORROW, "quantity": 2}, "catering.one"),
    ],
)
def test_an_order_that_cannot_be_is_refused(
    desk: Desk, details: dict[str, object], code: str
) -> None:
    with pytest.raises(PluginError) as caught:
        desk.order(people=2, **details)
    assert caught.value.code == code
    assert explain(caught.value).endswith(".")


def test_giving_up_in_time_costs_nothing_and_too_late_its_share(desk: Desk) -> None:
    desk.set(fee_product="LATE", fee_percent=50)
    first, second = (desk.order(delivery=TOMORROW, people=3) for _ in range(2))
    assert desk.cancel(first).facts["catering.fee_percent"] == 0
    assert len(desk.lines(first)) == 1
    desk.clock.at = at("2026-03-02T16:01")
    assert desk.cancel(second).facts["catering.fee_percent"] == 50
    _order, fee = desk.lines(second)
    assert (fee.product_code, fee.price_cents, fee.state) == ("LATE", 1875, LineState.READY)


def test_after_four_an_order_is_no_longer_changed(desk: Desk) -> None:
    line = desk.order(delivery=TOMORROW, people=3)
    desk.change(line, people=4)
    assert (desk.line(line.id).price_cents, desk.line(line.id).facts["catering.people"]) == (
        5000,
        4,
    )
    desk.clock.at = at("2026-03-02T16:01")
    with pytest.raises(PluginError, match=r"catering\.too_late"):
        desk.change(line, delivery="2026-03-10T12:00")


def test_the_term_counts_working_days(desk: Desk) -> None:
    desk.set(order_days=30)
    with pytest.raises(PluginError, match=r"catering\.too_late") as caught:
        desk.order(delivery="2026-03-20T12:00", people=2)
    assert "Voor 13-04-2026 en later" in explain(caught.value)
