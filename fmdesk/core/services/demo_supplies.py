"""The demo of real deliveries: a year of supply orders, from stock or bought, with their goods.

Each row becomes an order with its scheduled and its real day. What is bought comes in as a lot of
its own on the day on which it is delivered; what is from stock was there at the begin of the year.
"""

import csv
import gzip
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from fmdesk.config import resources_path
from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, PluginGateway, Progress, UnitOfWork
from fmdesk.core.services.demo_boston import run_step
from fmdesk.core.services.importing import QUIET, Importing
from fmdesk.core.services.importing_values import slug_of
from fmdesk.core.services.office_data import Data, OfficeData

FOLDER = ("demo", "supplies")
ORDERS = "orders_2014.csv.gz"
SOURCE, CLUSTER = "scms", "medicines"
FROM_STOCK, BOUGHT = "rdc", "direct"
"""The two stock places."""
YEAR = date(2014, 1, 1)
LEFT_OUT = frozenset({"13148", "83229"})
"""Rows that were delivered before they were asked for: the import refuses them."""
Receive = Callable[[UnitOfWork, Mapping[str, object]], None]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the file: what came where, when, from whom and for how much."""

    number: str
    article: str
    name: str
    place: str
    quantity: int
    cents: int
    day: date
    vendor: str
    reference: str

    def receipt(self) -> Mapping[str, object]:
        """Return the lot that was bought for this order, as the plugin takes it."""
        return {
            "article": self.article,
            "place": self.place,
            "quantity": self.quantity,
            "cents": self.cents,
            "day": self.day,
            "supplier": self.vendor,
            "reference": self.reference,
        }


def deliveries() -> Iterator[Delivery]:
    """Yield the rows of the file, but for those that cannot be."""
    path = resources_path(*FOLDER, ORDERS)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["ID"] in LEFT_OUT:
                continue
            name = row["Item Description"]
            yield Delivery(
                row["ID"],
                slug_of(name),
                name,
                FROM_STOCK if row["Fulfill Via"] == "From RDC" else BOUGHT,
                int(row["Line Item Quantity"]),
                _cents(row["Line Item Value"]),
                datetime.strptime(row["Delivered to Client Date"], "%d-%b-%y").date(),  # noqa: DTZ007  # a day
                row["Vendor"],
                row["PO / SO #"],
            )


def office_data() -> Data:
    """Return what the rows do not tell, with a product for each of their articles."""
    data = tomllib.loads(resources_path(*FOLDER, "office.toml").read_text(encoding="utf-8"))
    names = {one.article: one.name for one in deliveries()}
    data["products"] = [
        {"code": code, "nl": name, "en": name, "article": code, "cluster": CLUSTER}
        for code, name in sorted(names.items())
    ]
    return data


def prepare_supplies(door: Door, data: Data, progress: Progress = QUIET) -> ImportResult:
    """Store the office and its orders; a second time changes nothing.

    Args:
        door: The one door.
        data: Of `office_data`.
        progress: Is told how far the orders are read.
    """
    run_step(door, "demo.settings", lambda work: work.settings.put("zone", data["zone"]))
    run_step(door, "demo.office", lambda work: _save_office(work, data))
    orders = resources_path(*FOLDER, ORDERS)
    return Importing(door).run(orders, "supplies_orders", keep_good=True, progress=progress)


def opening_stock() -> Mapping[str, object]:
    """Return articles, places and opening lots, as the plugin takes them in."""
    rows, left = list(deliveries()), defaultdict[str, list[int]](lambda: [0, 0])
    for one in rows:
        if one.place == FROM_STOCK:
            left[one.article][0] += one.quantity
            left[one.article][1] += one.cents
    names = {one.article: one.name for one in rows}
    return {
        "articles": [
            {"code": code, "name_nl": name, "name_en": name, "unit": "pak"}
            for code, name in sorted(names.items())
        ],
        "places": [
            {"code": FROM_STOCK, "name_nl": "Distributiecentrum", "name_en": "Distribution centre"},
            {"code": BOUGHT, "name_nl": "Rechtstreeks", "name_en": "Direct"},
        ],
        "receipts": [
            {"article": code, "place": FROM_STOCK, "quantity": pieces, "cents": cents}
            | {"day": YEAR, "reference": "2014"}
            for code, (pieces, cents) in sorted(left.items())
        ],
    }


def deliver(
    work: UnitOfWork, plugins: PluginGateway, rows: Sequence[Delivery], receive: Receive
) -> Changes:
    """Tell the plugin of the orders in the order in which they were delivered.

    Args:
        work: The unit of work.
        plugins: The active plugins.
        rows: The rows.
        receive: Books a receipt with the plugin, in this unit of work.
    """
    found = work.tickets.imported(SOURCE, [one.number for one in rows])
    for one in sorted(rows, key=lambda one: (one.day, int(one.number))):
        line, events = found[one.number]
        product = work.catalog.product_version(line.pins.product_version_id)
        if one.place == BOUGHT:
            receive(work, one.receipt())
        plugins.ordered(work, product, line)
        for event in events:
            plugins.event_recorded(work, product, line, event)
    return Changes(is_everything=True)


def _save_office(work: UnitOfWork, data: Data) -> None:
    office = OfficeData(work, data, data["valid_from"])
    office.save_organisation()
    office.save_catalogue()


def _cents(text: str) -> int:
    return int((Decimal(text) * 100).quantize(Decimal(1), ROUND_HALF_UP))
