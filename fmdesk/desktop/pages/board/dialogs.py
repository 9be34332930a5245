"""What is noted from the board: a hand-over list, how a channel was reached, that one closes."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fmdesk.core.domain.hand_over import HandOverItem, OwnItem
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.reachability import (
    QUARTER_SECONDS,
    ChannelCount,
    ChannelToday,
    quarter_of,
)
from fmdesk.core.services.reachability import MOST
from fmdesk.desktop.pages.board.presenter import BoardPresenter, Leaving
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.fields import line_field, number_field, wall_field, wall_of

LONGEST_NOTE = 500
COUNTS = (
    ("answered", N_("Answered")),
    ("missed", N_("Missed")),
    ("waiting", N_("Still waiting")),
    ("staff", N_("People at work")),
)


class HandOverDialog(FormDialog):
    """The hand-over list: what, with a note for each, and to whom.

    Args:
        parent: The page.
        leaving: What can be handed over, and to whom.
        presenter: Hands it over.
        office: The office's time.
    """

    def __init__(
        self, parent: QWidget, leaving: Leaving, presenter: BoardPresenter, office: OfficeTime
    ) -> None:
        super().__init__(parent, _("Hand over"), _("Hand over"))
        self._presenter, self._office = presenter, office
        self.setMinimumWidth(720)
        self.say(_("Who takes it over owns the tickets from then on."))
        self.to = QComboBox()
        self.to.setObjectName("to")
        self.to.addItem(_("Whoever comes next"), "")
        for name in leaving.colleagues:
            self.to.addItem(name, name)
        self.add_field(_("Hand over to"), self.to)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        self.rows = [(item, *self._add(column, item)) for item in leaving.items]
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setMinimumHeight(min(72 * len(self.rows), 340))
        self.body.addWidget(area, 1)
        self.to.setFocus()
        presenter.done.connect(self.accept)

    def _add(self, column: QVBoxLayout, item: OwnItem) -> tuple[QCheckBox, QLineEdit]:
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        what = _("Call {number}") if item.call_back_id else "{number}"
        due = short_stamp(item.due_at, self._office)
        words = f"{what.format(number=item.number)} · {item.product}\n{item.customer} · {due}"
        tick = QCheckBox(words.replace("&", "&&"))
        tick.setChecked(True)
        note = line_field(f"note_{item.line_id}", LONGEST_NOTE)
        note.setPlaceholderText(_("What the next one must know"))
        note.setAccessibleName(_("Note on {number}").format(number=item.number))
        row.addWidget(tick, 1)
        row.addWidget(note, 1)
        column.addLayout(row)
        return tick, note

    def save(self) -> None:
        """Hand over what is ticked; the dialog stays with the sentence when it is refused."""
        items = [
            HandOverItem(item.line_id, item.call_back_id, note.text().strip())
            for item, tick, note in self.rows
            if tick.isChecked()
        ]
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.hand_over(self.to.currentData(), items, self.show_problem)


class ChannelDialog(FormDialog):
    """A dialog about one channel, which can be changed in it."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        rows: Sequence[ChannelToday],
        row: ChannelToday,
        presenter: BoardPresenter,
    ) -> None:
        super().__init__(parent, title, _("Save"))
        self.presenter = presenter
        self.channel = QComboBox()
        self.channel.setObjectName("channel")
        for one in rows:
            self.channel.addItem(one.name, one.channel)
        self.channel.setCurrentIndex([one.channel for one in rows].index(row.channel))
        self.add_field(_("Channel"), self.channel)
        presenter.done.connect(self.accept)

    def begin(self) -> None:
        """Wait for the answer."""
        self.save_button.setEnabled(False)
        self.problem.hide()


class CountDialog(ChannelDialog):
    """How a channel was reached in a quarter of an hour.

    Args:
        parent: The page.
        rows: The channels.
        row: The one that is chosen first.
        presenter: Notes it.
        office: The office's time; the quarter that just ended is offered.
    """

    def __init__(
        self,
        parent: QWidget,
        rows: Sequence[ChannelToday],
        row: ChannelToday,
        presenter: BoardPresenter,
        office: OfficeTime,
    ) -> None:
        super().__init__(parent, _("Note calls"), rows, row, presenter)
        self._office = office
        self.say(_("It replaces what was noted for this quarter of an hour before."))
        last = quarter_of(office.now()) - timedelta(seconds=QUARTER_SECONDS)
        self.slot = wall_field("slot", office.local(last).replace(tzinfo=None))
        self.add_field(_("Quarter of an hour from"), self.slot)
        self.counts = {name: number_field(name, 0, MOST, 0) for name, _title in COUNTS}
        for name, title in COUNTS:
            self.add_field(_(title), self.counts[name])
        first = self.counts["answered"]
        first.setFocus()
        first.selectAll()

    def save(self) -> None:
        """Note it; the dialog stays with the sentence when it is refused."""
        self.begin()
        values = {name: field.value() for name, field in self.counts.items()}
        at = self._office.instant(wall_of(self.slot))
        self.presenter.note(
            ChannelCount(self.channel.currentData(), at, **values), self.show_problem
        )


class CloseDialog(ChannelDialog):
    """A channel closes before its hours end; it counts as a breach of the promise."""

    def __init__(
        self,
        parent: QWidget,
        rows: Sequence[ChannelToday],
        row: ChannelToday,
        presenter: BoardPresenter,
    ) -> None:
        super().__init__(parent, _("Close a channel"), rows, row, presenter)
        self.say(_("Within its opening hours this is listed as a breach of what was promised."))
        self.reason = line_field("reason", LONGEST_NOTE)
        self.add_field(_("Why"), self.reason)
        self.reason.setFocus()

    def save(self) -> None:
        """Note it; the dialog stays with the sentence when it is refused."""
        self.begin()
        self.presenter.close_channel(
            self.channel.currentData(), self.reason.text().strip(), self.show_problem
        )
