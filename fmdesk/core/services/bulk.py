"""The same done to many lines: a command per line, so that one refused line hinders no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar
from uuid import UUID

from fmdesk.core.domain.bulk import (
    BACK,
    BulkKind,
    BulkOrder,
    BulkResult,
    BulkStep,
    BulkUndo,
    Done,
    Refused,
)
from fmdesk.core.domain.crossing import RedirectDraft
from fmdesk.core.domain.dossier import Change, TaskDraft
from fmdesk.core.domain.errors import (
    ConflictError,
    DomainError,
    InvalidInputError,
    NotFoundError,
    StorageError,
)
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.message import MessageKind, NoticeDraft
from fmdesk.core.domain.ticket import EventDraft, Line
from fmdesk.core.ports import Door, PluginGateway, Progress, UnitOfWork
from fmdesk.core.services.dossiers import Dossiers
from fmdesk.core.services.fulfilment import record_event
from fmdesk.core.services.messages import Messages
from fmdesk.core.services.redirecting import redirect
from fmdesk.core.services.timeline import OWNER

TOLD_EVERY = 10
"""Lines after which it tells how far it is."""
PATIENCE = 30
"""Tries of one line while somebody else writes for long; each waits by itself for some seconds."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bulk:
    """Use cases of what is done to many lines at once.

    Attributes:
        door: The one door.
        plugins: Told of every event on a line whose product it serves.
        messages: Queues messages.
        dossiers: Writes tasks down.
    """

    door: Door
    plugins: PluginGateway
    messages: Messages
    dossiers: Dossiers

    def owners(self) -> tuple[str, ...]:
        """Return who owns tickets."""
        with self.door.read() as work:
            return work.tickets.owners()

    def run(self, order: BulkOrder, progress: Progress) -> BulkResult:
        """Do it to each line; a refused line is told with its reason.

        The order given again goes on where it was interrupted: what is done is not done twice.

        Args:
            order: What, and to which lines.
            progress: Told of the lines done; when it says so, the rest is left.

        Raises:
            InvalidInputError: `bulk.no_owner`.
        """
        if order.kind is BulkKind.ASSIGN and not order.owner.strip():
            raise InvalidInputError("bulk.no_owner")
        return _each(order.kind, order.line_ids, lambda line: self._do(order, line), self, progress)

    def undo(
        self, order: BulkOrder, done: Sequence[Done], reason: str, progress: Progress
    ) -> BulkResult:
        """Take it back where nothing changed since; the others are told with the reason.

        Args:
            order: What was done.
            done: The lines to which it was done, as the result told them.
            reason: Why; it stands in the events.
            progress: Told of the lines done; when it says so, the rest is left.
        """
        by_line = {one.line_id: one for one in done}

        def back(line_id: int) -> Done:
            step = BulkUndo(line_id, order.kind, by_line[line_id], reason)
            op_id = order.op_of("undo", line_id)
            return self.door.run(
                op_id, "bulk.undo", step, lambda work: _undo(work, self.plugins, op_id, step), Done
            )

        return _each(order.kind, tuple(by_line)[::-1], back, self, progress)

    def number(self, line_id: int) -> str:
        """Return the number of a line, or its id where there is none."""
        with self.door.read() as work:
            try:
                return work.tickets.line_number(work.tickets.line(line_id))
            except NotFoundError:
                return str(line_id)

    def _do(self, order: BulkOrder, line_id: int) -> Done:
        if order.kind is BulkKind.MESSAGE:
            queued = self.messages.queue(
                NoticeDraft(
                    order.op_of("line", line_id),
                    line_id,
                    MessageKind.FREE,
                    subject=order.subject,
                    body=order.text,
                )
            )
            return Done(line_id, queued.ticket_id)
        if order.kind is BulkKind.TASK:
            with self.door.read() as work:
                ticket_id = work.tickets.line(line_id).ticket_id
            task = TaskDraft(order.op_of("ticket", ticket_id), ticket_id, order.text)
            self.dossiers.add_task(task)
            return Done(line_id, ticket_id)
        step = BulkStep(
            line_id,
            order.kind,
            order.owner,
            order.reason,
            order.pause_class,
            order.evidence,
            order.unit,
        )
        op_id = order.op_of("line", line_id)
        return self.door.run(
            op_id,
            f"bulk.{order.kind}",
            step,
            lambda work: _step(work, self.plugins, op_id, step),
            Done,
        )


def _each(
    kind: BulkKind,
    line_ids: Sequence[int],
    act: Callable[[int], Done],
    bulk: Bulk,
    progress: Progress,
) -> BulkResult:
    done: list[Done] = []
    refused: list[Refused] = []
    total = len(line_ids)
    for place, line_id in enumerate(line_ids):
        if place % TOLD_EVERY == 0:
            progress.report(place, total)
        if progress.is_cancelled():
            return BulkResult(kind, tuple(done), tuple(refused), total - place)
        try:
            done.append(_patiently(partial(act, line_id), progress))
        except StorageError as problem:  # nothing can be written: the others would fare alike
            refused.append(_refused(line_id, str(line_id), problem))
            return BulkResult(kind, tuple(done), tuple(refused), total - place - 1)
        except DomainError as problem:
            refused.append(_refused(line_id, bulk.number(line_id), problem))
    progress.report(total, total)
    return BulkResult(kind, tuple(done), tuple(refused))


def _patiently(act: Callable[[], T], progress: Progress) -> T:
    """Do it, again and again while somebody else holds the database for long."""
    for _try in range(PATIENCE):
        try:
            return act()
        except StorageError as problem:
            if problem.code != "storage.locked" or progress.is_cancelled():
                raise
    return act()


def _refused(line_id: int, number: str, problem: DomainError) -> Refused:
    return Refused(line_id, number, problem.code, tuple(problem.params.items()))


def _step(work: UnitOfWork, plugins: PluginGateway, op_id: UUID, step: BulkStep) -> Done:
    line = work.tickets.line(step.line_id)
    if step.kind.event is None:
        return _assign(work, line, step.owner)
    if step.kind is BulkKind.REDIRECT:
        given = RedirectDraft(op_id, line.id, line.version, step.unit, step.reason)
        told = redirect(work, plugins, given)
        return Done(line.id, line.ticket_id, told.version, told.event_number)
    draft = EventDraft(
        op_id,
        line.id,
        step.kind.event,
        line.version,
        reason=step.reason,
        pause_class=step.pause_class,
        evidence=step.evidence,
    )
    recorded = record_event(work, plugins, draft)
    return Done(line.id, line.ticket_id, recorded.version, recorded.event_number)


def _assign(work: UnitOfWork, line: Line, owner: str, version: int | None = None) -> Done:
    """Give a line's ticket another owner; who is already changes nothing."""
    work.dossier.lock(line.ticket_id)
    ticket = work.tickets.ticket(line.ticket_id)
    if version is not None and ticket.version != version:
        raise ConflictError("bulk.changed")
    stored = ticket
    if ticket.owner != owner:
        stored = work.dossier.update_ticket(replace(ticket, owner=owner))
        before, after = {OWNER: ticket.owner}, {OWNER: owner}
        work.dossier.add_change(
            Change(ticket.id, stored.version, work.now, work.actor, before, after)
        )
    return Done(line.id, ticket.id, stored.version, before=ticket.owner)


def _undo(work: UnitOfWork, plugins: PluginGateway, op_id: UUID, step: BulkUndo) -> Done:
    """Take back what was done to a line, at the instant at which it was done."""
    done, line = step.done, work.tickets.line(step.line_id)
    if step.kind is BulkKind.ASSIGN:
        return _assign(work, line, done.before, done.version)
    if line.version != done.version:
        raise ConflictError("bulk.changed")
    events = work.tickets.events(line.id)
    at, kind = events[done.event - 1].at, BACK[step.kind]
    draft = EventDraft(op_id, line.id, kind, line.version, at=at, reason=step.reason)
    if step.kind is BulkKind.RESUME:
        draft = _paused_as_before(draft, events[: done.event])
    told = record_event(work, plugins, draft)
    return Done(line.id, line.ticket_id, told.version, told.event_number)


def _paused_as_before(draft: EventDraft, events: Sequence[LineEvent]) -> EventDraft:
    """Return the pause that was ended, once more."""
    last = next(one for one in reversed(events) if one.kind is EventKind.PAUSED)
    return replace(draft, reason=last.reason, pause_class=last.pause_class, evidence=last.evidence)
