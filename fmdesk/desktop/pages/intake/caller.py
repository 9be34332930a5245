"""Who is calling: the person, what is open, what the budget has left, and for whom it is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fmdesk.core.domain.contact import RemarkRow
from fmdesk.core.domain.intake_views import Caller
from fmdesk.core.domain.views import Choice, TicketRow
from fmdesk.desktop.pages.intake.contacts import KINDS
from fmdesk.desktop.pages.intake.model import budget_badge, caller_line, open_badge
from fmdesk.desktop.pages.intake.newcomer import NewcomerDialog
from fmdesk.desktop.pages.intake.presenter import IntakePresenter
from fmdesk.desktop.words import short_stamp, state_badge
from fmdesk.i18n import N_, _
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S, SPACE_XS
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.buttons import button, chip
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.labels import ElidedLabel, label
from fmdesk.ui.widgets.pick import PickField

STATUS_KEYS = ("F2", "F3", "F4")
"""One for each request that is shown: the caller asks where it is."""
ANSWER_KEYS = "F9"
_MOST_ROWS = len(STATUS_KEYS)


class CallerCard(Card):
    """Finds the caller and shows what the desk wants to know when the phone rings."""

    changed = Signal()
    picked = Signal(object)
    """The `Choice` of the caller, or None."""
    line_asked = Signal(int)
    """An open line shall be shown: its number."""
    status_asked = Signal(int)
    """The caller asks where a line is: its number, 0 when none is shown at that place."""
    answer_asked = Signal(object)
    """The `RemarkRow` that the caller is answered."""

    def __init__(self, kit: Kit, texts: Texts, presenter: IntakePresenter) -> None:
        super().__init__()
        self._kit = kit
        theme = kit.theme
        self.requester = PickField(theme, presenter.find_callers, "requester")
        self.recipient = PickField(theme, presenter.find_callers, "recipient")
        self.payer = PickField(theme, partial(presenter.find, "cost_centre"), "payer")
        self._presenter = presenter
        self.caller: Caller | None = None
        self.for_other = chip(name="for_other")
        self.for_other.toggled.connect(self._show_others)
        texts.say(self.for_other.setText, N_("For someone else"))
        self.unknown = button(self.ask_new, kind="link", name="new_caller", keys="Ctrl ⇧ P")
        texts.say(self.unknown.setText, N_("New caller"))
        self._add(texts, N_("Caller"), self.requester, self.unknown, self.for_other)
        self.found = QWidget()
        found = QVBoxLayout(self.found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(SPACE_S)
        self.line = label("", "muted", wraps=True)
        self.badges = QHBoxLayout()
        self.badges.setSpacing(SPACE_S)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.waits = QVBoxLayout()
        self.waits.setSpacing(0)
        self._shown: Sequence[TicketRow] = ()
        self._waiting: Sequence[RemarkRow] = ()
        for place, keys in enumerate(STATUS_KEYS[1:], start=1):  # the first is the window's action
            QShortcut(QKeySequence(keys), self, partial(self.ask_status, place))
        QShortcut(QKeySequence(ANSWER_KEYS), self, self._ask_answer)
        found.addWidget(self.line)
        found.addLayout(self.badges)
        found.addLayout(self.rows)
        found.addLayout(self.waits)
        self.found.hide()
        self.body.addWidget(self.found)
        self.others = QWidget()
        others = QVBoxLayout(self.others)
        others.setContentsMargins(0, 0, 0, 0)
        others.setSpacing(SPACE_S)
        self._add(texts, N_("Recipient"), self.recipient, into=others)
        self._add(
            texts, N_("Paying cost centre (the caller's own when empty)"), self.payer, into=others
        )
        self.others.hide()
        self.body.addWidget(self.others)
        self.requester.picked.connect(self._picked)
        for field in (self.recipient, self.payer):
            field.picked.connect(lambda _choice: self.changed.emit())

    def show_caller(self, caller: Caller) -> None:
        """Show who was picked."""
        if caller.code != self.requester.code:
            return
        self.caller = caller
        self.line.setText(caller_line(caller))
        clear(self.badges)
        for badge in (budget_badge(caller.budget), open_badge(caller)):
            if badge is not None:
                self.badges.addWidget(StatusBadge(self._kit.theme, badge))
        self.badges.addStretch(1)
        self._show_rows(caller.open or caller.recent)
        self.found.show()

    def show_waiting(self, remarks: Sequence[RemarkRow]) -> None:
        """Show what the caller still has no answer to, the most pressing one."""
        self._waiting = remarks
        clear(self.waits)
        for remark in remarks[:1]:
            self.waits.addLayout(self._wait(remark))

    def show_noted(self, line_id: int) -> None:
        """Show that a status call was recorded."""
        pressed = self.found.findChild(QPushButton, f"status_{line_id}")
        if pressed is not None:
            pressed.setEnabled(False)

    def ask_status(self, place: int = 0) -> None:
        """Ask where the request at this place is."""
        is_there = self.caller is not None and place < len(self._shown)
        self.status_asked.emit(self._shown[place].line_id if is_there else 0)

    def ask_new(self) -> None:
        """Take in a caller whom nobody knows; what was typed is the name."""
        words = "" if self.requester.choice else self.requester.field.text().strip()
        dialog = NewcomerDialog(
            self.window(), self._kit.theme, self._presenter, words, self._take_new
        )
        dialog.open()

    def _take_new(self, choice: Choice) -> None:
        self.requester.pick(choice)
        self.requester.setFocus()

    def restore(self, chosen: Sequence[Choice | None]) -> None:
        """Fill in requester, recipient and payer as they were typed."""
        for field, choice in zip((self.requester, self.recipient, self.payer), chosen, strict=True):
            field.clear()
            if choice is not None:
                field.pick(choice)
        self.for_other.setChecked(any(chosen[1:]))
        if chosen[0] is None:
            self.found.hide()
            self.caller = None

    def _show_rows(self, rows: Sequence[TicketRow]) -> None:
        self._shown = rows[:_MOST_ROWS]
        clear(self.rows)
        for row, keys in zip(self._shown, STATUS_KEYS, strict=False):
            self.rows.addLayout(self._row(row, keys))

    def _row(self, row: TicketRow, keys: str) -> QHBoxLayout:
        made = QHBoxLayout()
        made.setSpacing(SPACE_S)
        made.addWidget(
            button(
                partial(self.line_asked.emit, row.line_id),
                text=row.number,
                kind="link",
                name=f"open_{row.line_id}",
            )
        )
        made.addWidget(ElidedLabel(row.product), 1)
        made.addWidget(StatusBadge(self._kit.theme, state_badge(row.state, is_late=row.is_late)))
        made.addWidget(label(short_stamp(row.due_at or row.ready_at, self._kit.time), "muted"))
        made.addWidget(
            button(
                partial(self.status_asked.emit, row.line_id),
                text=_("Status"),
                kind="link",
                name=f"status_{row.line_id}",
                keys=keys,
            )
        )
        return made

    def _wait(self, remark: RemarkRow) -> QHBoxLayout:
        made = QHBoxLayout()
        made.setSpacing(SPACE_S)
        office = self._kit.time
        is_late = remark.due_at is not None and remark.due_at < office.now()
        badge = Badge("clock", _(KINDS[remark.kind]), "broken" if is_late else "risk")
        made.addWidget(StatusBadge(self._kit.theme, badge))
        made.addWidget(ElidedLabel(remark.text), 1)
        made.addWidget(label(short_stamp(remark.due_at, office), "muted"))
        made.addWidget(
            button(self._ask_answer, text=_("Answer"), kind="link", name="answer", keys=ANSWER_KEYS)
        )
        return made

    def _ask_answer(self) -> None:
        if self.caller is not None and self._waiting:
            self.answer_asked.emit(self._waiting[0])

    def _picked(self, choice: Choice | None) -> None:
        self.show_waiting(())
        if choice is None:
            self.caller = None
            self.found.hide()
        self.requester.hint.hide()  # the line below says it, and more
        self.picked.emit(choice)
        self.changed.emit()

    def _show_others(self, is_on: bool) -> None:
        self.others.setVisible(is_on)
        if is_on:
            self.recipient.setFocus()
        else:
            for field in (self.recipient, self.payer):
                field.clear()
            self.changed.emit()

    def _add(
        self,
        texts: Texts,
        name: str,
        field: PickField,
        *aside: QWidget,
        into: QVBoxLayout | None = None,
    ) -> None:
        box = QVBoxLayout()
        box.setSpacing(SPACE_XS)
        top = QHBoxLayout()
        above = label("", "label")
        above.setBuddy(field)
        texts.say(above.setText, name)
        texts.say(field.setAccessibleName, name)
        top.addWidget(above)
        top.addStretch(1)
        for made in aside:
            top.addWidget(made)
        box.addLayout(top)
        box.addWidget(field)
        (into or self.body).addLayout(box)
