"""What a plugin has the desk do, in the unit of work that is open: the core's own use cases.

They are checked, priced, pinned and told to plugins as if a member of the desk did them; who acts
is who runs the plugin's command.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from fmdesk.core.domain.dossier import DETAIL
from fmdesk.core.domain.errors import InvalidInputError, PluginError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.message import MessageKind
from fmdesk.core.domain.spec import Text
from fmdesk.core.domain.ticket import EventDraft, Line, OrderDraft, OrderLine, Scalar
from fmdesk.core.domain.unit_work import place_after, step_at
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services import following, notices, taking
from fmdesk.core.services.changing import store_change
from fmdesk.core.services.fields import line_fields
from fmdesk.core.services.fulfilment import record_event
from fmdesk.core.services.projection import store_events
from fmdesk.core.services.reordering import moved, reorder


@dataclass(frozen=True, slots=True)
class WorkDesk:
    """The desk of one unit of work; the api's `Desk` tells what each method does.

    Attributes:
        work: The unit of work.
        plugins: Asked and told as always.
        plugin: Id of the plugin that asks for it.
        busy: Lines whose followers are being told; they are not to be touched meanwhile.
    """

    work: UnitOfWork
    plugins: PluginGateway
    plugin: str
    busy: Collection[int] = ()

    # --- orders --------------------------------------------------------------------------------

    def take(self, draft: OrderDraft) -> tuple[int, ...]:
        """Take an order; returns its lines in their order."""
        return taking.take(self.work, self.plugins, draft).line_ids

    def add_line(self, ticket_id: int, order: OrderLine) -> int:
        """Order something more on a ticket; returns the new line."""
        return taking.add_line(self.work, self.plugins, ticket_id, order).id

    def link(self, line_id: int, follows_id: int) -> None:
        """Let a line follow another one; one of the two must be the plugin's."""
        lines = [self.work.tickets.line(one) for one in (line_id, follows_id)]
        if not any(self._is_own(line) for line in lines):
            raise self._not_yours(lines[0])
        following.link(self.work, line_id, follows_id)

    def change(
        self,
        line_id: int,
        reason: str,
        *,
        details: Mapping[str, Scalar] | None = None,
        quantity: int | None = None,
        location: str | None = None,
        due_at: datetime | None = None,
    ) -> None:
        """Change what was ordered; what is left out stays."""
        line = self._own(line_id)
        events, before = self.work.tickets.events(line_id), line_fields(self.work, line)
        wanted = dict(before)
        wanted |= {f"{DETAIL}{name}": value for name, value in (details or {}).items()}
        wanted |= {} if quantity is None else {"quantity": quantity}
        wanted |= {} if location is None else {"location": location}
        self.work.budgets.hold_payers([line.cost_centre_id])
        made = reorder(self.work, self.plugins, line, events, wanted, due_at)
        if made.changed or made.new:
            store_change(self.work, self.plugins, line, made, _needed(reason))

    def moved(self, line_id: int, reason: str, due_at: datetime | None = None) -> None:
        """Tell the lines that follow that this one is wanted otherwise now."""
        line, events = self._own(line_id), self.work.tickets.events(line_id)
        new = (moved(self.work, events, _whole(due_at), _needed(reason)),)
        store_events(self.work, self.plugins, line, events, new)

    def cancel(self, line_id: int, reason: str) -> None:
        """Cancel a line; what was delivered stays delivered and charged."""
        self._record(line_id, EventKind.CANCELLED, reason=_needed(reason))

    # --- the work on a line --------------------------------------------------------------------

    def start_step(self, line_id: int, step: int | None = None) -> None:
        """Begin a step of the process; the next one when none is named."""
        self._record(line_id, EventKind.STARTED, step=self._step(line_id, step))

    def finish_step(self, line_id: int, step: int | None = None) -> None:
        """Finish a step of the process; the one that runs, or is next, when none is named."""
        self._record(line_id, EventKind.STEP_FINISHED, step=self._step(line_id, step))

    def deliver(self, line_id: int, quantity: int) -> None:
        """Deliver pieces; the delivery that completes the quantity makes the line ready."""
        self._record(line_id, EventKind.DELIVERED, quantity=quantity)

    def ready(self, line_id: int) -> None:
        """Report a line ready."""
        self._record(line_id, EventKind.READY)

    def reopen(self, line_id: int, reason: str) -> None:
        """Work on a line again that was ready."""
        self._record(line_id, EventKind.REOPENED, reason=_needed(reason))

    def note(self, line_id: int, text: str) -> None:
        """Write a sentence on the timeline of a line."""
        line, events = self._own(line_id), self.work.tickets.events(line_id)
        number, words = len(events) + 1, _needed(text)
        noted = LineEvent(number, EventKind.NOTED, self.work.now, self.work.actor, reason=words)
        store_events(self.work, self.plugins, line, events, (noted,))

    def tell(self, line_id: int, subject: Text, body: Text, person_id: int | None = None) -> bool:
        """Queue a message about a line; False for a customer who is not known."""
        line = self._own(line_id)
        language = notices.read_settings(self.work).language
        words = (" ".join(subject.get(language).split()), body.get(language).strip())
        if not all(words):
            raise InvalidInputError("message.no_words")
        ticket = self.work.tickets.ticket(line.ticket_id)
        made = notices.make(
            self.work, ticket, (line,), MessageKind.FREE, words=words, person_id=person_id
        )
        return made is not None

    # --- what it may touch ---------------------------------------------------------------------

    def _record(
        self,
        line_id: int,
        kind: EventKind,
        *,
        reason: str = "",
        step: int | None = None,
        quantity: int = 0,
    ) -> None:
        version = self._own(line_id).version
        draft = EventDraft(
            uuid4(), line_id, kind, version, step=step, reason=reason, quantity=quantity
        )
        record_event(self.work, self.plugins, draft)

    def _step(self, line_id: int, step: int | None) -> int | None:
        """Return the step that is meant; None, which is refused, for a line without a process."""
        version = self.work.tickets.line(line_id).pins.process_version_id
        if step is not None or version is None:
            return step
        process = self.work.catalog.process_version(version)
        return step_at(process, place_after(self.work.tickets.events(line_id))).position

    def _own(self, line_id: int) -> Line:
        """Return a line that the plugin may touch: its own, or a plain one that follows its own.

        Raises:
            PluginError: `plugin.not_yours`, or `plugin.busy_line`.
        """
        line = self.work.tickets.line(line_id)
        if line_id in self.busy:
            number = self.work.tickets.line_number(line)
            raise PluginError("plugin.busy_line", plugin=self.plugin, number=number)
        if not self._is_own(line) and not self._follows_own(line):
            raise self._not_yours(line)
        return line

    def _is_own(self, line: Line) -> bool:
        return line.plugin == self.plugin

    def _follows_own(self, line: Line) -> bool:
        followed = () if line.plugin else self.work.following.followed(line.id)
        return any(self._is_own(self.work.tickets.line(one)) for one in followed)

    def _not_yours(self, line: Line) -> PluginError:
        number = self.work.tickets.line_number(line)
        return PluginError("plugin.not_yours", plugin=self.plugin, number=number)


def _needed(reason: str) -> str:
    if not reason.strip():
        raise InvalidInputError("fulfilment.reason_missing")
    return reason.strip()


def _whole(at: datetime | None) -> datetime | None:
    """Return an instant in whole seconds; InvalidInputError `time.naive`."""
    if at is not None and at.tzinfo is None:
        raise InvalidInputError("time.naive", value=at.isoformat())
    return None if at is None else at.replace(microsecond=0)
