"""The lists of the reception, as rows and as papers, and what stays when names are erased."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from fmdesk.plugins.api import CellKind, Document, DocumentColumn, ReportMonth, day, number
from fmdesk_visitors import declared
from fmdesk_visitors.orders import Context
from fmdesk_visitors.reception import free_badge
from fmdesk_visitors.tending import today
from fmdesk_visitors.visits import CAME, GuestState, Question, Reception, Row, Show, Visit
from fmdesk_visitors.words import _

DAY = timedelta(days=1)
MISSED_DAYS = 14
"""So far back the list of who did not come goes."""


def reception(context: Context, payload: Question) -> Reception:
    """Return the visitors that are asked for, next expected first."""
    products = tuple(
        (one.code, one.name_nl, one.name_en) for one in context.readers.products(declared.PLUGIN)
    )
    return Reception(rows(context, payload), free_badge(context), products)


def rows(context: Context, payload: Question) -> tuple[Row, ...]:
    """Return the visitors that are asked for, next expected first."""
    return {Show.DAY: _of_day, Show.INSIDE: _inside, Show.MISSED: _missed}[payload.show](
        context, payload
    )


def evacuation(context: Context, _payload: None) -> tuple[Row, ...]:
    """Return who is inside now, by name."""
    found = _rows(context, context.store.with_guests(GuestState.INSIDE), _is(GuestState.INSIDE))
    return tuple(sorted(found, key=lambda row: (row.guest.name.casefold(), row.guest.id)))


def sheet(context: Context, payload: Question) -> Document:
    """Return one of the lists as a paper."""
    titles = {
        Show.DAY: _("Visitors"),
        Show.INSIDE: _("Who is inside"),
        Show.MISSED: _("Not shown"),
    }
    columns = (
        DocumentColumn(_("Expected"), 14),
        DocumentColumn(_("Name"), 22),
        DocumentColumn(_("Company"), 18),
        DocumentColumn(_("For"), 18),
        DocumentColumn(_("Plate"), 12),
        DocumentColumn(_("Badge"), 8, CellKind.NUMBER),
        DocumentColumn(_("State"), 8),
    )
    cells = tuple(
        (
            f"{day(row.expected.date())} {row.expected:%H:%M}",
            name_of(row),
            row.company,
            row.host,
            row.guest.plate,
            number(row.guest.badge) if row.guest.badge else "",
            _(declared.STATES[row.guest.state]),
        )
        for row in rows(context, payload)
    )
    return Document(titles[payload.show], columns, cells, lead=day(payload.on))


def evacuation_sheet(context: Context, payload: None) -> Document:
    """Return who is inside as a paper with a box to tick off who is at the assembly point."""
    found = evacuation(context, payload)
    columns = (
        DocumentColumn(_("Name"), 22),
        DocumentColumn(_("Badge"), 7, CellKind.NUMBER),
        DocumentColumn(_("Company"), 20),
        DocumentColumn(_("For"), 20),
        DocumentColumn(_("Phone"), 11),
        DocumentColumn(_("Since"), 8),
        DocumentColumn(_("Here"), 12, CellKind.BLANK),
    )
    cells = tuple(
        (
            name_of(row),
            number(row.guest.badge) if row.guest.badge else "",
            row.company,
            row.host,
            row.phone,
            f"{row.arrived:%H:%M}" if row.arrived else "",
            "",
        )
        for row in found
    )
    now = context.wall(context.now)
    facts = ((_("Inside"), number(len(found))),)
    lead = f"{day(now.date())} {now:%H:%M}"
    return Document(_("Evacuation list"), columns, cells, lead=lead, facts=facts)


def expected_today(context: Context, _payload: None) -> tuple[int, ...]:
    """Return the lines of the visits that are still expected today."""
    start = today(context)
    visits = context.store.expected(start, start + DAY)
    is_expected = _is(GuestState.EXPECTED)
    return tuple(one.line_id for one in visits if any(map(is_expected, one.guests)))


def waiting(context: Context, _payload: None) -> tuple[int, ...]:
    """Return the lines of the visits whose host does not know that they are here."""
    visits = context.store.with_guests(GuestState.INSIDE)
    return tuple(one.line_id for one in visits if one.told_at is None)


def section(context: Context, payload: ReportMonth) -> tuple[tuple[int, int, int, int], ...]:
    """Return the figures of a month: visits, people announced, people who came, not shown."""
    visits = context.store.expected(payload.start, payload.end)
    guests = [guest for one in visits for guest in one.guests]
    came = [
        one
        for one in guests
        if one.state in CAME and one.arrived_at and one.arrived_at <= payload.as_of
    ]
    missed = [one for one in guests if one.state is GuestState.MISSED]
    return ((len(visits), len(guests), len(came), len(missed)),) if visits else ()


def name_of(row: Row) -> str:
    """Return what a visitor is called; one without a name by their number within the visit."""
    if row.guest.name:
        return row.guest.name
    return _("erased") if row.is_erased else _("visitor {n}").format(n=row.place)


def _of_day(context: Context, payload: Question) -> tuple[Row, ...]:
    start = context.instant(datetime.combine(payload.on, time()))
    end = context.instant(datetime.combine(payload.on + DAY, time()))
    visits = context.store.expected(start, end)
    return _rows(context, visits, lambda guest: guest.state is not GuestState.CANCELLED)


def _inside(context: Context, _payload: Question) -> tuple[Row, ...]:
    return _rows(context, context.store.with_guests(GuestState.INSIDE), _is(GuestState.INSIDE))


def _missed(context: Context, _payload: Question) -> tuple[Row, ...]:
    since = today(context) - MISSED_DAYS * DAY
    visits = context.store.expected(since, context.now)
    late = tuple(one for one in visits if any(map(_is(GuestState.MISSED), one.guests)))
    return _rows(context, late, _is(GuestState.MISSED))


def _is(state: GuestState) -> Callable[..., bool]:
    return lambda guest: guest.state is state


def _rows(
    context: Context, visits: tuple[Visit, ...], passes: Callable[..., bool]
) -> tuple[Row, ...]:
    found: list[Row] = []
    for visit in visits:
        host = context.readers.person(visit.host_id)
        line = context.readers.line(visit.line_id)
        found += (
            Row(
                guest,
                visit.line_id,
                context.readers.line_number(line),
                visit.company,
                host.name,
                host.phone,
                context.wall(visit.expected_at),
                context.wall(guest.arrived_at) if guest.arrived_at else None,
                context.wall(guest.left_at) if guest.left_at else None,
                visit.told_at is not None,
                place,
                visit.erased_at is not None,
            )
            for place, guest in enumerate(visit.guests, start=1)
            if passes(guest)
        )
    return tuple(found)
