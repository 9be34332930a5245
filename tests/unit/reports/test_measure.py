"""Texts of charts are measured without the layout library, and never too narrow."""

import pytest

from fmdesk.reports.engine import REGULAR, STRONG, load_fonts, text_width_of
from fmdesk.reports.measure import MORE, fitted, widest, width_of

TEXTS = (
    "Gebouwbeheer",
    "Catering en vergaderservice",
    "Ruimte & vergunningen (2e verdieping)",
    "€ 1.234.567,89",
    "Officiële ingebruikname, Özdemir-Çelik",
    "WWWWMMMM",
    "illiji",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_width_is_that_of_the_font(text: str) -> None:
    load_fonts()
    true = text_width_of(text, REGULAR, 12)
    assert true - 0.1 <= width_of(text, 12) <= true * 1.06 + 0.1
    assert width_of(text, 12, is_strong=True) >= text_width_of(text, STRONG, 12) - 0.1


def test_a_sign_that_the_font_may_not_have_counts_as_wide() -> None:
    assert width_of("好", 10) == 7
    assert widest((), 10) == 0


def test_a_text_is_broken_between_words_and_cut_where_it_must() -> None:
    text = "Catering en vergaderservice"
    assert fitted(text, 400, 12) == [text]
    assert fitted(text, 110, 12, 2) == ["Catering en", "vergaderservice"]
    (one,) = fitted(text, 110, 12)
    assert one.endswith(MORE)
    assert width_of(one, 12) <= 110
    first, second = fitted(f"{text} buitendienst", 110, 12, 2)
    assert first == "Catering en"
    assert second.endswith(MORE)
    assert fitted("x\x00y", 100, 12) == ["xy"]
