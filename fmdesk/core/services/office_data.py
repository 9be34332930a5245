"""An office as data: organisation, calendars, catalogue and charters of a TOML file, stored.

Used by the starter organisation and the demos; every record is known by its code, so storing it
again changes nothing. The shape is that of `resources/starter/*.toml`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from fmdesk.core.domain.calendar import AfterClose, Calendar, ClosedStart, DayRule, Limit
from fmdesk.core.domain.catalog import Cluster, Faq, ProductVersion, Variant
from fmdesk.core.domain.events import PauseClass
from fmdesk.core.domain.limits import LimitUnit, TimeOfDay
from fmdesk.core.domain.people import (
    Channel,
    CostCentre,
    Department,
    Location,
    PauseReason,
    Unit,
)
from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.charter_schema import from_data
from fmdesk.core.services.holidays import dutch_holidays

Data = Mapping[str, Any]
SETTINGS = ("zone", "attribution")


@dataclass(frozen=True, slots=True)
class OfficeData:
    """The data of one office and the unit of work that stores it.

    Attributes:
        work: The unit of work.
        data: The data.
        valid_from: From when versions hold.
        years: Years whose holidays a calendar closes, where it says so.
    """

    work: UnitOfWork
    data: Data
    valid_from: date
    years: Sequence[int] = ()

    def save_organisation(self) -> None:
        """Store channels, pause reasons, units, departments, cost centres and places."""
        people = self.work.people
        for name in SETTINGS:
            if name in self.data:
                self.work.settings.put(name, str(self.data[name]))
        for rank, one in enumerate(self._all("channels"), start=1):
            people.save_channel(Channel(one["code"], one["nl"], one["en"], rank))
        for one in self._all("pause_reasons"):
            kind = PauseClass(one["class"])
            people.save_pause_reason(PauseReason(one["code"], one["nl"], one["en"], kind))
        units: dict[str, int] = {}
        for one in self._all("units"):
            parent = units.get(one.get("parent", ""))
            is_front = bool(one.get("is_front_office", False))
            unit = Unit(0, one["code"], one["name"], parent, is_front_office=is_front)
            units[unit.code] = people.save_unit(unit).id
        departments = {
            one["code"]: people.save_department(Department(0, one["code"], one["name"])).id
            for one in self._all("departments")
        }
        for one in self._all("cost_centres"):
            centre = CostCentre(0, one["code"], one["name"], departments[one["department"]])
            centre = people.save_cost_centre(centre)
            for year in self.years if "budget_cents" in one else ():
                self.work.budgets.save(centre.id, year, one["budget_cents"])
        self._save_places()

    def _save_places(self) -> None:
        places: dict[str, int] = {}
        for one in self._all("locations"):
            parent = places.get(one.get("parent", ""))
            place = Location(0, one["code"], one["name"], one["kind"], parent)
            places[place.code] = self.work.people.save_location(place).id

    def save_catalogue(self) -> None:
        """Store calendars, clusters, processes, products and charters."""
        catalog = self.work.catalog
        for code, one in self.data.get("calendars", {}).items():
            catalog.add_calendar_version(code, self.valid_from, self._calendar(one))
        units = {unit.code: unit.id for unit in self.work.people.units()}
        clusters: dict[str, int] = {}
        for one in self._all("clusters"):
            parent, unit = clusters.get(one.get("parent", "")), units.get(one.get("unit", ""))
            cluster = Cluster(0, one["code"], one["nl"], one["en"], parent, unit)
            clusters[cluster.code] = catalog.save_cluster(cluster).id
        for one in self._all("processes"):
            catalog.add_process_version(_process(one, units))
        shared = {one["code"]: one for one in self._all("clusters")}
        for one in self._all("products"):
            catalog.add_product_version(self._product(one, shared[one["cluster"]], units))
        for one in self._all("charters"):
            catalog.add_charter_version(from_data(one))

    def _calendar(self, one: Data) -> Calendar:
        """Return a calendar: windows by weekdays as `0-4`, holidays where `holidays` is set."""
        windows: dict[int, list[tuple[str, str]]] = {}
        for days, texts in one["week"].items():
            first, _, last = days.partition("-")
            for day in range(int(first), int(last or first) + 1):
                windows[day] = [cast("tuple[str, str]", tuple(text.split("-"))) for text in texts]
        late = one.get("after_close")
        rule = DayRule(
            ClosedStart(one.get("closed_start", ClosedStart.OPEN)),
            late and AfterClose(late["from"], late["due_at"], late["extra_days"]),
        )
        closed = dutch_holidays(self.years) if one.get("holidays") else {}
        zone = self.data.get("zone") or self.work.zone
        return Calendar(zone, windows, closed, day_rule=rule)

    def _product(self, one: Data, cluster: Data, units: Mapping[str, int]) -> ProductVersion:
        """Return a product; what its cluster says holds for it too."""
        unit = one.get("unit") or cluster["unit"]
        faqs = [*one.get("faq", ()), *cluster.get("faq", ())]
        return ProductVersion(
            id=0,
            product_id=0,
            code=one["code"],
            valid_from=self.valid_from,
            name_nl=one["nl"],
            name_en=one["en"],
            cluster=one["cluster"],
            unit_id=units[unit],
            price_cents=one.get("price_cents", 0),
            price_unit=one.get("per", ""),
            lead_time=parse_limit(one.get("lead", cluster.get("lead", ""))),
            calendar=one.get("calendar", cluster.get("calendar", "")),
            process=one.get("process", cluster.get("process", "")),
            plugin=one.get("plugin", cluster.get("plugin", "")),
            form=one.get("form", cluster.get("form", "")),
            article=one.get("article", ""),
            description_nl=one.get("about_nl", ""),
            description_en=one.get("about_en", ""),
            limits=one.get("limits", cluster.get("limits", "")),
            tips=(*one.get("tips", ()), *cluster.get("tips", ())),
            synonyms=tuple(one.get("synonyms", ())),
            norm=one.get("norm", cluster.get("norm", 9500)),
            variants=tuple(_variant(variant) for variant in one.get("variants", ())),
            faqs=tuple(_faqs(faqs)),
            contact_ids=self._contacts(unit),
        )

    def _contacts(self, unit: str) -> tuple[int, ...]:
        """Return leader and deputy of a unit: whom the desk asks about its products."""
        found = self.work.people.unit_by_code(unit)
        return tuple(one for one in (found.leader_id, found.deputy_id) if one is not None)

    def _all(self, noun: str) -> Sequence[Data]:
        return cast("Sequence[Data]", self.data.get(noun, ()))


def set_leaders(work: UnitOfWork, leaders: Mapping[str, tuple[str, str]]) -> None:
    """Make persons leader and deputy of units.

    Args:
        work: The unit of work.
        leaders: Codes of leader and deputy by code of the unit.
    """
    people = work.people
    for unit in people.units():
        if unit.code in leaders:
            leader, deputy = (people.person_by_code(code).id for code in leaders[unit.code])
            people.save_unit(replace(unit, leader_id=leader, deputy_id=deputy))


def parse_limit(text: str) -> Limit | None:
    """Return the limit written as `24 clock_hours` or `1 working_days close`; empty means none.

    Raises:
        InvalidInputError: As `Limit`.
    """
    if not text:
        return None
    number, unit, *rest = text.split()
    return Limit(LimitUnit(unit), int(number), TimeOfDay(rest[0] if rest else TimeOfDay.KEEP))


def _process(one: Data, units: Mapping[str, int]) -> ProcessVersion:
    steps = tuple(
        Step(
            position=position,
            name_nl=step["nl"],
            name_en=step["en"],
            side=Side(step["side"]),
            unit_id=units.get(step.get("unit", "")),
            target_seconds=step["minutes"] * 60 if "minutes" in step else None,
            effort_minutes=step.get("effort", 0),
            tools=step.get("tools", ""),
            instruction=step.get("instruction", ""),
        )
        for position, step in enumerate(one["steps"])
    )
    return ProcessVersion(0, one["code"], one["nl"], one["en"], steps)


def _variant(one: Data) -> Variant:
    return Variant(
        one["code"], one["nl"], one["en"], one["price_cents"], parse_limit(one.get("lead", ""))
    )


def _faqs(entries: Iterable[Sequence[str]]) -> Iterable[Faq]:
    """Yield each question in both languages; an entry is question and answer, Dutch and English."""
    for rank, (ask_nl, answer_nl, ask_en, answer_en) in enumerate(entries):
        uses = max(0, 40 - 7 * rank)
        yield Faq(0, "nl", ask_nl, answer_nl, uses)
        yield Faq(0, "en", ask_en, answer_en, uses)
