"""The office's time: its one zone and its now, for what screens show and offer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """The one zone of the office and its present instant (domain page, Time).

    Nothing that a person sees or fills in is read from the machine's own clock and zone.

    Attributes:
        zone: IANA name.
        now: Gives the present instant, aware UTC in whole seconds.
    """

    zone: str
    now: Callable[[], datetime]

    def local(self, at: datetime) -> datetime:
        """Return an instant in the office's zone."""
        from zoneinfo import ZoneInfo  # noqa: PLC0415  # 4 ms that the first frame does not need

        return at.astimezone(ZoneInfo(self.zone))

    def wall(self) -> datetime:
        """Return what the office's clock on the wall reads, without a zone."""
        return self.local(self.now()).replace(tzinfo=None)

    def instant(self, wall: datetime) -> datetime:
        """Return when the clock on the wall reads this, aware UTC.

        Args:
            wall: A reading without a zone, in whole seconds. One that the clock skips in spring is
                the first instant after it, one that comes twice in autumn the first of both
                (domain page, Time).
        """
        from zoneinfo import ZoneInfo  # noqa: PLC0415  # as above

        at = wall.replace(tzinfo=ZoneInfo(self.zone), fold=0).astimezone(UTC)
        return at if self.local(at).replace(tzinfo=None) == wall else self._after_the_gap(wall)

    def _after_the_gap(self, wall: datetime) -> datetime:
        from fmdesk.core.domain.instants import to_datetime, to_epoch  # noqa: PLC0415  # as above
        from fmdesk.core.domain.zones import zone_table  # noqa: PLC0415  # as above

        return to_datetime(zone_table(self.zone).to_utc(to_epoch(wall.replace(tzinfo=UTC))))
