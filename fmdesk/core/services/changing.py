"""Changing or cancelling what was ordered, and the ticket around it.

A line keeps the versions that it pinned at intake: a change is priced and timed by them. What was
delivered stays delivered and charged. Who saves sends what was seen beside what is wanted, so that
two people who change different fields both win and the same field is asked about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fmdesk.core.domain.dossier import Cancel, Change, Edited, LineEdit, TicketEdit
from fmdesk.core.domain.dossier_views import Effect, LineForm
from fmdesk.core.domain.errors import DomainError, InvalidInputError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.intake_views import Remark
from fmdesk.core.domain.merging import Fields, merge
from fmdesk.core.domain.ticket import EventDraft, Line, Scalar, Ticket
from fmdesk.core.domain.views import Recorded
from fmdesk.core.ports import Door, PluginGateway, RuleEngine, UnitOfWork
from fmdesk.core.services.aftercare import follow
from fmdesk.core.services.effects import Weigher, shown_of
from fmdesk.core.services.fields import PLACE, Wording, form_of, line_fields, ticket_fields
from fmdesk.core.services.fulfilment import OPEN, event_of, record_event
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.projection import project, store_events
from fmdesk.core.services.quotes import REFUSALS
from fmdesk.core.services.reordering import Reorder, moved, reorder
from fmdesk.i18n import current_language, using_language

NOT_OPEN = Remark("change.not_open", is_refusal=True)


@dataclass(frozen=True, slots=True)
class Changing:
    """Use cases of changes.

    Attributes:
        door: The one door.
        plugins: Asked as at intake about the products that they serve.
        engine: Tells which promises hold.
    """

    door: Door
    plugins: PluginGateway
    engine: RuleEngine

    def form(self, line_id: int, language: str) -> LineForm:
        """Return what a line can be changed to; NotFoundError `line.unknown`."""
        with using_language(language), self.door.read() as work:
            wording = Wording(work, Names(work, language), self.plugins)
            return form_of(work, wording, work.tickets.line(line_id))

    def preview(self, line_id: int, values: Fields, language: str) -> Effect:
        """Return what a change of a line would lead to, without storing anything.

        Args:
            line_id: The line.
            values: Its fields as they are wanted; one that is left out stays.
            language: `nl` or `en`.

        Raises:
            NotFoundError: `line.unknown`.
        """
        with using_language(language), self.door.read() as work:
            line, events = work.tickets.line(line_id), work.tickets.events(line_id)
            weigher = Weigher(work, self.engine, self.plugins, Names(work, language))
            before, fields = weigher.terms(line, events), {**line_fields(work, line), **values}
            try:
                made = reorder(work, self.plugins, line, events, fields)
            except REFUSALS as problem:
                return Effect(before, refusal=_remark(problem))
            events = (*events, *made.new)
            return Effect(before, weigher.terms(project(work, made.line, events), events))

    def preview_cancel(self, line_id: int, language: str) -> Effect:
        """Return what cancelling a line would lead to, without storing anything.

        Raises:
            NotFoundError: `line.unknown`.
        """
        with using_language(language), self.door.read() as work:
            line, events = work.tickets.line(line_id), work.tickets.events(line_id)
            weigher = Weigher(work, self.engine, self.plugins, Names(work, language))
            before = weigher.terms(line, events)
            if line.state not in OPEN:
                return Effect(before, refusal=NOT_OPEN)
            last = LineEvent(len(events) + 1, EventKind.CANCELLED, work.now, work.actor)
            events = (*events, last)
            return Effect(before, weigher.terms(project(work, line, events), events))

    def preview_event(self, draft: EventDraft, language: str) -> Effect:
        """Return what an event on a line would lead to, such as a corrected time.

        Raises:
            NotFoundError: `line.unknown`.
        """
        with using_language(language), self.door.read() as work:
            line, events = work.tickets.line(draft.line_id), work.tickets.events(draft.line_id)
            weigher = Weigher(work, self.engine, self.plugins, Names(work, language))
            before = weigher.terms(line, events)
            try:
                events = (*events, event_of(work, line, events, draft))
            except InvalidInputError as problem:
                return Effect(before, refusal=_remark(problem))
            return Effect(before, weigher.terms(project(work, line, events), events))

    def change_line(self, draft: LineEdit) -> Edited:
        """Change a line, merged with what somebody else changed since the form was opened.

        Args:
            draft: What was seen, what is wanted, and what it was said to lead to.

        Returns:
            Fields that both changed, or that it would lead to something else than was shown;
            nothing is stored then.

        Raises:
            InvalidInputError: `change.reason_missing`, or as `preview` refuses it.
            NotFoundError: The line, a location or a cost centre is unknown.
            PluginError: The plugin that serves the product refuses it.
        """
        return self.door.run(
            draft.op_id,
            "changing.change_line",
            draft,
            lambda work: _change_line(work, self.plugins, draft),
            Edited,
        )

    def cancel(self, draft: Cancel) -> Recorded:
        """Cancel a line; what was delivered stays delivered and charged.

        Args:
            draft: Which line, as it was seen, and why.

        Raises:
            ConflictError: `fulfilment.changed`.
            InvalidInputError: `fulfilment.not_possible` or `fulfilment.reason_missing`.
            PluginError: The plugin that serves the product refuses it.
        """
        event = EventDraft(
            draft.op_id, draft.line_id, EventKind.CANCELLED, draft.version, reason=draft.reason
        )

        def work_on(work: UnitOfWork) -> Recorded:
            return record_event(work, self.plugins, event)

        return self.door.run(draft.op_id, "changing.cancel", draft, work_on, Recorded)

    def edit_ticket(self, draft: TicketEdit) -> Edited:
        """Change subject, persons or place of a ticket, merged with what somebody else changed.

        A new place is that of all its open lines.

        Args:
            draft: What was seen and what is wanted.

        Returns:
            Fields that both changed; nothing is stored then.

        Raises:
            InvalidInputError: `change.no_subject`, or a line refuses the place.
            NotFoundError: The ticket, a person or the location is unknown.
        """
        return self.door.run(
            draft.op_id,
            "changing.edit_ticket",
            draft,
            lambda work: _edit_ticket(work, self.plugins, draft),
            Edited,
        )


def _remark(problem: DomainError) -> Remark:
    return Remark(problem.code, problem.params, is_refusal=True)


def _change_line(work: UnitOfWork, plugins: PluginGateway, draft: LineEdit) -> Edited:
    if not draft.reason.strip():
        raise InvalidInputError("change.reason_missing")
    work.dossier.lock(work.tickets.line(draft.line_id).ticket_id)
    line, events = work.tickets.line(draft.line_id), work.tickets.events(draft.line_id)
    theirs = line_fields(work, line)
    merged = merge(draft.base, draft.values, theirs)
    if merged.clashes:
        wording = Wording(work, Names(work, current_language()), plugins)
        changes = [one for one in work.dossier.changes(line.ticket_id) if one.line_id == line.id]
        clashes = wording.clashes(merged.clashes, changes, line)
        return Edited(line.ticket_id, line.version, clashes)
    if not merged.values:
        return Edited(line.ticket_id, line.version)
    payer = str(merged.values.get("cost_centre", theirs["cost_centre"]) or "")
    if payer:
        work.budgets.hold_payers([work.people.cost_centre_by_code(payer).id])
    made = reorder(work, plugins, line, events, {**theirs, **merged.values})
    after = project(work, made.line, (*events, *made.new))
    if draft.shown is not None and shown_of(after) != draft.shown:
        return Edited(line.ticket_id, line.version, is_other=True)
    stored = store_change(work, plugins, line, made, draft.reason.strip())
    return Edited(line.ticket_id, stored.version)


def store_change(
    work: UnitOfWork, plugins: PluginGateway, line: Line, made: Reorder, why: str
) -> Line:
    """Store a changed line with what follows from it, and the record of the change.

    Args:
        work: The unit of work.
        plugins: Told of it when the line's product is theirs, or a line that follows it is.
        line: The line as it is stored.
        made: What it becomes.
        why: The reason in words.
    """
    before, after = line_fields(work, line), line_fields(work, made.line)
    events = work.tickets.events(line.id)
    if made.concerns_plugin:
        product = work.catalog.product_version(line.pins.product_version_id)
        plugins.changed(work, product, line, made.line)
    new = [one._replace(reason=one.reason or why) for one in made.new]
    if not any(one.kind is EventKind.MOVED for one in new) and _is_followed(work, line, made):
        new.append(moved(work, (*events, *new), None, why))
    if new:
        stored = store_events(work, plugins, made.line, events, new)
        follow(work, line, stored, new[-1].number)
    else:
        stored = work.tickets.update_line(project(work, made.line, events))
    names = sorted(made.changed)
    change = Change(
        line.ticket_id,
        stored.version,
        work.now,
        work.actor,
        {name: before.get(name) for name in names},
        {name: after.get(name) for name in names},
        line.id,
        why,
    )
    work.dossier.add_change(change)
    return stored


def _is_followed(work: UnitOfWork, line: Line, made: Reorder) -> bool:
    """Tell whether lines that follow want to hear of a change; who pays is nothing to them."""
    return bool(made.changed - {"cost_centre"}) and bool(work.following.followers(line.id))


def _edit_ticket(work: UnitOfWork, plugins: PluginGateway, draft: TicketEdit) -> Edited:
    work.dossier.lock(draft.ticket_id)
    ticket = work.tickets.ticket(draft.ticket_id)
    theirs = ticket_fields(work, ticket)
    merged = merge(draft.base, draft.values, theirs)
    if merged.clashes:
        wording = Wording(work, Names(work, current_language()), plugins)
        changes = work.dossier.changes(ticket.id)
        return Edited(ticket.id, ticket.version, wording.clashes(merged.clashes, changes))
    wanted = dict(merged.values)
    place = wanted.pop(PLACE, None)
    if place is not None:
        _move(work, plugins, ticket, str(place))
    if wanted:
        ticket = _store_ticket(work, ticket, theirs, wanted)
    return Edited(ticket.id, ticket.version)


def _move(work: UnitOfWork, plugins: PluginGateway, ticket: Ticket, place: str) -> None:
    """Let all open lines of a ticket be delivered at a place."""
    for line in ticket.lines:
        fields = line_fields(work, line)
        if line.state in OPEN and fields[PLACE] != place:
            events = work.tickets.events(line.id)
            made = reorder(work, plugins, line, events, {**fields, PLACE: place})
            store_change(work, plugins, line, made, "")


def _store_ticket(
    work: UnitOfWork, ticket: Ticket, before: Fields, wanted: Mapping[str, Scalar | None]
) -> Ticket:
    """Store what else was changed of a ticket, and the record of it."""
    subject = " ".join(str(wanted.get("subject", ticket.subject) or "").split())
    if not subject:
        raise InvalidInputError("change.no_subject")

    def person(name: str, there: int | None) -> int | None:
        if name not in wanted:
            return there
        return work.people.person_by_code(str(wanted[name])).id if wanted[name] else None

    changed = replace(
        ticket,
        subject=subject,
        requester_id=person("requester", ticket.requester_id),
        recipient_id=person("recipient", ticket.recipient_id),
    )
    stored = work.dossier.update_ticket(changed)
    after = {**wanted, "subject": subject} if "subject" in wanted else wanted
    kept = {name: before[name] for name in wanted}
    change = Change(ticket.id, stored.version, work.now, work.actor, kept, after)
    work.dossier.add_change(change)
    return stored
