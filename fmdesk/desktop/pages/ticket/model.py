"""What the page of a ticket says, from its data: timeline, tasks, links and effects."""

from collections.abc import Callable, Mapping, Sequence

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.dossier import LinkKind
from fmdesk.core.domain.dossier_views import (
    Dossier,
    Effect,
    LinkView,
    TaskView,
    Terms,
    TimelineItem,
    TimelineKind,
)
from fmdesk.core.domain.intake_views import Budget
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.views import LineView, TicketRow
from fmdesk.desktop.pages.line.model import event_words
from fmdesk.desktop.pages.tickets import due
from fmdesk.desktop.words import EVENTS, OUTCOMES, STATES, short_stamp, state_badge
from fmdesk.i18n import N_, _, money, number
from fmdesk.ui.tables import Column

KINDS: Mapping[TimelineKind, tuple[str, str]] = {
    TimelineKind.WORK: ("circle-play", N_("Work")),
    TimelineKind.CONTACT: ("phone-call", N_("Contacts")),
    TimelineKind.MESSAGE: ("inbox", N_("Messages")),
    TimelineKind.OWNER: ("user", N_("Take-overs")),
    TimelineKind.TASK: ("clipboard-list", N_("Tasks")),
    TimelineKind.LINK: ("history", N_("Links")),
    TimelineKind.CHANGE: ("pencil", N_("Changes")),
    TimelineKind.UNIT: ("building-2", N_("Questions to units")),
    TimelineKind.ESCALATION: ("triangle-alert", N_("Escalations")),
}
"""What the timeline can be filtered by: icon and name."""
WORDS: Mapping[tuple[TimelineKind, str], str] = {
    (TimelineKind.CONTACT, "question"): N_("Question"),
    (TimelineKind.CONTACT, "order"): N_("Order"),
    (TimelineKind.CONTACT, "complaint"): N_("Complaint"),
    (TimelineKind.CONTACT, "compliment"): N_("Compliment"),
    (TimelineKind.CONTACT, "suggestion"): N_("Suggestion"),
    (TimelineKind.CONTACT, "status"): N_("The customer asked where it is"),
    (TimelineKind.CONTACT, "answered"): N_("Answered"),
    (TimelineKind.MESSAGE, "receipt"): N_("Receipt"),
    (TimelineKind.MESSAGE, "delay"): N_("Delay notice"),
    (TimelineKind.MESSAGE, "ready"): N_("Ready notice"),
    (TimelineKind.MESSAGE, "free"): N_("Message"),
    (TimelineKind.OWNER, "owner"): N_("Taken over"),
    (TimelineKind.CHANGE, "changed"): N_("Changed"),
    (TimelineKind.TASK, "made"): N_("Task"),
    (TimelineKind.TASK, "done"): N_("Task done"),
    (TimelineKind.LINK, "made"): N_("Linked"),
    (TimelineKind.UNIT, "asked"): N_("Asked a unit"),
    (TimelineKind.UNIT, "answered"): N_("A unit answered"),
    (TimelineKind.LINK, "removed"): N_("Link taken away"),
    (TimelineKind.ESCALATION, "raised"): N_("Escalated"),
    (TimelineKind.ESCALATION, "taken"): N_("Escalation taken up"),
}
STATUSES: Mapping[str, str] = {
    "queued": N_("waiting"),
    "sent": N_("sent"),
    "failed": N_("not sent"),
    "done": N_("done"),
}
FIELDS: Mapping[str, str] = {
    "subject": N_("Subject"),
    "requester": N_("Requester"),
    "recipient": N_("Recipient"),
    "location": N_("Place"),
    "owner": N_("Desk owner"),
    "quantity": N_("Quantity"),
    "variant": N_("Variant"),
    "cost_centre": N_("Cost centre"),
}
LINKS: Mapping[tuple[LinkKind, bool], str] = {
    (LinkKind.RELATED, False): N_("Related to"),
    (LinkKind.RELATED, True): N_("Related to"),
    (LinkKind.DUPLICATE_OF, False): N_("Duplicate of"),
    (LinkKind.DUPLICATE_OF, True): N_("Has as duplicate"),
    (LinkKind.CAUSED_BY, False): N_("Caused by"),
    (LinkKind.CAUSED_BY, True): N_("Causes"),
    (LinkKind.FOLLOWS, False): N_("Follows"),
    (LinkKind.FOLLOWS, True): N_("Is followed by"),
}
"""How a link reads, from the ticket that it was said of and from the other one."""


def field_name(field: str) -> str:
    """Return the name of a field; the product's own form gives its label."""
    return _(FIELDS[field]) if field in FIELDS else field


def item_icon(item: TimelineItem) -> str:
    """Return the icon of an entry of the timeline."""
    return EVENTS[item.event.kind][0] if item.event else KINDS[item.kind][0]


def item_words(item: TimelineItem, line: LineView) -> tuple[str, str]:
    """Return what happened and its circumstances.

    Args:
        item: The entry.
        line: The line that it is about.
    """
    if item.event is not None:
        words, rest = event_words(item.event, line)
    else:
        words = _(WORDS.get((item.kind, item.word), item.word))
        status = _(STATUSES[item.status]) if item.status in STATUSES else item.status
        changes = (change_words(one.field, one.before, one.after) for one in item.changes)
        rest = "  ·  ".join(filter(None, (*changes, item.text, status)))
    return (f"{words}  ·  {item.line}" if item.line else words), rest


def who_words(item: TimelineItem) -> str:
    """Return who did it; an escalation is raised by its rule, so by nobody."""
    is_raised = (item.kind, item.word) == (TimelineKind.ESCALATION, "raised")
    return item.actor or ("" if is_raised else _("Unknown"))


def change_words(field: str, before: str, after: str) -> str:
    """Return one field that changed, `Quantity: 2 → 5`."""
    return f"{field_name(field)}: {before or '–'} → {after or '–'}"


def kind_choices(items: Sequence[TimelineItem]) -> list[tuple[str, str]]:
    """Return the kinds that a timeline has, for its filter."""
    there = {one.kind for one in items}
    return [(kind.value, _(KINDS[kind][1])) for kind in KINDS if kind in there]


def line_columns(time: OfficeTime) -> tuple[Column[TicketRow], ...]:
    """Return the columns of the lines of a ticket, with their clocks as they are now."""
    return (
        Column("number", N_("Line"), lambda row: row.number, 104, is_strong=lambda _row: True),
        Column("product", N_("Product"), lambda row: row.product, 150, is_stretched=True),
        Column(
            "state",
            N_("State"),
            lambda row: _(STATES[row.state][1]),
            116,
            badge=lambda row: state_badge(row.state, is_late=due.is_late(row, time)),
        ),
        Column(
            "due",
            N_("Due"),
            lambda row: due.words(row, time),
            168,
            badge=lambda row: due.badge(row, time),
            hint=lambda row: due.hint(row, time),
        ),
        Column("price", N_("Price"), lambda row: money(row.price_cents), 84, is_number=True),
    )


def task_columns(time: OfficeTime) -> tuple[Column[TaskView], ...]:
    """Return the columns of the tasks."""
    return (
        Column("text", N_("Task"), lambda one: one.text, 180, is_stretched=True, hint=_whole),
        Column("person", N_("Who"), lambda one: one.person or "–", 110),
        Column(
            "due",
            N_("Due"),
            lambda one: short_stamp(one.due_at, time),
            140,
            tone=lambda one: "broken" if _is_late(one, time) else "",
        ),
        Column(
            "done", N_("Done"), lambda one: _done(one, time), 100, hint=lambda one: _done(one, time)
        ),
    )


def link_columns() -> tuple[Column[LinkView], ...]:
    """Return the columns of the links."""
    return (
        Column("kind", N_("Link"), lambda one: _(LINKS[one.kind, one.is_back]), 130),
        Column("number", N_("Number"), lambda one: one.number, 86, is_strong=lambda _one: True),
        Column("subject", N_("Subject"), lambda one: one.subject, 160, is_stretched=True),
        Column(
            "state",
            N_("State"),
            lambda one: _(STATES[one.state][1]),
            116,
            badge=lambda one: state_badge(one.state),
        ),
    )


def people_words(dossier: Dossier) -> str:
    """Return who asked for it and who receives it, over which channel, and when."""
    ticket = dossier.ticket
    who = ticket.requester
    if ticket.recipient and ticket.recipient != ticket.requester:
        who = _("{requester} for {recipient}").format(
            requester=ticket.requester or _("Unknown"), recipient=ticket.recipient
        )
    return "  ·  ".join(filter(None, (who or _("Unknown"), ticket.channel)))


def dates_words(dossier: Dossier, time: OfficeTime) -> str:
    """Return when it was received, and when it was registered where that was later."""
    ticket = dossier.ticket
    words = _("Received {at}").format(at=short_stamp(ticket.received_at, time))
    if ticket.registered_at > ticket.received_at:
        later = _("registered {at}").format(at=short_stamp(ticket.registered_at, time))
        return f"{words}  ·  {later}"
    return words


def effect_rows(effect: Effect, time: OfficeTime) -> list[tuple[str, str, str]]:
    """Return what changes by an effect: name, now, and then; what stays the same is left out."""
    after = effect.after
    if after is None:
        return []
    rows = [
        (_(name), words(effect.before, time), words(after, time)) for name, words in _TERMS.items()
    ]
    promised = {one.name: one for one in effect.before.promises}
    for one in after.promises:
        before = promised.get(one.name)
        now = _(OUTCOMES[before.outcome][1]) if before else "–"
        rows.append((one.name, now, _(OUTCOMES[one.outcome][1])))
    return [row for row in rows if row[1] != row[2]]


def holding(terms: Terms) -> list[str]:
    """Return the promises that hold, in the words that the customer was told."""
    return [
        one.text
        for one in terms.promises
        if one.outcome is not Outcome.NOT_APPLICABLE and not one.is_trial
    ]


def _budget(found: Budget | None) -> str:
    if found is None:
        return "–"
    name = f"{found.cost_centre} {found.name}"
    if found.left is None:
        return name
    return _("{name}: {left} left").format(name=name, left=money(found.left))


_TERMS: Mapping[str, Callable[[Terms, OfficeTime], str]] = {
    N_("State"): lambda terms, _time: _(STATES[terms.state][1]),
    N_("Quantity"): lambda terms, _time: number(terms.quantity),
    N_("Due"): lambda terms, time: short_stamp(terms.due_at, time),
    N_("Price"): lambda terms, _time: money(terms.price_cents),
    N_("Charged"): lambda terms, _time: money(terms.charged_cents),
    N_("Credited"): lambda terms, _time: money(terms.credited_cents),
    N_("Budget"): lambda terms, _time: _budget(terms.budget),
}
"""What is compared before and after a change."""


def _whole(task: TaskView) -> str:
    return task.text


def _is_late(task: TaskView, office: OfficeTime) -> bool:
    return task.done_at is None and task.due_at is not None and task.due_at < office.now()


def _done(task: TaskView, time: OfficeTime) -> str:
    return f"{short_stamp(task.done_at, time)} {task.done_by}" if task.done_at else ""
