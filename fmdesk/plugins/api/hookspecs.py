"""The hooks: signatures and their promises, nothing else.

A plugin is a module (or an object) with functions of these names, each marked `@hookimpl`. It may
leave out any hook and any argument. Threads: "start" is the thread that builds the services,
before any page exists; "worker" is the thread of a unit of work. No hook runs on the GUI thread.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pluggy

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.spec import (
    CharterSpec,
    CommandSpec,
    DueSpec,
    FactSpec,
    FormSpec,
    LookAlikeSpec,
    NoticeSpec,
    PermissionSpec,
    PluginActionSpec,
    ProcessSpec,
    ProductSpec,
    QuerySpec,
    ReportSectionSpec,
    SchemaSpec,
    SettingSpec,
    TileSpec,
    ViewSpec,
)
from fmdesk.core.domain.ticket import Line, OrderLine, Scalar
from fmdesk.plugins.api.context import WorkContext

PROJECT = "fmdesk"
API_VERSION = 1
"""What a manifest says after `Fmdesk-Api:`; raised when a plugin would have to be changed."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


# --- declarations: asked once, without database and without Qt --------------------------------


@hookspec
def fmdesk_register_products() -> Iterable[ProductSpec]:
    """Declare the kinds of product that the plugin serves.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_forms() -> Iterable[FormSpec]:
    """Declare the forms of its products; the core draws and checks them.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_processes() -> Iterable[ProcessSpec]:
    """Declare processes; they are stored as versions when the plugin is enabled.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_charters() -> Iterable[CharterSpec]:
    """Propose charters; a controller adopts one before it counts.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_facts() -> Iterable[FactSpec]:
    """Declare the facts that charters may use, each `<plugin>.<fact>` with its type and text.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_settings() -> Iterable[SettingSpec]:
    """Declare settings of the office, read through `WorkContext.setting`.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_permissions() -> Iterable[PermissionSpec]:
    """Declare rights that its commands need, with the roles that have them by default.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_report_sections() -> Iterable[ReportSectionSpec]:
    """Declare sections of the month report, each filled by one of its queries.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_views() -> Iterable[ViewSpec]:
    """Declare pages; the class of a page is imported when it is first opened.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_commands() -> Iterable[CommandSpec]:
    """Declare use cases that change its store, run through the one door with an `op_id`.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    A command itself runs on the worker, inside the unit of work; what it raises rolls that back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_queries() -> Iterable[QuerySpec]:
    """Declare questions to its store for pages, tiles and reports.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    A query itself runs on the worker, reading only; what it raises is shown where it was asked.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_due() -> Iterable[DueSpec]:
    """Declare timer work, run once for all desks in each of its periods.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    The work itself runs on the worker, inside a unit of work of its own.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_tiles() -> Iterable[TileSpec]:
    """Declare figures for the board, each given by a query for the lines that it counts.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_register_actions() -> Iterable[PluginActionSpec]:
    """Declare actions for menus and palette, each running a command or opening a page.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_schema() -> SchemaSpec | None:
    """Declare its own tables: prefix, migrations, store and grants.

    When: once at start. Thread: start. May it fail: yes, that switches off this plugin only.
    """
    raise NotImplementedError


# --- behaviour: only the plugin that serves the product is asked ------------------------------


@hookspec
def fmdesk_check_request(
    context: WorkContext[Any], product: ProductVersion, line: OrderLine, before: Line | None
) -> None:
    """Refuse an order line by raising a PluginError with the sentence for the user in `reason`.

    `before` is the line that is to be changed into this, None for a new order.

    When: before a line is stored. Thread: worker, inside the unit of work. May it fail: yes, any
    error rolls the order back; one that is no refusal is shown as a fault of the plugin.
    """
    raise NotImplementedError


@hookspec
def fmdesk_price(context: WorkContext[Any], product: ProductVersion, line: OrderLine) -> int | None:
    """Return the price of the whole line in cents, None for the price of the catalogue.

    When: before a line is stored, after `fmdesk_check_request`. Thread: worker, inside the unit
    of work. May it fail: yes, any error rolls the order back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_due(
    context: WorkContext[Any], product: ProductVersion, line: OrderLine
) -> datetime | None:
    """Return when the line is due by what was ordered, an instant with its zone, None for none.

    A set-up is due when its booking begins. It is pinned as the due time that was given, so a
    charter whose limit is `LimitSource.GIVEN` judges it; when a change of the order makes it
    another one, that is an event of the line, and a month judged again gives the same.

    When: before a line is stored or changed, after `fmdesk_price`. Thread: worker, inside the
    unit of work. May it fail: yes, any error rolls the order back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_notices(
    context: WorkContext[Any], product: ProductVersion
) -> Iterable[NoticeSpec] | None:
    """Say what stands with a product now: its stock, a disruption.

    When: when the card of a product is shown. Thread: worker, reading only, in a unit of work of
    its own. May it fail: yes, the card then says that the plugin could not tell.
    """
    raise NotImplementedError


@hookspec
def fmdesk_look_alikes(
    context: WorkContext[Any], product: ProductVersion, line: OrderLine
) -> Iterable[LookAlikeSpec] | None:
    """Return open lines that look like what is being asked, the nearest first.

    A plugin that leaves this out has the open lines of its product, and of those of its cluster,
    at the place or below it.

    When: while an order is typed; the form may be half filled in. Thread: worker, reading only, in
    a unit of work of its own. May it fail: yes, nothing is shown then.
    """
    raise NotImplementedError


@hookspec
def fmdesk_ordered(context: WorkContext[Any], product: ProductVersion, line: Line) -> None:
    """Do what an order needs: reserve, book, make a work order.

    When: after the line was stored, in the same unit of work. Thread: worker. May it fail: yes,
    any error rolls the order back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_changed(
    context: WorkContext[Any], product: ProductVersion, before: Line, line: Line
) -> None:
    """Do what a change of an order needs: hold more, or give back what is no longer wanted.

    Quantity, variant, place, payer and the answers to the form may have changed. A plugin that
    answers `fmdesk_ordered` and leaves this hook out takes no changes: its lines are cancelled and
    ordered anew. The facts that were pinned at the order stay as they are, but for what
    `fmdesk_changed_facts` says.

    When: after `fmdesk_check_request` and `fmdesk_price` were asked as for an order, before the
    line is stored. Thread: worker, inside the unit of work. May it fail: yes, any error rolls the
    change back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_changed_facts(
    context: WorkContext[Any], product: ProductVersion, before: Line, line: Line
) -> Mapping[str, Scalar] | None:
    """Return the declared facts that a change of an order pins anew; reading only.

    When: before `fmdesk_changed`, and when the effect of a change is shown that nobody has saved.
    Thread: worker, inside the unit of work. May it fail: yes, any error rolls the change back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_facts(
    context: WorkContext[Any], product: ProductVersion, line: Line, event: LineEvent | None
) -> Mapping[str, Scalar] | None:
    """Return the declared facts that are now to be pinned on the line; facts, never amounts.

    When: after `fmdesk_ordered` (`event` is None) and after each of the hooks below that answer
    an event. Thread: worker, inside the unit of work. May it fail: yes, any error rolls it back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_step_finished(
    context: WorkContext[Any], product: ProductVersion, line: Line, event: LineEvent
) -> None:
    """Answer that step `event.step` of the process was finished.

    When: after the event was stored, in the same unit of work. Thread: worker. May it fail: yes,
    any error rolls the event back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_delivered(
    context: WorkContext[Any], product: ProductVersion, line: Line, event: LineEvent
) -> None:
    """Answer that `event.quantity` pieces were delivered.

    When: after the event was stored, in the same unit of work. Thread: worker. May it fail: yes,
    any error rolls the event back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_ready(
    context: WorkContext[Any], product: ProductVersion, line: Line, event: LineEvent
) -> None:
    """Answer that the line is ready; what was not delivered before is delivered by this.

    When: after the event was stored, in the same unit of work. Thread: worker. May it fail: yes,
    any error rolls the event back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_cancelled(
    context: WorkContext[Any], product: ProductVersion, line: Line, event: LineEvent
) -> None:
    """Answer that the line was cancelled: give back what was held for it.

    When: after the event was stored, in the same unit of work. Thread: worker. May it fail: yes,
    any error rolls the event back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_reopened(
    context: WorkContext[Any], product: ProductVersion, line: Line, event: LineEvent
) -> None:
    """Answer that a line that was ready is worked on again.

    When: after the event was stored, in the same unit of work. Thread: worker. May it fail: yes,
    any error rolls the event back.
    """
    raise NotImplementedError


@hookspec
def fmdesk_linked_line_changed(
    context: WorkContext[Any], product: ProductVersion, line: Line, linked: Line, event: LineEvent
) -> None:
    """Answer that `linked`, which `line` follows, was moved (also: changed), cancelled or reopened.

    `line` may be ready or cancelled itself. `linked` stands still until all that follow it have
    answered.

    When: after the event of the linked line was stored, in the same unit of work. Thread: worker.
    May it fail: yes, any error rolls the event of the linked line back.
    """
    raise NotImplementedError


# --- lifecycle -------------------------------------------------------------------------------


@hookspec
def fmdesk_started() -> None:
    """Know that the program is about to serve; the database is not open to plugins here.

    When: once, after the plugin was loaded. Thread: start. May it fail: yes, that switches off
    this plugin only.
    """
    raise NotImplementedError


@hookspec
def fmdesk_stopping() -> None:
    """Let go of what is held: files, connections, threads of its own.

    When: once, when the program ends. Thread: the one that ends it. May it fail: yes, that is
    logged and the program goes on ending.
    """
    raise NotImplementedError
