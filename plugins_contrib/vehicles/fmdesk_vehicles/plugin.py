"""The hooks of the plugin."""

from collections.abc import Mapping
from datetime import datetime

from fmdesk.plugins.api import (
    CommandSpec,
    DueSpec,
    EventKind,
    FactSpec,
    FormSpec,
    Line,
    LineEvent,
    OrderLine,
    PermissionSpec,
    PluginActionSpec,
    ProcessSpec,
    ProductSpec,
    QuerySpec,
    ReportMonth,
    ReportSectionSpec,
    Scalar,
    SchemaSpec,
    SettingSpec,
    Text,
    TileSpec,
    ViewSpec,
    hookimpl,
)
from fmdesk_vehicles import declared, importing, lending, lists, loans, orders, tending
from fmdesk_vehicles.orders import Context

DONE, MANAGE = loans.Done, declared.MANAGE.name


@hookimpl
def fmdesk_register_products() -> tuple[ProductSpec, ...]:
    """A loan."""
    return (declared.PRODUCT,)


@hookimpl
def fmdesk_register_forms() -> tuple[FormSpec, ...]:
    """What is asked for a loan."""
    return (declared.FORM,)


@hookimpl
def fmdesk_register_processes() -> tuple[ProcessSpec, ...]:
    """Reserve, hand out and take back."""
    return (declared.LOAN,)


@hookimpl
def fmdesk_register_facts() -> tuple[FactSpec, ...]:
    """What was lent for how long, and how it came back."""
    return declared.FACTS


@hookimpl
def fmdesk_register_settings() -> tuple[SettingSpec, ...]:
    """How long, how early, and when to remind."""
    return declared.SETTINGS


@hookimpl
def fmdesk_register_permissions() -> tuple[PermissionSpec, ...]:
    """Who imports vehicles and lends them again."""
    return (declared.MANAGE,)


@hookimpl
def fmdesk_register_views() -> tuple[ViewSpec, ...]:
    """The planner of the vehicles."""
    return (declared.VIEW,)


@hookimpl
def fmdesk_register_actions() -> tuple[PluginActionSpec, ...]:
    """Open it from anywhere."""
    return (declared.ACTION,)


@hookimpl
def fmdesk_register_tiles() -> tuple[TileSpec, ...]:
    """What should be back."""
    return (declared.TILE,)


@hookimpl
def fmdesk_register_report_sections() -> tuple[ReportSectionSpec, ...]:
    """How much each vehicle was used."""
    return (declared.SECTION,)


@hookimpl
def fmdesk_schema() -> SchemaSpec:
    """Its own tables."""
    return declared.SCHEMA


@hookimpl
def fmdesk_register_due() -> tuple[DueSpec, ...]:
    """Remind who is late; give up what nobody fetched."""
    return (
        DueSpec(
            "remind",
            300,
            tending.remind,
            text=Text("Leners die te laat zijn herinnerd", "Late borrowers reminded"),
        ),
        DueSpec(
            "give_up",
            300,
            tending.give_up,
            text=Text(
                "Niet opgehaalde uitleningen geannuleerd", "Loans that nobody fetched cancelled"
            ),
        ),
    )


@hookimpl
def fmdesk_register_commands() -> tuple[CommandSpec, ...]:
    """What the desk does with loans and vehicles."""
    return (
        CommandSpec(
            "book",
            lending.book,
            loans.Book,
            DONE,
            text=Text("Voertuig gereserveerd", "Vehicle reserved"),
        ),
        CommandSpec(
            "move", lending.move, loans.Move, DONE, text=Text("Uitlening gewijzigd", "Loan changed")
        ),
        CommandSpec(
            "hand_out",
            lending.hand_out,
            loans.Which,
            DONE,
            text=Text("Sleutel uitgegeven", "Key handed out"),
        ),
        CommandSpec(
            "take_back",
            lending.take_back,
            loans.TakeBack,
            DONE,
            text=Text("Voertuig teruggenomen", "Vehicle taken back"),
        ),
        CommandSpec(
            "cancel",
            lending.give_up,
            loans.Which,
            DONE,
            text=Text("Uitlening geannuleerd", "Loan cancelled"),
        ),
        CommandSpec(
            "mend",
            lending.mend,
            loans.Mended,
            permission=MANAGE,
            text=Text("Voertuig weer in de uitleen", "Vehicle lent again"),
        ),
        CommandSpec(
            "load",
            importing.load,
            loans.Load,
            loans.Loaded,
            MANAGE,
            text=Text("Voertuigen geïmporteerd", "Vehicles imported"),
        ),
    )


@hookimpl
def fmdesk_register_queries() -> tuple[QuerySpec, ...]:
    """The planner, a file with vehicles, and the figures."""
    return (
        QuerySpec("plan", lists.plan, loans.PlanQuestion, is_needed=True),
        QuerySpec("read", importing.read, loans.File, is_needed=True),
        QuerySpec("late", lists.late),
        QuerySpec("section", lists.section, ReportMonth, is_needed=True),
    )


@hookimpl
def fmdesk_check_request(context: Context, line: OrderLine, before: Line | None) -> None:
    """Refuse what is taken, with what is free."""
    orders.check(context, line, before)


@hookimpl
def fmdesk_due(context: Context, line: OrderLine) -> datetime:
    """It is to be back at the agreed end."""
    return orders.wish_of(context, line.details).end


@hookimpl
def fmdesk_ordered(context: Context, line: Line) -> None:
    """Reserve a vehicle."""
    orders.store(context, line)


@hookimpl
def fmdesk_changed(context: Context, line: Line) -> None:
    """Reserve it otherwise."""
    orders.change(context, line)


@hookimpl
def fmdesk_changed_facts(context: Context, line: Line) -> Mapping[str, Scalar]:
    """Pin how long it is now."""
    return orders.facts(context, line)


@hookimpl
def fmdesk_facts(
    context: Context, line: Line, event: LineEvent | None
) -> Mapping[str, Scalar] | None:
    """Pin what was lent, and how it came back."""
    if event is None:
        return orders.facts(context, line)
    return orders.return_facts(context, line) if event.kind is EventKind.READY else None


@hookimpl
def fmdesk_ready(context: Context, line: Line) -> None:
    """Refused before the vehicle is back."""
    orders.ready(context, line)


@hookimpl
def fmdesk_cancelled(context: Context, line: Line) -> None:
    """Free the vehicle; refused while it is on its way."""
    orders.cancel(context, line)
