"""Queries: what screens and the command line show, as frozen data."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.spec import FormSpec
from fmdesk.core.domain.ticket import Line
from fmdesk.core.domain.views import (
    Choice,
    JudgedRow,
    LineView,
    OfficeStatus,
    TicketFilter,
    TicketRow,
    TicketView,
)
from fmdesk.core.domain.words import fold, has_words
from fmdesk.core.ports import Door, PluginGateway, RuleEngine, StorageInfo, UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.lineview import Names, view_line
from fmdesk.core.services.nearness import near_seconds
from fmdesk.core.services.pinning import today
from fmdesk.core.services.whys_conditions import ConditionWords
from fmdesk.i18n import current_language


@dataclass(frozen=True, slots=True)
class Queries:
    """Questions that change nothing; each is answered from one consistent view.

    Attributes:
        door: For reading.
        plugins: Declares the forms.
        storage: What the status line tells of the database.
        engine: What it tells of the engine.
        is_safe_mode: Added plugins are left out.
    """

    door: Door
    plugins: PluginGateway
    storage: StorageInfo | None = None
    engine: RuleEngine | None = None
    is_safe_mode: bool = False

    def list_ids(self, wanted: TicketFilter) -> Iterator[Sequence[int]]:
        """Yield the ids of the lines in the order of the list, in pieces of some thousands.

        The view stays open until the iterator is used up or closed.

        Raises:
            InvalidInputError: `month.format`.
        """
        with self.door.read() as work:
            yield from work.tickets.list_ids(asked_by(wanted, work.actor), work.now)

    def rows(self, ids: Sequence[int]) -> tuple[TicketRow, ...]:
        """Return the rows of the list for these lines, in their order and the current language."""
        with self.door.read() as work:
            return rows_of(work, ids)

    def count(self, wanted: TicketFilter) -> int:
        """Return how many lines `list_ids` yields."""
        with self.door.read() as work:
            return work.tickets.count(asked_by(wanted, work.actor), work.now)

    def verdict_ids(self, wanted: TicketFilter) -> Sequence[int]:
        """Return the number of each verdict behind a figure of a month: as many as it says.

        Args:
            wanted: The month, the outcome and the group; what a draft's figures count.
        """
        with self.door.read(Area.MONTH) as work:
            return work.tickets.verdict_ids(wanted)

    def verdict_rows(self, wanted: TicketFilter, numbers: Sequence[int]) -> tuple[JudgedRow, ...]:
        """Return the verdicts with these numbers, in their order and the current language."""
        language = current_language()
        with self.door.read(Area.MONTH) as work:
            found = work.tickets.verdict_rows(wanted, numbers, language)
            names = Names(work, language)
            charters = {
                number: names.of(work.catalog.charter_version(number))
                for number in {row.charter_version_id for row in found}
            }
        return tuple(replace(row, charter=charters[row.charter_version_id]) for row in found)

    def line(self, line_id: int, language: str) -> LineView:
        """Return one line with everything its page shows; NotFoundError `line.unknown`."""
        with self.door.read() as work:
            return self._view(work, Names(work, language), work.tickets.line(line_id))

    def ticket(self, ticket_id: int, language: str) -> TicketView:
        """Return one ticket with its lines; NotFoundError `ticket.unknown`."""
        with self.door.read() as work:
            ticket, names = work.tickets.ticket(ticket_id), Names(work, language)
            return TicketView(
                id=ticket.id,
                number=ticket.number,
                subject=ticket.subject,
                requester=names.person(ticket.requester_id),
                recipient=names.person(ticket.recipient_id),
                channel=names.channel(ticket.channel),
                received_at=ticket.received_at,
                registered_at=ticket.registered_at,
                owner=ticket.owner,
                source=ticket.source,
                external_id=ticket.external_id,
                version=ticket.version,
                lines=tuple(self._view(work, names, line) for line in ticket.lines),
            )

    def _view(self, work: UnitOfWork, names: Names, line: Line) -> LineView:
        words = ConditionWords(work, self.plugins.facts(), names.language)
        return view_line(work, names, line, self.plugins.form, words.facts)

    def choices(self, kind: str, text: str, language: str, limit: int) -> tuple[Choice, ...]:
        """Return the entries of a pick list that have the words, or their begins.

        Args:
            kind: `product`, `person`, `unit`, `department`, `charter`, `channel`, `pause_reason`,
                `location` or `cost_centre`.
            text: What was typed; empty for all.
            language: `nl` or `en`.
            limit: Entries at most.

        Returns:
            Code and words; for units and departments the code is their number in the database, as
            `TicketFilter` takes it.
        """
        with self.door.read() as work:
            if kind == "person":
                persons = work.people.find_persons(text, limit)
                return tuple(Choice(one.code, one.name, one.phone or one.email) for one in persons)
            typed = fold(text)
            found = (
                choice
                for choice, more in _CHOICES[kind](work, language)
                if has_words(_words(choice.code, choice.text, choice.hint, more), typed)
            )
            return tuple(islice(found, limit))

    def product(self, code: str) -> ProductVersion:
        """Return a product as it is ordered today; NotFoundError `product.unknown`."""
        with self.door.read() as work:
            return work.catalog.product(code, today(work))

    def form(self, plugin: str, form: str) -> FormSpec | None:
        """Return a form that a plugin declares."""
        return self.plugins.form(plugin, form)

    def status(self) -> OfficeStatus:
        """Return what the status line says."""
        with self.door.read() as work:
            return OfficeStatus(
                organisation=work.settings.get("organisation"),
                user=me_of(work).name,
                database=self.storage.place if self.storage else "",
                is_single_user=self.storage.is_single_user if self.storage else False,
                zone=work.zone,
                engine=self.engine.name if self.engine else "",
                is_fallback_engine=self.engine.is_fallback if self.engine else False,
                is_demo=work.settings.get("is_demo") == "true",
                is_safe_mode=self.is_safe_mode,
            )


def rows_of(work: UnitOfWork, ids: Sequence[int]) -> tuple[TicketRow, ...]:
    """Return the rows of the list for these lines, in their order and the current language."""
    rows = work.tickets.rows(ids, work.now, current_language())
    pinned = {row.calendar_version_id for row in rows if row.calendar_version_id}
    calendars = {one: work.catalog.calendar_version(one)[1] for one in pinned}
    near = near_seconds(work.settings)
    return tuple(
        replace(row, calendar=calendars.get(row.calendar_version_id or 0), near_seconds=near)
        for row in rows
    )


def asked_by(wanted: TicketFilter, actor: str) -> TicketFilter:
    """Return the filter with the name of who asks."""
    return replace(wanted, owner=actor) if wanted.is_mine else wanted


Entries = Iterator[tuple[Choice, str]]
"""Entries of a pick list, each with further words to find it by."""


def _products(work: UnitOfWork, language: str) -> Entries:
    day = today(work)
    units = {unit.id: unit.name for unit in work.people.units()}
    for one in work.catalog.products(day):
        name, other = _named(one.name_nl, one.name_en, language)
        yield Choice(one.code, name, units[one.unit_id]), f"{other} {' '.join(one.synonyms)}"


def _units(work: UnitOfWork, _language: str) -> Entries:
    for one in work.people.units():
        yield Choice(str(one.id), one.name, one.code), ""


def _departments(work: UnitOfWork, _language: str) -> Entries:
    for one in work.people.departments():
        yield Choice(str(one.id), one.name, one.code), ""


def _cost_centres(work: UnitOfWork, _language: str) -> Entries:
    departments = {one.id: one.name for one in work.people.departments()}
    for one in work.people.cost_centres():
        yield Choice(one.code, one.name, departments[one.department_id]), ""


def _locations(work: UnitOfWork, _language: str) -> Entries:
    for one in work.people.locations():
        yield Choice(one.code, one.name, one.kind), ""


def _charters(work: UnitOfWork, language: str) -> Entries:
    newest = {one.code: one for one in work.catalog.charters()}
    for one in newest.values():
        name, other = _named(one.name_nl, one.name_en, language)
        yield Choice(one.code, name), other


def _channels(work: UnitOfWork, language: str) -> Entries:
    for one in work.people.channels():
        name, other = _named(one.name_nl, one.name_en, language)
        yield Choice(one.code, name), other


def _pause_reasons(work: UnitOfWork, language: str) -> Entries:
    for one in work.people.pause_reasons():
        name, other = _named(one.name_nl, one.name_en, language)
        yield Choice(one.code, name, one.pause_class.value), other


_CHOICES: Mapping[str, Callable[[UnitOfWork, str], Entries]] = {
    "product": _products,
    "unit": _units,
    "department": _departments,
    "cost_centre": _cost_centres,
    "location": _locations,
    "charter": _charters,
    "channel": _channels,
    "pause_reason": _pause_reasons,
}


def _named(dutch: str, english: str, language: str) -> tuple[str, str]:
    """Return a name in the language, and in the other one."""
    return (english, dutch) if language == "en" else (dutch, english)


@lru_cache(maxsize=8192)
def _words(*texts: str) -> str:
    return fold(*texts)
