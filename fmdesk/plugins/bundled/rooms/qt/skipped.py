"""What was skipped of a series, to be added back where there is room now."""

from collections.abc import Callable, Mapping

from fmdesk.plugins.api import number
from fmdesk.plugins.api.qt import PluginPage
from fmdesk.plugins.bundled.rooms.bookings import Done
from fmdesk.plugins.bundled.rooms.qt.times import AS_MEANT, OTHER_ROOM, OTHER_TIME, TimesDialog
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.repeating import AddLater, LeftOut
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.series import Choice, Occurrence, Preview, Verdict


class SkippedDialog(TimesDialog):
    """Each time that was skipped, as it stands now; A adds the chosen one back.

    Args:
        page: The page that it belongs to.
        series_id: The series.
        rooms: What can be booked, by code.
        done: Called with each booking that was added.
    """

    acts = (OTHER_ROOM, OTHER_TIME, AS_MEANT)

    def __init__(
        self,
        page: PluginPage,
        series_id: int,
        rooms: Mapping[str, Room],
        done: Callable[[Done], object],
    ) -> None:
        super().__init__(page, rooms, _("Skipped times of the series"), _("Add back"), "skipped")
        self._series_id, self._done = series_id, done
        self.table.moved_to.connect(lambda _row: self._allow())
        self.add_key("A", self.save)
        self.place()

    def asked(self) -> LeftOut:
        """Return the series with the choices made."""
        return LeftOut(self._series_id, self.choices)

    def summary(self, found: Preview) -> str:
        """Return how many were skipped, and how many of them can be added."""
        if not found.occurrences:
            return _("Nothing is skipped in this series")
        free = sum(one.verdict is Verdict.FREE for one in found.occurrences)
        words = ngettext("{n} time was skipped", "{n} times were skipped", len(found.occurrences))
        return _("{skipped}; {free} can be added back now").format(
            skipped=words.format(n=number(len(found.occurrences))), free=number(free)
        )

    def may_save(self, found: Preview) -> bool:
        """Tell whether the chosen one is free now."""
        del found
        return self._is_free(self.current)

    def save(self) -> None:
        """Add the chosen one back."""
        one = self.current
        if one is None or not self._is_free(one):
            return
        self.save_button.setEnabled(False)
        kept = next((c for c in self.choices if c.original == one.original), Choice(one.original))
        self.page.run("add_later", AddLater(self._series_id, kept), self._added, self.show_problem)

    def _added(self, done: Done) -> None:
        self._done(done)
        self.load()

    def _allow(self) -> None:
        self.save_button.setEnabled(self._is_free(self.current))

    @staticmethod
    def _is_free(one: Occurrence | None) -> bool:
        return one is not None and one.verdict is Verdict.FREE
