"""Messages and call-backs of the starter organisation: rules, wording, calls due and calls made."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.call_back import (
    MOST_TRIES,
    CallBack,
    CallBackDraft,
    CallBackOutcome,
    CallBackRule,
    CallBackRules,
    CallBackState,
)
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.message import MessageSettings, TemplateKind
from fmdesk.core.domain.ticket import Line, LineState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services import templates
from fmdesk.core.services.notices import put_settings
from fmdesk.core.services.office_data import Data

NOBODY = UUID(int=0)
"""The calls are part of the command that builds the office."""


def save_care(work: UnitOfWork, data: Data) -> None:
    """Store settings, templates, rules, the calls that are due and those of before.

    Args:
        work: The unit of work; tickets are stored already.
        data: The part `care` of `resources/starter/work.toml`.
    """
    put_settings(work, MessageSettings(receipt=True, sender=data["sender"]))
    for kind in TemplateKind:
        for language in LANGUAGES:
            work.outbox.save_template(templates.default(kind, language))
    every = data["every"]
    rules = tuple(CallBackRule(count, product=code) for code, count in every.items())
    work.call_backs.save_rules(CallBackRules(rules))
    since = work.now - timedelta(days=data["days_open"])
    left = data["calls_open"]
    for line, events in _chosen(work, data):
        if line.ready_at is None:
            continue
        for ready, again in pairwise(events):
            if (ready.kind, again.kind) == (EventKind.READY, EventKind.REOPENED):
                first = CallBack(0, line.id, ready.number, due_at=ready.at)
                _call(work, first, CallBackOutcome.NOT_SATISFIED, again.at, again.reason)
        last = max(event.number for event in events if event.kind is EventKind.READY)
        made = CallBack(0, line.id, last, due_at=line.ready_at)
        if line.ready_at >= since and left:
            left -= 1
            work.call_backs.add(made)
            continue
        is_away = line.id % 10 < data["not_reached"]
        outcome = CallBackOutcome.NOT_REACHED if is_away else CallBackOutcome.SATISFIED
        _call(work, made, outcome, min(line.ready_at + timedelta(hours=5), work.now))


def _chosen(work: UnitOfWork, data: Data) -> Iterator[tuple[Line, Sequence[LineEvent]]]:
    """Yield ready lines by the rules, with their events."""
    for code, count in data["every"].items():
        wanted = TicketFilter(states=(LineState.READY,), product=code)
        numbers = [one for piece in work.tickets.list_ids(wanted, work.now) for one in piece]
        yield from work.tickets.with_events(sorted(numbers)[::count])


def _call(
    work: UnitOfWork, planned: CallBack, outcome: CallBackOutcome, at: datetime, note: str = ""
) -> None:
    """Store a call-back that was closed at an instant; who is not reached was called thrice."""
    made = work.call_backs.add(planned)
    tries = MOST_TRIES if outcome is CallBackOutcome.NOT_REACHED else 1
    for number in range(1, tries + 1):
        is_last = number == tries
        after = replace(
            made,
            state=CallBackState.CLOSED if is_last else CallBackState.OPEN,
            outcome=outcome,
            tries=number,
            closed_at=at if is_last else None,
        )
        draft = CallBackDraft(NOBODY, made.id, number - 1, outcome, note)
        work.call_backs.add_try(made, after, draft)
        made = after
