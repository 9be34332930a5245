"""Who is told of a line: leader, deputy, or the nearest unit above that has anybody."""

import pytest

from fmdesk.core.domain.escalation import EscalationTo, told
from fmdesk.core.domain.people import Unit

LEAD, DEPUTY, HEAD, MANAGER = 1, 2, 3, 4
TOP, DESK, STOCK, CELLAR, LOST = 10, 11, 12, 13, 14


def units(**changes: Unit) -> dict[int, Unit]:
    made = {
        TOP: Unit(TOP, "fm", "Facilitair", leader_id=MANAGER),
        DESK: Unit(DESK, "desk", "Servicedesk", TOP, leader_id=LEAD, is_front_office=True),
        STOCK: Unit(STOCK, "stock", "Voorraad", TOP, leader_id=HEAD, deputy_id=DEPUTY),
        CELLAR: Unit(CELLAR, "cellar", "Kelder", STOCK),
    }
    return made | {one.id: one for one in changes.values()}


@pytest.mark.parametrize(
    ("goes_to", "person"),
    [
        (EscalationTo.DESK_LEAD, LEAD),
        (EscalationTo.UNIT_HEAD, HEAD),
        (EscalationTo.FACILITY_MANAGER, MANAGER),
    ],
)
def test_each_role_is_somebody(goes_to: EscalationTo, person: int) -> None:
    assert told(units(), STOCK, goes_to) == person


def test_the_deputy_stands_in_for_a_leader_that_there_is_not() -> None:
    without = Unit(STOCK, "stock", "Voorraad", TOP, deputy_id=DEPUTY)
    assert told(units(stock=without), STOCK, EscalationTo.UNIT_HEAD) == DEPUTY


def test_the_deputy_stands_in_for_a_leader_who_is_absent() -> None:
    head = EscalationTo.UNIT_HEAD
    assert told(units(), STOCK, head, {HEAD}) == DEPUTY
    assert told(units(), STOCK, head, {HEAD, DEPUTY}) == MANAGER, "the unit above"
    assert told(units(), STOCK, head, {HEAD, DEPUTY, MANAGER}) == HEAD, "better than nobody"


def test_a_unit_without_anybody_is_answered_for_by_the_one_above() -> None:
    assert told(units(), CELLAR, EscalationTo.UNIT_HEAD) == HEAD
    nobody = Unit(TOP, "fm", "Facilitair")
    assert told(units(top=nobody), CELLAR, EscalationTo.FACILITY_MANAGER) is None


def test_an_office_without_a_desk_tells_nobody_of_it() -> None:
    plain = Unit(DESK, "desk", "Servicedesk", TOP, leader_id=LEAD)
    assert told(units(desk=plain), STOCK, EscalationTo.DESK_LEAD) is None


def test_units_in_a_circle_and_unknown_ones_end() -> None:
    circle = units(
        one=Unit(CELLAR, "cellar", "Kelder", LOST), other=Unit(LOST, "lost", "Zoek", CELLAR)
    )
    assert told(circle, CELLAR, EscalationTo.UNIT_HEAD) is None
    assert told(circle, 99, EscalationTo.FACILITY_MANAGER) is None
