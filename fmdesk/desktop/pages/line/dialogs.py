"""The dialogs that record what happened to a line: delivery, pause, ready."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QWidget

from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.ticket import EventDraft, LineRights, LineState
from fmdesk.core.domain.views import LineView
from fmdesk.desktop.pages.line.model import delivered, left, pieces
from fmdesk.desktop.words import PAUSES
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.buttons import SegmentedControl
from fmdesk.ui.widgets.fields import line_field, number_field, wall_field, wall_of

Record = Callable[[EventDraft, Callable[[], object], Callable[[str], None]], None]
LONGEST_REASON = 500


class EventDialog(FormDialog):
    """Records one event, now or at a given time.

    Args:
        parent: The window it belongs to.
        line: The line as the user sees it.
        kind: What happened.
        record: Stores it; takes the draft and what to call when stored or refused.
        time: The office's time.
        title: What is done.
        save_text: Text of the button.
    """

    def __init__(
        self,
        parent: QWidget,
        line: LineView,
        kind: EventKind,
        record: Record,
        time: OfficeTime,
        title: str,
        save_text: str,
    ) -> None:
        super().__init__(parent, title, save_text)
        self._line = line
        self._kind = kind
        self._record = record
        self._time = time
        self.reason = line_field("reason", LONGEST_REASON)

    def add_time(self) -> None:
        """Offer to give another time than now."""
        self.moment = SegmentedControl((("now", _("Now")), ("given", _("At another time"))))
        self.moment.choose("now")
        self.at = wall_field("at", self._time.wall())
        self.at.hide()
        self.add_field(_("When"), self.moment)
        self.body.addWidget(self.at)
        self.at.setAccessibleName(_("Time"))
        self.moment.chosen.connect(lambda code: self.at.setVisible(code == "given"))

    def given_time(self) -> datetime | None:
        """Return the time that was given, None for now."""
        if self.moment.value != "given":
            return None
        return self._time.instant(wall_of(self.at))

    def draft(self) -> EventDraft:
        """Return the event as it was filled in."""
        return EventDraft(
            uuid4(),
            self._line.id,
            self._kind,
            self._line.version,
            at=self.given_time(),
            reason=self.reason.text().strip(),
        )

    def save(self) -> None:
        """Record it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._record(self.draft(), self.accept, self.show_problem)


class DeliverDialog(EventDialog):
    """How many pieces were delivered, and when."""

    def __init__(self, parent: QWidget, line: LineView, record: Record, time: OfficeTime) -> None:
        title = _("Deliver {product}").format(product=line.product)
        super().__init__(parent, line, EventKind.DELIVERED, record, time, title, _("Deliver"))
        words = _("{done} of {all} delivered, {left} to go.")
        said = words.format(
            done=delivered(line), all=pieces(line, line.quantity), left=pieces(line, left(line))
        )
        self.say(said)
        most = max(1, left(line))
        self.quantity = number_field("quantity", 1, most, most)
        self.add_field(_("Quantity"), self.quantity)
        self.add_time()
        self.add_field(_("Note (optional)"), self.reason)
        self.quantity.setFocus()
        self.quantity.selectAll()

    def draft(self) -> EventDraft:
        """Return the delivery."""
        made = super().draft()
        return EventDraft(
            made.op_id,
            made.line_id,
            made.kind,
            made.version,
            at=made.at,
            reason=made.reason,
            quantity=self.quantity.value(),
        )


class PauseDialog(EventDialog):
    """Why the clock stops, with what shows it; of the kinds that may be recorded."""

    def __init__(
        self,
        parent: QWidget,
        line: LineView,
        record: Record,
        time: OfficeTime,
        kinds: Sequence[PauseClass] = tuple(PauseClass),
    ) -> None:
        super().__init__(
            parent, line, EventKind.PAUSED, record, time, _("Pause the clock"), _("Pause")
        )
        if any(one.stops_customer_clock for one in kinds):
            self.say(_("The customer's clock stops for the customer and for force majeure only."))
        else:
            self.say(
                _(
                    "The customer's clock goes on. To stop it, ask the desk or a controller:"
                    " Ctrl+Shift+T on the ticket writes a task for them."
                )
            )
        self.kind = QComboBox()
        self.kind.setObjectName("pause_class")
        for one, text in ((kind, PAUSES[kind]) for kind in PAUSES if kind in kinds):
            self.kind.addItem(_(text), one)
        self.evidence = line_field("evidence", LONGEST_REASON)
        self.add_field(_("Kind"), self.kind)
        self.add_field(_("Reason"), self.reason)
        self.add_field(
            _("Evidence"), self.evidence, _("The contact or letter that shows it, such as K000123.")
        )
        self.add_time()

    def draft(self) -> EventDraft:
        """Return the pause."""
        made = super().draft()
        return EventDraft(
            made.op_id,
            made.line_id,
            made.kind,
            made.version,
            at=made.at,
            reason=made.reason,
            pause_class=PauseClass(self.kind.currentData()),
            evidence=self.evidence.text().strip(),
        )


class SimpleDialog(EventDialog):
    """An event that needs no more than its time: resumed, ready."""

    def __init__(
        self, parent: QWidget, line: LineView, kind: EventKind, record: Record, time: OfficeTime
    ) -> None:
        title, save = {
            EventKind.RESUMED: (_("Let the clock run again"), _("Resume")),
            EventKind.READY: (_("Report ready"), _("Ready")),
        }[kind]
        super().__init__(parent, line, kind, record, time, title, save)
        if kind is EventKind.READY and left(line):
            words = _("{left} are not delivered; ready means that they will not be.")
            self.say(words.format(left=pieces(line, left(line))))
        self.add_time()
        self.add_field(_("Note (optional)"), self.reason)


def pause_or_resume(
    parent: QWidget, line: LineView, record: Record, time: OfficeTime, rights: LineRights
) -> EventDialog:
    """Return the dialog that pauses a running line or resumes a paused one."""
    if line.state is LineState.PAUSED:
        return SimpleDialog(parent, line, EventKind.RESUMED, record, time)
    return PauseDialog(parent, line, record, time, rights.pauses)


def may_pause(line: LineView, rights: LineRights) -> bool:
    """Tell whether a line may be paused, or resumed where it is paused."""
    return rights.resumes if line.state is LineState.PAUSED else bool(rights.pauses)
