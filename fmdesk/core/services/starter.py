"""The starter organisation: an office with people, a catalogue, charters and three months of work.

It is made for fmdesk and marked so. Nothing is drawn from the machine: an equal day and an equal
clock give an equal office.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice
from random import Random
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from fmdesk.config import resources_path
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import Changes, TicketFilter
from fmdesk.core.ports import Door, PluginGateway, Progress, UnitOfWork
from fmdesk.core.services.importing import QUIET
from fmdesk.core.services.office_data import Data, OfficeData
from fmdesk.core.services.starter_access import save_account
from fmdesk.core.services.starter_agreements import save_agreements
from fmdesk.core.services.starter_bespoke import save_bespoke
from fmdesk.core.services.starter_board import save_board
from fmdesk.core.services.starter_care import save_care
from fmdesk.core.services.starter_charters import save_drafts
from fmdesk.core.services.starter_cut import save_cut
from fmdesk.core.services.starter_dossier import save_dossier
from fmdesk.core.services.starter_goals import save_goals
from fmdesk.core.services.starter_guides import save_guides
from fmdesk.core.services.starter_incoming import save_incoming
from fmdesk.core.services.starter_people import save_people
from fmdesk.core.services.starter_reviews import save_reviews
from fmdesk.core.services.starter_upkeep import save_upkeep
from fmdesk.core.services.starter_work import SOURCE, Story, WorkMaker

MONTHS = 3
"""Full months of work before the running one."""
PIECE = 400
TRIAL = "built"
OPEN_STATES = (LineState.NEW, LineState.RUNNING, LineState.PAUSED)


@dataclass(frozen=True, slots=True)
class StarterRequest:
    """What the command log keeps."""

    today: str


@dataclass(frozen=True, slots=True)
class StarterBuilt:
    """What was built.

    Attributes:
        tickets: Tickets with work.
        lines: Their lines.
        months: The full months that can be reported, oldest first.
    """

    tickets: int
    lines: int
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StockArticle:
    """An article of the stock with how much of it lies where, for the plugin that keeps it."""

    code: str
    name_nl: str
    name_en: str
    unit: str
    reorder_at: int
    target: int
    cost_cents: int
    barcode: str
    group: str
    quantities: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class StarterStock:
    """Opening balances: places as code, Dutch and English name, and articles."""

    places: tuple[tuple[str, str, str], ...]
    articles: tuple[StockArticle, ...]


def build_starter(door: Door, today: date, progress: Progress = QUIET) -> StarterBuilt:
    """Fill an empty database with the starter organisation, in one command.

    Args:
        door: The one door.
        today: The running day in the office's zone; work is made up to now, at most to its end.
        progress: Is told tickets stored of all tickets.

    Raises:
        DomainError: `job.cancelled`; nothing was changed.
    """
    return door.run(
        uuid4(),
        "starter.build",
        StarterRequest(today.isoformat()),
        lambda work: _build(work, today, progress),
        StarterBuilt,
    )


def hand_over(door: Door, plugins: PluginGateway) -> None:
    """Tell the plugins what happened so far to each open line, in one command.

    The lines were stored behind their backs; now what a plugin keeps for them, such as reserved
    stock, is there too. The facts pinned at the order stay as they are.
    """
    door.run(
        uuid4(),
        "starter.hand_over",
        None,
        lambda work: _hand_over(work, plugins),
        Changes,
    )


def starter_stock() -> StarterStock:
    """Return the opening balances of the stock, which the plugin for supplies takes in."""
    data = _read("stock")
    places = tuple((one["code"], one["nl"], one["en"]) for one in data["places"])
    return StarterStock(
        places,
        tuple(
            StockArticle(
                one["code"],
                one["nl"],
                one["en"],
                one["per"],
                one["reorder_at"],
                one["target"],
                one["cost"],
                one["barcode"],
                one["group"],
                {code: one[code] for code, _, _ in places},
            )
            for one in data["articles"]
        ),
    )


def starter_assets() -> Sequence[Mapping[str, str]]:
    """Return what can break, by column, which the plugin for faults takes in."""
    return tuple(_read("assets")["assets"])


def starter_rooms() -> Mapping[str, Any]:
    """Return rooms and what takes place in them, which the plugin for rooms takes in."""
    return _read("rooms")


def starter_doing() -> Mapping[str, Any]:
    """Return what is going on in rooms, faults and supplies, which their plugins take in."""
    return _read("doing")


def _build(work: UnitOfWork, today: date, progress: Progress) -> StarterBuilt:
    work_data = _read("work")
    random = Random(work_data["seed"])  # noqa: S311  # made-up work, equal each time
    first = Month(today.year, today.month).shift(-MONTHS)
    office = OfficeData(
        work, _read("office"), first.first_day(), (today.year - 1, today.year, today.year + 1)
    )
    office.save_organisation()
    staff = save_people(work, _read("people"), random)
    save_account(work)
    office.save_catalogue()
    trial_ends = Month(today.year, today.month).shift(1).last_day()
    replace(office, data=_catalogue(trial_ends)).save_catalogue()
    save_guides(work, _read("guides"), today)
    midnight = datetime.combine(today, time(23, 59, 59), ZoneInfo(work.zone))
    maker = WorkMaker(work, work_data, staff, random, min(work.now, midnight))
    stories = list(maker.stories(first.first_day()))
    pieces = iter(stories)
    done = 0
    while piece := list(islice(pieces, PIECE)):
        progress.report(done, len(stories))
        if progress.is_cancelled():
            raise DomainError("job.cancelled")
        _save(work, piece)
        done += len(piece)
    work.tickets.add_contacts(tuple(maker.questions(first.first_day())))
    work.settings.put("organisation", office.data["organisation"])
    save_care(work, work_data["care"])
    save_cut(work, work_data["cut"])
    save_board(work, work_data["board"], first.bounds(work.zone)[0])
    save_dossier(work, _read("dossier"))
    save_incoming(work, _read("incoming"))
    save_upkeep(work, _read("upkeep"), today)
    save_drafts(work, _read("charters"))
    save_bespoke(work, _read("bespoke"), first)
    save_agreements(work, _read("agreements"), today)
    save_goals(work, _read("goals"), first)
    save_reviews(work, _read("reviews"))
    work.settings.put("is_demo", "true")
    progress.report(done, done)
    months = tuple(str(first.shift(number)) for number in range(MONTHS))
    return StarterBuilt(done, sum(len(ticket.lines) for ticket, _, _ in stories), months)


def _hand_over(work: UnitOfWork, plugins: PluginGateway) -> Changes:
    wanted = TicketFilter(states=OPEN_STATES)
    numbers = [one for piece in work.tickets.list_ids(wanted, work.now) for one in piece]
    told = [one for one in work.tickets.with_events(numbers) if one[0].plugin]
    for line, events in told:
        product = work.catalog.product_version(line.pins.product_version_id)
        plugins.ordered(work, product, line)
        for event in events:
            plugins.event_recorded(work, product, line, event)
    return Changes(tickets=tuple(line.ticket_id for line, _events in told))


def _save(work: UnitOfWork, stories: list[Story]) -> None:
    """Store tickets with their lines and events, then the contacts that belong to them."""
    work.tickets.add_tickets(
        [ticket for ticket, _, _ in stories], [events for _, events, _ in stories]
    )
    numbers = work.tickets.find_external(SOURCE, [ticket.external_id for ticket, _, _ in stories])
    work.tickets.add_contacts(
        [
            replace(contact, ticket_id=numbers[ticket.external_id])
            for ticket, _, contacts in stories
            for contact in contacts
        ]
    )


def _catalogue(trial_ends: date) -> Data:
    """Return catalogue and charters; a trial runs on for a while after the office is built."""
    charters = list(_trials(_read("charters")["charters"], trial_ends))
    return _read("catalogue") | {"charters": charters}


def _trials(charters: list[dict[str, Any]], ends: date) -> Iterator[dict[str, Any]]:
    for charter in charters:
        is_trial = charter.get("trial_until") == TRIAL
        yield charter | {"trial_until": ends} if is_trial else charter


def _read(name: str) -> dict[str, Any]:
    text = resources_path("starter", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
