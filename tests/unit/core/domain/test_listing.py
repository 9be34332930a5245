"""How far marks of a long list stand apart."""

import pytest

from fmdesk.core.domain.listing import MOST_MARKS, STEP, Extent


@pytest.mark.parametrize(
    ("total", "step"), [(0, STEP), (1_000_000, STEP), (100_000_000, 100_000_000 // MOST_MARKS)]
)
def test_a_longer_list_has_no_more_marks(total: int, step: int) -> None:
    extent = Extent(total)
    assert extent.step == step
    assert total // extent.step <= MOST_MARKS + 1
