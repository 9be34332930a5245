"""What the core asks of plugins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.sections import ReportMonth, ReportSection
from fmdesk.core.domain.spec import (
    FactSpec,
    FieldSearch,
    FormSpec,
    LookAlikeSpec,
    NoticeSpec,
    PluginActionSpec,
    PluginRow,
    PluginSettings,
    ProductSpec,
    ReportSectionSpec,
    Text,
    TileSpec,
    ViewSpec,
)
from fmdesk.core.domain.ticket import Line, OrderLine, Scalar
from fmdesk.core.domain.views import Choice
from fmdesk.core.ports.work import UnitOfWork


class PluginGateway(Protocol):
    """Asks only the plugin that owns the line's product; errors come as `PluginError`.

    Every call is made inside the unit of work; what the plugin stores commits with it.
    """

    def facts(self) -> tuple[FactSpec, ...]: ...
    def fact_types(self) -> Mapping[str, type]:
        """Return the declared facts of all active plugins with their types."""

    def form(self, plugin: str, form: str) -> FormSpec | None:
        """Return a declared form."""

    def charters(self) -> tuple[tuple[str, Charter], ...]:
        """Return plugin and charter that active plugins propose."""

    def sections(self) -> tuple[tuple[str, ReportSectionSpec], ...]:
        """Return plugin and section of the month report of every active plugin."""

    def section(
        self,
        work: UnitOfWork,
        plugin: str,
        spec: ReportSectionSpec,
        asked: ReportMonth,
        *,
        is_needed: bool,
    ) -> ReportSection:
        """Let a plugin fill a section of the month report; one that is not needed may fail."""

    def settings(self) -> tuple[PluginSettings, ...]:
        """Return the settings of each active plugin that has some."""

    def check_settings(self, plugin: str, values: Mapping[str, Scalar]) -> None:
        """Check what is given for the settings of a plugin; InvalidInputError."""

    def check_request(
        self,
        work: UnitOfWork,
        product: ProductVersion,
        line: OrderLine,
        before: Line | None = None,
    ) -> None:
        """Let the plugin refuse an order line, or what a line `before` is to be changed into."""

    def price(self, work: UnitOfWork, product: ProductVersion, line: OrderLine) -> int | None:
        """Return the plugin's price of the whole line in cents, None to use the catalogue's."""

    def due(self, work: UnitOfWork, product: ProductVersion, line: OrderLine) -> datetime | None:
        """Return when the plugin says that the line is due, None to leave it to the order."""

    def notices(self, work: UnitOfWork, product: ProductVersion) -> tuple[NoticeSpec, ...]:
        """Return what the plugin says stands with a product now."""

    def look_alikes(
        self, work: UnitOfWork, product: ProductVersion, line: OrderLine
    ) -> tuple[LookAlikeSpec, ...] | None:
        """Return open lines that look like what is asked; None where the plugin leaves that out."""

    def ordered(
        self, work: UnitOfWork, product: ProductVersion, line: Line
    ) -> Mapping[str, Scalar]:
        """Tell the plugin that a line was stored; return the facts to pin on it."""

    def changed(self, work: UnitOfWork, product: ProductVersion, before: Line, line: Line) -> None:
        """Tell the plugin that an order is about to be changed; it may refuse."""

    def changed_facts(
        self, work: UnitOfWork, product: ProductVersion, before: Line, line: Line
    ) -> Mapping[str, Scalar]:
        """Return the facts that a change of an order pins anew; changes nothing."""

    def event_recorded(
        self, work: UnitOfWork, product: ProductVersion, line: Line, event: LineEvent
    ) -> Mapping[str, Scalar]:
        """Tell the plugin of an event (delivery, step, cancellation); return facts that changed."""

    def linked_line_changed(
        self, work: UnitOfWork, product: ProductVersion, line: Line, linked: Line, event: LineEvent
    ) -> None:
        """Tell the plugin of a line what happened to the line that it follows; it may refuse."""


class Extensions(Protocol):
    """What pages, the command line and the worker ask of plugins; each call is a unit of work."""

    def rows(self) -> tuple[PluginRow, ...]:
        """Return every plugin found with its state."""

    def views(self) -> tuple[tuple[str, ViewSpec], ...]:
        """Return plugin and page of every active plugin."""

    def tiles(self) -> tuple[tuple[str, TileSpec], ...]:
        """Return plugin and figure of every active plugin, for the board."""

    def actions(self) -> tuple[tuple[str, PluginActionSpec], ...]:
        """Return plugin and action of every active plugin, for menus and palette."""

    def products(self) -> tuple[tuple[str, ProductSpec], ...]:
        """Return plugin and kind of product of every active plugin, for the catalogue."""

    def command_words(self) -> Mapping[str, Text]:
        """Return what plugins are called, by id, and what their commands say, by full name.

        Those of plugins that are switched off or gone are there too.
        """

    def choices(self, kind: str, words: str, language: str) -> tuple[Choice, ...]:
        """Return the entries of a pick list of the core that have the words."""

    def run(self, op_id: UUID, plugin: str, command: str, payload: object = None) -> object:
        """Run a plugin's command through the door."""

    def ask(self, plugin: str, query: str, payload: object = None) -> object:
        """Ask one of a plugin's queries, reading only."""

    def find(self, plugin: str, query: str, asked: FieldSearch) -> tuple[Choice, ...]:
        """Return what one of a plugin's queries finds for a field of its forms."""

    def paper(self, plugin: str, query: str, payload: object = None, form: str = "pdf") -> bytes:
        """Return the paper that one of a plugin's queries declares, as `pdf` or `csv`."""

    def run_due(self) -> tuple[DomainError, ...]:
        """Run the timer work of all plugins that is due; returns the faults."""
