"""Call-backs: who is asked after ready, what they say, and what follows from it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from fmdesk.core.domain.call_back import (
    MOST_TRIES,
    NEXT_TRY,
    CallBack,
    CallBackDraft,
    CallBackOutcome,
    CallBackRow,
    CallBackRules,
    CallBackState,
    Called,
    Satisfaction,
)
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotAllowedError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.message import TemplateKind
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.process import Side
from fmdesk.core.domain.ticket import EventDraft, Line, LineState
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, PluginGateway, UnitOfWork
from fmdesk.core.services import notices
from fmdesk.core.services.access import me_of
from fmdesk.core.services.fulfilment import record_event
from fmdesk.core.services.lineview import Names

KINDS = ("product", "unit")
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class CallBacks:
    """Use cases of call-backs.

    Attributes:
        door: The one door.
        plugins: Told of a line that is reopened.
    """

    door: Door
    plugins: PluginGateway

    def worklist(self, language: str, limit: int = MOST_ROWS) -> tuple[CallBackRow, ...]:
        """Return who is to be called, the longest waiting first, with what to say.

        Args:
            language: Language of names and script.
            limit: Rows at most.
        """
        with self.door.read() as work:
            names, mine = Names(work, language), _units_of(work)
            return tuple(
                _row(work, names, mine, one, language) for one in work.call_backs.open(limit)
            )

    def count_due(self) -> int:
        """Return how many customers are to be called now."""
        with self.door.read() as work:
            return work.call_backs.count_due(work.now)

    def record(self, draft: CallBackDraft) -> Called:
        """Record what came of a try; a customer who is not satisfied reopens the line with it.

        Args:
            draft: The outcome.

        Raises:
            NotAllowedError: `call_back.own_work`: nobody rates what they or their unit did.
            ConflictError: `call_back.changed` when somebody else called first.
            InvalidInputError: `call_back.reason_missing`.
        """
        return self.door.run(
            draft.op_id,
            "call_backs.record",
            draft,
            lambda work: _record(work, self.plugins, draft),
            Called,
        )

    def satisfaction(self, month: str, language: str) -> tuple[Satisfaction, ...]:
        """Return what customers said in a month, per product and per unit.

        Args:
            month: `YYYY-MM`, of the day on which the call-back was closed.
            language: Language of the names.

        Raises:
            InvalidInputError: `month.format`.
        """
        with self.door.read() as work:
            start, end = Month.parse(month).bounds(work.zone)
            return tuple(
                Satisfaction(
                    kind,
                    code,
                    name,
                    said.get(CallBackOutcome.SATISFIED, 0),
                    said.get(CallBackOutcome.NOT_SATISFIED, 0),
                    said.get(CallBackOutcome.NOT_REACHED, 0),
                )
                for kind in KINDS
                for (code, name), said in work.call_backs.outcomes(
                    kind, start, end, language
                ).items()
            )

    def rules(self) -> CallBackRules:
        """Return which ready lines are called back."""
        with self.door.read() as work:
            return work.call_backs.rules()

    def save_rules(
        self, op_id: UUID, rules: CallBackRules, seen: CallBackRules | None = None
    ) -> Changes:
        """Set which ready lines are called back, from now on.

        Args:
            op_id: Made once by the client.
            rules: All of them.
            seen: What they were before; where they are so no more, somebody else was first.

        Raises:
            ConflictError: `administration.changed`.
            InvalidInputError: `call_back.every` or `call_back.twice`.
            NotFoundError: `product.unknown` or `unit.unknown`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            for rule in rules.rules:
                if rule.every < 1:
                    raise InvalidInputError("call_back.every", every=rule.every)
            if len({(rule.product, rule.unit) for rule in rules.rules}) < len(rules.rules):
                raise InvalidInputError("call_back.twice")
            if seen is not None and work.call_backs.rules() != seen:
                raise ConflictError("administration.changed")
            work.call_backs.save_rules(rules)
            return Changes()

        return self.door.run(op_id, "call_backs.save_rules", rules, work_on, Changes)


def _record(work: UnitOfWork, plugins: PluginGateway, draft: CallBackDraft) -> Called:
    before = work.call_backs.call_back(draft.call_back_id)
    line = work.tickets.line(before.line_id)
    note = draft.note.strip()
    if draft.outcome is CallBackOutcome.NOT_SATISFIED and not note:
        raise InvalidInputError("call_back.reason_missing")
    if _is_own(work, line, _units_of(work)):
        raise NotAllowedError("call_back.own_work")
    tries = draft.tries + 1
    is_again = draft.outcome is CallBackOutcome.NOT_REACHED and tries < MOST_TRIES
    after = CallBack(
        before.id,
        before.line_id,
        before.event,
        due_at=work.now + NEXT_TRY if is_again else before.due_at,
        state=CallBackState.OPEN if is_again else CallBackState.CLOSED,
        outcome=draft.outcome,
        tries=tries,
        closed_at=None if is_again else work.now,
    )
    seen = replace(before, tries=draft.tries)
    work.call_backs.add_try(seen, after, replace(draft, note=note))
    is_reopened = draft.outcome is CallBackOutcome.NOT_SATISFIED and line.state is LineState.READY
    if is_reopened:
        reopened = EventDraft(draft.op_id, line.id, EventKind.REOPENED, line.version, reason=note)
        record_event(work, plugins, reopened)
    return Called(before.id, line.ticket_id, is_reopened, after.due_at if is_again else None)


def _row(
    work: UnitOfWork, names: Names, mine: Collection[int], one: CallBack, language: str
) -> CallBackRow:
    line = work.tickets.line(one.line_id)
    ticket = work.tickets.ticket(line.ticket_id)
    product = work.catalog.product_version(line.pins.product_version_id)
    person_id = ticket.recipient_id or ticket.requester_id
    person = work.people.person(person_id) if person_id else None
    values = notices.values_of(work, ticket, (line,), language)
    values["customer"] = person.name if person else ""
    kind = TemplateKind.CALL_BACK
    (_subject, script), _wrong = notices.worded(work, kind, line.product_code, language, values)
    return CallBackRow(
        id=one.id,
        line_id=line.id,
        number=work.tickets.line_number(line),
        product=names.of(product),
        quantity=line.quantity,
        unit=names.units[line.unit_id],
        customer=person.name if person else "",
        phone=person.phone if person else "",
        ready_at=line.ready_at,
        due_at=one.due_at,
        tries=one.tries,
        script=script,
        is_own=_is_own(work, line, mine),
    )


def _units_of(work: UnitOfWork) -> frozenset[int]:
    """Return the unit of who acts, none where the office does not know the person."""
    actor, unit_id = work.actor, me_of(work).unit_id
    if unit_id is not None:
        return frozenset({unit_id})
    found = (one for one in work.people.find_persons(actor, MOST_ROWS))
    return frozenset(
        one.unit_id for one in found if one.unit_id is not None and actor in {one.code, one.name}
    )


def _is_own(work: UnitOfWork, line: Line, mine: Collection[int]) -> bool:
    """Tell whether who acts, or their unit, did the work on a line."""
    if work.actor in work.call_backs.worked(line.id):
        return True
    version = line.pins.process_version_id
    steps = work.catalog.process_version(version).steps if version else ()
    did = {step.unit_id for step in steps if step.side is Side.BACK} | {line.unit_id}
    return bool(did & set(mine))
