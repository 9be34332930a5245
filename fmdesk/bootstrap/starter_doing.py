"""What is going on in the starter office: maintenance, buying, counting, requests for rooms."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from fmdesk.plugins.gateway import Extensions

Data = Mapping[str, Any]
UPKEEP = "gepland-onderhoud"


def take_in_doing(extensions: Extensions, data: Data, today: date, zone: str) -> None:
    """Hand it to the plugins, by the commands that people give.

    Args:
        extensions: Reaches the plugins.
        data: `resources/starter/doing.toml`.
        today: The running day in the office's zone.
        zone: IANA name of that zone.

    Raises:
        DomainError: A plugin refused something, or its timer work did.
    """
    for one in data["plans"]:
        _plan(extensions, one, today)
    for fault in extensions.run_due():  # the tickets of what is due soon
        raise fault
    for one in data["purchases"]:
        _buy(extensions, one, today)
    for one in data["counts"]:
        _count(extensions, one)
    monday = today - timedelta(days=today.weekday())
    for one in data["requests"]:
        _ask_room(extensions, one, monday, ZoneInfo(zone))


def _plan(extensions: Extensions, one: Data, today: date) -> None:
    named = {name: one[name] for name in ("code", "name", "asset", "n", "every", "lead_days")}
    starts_on = (today + timedelta(days=one["days"])).isoformat()
    plan = {**named, "product": UPKEEP, "starts_on": starts_on}
    extensions.run(uuid4(), "faults", "save_plan", plan)


def _buy(extensions: Extensions, one: Data, today: date) -> None:
    """Make a purchase order; one with a number is sent, and what came in of it received."""
    names, supplier = ("article", "place", "quantity", "cents"), one["supplier"]
    lines = [{name: line[name] for name in names} | {"supplier": supplier} for line in one["lines"]]
    (purchase,) = extensions.run(uuid4(), "supplies", "propose", {"lines": lines}).purchases
    if "reference" not in one:
        return
    sent = {"purchase": purchase, "supplier": supplier, "reference": one["reference"]}
    expected = {"expected_on": (today + timedelta(days=one["expected"])).isoformat()}
    extensions.run(uuid4(), "supplies", "order_purchase", sent | expected)
    ordered = extensions.ask("supplies", "purchases")
    for line in one["lines"]:
        pieces = line.get("received", 0)
        if pieces:
            (there,) = (
                row for row in ordered if (row.purchase, row.article) == (purchase, line["article"])
            )
            came = {"article": line["article"], "place": line["place"], "quantity": pieces}
            price = {"cents": line["cents"] * pieces // line["quantity"], "supplier": supplier}
            extensions.run(
                uuid4(), "supplies", "receive_purchase", came | price | {"purchase_line": there.id}
            )


def _count(extensions: Extensions, one: Data) -> None:
    """Count a place; a session with a reason is closed, and waits for approval where it must."""
    sheet = extensions.run(uuid4(), "supplies", "open_count", {"place": one["place"]})
    there = {line.article: line.on_hand for line in sheet.lines}
    for article, found in one["differences"].items():
        entry = {"count": sheet.count.id, "article": article, "counted": there[article] + found}
        extensions.run(uuid4(), "supplies", "enter_count", entry)
    if "reason" in one:
        closed = {"count": sheet.count.id, "reason": one["reason"]}
        extensions.run(uuid4(), "supplies", "close_count", closed)


def _ask_room(extensions: Extensions, one: Data, monday: date, zone: ZoneInfo) -> None:
    day = monday + timedelta(weeks=one["week"], days=one["day"])
    names = ("product", "room", "title", "people", "arrangement", "is_external", "waits")
    wish = {name: one[name] for name in names if name in one}
    times = {
        name: datetime.combine(day, time.fromisoformat(one[edge]), zone).astimezone(UTC)
        for name, edge in (("start", "from"), ("end", "to"))
    }
    extensions.run(uuid4(), "rooms", "book", {**wish, **times, "requester": one["who"]})
