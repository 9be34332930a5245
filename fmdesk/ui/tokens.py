"""Colours, type and measures of the interface; plain data, no Qt (the interface page, Tokens)."""

from enum import Enum
from typing import NamedTuple

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
RADIUS_CONTROL, RADIUS_CARD = 6, 8
CONTROL_HEIGHT, ROW_HEIGHT = 34, 30
MOTION_MS = 120
FONT_FAMILY, FALLBACK_FAMILY = "Inter Tabular", "DejaVu Sans"


class TextStyle(Enum):
    """Size in pixels and weight of each kind of text."""

    PAGE_TITLE = (20, 600)
    CARD_TITLE = (15, 600)
    FIGURE = (24, 600)
    BODY = (13, 400)
    STRONG = (13, 600)
    LABEL = (12, 500)
    KEY = (11, 500)


class Tokens(NamedTuple):
    """The colours of one theme, `#RRGGBB`; every theme has the same names."""

    background: str
    surface: str
    line: str
    control: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    accent_hover: str
    on_accent: str
    kept: str
    kept_soft: str
    risk: str
    risk_soft: str
    broken: str
    broken_soft: str
    neutral: str
    neutral_soft: str
    hover: str
    navigation: str
    navigation_text: str
    navigation_muted: str
    navigation_active: str
    navigation_strong: str


LIGHT = Tokens(
    background="#F4F5F7",
    surface="#FFFFFF",
    line="#DFE2E7",
    control="#B9C1CB",
    text="#16202C",
    muted="#5A6675",
    accent="#0B5CAD",
    accent_soft="#E5F0FB",
    accent_hover="#094C90",
    on_accent="#FFFFFF",
    kept="#187343",
    kept_soft="#E3F4EA",
    risk="#9A5B00",
    risk_soft="#FFF1D6",
    broken="#B3261E",
    broken_soft="#FCE8E6",
    neutral="#4C5968",
    neutral_soft="#EBEEF2",
    hover="#F0F3F7",
    navigation="#15202B",
    navigation_text="#C9D3DE",
    navigation_muted="#8C9AA9",
    navigation_active="#263A4D",
    navigation_strong="#FFFFFF",
)

DARK = Tokens(
    background="#11171E",
    surface="#1A222B",
    line="#2C3742",
    control="#4A5866",
    text="#E8EDF2",
    muted="#A3AFBC",
    accent="#6CB2F7",
    accent_soft="#1B3550",
    accent_hover="#8FC5FA",
    on_accent="#0B1A2A",
    kept="#6FD39B",
    kept_soft="#16382A",
    risk="#F0B95A",
    risk_soft="#3D2E12",
    broken="#FF9A91",
    broken_soft="#46211F",
    neutral="#B4C0CC",
    neutral_soft="#2A343F",
    hover="#222C37",
    navigation="#0B1016",
    navigation_text="#C2CCD7",
    navigation_muted="#8595A5",
    navigation_active="#1F2F40",
    navigation_strong="#FFFFFF",
)

CONTRAST = Tokens(
    background="#000000",
    surface="#000000",
    line="#FFFFFF",
    control="#FFFFFF",
    text="#FFFFFF",
    muted="#E6E6E6",
    accent="#FFE600",
    accent_soft="#3A3500",
    accent_hover="#FFF27A",
    on_accent="#000000",
    kept="#7CFFB2",
    kept_soft="#00331A",
    risk="#FFD27A",
    risk_soft="#3D2A00",
    broken="#FFB3AD",
    broken_soft="#4A0B06",
    neutral="#FFFFFF",
    neutral_soft="#262626",
    hover="#1F1F1F",
    navigation="#000000",
    navigation_text="#FFFFFF",
    navigation_muted="#D9D9D9",
    navigation_active="#3A3500",
    navigation_strong="#FFE600",
)

THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

TEXT_PAIRS = (
    *((front, back) for front in ("text", "muted") for back in ("background", "surface", "hover")),
    *(("text", f"{name}_soft") for name in ("accent", "kept", "risk", "broken", "neutral")),
    *((name, f"{name}_soft") for name in ("accent", "kept", "risk", "broken", "neutral")),
    *((name, "surface") for name in ("accent", "kept", "risk", "broken", "neutral")),
    ("muted", "accent_soft"),
    ("accent", "background"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("navigation_text", "navigation"),
    ("navigation_muted", "navigation"),
    ("navigation_strong", "navigation"),
    ("navigation_strong", "navigation_active"),
    ("navigation_text", "navigation_active"),
)
"""Every pair of text and ground that the interface paints; each is at least 4.5 to 1."""


_LINEAR_BELOW = 0.04045
"""WCAG 2: sRGB is linear below this value."""


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two `#RRGGBB` colours, 1.0 to 21.0."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (c / 12.92 if c <= _LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
