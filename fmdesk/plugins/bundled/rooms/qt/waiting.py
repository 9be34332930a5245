"""The tab of the waiting list: who has an offer, and who waits for a room."""

from fmdesk.plugins.api import N_
from fmdesk.plugins.api.qt import PluginPage
from fmdesk.plugins.bundled.rooms.bookings import BookingState, Done, Which
from fmdesk.plugins.bundled.rooms.qt.lists import Act, Listing, ListTab
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext

WAITING = Listing(
    "waiting_list",
    N_("Waiting list"),
    ("start", "room", "title", "who", "number", "until", "state"),
    lambda count: ngettext("{n} on the waiting list", "{n} on the waiting list", count),
    (
        N_("Nobody waits"),
        N_("Who wants a room that is taken can wait for it, and appears here."),
    ),
)


class WaitingTab(ListTab):
    """A takes the offer.

    Args:
        page: The page that it belongs to.
    """

    def __init__(self, page: PluginPage) -> None:
        take = Act("take", N_("Take the offer"), "A", "circle-check", self.take)
        super().__init__(page, WAITING, (take,))

    def take(self) -> None:
        """Take what was offered, for the one who got it."""
        if self.chosen is not None and self._is_offered():
            self.page.run("accept", Which(self.chosen.id), self._taken, self.told.setText)

    def allow(self) -> None:
        """Only an offer can be taken."""
        self.buttons["take"].setEnabled(self._is_offered())

    def _is_offered(self) -> bool:
        return self.chosen is not None and self.chosen.state is BookingState.OFFERED

    def _taken(self, _done: Done) -> None:
        self.tell(_("The offer was taken."))
