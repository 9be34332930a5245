"""The look: Fusion, a palette and one style sheet, all from the tokens of the chosen theme.

The system's own colour scheme has no effect without a desktop portal; own palettes work anywhere.
"""

import re
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from fmdesk.config import resources_path
from fmdesk.ui.icons import PaletteIcon
from fmdesk.ui.tokens import FALLBACK_FAMILY, FONT_FAMILY, THEMES, TextStyle, Tokens

STYLE_ARGUMENTS = ("-style", "fusion")
FONT_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")


class Theme(QObject):
    """The chosen theme; widgets that paint themselves ask it for colours when they paint."""

    changed = Signal()

    def __init__(self, name: str = "light") -> None:
        super().__init__()
        self.name = name

    @property
    def tokens(self) -> Tokens:
        """The colours to paint with now."""
        return THEMES[self.name]

    def colour(self, name: str) -> QColor:
        """Return the token of this name as a colour."""
        return QColor(getattr(self.tokens, name))

    def icon(self, name: str, role: str = "text") -> QIcon:
        """Return an icon of the shipped set, painted in a token's colour at any size.

        Args:
            name: File name in `resources/icons` without its ending.
            role: Name of the token it is painted in.
        """

        def colour(mode: QIcon.Mode) -> str:
            is_disabled = mode is QIcon.Mode.Disabled
            return str(getattr(self.tokens, "muted" if is_disabled else role))

        return QIcon(PaletteIcon(name, colour))

    def choose(self, name: str) -> None:
        """Switch the running application to another theme."""
        self.name = name
        self.apply(cast("QApplication", QApplication.instance()))
        self.changed.emit()

    def apply(self, app: QApplication) -> None:
        """Give the application this theme's palette and style sheet."""
        app.setPalette(palette(self.tokens))
        sheet = style_sheet(self.name)
        if app.styleSheet() != sheet:  # Qt polishes every widget anew, whether it changed or not
            app.setStyleSheet(sheet)


def font(style: TextStyle = TextStyle.BODY) -> QFont:
    """Return the font of a text style; its digits all have the same width."""
    size, weight = style.value
    made = QFont([FONT_FAMILY, FALLBACK_FAMILY])
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    return made


def install(app: QApplication, theme: Theme) -> None:
    """Load the fonts and dress a new application, before its first window.

    Its style is Fusion from the command line (`STYLE_ARGUMENTS`): to set it here would cost 8 ms,
    since Qt hands back the whole class of the style before.
    """
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resources_path("fonts", name)))
    app.setFont(font())
    theme.apply(app)


def palette(tokens: Tokens) -> QPalette:
    """Return the palette of a theme, for what the style sheet does not reach."""
    made = QPalette()
    role = QPalette.ColorRole
    for names, token in (
        ((role.Window, role.AlternateBase), tokens.background),
        ((role.Base, role.Button, role.Light, role.ToolTipText), tokens.surface),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipBase), tokens.text),
        ((role.PlaceholderText,), tokens.muted),
        ((role.Highlight, role.Link, role.Accent), tokens.accent),
        ((role.HighlightedText,), tokens.on_accent),
        ((role.Mid, role.Midlight), tokens.line),
        ((role.Dark,), tokens.control),
    ):
        for name in names:
            made.setColor(name, QColor(token))
    disabled = QPalette.ColorGroup.Disabled
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(disabled, name, QColor(tokens.muted))
    return made


def style_sheet(name: str) -> str:
    """Return the style sheet of a theme: the one template with the tokens filled in."""
    values = THEMES[name]._asdict()
    for picture in ("chevron", "clear", "check", "left", "right"):
        values[picture] = resources_path("themes", f"{picture}-{name}.svg").as_posix()
    template = resources_path("themes", "base.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda found: values[found[1]], template)
