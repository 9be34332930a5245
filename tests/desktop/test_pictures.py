"""Pictures that people add are read with bounds and kept small."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from fmdesk.ui.pictures import read_picture, shrunk
from tests.unit.plugins.rooms.made_pictures import png

MOST = 500_000


def encoded(picture: QImage, kind: str) -> bytes:
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(made, kind.lower().encode()).write(picture)
    return bytes(made.data().data())


def noise(side: int) -> QImage:
    picture = QImage(side, side, QImage.Format.Format_RGB32)
    for x in range(side):
        for y in range(side):
            picture.setPixel(x, y, (x * 2654435761 ^ y * 40503) & 0xFFFFFF)
    return picture


def test_a_large_picture_becomes_a_small_one_of_the_same_shape() -> None:
    plain = QImage(2000, 1000, QImage.Format.Format_RGB32)
    plain.fill(QColor("#2060a0"))
    small = shrunk(encoded(plain, "PNG"), 400, MOST)
    found = QImage.fromData(small, "JPEG")
    assert (found.width(), found.height()) == (400, 200)
    assert found.pixelColor(200, 100).blue() == pytest.approx(0xA0, abs=4)


def test_a_small_one_is_not_made_larger() -> None:
    found = QImage.fromData(shrunk(png(40, 30), 400, MOST), "JPEG")
    assert (found.width(), found.height()) == (40, 30)


def test_nothing_of_the_file_but_its_pixels_is_kept() -> None:
    plain = QImage(20, 20, QImage.Format.Format_ARGB32)
    plain.fill(QColor(0, 0, 0, 0))
    plain.setText("Author", "whoever took it")
    content = encoded(plain, "PNG") + b"PK\3\4 an archive behind it"
    assert b"whoever" in content
    small = shrunk(content, 400, MOST)
    assert b"whoever" not in small
    assert b"archive" not in small
    assert QImage.fromData(small).pixelColor(5, 5) == QColor("white"), "what is clear is white"


def test_one_that_does_not_get_small_enough_is_none() -> None:
    content = encoded(noise(64), "PNG")
    assert len(shrunk(content, 64, MOST)) > 1000
    assert shrunk(content, 64, 200) == b""


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", png()[:30], png(60_000, 60_000)],
)
def test_what_is_no_picture_or_a_bomb_is_none(content: bytes) -> None:
    assert shrunk(content, 400, MOST) == b""
    assert read_picture(content, 400).isNull()
