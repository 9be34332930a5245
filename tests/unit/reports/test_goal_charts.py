"""The trend of a goal as a picture: results per period, norms per month, round scales."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from fmdesk.core.domain.goal_views import GoalPage, GoalRow, ResultView
from fmdesk.core.domain.goals import Every, Goal, Result, Trend, periods_until
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import FigureKind
from fmdesk.core.domain.views import Choice
from fmdesk.core.services.goal_measures import MEASURES
from fmdesk.i18n import using_language
from fmdesk.reports.canvas import SCREEN_SIZE, Canvas
from fmdesk.reports.drawing import Disc, Drawing, Path, Words
from fmdesk.reports.engine import load_fonts
from fmdesk.reports.goal_charts import axis_of, goal_chart, goal_svg
from fmdesk.reports.trend_plot import Mark
from fmdesk.ui.tokens import DARK, LIGHT
from tests.unit.reports.test_charts import outside, span, touching

NOW = Month(2026, 11)
CANVAS = Canvas(440, 190, size=SCREEN_SIZE, is_paper=False)


def page_of(
    measure: str,
    values: Sequence[int | None],
    *norms: tuple[str, int],
    every: Every = Every.MONTH,
) -> GoalPage:
    """Return a goal with these results, the oldest first; the newest period still runs."""
    goal = Goal(1, measure, "", "", every, 1, "", norms or (("2020-01", 9000),))
    spec, results = MEASURES[measure], []
    for value, (first, last) in zip(
        reversed(values), periods_until(every, NOW, len(values)), strict=True
    ):
        norm = goal.norm_in(str(last))
        is_met = value is not None and norm is not None and spec.holds(value, norm)
        results.append(Result(str(first), str(last), norm, value, (), last < NOW, is_met))
    row = GoalRow(goal, spec, "", Choice("p1", "Noor"), results[1], Trend.SAME, 0, 0)
    return GoalPage(row, tuple(ResultView(one, Trend.SAME, (), (), ()) for one in results))


def drawn(page: GoalPage, language: str = "en") -> Drawing:
    with using_language(language):
        return goal_chart(page, CANVAS)


def discs(drawing: Drawing) -> list[Disc]:
    return [one for one in drawing.shapes if isinstance(one, Disc)]


def texts(drawing: Drawing) -> list[str]:
    return [one.text for one in drawing.shapes if isinstance(one, Words)]


def test_what_is_met_is_full_and_what_is_missed_or_runs_is_a_ring() -> None:
    drawing = drawn(page_of("kept", [9400, 8800, 9000, 9100]))
    met, missed, same, running = discs(drawing)
    assert (met.fill, met.stroke) == (LIGHT.accent, LIGHT.accent)
    assert (missed.fill, missed.stroke) == (LIGHT.surface, LIGHT.broken)
    assert same.fill == LIGHT.accent
    assert (running.fill, running.stroke) == (LIGHT.surface, LIGHT.accent)
    assert {"94.0", "88.0", "norm", "≥ 90.0%", "Aug 2026", "Nov"} <= set(texts(drawing))
    assert drawing.title == "Promises kept, October 2026: 90.0%, norm ≥ 90.0%."


def test_less_is_better_where_the_norm_is_the_most() -> None:
    fewer, more, _running = discs(drawn(page_of("complaints", [2, 7, 0], ("2020-01", 5))))
    assert (fewer.stroke, more.stroke) == (LIGHT.accent, LIGHT.broken)
    assert more.y < fewer.y, "more stands higher"


def test_each_month_has_its_own_norm() -> None:
    """The norm rises in May: within the second quarter, that is tested against the newer one."""
    norms = (("2026-02", 9000), ("2026-05", 9500))
    page = page_of("kept", [9300, 9300, 9300, 9300], *norms, every=Every.QUARTER)
    steps = [one.points for one in drawn(page).shapes if isinstance(one, Path) and one.dash]
    assert len(steps) == 11, "January had none"
    heights = [y for (_left, y), _end in steps]
    assert heights[:3] == [heights[0]] * 3
    assert heights[3:] == [heights[3]] * 8
    assert heights[3] < heights[0], "it rose"
    first, second, *_rest = (one.stroke for one in discs(drawn(page)))
    assert (first, second) == (LIGHT.accent, LIGHT.broken)


def test_periods_without_figure_and_norm_before_the_first_are_left_out() -> None:
    page = page_of("kept", [None, None, 9100, None, 9200], ("2026-09", 9000))
    drawing = drawn(page)
    assert len(discs(drawing)) == 2
    assert [one for one in texts(drawing) if one in {"Jul 2026", "Aug", "Sep 2026", "Oct"}] == [
        "Sep 2026",
        "Oct",
    ]
    nothing = drawn(page_of("kept", [None, None]))
    assert texts(nothing) == ["No period has a result yet."]


@pytest.mark.parametrize(
    ("kind", "figures", "expected"),
    [
        (FigureKind.COUNT, [0, 3], (0, 3, 1)),
        (FigureKind.COUNT, [0, 0], (0, 1, 1)),
        (FigureKind.COUNT, [18, 431], (0, 500, 100)),
        (FigureKind.MONEY, [0, 123_456], (0, 150_000, 50_000)),
        (FigureKind.MONEY, [-4_000, 12_000], (-5_000, 15_000, 5_000)),
        (FigureKind.MEAN, [240, 500], (0, 600, 120)),
        (FigureKind.MEAN, [15_000, 9_000], (0, 18_000, 3_600)),
        (FigureKind.MEAN, [900_000, 0], (0, 1_296_000, 432_000)),
        (FigureKind.SHARE, [12_500, 8_000], (0, 15_000, 5_000)),
    ],
)
def test_a_scale_has_few_round_steps(
    kind: FigureKind, figures: list[int], expected: tuple[int, int, int]
) -> None:
    axis = axis_of([Mark("", one, (None,)) for one in figures], kind)
    assert (axis.low, axis.high, axis.step) == expected
    assert 1 <= (axis.high - axis.low) // axis.step <= 5
    assert axis.low <= min(0, *figures) <= max(figures) <= axis.high


VALUES = {
    FigureKind.SHARE: [9940, 8812, 10_000, 9107, 9333, 100, 9250, 9999],
    FigureKind.MEAN: [15_060, 86_399, 300, 59, 172_800, 3_600, 7_260, 12_345],
    FigureKind.COUNT: [1, 12_345, 0, 988, 77, 1_000_000, 5, 6],
    FigureKind.MONEY: [-123_456, 98_765_432, 0, 50, 12_300, 1, 99_900, 7],
}


def on_each_other(drawing: Drawing) -> list[tuple[str, str]]:
    """Return the pairs of texts of which one stands on the other."""
    boxes = [
        (*span(one), one.y - one.size * 0.7, one.y, one.text)
        for one in drawing.shapes
        if isinstance(one, Words)
    ]
    return [
        (one[4], other[4])
        for one, other in combinations(boxes, 2)
        if one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
    ]


def test_the_check_sees_a_text_on_another() -> None:
    words = [Words(50, y, "sep", 12, "#000", "middle") for y in (20, 26, 60)]
    load_fonts()
    assert on_each_other(Drawing(100, 80, tuple(words))) == [("sep", "sep")]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [300, 440])
def test_no_text_is_cut_or_touches_the_next(width: int, language: str) -> None:
    canvas = replace(CANVAS, width=width)
    for code, measure in MEASURES.items():
        for every in Every:
            page = page_of(code, VALUES[measure.figure.kind], ("2020-01", 9_600), every=every)
            with using_language(language):
                drawing = goal_chart(page, canvas)
            assert outside(drawing) == [], (code, every)
            assert touching(drawing) == [], (code, every)
            assert on_each_other(drawing) == [], (code, every)


def test_screen_and_paper_show_the_same_in_their_own_look() -> None:
    page = page_of("kept", [9400, 8800, 9100, 9100], every=Every.QUARTER)
    svg = goal_svg(page, "nl", 440, 190, "dark").decode()
    assert DARK.broken in svg
    assert LIGHT.broken not in svg
    for word in ("K1 2026", "K4", "94,0", "≥ 90,0"):
        assert word in svg
    assert "Nagekomen beloften, 3e kwartaal van 2026" in svg
