"""The navigation at the left, and the status line at the bottom."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import ElidedLabel, label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from fmdesk.core.domain.spec import Text
    from fmdesk.core.domain.views import OfficeStatus

WIDTH = 208
ROW, HEAD = 36, 28
"""Pixels that an entry and a heading take; without room for all, rows are lower."""
WORK, SERVICES, STEER = N_("Work"), N_("Services"), N_("Steering")
HEADINGS = (WORK, SERVICES, STEER)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry: id of its page, its text (`N_`, or in both languages), icon and heading (`N_`).

    A page without heading is opened from others only; `under` names the one that is marked then.
    """

    page: str
    text: "str | Text"
    icon: str
    heading: str = ""
    under: str = ""

    def words(self) -> str:
        """Return its text in the language of now."""
        text = self.text
        return _(text) if isinstance(text, str) else text.get(current_language())


class Navigation(QFrame):
    """The entries whose pages exist, under their headings.

    In a low window rows are lower, and scroll where even that is not enough.
    """

    chosen = Signal(str)

    def __init__(self, kit: Kit, texts: Texts, items: Sequence[NavigationItem]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_L, SPACE_M, SPACE_M)
        column.setSpacing(2)
        word = label("fmdesk")
        word.setObjectName("wordmark")
        word.setContentsMargins(SPACE_M, 0, 0, SPACE_M)
        column.addWidget(word)
        inside = QWidget()
        inside.setObjectName("scrolled")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        texts.say(self.area.setAccessibleName, N_("Pages"))
        column.addWidget(self.area, 1)
        self._kit, self._texts = kit, texts
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._absent: set[str] = set()
        self._is_dense = False
        self._marked: dict[str, str] = {}
        self._parts: dict[str, QVBoxLayout] = {}
        for heading in HEADINGS:
            part = QVBoxLayout()
            part.setSpacing(2)
            rows.addLayout(part)
            self._parts[heading] = part
        rows.addStretch(1)
        self.add(items)

    def add(self, items: Sequence[NavigationItem]) -> None:
        """Add entries below their headings; one without heading, or already there, is left out."""
        for item in items:
            self._marked[item.page] = item.under or item.page
            if item.page in self._buttons or not item.heading:
                continue
            part = self._parts[item.heading]
            if not part.count():
                part.addWidget(self._heading(item.heading))
            part.addWidget(self._button(item))
        if self.isVisible():  # before that nobody knows how much room there is
            self._fit()

    def keep(self, pages: Collection[str]) -> None:
        """Show the entries of these pages alone; the window is painted by now."""
        from PySide6.QtCore import Qt

        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._absent = self._buttons.keys() - set(pages)
        for page, made in self._buttons.items():
            made.setVisible(page in pages)
        self._fit()

    def _fit(self) -> None:
        """Make the rows as high as there is room for."""
        shown = len(self._buttons) - len(self._absent)  # new ones are not visible yet
        headings = sum(part.count() > 0 for part in self._parts.values())
        is_dense = shown * ROW + headings * HEAD > self.area.height()
        if is_dense == self._is_dense:
            return
        self._is_dense = is_dense
        self.setProperty("dense", is_dense)
        for one in self._buttons.values():
            self.style().unpolish(one)
            self.style().polish(one)

    def _heading(self, text: str) -> QLabel:
        above = label("", "overline")
        above.setContentsMargins(0, SPACE_S, 0, 2)
        self._texts.compute(lambda: above.setText(_(text).upper()))
        return above

    def _button(self, item: NavigationItem) -> QPushButton:
        icon = self._kit.theme.icon(item.icon, "navigation_text")
        made = button(lambda: self.chosen.emit(item.page), icon=icon, name=f"nav_{item.page}")
        made.setCheckable(True)
        self._texts.compute(lambda: made.setText(item.words()))
        made.installEventFilter(self)
        self._group.addButton(made)
        self._buttons[item.page] = made
        return made

    def mark(self, page: str) -> None:
        """Show which page is open."""
        shown = self._buttons.get(self._marked.get(page, page))
        if shown is not None:
            shown.setChecked(True)
            self._reveal(shown)

    def _reveal(self, entry: QWidget) -> None:
        self.area.ensureWidgetVisible(entry, 0, SPACE_S)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An entry that gets the keyboard comes into sight."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._reveal(watched)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """In a lower window the marked entry stays in sight."""
        super().resizeEvent(event)
        self._fit()
        shown = self._group.checkedButton()
        if shown is not None:
            self._reveal(shown)


class StatusLine(QFrame):
    """Who, which desk, which database, connected or not, and the job that runs."""

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("statusline")
        self.setFixedHeight(32)
        self._kit, self._texts = kit, texts
        self._status: OfficeStatus | None = None
        self._problem = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, 0, SPACE_S, 0)
        row.setSpacing(SPACE_M)
        self.picture = QLabel()
        self.words = ElidedLabel()
        row.addWidget(self.picture)
        row.addWidget(self.words, 1)
        self.job = label()
        self.progress = QProgressBar()
        self.progress.setFixedWidth(140)
        self.progress.setTextVisible(False)
        self.cancel = button(self._cancel, kind="quiet", name="cancel_job")
        texts.say(self.cancel.setText, N_("Cancel"))
        texts.say(self.progress.setAccessibleName, N_("Progress"))
        for made in (self.job, self.progress, self.cancel):
            row.addWidget(made)
        self._row = row
        kit.runner.jobs_changed.connect(self.show_jobs)
        kit.theme.changed.connect(self.refresh)
        texts.compute(self.refresh)
        self.show_jobs()

    def add_action(
        self, on_click: Callable[[], object], icon: str, words: Callable[[], str]
    ) -> None:
        """Put a small button at the right end.

        Args:
            on_click: What it does.
            icon: Its picture.
            words: Says what it does, in the language of now.
        """
        picture = self._kit.theme.icon(icon, "muted")
        made = button(on_click, kind="quiet", icon=picture, name=f"status_{icon}")
        self._texts.compute(lambda: made.setToolTip(words()))
        self._texts.compute(lambda: made.setAccessibleName(words()))
        if icon == "languages":  # says which one is on
            self._texts.compute(lambda: made.setText(current_language().upper()))
        self._row.addWidget(made)

    def show_status(self, status: "OfficeStatus") -> None:
        """Show the office once the database is there."""
        self._status, self._problem = status, ""
        self.refresh()

    def show_problem(self, sentence: str) -> None:
        """Show that the database is not there."""
        self._problem = sentence
        self.refresh()

    def refresh(self) -> None:
        """Show the words in the language of now."""
        status = self._status
        if self._problem:
            parts, icon, token = [_("Not connected"), self._problem], "unplug", "broken"
        elif status is None:
            parts, icon, token = [_("Connecting…")], "hourglass", "muted"
        else:
            parts, icon, token = self._words(status), "database", "kept"
        self.picture.setPixmap(self._kit.theme.icon(icon, token).pixmap(QSize(14, 14)))
        self.words.show_text("  ·  ".join(filter(None, parts)))
        if status is not None and not self._problem:
            self.words.setToolTip(status.database)

    @staticmethod
    def _words(status: "OfficeStatus") -> list[str]:
        return [
            _("Connected"),
            status.user,
            status.organisation,
            status.database.partition(" ")[0],
            _("single user") if status.is_single_user else "",
            _("replacement engine: {name}").format(name=status.engine)
            if status.is_fallback_engine
            else "",
            _("demonstration data") if status.is_demo else "",
            _("safe mode: added plugins are off") if status.is_safe_mode else "",
        ]

    def show_jobs(self) -> None:
        """Show the oldest job, how far it is, and how many others there are."""
        jobs = self._kit.runner.jobs
        for made in (self.job, self.progress, self.cancel):
            made.setVisible(bool(jobs))
        if not jobs:
            return
        job = jobs[0]
        others = len(jobs) - 1
        more = _("(+{n} more)").format(n=others) if others else ""
        self.job.setText(f"{job.title} {more}".strip())
        self.progress.setMaximum(job.total)
        self.progress.setValue(min(job.done, job.total))
        self.cancel.setEnabled(not job.is_cancelled)

    def _cancel(self) -> None:
        for job in self._kit.runner.jobs[:1]:
            job.cancel()
        self.show_jobs()
