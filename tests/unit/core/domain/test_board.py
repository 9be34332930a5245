"""What stands behind a figure of the board."""

import pytest

from fmdesk.core.domain.board import DESK_FIGURES, Counted, Figure, RecordKind


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
