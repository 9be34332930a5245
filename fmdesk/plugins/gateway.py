"""How the core reaches plugins: through its port, asking only the plugin that serves a product.

`Gateway` answers inside a unit of work that is open already; `Extensions` opens units of work for
a plugin's own commands, queries and timer work, through the same door as every other change.
"""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import NAMESPACE_OID, UUID, uuid5

from fmdesk.core.domain.access import in_order
from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import FactValue
from fmdesk.core.domain.document import Document, Letterhead
from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.facts import value_fault
from fmdesk.core.domain.permissions import CHORE, OF_PLUGIN, Permission
from fmdesk.core.domain.sections import Cell, ReportMonth, ReportSection, fault_in
from fmdesk.core.domain.spec import (
    CommandSpec,
    FieldSearch,
    LookAlikeSpec,
    NoticeSpec,
    PluginActionSpec,
    PluginDeclarations,
    PluginRow,
    ProductSpec,
    QuerySpec,
    ReportSectionSpec,
    Text,
    TileSpec,
    ViewSpec,
)
from fmdesk.core.domain.ticket import Line, OrderLine, Scalar
from fmdesk.core.domain.views import Choice
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.queries import Queries
from fmdesk.i18n import current_language
from fmdesk.messages import explain
from fmdesk.plugins.api import WorkContext
from fmdesk.plugins.desk import WorkDesk
from fmdesk.plugins.details import check_details
from fmdesk.plugins.fitting import misfit
from fmdesk.plugins.host import PluginHost, words_of
from fmdesk.plugins.offers import Offers
from fmdesk.plugins.processes import store_process
from fmdesk.plugins.readers import WorkReaders

Item = TypeVar("Item")

MOST_CHOICES = 40
"""Entries of a pick list."""

Render = Callable[[Document, Letterhead, str, str], bytes]
"""Makes a file of a paper, in a language and a form."""
ANSWERING: Mapping[EventKind, str] = {
    EventKind.STEP_FINISHED: "fmdesk_step_finished",
    EventKind.DELIVERED: "fmdesk_delivered",
    EventKind.READY: "fmdesk_ready",
    EventKind.CANCELLED: "fmdesk_cancelled",
    EventKind.REOPENED: "fmdesk_reopened",
}
"""The hook that answers an event; the others concern clocks alone."""


class _Telling(threading.local):
    """The lines whose followers are being told, in this thread, that is in its unit of work."""

    def __init__(self) -> None:
        self.lines: list[int] = []


class Gateway(Offers):
    """Implements the core's `PluginGateway`.

    Args:
        host: The started host.
    """

    def __init__(self, host: PluginHost) -> None:
        super().__init__(host)
        self._telling = _Telling()

    def section(
        self,
        work: UnitOfWork,
        plugin: str,
        spec: ReportSectionSpec,
        asked: ReportMonth,
        *,
        is_needed: bool,
    ) -> ReportSection:
        """Let a plugin fill a section of the month report.

        Args:
            work: A unit of work of its own, to read from.
            plugin: Id of the plugin.
            spec: The section.
            asked: Which month.
            is_needed: What cannot be filled is an error; else the section says why.

        Raises:
            PluginError: It failed, answered with something else, or is not active.
        """
        section = ReportSection(plugin, spec.id, spec.title, spec.columns)
        try:
            return replace(section, rows=self._rows(work, plugin, spec, asked))
        except DomainError as problem:
            if is_needed:
                raise
            return replace(section, problem=explain(problem))

    def _rows(
        self, work: UnitOfWork, plugin: str, spec: ReportSectionSpec, asked: ReportMonth
    ) -> tuple[tuple[Cell, ...], ...]:
        query: QuerySpec = _named(plugin, self._host.declared(plugin).queries, spec.query)
        rows: tuple[tuple[Cell, ...], ...] = self.run(work, plugin, query, asked)
        fault = fault_in(rows, len(spec.columns))
        if fault:
            named = {"plugin": plugin, "hook": spec.query, "expected": "rows", "found": fault}
            raise PluginError("plugin.wrong_answer", **named)
        return rows

    def check_request(
        self,
        work: UnitOfWork,
        product: ProductVersion,
        line: OrderLine,
        before: Line | None = None,
    ) -> None:
        """Check the form of an order line and let the plugin refuse it.

        Raises:
            InvalidInputError: The details do not fit the form.
            PluginError: It refused or failed, or it is not active.
        """
        self._host.declared(product.plugin)  # says that it is not active before all else
        check_details(self.form(product.plugin, product.form), line.details)
        hook = "fmdesk_check_request"
        self._call(work, product.plugin, hook, product=product, line=line, before=before)

    def price(self, work: UnitOfWork, product: ProductVersion, line: OrderLine) -> int | None:
        """Return the plugin's price of the whole line in cents, None to use the catalogue's.

        Raises:
            PluginError: It failed, or answered something else than a price.
        """
        price = self._call(work, product.plugin, "fmdesk_price", product=product, line=line)
        if price is not None and (type(price) is not int or price < 0):
            raise _wrong(product.plugin, "fmdesk_price", "int >= 0", price)
        return price

    def due(self, work: UnitOfWork, product: ProductVersion, line: OrderLine) -> datetime | None:
        """Return when the plugin says that the line is due, None to leave it to the order.

        Raises:
            PluginError: It failed, or answered something else than an instant with its zone.
        """
        hook = "fmdesk_due"
        found = self._call(work, product.plugin, hook, product=product, line=line)
        if found is None:
            return None
        if not isinstance(found, datetime) or found.tzinfo is None:
            raise _wrong(product.plugin, hook, "datetime with zone", found)
        return found.astimezone(UTC)

    def notices(self, work: UnitOfWork, product: ProductVersion) -> tuple[NoticeSpec, ...]:
        """Return what the plugin says stands with a product now.

        Raises:
            PluginError: It failed, answered with something else, or is not active.
        """
        return self._listed(work, product, "fmdesk_notices", NoticeSpec)

    def look_alikes(
        self, work: UnitOfWork, product: ProductVersion, line: OrderLine
    ) -> tuple[LookAlikeSpec, ...] | None:
        """Return open lines that look like what is asked; None where the plugin leaves that out.

        Raises:
            PluginError: It failed, answered with something else, or is not active.
        """
        hook = "fmdesk_look_alikes"
        if not self._host.has(product.plugin, hook):
            return None
        return self._listed(work, product, hook, LookAlikeSpec, line=line)

    def ordered(
        self, work: UnitOfWork, product: ProductVersion, line: Line
    ) -> Mapping[str, Scalar]:
        """Tell the plugin that a line was stored; return the facts to pin on it.

        Raises:
            PluginError: It failed, or answered with facts that it did not declare.
        """
        self._call(work, line.plugin, "fmdesk_ordered", product=product, line=line)
        return self._facts(work, product, line, None)

    def changed(self, work: UnitOfWork, product: ProductVersion, before: Line, line: Line) -> None:
        """Tell the plugin that an order is about to be changed.

        Raises:
            PluginError: `plugin.no_changes` when it keeps records of orders but takes no changes;
                it refused or failed, or is not active.
        """
        hook = "fmdesk_changed"
        if self._host.has(line.plugin, "fmdesk_ordered") and not self._host.has(line.plugin, hook):
            raise PluginError("plugin.no_changes", plugin=line.plugin)
        self._call(work, line.plugin, hook, product=product, before=before, line=line)

    def changed_facts(
        self, work: UnitOfWork, product: ProductVersion, before: Line, line: Line
    ) -> Mapping[str, Scalar]:
        """Return the facts that a change of an order pins anew.

        Raises:
            PluginError: It refused or failed, or is not active.
        """
        hook = "fmdesk_changed_facts"
        found = self._call(work, line.plugin, hook, product=product, before=before, line=line)
        return self._checked(line.plugin, hook, found)

    def event_recorded(
        self, work: UnitOfWork, product: ProductVersion, line: Line, event: LineEvent
    ) -> Mapping[str, Scalar]:
        """Tell the plugin of an event; return the facts that are now to be pinned.

        The lines of a plugin that is no longer installed go on without it: their products,
        processes and charters are stored as data. One that is installed but does not work must be
        mended first, or its own records would no longer fit.

        Raises:
            PluginError: It refused or failed, or is installed but not active.
        """
        hook = ANSWERING.get(event.kind)
        if hook is None or self._host.state(line.plugin) is None:
            return {}
        self._call(work, line.plugin, hook, product=product, line=line, event=event)
        return self._facts(work, product, line, event)

    def linked_line_changed(
        self, work: UnitOfWork, product: ProductVersion, line: Line, linked: Line, event: LineEvent
    ) -> None:
        """Tell the plugin of `line` that the line it is linked to was moved or cancelled.

        Raises:
            PluginError: It refused or failed, or is installed but not active.
        """
        if self._host.state(line.plugin) is None:
            return
        hook, lines = "fmdesk_linked_line_changed", self._telling.lines
        lines.append(linked.id)
        try:
            self._call(
                work, line.plugin, hook, product=product, line=line, linked=linked, event=event
            )
        finally:
            lines.pop()

    def context(self, work: UnitOfWork, plugin: str) -> WorkContext[Any]:
        """Return one unit of work as a plugin sees it."""
        declared = self._host.declared(plugin)
        return WorkContext(
            now=work.now,
            actor=work.actor,
            zone=work.zone,
            store=self._host.run(plugin, "store", lambda: work.stores(plugin))
            if declared.schema
            else None,
            readers=WorkReaders(work),
            desk=WorkDesk(work, self, plugin, tuple(self._telling.lines)),
            setting=_settings(work, declared),
        )

    def run(
        self,
        work: UnitOfWork,
        plugin: str,
        spec: CommandSpec | QuerySpec,
        payload: object,
        *,
        is_due: bool = False,
    ) -> Any:
        """Run a command or query of a plugin in this unit of work; `is_due` for timer work.

        Raises:
            PluginError: It refused or failed, or is not active.
        """
        context = self.context(work, plugin)
        return self._host.run(
            plugin, spec.name, lambda: spec.run(context, payload), is_unattended=is_due
        )

    def _call(self, work: UnitOfWork, plugin: str, hook: str, **arguments: object) -> Any:
        return self._host.call(plugin, hook, context=self.context(work, plugin), **arguments)

    def _listed(
        self,
        work: UnitOfWork,
        product: ProductVersion,
        hook: str,
        kind: type[Item],
        **arguments: object,
    ) -> tuple[Item, ...]:
        """Return what a hook lists, each of its kind."""
        given = self._call(work, product.plugin, hook, product=product, **arguments) or ()
        found = self._host.run(product.plugin, hook, lambda: tuple(given))  # may be a generator
        for one in found:
            if not isinstance(one, kind):
                raise _wrong(product.plugin, hook, kind.__name__, one)
        return found

    def _facts(
        self, work: UnitOfWork, product: ProductVersion, line: Line, event: LineEvent | None
    ) -> Mapping[str, Scalar]:
        """Ask for the facts after an order or event."""
        hook = "fmdesk_facts"
        found = self._call(work, line.plugin, hook, product=product, line=line, event=event)
        return self._checked(line.plugin, hook, found)

    def _checked(self, plugin: str, hook: str, found: object) -> Mapping[str, Scalar]:
        """Return the facts that a hook answered, checked against what was declared."""
        if found is None:
            return {}
        if not isinstance(found, Mapping):
            raise _wrong(plugin, hook, "Mapping", found)
        types = {fact.name: fact.type for fact in self._host.declared(plugin).facts}
        for name, value in found.items():
            if types.get(name) is not type(value):
                expected = f"{name}: {getattr(types.get(name), '__name__', '-')}"
                raise _wrong(plugin, hook, expected, value)
            if value_fault(value, type(value)):  # no rule could take it, in any month to come
                shown = str(value)[:80]
                raise PluginError("plugin.unfit_fact", plugin=plugin, fact=name, value=shown)
        return dict(found)


class Extensions:
    """What pages and the worker ask of plugins; each call is one unit of work.

    Args:
        door: The one door.
        host: The started host.
        render: Makes a paper of what a query declares; none where nothing is printed.
    """

    def __init__(self, door: Door, host: PluginHost, render: Render | None = None) -> None:
        self._door = door
        self._host = host
        self._render = render
        self._gateway = Gateway(host)

    def rows(self) -> tuple[PluginRow, ...]:
        """Return every plugin found with its state, for the Plugins page."""
        return self._host.rows()

    def views(self) -> tuple[tuple[str, ViewSpec], ...]:
        """Return plugin and page of every active plugin."""
        return tuple((one.plugin, view) for one in self._host.declarations() for view in one.views)

    def tiles(self) -> tuple[tuple[str, TileSpec], ...]:
        """Return plugin and figure of every active plugin."""
        return tuple((one.plugin, tile) for one in self._host.declarations() for tile in one.tiles)

    def actions(self) -> tuple[tuple[str, PluginActionSpec], ...]:
        """Return plugin and action of every active plugin."""
        return tuple(
            (one.plugin, action) for one in self._host.declarations() for action in one.actions
        )

    def products(self) -> tuple[tuple[str, ProductSpec], ...]:
        """Return plugin and kind of product of every active plugin."""
        return tuple(
            (one.plugin, kind) for one in self._host.declarations() for kind in one.products
        )

    def command_words(self) -> Mapping[str, Text]:
        """Return the words for the command log, those of plugins that are gone among them.

        What each plugin is called, by its id; and what its commands and timer work say was done,
        by `<plugin>.<name>`, where they have words.
        """
        with self._door.read() as work:
            kept = work.plugins.words()
        return {**kept, **words_of(self._host)}

    def choices(self, kind: str, words: str, language: str) -> tuple[Choice, ...]:
        """Return the entries of a pick list of the core that have the words, or their begins.

        Args:
            kind: As `Queries.choices` has it.
            words: What was typed; empty for all.
            language: `nl` or `en`.
        """
        return Queries(self._door, self._gateway).choices(kind, words, language, MOST_CHOICES)

    def run(self, op_id: UUID, plugin: str, command: str, payload: object = None) -> Any:
        """Run a plugin's command through the door, as `<plugin>.<command>` in the command log.

        Args:
            op_id: Made once by the client; a repeat returns the first result.
            plugin: Id of the plugin.
            command: Name of the command.
            payload: Of the declared type, or a mapping with its fields as plain data.

        Raises:
            PluginError: `plugin.unknown_command`, `plugin.bad_payload`, `plugin.wrong_answer`, or
                it refused or failed.
        """
        declared = self._host.declared(plugin)
        spec: CommandSpec = _named(plugin, declared.commands, command)
        given = _payload(plugin, spec, payload)

        def work_on(work: UnitOfWork) -> object:
            result = self._gateway.run(work, plugin, spec, given)
            if not isinstance(result, spec.result):
                raise _wrong(plugin, command, spec.result.__name__, result)
            return result

        name, permission = f"{plugin}.{command}", _permission(declared, spec)
        kept = None if spec.is_private else given
        return self._door.run(op_id, name, kept, work_on, spec.result, permission=permission)

    def ask(self, plugin: str, query: str, payload: object = None) -> Any:
        """Ask one of a plugin's queries, reading only.

        Args:
            plugin: Id of the plugin.
            query: Name of the query.
            payload: None, of the declared type, or a mapping with its fields as plain data.

        Raises:
            PluginError: `plugin.unknown_command`, `plugin.bad_payload`, or it failed.
        """
        spec: QuerySpec = _named(plugin, self._host.declared(plugin).queries, query)
        is_given = payload is not None or spec.is_needed
        given = _payload(plugin, spec, payload) if is_given else None
        with self._door.read() as work:
            return self._gateway.run(work, plugin, spec, given)

    def find(self, plugin: str, query: str, asked: FieldSearch) -> tuple[Choice, ...]:
        """Return what one of a plugin's queries finds for a field of its forms.

        Raises:
            PluginError: `plugin.wrong_answer`, or as for a query.
        """
        found: tuple[Choice, ...] = self.ask(plugin, query, asked)
        if misfit(found, tuple[Choice, ...], query):
            raise _wrong(plugin, query, Choice.__name__, found)
        return found

    def paper(self, plugin: str, query: str, payload: object = None, form: str = "pdf") -> bytes:
        """Return the paper that one of a plugin's queries declares, as `pdf` or `csv`.

        Raises:
            PluginError: `plugin.wrong_answer` when it declares none, or as for a query.
        """
        document = self.ask(plugin, query, payload)
        if not isinstance(document, Document) or self._render is None:
            raise _wrong(plugin, query, Document.__name__, document)
        with self._door.read() as work:
            organisation = str(work.settings.get("organisation") or "")
            head = Letterhead(organisation, work.now, work.zone)
        return self._render(document, head, current_language(), form)

    def run_due(self) -> tuple[DomainError, ...]:
        """Run the timer work of all plugins that is due; a fault of one does not stop the others.

        Every desk asks for it each minute, and `fmdesk worker` twice.

        The `op_id` is made of the work's name and its period, so that of many desks one does it.

        Returns:
            The faults, also those that are refusals: nobody is there to read them, so that the
            row of the plugin keeps them.
        """
        with self._door.read() as work:
            seconds = int(work.now.timestamp())
        faults: list[DomainError] = []
        for declared in self._host.declarations():
            for due in declared.due:
                spec = CommandSpec(due.name, lambda context, _payload, due=due: due.run(context))
                slot = f"{declared.plugin}.{due.name}.{seconds // due.every_seconds}"
                try:
                    self._run_once(uuid5(NAMESPACE_OID, slot), declared.plugin, spec)
                except DomainError as problem:
                    faults.append(problem)
        return tuple(faults)

    def enable(self, op_id: UUID, plugin: str) -> None:
        """Store the processes that a plugin declares, and its words for the command log.

        Raises:
            NotFoundError: A step names a unit, or needs a front office, that does not exist.
            PluginError: `plugin.unavailable`.
        """
        processes = self._host.declared(plugin).processes

        def store(work: UnitOfWork) -> None:
            for spec in processes:
                store_process(work, spec)
            work.plugins.keep_words(words_of(self._host, plugin))

        self._door.run(op_id, "plugin.enable", None, store, type(None))

    def _run_once(self, op_id: UUID, plugin: str, spec: CommandSpec) -> None:
        def work_on(work: UnitOfWork) -> None:
            self._gateway.run(work, plugin, spec, None, is_due=True)

        name = f"{plugin}.{spec.name}"
        self._door.run(op_id, name, None, work_on, type(None), permission=CHORE)


def _settings(work: UnitOfWork, declared: PluginDeclarations) -> Callable[[str], FactValue]:
    defaults = {spec.name: spec.default for spec in declared.settings}

    def setting(name: str) -> FactValue:
        default = defaults[name]
        stored = work.settings.get(f"{declared.plugin}.{name}")
        value = json.loads(stored) if stored else default
        return value if type(value) is type(default) else default

    return setting


def _permission(declared: PluginDeclarations, spec: CommandSpec) -> Permission:
    """Return who may run a command: the roles of the right that it needs."""
    for right in declared.permissions:
        if right.name == spec.permission:
            return Permission(in_order(right.roles))
    return OF_PLUGIN


def _named(plugin: str, specs: tuple[Any, ...], name: str) -> Any:
    for spec in specs:
        if spec.name == name:
            return spec
    raise PluginError("plugin.unknown_command", plugin=plugin, name=name)


def _payload(plugin: str, spec: CommandSpec | QuerySpec, payload: object) -> object:
    """Return a payload of the declared type, made from plain data where it came as such."""
    kind, fault = spec.payload, ""
    if isinstance(payload, Mapping) and is_dataclass(kind):
        try:
            payload = loads(kind, dumps(payload))
            fault = misfit(payload, kind, kind.__name__)
        except (TypeError, ValueError, KeyError, AttributeError) as problem:
            reason = str(problem)
            raise PluginError(
                "plugin.bad_payload", plugin=plugin, name=spec.name, expected=reason
            ) from problem
    elif kind in (str, int):
        fault = misfit(payload, kind, spec.name)
        dumps(payload if not fault else None)  # refuses a text that no database keeps
    if fault or not isinstance(payload, kind):
        expected = fault or kind.__name__
        raise PluginError("plugin.bad_payload", plugin=plugin, name=spec.name, expected=expected)
    return payload


def _wrong(plugin: str, hook: str, expected: str, found: object) -> PluginError:
    kind = type(found).__name__
    return PluginError(
        "plugin.wrong_answer", plugin=plugin, hook=hook, expected=expected, found=kind
    )
