"""Preview of a PDF: pages, zoom, keys, printing."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from fmdesk.ui.kit import Kit
from fmdesk.ui.pdfpages import KEPT_PAGES, PdfPages
from fmdesk.ui.pdfview import PdfView
from fmdesk.ui.texts import Texts


def make_pdf(pages: int) -> bytes:
    target = BytesIO()
    paper = Canvas(target, invariant=1, initialFontName="Helvetica")
    for page in range(pages):
        paper.setFillColorRGB(1, 0, 0)
        paper.rect(0, 700, 100 + 10 * page, 100, fill=1)
        paper.showPage()
    paper.save()
    return target.getvalue()


@pytest.fixture
def pages(kit: Kit) -> Iterator[PdfPages]:
    made = PdfPages(make_pdf(30))
    yield made
    made.close()


@pytest.fixture
def view(kit: Kit, qtbot: QtBot) -> Iterator[PdfView]:
    made = PdfView(kit, Texts())
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.show_pdf(make_pdf(3))
    yield made
    made.clear()


def test_pages_become_pictures_of_the_asked_width(pages: PdfPages) -> None:
    picture = pages.picture(0, 300)
    assert len(pages) == 30
    assert abs(picture.width() - 300) <= 1
    assert picture.pixelColor(5, 60).name() == "#ff0000"


def test_only_so_many_pictures_are_kept(pages: PdfPages) -> None:
    first = pages.picture(0, 100)
    assert pages.picture(0, 100) is first
    for page in range(1, KEPT_PAGES + 1):
        pages.picture(page, 100)
    assert pages.picture(0, 100) is not first


def test_what_is_no_pdf_is_refused(kit: Kit) -> None:
    with pytest.raises(ValueError, match="PDF"):
        PdfPages(b"no pdf at all")


def test_printing_gives_the_pages_that_were_asked(pages: PdfPages, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFromTo(2, 4)
    pages.print_on(printer)
    printed = PdfPages((tmp_path / "out.pdf").read_bytes())
    assert len(printed) == 3
    printed.close()


def test_the_page_fits_the_width(view: PdfView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: 0 < view.area.viewport().width() - view.sheet.pixmap().width() < 60)
    before = view.sheet.pixmap().width()
    view.resize(700, 700)
    qtbot.waitUntil(lambda: view.sheet.pixmap().width() < before)


def test_pages_turn_by_key_button_and_list(view: PdfView, qtbot: QtBot) -> None:
    assert view.position.text() == "Page 1 of 3"
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.position.text() == "Page 2 of 3"
    qtbot.keyClick(view.list, Qt.Key.Key_Down)
    assert view.position.text() == "Page 3 of 3"
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.position.text() == "Page 3 of 3"
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.list.currentIndex().row() == 1


def test_zooming_goes_by_steps_and_stops(view: PdfView, qtbot: QtBot) -> None:
    for _turn in range(10):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom.text() == "300 %"
    for _turn in range(10):
        qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom.text() == "50 %"


def test_another_document_starts_at_its_first_page(view: PdfView) -> None:
    view.go_to(2)
    view.show_pdf(make_pdf(5))
    assert view.position.text() == "Page 1 of 5"
    view.clear()
    assert view.pages is None
    view.go_to(1)
    assert view.sheet.pixmap().isNull()
