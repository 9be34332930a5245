"""The files of something: a list, drag and drop, open, save, take away."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeySequence,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from fmdesk.core.domain.attachment import Attachment, Owner
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.ticket.filing import PICTURE_SIDE, FilingPresenter, Moved
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.elsewhere import open_file
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.badge import Badge
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.labels import label

LONGEST_REASON = 200
ADD_KEYS = "Alt+A"
LEAST_HEIGHT = 120
_KB, _MB = 1000, 1_000_000
_ICON = QSize(32, 32)
_ICONS: Mapping[str, str] = {"application/pdf": "scroll-text", "text/plain": "file-text"}


def columns(time: OfficeTime) -> tuple[Column[Attachment], ...]:
    """Return the columns of the list."""
    return (
        Column("name", N_("File"), lambda row: row.name, 200, is_stretched=True, hint=_name),
        Column("size", N_("Size"), size_words, 84, is_number=True),
        Column("who", N_("Added by"), lambda row: row.added_by, 110),
        Column("when", N_("Added"), lambda row: short_stamp(row.added_at, time), 140),
    )


def size_words(row: Attachment) -> str:
    """Return how large a file is, as a person says it."""
    if row.size < _MB:
        return _("{count} kB").format(count=number(max(1, -(-row.size // _KB))))
    return _("{count} MB").format(count=number(Decimal(row.size) / _MB, 1))


def _name(row: Attachment) -> str:
    return f"{row.name} · {row.media_type}"


def _badge(row: Attachment) -> Badge:
    is_picture = row.media_type.startswith("image/")
    icon = "search" if is_picture else _ICONS.get(row.media_type, "package")
    return Badge(icon, row.name, "neutral")


class AttachmentsPanel(Card):
    """The files of one thing; `show_owner` says of which.

    Args:
        desk: Services and tools.
        opener: Hands a copy to the program that shows it.
    """

    def __init__(
        self, desk: Desk, opener: Callable[[Path], object] | None = None, *, can_add: bool = True
    ) -> None:
        super().__init__(spacing=SPACE_S)
        self._desk, self._kit = desk, desk.kit
        self._opener = opener or open_file
        self._can_add = can_add
        self.texts = Texts()
        self.presenter = FilingPresenter(desk, self)
        self.texts.say(self.set_title, N_("Files"))
        self.setAcceptDrops(can_add)
        self.progress = label("", "muted")
        self.add_button = button(self.choose, kind="link", name="add_file", keys=ADD_KEYS)
        self.texts.say(self.add_button.setText, N_("Add…"))
        if not can_add:
            self.add_button.hide()
        self.top.addWidget(self.progress)
        self.top.addWidget(self.add_button)
        shown = columns(self._kit.time)
        self.model = RowsModel(shown if can_add else shown[:2], self)
        self.table = TableView(self._kit, self.model, "files")
        self.table.setMinimumHeight(LEAST_HEIGHT)
        self.texts.say(self.table.setAccessibleName, N_("Files"))
        self.frame = TableFrame(self.table)
        self.empty = label("", "muted", wraps=True)
        self.picture = QLabel()
        self.picture.setFixedWidth(PICTURE_SIDE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE_M)
        sides.addWidget(self.frame, 1)
        sides.addWidget(self.picture)
        self.body.addWidget(self.empty)
        self.body.addLayout(sides, 1)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.body.addLayout(self._make_acts())
        self._listen()
        self._show(())

    def _make_acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.open_button = button(self.open_current, kind="link", name="open_file", keys="↵")
        self.save_button = button(self.save_current, kind="link", name="save_file", keys="F12")
        self.hide_button = button(self.hide_current, kind="link", name="hide_file", keys="Del")
        named = (
            (self.open_button, N_("Open the file")),
            (self.save_button, N_("Save as…")),
            (self.hide_button, N_("Take away…")),
        )
        for made, text in named:
            self.texts.say(made.setText, text)
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _listen(self) -> None:
        presenter = self.presenter
        presenter.listed.connect(self._show)
        presenter.moved.connect(self._show_progress)
        presenter.pictured.connect(self._show_picture)
        presenter.opened.connect(self._opener)
        presenter.saved.connect(
            lambda path: self._desk.said.emit(_("Saved as {path}").format(path=path))
        )
        presenter.refused.connect(self._show_problem)
        self.table.opened.connect(lambda _place: self.open_current())
        self.table.moved_to.connect(self._choose)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("F12"), self, self.save_current, context=here)
        if self._can_add:
            QShortcut(QKeySequence(ADD_KEYS), self, self.choose)
            QShortcut(QKeySequence("Del"), self, self.hide_current, context=here)

    # --- what it shows ---------------------------------------------------------------------------

    def show_owner(self, owner: Owner | None) -> None:
        """Show the files of something; None for nothing."""
        self.problem.hide()
        self.add_button.setEnabled(owner is not None)
        self.presenter.show_owner(owner)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.texts.refresh()
        self.model.retranslate()
        self._show(self._files)

    def current(self) -> Attachment | None:
        """Return the file that is chosen."""
        return self.model.row_at(self.table.current_row())

    def _show(self, files: Sequence[Attachment]) -> None:
        self._files = files
        show_rows(self.table, self.model, files, lambda file: file.id)
        self.empty.setText(self._step if self._can_add else _("No files"))
        self.empty.setVisible(not files)
        for made in (self.frame, self.picture, self.open_button, self.save_button):
            made.setVisible(bool(files))
        self.hide_button.setVisible(self._can_add and bool(files))
        self.picture.clear()
        self._choose(self.table.current_row())

    @property
    def _step(self) -> str:
        return _("No files. Drag them here, or press {keys}.").format(keys=ADD_KEYS)

    def _choose(self, _place: int) -> None:
        file = self.current()
        if file is None:
            return
        icon = self._kit.theme.icon(_badge(file).icon, "muted")
        self.picture.setPixmap(icon.pixmap(_ICON))
        self.presenter.picture(file)

    def _show_picture(self, file_id: int, image: QImage) -> None:
        file = self.current()
        if file is not None and file.id == file_id and not image.isNull():
            self.picture.setPixmap(QPixmap.fromImage(image))
            self.picture.setAccessibleName(file.name)

    def _show_progress(self, moved: Moved) -> None:
        is_over = moved.done >= moved.total
        words = _("Adding {place} of {total}").format(place=moved.done + 1, total=moved.total)
        self.progress.setText("" if is_over else words)

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    # --- what is done ----------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for files of this machine, and add them."""
        paths, _kind = QFileDialog.getOpenFileNames(self, _("Add files"))
        self.add([Path(path) for path in paths])

    def add(self, paths: Sequence[Path]) -> None:
        """Add files."""
        self.problem.hide()
        if paths:
            self.presenter.add(paths)

    def open_current(self) -> None:
        """Open a copy of the chosen file."""
        self._on_current(self.presenter.open)

    def save_current(self) -> None:
        """Ask where to, and write the chosen file there."""
        file = self.current()
        if file is None:
            return
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the file"), file.name)
        if path:
            self.problem.hide()
            self.presenter.save(file, Path(path))

    def hide_current(self) -> None:
        """Ask why, and take the chosen file away."""
        file = self.current()
        if file is not None:
            HideDialog(self, file, self.presenter).open()

    def _on_current(self, act: Callable[[Attachment], None]) -> None:
        file = self.current()
        if file is not None:
            self.problem.hide()
            act(file)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged over it."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the files that are dropped."""
        paths = paths_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.add(paths)


class HideDialog(FormDialog):
    """Why a file is taken away.

    Args:
        parent: The panel.
        file: The file.
        presenter: Hides it.
    """

    def __init__(self, parent: QWidget, file: Attachment, presenter: FilingPresenter) -> None:
        super().__init__(parent, _("Take the file away"), _("Take away"))
        self._file, self._presenter = file, presenter
        words = _("{name} is no longer shown. It is kept, with the reason.")
        self.say(words.format(name=file.name))
        self.reason = line_field("reason", LONGEST_REASON)
        self.add_field(_("Reason"), self.reason)
        self.reason.setFocus()
        presenter.hidden.connect(self.accept)

    def save(self) -> None:
        """Do it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.hide(self._file, self.reason.text().strip(), self.show_problem)


def paths_of(data: QMimeData) -> list[Path]:
    """Return the files of this machine that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
