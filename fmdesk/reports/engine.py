"""The layout library, set up before it is loaded; the only module that imports it.

Its settings must stand before the rest of it is imported: its own default font would else stay in
the file without being embedded, and settings of the user's machine (environment, home folder) would
change the bytes.
"""

from functools import cache, lru_cache

from reportlab import rl_config
from reportlab.lib.fonts import addMapping

from fmdesk.config import resources_path

REGULAR, MEDIUM, STRONG = "Fmdesk", "Fmdesk-Medium", "Fmdesk-SemiBold"
_FILES = {REGULAR: "Regular", MEDIUM: "Medium", STRONG: "SemiBold"}
_SETTINGS = {
    "invariant": 1,
    "pageCompression": 1,
    "useA85": 0,
    "shapeChecking": 0,
    "verbose": 0,
    "showBoundary": 0,
    "ttfAsciiReadable": 1,
    "pdfComments": 0,
    "overlapAttachedSpace": 1,
    "paraFontSizeHeightOffset": 1,
    "canvas_basefontname": REGULAR,
    "defaultGraphicsFontName": REGULAR,
    "documentLang": None,
    "canvas_baseColor": None,
}
for _name, _value in _SETTINGS.items():
    setattr(rl_config, _name, _value)
for _bold in (0, 1):
    for _italic in (0, 1):
        addMapping(REGULAR, _bold, _italic, REGULAR)

from reportlab.graphics.barcode.code128 import Code128  # noqa: E402  # after the settings
from reportlab.lib.colors import Color, HexColor  # noqa: E402  # after the settings
from reportlab.lib.pagesizes import A4, landscape  # noqa: E402  # after the settings above
from reportlab.lib.units import mm  # noqa: E402  # after the settings above
from reportlab.pdfbase import pdfmetrics  # noqa: E402  # after the settings above
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402  # after the settings above
from reportlab.pdfgen.canvas import Canvas  # noqa: E402  # after the settings above
from reportlab.platypus import (  # noqa: E402  # after the settings above
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)

__all__ = [
    "A4", "MEDIUM", "REGULAR", "STRONG", "BaseDocTemplate", "Canvas", "Code128", "CondPageBreak",
    "Flowable", "Frame", "NextPageTemplate", "PageBreak", "PageTemplate", "Spacer", "Table", "ink",
    "landscape", "load_fonts", "mm", "text_width_of",
]  # fmt: skip


@cache
def load_fonts() -> None:
    """Register the fonts once per process."""
    for name, file in _FILES.items():
        path = resources_path("fonts", f"Inter-{file}.ttf")
        pdfmetrics.registerFont(TTFont(name, str(path), asciiReadable=True, shapable=False))


@lru_cache(maxsize=16384)
def text_width_of(text: str, font: str, size: float) -> float:
    """Return the width of a text in points."""
    width: float = pdfmetrics.stringWidth(text, font, size)
    return width


@cache
def ink(colour: str) -> Color:
    """Return a `#RRGGBB` as the library's colour: a name would be looked up for each cell."""
    return HexColor(colour)
