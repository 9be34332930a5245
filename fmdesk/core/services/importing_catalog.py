"""Writers of products and promises: a change becomes a new version, never an edit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from fmdesk.core.domain.calendar import Limit
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.limits import LimitUnit, TimeOfDay
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.catalogue_changes import can_promise, has_price
from fmdesk.core.services.importing_records import RecordWriter, Shelf, refuse_code
from fmdesk.core.services.importing_rows import FieldError, Tally, Values
from fmdesk.core.services.pinning import Pinner, today

_NAMES: Mapping[str, str] = {
    "name": "name_nl",
    "price": "price_cents",
    "description": "description_nl",
}
_OTHER = frozenset({"lead_n", "lead_unit", "lead_time_of_day", "unit", "contacts"})


def make_product_writer(
    work: UnitOfWork, tally: Tally, *, is_final: bool, is_promise: bool
) -> RecordWriter[ProductVersion]:
    """Return the writer of products, or of promises: lead times of products that are there.

    A version is valid from `valid_from` on, today when the file does not tell.

    Args:
        work: The unit of work.
        tally: Counts what becomes of the records.
        is_final: They are stored.
        is_promise: A product that is not there is a bad row instead of a new product.
    """
    catalog, shelf, pinner = work.catalog, Shelf(work), Pinner(work)
    day = today(work)
    stored = {product.code: product for product in catalog.products(day)}
    known = {
        "cluster": {cluster.code for cluster in catalog.clusters()},
        "calendar": set(catalog.calendars()),
    }

    def build(old: ProductVersion | None, values: Values) -> ProductVersion:
        if old is None and is_promise:
            refuse_code("product", values["code"], "code")
        for noun, codes in known.items():
            if values.get(noun) is not None and values[noun] not in codes:
                refuse_code(noun, values[noun])
        if values.get("process") is not None:
            _check_process(work, str(values["process"]))
        given = _fields(values, shelf)
        _check_lead_time(old, given)
        if old is None:
            new = replace(ProductVersion(0, 0, "", day, "", "", "", 0), **given)
            new = replace(new, name_en=new.name_en or new.name_nl)
        else:
            new = replace(old, **given | {"valid_from": old.valid_from})
            if new == old:
                return old
            new = replace(new, id=0, valid_from=given.get("valid_from", day))
        _check_sale(new, is_promised=can_promise(pinner, new, work.now))
        return new

    def keep(product: ProductVersion) -> None:
        stored[product.code] = catalog.add_product_version(product) if is_final else product

    return RecordWriter(tally, stored.get, build, keep)


def _fields(values: Values, shelf: Shelf) -> dict[str, Any]:
    given: dict[str, Any] = {
        _NAMES.get(name, name): value
        for name, value in values.items()
        if value is not None and name not in _OTHER
    }
    if values.get("unit") is not None:
        given["unit_id"] = shelf.id("unit", values["unit"])
    if values.get("contacts") is not None:
        codes = cast("tuple[str, ...]", values["contacts"])
        given["contact_ids"] = tuple(shelf.id("person", code, "contacts") for code in codes)
    if values.get("lead_n") is not None and values.get("lead_unit") is not None:
        given["lead_time"] = Limit(
            LimitUnit(str(values["lead_unit"])),
            cast("int", values["lead_n"]),
            TimeOfDay(str(values.get("lead_time_of_day") or TimeOfDay.KEEP)),
        )
    return given


def _check_process(work: UnitOfWork, code: str) -> None:
    try:
        work.catalog.process(code)
    except NotFoundError:
        refuse_code("process", code)


def _check_lead_time(old: ProductVersion | None, given: Mapping[str, Any]) -> None:
    """Refuse a lead time without a calendar on which it runs."""
    calendar = given.get("calendar") or (old.calendar if old else "")
    if "lead_time" in given and not calendar:
        raise FieldError("calendar", "import.no_calendar")


def _check_sale(product: ProductVersion, *, is_promised: bool) -> None:
    """Refuse a price that cannot be charged, and a lead time that no calendar reaches."""
    if not has_price(product):
        raise FieldError("price", "catalogue.price", product=product.code)
    if not is_promised:
        raise FieldError("lead_n", "catalogue.lead_time", product=product.code)
