"""Places and people of the starter organisation, put together from lists of names."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from fmdesk.core.domain.people import CostCentre, Location, Person
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.office_data import Data, set_leaders


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody, as the work needs them.

    Attributes:
        by_unit: Names of the people of each unit.
        customers: People of the departments.
    """

    by_unit: Mapping[str, Sequence[str]]
    customers: Sequence[Person]


def save_people(work: UnitOfWork, data: Data, random: Random) -> Staff:
    """Store buildings and people, and make the first two of each unit leader and deputy.

    Args:
        work: The unit of work; the organisation is stored already.
        data: `resources/starter/people.toml`.
        random: Source of chance; an equal one gives equal people.
    """
    people = work.people
    rooms = [
        place for place in map(people.save_location, _places(work, data)) if place.kind == "room"
    ]
    units = {unit.code: unit.id for unit in people.units()}
    centres = people.cost_centres()
    names = _names(data, random)
    by_unit: dict[str, list[str]] = {}
    leaders: dict[str, tuple[str, str]] = {}
    number = 0
    for code, count in data["units"].items():
        codes = []
        for _member in range(count):
            number += 1
            person = _person(data, number, next(names), random.choice(rooms))
            people.save_person(replace(person, unit_id=units[code]))
            by_unit.setdefault(code, []).append(person.name)
            codes.append(person.code)
        leaders[code] = (codes[0], codes[1])
    set_leaders(work, leaders)
    customers = [
        people.save_person(_customer(data, one, next(names), random, rooms, centres))
        for one in range(number + 1, data["count"] + 1)
    ]
    desk = [person for person in people.find_persons("", data["count"]) if person.unit_id]
    for department, manager in zip(people.departments(), desk, strict=False):
        people.save_department(replace(department, account_manager_id=manager.id))
    return Staff(by_unit, customers)


def _places(work: UnitOfWork, data: Data) -> Iterator[Location]:
    """Yield site, buildings, floors and rooms; each is stored before the ones in it."""
    site = work.people.save_location(Location(0, "terrein", "Terrein De Linde", "site"))
    for one in data["buildings"]:
        code = one["code"]
        building = Location(0, code, one["name"], "building", site.id)
        building = work.people.save_location(building)
        for level in range(one["floors"]):
            floor = Location(0, f"{code}{level}", f"Verdieping {level}", "floor", building.id)
            floor = work.people.save_location(floor)
            for room in range(1, one["rooms"] + 1):
                kind = {1: "Vergaderzaal", 2: "Pantry"}.get(room, "Kamer")
                number = f"{code}{level}.{room:02}"
                yield Location(0, number, f"{kind} {number}", "room", floor.id)


def _names(data: Data, random: Random) -> Iterator[str]:
    """Yield full names, each once."""
    names = [f"{first} {last}" for first in data["first"] for last in data["last"]]
    random.shuffle(names)
    return iter(names)


def _person(data: Data, number: int, name: str, room: Location) -> Person:
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i")).encode("ascii", "ignore")
    first, _, last = plain.decode().lower().partition(" ")
    return Person(
        id=0,
        code=f"p{number:03}",
        name=name,
        email=f"{first}.{last.replace(' ', '')}@{data['mail']}",
        phone=str(data["extension"] + number),
        location_id=room.id,
    )


def _customer(
    data: Data,
    number: int,
    name: str,
    random: Random,
    rooms: Sequence[Location],
    centres: Sequence[CostCentre],
) -> Person:
    centre = centres[number % len(centres)]
    person = _person(data, number, name, random.choice(rooms))
    return replace(person, department_id=centre.department_id, cost_centre_id=centre.id)
