"""An office with two small plugins of other units: halls with their set-up, and tea."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import Guarantee, LimitSource, Sanction, SanctionKind
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.ticket import LineState, OrderLine
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import RuleEngine, UnitOfWork
from fmdesk.plugins.gateway import Extensions, Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.plugins.sources import Source
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import MONDAY, NO_ENGINE, charter, engine
from tests.integration.ticket.conftest import TicketOffice

__all__ = ["engine"]

CODE = Path(__file__).parent / "code"
HALL_CENTS = 5_000
SETUP_CENTS = 1_500


@dataclass
class PluginOffice(TicketOffice):
    """The office of the ticket page with the plugins `hall` and `tea`."""

    host: PluginHost | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.host is not None:
            self.extensions = Extensions(self.door, self.host)

    def serve(self) -> None:
        """Store the products of the plugins, and the charter on set-ups in time."""

        def work_on(work: UnitOfWork) -> Changes:
            stock = work.people.unit_by_code("stock").id
            for code, plugin, form, cents in (
                ("hall", "hall", "hall", HALL_CENTS),
                ("setup", "hall", "setup", SETUP_CENTS),
                ("tea", "tea", "", 0),
            ):
                names = {"hall": "Zaal", "setup": "Opstelling", "tea": "Thee"}
                version = ProductVersion(
                    0, 0, code, date(2020, 1, 1), names[code], code.title(), "", stock
                )
                fields = {"price_cents": cents, "calendar": "office", "process": "deliver"}
                work.catalog.add_product_version(_with(version, plugin=plugin, form=form, **fields))
            given = Guarantee(source=LimitSource.GIVEN)
            free = Sanction(SanctionKind.NOT_CHARGED)
            work.catalog.add_charter_version(
                charter("setup-ready", free, guarantee=given, products=("setup",))
            )
            return Changes()

        self.door.run(uuid4(), "test.serve", None, work_on, Changes)

    def book(self, start: str = "2026-10-07T14:00", **more: object) -> tuple[int, int]:
        """Book a hall; returns the line of the booking and that of its set-up."""
        details = {"start": start, **more}
        [booking] = self.order_of(OrderLine("hall", details=details)).line_ids
        [setup] = self.followers(booking)
        return booking, setup

    def followers(self, line_id: int) -> tuple[int, ...]:
        """Return the lines that follow a line."""
        with self.door.read() as work:
            return tuple(work.following.followers(line_id))

    def do(self, verb: str, *words: object, plugin: str = "hall", **named: object) -> Any:
        """Have a plugin's command call a method of its desk."""
        module = self.module(plugin)
        payload = module.Call(verb, tuple(words), tuple(named.items()))
        return self.extensions.run(uuid4(), plugin, "call", payload).answer

    def refused(self, verb: str, *words: object, plugin: str = "hall", **named: object) -> str:
        """Return the code with which it is refused; nothing may have been stored."""
        before = self.content()
        with pytest.raises(DomainError) as caught:
            self.do(verb, *words, plugin=plugin, **named)
        assert self.content() == before
        return caught.value.code

    def module(self, plugin: str) -> Any:
        """Return the module of a plugin."""
        return sys.modules[f"fmdesk_test_{plugin}"]

    def state(self, line_id: int) -> LineState:
        """Return the state of a line."""
        return self.line(line_id).state

    def content(self) -> list[int]:
        """Return how many rows there are of all that a ticket leaves behind."""
        tables = (
            *("ticket", "line", "line_event", "line_link", "line_change", "contact"),
            *("message", "command_log"),
        )
        return [self._scalar(f"SELECT count(*) FROM {name}") for name in tables]  # our own names


def _with(version: ProductVersion, **fields: Any) -> ProductVersion:
    from dataclasses import replace

    return replace(version, **fields)


def halls_and_tea(url: str) -> None:
    """Put the office with the products of the plugins into a database."""
    made = PluginOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build()
    made.offer()
    made.serve()
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return halls_and_tea


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[PluginHost]:
    """The two plugins, each imported anew."""
    monkeypatch.syspath_prepend(CODE)
    names = ("hall", "tea")
    made = PluginHost([Source(name, f"fmdesk_test_{name}") for name in names], allowed=names)
    made.start()
    assert [row.reason for row in made.rows()] == [None, None]
    yield made
    for name in names:
        del sys.modules[f"fmdesk_test_{name}"]


@pytest.fixture
def office(
    database_url: str, time_source: FakeTime, engine: RuleEngine, host: PluginHost
) -> Iterator[PluginOffice]:
    """An office with both plugins, on Monday 5 October 2026 at 10:00."""
    time_source.at = MONDAY
    made = PluginOffice(database_url, time_source, engine, Gateway(host), host=host)
    yield made
    made.close()
