"""What `fmdesk month control` prints: 0 rows, 1 row, long names, trials and quarantine."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fmdesk.cli.month import LABEL, PRODUCTS_SHOWN, _figures
from fmdesk.core.domain.views import FigureRow, MonthFigures, Tally

Language = Callable[[str], None]
EMPTY = MonthFigures(
    organisation="Bedrijf",
    zone="Europe/Amsterdam",
    month="2026-10",
    revision=1,
    is_closed=False,
    as_of=datetime(2026, 11, 2, 7, 30, tzinfo=UTC),
    chain_head="aa",
    engine="durable_rules 2.0.28",
    charter_set="bb",
    total=Tally(),
    year=Tally(),
    rows=(),
    trend=(),
    sanctions=(),
    broken=(),
)
SOME = Tally(lines=3, kept=1, broken=2, charged_cents=123450, credited_cents=5, borne_cents=5)


def row(dimension: str, key: str, tally: Tally = SOME, **more: object) -> FigureRow:
    made = FigureRow(dimension, key, f"Naam {key}", f"Name {key}", 9500, tally, tally)
    return replace(made, **more)


def printed(figures: MonthFigures, *, has_products: bool = False) -> list[str]:
    lines: Iterator[str] = _figures(figures, has_products=has_products)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def test_a_month_without_lines(language: Language) -> None:
    language("en")
    lines = printed(EMPTY)
    assert lines[0] == "Bedrijf · 2026-10 · draft · durable_rules 2.0.28"
    assert lines[2].split() == ["Share", "kept", "Norm"]
    assert lines[3].split() == ["Total", "–"]
    assert lines[-1] == "Lines without a guarantee: 0"
    assert len(lines) == 6


@pytest.mark.parametrize(
    ("spoken", "headings", "total"),
    [
        (
            "en",
            ["Lines", "Kept", "Broken", "Charged", "Credited", "Borne", "Share kept", "Norm"],
            ["Total", "3", "1", "2", "€1,234.50", "€0.05", "€0.05", "33.3%"],
        ),
        (
            "nl",
            ["Regels", "Nagekomen", "Gebroken"],
            ["Totaal", "3", "1", "2", "€ 1.234,50", "€ 0,05", "€ 0,05", "33,3 %"],
        ),
    ],
)
def test_columns_without_a_figure_are_left_out(
    spoken: str, headings: list[str], total: list[str], language: Language
) -> None:
    language(spoken)
    lines = printed(replace(EMPTY, total=SOME, rows=(row("unit", "a"),)))
    columns = [cell.strip() for cell in lines[2].split("  ") if cell.strip()]
    assert columns[: len(headings)] == headings
    assert [cell.strip() for cell in lines[3].split("  ") if cell.strip()] == total


def test_one_row_stands_below_its_heading(language: Language) -> None:
    language("en")
    lines = printed(replace(EMPTY, total=SOME, rows=(row("unit", "a"),)))
    at = lines.index("Units")
    assert lines[at - 1] == ""
    assert lines[at + 1].startswith("  Name a")
    assert lines[at + 1].endswith("95.0%")
    assert not any(heading in lines for heading in ("Departments", "Charters", "Products"))


def test_a_long_name_is_cut_and_the_columns_stay(language: Language) -> None:
    language("en")
    rows = (row("unit", "a", name_en="x" * 400), row("unit", "b", name_en="y" * LABEL))
    lines = printed(replace(EMPTY, total=SOME, rows=rows))
    cut, whole = (next(line for line in lines if sign in line) for sign in ("xxx", "yyy"))
    assert cut.startswith("  " + "x" * (LABEL - 1) + "…  ")
    assert whole.startswith("  " + "y" * LABEL + "  ")
    assert len(cut) == len(whole)


def test_a_row_without_a_name_has_a_dash(language: Language) -> None:
    language("nl")
    lines = printed(replace(EMPTY, total=SOME, rows=(row("department", "", name_nl=""),)))
    assert lines[lines.index("Afdelingen") + 1].startswith("  –  ")


@pytest.mark.parametrize(
    ("spoken", "mark"), [("en", "Name a [in trial]"), ("nl", "Naam a [op proef]")]
)
def test_a_charter_in_trial_says_so(spoken: str, mark: str, language: Language) -> None:
    language(spoken)
    lines = printed(replace(EMPTY, total=SOME, rows=(row("charter", "a", is_trial=True),)))
    assert any(line.strip().startswith(mark) for line in lines), lines


def test_only_products_with_broken_lines_are_shown_and_the_worst_first(
    language: Language,
) -> None:
    language("en")
    products = tuple(
        row("product", f"{number:02}", Tally(lines=30, kept=30 - number, broken=number))
        for number in range(PRODUCTS_SHOWN + 5)
    )
    few = printed(replace(EMPTY, total=SOME, rows=products))
    at = few.index("Products most often broken (all: --products)")
    shown = [line.split()[1] for line in few[at + 1 :] if line.startswith("  Name")]
    assert shown == [f"{number:02}" for number in range(14, 4, -1)]
    every = printed(replace(EMPTY, total=SOME, rows=products), has_products=True)
    assert "Products" in every
    assert sum(line.startswith("  Name") for line in every) == len(products)


def test_no_product_is_broken_and_nothing_is_said_of_them(language: Language) -> None:
    language("en")
    figures = replace(EMPTY, total=SOME, rows=(row("product", "a", Tally(lines=1, kept=1)),))
    assert not any("Products" in line for line in printed(figures))


def test_the_norm_differs_and_is_left_open(language: Language) -> None:
    language("en")
    lines = printed(replace(EMPTY, total=SOME, rows=(row("unit", "a", norm=None),)))
    assert next(line for line in lines if "Name a" in line).endswith("33.3%")


@pytest.mark.parametrize(
    ("spoken", "said"),
    [("en", "Verdicts in quarantine: 1,234."), ("nl", "1.234")],
)
def test_quarantine_is_told_at_the_end(spoken: str, said: str, language: Language) -> None:
    language(spoken)
    assert said in printed(replace(EMPTY, quarantined=1234))[-1]


def test_a_closed_month_says_so_in_both_languages(language: Language) -> None:
    for spoken, word in (("en", "closed"), ("nl", "afgesloten")):
        language(spoken)
        assert f" · {word} · " in printed(replace(EMPTY, is_closed=True))[0]


def test_the_share_never_looks_better_than_it_is(language: Language) -> None:
    language("en")
    nearly = Tally(lines=100_000, kept=99_999, broken=1)
    lines = printed(replace(EMPTY, total=nearly))
    assert lines[3].split()[-1] == "99.9%"
