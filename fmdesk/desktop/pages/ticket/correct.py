"""Correcting a time of a line, with what it leads to shown before it is saved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from fmdesk.core.domain.dossier_views import Effect
from fmdesk.core.domain.events import UNCORRECTED, EventKind, LineEvent
from fmdesk.core.domain.ticket import EventDraft
from fmdesk.core.domain.views import LineView
from fmdesk.desktop.pages.line.model import event_words
from fmdesk.desktop.pages.ticket.effect import effect_card
from fmdesk.desktop.pages.ticket.presenter import TicketPresenter
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.widgets.fields import line_field, wall_field, wall_of

LONGEST_REASON = 500
REST_MS = 200
"""The typing rests so long before it is worked out what it leads to."""


class CorrectDialog(FormDialog):
    """Which time was wrong, what it was, and why.

    Args:
        parent: The panel.
        line: The line as the user sees it.
        presenter: Works out effects and saves.
        kit: Theme and the office's time.
    """

    def __init__(
        self, parent: QWidget, line: LineView, presenter: TicketPresenter, kit: Kit
    ) -> None:
        title = _("Correct a time of {number}").format(number=line.number)
        super().__init__(parent, title, _("Correct"))
        self._line, self._presenter, self._time = line, presenter, kit.time
        self.say(_("The time that was recorded stays in the log beside the right one."))
        self.what = QComboBox()
        self.what.setObjectName("corrected")
        for one in reversed(corrigible(line.events)):
            words = " · ".join(filter(None, event_words(one, line)))
            stamp = short_stamp(counting(line.events, one), self._time)
            self.what.addItem(f"{stamp}  {words}", one.number)
        self.at = wall_field("right_time", self._time.wall())
        self.reason = line_field("reason", LONGEST_REASON)
        self.effect = effect_card(self, kit)
        self.add_field(_("What happened"), self.what)
        self.add_field(_("Right time"), self.at)
        self.add_field(_("Reason"), self.reason)
        self.body.addWidget(self.effect)
        self.setMinimumWidth(560)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        self.what.currentIndexChanged.connect(lambda _index: self._begin())
        self.at.dateTimeChanged.connect(lambda _at: self._wait())
        self.reason.textEdited.connect(lambda _text: self._wait())
        self._begin()
        self.what.setFocus()

    def draft(self) -> EventDraft:
        """Return the correction as it was filled in."""
        return EventDraft(
            uuid4(),
            self._line.id,
            EventKind.CORRECTED,
            self._line.version,
            reason=self.reason.text().strip(),
            corrects=self.what.currentData(),
            corrected_at=self._time.instant(wall_of(self.at)),
        )

    def _begin(self) -> None:
        """Begin with the time that counts now."""
        number = self.what.currentData()
        chosen = next(one for one in self._line.events if one.number == number)
        wall = self._time.local(counting(self._line.events, chosen)).replace(tzinfo=None)
        self.at.setDateTime(wall_field("", wall).dateTime())
        self._wait()

    def _wait(self) -> None:
        self.save_button.setEnabled(False)
        self._rest.start()

    def _ask(self) -> None:
        draft = self.draft()
        if not draft.reason:
            self.effect.show_words(_("Say why; then you see what it leads to."))
            return

        def show(effect: Effect) -> None:
            if draft == replace(self.draft(), op_id=draft.op_id):
                self.effect.show_effect(effect)
                self.save_button.setEnabled(effect.after is not None)

        self._presenter.preview(self._line.id, draft, show, self.effect.show_refusal)

    def save(self) -> None:
        """Record it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.record(self.draft(), self.accept, self.show_problem)


def corrigible(events: Sequence[LineEvent]) -> tuple[LineEvent, ...]:
    """Return the events whose time can be corrected."""
    return tuple(one for one in events if one.kind not in UNCORRECTED)


def counting(events: Sequence[LineEvent], event: LineEvent) -> datetime:
    """Return the time of an event that counts: the last that was said to be the right one."""
    said = (
        one.corrected_at
        for one in reversed(events)
        if one.kind is EventKind.CORRECTED and one.corrects == event.number and one.corrected_at
    )
    return next(said, event.at)
