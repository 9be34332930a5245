"""Reachability: opening hours of the channels, how they were reached, and early closings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reachability import (
    Breach,
    ChannelCount,
    ChannelFigures,
    ChannelHours,
    ChannelToday,
    Closing,
    ClosingDraft,
    CountDraft,
    HoursList,
    HoursOffer,
    lost_seconds,
    quarter_of,
    sum_up,
)
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import day_of, today

ONE_DAY = timedelta(days=1)
MOST = 9_999
"""Contacts, or people, in one quarter of an hour at most."""
OpenTime = Mapping[date, tuple[datetime, datetime, Calendar]]
"""For each day its first instant, the instant after it, and the calendar valid on it."""


@dataclass(frozen=True, slots=True)
class Reachability:
    """Use cases of reachability.

    Attributes:
        door: The one door.
    """

    door: Door

    def hours(self) -> HoursList:
        """Return what is promised of the channels."""
        with self.door.read() as work:
            return HoursList(work.reachability.hours())

    def offer(self, language: str) -> HoursOffer:
        """Return what is promised of the channels, and what can be chosen.

        Args:
            language: Language of the channels' names.
        """
        with self.door.read() as work:
            names = Names(work, language)
            channels = tuple((one.code, names.of(one)) for one in work.people.channels())
            hours = HoursList(work.reachability.hours())
            return HoursOffer(hours, channels, work.catalog.calendars())

    def save_hours(self, op_id: UUID, hours: HoursList) -> Changes:
        """Set what is promised of all channels, from now on; calendars have their own dates.

        Raises:
            NotFoundError: `channel.unknown` or `calendar.unknown`.
            InvalidInputError: `reachability.twice` or `reachability.negative`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            if len({one.channel for one in hours.hours}) < len(hours.hours):
                raise InvalidInputError("reachability.twice")
            if not all(0 <= one.staff <= MOST for one in hours.hours):
                raise InvalidInputError("reachability.negative", most=MOST)
            work.reachability.save_hours(hours.hours)
            return Changes(is_everything=True)

        return self.door.run(op_id, "reachability.save_hours", hours, work_on, Changes)

    def note(self, draft: CountDraft) -> Changes:
        """Note how a channel was reached in a quarter of an hour; it replaces what stood there.

        Raises:
            NotFoundError: `channel.unknown`.
            InvalidInputError: `reachability.future` or `reachability.negative`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            count = replace(draft.count, slot=quarter_of(draft.count.slot))
            check_count(work, count)
            work.reachability.save_count(count)
            return Changes(is_everything=True)

        return self.door.run(draft.op_id, "reachability.note", draft, work_on, Changes)

    def close(self, draft: ClosingDraft) -> Changes:
        """Note that a channel is closed from now on, whatever its hours promise.

        Raises:
            NotFoundError: `channel.unknown`.
            InvalidInputError: `reachability.no_reason`.
            ConflictError: `reachability.closed` when it is closed already.
        """

        def work_on(work: UnitOfWork) -> Changes:
            _check_channel(work, draft.channel)
            if not draft.reason.strip():
                raise InvalidInputError("reachability.no_reason")
            if work.reachability.closing(draft.channel) is not None:
                raise ConflictError("reachability.closed")
            made = Closing(
                0, draft.channel, work.now, reason=draft.reason.strip(), actor=work.actor
            )
            work.reachability.add_closing(made)
            return Changes(is_everything=True)

        return self.door.run(draft.op_id, "reachability.close", draft, work_on, Changes)

    def open(self, draft: ClosingDraft) -> Changes:
        """Note that a channel that was closed is open again.

        Raises:
            ConflictError: `reachability.open` when it is not closed.
        """

        def work_on(work: UnitOfWork) -> Changes:
            there = work.reachability.closing(draft.channel)
            if there is None:
                raise ConflictError("reachability.open")
            at = max(work.now, there.closed_at + timedelta(seconds=1))
            work.reachability.end_closing(there, at)
            return Changes(is_everything=True)

        return self.door.run(draft.op_id, "reachability.open", draft, work_on, Changes)

    # --- figures -------------------------------------------------------------------------------

    def today(self, language: str) -> tuple[ChannelToday, ...]:
        """Return the channels with hours as they are now, for the board and a banner."""
        with self.door.read() as work:
            return channels_today(work, language)

    def day(self, on: date, language: str) -> tuple[ChannelFigures, ...]:
        """Return how each channel with hours was reached on a day of the office."""
        with self.door.read() as work:
            return figures_of(work, (on,), language)

    def month(self, month: str, language: str) -> tuple[ChannelFigures, ...]:
        """Return how each channel with hours was reached in a month.

        Args:
            month: `YYYY-MM`.
            language: Language of the names.

        Raises:
            InvalidInputError: `month.format`.
        """
        with self.door.read() as work:
            return figures_of(work, _days(Month.parse(month)), language)

    def breaches(self, month: str, language: str) -> tuple[Breach, ...]:
        """Return the closings of a month within promised hours, by time.

        Args:
            month: `YYYY-MM`.
            language: Language of the names.

        Raises:
            InvalidInputError: `month.format`.
        """
        with self.door.read() as work:
            names, found = Names(work, language), []
            start, end = Month.parse(month).bounds(work.zone)
            end = min(end, work.now)
            closings = work.reachability.closings(start, end)
            for hours in work.reachability.hours():
                open_time = _open_time(work, hours, _days(Month.parse(month)))
                for one in closings:
                    seconds = sum(
                        lost_seconds(one, calendar, first, last)
                        for first, last, calendar in open_time.values()
                    )
                    if one.channel == hours.channel and seconds:
                        name = names.channel(one.channel)
                        found.append(
                            Breach(
                                one.channel, name, one.closed_at, one.opened_at, seconds, one.reason
                            )
                        )
        return tuple(sorted(found, key=lambda one: (one.closed_at, one.channel)))


def check_count(work: UnitOfWork, count: ChannelCount) -> None:
    """Refuse a count that cannot be.

    Raises:
        NotFoundError: `channel.unknown`.
        InvalidInputError: `reachability.future` or `reachability.negative`.
    """
    _check_channel(work, count.channel)
    if count.slot > work.now:
        raise InvalidInputError("reachability.future")
    figures = (count.answered, count.missed, count.waiting, count.staff)
    if not 0 <= min(figures) <= max(figures) <= MOST:
        raise InvalidInputError("reachability.negative", most=MOST)


def channels_today(work: UnitOfWork, language: str) -> tuple[ChannelToday, ...]:
    """Return the channels with hours as they are now.

    Args:
        work: The unit of work to read from.
        language: Language of the names.
    """
    day = today(work)
    start, end = day_of(day, work.zone)
    counts = work.reachability.counts(start, end)
    closings = {one.channel: one for one in work.reachability.closings(start, end)}
    figures = {one.channel: one for one in figures_of(work, (day,), language)}
    return tuple(
        _today(work, hours, day, figures[hours.channel], counts, closings.get(hours.channel))
        for hours in work.reachability.hours()
    )


def _today(
    work: UnitOfWork,
    hours: ChannelHours,
    day: date,
    figures: ChannelFigures,
    counts: Sequence[ChannelCount],
    closing: Closing | None,
) -> ChannelToday:
    calendar = _calendar(work, hours, day)
    lasting = closing if closing and closing.opened_at is None else None
    opens = _opens(calendar, work.now) if calendar else None
    is_promised = opens == work.now
    mine = [one for one in counts if one.channel == hours.channel]
    return ChannelToday(
        channel=hours.channel,
        name=figures.name,
        is_open=is_promised and lasting is None,
        until=_closes(calendar, work.now) if calendar and is_promised else opens,
        holiday=calendar.closed.get(day, "") if calendar and day not in calendar.special else "",
        closing=lasting,
        waiting=mine[-1].waiting if mine else 0,
        figures=figures,
    )


def _opens(calendar: Calendar, now: datetime) -> datetime | None:
    try:
        return calendar.next_open(now)
    except InvalidInputError:  # its last open day has passed
        return None


def _closes(calendar: Calendar, now: datetime) -> datetime | None:
    """Return when the window that is open now ends; None when it lasts for more than a day."""
    first = calendar.explain(now, now + ONE_DAY)[0]
    return first.end if first.end < now + ONE_DAY else None


def figures_of(work: UnitOfWork, days: Sequence[date], language: str) -> tuple[ChannelFigures, ...]:
    """Return how each channel with hours was reached on some days of the office.

    Args:
        work: The unit of work to read from.
        days: Days without a gap; what is to come promises nothing yet.
        language: Language of the names.
    """
    names, zone = Names(work, language), work.zone
    start, end = day_of(days[0], zone)[0], day_of(days[-1], zone)[1]
    counts, closings = work.reachability.counts(start, end), work.reachability.closings(start, end)
    return tuple(
        sum_up(
            hours,
            names.channel(hours.channel),
            _open_time(work, hours, days),
            [one for one in counts if one.channel == hours.channel],
            [one for one in closings if one.channel == hours.channel],
        )
        for hours in work.reachability.hours()
    )


def _open_time(work: UnitOfWork, hours: ChannelHours, days: Sequence[date]) -> OpenTime:
    """Return the days up to now with the calendar that is valid on each."""
    found = {}
    for day in days:
        start, end = day_of(day, work.zone)
        calendar = _calendar(work, hours, day) if start < work.now else None
        if calendar is not None:
            found[day] = (start, min(end, work.now), calendar)
    return found


def _calendar(work: UnitOfWork, hours: ChannelHours, day: date) -> Calendar | None:
    """Return the calendar valid on a day; None before its first version, which promises nothing."""
    try:
        return work.catalog.calendar(hours.calendar, day)[1]
    except NotFoundError:
        return None


def _days(month: Month) -> tuple[date, ...]:
    first = month.first_day()
    return tuple(first + n * ONE_DAY for n in range((month.last_day() - first).days + 1))


def _check_channel(work: UnitOfWork, code: str) -> None:
    if code not in {one.code for one in work.people.channels()}:
        raise NotFoundError("channel.unknown", code=code)
