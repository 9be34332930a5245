"""Halls: a booking has a set-up that is due when it begins, and follows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fmdesk.plugins.api import (
    Charter,
    CharterSpec,
    CommandSpec,
    DueSpec,
    EventKind,
    FactKind,
    FieldKind,
    FieldSpec,
    FormSpec,
    Guarantee,
    LimitSource,
    OrderLine,
    PluginError,
    QuerySpec,
    ReportMonth,
    ReportSectionSpec,
    Sanction,
    SanctionKind,
    SectionColumn,
    SettingSpec,
    Text,
    hookimpl,
)

START = FieldSpec("start", Text("Begin", "Start"), FieldKind.DATETIME, is_required=True)
FAILS = FieldSpec("fails", Text("Fout", "Fault"), FieldKind.TEXT)
"""Name of the hook that is to fail, for the tests."""


@dataclass(frozen=True)
class Call:
    """A method of the desk with what it is given."""

    verb: str
    words: tuple[object, ...]
    named: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Answer:
    answer: object


def call(context: Any, payload: Call) -> Answer:
    return Answer(getattr(context.desk, payload.verb)(*payload.words, **dict(payload.named)))


def read(context: Any, payload: Call) -> object:
    if payload.verb == "setting":
        return context.setting(*payload.words)
    return getattr(context.readers, payload.verb)(*payload.words)


def fail(line: Any, hook: str) -> None:
    if line.details.get("fails") == hook:
        raise ZeroDivisionError(hook)
    if line.details.get("fails") == f"refuse {hook}":
        raise PluginError("hall.refused", reason=hook)


@hookimpl
def fmdesk_register_forms() -> Any:
    return (FormSpec("hall", (START, FAILS)), FormSpec("setup", (START, FAILS)))


@hookimpl
def fmdesk_register_settings() -> Any:
    doors = (("shut", Text("Dicht", "Shut")), ("open", Text("Open", "Open")))
    most = Text("Hoogstens dertig dagen.", "Thirty days at most.")
    return (
        SettingSpec("days", Text("Dagen", "Days"), 14, minimum=1, maximum=30, help=most),
        SettingSpec("door", Text("Deur", "Door"), "shut", FieldKind.CHOICE, choices=doors),
        SettingSpec("is_warm", Text("Verwarmd", "Heated"), True),
        SettingSpec("greeting", Text("Groet", "Greeting"), "Welkom", is_required=True),
        SettingSpec("deposit", Text("Borg", "Deposit"), 2_500, FieldKind.MONEY),
    )


def tick(context: Any) -> None:
    """Write on the newest line, at most once a day for all desks."""
    lines = context.readers.open_lines("hall")
    if lines:
        context.desk.note(lines[-1].id, f"Day of {context.setting('days')}.")


def halls_of_month(context: Any, asked: ReportMonth) -> Any:
    """Say how many halls were booked in a month, and what that cost; or fail, as it is set."""
    if context.setting("greeting") == "crash":
        raise ZeroDivisionError
    if context.setting("greeting") == "wrong":
        return (("Zaal", 1.5),)
    lines = [
        line
        for line in context.readers.open_lines("hall")
        if asked.start <= line.opened_at < min(asked.end, asked.as_of) + timedelta(seconds=1)
    ]
    codes = sorted({line.product_code for line in lines})
    return tuple(
        (
            Text("opbouw", "set-up") if code == "setup" else code,
            sum(line.product_code == code for line in lines),
            sum(line.price_cents for line in lines if line.product_code == code),
            True,
        )
        for code in codes
    )


@hookimpl
def fmdesk_register_report_sections() -> Any:
    columns = (
        SectionColumn(Text("Wat", "What")),
        SectionColumn(Text("Aantal", "Number")),
        SectionColumn(Text("Bedrag", "Amount"), FactKind.CENTS),
        SectionColumn(Text("Open", "Open")),
    )
    return (ReportSectionSpec("halls", Text("Zalen", "Halls"), "halls", columns),)


@hookimpl
def fmdesk_register_charters() -> Any:
    ready = Charter(
        id=0,
        code="hall.ready",
        version=1,
        name_nl="Zalen op tijd",
        name_en="Halls in time",
        promise_nl="Klaar bij aanvang, anders gratis.",
        promise_en="Ready at the start, or free.",
        guarantee=Guarantee(source=LimitSource.GIVEN),
        sanction=Sanction(SanctionKind.NOT_CHARGED),
        products=("setup",),
    )
    return (CharterSpec(ready),)


@hookimpl
def fmdesk_register_due() -> Any:
    return (DueSpec("tick", 86_400, tick),)


@hookimpl
def fmdesk_register_commands() -> Any:
    return (CommandSpec("call", call, Call, Answer),)


@hookimpl
def fmdesk_register_queries() -> Any:
    return (QuerySpec("read", read, Call), QuerySpec("halls", halls_of_month, ReportMonth))


@hookimpl
def fmdesk_check_request(line: Any) -> Any:
    fail(line, "check_request")


@hookimpl
def fmdesk_price(line: Any) -> Any:
    fail(line, "price")


@hookimpl
def fmdesk_due(context: Any, product: Any, line: Any) -> Any:
    fail(line, "due")
    if line.details.get("fails") == "odd due":
        return datetime(2026, 10, 7)  # noqa: DTZ001  # the test wants it refused
    if product.code == "hall":
        return None
    wall = datetime.fromisoformat(line.details["start"])
    return wall.replace(tzinfo=ZoneInfo(context.zone))


@hookimpl
def fmdesk_ordered(context: Any, product: Any, line: Any) -> Any:
    if product.code == "hall":
        start, fails = line.details["start"], line.details.get("fails", "")
        wanted = OrderLine("setup", details={"start": start, "fails": fails})
        context.desk.link(context.desk.add_line(line.ticket_id, wanted), line.id)
    fail(line, "ordered")


@hookimpl
def fmdesk_changed(line: Any) -> Any:
    fail(line, "changed")


@hookimpl
def fmdesk_facts(line: Any) -> Any:
    fail(line, "facts")


@hookimpl
def fmdesk_cancelled(context: Any, line: Any) -> Any:
    context.desk.note(line.id, "The key is back.")  # a hook may do more to its own line
    fail(line, "cancelled")


@hookimpl
def fmdesk_linked_line_changed(context: Any, line: Any, linked: Any, event: Any) -> Any:
    fail(line, "linked_line_changed")
    if line.details.get("fails") == "touch linked":
        context.desk.note(linked.id, "now?")
    if event.kind is EventKind.CANCELLED:
        context.desk.cancel(line.id, "The booking was cancelled.")
    elif event.kind is EventKind.MOVED and "start" in linked.details:
        context.desk.change(line.id, event.reason, details={"start": linked.details["start"]})
