"""People, units, departments and places as lists with forms: one table of nouns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fmdesk.core.domain.administration import Entry
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.events import PauseClass
from fmdesk.core.domain.people import (
    Channel,
    CostCentre,
    Department,
    Location,
    OverBudget,
    PauseReason,
    Person,
    Unit,
)
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.ports import UnitOfWork
from fmdesk.i18n import current_language

Values = Mapping[str, Scalar]
LONGEST = 200
MOST = 500
"""Entries of a list that are shown; words narrow it down."""

CODE = FieldSpec("code", Text("Code", "Code"), FieldKind.TEXT, is_required=True, maximum=60)
NAME = FieldSpec("name", Text("Naam", "Name"), FieldKind.TEXT, is_required=True, maximum=LONGEST)
NAME_NL = FieldSpec(
    "name_nl", Text("Naam (Nederlands)", "Name (Dutch)"), FieldKind.TEXT, is_required=True
)
NAME_EN = FieldSpec(
    "name_en", Text("Naam (Engels)", "Name (English)"), FieldKind.TEXT, is_required=True
)


def person_field(name: str, nl: str, en: str) -> FieldSpec:
    """Return a field that finds a person."""
    return FieldSpec(name, Text(nl, en), FieldKind.PERSON)


@dataclass(frozen=True, slots=True)
class Noun:
    """One list.

    Attributes:
        kind: Class of its records.
        fields: The form; the choices of a field that refers to another list are filled in.
        all: Returns the records that have some words.
        save: Stores one.
        refers: By field, the list that it refers to; the record has the field with `_id`.
        words: Fields that are words of an enumeration.
        hint: What stands beside the name, by field.
        tree: Field that refers to what it is part of.
    """

    kind: Callable[..., Any]
    fields: tuple[FieldSpec, ...]
    all: Callable[[UnitOfWork, str], Iterable[Any]]
    save: Callable[[UnitOfWork, Any], object]
    refers: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)
    hint: str = "code"
    tree: str = ""


def _choice(name: str, nl: str, en: str, *, is_required: bool = False) -> FieldSpec:
    return FieldSpec(name, Text(nl, en), FieldKind.CHOICE, is_required=is_required)


KINDS = (
    ("site", Text("Terrein", "Site")),
    ("building", Text("Gebouw", "Building")),
    ("floor", Text("Verdieping", "Floor")),
    ("room", Text("Ruimte", "Room")),
    ("area", Text("Gebied", "Area")),
)
CLASSES = (
    (PauseClass.CUSTOMER.value, Text("Klant (stopt de klok)", "Customer (stops the clock)")),
    (PauseClass.FORCE_MAJEURE.value, Text("Overmacht (stopt de klok)", "Force majeure (stops it)")),
    (PauseClass.INTERNAL.value, Text("Intern (klok loopt door)", "Internal (clock runs on)")),
)

OVER = (
    (OverBudget.WARN.value, Text("Waarschuwen", "Warn")),
    (OverBudget.APPROVE.value, Text("Akkoord vragen", "Ask for approval")),
    (OverBudget.BLOCK.value, Text("Niet bestellen", "Do not order")),
)

LANGUAGE = FieldSpec(
    "language",
    Text("Taal van toegestuurde stukken", "Language of papers that are sent"),
    FieldKind.CHOICE,
    choices=(("nl", Text("Nederlands", "Dutch")), ("en", Text("Engels", "English"))),
)
"""Without one it is the office's."""

NOUNS: Mapping[str, Noun] = {
    "units": Noun(
        Unit,
        (
            CODE,
            NAME,
            _choice("parent", "Valt onder", "Part of"),
            person_field("leader", "Leidinggevende", "Leader"),
            person_field("deputy", "Plaatsvervanger", "Deputy"),
            FieldSpec(
                "is_front_office",
                Text("Is de frontoffice", "Is the front office"),
                FieldKind.BOOLEAN,
            ),
            LANGUAGE,
        ),
        lambda work, _words: work.people.units(),
        lambda work, record: work.people.save_unit(record),
        {"parent": "units", "leader": "people", "deputy": "people"},
        tree="parent",
    ),
    "people": Noun(
        Person,
        (
            CODE,
            NAME,
            FieldSpec("email", Text("E-mail", "E-mail"), FieldKind.TEXT, maximum=LONGEST),
            FieldSpec("phone", Text("Telefoon", "Phone"), FieldKind.TEXT, maximum=LONGEST),
            FieldSpec("location", Text("Kamer", "Room"), FieldKind.LOCATION),
            _choice("department", "Afdeling", "Department"),
            _choice("cost_centre", "Kostenplaats", "Cost centre"),
            _choice("unit", "Onderdeel", "Unit"),
            FieldSpec(
                "is_active", Text("Werkt hier", "Works here"), FieldKind.BOOLEAN, default=True
            ),
        ),
        lambda work, words: work.people.persons(words, MOST),
        lambda work, record: work.people.save_person(record),
        {
            "department": "departments",
            "cost_centre": "cost_centres",
            "location": "locations",
            "unit": "units",
        },
        hint="phone",
    ),
    "departments": Noun(
        Department,
        (
            CODE,
            NAME,
            person_field("account_manager", "Accountmanager", "Account manager"),
            LANGUAGE,
        ),
        lambda work, _words: work.people.departments(),
        lambda work, record: work.people.save_department(record),
        {"account_manager": "people"},
    ),
    "cost_centres": Noun(
        CostCentre,
        (
            CODE,
            NAME,
            _choice("department", "Afdeling", "Department", is_required=True),
            FieldSpec(
                "over",
                Text("Als het budget op is", "When the budget is spent"),
                FieldKind.CHOICE,
                default=OverBudget.WARN.value,
                choices=OVER,
            ),
        ),
        lambda work, _words: work.people.cost_centres(),
        lambda work, record: work.people.save_cost_centre(record),
        {"department": "departments"},
        {"over": OverBudget},
    ),
    "locations": Noun(
        Location,
        (
            CODE,
            NAME,
            FieldSpec(
                "kind", Text("Soort", "Kind"), FieldKind.CHOICE, is_required=True, choices=KINDS
            ),
            FieldSpec("parent", Text("Ligt in", "Lies in"), FieldKind.LOCATION),
        ),
        lambda work, _words: work.people.locations(),
        lambda work, record: work.people.save_location(record),
        {"parent": "locations"},
        tree="parent",
    ),
    "channels": Noun(
        Channel,
        (
            CODE,
            NAME_NL,
            NAME_EN,
            FieldSpec(
                "rank",
                Text("Plaats in de lijst", "Place in the list"),
                FieldKind.INTEGER,
                maximum=10_000,
                default=100,
            ),
        ),
        lambda work, _words: work.people.channels(),
        lambda work, record: work.people.save_channel(record),
    ),
    "pause_reasons": Noun(
        PauseReason,
        (
            CODE,
            NAME_NL,
            NAME_EN,
            FieldSpec(
                "pause_class",
                Text("Soort", "Kind"),
                FieldKind.CHOICE,
                is_required=True,
                choices=CLASSES,
            ),
        ),
        lambda work, _words: work.people.pause_reasons(),
        lambda work, record: work.people.save_pause_reason(record),
        words={"pause_class": PauseClass},
    ),
}


def form(work: UnitOfWork, section: str) -> FormSpec:
    """Return the form of a list, with the choices of today."""
    noun = NOUNS[section]

    def filled(spec: FieldSpec) -> FieldSpec:
        if spec.kind is not FieldKind.CHOICE or spec.choices:
            return spec
        records = NOUNS[noun.refers[spec.name]].all(work, "")
        choices = tuple((one.code, Text(one.name, one.name)) for one in records)
        return FieldSpec(spec.name, spec.label, spec.kind, spec.is_required, choices)

    return FormSpec(section, tuple(filled(spec) for spec in noun.fields))


def entries(work: UnitOfWork, section: str, words: str) -> tuple[Entry, ...]:
    """Return the entries of a list that have some words."""
    noun, language = NOUNS[section], current_language()
    lookup = _Lookup(work)
    return tuple(_entry(noun, record, lookup, language) for record in noun.all(work, words))


def entry(work: UnitOfWork, section: str, code: str) -> Entry | None:
    """Return the entry with a code, None where there is none."""
    lookup = _Lookup(work)
    record = lookup.find(section, code)
    return None if record is None else _entry(NOUNS[section], record, lookup, current_language())


def save(work: UnitOfWork, section: str, values: Values, *, is_new: bool) -> None:
    """Add an entry, or change the one with its code.

    Raises:
        ConflictError: `administration.taken` when a new one has the code of another.
        InvalidInputError: `administration.missing` or `administration.circle`.
        NotFoundError: A person or place is unknown.
    """
    noun = NOUNS[section]
    language = current_language()
    for spec in noun.fields:
        if spec.is_required and not str(values.get(spec.name, "")).strip():
            raise InvalidInputError("administration.missing", field=spec.label.get(language))
    code = str(values["code"]).strip()
    lookup = _Lookup(work)
    if is_new and lookup.find(section, code) is not None:
        raise ConflictError("administration.taken", code=code)
    if noun.tree:
        _refuse_circle(lookup, section, noun.tree, code, str(values.get(noun.tree, "")))
    noun.save(work, _record(noun, values, lookup))


@dataclass(frozen=True, slots=True)
class _Lookup:
    """Finds records of any list by code or number; a list is read once."""

    work: UnitOfWork
    _lists: dict[str, dict[int, Any]] = field(default_factory=dict)

    def id(self, section: str, code: str) -> int:
        people = self.work.people
        if section == "people":
            return people.person_by_code(code).id
        if section == "locations":
            return people.location_by_code(code).id
        for one in self._all(section).values():
            if one.code == code:
                return int(one.id)
        raise InvalidInputError("administration.unknown", code=code)

    def by_id(self, section: str, number: int) -> Any:
        if section == "people":
            return self.work.people.person(number)
        return self._all(section)[number]

    def find(self, section: str, code: str) -> Any | None:
        if section != "people":
            return next(
                (one for one in NOUNS[section].all(self.work, "") if one.code == code), None
            )
        try:
            return self.work.people.person_by_code(code)
        except NotFoundError:
            return None

    def _all(self, section: str) -> Mapping[int, Any]:
        if section not in self._lists:
            self._lists[section] = {one.id: one for one in NOUNS[section].all(self.work, "")}
        return self._lists[section]


def _entry(noun: Noun, record: Any, lookup: _Lookup, language: str) -> Entry:
    values: dict[str, Scalar] = {}
    names: dict[str, str] = {}
    for spec in noun.fields:
        if spec.name not in noun.refers:
            values[spec.name] = getattr(record, spec.name)
            continue
        number = getattr(record, f"{spec.name}_id")
        if number is not None:
            other = lookup.by_id(noun.refers[spec.name], number)
            values[spec.name], names[spec.name] = other.code, other.name
    title = record.name if hasattr(record, "name") else getattr(record, f"name_{language}")
    hint = str(getattr(record, noun.hint))
    return Entry(record.code, title, hint, values, names, getattr(record, "is_active", True))


def _record(noun: Noun, values: Values, lookup: _Lookup) -> Any:
    given: dict[str, Any] = {} if noun.kind in (Channel, PauseReason) else {"id": 0}
    for spec in noun.fields:
        value = values.get(spec.name)
        if isinstance(value, str):
            value = value.strip()
        if spec.name in noun.refers:
            section = noun.refers[spec.name]
            given[f"{spec.name}_id"] = lookup.id(section, str(value)) if value else None
        elif spec.name in noun.words:
            given[spec.name] = noun.words[spec.name](str(value or spec.default))
        elif value is not None:
            given[spec.name] = value
    return noun.kind(**given)


def _refuse_circle(lookup: _Lookup, section: str, tree: str, code: str, parent: str) -> None:
    """Refuse what would be part of itself."""
    if not parent:
        return
    above = lookup.by_id(section, lookup.id(section, parent))
    while above is not None:
        if above.code == code:
            raise InvalidInputError("administration.circle", code=code)
        number = getattr(above, f"{tree}_id")
        above = None if number is None else lookup.by_id(section, number)
