"""The colours: readable in every theme, with the same names."""

import pytest

from fmdesk.config import THEMES as CHOICES
from fmdesk.ui.tokens import TEXT_PAIRS, THEMES, contrast


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids=" on ".join)
def test_every_text_can_be_read(theme: str, pair: tuple[str, str]) -> None:
    front, back = (getattr(THEMES[theme], name) for name in pair)
    assert contrast(front, back) >= 4.5


def test_every_theme_of_the_settings_has_its_colours() -> None:
    assert tuple(THEMES) == CHOICES


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")
