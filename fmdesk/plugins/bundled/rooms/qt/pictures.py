"""The pictures of a room: one at a time, with what turns, adds and takes them away."""

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, number
from fmdesk.plugins.api.qt import (
    SPACE_S,
    PluginPage,
    button,
    label,
    read_picture,
    shrunk,
)
from fmdesk.plugins.bundled.rooms.picturing import LARGEST, SIDE, AddPicture, Dropped, Picture
from fmdesk.plugins.bundled.rooms.qt.words import _
from fmdesk.plugins.bundled.rooms.rooms import Room

WIDTH, HEIGHT = 220, 150
KINDS = "PNG, JPEG (*.png *.jpg *.jpeg)"
Say = Callable[[Callable[[str], object], str], object]
KEPT = 24
"""Pictures that are kept while the page lives, so that turning back shows them at once."""


class Pictures(QWidget):
    """A picture with its name; who cannot see it hears the name.

    Args:
        page: The page that it belongs to.
        say: Shows a text of a widget: now, or where the widget stays also in the next language.
    """

    def __init__(self, page: PluginPage, say: Say) -> None:
        super().__init__()
        self._page = page
        self._room: Room | None = None
        self._place = 0
        self._read: dict[int, tuple[Picture, QImage]] = {}
        self.picture, self.place = QLabel(), label("", "muted")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        icon = page.kit.theme.icon
        self.before = button(lambda: self._turn(-1), icon=icon("chevron-left"), name="picture_back")
        self.after = button(lambda: self._turn(1), icon=icon("chevron-right"), name="picture_next")
        say(self.before.setAccessibleName, N_("Picture before"))
        say(self.after.setAccessibleName, N_("Next picture"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        for made in (self.before, self.after, self.place):
            row.addWidget(made)
        row.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_S)
        self.column.addWidget(self.picture)
        self.column.addLayout(row)

    @property
    def shown(self) -> int | None:
        """Number of the picture that is shown, None for none."""
        numbers = self._room.pictures if self._room else ()
        return numbers[self._place] if numbers else None

    def show_room(self, room: Room | None) -> None:
        """Show the first picture of a room; of the same room the one that was just added."""
        before = self._room
        self._room = room
        count = len(room.pictures) if room else 0
        is_same = before is not None and room is not None and before.id == room.id
        grew = is_same and before is not None and count > len(before.pictures)
        self._place = count - 1 if grew else min(self._place, max(0, count - 1)) if is_same else 0
        self.show_place()

    def show_place(self) -> None:
        """Show what stands at the place, from the database where it was not shown yet."""
        wanted = self.shown
        numbers = self._room.pictures if self._room else ()
        for made in (self.before, self.after, self.place):
            made.setVisible(len(numbers) > 1)
        self.place.setText(
            _("{n} of {all}").format(n=number(self._place + 1), all=number(len(numbers)))
        )
        if wanted is None or wanted in self._read:
            self._paint()
            return
        self.picture.hide()
        self._page.ask("picture", wanted, self._take, retry=self.show_place, refused=self._fail)

    def _take(self, found: Picture) -> None:
        while len(self._read) >= KEPT:
            del self._read[next(iter(self._read))]
        self._read[found.id] = found, read_picture(found.content, 2 * WIDTH)
        self._paint()

    def _fail(self, sentence: str) -> None:
        self.picture.setPixmap(QPixmap())
        self.picture.setText(sentence)
        self.picture.show()

    def _paint(self) -> None:
        found, image = self._read.get(self.shown or 0, (None, QImage()))
        name = found.name if found else ""
        self.picture.setVisible(found is not None)
        self.picture.setAccessibleName(name)
        self.picture.setToolTip(name)
        if image.isNull():
            self.picture.setText(_("“{name}” cannot be shown.").format(name=name))
            return
        ratio = self.devicePixelRatioF()
        box = QSize(round(WIDTH * ratio), round(HEIGHT * ratio))
        smooth = Qt.TransformationMode.SmoothTransformation
        drawn = QPixmap.fromImage(image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        drawn.setDevicePixelRatio(ratio)
        self.picture.setPixmap(drawn)

    def _turn(self, by: int) -> None:
        numbers = self._room.pictures if self._room else ()
        if numbers:
            self._place = (self._place + by) % len(numbers)
            self.show_place()


class PicturesEditor(Pictures):
    """The same for who manages the rooms: a picture is added from a file, or taken away.

    Args:
        page: The page that it belongs to.
        tell: Called with what was done.
        refuse: Called with why it was not.
    """

    def __init__(
        self, page: PluginPage, tell: Callable[[str], object], refuse: Callable[[str], None]
    ) -> None:
        super().__init__(page, page.say)
        self._tell, self._refuse = tell, refuse
        self.add_button = button(self.add, kind="link", name="add_picture")
        self.drop_button = button(self.drop, kind="link", name="drop_picture")
        page.say(self.add_button.setText, N_("Add a picture"))
        page.say(self.drop_button.setText, N_("Take it away"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.add_button)
        row.addWidget(self.drop_button)
        row.addStretch(1)
        self.column.addLayout(row)

    def show_place(self) -> None:
        """Show what stands at the place, and whether it can be taken away."""
        super().show_place()
        self.drop_button.setVisible(self.shown is not None)

    def add(self) -> None:
        """Ask for a file; what is kept is a small picture of what it shows."""
        if self._room is not None:
            code = self._room.code
            self._page.open_file(
                lambda name, content: self._shrink(code, name, content), self._refuse, KINDS
            )

    def drop(self) -> None:
        """Take the shown picture away; the toast offers to put it back."""
        room, (gone, _image) = self._room, self._read.get(self.shown or 0, (None, QImage()))
        if gone is None or room is None:
            return
        back = AddPicture(room.code, gone.name, gone.content)

        def done(_room: Room) -> None:
            step = (_("Undo"), lambda: self._send(back))
            self._page.said_with.emit(_("The picture was taken away."), step)
            self._page.fetch_again()

        self._page.run("drop_picture", Dropped(gone.id), done, self._refuse)

    def _shrink(self, code: str, name: str, content: bytes) -> None:
        def send(small: bytes) -> None:
            self._send(AddPicture(code, PurePath(name).stem, small))

        self._page.kit.runner.submit(
            self._page, lambda: shrunk(content, SIDE, LARGEST), send, key="shrink"
        )

    def _send(self, wanted: AddPicture) -> None:
        def done(_room: Room) -> None:
            self._tell(_("The picture was added."))

        self._page.run("add_picture", wanted, done, self._refuse)
