"""Writers of people, places and the organisation: one record at a time, known by its code.

An empty cell leaves what is stored as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, NoReturn, Protocol, TypeVar, cast

from fmdesk.core.domain.budget import PARTS, WHOLE, check_budget
from fmdesk.core.domain.errors import DomainError, NotFoundError
from fmdesk.core.domain.people import CostCentre, Department, Location, Person, Unit
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.budgets import is_closed, period_words
from fmdesk.core.services.importing_rows import FieldError, Record, Tally, Values
from fmdesk.core.services.importing_values import shown
from fmdesk.i18n import _

R = TypeVar("R")

UNKNOWN: Mapping[str, str] = {
    "unit": "import.unknown_unit",
    "department": "import.unknown_department",
    "cost_centre": "import.unknown_cost_centre",
    "location": "import.unknown_location",
    "person": "import.unknown_person",
    "product": "import.unknown_product",
    "cluster": "import.unknown_cluster",
    "calendar": "import.unknown_calendar",
    "process": "import.unknown_process",
    "channel": "import.unknown_channel",
}


def refuse_code(noun: str, code: object, name: str = "") -> NoReturn:
    """Refuse a code that is not known.

    Args:
        noun: What it should be the code of.
        code: The code.
        name: The field it stands in, when that is not called as the noun.

    Raises:
        FieldError: `import.unknown_…`.
    """
    raise FieldError(name or noun, UNKNOWN[noun], code=shown(str(code)))


class Writer(Protocol):
    """Judges records, and stores what they change when it is the last word on them.

    A plan asks it twice: first over one consistent view, where nothing is written, and then, for
    what changes something, in the transaction that writes.
    """

    def judge(self, records: Sequence[Record]) -> Sequence[Record]:
        """Count what becomes of some records; return those that change what is stored."""

    def still_holds(self, work: UnitOfWork, /) -> bool:
        """Tell whether what new records were made of is the same in another unit of work."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Records of the organisation by noun and code; what was found once is kept."""

    work: UnitOfWork
    _kept: dict[tuple[str, str], Any] = field(default_factory=dict)

    def find(self, noun: str, code: str) -> Any | None:
        """Return a record, None when there is none."""
        if (noun, code) not in self._kept:
            try:
                self.put(noun, self._look_up(noun, code))
            except NotFoundError:
                return None
        return self._kept[noun, code]

    def id(self, noun: str, code: object, name: str = "") -> int:
        """Return the number of a record; `name` is the field it is asked for.

        Raises:
            FieldError: `import.unknown_…`.
        """
        record = self.find(noun, str(code))
        if record is None:
            refuse_code(noun, code, name)
        return cast("int", record.id)

    def still_holds(self, work: UnitOfWork) -> bool:
        """Tell whether another unit of work finds the same records."""
        there = Shelf(work)
        return all(there.find(*key) == record for key, record in self._kept.items())

    def put(self, noun: str, record: Any) -> None:
        """Keep a record, also one that is only planned."""
        self._kept[noun, record.code] = record

    def _look_up(self, noun: str, code: str) -> Any:
        people = self.work.people
        match noun:
            case "unit":
                return people.unit_by_code(code)
            case "cost_centre":
                return people.cost_centre_by_code(code)
            case "location":
                return people.location_by_code(code)
            case "person":
                return people.person_by_code(code)
        for record in people.departments():
            if record.code == code:
                return record
        raise NotFoundError("import.unknown_department", code=code)


@dataclass(frozen=True, slots=True)
class RecordWriter(Generic[R]):
    """Stores records of one noun.

    Attributes:
        tally: Counts what becomes of them.
        find: Returns the record with a key, None when there is none.
        build: Returns the wanted record, from the stored one and the values of a row.
        keep: Stores it, or only remembers it.
        key: Returns what tells a record apart, by its row.
    """

    tally: Tally
    find: Callable[[Any], R | None]
    build: Callable[[R | None, Values], R]
    keep: Callable[[R], None]
    key: Callable[[Values], Any] = lambda values: str(values["code"])

    def judge(self, records: Sequence[Record]) -> Sequence[Record]:
        """Count what becomes of some records; return those that change what is stored."""
        found = []
        for record in records:
            try:
                old = self.find(self.key(record.values))
                new = self.build(old, record.values)
            except DomainError as problem:
                self.tally.refuse(record, problem)
                continue
            if new == old:
                self.tally.unchanged += 1
                continue
            found.append(record)
            self.keep(new)
            if old is None:
                self.tally.added += 1
            else:
                self.tally.changed += 1
        return found

    def still_holds(self, _work: UnitOfWork, /) -> bool:
        """Say yes: every record that changes something is judged again when it is stored."""
        return True


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of the organisation: its name, its record, and the nouns its fields refer to."""

    name: str
    kind: Callable[..., Any]
    references: Mapping[str, str]
    blank: Mapping[str, object] = field(default_factory=dict)


NOUNS: Mapping[str, Noun] = {
    "units": Noun("unit", Unit, {"parent": "unit", "leader": "person", "deputy": "person"}),
    "departments": Noun("department", Department, {"account_manager": "person"}),
    "cost_centres": Noun("cost_centre", CostCentre, {"department": "department"}),
    "locations": Noun("location", Location, {"parent": "location"}, {"kind": "room"}),
    "people": Noun(
        "person",
        Person,
        {noun: noun for noun in ("department", "cost_centre", "location", "unit")},
    ),
}


def make_people_writer(
    target: str, work: UnitOfWork, tally: Tally, *, is_final: bool
) -> RecordWriter[Any]:
    """Return the writer of a noun of the organisation.

    Args:
        target: One of `NOUNS`.
        work: The unit of work.
        tally: Counts what becomes of the records.
        is_final: They are stored.
    """
    noun, shelf, people = NOUNS[target], Shelf(work), work.people
    saves: Mapping[str, Callable[[Any], Any]] = {
        "unit": people.save_unit,
        "department": people.save_department,
        "cost_centre": people.save_cost_centre,
        "location": people.save_location,
        "person": people.save_person,
    }

    def build(old: Any | None, values: Values) -> Any:
        given: dict[str, Any] = {}
        for name, value in values.items():
            if value is not None and name in noun.references:
                given[f"{name}_id"] = shelf.id(noun.references[name], value, name)
            elif value is not None:
                given[name] = value
        return replace(old, **given) if old else noun.kind(**{"id": 0} | dict(noun.blank) | given)

    def keep(record: Any) -> None:
        shelf.put(noun.name, saves[noun.name](record) if is_final else record)

    return RecordWriter(tally, lambda code: shelf.find(noun.name, code), build, keep)


_FIELDS = {"budget.year": "year", "budget.amount": "amount"}
"""The field of a row that an error of a budget is about."""


@dataclass(frozen=True, slots=True)
class BudgetWriter:
    """Sets the budgets of cost centres."""

    work: UnitOfWork
    tally: Tally
    shelf: Shelf
    is_final: bool

    def judge(self, records: Sequence[Record]) -> Sequence[Record]:
        """Count what becomes of some budgets; return those that change."""
        found = []
        for record in records:
            year = cast("int", record.values["year"])
            part = PARTS.get(str(record.values.get("period") or ""), WHOLE)
            cents = cast("int", record.values["amount"])
            try:
                cost_centre = self.shelf.id("cost_centre", record.values["code"], "code")
                check_budget(year, cents)
                there = self.work.budgets.of(cost_centre, year).get(part)
                if there != cents and is_closed(self.work, year, part):
                    raise FieldError("period", "budget.closed", period=period_words(year, part))
            except DomainError as problem:
                self.tally.refuse(record, problem, _FIELDS.get(problem.code, ""))
                continue
            if there == cents:
                self.tally.unchanged += 1
                continue
            found.append(record)
            if there is None:
                self.tally.added += 1
            else:
                self.tally.changed += 1
            if self.is_final:
                self.work.budgets.save(cost_centre, year, cents, part, _("By import"))
        return found

    def still_holds(self, _work: UnitOfWork, /) -> bool:
        """Say yes: every budget is judged again when it is stored."""
        return True
