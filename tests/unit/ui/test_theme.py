"""Fonts, palette, style sheet and icons."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.config import resources_path
from fmdesk.ui.kit import Kit
from fmdesk.ui.theme import font, palette, style_sheet
from fmdesk.ui.tokens import DARK, FONT_FAMILY, LIGHT, THEMES, TextStyle


@pytest.mark.parametrize("style", TextStyle)
def test_digits_all_have_the_same_width(kit: Kit, style: TextStyle) -> None:
    metrics = QFontMetrics(font(style))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_the_shipped_font_is_used(kit: Kit) -> None:
    assert QFontInfo(font()).family() == FONT_FAMILY
    assert QFontInfo(font(TextStyle.PAGE_TITLE)).pixelSize() == 20


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_has_no_gap(name: str) -> None:
    made = style_sheet(name)
    assert "@" not in made
    assert THEMES[name].accent in made


def test_the_palette_follows_the_tokens() -> None:
    assert palette(DARK).color(QPalette.ColorRole.Base).name().upper() == DARK.surface
    assert palette(LIGHT).color(QPalette.ColorRole.Highlight).name().upper() == LIGHT.accent


def test_icons_change_colour_with_the_theme(kit: Kit) -> None:
    icon = kit.theme.icon("circle-check", "kept")

    def strongest() -> str:
        picture = icon.pixmap(QSize(32, 32)).toImage()
        places = [(x, y) for x in range(32) for y in range(32)]
        best = max((picture.pixelColor(x, y) for x, y in places), key=lambda c: c.alpha())
        return best.name().upper()

    assert strongest() == LIGHT.kept
    kit.theme.choose("dark")
    assert strongest() == DARK.kept


def test_icons_are_as_sharp_as_the_screen(kit: Kit) -> None:
    picture = kit.theme.icon("truck").pixmap(QSize(16, 16), 2.0)
    assert picture.deviceIndependentSize().toSize() == QSize(16, 16)
    assert picture.size() == QSize(32, 32)


def test_a_theme_reaches_windows_that_are_open(kit: Kit, qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(kit.theme.changed):
        kit.theme.choose("contrast")
    assert button.palette().color(QPalette.ColorRole.Base).name() == "#000000"


def test_no_icon_is_shipped_that_nobody_shows() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in resources_path("icons").parents[1].glob("fmdesk/**/*.py")
    )
    shipped = {path.stem for path in resources_path("icons").glob("*.svg")}
    assert {name for name in shipped if f'"{name}"' not in source} == set()


def test_an_icon_that_is_not_shipped_has_a_stand_in(kit: Kit) -> None:
    picture = kit.theme.icon("no-such-icon").pixmap(QSize(16, 16))
    assert picture.toImage() == kit.theme.icon("circle-dot").pixmap(QSize(16, 16)).toImage()


def test_fonts_and_icons_come_with_their_licences() -> None:
    assert "SIL OPEN FONT LICENSE" in resources_path("fonts", "OFL.txt").read_text()
    assert "ISC License" in resources_path("icons", "LICENSE").read_text()


@pytest.mark.parametrize("name", THEMES)
def test_a_hint_in_an_empty_field_and_the_chosen_list_can_be_told(
    kit: Kit, qtbot: QtBot, name: str
) -> None:
    kit.theme.choose(name)
    field, lists = QLineEdit(), QListWidget()
    lists.setObjectName("sections")
    lists.addItems(["Units", "Persons"])
    for made in (field, lists):
        qtbot.addWidget(made)
        made.resize(200, 90)
        made.show()
    hint = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert (hint.name().upper(), hint.alpha()) == (THEMES[name].muted, 255)

    def colours() -> set[str]:
        picture = lists.grab().toImage()
        box = lists.visualItemRect(lists.item(1))
        middle = lists.viewport().y() + box.center().y()
        across = range(lists.viewport().x(), lists.viewport().x() + box.width())
        return {picture.pixelColor(x, middle).name().upper() for x in across}

    assert THEMES[name].accent not in colours(), "the control: nothing is chosen"
    lists.setCurrentRow(1)
    assert THEMES[name].accent in colours(), "an edge, not only a shade"


@pytest.mark.parametrize("name", THEMES)
def test_a_tick_box_is_seen_whether_it_is_ticked_or_not(kit: Kit, qtbot: QtBot, name: str) -> None:
    kit.theme.choose(name)
    box = QCheckBox("x")
    qtbot.addWidget(box)
    box.resize(60, 30)
    box.show()

    def colours() -> set[str]:
        picture = box.grab().toImage()
        places = [(x, y) for x in range(16) for y in range(30)]
        return {picture.pixelColor(*place).name().upper() for place in places}

    tokens = THEMES[name]
    assert tokens.muted in colours(), "its edge"
    assert tokens.accent not in colours()
    box.setChecked(True)
    assert {tokens.accent, tokens.on_accent} <= colours()
    box.setEnabled(False)
    assert tokens.muted in colours()
