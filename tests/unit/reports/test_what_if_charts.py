"""The charts of a charter tried on the past: what stands in them, and what they say aloud."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from fmdesk.core.domain.limits import LimitUnit
from fmdesk.core.domain.spec import Text
from fmdesk.core.domain.what_if import Curve, Side, WhatIfRow
from fmdesk.i18n import using_language
from fmdesk.reports.what_if_charts import curve_svg, curve_words, sides_svg, sides_words

WIDTH, HEIGHT = 480, 160
CURVE = Curve(LimitUnit.CLOCK_HOURS, {4: 90, 8: 5, 30: 3}, 100, 24)
NAME = "{http://www.w3.org/2000/svg}"


def texts(svg: bytes) -> list[str]:
    """Return the texts of a picture."""
    return ["".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{NAME}text")]


def shapes(svg: bytes, kind: str) -> list[dict[str, str]]:
    """Return the attributes of the shapes of a kind."""
    return [dict(one.attrib) for one in ET.fromstring(svg).iter(f"{NAME}{kind}")]


def months(*broken: tuple[int, int]) -> tuple[WhatIfRow, ...]:
    """Return a row for each month from January on, broken before and after."""
    return tuple(
        WhatIfRow(key, Text(key, key), Side(kept=9, broken=was), Side(kept=9, broken=becomes))
        for key, (was, becomes) in ((f"2026-{n:02}", one) for n, one in enumerate(broken, 1))
    )


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with using_language("en"):
        yield


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_curve_names_the_tried_limit_and_the_one_that_would_do(theme: str) -> None:
    svg = curve_svg(CURVE, 9500, "en", WIDTH, HEIGHT, theme)
    shown = texts(svg)
    assert {"24", "8"} <= set(shown)
    assert [one for one in shown if one.endswith("%")] == ["0%", "25%", "50%", "75%", "100%"]
    assert len(shapes(svg, "circle")) == 2
    dashed = [one for one in shapes(svg, "polyline") if "stroke-dasharray" in one]
    dashed += [one for one in shapes(svg, "path") if "stroke-dasharray" in one]
    assert len(dashed) == 1, "the norm is dashed"


def test_a_norm_that_no_limit_keeps_marks_the_tried_one_alone() -> None:
    svg = curve_svg(CURVE, 9900, "nl", WIDTH, HEIGHT, "light")
    assert len(shapes(svg, "circle")) == 1
    assert "24" in texts(svg)
    same = curve_svg(Curve(CURVE.unit, CURVE.needed, 100, 8), 9500, "en", WIDTH, HEIGHT, "light")
    assert len(shapes(same, "circle")) == 1, "it is the tried one itself"


def test_nothing_judged_is_said() -> None:
    empty = Curve(LimitUnit.WORKING_DAYS, {}, 0, 3)
    assert "Nothing was judged" in " ".join(texts(curve_svg(empty, 9500, "en", 400, 120, "light")))
    assert curve_words(empty, 9500) == "Nothing was judged, so there is no curve."
    with using_language("nl"):
        assert curve_words(empty, 9500).startswith("Er is niets beoordeeld")


@pytest.mark.parametrize(
    ("norm", "words"),
    [
        (8750, "4 would have kept 90.0% (norm 87.5%); 24 keeps 95.0%."),
        (9800, "30 would have kept 98.0% (norm 98.0%); 24 keeps 95.0%."),
        (9810, "No limit would have kept 98.1%: too much is still open."),
    ],
)
def test_the_curve_is_a_sentence_for_who_cannot_see_it(norm: int, words: str) -> None:
    assert curve_words(CURVE, norm) == words


def test_tenths_of_a_percent_are_told_in_both_languages() -> None:
    thousand = Curve(LimitUnit.CLOCK_HOURS, {4: 946, 8: 9}, 1000, 4)
    assert curve_words(thousand, 9460) == "4 would have kept 94.6% (norm 94.6%); 4 keeps 94.6%."
    assert curve_words(thousand, 9470) == "8 would have kept 95.5% (norm 94.7%); 4 keeps 94.6%."
    with using_language("nl"):
        words = curve_words(thousand, 9470).replace("\N{NO-BREAK SPACE}", " ")
    assert words == "Met 8 was 95,5 % nagekomen (norm 94,7 %); met 4 is het 94,6 %."


def test_one_that_took_very_long_does_not_flatten_the_rest() -> None:
    long = Curve(LimitUnit.CLOCK_HOURS, dict.fromkeys(range(1, 21), 10) | {5000: 1}, 201, 12)
    marks = {
        one["cx"]: float(one["cx"])
        for one in shapes(curve_svg(long, 9500, "en", WIDTH, HEIGHT, "light"), "circle")
    }
    assert max(marks.values()) > WIDTH / 3, "the limits that matter have room"


def test_each_month_has_two_bars_and_its_figures() -> None:
    svg = sides_svg(months((3, 6), (0, 2), (5, 1)), "en", WIDTH, HEIGHT, "light")
    assert texts(svg)[:3] == ["3", "6", "Jan"]
    assert {"Feb", "Mar", "5", "1"} <= set(texts(svg))
    bars = [float(one["height"]) for one in shapes(svg, "rect")]
    assert len(bars) == 6
    assert bars[1] == max(bars)
    assert bars[0] == pytest.approx(bars[1] / 2, abs=0.5)


def test_many_months_leave_out_figures_and_names_that_do_not_fit() -> None:
    year = months(*((n, n + 1) for n in range(12)))
    shown = texts(sides_svg(year, "nl", 260, HEIGHT, "light"))
    assert "jan" in [one.lower() for one in shown]
    assert len(shown) < 12
    assert len(shapes(sides_svg(year, "nl", 260, HEIGHT, "dark"), "rect")) >= 24


def test_what_the_bars_say_in_words() -> None:
    assert sides_words(months((3, 6), (2, 0))) == "Broken today 5, under what is tried 6."
    none = sides_svg(months((0, 0)), "en", WIDTH, HEIGHT, "light")
    assert "Nothing was broken" in " ".join(texts(none))
    with using_language("nl"):
        assert "Nu gebroken 5" in sides_words(months((3, 6), (2, 0)))
