"""What a month changes of a sanction that a closed month posted: the bearer, and what is waived."""

from dataclasses import replace

import pytest

from fmdesk.core.domain.broken import BrokenLine, Earlier
from tests.desktop.made import figures

LINE = replace(figures("2026-11").broken[0], points=0, is_late_fact=True)
STOCK, DESK, NOBODY = "Voorraad", "Servicedesk", ""


def corrected(cents: int, bears: str, bore: str | None, before: int = 80_00) -> BrokenLine:
    earlier = Earlier("2026-10", before, 0, borne_by=bore)
    return replace(LINE, cents=cents, borne_by=bears, earlier=earlier)


@pytest.mark.parametrize(
    ("cents", "bears", "bore", "is_moved", "waived"),
    [
        (0, DESK, STOCK, True, 0),
        (0, NOBODY, STOCK, True, 80_00),
        (0, DESK, NOBODY, True, -80_00),
        (20_00, NOBODY, STOCK, True, 100_00),
        (-20_00, NOBODY, NOBODY, False, -20_00),
        (-20_00, STOCK, STOCK, False, 0),
        (-20_00, NOBODY, None, False, -20_00),
        (-20_00, STOCK, None, False, 0),
    ],
)
def test_a_correction_says_who_bore_it_and_what_more_is_waived(
    cents: int, bears: str, bore: str | None, is_moved: bool, waived: int
) -> None:
    """What a month did not record is taken to have been so already."""
    one = corrected(cents, bears, bore)
    assert (one.is_moved, one.waived_cents) == (is_moved, waived)
    assert one.is_only_moved == (is_moved and not cents)


def test_what_is_broken_for_the_first_time_moved_nowhere() -> None:
    first = replace(LINE, cents=80_00, borne_by=NOBODY, earlier=None)
    assert (first.is_moved, first.is_only_moved, first.waived_cents) == (False, False, 80_00)
    assert replace(first, borne_by=STOCK).waived_cents == 0
    assert not replace(corrected(0, DESK, STOCK), points=1).is_only_moved
