"""The charts, as drawings for the screen and on paper."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest

from fmdesk.core.domain.views import FigureRow, MonthFigures, Tally, TrendPoint
from fmdesk.reports import charts
from fmdesk.reports.canvas import PAPER_SIZE, SCREEN_SIZE, Canvas
from fmdesk.reports.drawing import Box, Disc, Drawing, Path, Words, read_svg, to_svg
from fmdesk.reports.engine import REGULAR, STRONG, load_fonts, text_width_of
from fmdesk.ui.tokens import DARK, LIGHT
from tests.unit.reports.factory import empty_figures, make_figures

SCREENS = (charts.share_svg, charts.breaches_svg, charts.cost_svg, charts.borne_svg)
PAPERS = (charts.share_chart, charts.breaches_chart, charts.cost_chart, charts.borne_chart)


@pytest.fixture(scope="module")
def figures() -> MonthFigures:
    return make_figures()


def words(svg: bytes) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter() if "text" in element.tag]


def paper(chart: charts.Chart, figures: MonthFigures) -> Drawing:
    return chart(figures, Canvas(480, 180))


@pytest.mark.parametrize("draw", SCREENS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_chart_is_svg_of_the_size_and_theme_asked_for(
    draw: charts.Screen, language: str, figures: MonthFigures
) -> None:
    svg = draw(figures, language, 640, 240, "dark")
    root = ET.fromstring(svg)
    assert (root.get("width"), root.get("height")) == ("640", "240")
    assert DARK.text in svg.decode()
    assert LIGHT.text not in svg.decode()
    assert root[0].text


@pytest.mark.parametrize("draw", SCREENS)
def test_a_month_without_work_says_so(draw: charts.Screen) -> None:
    (sentence,) = words(draw(empty_figures(), "en", 640, 240, "light"))
    assert sentence.endswith(".")


LONG = "Facilitaire dienstverlening, gebouwbeheer en informatievoorziening buitendienst"


def units(figures: MonthFigures, names: list[str], broken: int) -> MonthFigures:
    """Return figures with one unit of each name, each with so many broken verdicts."""
    tally = Tally(lines=10, kept=9, broken=broken)
    rows = tuple(
        FigureRow("unit", f"u{at:03}", name, name, None, tally, tally)
        for at, name in enumerate(names)
    )
    borne = tuple(
        replace(figures.sanctions[0], unit=name, unit_code=f"u{at}", cents=100_000 * broken)
        for at, name in enumerate(names)
    )
    trend = figures.trend[-1:]
    return replace(figures, rows=rows, sanctions=borne, trend=trend)


@pytest.mark.parametrize("size", [(300, 150), (480, 180), (240, 110)])
@pytest.mark.parametrize(
    ("names", "broken"),
    [([LONG], 1), ([f"{LONG} {at}" for at in range(40)], 123_456), (["W" * 90], 3), (["U"], 0)],
)
@pytest.mark.parametrize("is_paper", [True, False])
@pytest.mark.parametrize("chart", PAPERS)
def test_no_text_is_cut_by_the_edge_of_a_chart(
    chart: charts.Chart,
    is_paper: bool,
    names: list[str],
    broken: int,
    size: tuple[int, int],
    figures: MonthFigures,
) -> None:
    text_size = PAPER_SIZE if is_paper else SCREEN_SIZE
    canvas = Canvas(*size, size=text_size, is_paper=is_paper)
    drawing = chart(units(figures, names, broken), canvas)
    assert outside(drawing) == []


@pytest.mark.parametrize("months", [1, 2, 7, 12])
@pytest.mark.parametrize("cents", [0, 158_686, 123_456_789])
@pytest.mark.parametrize("chart", [charts.share_chart, charts.cost_chart])
def test_no_text_of_a_month_touches_the_next(
    chart: charts.Chart, cents: int, months: int, figures: MonthFigures
) -> None:
    trend = tuple(
        TrendPoint(f"2026-{at + 1:02}", 640, 40, cents, 9500) for at in range(12 - months, 12)
    )
    canvas = Canvas(300, 150, size=SCREEN_SIZE, is_paper=False)
    drawing = chart(replace(figures, trend=trend), canvas)
    assert outside(drawing) == []
    assert touching(drawing) == []


def span(words: Words) -> tuple[float, float]:
    """Return where a text begins and ends, as the layout library measures it."""
    face = STRONG if words.is_strong else REGULAR
    width = text_width_of(words.text, face, words.size)
    left = {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    return words.x - left, words.x - left + width


def outside(drawing: Drawing) -> list[str]:
    """Return the texts that the edge of a drawing cuts."""
    load_fonts()
    found = []
    for shape in drawing.shapes:
        if isinstance(shape, Words):
            left, right = span(shape)
            is_in = left >= -0.5 and right <= drawing.width + 0.5
            is_in = is_in and shape.y <= drawing.height + 0.5 and shape.y >= shape.size * 0.6
            found += [] if is_in else [shape.text]
    return found


def touching(drawing: Drawing) -> list[str]:
    """Return the texts of one line that run into the next."""
    load_fonts()
    lines: dict[float, list[tuple[float, float, str]]] = {}
    for shape in drawing.shapes:
        if isinstance(shape, Words) and shape.anchor == "middle":
            lines.setdefault(shape.y, []).append((*span(shape), shape.text))
    return [
        text
        for line in lines.values()
        for (_left, right, text), (left, _right, _text) in pairwise(sorted(line))
        if right > left
    ]


def test_the_checks_of_the_edge_see_what_they_look_for() -> None:
    cut = Words(20, 20, "Gebouwbeheer", 12, "#000", "end")
    near = tuple(
        Words(x, 40, text, 12, "#000", "middle") for x, text in ((40, "oktober"), (60, "nov"))
    )
    assert outside(Drawing(100, 50, (cut, *near))) == ["Gebouwbeheer"]
    assert touching(Drawing(100, 50, near)) == ["oktober"]


@pytest.mark.parametrize("chart", PAPERS)
def test_nothing_is_drawn_outside_the_paper(chart: charts.Chart, figures: MonthFigures) -> None:
    drawing = paper(chart, figures)
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            assert shape.x >= 0
            assert shape.x + shape.width <= drawing.width
            assert shape.y >= -0.01
            assert shape.y + shape.height <= drawing.height + 0.01
        elif isinstance(shape, Words | Disc):
            assert 0 <= shape.x <= drawing.width
            assert 0 <= shape.y <= drawing.height


def test_a_month_below_its_norm_is_a_hollow_ring(figures: MonthFigures) -> None:
    rings = [
        shape
        for shape in paper(charts.share_chart, figures).shapes
        if isinstance(shape, Disc) and shape.fill == LIGHT.surface
    ]
    below = [point for point in figures.trend if point.kept * 10_000 < 9_500 * _judged(point)]
    assert len(rings) == len(below) > 0


def _judged(point: TrendPoint) -> int:
    return point.kept + point.broken


def test_the_share_of_each_month_is_written_out(figures: MonthFigures) -> None:
    shown = words(charts.share_svg(figures, "nl", 640, 240, "light"))
    assert {"95,6", "94,1", "nov ’25", "okt", "norm", "95,0\N{NO-BREAK SPACE}%"} <= set(shown)


def test_without_a_norm_only_the_shares_are_drawn(figures: MonthFigures) -> None:
    free = replace(figures, trend=tuple(replace(point, norm=None) for point in figures.trend))
    shown = words(charts.share_svg(free, "nl", 640, 240, "light"))
    assert "norm" not in shown
    assert "95,6" in shown


def test_a_month_without_verdicts_has_no_dot(figures: MonthFigures) -> None:
    gap = replace(figures, trend=(replace(figures.trend[0], kept=0, broken=0), *figures.trend[1:]))
    dots = [s for s in paper(charts.share_chart, gap).shapes if isinstance(s, Disc)]
    assert len(dots) == len(figures.trend) - 1


def test_one_month_alone_is_drawn(figures: MonthFigures) -> None:
    alone = replace(figures, trend=figures.trend[-1:])
    shown = words(charts.share_svg(alone, "en", 640, 240, "light"))
    assert {"95.6", "Oct 2026"} <= set(shown)


def test_units_stand_by_number_of_breaches_and_the_rest_together(figures: MonthFigures) -> None:
    rows = tuple(
        FigureRow("unit", f"U{at:02}", f"Unit {at}", f"Unit {at}", None, tally, tally)
        for at in range(14)
        for tally in (Tally(kept=100, broken=at + 1),)
    )
    shown = words(charts.breaches_svg(replace(figures, rows=rows), "en", 640, 300, "light"))
    assert shown[0] == "Unit 13"
    assert "5 more" in shown
    assert "15" in shown


def test_corrections_below_zero_hang_under_the_line(figures: MonthFigures) -> None:
    trend = (*figures.trend[:-1], replace(figures.trend[-1], credited_cents=-50_000))
    drawing = paper(charts.cost_chart, replace(figures, trend=trend))
    bars = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    assert bars[-1].y > bars[0].y
    assert bars[-1].y + bars[-1].height <= drawing.height


def test_a_trial_bears_nothing_in_the_chart(figures: MonthFigures) -> None:
    only = replace(figures, sanctions=tuple(item for item in figures.sanctions if item.is_trial))
    (text,) = paper(charts.borne_chart, only).shapes
    assert isinstance(text, Words)


def test_long_names_are_clipped_and_markup_is_text(figures: MonthFigures) -> None:
    bad = "<script>" + "x" * 300
    rows = tuple(replace(row, name_nl=bad, name_en=bad) for row in figures.rows)
    shown = words(charts.breaches_svg(replace(figures, rows=rows), "en", 640, 300, "light"))
    assert shown[0].startswith("<script>")
    assert shown[0].endswith("…")


def test_a_drawing_of_plain_shapes_reads_back() -> None:
    flag = Path(((0, 0), (4, 2), (0, 4)), "#778899", 2, "#AABBCC")
    line = Path(((1, 1), (2, 2)), "#778899", 2)
    drawing = Drawing(
        20, 10, (Box(1, 2, 3, 4, "#112233", radius=1), Disc(5, 5, 2, "", "#445566", 2), flag, line)
    )
    assert read_svg(to_svg(drawing)) == drawing
