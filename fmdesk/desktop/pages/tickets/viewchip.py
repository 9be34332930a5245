"""The chip with the views of the list: choose one, keep what is shown, rename, delete."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu

from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.pages.tickets.views import MOST_KEYS, SavedView, SavedViews
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.widgets.buttons import Button

_LONGEST_NAME = 40


class NameDialog(FormDialog):
    """Asks for the name of a view.

    Args:
        parent: The chip.
        title: What is done.
        name: The name so far.
        keep: Called with the new name.
    """

    def __init__(
        self, parent: "ViewChip", title: str, name: str, keep: Callable[[str], None]
    ) -> None:
        super().__init__(parent.window(), title, _("Save"))
        self._keep = keep
        self._taken = {one.title for one in parent.views.all() if one.is_built_in}
        self.name = QLineEdit(name)
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.selectAll()
        self.add_field(_("Name of the view"), self.name)
        self.name.setFocus()

    def save(self) -> None:
        """Keep the name, unless there is none or a built-in view has it."""
        name = self.name.text().strip()
        if not name:
            self.show_problem(_("Give the view a name."))
        elif name in self._taken:
            self.show_problem(_("A fixed view has this name already. Choose another one."))
        else:
            self._keep(name)
            self.accept()


class ViewChip(Button):
    """Shows which view the list has; `chosen` gives the one that the user asks for.

    Args:
        kit: Theme and memory.
        seen: Gives what the list shows now.
    """

    chosen = Signal(object)

    def __init__(self, kit: Kit, seen: Callable[[], SavedView]) -> None:
        super().__init__()
        self.setObjectName("views")
        self.setIcon(kit.theme.icon("chevron-down", "muted"))
        self.setIconSize(QSize(12, 12))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.views = SavedViews(kit.memory)
        self._seen = seen
        self._wanted = TicketFilter()
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.clicked.connect(self.offer)
        self._keys = [self._key(place) for place in range(MOST_KEYS)]
        self.retranslate()

    def _key(self, place: int) -> QShortcut:
        key = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
        key.activated.connect(lambda: self.show_place(place))
        return key

    def show_place(self, place: int) -> None:
        """Ask for the view with this number, from 0, when there is one."""
        views = self.views.all()
        if place < len(views):
            self.chosen.emit(views[place])

    def mark(self, wanted: TicketFilter) -> None:
        """Show the name of the view that has this filter."""
        self._wanted = wanted
        self.retranslate()

    def current(self) -> SavedView | None:
        """Return the view that the list shows, None when it is none of them."""
        return next((one for one in self.views.all() if one.wanted == self._wanted), None)

    def retranslate(self) -> None:
        """Show the name in the language of now."""
        view = self.current()
        self.setText(view.title if view else _("View"))
        self.setToolTip(_("Views of the list (Alt+1 to Alt+9)"))

    def offer(self) -> None:
        """Open the menu."""
        menu, current = self._menu, self.current()
        menu.clear()
        for place, view in enumerate(self.views.all()):
            key = f"\tAlt+{place + 1}" if place < MOST_KEYS else ""
            action = menu.addAction(view.title.replace("&", "&&") + key)
            action.setCheckable(True)
            action.setChecked(view == current)
            action.triggered.connect(lambda _on, view=view: self.chosen.emit(view))
        menu.addSeparator()
        menu.addAction(_("Save as…")).triggered.connect(self.ask_name)
        if current is not None and not current.is_built_in:
            menu.addAction(_("Rename…")).triggered.connect(lambda: self._ask_rename(current))
            menu.addAction(_("Delete")).triggered.connect(lambda: self._remove(current))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def ask_name(self) -> None:
        """Keep what the list shows under a name."""
        seen = self._seen()
        NameDialog(
            self,
            _("Save the view"),
            "",
            lambda name: self._save(SavedView(name, seen.wanted, seen.columns)),
        ).open()

    def _ask_rename(self, view: SavedView) -> None:
        NameDialog(
            self, _("Rename the view"), view.name, lambda name: self._rename(view, name)
        ).open()

    def _save(self, view: SavedView) -> None:
        self.views.save(view)
        self.mark(view.wanted)

    def _rename(self, view: SavedView, name: str) -> None:
        self.views.rename(view.name, name)
        self.retranslate()

    def _remove(self, view: SavedView) -> None:
        self.views.remove(view.name)
        self.retranslate()
