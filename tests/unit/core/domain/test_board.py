"""What stands behind a figure of the board."""

import pytest

from fmdesk.core.domain.board import (
    DESK_FIGURES,
    BoardState,
    Counted,
    Figure,
    RecordKind,
    TileFigure,
)
from fmdesk.core.domain.spec import Text


@pytest.mark.parametrize(
    ("figure", "kind"),
    [
        (Figure.NEAR, RecordKind.LINE),
        (Figure.QUEUE, RecordKind.LINE),
        (Figure.TILE, RecordKind.LINE),
        (Figure.CALL_BACKS, RecordKind.CALL_BACK),
        (Figure.QUESTIONS, RecordKind.QUESTION),
        (Figure.FAILED, RecordKind.MESSAGE),
        (Figure.HANDED, RecordKind.HAND_OVER),
        (Figure.ESCALATED, RecordKind.ESCALATION),
    ],
)
def test_a_figure_counts_records_of_one_kind(figure: Figure, kind: RecordKind) -> None:
    assert Counted(figure).kind is kind


def test_queues_and_tiles_are_not_figures_of_every_office() -> None:
    assert set(Figure) - set(DESK_FIGURES) == {Figure.QUEUE, Figure.TILE}
    assert DESK_FIGURES[0] is Figure.NEAR, "what can still be kept comes first"


TODAY = Counted(Figure.TILE, plugin="supplies", tile="due_today")


@pytest.mark.parametrize(
    ("counts", "deliveries", "first"),
    [
        ((2, 3), 4, Counted(Figure.NEAR)),
        ((0, 3), 4, Counted(Figure.OVERDUE)),
        ((0, 0), 4, TODAY),
        ((0, 0), None, Counted(Figure.NEAR)),
        ((0, 0), 0, Counted(Figure.NEAR)),
    ],
)
def test_the_first_figure_with_records_comes_first(
    counts: tuple[int, int], deliveries: int | None, first: Counted
) -> None:
    figures = dict(zip((Figure.NEAR, Figure.OVERDUE), counts, strict=True))
    tile = TileFigure(TODAY, Text("Leveren", "Deliver"), deliveries)
    assert BoardState(1, figures, (tile,)).first == first
