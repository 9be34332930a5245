"""Where work passes over the cut."""

import pytest

from fmdesk.core.domain.process import ProcessVersion, Side, Step

F, B = Side.FRONT, Side.BACK


@pytest.mark.parametrize(
    ("sides", "cut"),
    [((F, B, B), 1), ((F, F, B, F), 2), ((F, F), None), ((B, F), None), ((), None), ((B, F, B), 2)],
)
def test_the_cut_is_the_first_back_step_after_a_front_step(
    sides: tuple[Side, ...], cut: int | None
) -> None:
    steps = tuple(Step(place, "stap", "step", side) for place, side in enumerate(sides))
    assert ProcessVersion(1, "p", "p", "p", steps).cut == cut
