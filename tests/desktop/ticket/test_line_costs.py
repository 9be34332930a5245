"""What a line costs: as ordered, still to come, realised, credited, and paid in the end."""

from dataclasses import replace

import pytest

from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import DeliveryView
from fmdesk.desktop.pages.line.model import costs
from fmdesk.i18n import using_language
from tests.desktop.fakes import FakeQueries
from tests.desktop.made import NOW

IN_TIME = DeliveryView(1, 5, NOW, 9_200, 9_200)
LATE = DeliveryView(2, 5, NOW, 9_200, 0)
REST = DeliveryView(3, 2, None, 3_680, 3_680)


@pytest.mark.parametrize(
    ("state", "parts", "price", "shown"),
    [
        (LineState.RUNNING, (REST,), 3_680, ("€36.80", "€36.80", "€0.00", "€0.00", "€0.00")),
        (
            LineState.RUNNING,
            (IN_TIME, LATE, REST),
            22_080,
            ("€220.80", "€36.80", "€184.00", "€92.00", "€92.00 instead of €184.00"),
        ),
        (
            LineState.READY,
            (LATE,),
            9_200,
            ("€92.00", "€0.00", "€92.00", "€92.00", "€0.00 instead of €92.00"),
        ),
        (
            LineState.CANCELLED,
            (IN_TIME, REST),
            12_880,
            ("€128.80", "€0.00", "€92.00", "€0.00", "€92.00"),
        ),
    ],
)
def test_costs_follow_what_was_delivered(
    state: LineState, parts: tuple[DeliveryView, ...], price: int, shown: tuple[str, ...]
) -> None:
    line = replace(FakeQueries().line(1, "en"), state=state, deliveries=parts, price_cents=price)
    with using_language("en"):
        found = costs(line)
    assert tuple(value for _name, value in found) == shown
    names = [name for name, _value in found]
    assert names == ["Price at order", "Not ready yet", "Realised", "Credited", "To be paid"]


def test_in_dutch_what_is_credited_stands_beside_the_price_it_had() -> None:
    line = replace(
        FakeQueries().line(1, "en"), state=LineState.READY, deliveries=(LATE,), price_cents=9_200
    )
    with using_language("nl"):
        name, paid = costs(line)[-1]
    assert (name, paid.replace("\xa0", " ")) == ("Te betalen", "€ 0,00 in plaats van € 92,00")
