"""The hooks of the plugin."""

from collections.abc import Mapping

from fmdesk.plugins.api import (
    CharterSpec,
    CommandSpec,
    DueSpec,
    EventKind,
    FactSpec,
    FormSpec,
    Line,
    LineEvent,
    OrderLine,
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
from fmdesk_visitors import declared, lists, orders, reception, tending, visits
from fmdesk_visitors.orders import Context

DONE = visits.Reported


@hookimpl
def fmdesk_register_products() -> tuple[ProductSpec, ...]:
    """A visit."""
    return (declared.PRODUCT,)


@hookimpl
def fmdesk_register_forms() -> tuple[FormSpec, ...]:
    """What is asked when a visit is announced."""
    return (declared.FORM,)


@hookimpl
def fmdesk_register_processes() -> tuple[ProcessSpec, ...]:
    """Announce, receive and tell."""
    return (declared.RECEIVE,)


@hookimpl
def fmdesk_register_charters() -> tuple[CharterSpec, ...]:
    """The host knows within five minutes."""
    return declared.CHARTERS


@hookimpl
def fmdesk_register_facts() -> tuple[FactSpec, ...]:
    """How many, how far ahead, how soon the host knew."""
    return declared.FACTS


@hookimpl
def fmdesk_register_settings() -> tuple[SettingSpec, ...]:
    """How soon the host is told, the badges, how long names are kept."""
    return declared.SETTINGS


@hookimpl
def fmdesk_register_views() -> tuple[ViewSpec, ...]:
    """The reception, and who is inside when it must be known at once."""
    return declared.VIEWS


@hookimpl
def fmdesk_register_actions() -> tuple[PluginActionSpec, ...]:
    """Open either from anywhere."""
    return declared.ACTIONS


@hookimpl
def fmdesk_register_tiles() -> tuple[TileSpec, ...]:
    """Who is still expected today, and whose host does not know."""
    return declared.TILES


@hookimpl
def fmdesk_register_report_sections() -> tuple[ReportSectionSpec, ...]:
    """How many came in a month."""
    return (declared.SECTION,)


@hookimpl
def fmdesk_schema() -> SchemaSpec:
    """Its own tables."""
    return declared.SCHEMA


@hookimpl
def fmdesk_register_due() -> tuple[DueSpec, ...]:
    """Give up who did not come; erase who came long ago."""
    return (
        DueSpec(
            "miss",
            900,
            tending.miss,
            text=Text("Niet gekomen bezoekers afgemeld", "Visitors who did not come given up"),
        ),
        DueSpec(
            "erase",
            3600,
            tending.erase,
            text=Text("Namen van oude bezoeken gewist", "Names of old visits erased"),
        ),
    )


@hookimpl
def fmdesk_register_commands() -> tuple[CommandSpec, ...]:
    """What the reception does; who comes is not kept in the command log."""
    return (
        CommandSpec(
            "announce",
            reception.announce,
            visits.Announce,
            DONE,
            is_private=True,
            text=Text("Bezoek aangemeld", "Visit announced"),
        ),
        CommandSpec(
            "name",
            reception.name,
            visits.Names,
            DONE,
            is_private=True,
            text=Text("Namen bij een bezoek opgegeven", "Names of a visit given"),
        ),
        CommandSpec(
            "arrive",
            reception.arrive,
            visits.Arrive,
            DONE,
            text=Text("Bezoeker ontvangen", "Visitor received"),
        ),
        CommandSpec(
            "tell", reception.tell, visits.Which, DONE, text=Text("Gastheer ingelicht", "Host told")
        ),
        CommandSpec(
            "leave",
            reception.leave,
            visits.Leave,
            DONE,
            text=Text("Bezoekers uitgelaten", "Visitors let out"),
        ),
    )


@hookimpl
def fmdesk_register_queries() -> tuple[QuerySpec, ...]:
    """The lists, as rows and as papers, and the figures."""
    return (
        QuerySpec("reception", lists.reception, visits.Question, is_needed=True),
        QuerySpec("sheet", lists.sheet, visits.Question, is_needed=True),
        QuerySpec("evacuation", lists.evacuation),
        QuerySpec("evacuation_sheet", lists.evacuation_sheet),
        QuerySpec("expected_today", lists.expected_today),
        QuerySpec("waiting", lists.waiting),
        QuerySpec("section", lists.section, ReportMonth, is_needed=True),
    )


@hookimpl
def fmdesk_check_request(context: Context, line: OrderLine, before: Line | None) -> None:
    """Refuse what is past, and fewer than are here already."""
    orders.check(context, line, before)


@hookimpl
def fmdesk_ordered(context: Context, line: Line) -> None:
    """Expect the visitors."""
    orders.store(context, line)


@hookimpl
def fmdesk_changed(context: Context, line: Line) -> None:
    """Expect more or fewer, another time, for somebody else."""
    orders.change(context, line)


@hookimpl
def fmdesk_changed_facts(context: Context, line: Line) -> Mapping[str, Scalar]:
    """Pin how many it is now."""
    return orders.facts(context, line)


@hookimpl
def fmdesk_facts(
    context: Context, line: Line, event: LineEvent | None
) -> Mapping[str, Scalar] | None:
    """Pin what was ordered, and how soon the host knew."""
    if event is None:
        return orders.facts(context, line)
    return orders.told_facts(context, line) if event.kind is EventKind.READY else None


@hookimpl
def fmdesk_ready(context: Context, line: Line) -> None:
    """The host knows; refused while nobody is here."""
    orders.ready(context, line)


@hookimpl
def fmdesk_reopened(context: Context, line: Line) -> None:
    """The host is to be told again."""
    orders.reopen(context, line)


@hookimpl
def fmdesk_cancelled(context: Context, line: Line) -> None:
    """Expect nobody any more."""
    orders.cancel(context, line)
