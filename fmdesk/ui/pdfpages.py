"""The pages of a PDF as pictures, for the screen and for a printer."""

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

KEPT_PAGES = 24
PRINT_DPI = 200
POINTS_PER_INCH = 72


class PdfPages:
    """An open PDF document; rendered pages are kept as long as they are likely seen again.

    Args:
        content: The bytes of the PDF.

    Raises:
        ValueError: It is not a PDF.
    """

    def __init__(self, content: bytes) -> None:
        import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  # 70 ms not needed at start

        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as problem:
            raise ValueError(str(problem)) from problem
        self.content = content
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    def __len__(self) -> int:
        return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        width, height = self._document.get_page_size(page)
        return float(width), float(height)

    def picture(self, page: int, width: int) -> QImage:
        """Return a page as a picture of so many pixels wide."""
        key = page, width
        if key not in self._pictures:
            self._pictures[key] = self._render(page, width / self.size(page)[0])
            while len(self._pictures) > KEPT_PAGES:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    def print_on(self, printer: "QPrinter") -> None:
        """Print the pages that the printer's dialog asked for, each fitted to its paper."""
        first = printer.fromPage() or 1
        last = printer.toPage() or len(self)
        painter = QPainter(printer)
        for page in range(first - 1, min(last, len(self))):
            if page > first - 1:
                printer.newPage()
            picture = self._render(page, PRINT_DPI / POINTS_PER_INCH)
            paper = painter.viewport()
            scale = min(paper.width() / picture.width(), paper.height() / picture.height())
            width, height = picture.width() * scale, picture.height() * scale
            box = QRectF((paper.width() - width) / 2, 0, width, height)
            painter.drawImage(box, picture)
        painter.end()

    def close(self) -> None:
        """Give the document back."""
        self._pictures.clear()
        self._document.close()

    def _render(self, page: int, scale: float) -> QImage:
        loaded = self._document[page]
        bitmap = loaded.render(scale=scale, prefer_bgrx=True)
        picture = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        ).copy()
        bitmap.close()
        loaded.close()
        return picture
