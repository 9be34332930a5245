"""Who is calling: the person, what is open, what the budget has left, and for whom it is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.intake_views import Caller
from fmdesk.core.domain.views import Choice, TicketRow
from fmdesk.desktop.pages.intake.model import budget_badge, caller_line, open_badge
from fmdesk.desktop.pages.intake.presenter import IntakePresenter
from fmdesk.desktop.words import short_stamp, state_badge
from fmdesk.i18n import N_
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S, SPACE_XS
from fmdesk.ui.widgets.badge import StatusBadge
from fmdesk.ui.widgets.buttons import button, chip
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.labels import ElidedLabel, label
from fmdesk.ui.widgets.pick import PickField

_MOST_ROWS = 3


class CallerCard(Card):
    """Finds the caller and shows what the desk wants to know when the phone rings."""

    changed = Signal()
    picked = Signal(object)
    """The `Choice` of the caller, or None."""
    line_asked = Signal(int)
    """An open line shall be shown: its number."""

    def __init__(self, kit: Kit, texts: Texts, presenter: IntakePresenter) -> None:
        super().__init__()
        self._kit = kit
        theme = kit.theme
        self.requester = PickField(theme, presenter.find_callers, "requester")
        self.recipient = PickField(theme, presenter.find_callers, "recipient")
        self.payer = PickField(theme, partial(presenter.find, "cost_centre"), "payer")
        self.caller: Caller | None = None
        self.for_other = chip(name="for_other")
        self.for_other.toggled.connect(self._show_others)
        texts.say(self.for_other.setText, N_("For someone else"))
        self._add(texts, N_("Caller"), self.requester, self.for_other)
        self.found = QWidget()
        found = QVBoxLayout(self.found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(SPACE_S)
        self.line = label("", "muted", wraps=True)
        self.badges = QHBoxLayout()
        self.badges.setSpacing(SPACE_S)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        found.addWidget(self.line)
        found.addLayout(self.badges)
        found.addLayout(self.rows)
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
        clear(self.rows)
        for row in rows[:_MOST_ROWS]:
            self.rows.addLayout(self._row(row))

    def _row(self, row: TicketRow) -> QHBoxLayout:
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
        return made

    def _picked(self, choice: Choice | None) -> None:
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
        aside: QWidget | None = None,
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
        if aside is not None:
            top.addWidget(aside)
        box.addLayout(top)
        box.addWidget(field)
        (into or self.body).addLayout(box)
