"""Preview of a PDF in the window: page list, page, zoom, save and print."""

from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QScrollArea, QVBoxLayout, QWidget

from fmdesk.i18n import N_, _
from fmdesk.ui.kit import Kit
from fmdesk.ui.pdfpages import PdfPages
from fmdesk.ui.texts import Texts
from fmdesk.ui.theme import Theme
from fmdesk.ui.tokens import SPACE_L, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label

THUMBNAIL = 96
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_NOWHERE = QModelIndex()
_MARGIN = 48
_NARROWEST = 240


class ThumbnailModel(QAbstractListModel):
    """The pages as small pictures, rendered when they come into sight."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: PdfPages | None = None

    def set_pages(self, pages: PdfPages | None) -> None:
        """Show the pages of another document."""
        self.beginResetModel()
        self._pages = pages
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return the number of pages."""
        return 0 if parent.isValid() or self._pages is None else len(self._pages)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return number and picture of a page."""
        if self._pages is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.DecorationRole:
            return framed(
                self._pages.picture(index.row(), THUMBNAIL), self._theme.colour("control")
            )
        return None


def framed(picture: QImage, edge: QColor) -> QIcon:
    """Return a page with a thin edge, the same whether it is selected or not."""
    drawn = QPixmap.fromImage(picture)
    painter = QPainter(drawn)
    painter.setPen(edge)
    painter.drawRect(drawn.rect().adjusted(0, 0, -1, -1))
    painter.end()
    icon = QIcon(drawn)
    icon.addPixmap(drawn, QIcon.Mode.Selected)
    return icon


class PdfView(QWidget):
    """Shows a PDF; asks its page to save or print it.

    Args:
        kit: Theme.
        texts: Of the page that holds it.
        back: Where closing it leads, marked with `N_`.
    """

    save_asked = Signal()
    print_asked = Signal()
    close_asked = Signal()

    def __init__(self, kit: Kit, texts: Texts, back: str = N_("Back to the figures")) -> None:
        super().__init__()
        self._back = back
        self._pages: PdfPages | None = None
        self._page = 0
        self._zoom = 0.0
        self._texts = texts
        self._kit = kit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(self._make_tools())
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_L)
        middle.addWidget(self._make_list())
        middle.addWidget(self._make_sheet(), 1)
        column.addLayout(middle, 1)

    def _make_tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        icon = self._kit.theme.icon
        self.position = label("", "muted")
        self.position.setMinimumWidth(110)
        self.position.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom = label("", "muted")
        self.zoom.setMinimumWidth(52)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        tools: tuple[tuple[str, str, str, object], ...] = (
            ("pdf_back", self._back, "chevron-left", self.close_asked.emit),
            ("pdf_previous", N_("Previous page"), "chevron-up", lambda: self.go_to(self._page - 1)),
            ("pdf_next", N_("Next page"), "chevron-down", lambda: self.go_to(self._page + 1)),
            ("pdf_smaller", N_("Smaller"), "zoom-out", lambda: self.zoom_by(-1)),
            ("pdf_larger", N_("Larger"), "zoom-in", lambda: self.zoom_by(1)),
            ("pdf_save", N_("Save as PDF…"), "download", self.save_asked.emit),
            ("pdf_print", N_("Print…"), "printer", self.print_asked.emit),
        )
        for name, text, picture, act in tools:
            has_words = name in {"pdf_back", "pdf_save", "pdf_print"}
            made = button(act, icon=icon(picture), name=name)  # type: ignore[arg-type]
            self._texts.say(made.setAccessibleName, text)
            self._texts.say(made.setText if has_words else made.setToolTip, text)
            if name == "pdf_previous":
                row.addStretch(1)
            if name == "pdf_next":
                row.addWidget(self.position)
            if name == "pdf_larger":
                row.addWidget(self.zoom)
            if name == "pdf_save":
                row.addStretch(1)
            row.addWidget(made)
        return row

    def _make_list(self) -> QListView:
        self._thumbnails = ThumbnailModel(self._kit.theme, self)
        self.list = QListView()
        self.list.setObjectName("thumbnails")
        self.list.setModel(self._thumbnails)
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setFlow(QListView.Flow.TopToBottom)
        self.list.setWrapping(False)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setIconSize(QSize(THUMBNAIL, 2 * THUMBNAIL))
        self.list.setUniformItemSizes(False)
        self.list.setSpacing(SPACE_S)
        self.list.setFixedWidth(THUMBNAIL + 56)
        self._texts.say(self.list.setAccessibleName, N_("Pages"))
        self.list.selectionModel().currentChanged.connect(
            lambda now, _before: self.go_to(now.row())
        )
        return self.list

    def _make_sheet(self) -> QScrollArea:
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.sheet)
        self.area.viewport().installEventFilter(self)
        self.sheet.setObjectName("scrolled")
        self._texts.say(self.area.setAccessibleName, N_("Page of the report"))
        return self.area

    @property
    def pages(self) -> PdfPages | None:
        """The document shown."""
        return self._pages

    def show_pdf(self, content: bytes) -> None:
        """Show a document from its first page, fitted to the width."""
        old, self._pages = self._pages, PdfPages(content)
        self._thumbnails.set_pages(self._pages)
        if old is not None:
            old.close()
        self._zoom = 0.0
        self._page = 0
        self.go_to(0)

    def clear(self) -> None:
        """Show nothing and give the document back."""
        self._thumbnails.set_pages(None)
        self.sheet.clear()
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def go_to(self, page: int) -> None:
        """Show a page, 0 being the first; one that does not exist changes nothing."""
        if self._pages is None or not 0 <= page < len(self._pages):
            return
        self._page = page
        self._draw()
        self.area.verticalScrollBar().setValue(0)
        index = self._thumbnails.index(page)
        if self.list.currentIndex() != index:
            self.list.setCurrentIndex(index)

    def zoom_by(self, steps: int) -> None:
        """Show the page one size larger or smaller."""
        now = self._scale()
        larger = [zoom for zoom in ZOOMS if zoom > now + 0.01]
        smaller = [zoom for zoom in ZOOMS if zoom < now - 0.01]
        choice = larger[:1] if steps > 0 else smaller[-1:]
        if choice:
            self._zoom = choice[0]
            self._draw()

    def refresh_texts(self) -> None:
        """Show position and zoom in the language of now."""
        if self._pages is not None:
            place = _("Page {page} of {pages}").format(page=self._page + 1, pages=len(self._pages))
            self.position.setText(place)
            self.zoom.setText(f"{self._scale() * 100:.0f} %")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages, plus and minus zoom."""
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        key = cast("Qt.Key", event.key())
        if key in turns:
            self.go_to(self._page + turns[key])
        elif key in zooms:
            self.zoom_by(zooms[key])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the page to the new width, unless a zoom was chosen."""
        if event.type() == QEvent.Type.Resize and not self._zoom:
            QTimer.singleShot(0, self, self._draw)
        return super().eventFilter(watched, event)

    def _scale(self) -> float:
        if self._zoom or self._pages is None:
            return self._zoom or 1.0
        room = max(_NARROWEST, self.area.viewport().width() - _MARGIN)
        return min(2.0, room / (self._pages.size(self._page)[0] * 96 / 72))

    def _draw(self) -> None:
        if self._pages is None:
            return
        ratio = self.devicePixelRatioF()
        width = round(self._pages.size(self._page)[0] * 96 / 72 * self._scale() * ratio)
        picture = QPixmap.fromImage(self._pages.picture(self._page, width))
        picture.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(picture)
        self.refresh_texts()
