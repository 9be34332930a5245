"""The tab of bookings that wait for a decision."""

from collections.abc import Sequence

from fmdesk.plugins.api import N_, number
from fmdesk.plugins.api.qt import PluginPage
from fmdesk.plugins.bundled.rooms.acting import Decide
from fmdesk.plugins.bundled.rooms.bookings import Booking, Done
from fmdesk.plugins.bundled.rooms.qt.dialogs import ReasonDialog
from fmdesk.plugins.bundled.rooms.qt.lists import Act, Listing, ListTab
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext

REQUESTS = Listing(
    "waiting_requests",
    N_("Bookings to decide"),
    ("start", "room", "title", "people", "who", "series", "number"),
    lambda count: ngettext("{n} booking waits", "{n} bookings wait", count),
    (N_("Nothing to decide"), N_("Bookings of rooms that ask for approval appear here.")),
)


class RequestsTab(ListTab):
    """G grants, D declines, Shift+G grants the rest of its series too.

    Args:
        page: The page that it belongs to.
    """

    def __init__(self, page: PluginPage) -> None:
        acts = (
            Act("grant", N_("Grant"), "G", "circle-check", self.grant),
            Act("grant_series", N_("Grant the series"), "Shift+G", "refresh-cw", self.grant_series),
            Act("decline", N_("Decline…"), "D", "circle-x", self.decline),
        )
        super().__init__(page, REQUESTS, acts)

    def grant(self) -> None:
        """Grant the chosen one."""
        if self.chosen is not None:
            self._decide([self.chosen])

    def grant_series(self) -> None:
        """Grant all that waits of the series of the chosen one."""
        chosen = self.chosen
        if chosen is not None:
            every = [self.rows.row_at(n) for n in range(self.rows.row_total())]
            same = [one for one in every if one and one.series_id == chosen.series_id is not None]
            self._decide(same or [chosen])

    def decline(self) -> None:
        """Ask why, and decline the chosen one."""
        chosen = self.chosen
        if chosen is None:
            return

        def send(reason: str, dialog: ReasonDialog) -> None:
            def done(result: Done) -> None:
                dialog.accept()
                self._decided(result)

            order = Decide((chosen.id,), is_granted=False, reason=reason)
            self.page.run("decide", order, done, dialog.show_problem)

        sentence = _("Who asked is told the reason.")
        ReasonDialog(self.page, _("Decline the booking"), _("Decline"), sentence, send).open()

    def _decide(self, some: Sequence[Booking]) -> None:
        order = Decide(tuple(one.id for one in some), is_granted=True)
        self.page.run("decide", order, self._decided, self.told.setText)

    def _decided(self, done: Done) -> None:
        count = len(done.bookings)
        words = ngettext("{n} booking decided.", "{n} bookings decided.", count)
        self.tell(words.format(n=number(count)))
