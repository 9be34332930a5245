"""Pictures that people add: read with bounds, and made small before they are kept."""

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

MEMORY_MB = 256
"""What reading one picture may take."""
PIXELS = 60_000_000
"""A picture that claims more is none; the largest telephones make 50 million."""
_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_QUALITIES = (85, 70, 50, 30)
_KINDS = (b"png", b"jpeg")


def read_picture(content: bytes, side: int) -> QImage:
    """Return a PNG or JPEG as it was held, no larger than a square; a null image for what is none.

    It touches no widget, so that it can be read on a thread.

    Args:
        content: A file, whoever made it.
        side: Pixels of the square.
    """
    buffer = _opened(content)
    if bytes(QImageReader.imageFormat(buffer).data()) not in _KINDS:
        return QImage()
    reader = QImageReader(buffer)
    reader.setAllocationLimit(MEMORY_MB)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > PIXELS:
        return QImage()
    if size.isValid() and max(size.width(), size.height()) > side:
        box = QSize(side, side)
        reader.setScaledSize(size.scaled(box, _KEEP).expandedTo(QSize(1, 1)))
    return reader.read()


def shrunk(content: bytes, side: int, most: int) -> bytes:
    """Return a PNG or JPEG as a small JPEG that holds its pixels and nothing else of the file.

    Args:
        content: A file, whoever made it.
        side: Pixels of the square that it must fit.
        most: Bytes that it may have.

    Returns:
        Nothing where it cannot be read or does not get small enough.
    """
    picture = read_picture(content, side)
    if picture.isNull():
        return b""
    flat = QImage(picture.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, picture)
    painter.end()
    for quality in _QUALITIES:
        made = QBuffer()
        made.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(made, b"jpeg")
        writer.setQuality(quality)
        if writer.write(flat) and made.size() <= most:
            return bytes(made.data().data())
    return b""


def _opened(content: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer
