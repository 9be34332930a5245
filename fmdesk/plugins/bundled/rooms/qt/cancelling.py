"""Giving bookings up: which ones, what goes along and what it costs, before it is done."""

from collections.abc import Callable, Mapping

from fmdesk.plugins.api import N_, money, number
from fmdesk.plugins.api.qt import Column, PluginPage, line_field
from fmdesk.plugins.bundled.rooms.bookings import Booking, Done
from fmdesk.plugins.bundled.rooms.qt.scope import ScopeField
from fmdesk.plugins.bundled.rooms.qt.times import AS_MEANT, STAY, TimesDialog
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.scoping import Cancel
from fmdesk.plugins.bundled.rooms.series import Occurrence, Preview, Verdict

ACTS = (STAY, (AS_MEANT[0], N_("Cancel after all"), AS_MEANT[2]))
LONGEST_REASON = 200
LOW = 110
"""Height of the table of one booking."""


class CancelDialog(TimesDialog):
    """Asks why, and for how much of a series.

    Args:
        page: The page that it belongs to.
        booking: The booking.
        rooms: What can be booked, by code.
        done: Called with what was given up.
    """

    verdicts: Mapping[Verdict, tuple[str, str, str]] = {
        Verdict.FREE: ("circle-minus", N_("is cancelled"), "neutral"),
        Verdict.SKIPPED: ("check", N_("stays"), "kept"),
    }

    def __init__(
        self,
        page: PluginPage,
        booking: Booking,
        rooms: Mapping[str, Room],
        done: Callable[[Done], object],
    ) -> None:
        is_series = booking.series_id is not None
        self.acts = ACTS if is_series else ()
        title = _("Cancel a series") if is_series else _("Cancel the booking")
        super().__init__(page, rooms, title, _("Cancel it"), "preview_cancel", is_danger=True)
        self._booking, self._done = booking, done
        self.scope = ScopeField()
        self.scope.chosen.connect(lambda _scope: self.load())
        self.reason_field = line_field("reason", LONGEST_REASON)
        self.add_field(_("Reason"), self.reason_field)
        if is_series:
            self.body.addWidget(self.scope)
        else:
            self.table.setMinimumHeight(LOW)
        self.place()
        self.reason_field.setFocus()

    def asked(self) -> Cancel:
        """Return what is given up, and why."""
        reason = self.reason_field.text().strip()
        return Cancel(self._booking.id, reason, self.scope.value, self.choices)

    def summary(self, found: Preview) -> str:
        """Return how many are given up, for how much."""
        words = ngettext(
            "{n} booking is cancelled, and what was ordered with it",
            "{n} bookings are cancelled, and what was ordered with them",
            found.creates,
        )
        said = words.format(n=number(found.creates))
        gone = (one for one in found.occurrences if one.verdict is Verdict.FREE)
        cents = sum(one.fee_cents for one in gone)
        return _("{what}; it costs {fee}").format(what=said, fee=money(cents)) if cents else said

    def columns(self) -> tuple[Column[Occurrence], ...]:
        """Return what is given up, with what goes along and what it costs."""
        return (
            Column("start", N_("When"), lambda one: self.when(one.start), width=160),
            Column("room", N_("Room"), self.room_name, width=170),
            Column("along", N_("Goes along"), lambda one: ", ".join(one.along), is_stretched=True),
            Column("fee", N_("Fee"), _fee, width=110, is_number=True),
            self.state_column(),
        )

    def save(self) -> None:
        """Give them up with the reason."""
        self.save_button.setEnabled(False)
        self.page.run("cancel", self.asked(), self._finish, self.show_problem)

    def _finish(self, done: Done) -> None:
        self.accept()
        self._done(done)


def _fee(one: Occurrence) -> str:
    return money(one.fee_cents) if one.fee_cents and one.verdict is Verdict.FREE else ""
