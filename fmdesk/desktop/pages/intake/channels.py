"""Over which channel it came, and when it reached the organisation."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmdesk.core.domain.views import Choice
from fmdesk.i18n import N_
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.buttons import SegmentedControl
from fmdesk.ui.widgets.fields import wall_field, wall_of
from fmdesk.ui.widgets.labels import label

CHANNELS = ("desk", "phone", "e-mail", "post", "intranet", "internet", "fax")
"""The channels over which people reach the desk, in the order of the page."""
FIRST_CHANNEL = "phone"
ARRIVED_EARLIER = frozenset({"post", "fax", "e-mail"})
"""Channels on which a request lies for a while before it is read."""


class ChannelRow(QWidget):
    """The channels side by side, and a time for those on which requests lie for a while."""

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self._time = kit.time
        self._given: datetime | None = None
        self._wanted = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        self.choice = SegmentedControl()
        self.received = wall_field("received", kit.time.wall())
        self._name = label("", "label")
        texts.say(self._name.setText, N_("Reached us"))
        texts.say(self.received.setAccessibleName, N_("Reached us"))
        for made in (self.choice, self._name, self.received):
            row.addWidget(made)
        row.addStretch(1)
        self.choice.chosen.connect(self._show_received)
        self._show_received("")

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show the channels of the office."""
        known = {choice.code: choice.text for choice in choices}
        codes = [code for code in CHANNELS if code in known]
        before = self._wanted or self.choice.value
        self._wanted = ""
        self.choice.set_choices([(code, known[code]) for code in codes])
        if codes:
            first = FIRST_CHANNEL if FIRST_CHANNEL in codes else codes[0]
            self.choose(before if before in codes else first)

    def choose(self, code: str) -> None:
        """Choose a channel; as soon as they are offered, when they are not yet."""
        if not self.choice.has(code):
            self._wanted = code
            return
        self.choice.choose(code)
        self._show_received(code)

    @property
    def received_at(self) -> datetime | None:
        """When it reached the organisation; None for now."""
        if not self.received.isVisibleTo(self):
            return None
        wall = wall_of(self.received)
        if self._given is not None and wall == _minute(self._time.local(self._given)):
            return self._given  # to the second, as long as nobody sets another minute
        return self._time.instant(wall)

    def begin(self) -> None:
        """Offer the office's now again."""
        self._given = None
        self.received.setDateTime(wall_field("", self._time.wall()).dateTime())

    def begin_at(self, at: datetime) -> None:
        """Offer the instant at which something came in."""
        self._given = at
        self.received.setDateTime(wall_field("", _minute(self._time.local(at))).dateTime())

    def _show_received(self, channel: str) -> None:
        is_shown = channel in ARRIVED_EARLIER
        self._name.setVisible(is_shown)
        self.received.setVisible(is_shown)


def _minute(local: datetime) -> datetime:
    """Return a reading of the office's clock without zone and seconds."""
    return local.replace(tzinfo=None, second=0, microsecond=0)
