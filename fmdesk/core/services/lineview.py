"""One line as its page shows it: names, steps, deliveries and what is posted."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.clock import fold
from fmdesk.core.domain.clockrun import Run
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.ledger import AccountKind
from fmdesk.core.domain.money import split_by_weight
from fmdesk.core.domain.process import ProcessVersion, Side
from fmdesk.core.domain.spec import FormSpec
from fmdesk.core.domain.steptimes import step_times
from fmdesk.core.domain.ticket import Line, LineState, Scalar
from fmdesk.core.domain.unit_work import unit_of
from fmdesk.core.domain.views import DeliveryView, LineView, PostedView, StepView
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.filled import filled_in
from fmdesk.i18n import _, stamp

WITHDRAWN = "withdrawn"


class Names:
    """Names of what lines refer to, in one language; each table is read once.

    Args:
        work: The unit of work to read from.
        language: `nl` or `en`.
    """

    def __init__(self, work: UnitOfWork, language: str) -> None:
        self._work = work
        self.language, self.is_english = language, language == "en"

    @cached_property
    def units(self) -> dict[int, str]:
        """Names of units."""
        return {one.id: one.name for one in self._work.people.units()}

    @cached_property
    def front_office(self) -> int | None:
        """The unit that does front steps which name none."""
        fronts = (one.id for one in self._work.people.units() if one.is_front_office)
        return next(fronts, None)

    @cached_property
    def _departments(self) -> dict[int, str]:
        return {one.id: one.name for one in self._work.people.departments()}

    def department(self, number: int | None) -> str:
        """Return the name of a department, empty for none."""
        return self._departments.get(number or 0, "")

    def person(self, number: int | None) -> str:
        """Return the name of a person, empty for none."""
        return self._work.people.person(number).name if number else ""

    def cost_centre(self, number: int | None) -> str:
        """Return code and name of a cost centre, empty for none."""
        if not number:
            return ""
        found = self._work.people.cost_centre(number)
        return f"{found.code} {found.name}"

    def location(self, number: int | None) -> str:
        """Return the name of a location, empty for none."""
        return self._work.people.location(number).name if number else ""

    def channel(self, code: str) -> str:
        """Return the name of a channel."""
        names = {one.code: one for one in self._work.people.channels()}
        return self.of(names[code]) if code in names else code

    def of(self, thing: object) -> str:
        """Return the name of something with `name_nl` and `name_en`."""
        return str(getattr(thing, "name_en" if self.is_english else "name_nl"))


def view_line(
    work: UnitOfWork,
    names: Names,
    line: Line,
    form: Callable[[str, str], FormSpec | None],
    fact_words: Callable[[Mapping[str, Scalar]], tuple[tuple[str, str], ...]],
) -> LineView:
    """Return one line with everything its page shows.

    Args:
        work: The unit of work to read from.
        names: Names in the language of the page.
        line: The line.
        form: Gives the form of a plugin's product.
        fact_words: Puts facts into words.
    """
    product = work.catalog.product_version(line.pins.product_version_id)
    events = work.tickets.events(line.id)
    version = line.pins.process_version_id
    process = work.catalog.process_version(version) if version else None
    runs = fold(events, Calendar.always(work.zone), None, as_of=work.now).runs
    return LineView(
        id=line.id,
        ticket_id=line.ticket_id,
        number=work.tickets.line_number(line),
        product_code=product.code,
        product=names.of(product),
        price_unit=product.price_unit,
        quantity=line.quantity,
        price_cents=line.price_cents,
        state=line.state,
        unit=names.units[line.unit_id],
        department=names.department(line.department_id),
        cost_centre=names.cost_centre(line.cost_centre_id),
        location=names.location(line.location_id),
        opened_at=line.opened_at,
        due_at=line.due_at,
        ready_at=line.ready_at,
        version=line.version,
        details=tuple(
            filled_in(work, line.details, form(product.plugin, product.form), names.language)
        ),
        facts=fact_words(line.facts),
        steps=_steps(work, names, line, process, events) if process else (),
        cut=process.cut if process else None,
        events=_said(work, names, line, events),
        deliveries=_deliveries(work, line, runs[0] if runs else None),
        posted=_posted(work, names, line),
        status_calls=work.contacts.status_calls(line.id),
    )


def _said(
    work: UnitOfWork, names: Names, line: Line, events: Sequence[LineEvent]
) -> tuple[LineEvent, ...]:
    """Return the events as they are read: first why a line came back, to whom, or when due."""
    kinds = {one.kind for one in events}
    if kinds.isdisjoint({EventKind.RETURNED, EventKind.REDIRECTED, EventKind.MOVED}):
        return tuple(events)
    reasons = work.crossing.reasons_of(line.id)
    before = {number: names.of(reason) for number, reason in reasons.items()}
    before |= {one.number: names.units[one.unit_id] for one in events if one.unit_id is not None}
    before |= {
        one.number: _("due {at}").format(at=stamp(one.corrected_at, work.zone))
        for one in events
        if one.kind is EventKind.MOVED and one.corrected_at is not None
    }
    return tuple(
        one._replace(reason=f"{before[one.number]}: {one.reason}") if one.number in before else one
        for one in events
    )


def _steps(
    work: UnitOfWork,
    names: Names,
    line: Line,
    process: ProcessVersion,
    events: Sequence[LineEvent],
) -> tuple[StepView, ...]:
    """Return the steps with what they took on the line's calendar so far."""
    steps = tuple(
        replace(step, unit_id=names.front_office)
        if step.unit_id is None and step.side is Side.FRONT
        else step
        for step in process.steps
    )
    pinned = line.pins.calendar_version_id
    calendar = work.catalog.calendar_version(pinned)[1] if pinned else Calendar.always(work.zone)
    run = fold(events, calendar, None, as_of=work.now).current
    times = step_times(run, events, steps, line.owner) if run else ()
    seconds = Counter[int]()
    states = _step_states(line, events)
    units = {
        step.position: unit_of(step, line.unit_id, None, is_redirected=line.is_redirected)
        for step in steps
    }
    for time in times:
        seconds[time.position] += time.seconds
        if states(time.position) == "done":
            units[time.position] = time.unit_id
    return tuple(
        StepView(
            position=step.position,
            name=names.of(step),
            is_front=step.side is Side.FRONT,
            unit=names.units[units[step.position]],
            target_seconds=step.target_seconds,
            contact=names.person(step.contact_id or step.staff_id),
            state=states(step.position),
            seconds=seconds[step.position],
        )
        for step in steps
    )


_WAITING = (EventKind.RETURNED, EventKind.REDIRECTED)


def _step_states(line: Line, events: Sequence[LineEvent]) -> Callable[[int], str]:
    """Return what tells the state of a step: `waiting`, `running` or `done`."""
    known: dict[int, str] = {}
    for event in events:
        if event.step is not None and event.kind is EventKind.STARTED:
            known[event.step] = "running"
        elif event.step is not None and event.kind is EventKind.STEP_FINISHED:
            known[event.step] = "done"
        elif event.step is not None and event.kind in _WAITING:
            known[event.step] = "waiting"
    is_over = line.state is LineState.READY

    def state(position: int) -> str:
        found = known.get(position, "waiting")
        return "done" if is_over and found == "running" else found

    return state


def _deliveries(work: UnitOfWork, line: Line, run: Run | None) -> tuple[DeliveryView, ...]:
    """Return the deliveries and the open rest, each with its price and what is charged.

    What is charged is the price less what the customer is credited by the last control.
    """
    parts = run.parts(line.quantity) if run else ()
    rest = max(0, line.quantity - sum(part.quantity for part in parts))
    prices = split_by_weight(line.price_cents, [*(part.quantity for part in parts), rest])
    credited: dict[int, int] = {}
    for key, sanction in work.months.sanctions([line.id]).items():
        if sanction.state != WITHDRAWN:
            credited[key.part] = credited.get(key.part, 0) + sanction.cents
    return tuple(
        DeliveryView(
            part=part.number,
            quantity=part.quantity,
            at=part.finished_at,
            price_cents=price,
            charged_cents=_charged(part.finished_at, price, credited.get(part.number, 0)),
        )
        for part, price in zip(parts, prices, strict=False)
    )


def _charged(finished_at: datetime | None, price: int, credited: int) -> int:
    return price - credited if finished_at else 0


def _posted(work: UnitOfWork, names: Names, line: Line) -> tuple[PostedView, ...]:
    def account(kind: AccountKind, number: int) -> str:
        if kind is AccountKind.UNIT:
            return names.units[number]
        if kind is AccountKind.COST_CENTRE:
            return names.cost_centre(number) or _("Nobody pays")
        return work.settings.get("organisation")

    return tuple(
        PostedView(
            month=entry.month,
            kind=entry.key.kind.value,
            account=account(row.account, row.account_id),
            cents=row.cents,
            reference=entry.reference,
        )
        for entry in work.ledger.entries_of_line(line.id)
        for row in entry.rows
    )
