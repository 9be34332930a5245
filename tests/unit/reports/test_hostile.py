"""Hostile texts: printed as they are, never read as markup, never breaking a page."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmdesk.core.domain.views import MonthFigures
from fmdesk.reports import monthly, sanctions
from fmdesk.reports.engine import REGULAR, load_fonts, text_width_of
from fmdesk.reports.paper import wrap
from fmdesk.reports.wording import clean
from tests.unit.reports.factory import make_figures
from tests.unit.reports.readback import pages, whole

HOSTILE = (
    "<b>vet",
    '<img src="/etc/passwd"/>',
    "<para><font name='x'>&nbsp;&#0;</para>",
    "a\x00b\x07c\x1bd",
    "links\u202enaar rechts\u2066\u200b",
    "X" * 5000,
    "woord " * 900,
    "\ud800 los",
    "e\u0301" * 400,
    "漢字 кириллица عربى 🎉",
    "{0} {name} %s %(x)s \\u0041",
    "",
    " \t\r\n ",
)


def poisoned(text: str, count: int = 12) -> MonthFigures:
    """Return a month in which every text is this one."""
    figures = make_figures(count)
    return replace(
        figures,
        organisation=text,
        engine=text,
        charter_set=text,
        chain_head=text,
        attribution=text,
        rows=tuple(replace(row, name_nl=text, name_en=text) for row in figures.rows),
        sanctions=tuple(
            replace(total, unit=text, charter=text, charter_nl=text, charter_en=text)
            for total in figures.sanctions
        ),
        broken=tuple(
            replace(
                line,
                number=text,
                product_nl=text,
                department=text,
                unit=text,
                borne_by=text,
                charter=text,
                clause_nl=text,
            )
            for line in figures.broken
        ),
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_report_survives_any_text(text: str) -> None:
    figures = poisoned(text)
    for render in (monthly.render, sanctions.render):
        read = pages(render(figures, "nl"))
        assert "Oktober 2026" in read[0]
        assert f"pagina {len(read)} van {len(read)}" in read[-1]


def test_markup_is_printed_as_text() -> None:
    text = whole(sanctions.render(poisoned('<b>A <img src="x">'), "nl"))
    assert '<b>A <img src="x">' in text


@settings(max_examples=25)
@given(st.text(max_size=80))
def test_a_sanction_report_survives_random_texts(text: str) -> None:
    assert sanctions.render(poisoned(text, 2), "nl").startswith(b"%PDF")


@given(st.text())
def test_clean_text_is_one_printable_line(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert not any(unicodedata.category(char)[0] == "C" for char in shown)
    assert "\n" not in shown


@given(st.text(max_size=300).map(clean), st.floats(12, 300), st.integers(1, 5))
def test_wrapped_lines_fit_and_lose_nothing_until_they_are_cut(
    text: str, width: float, most: int
) -> None:
    load_fonts()
    lines = wrap(text, width, REGULAR, 7, most).split("\n")
    assert len(lines) <= most
    assert all(text_width_of(line, REGULAR, 7) <= width or len(line) <= 1 for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_long_words_break_after_a_mark_where_they_can() -> None:
    load_fonts()
    lines = wrap("kwaliteitshandvest-schoonmaak/2026", 75, REGULAR, 7, 3).split("\n")
    assert lines[0] == "kwaliteitshandvest-"
