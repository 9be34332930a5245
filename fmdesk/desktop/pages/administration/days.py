"""Holidays from a file: each day with a tick box, then the calendar is closed on what is ticked."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fmdesk.core.domain.administration import DayOffer, DaysOffer
from fmdesk.desktop.pages.administration.presenter import AdministrationPresenter
from fmdesk.desktop.pages.catalogue.section import scrolled
from fmdesk.i18n import _, day, ngettext, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label

HIGH = 300


class DaysDialog(FormDialog):
    """Chooses a file, shows its days, and closes the calendar on those that are ticked.

    Args:
        parent: The page.
        kit: Gives the icon.
        presenter: Reads the file and stores.
        calendar: Code of the calendar.
    """

    def __init__(
        self, parent: QWidget, kit: Kit, presenter: AdministrationPresenter, calendar: str
    ) -> None:
        title = _("Holidays of {calendar} from a file").format(calendar=calendar)
        super().__init__(parent, title, _("Close these days"))
        self._presenter, self._calendar = presenter, calendar
        self.boxes: dict[date, QCheckBox] = {}
        self._names: dict[date, str] = {}
        self.setMinimumWidth(560)
        self.say(_("The calendar is closed on what is ticked, under the name in the file."))
        self.path = QLineEdit()
        self.path.setObjectName("path")
        self.path.returnPressed.connect(self.read)
        icon = kit.theme.icon("upload")
        self.browse_button = button(self.browse, text=_("Choose…"), icon=icon, name="browse")
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.path, 1)
        row.addWidget(self.browse_button)
        self.add_field(_("Calendar file (.ics)"), both)
        self.path.setAccessibleName(_("Calendar file (.ics)"))
        self.told = label("", "muted", wraps=True)
        self.told.hide()
        self.area = scrolled(QWidget())
        self.area.setMinimumHeight(HIGH)
        self.area.hide()
        self.all_button = button(lambda: self._tick(True), text=_("All"), kind="link", name="all")
        self.none_button = button(
            lambda: self._tick(False), text=_("None"), kind="link", name="none"
        )
        ticks = QHBoxLayout()
        for made in (self.all_button, self.none_button):
            made.hide()
            ticks.addWidget(made)
        ticks.addStretch(1)
        self.body.addWidget(self.told)
        self.body.addWidget(self.area, 1)
        self.body.addLayout(ticks)
        self.save_button.setEnabled(False)
        self.path.setFocus()

    def browse(self) -> None:
        """Choose the file."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a file"), self.path.text(), "iCalendar (*.ics)"
        )
        if chosen:
            self.path.setText(chosen)
            self.read()

    def read(self) -> None:
        """Show the days of the file."""
        self.problem.hide()
        path = Path(self.path.text().strip()).expanduser()
        self._presenter.read_days(self._calendar, path, self._show, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._show(DaysOffer(()))
        self.told.hide()
        self.show_problem(sentence)
        self.save_button.setEnabled(bool(self.boxes))

    def _show(self, offer: DaysOffer) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        self.boxes.clear()
        for one in offer.days:
            column.addWidget(self._box(one))
        column.addStretch(1)
        inside.setObjectName("scrolled")
        self.area.setWidget(inside)
        for made in (self.area, self.all_button, self.none_button, self.told):
            made.setVisible(bool(offer.days))
        self.told.setText(self._words(offer))
        self.save_button.setEnabled(bool(self.boxes))
        if self.boxes:
            first = next(iter(self.boxes.values()))
            first.show()  # one that was made just now takes no keys before it is seen
            first.setFocus()

    def _box(self, one: DayOffer) -> QCheckBox:
        words = f"{day(one.on)}  {one.name}".strip()
        if one.is_there:
            words = _("{day} (stands in the calendar already)").format(day=words)
        box = QCheckBox(words)
        box.setObjectName(f"day_{one.on}")
        box.setChecked(True)
        box.setEnabled(not one.is_there)
        if not one.is_there:
            self.boxes[one.on], self._names[one.on] = box, one.name
        return box

    def _words(self, offer: DaysOffer) -> str:
        new = len(self.boxes)
        words = ngettext("{n} day is new.", "{n} days are new.", new)
        said = words.format(n=number(new))
        if offer.left_out:
            words = ngettext(
                "{n} event is left out: it has times, or repeats otherwise than each year.",
                "{n} events are left out: they have times, or repeat otherwise than each year.",
                offer.left_out,
            )
            said = f"{said} {words.format(n=number(offer.left_out))}"
        return said

    def _tick(self, is_on: bool) -> None:
        for box in self.boxes.values():
            box.setChecked(is_on)

    def save(self) -> None:
        """Close the calendar on what is ticked."""
        ticked = tuple((on, self._names[on]) for on, box in self.boxes.items() if box.isChecked())
        if not ticked:
            self.show_problem(_("Tick the days on which it is closed."))
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.close_days(self._calendar, ticked, self.accept, self.show_problem)
