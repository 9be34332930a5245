"""The board of the starter organisation: hours of channels, counts, a hand-over, escalations."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from fmdesk.core.domain.board import Counted, Figure
from fmdesk.core.domain.escalation import (
    Escalation,
    EscalationCause,
    EscalationRule,
    EscalationTo,
    told,
)
from fmdesk.core.domain.hand_over import HandOver, HandOverItem
from fmdesk.core.domain.reachability import (
    QUARTER_SECONDS,
    ChannelCount,
    ChannelHours,
    Closing,
    quarter_of,
)
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.escalations import CALENDAR
from fmdesk.core.services.office_data import Data
from fmdesk.core.services.pinning import today

QUARTER = timedelta(seconds=QUARTER_SECONDS)
MOST_RAISED = 3


def save_board(work: UnitOfWork, data: Data, since: datetime) -> None:
    """Store what the board shows on the first day.

    Args:
        work: The unit of work; tickets are stored already.
        data: The part `board` of `resources/starter/work.toml`.
        since: From when on the channels were counted, a whole quarter.
    """
    work.reachability.save_hours(
        [ChannelHours(one["channel"], one["calendar"], one["staff"]) for one in data["hours"]]
    )
    for one in data["hours"]:
        work.reachability.add_counts(tuple(_counts(work, one, since)))
    closing = data["closing"]
    at = quarter_of(work.now) - timedelta(days=closing["days_ago"])
    until = at + timedelta(minutes=closing["minutes"])
    work.reachability.add_closing(
        Closing(0, closing["channel"], at, until, closing["reason"], "servicedesk")
    )
    work.settings.put(CALENDAR, data["service_hours"])
    work.escalations.save_rules(
        [
            EscalationRule(0, EscalationCause(one["cause"]), one["n"], EscalationTo(one["goes_to"]))
            for one in data["rules"]
        ]
    )
    _raise(work)
    lines = work.board.ids(Counted(Figure.NEAR)) or work.board.ids(Counted(Figure.OVERDUE))
    for line_id, note in zip(lines, data["notes"], strict=False):
        item = HandOverItem(line_id, note=note)
        before = work.now - timedelta(hours=16)
        work.hand_overs.add(HandOver(0, item, data["from"], "", before))


def _counts(work: UnitOfWork, hours: Data, slot: datetime) -> Iterator[ChannelCount]:
    """Yield counts of a quarter after the other up to now, in the hours of a channel."""
    end, calendar = quarter_of(work.now), work.catalog.calendar(hours["calendar"], today(work))[1]
    while slot < end:
        if calendar.next_open(slot) == slot:
            wave = (slot.hour * 7 + slot.minute // 15 * 3 + slot.day) % 6
            yield ChannelCount(
                channel=hours["channel"],
                slot=slot,
                answered=hours["per_quarter"] + wave,
                missed=max(0, wave - 4),
                waiting=max(0, wave - 3),
                staff=hours["staff"] - (wave == 0),
            )
        slot += QUARTER


def _raise(work: UnitOfWork) -> None:
    """Raise the first broken lines; without e-mail, since nobody waits for one."""
    units = {unit.id: unit for unit in work.people.units()}
    rules = [one for one in work.escalations.rules() if one.cause is EscalationCause.BROKEN]
    for rule in rules[:1]:
        for one in work.escalations.candidates(rule, work.now)[:MOST_RAISED]:
            work.escalations.add(
                Escalation(
                    id=0,
                    rule=rule,
                    line_id=one.line_id,
                    mark=one.mark,
                    raised_at=work.now,
                    person_id=told(units, one.unit_id, rule.goes_to),
                )
            )
