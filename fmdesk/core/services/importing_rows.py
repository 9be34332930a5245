"""From a row of cells to a record, by a mapping."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fmdesk.core.domain.errors import DomainError, InvalidInputError
from fmdesk.core.domain.import_views import BadRow
from fmdesk.core.services.importing_fields import (
    MORE_OF_KEY,
    TARGETS,
    FieldRule,
    Kind,
    key_of,
)
from fmdesk.core.services.importing_mapping import Duplicates, FieldMap, ImportMapping
from fmdesk.core.services.importing_values import (
    CODE_MOST,
    Value,
    glimpse,
    make_parser,
    shown,
    text_of,
)
from fmdesk.core.services.sheets import Cell

DETAIL, FACT = "detail.", "fact."
_OTHER_FIELD = FieldRule(Kind.SCALAR)
QUOTED = CODE_MOST + 1
"""Characters of a cell that a record keeps to be quoted."""
BAD_MOST = 10_000
"""Bad rows that are kept to be shown; all are counted."""

Values = Mapping[str, Value]


class FieldError(InvalidInputError):
    """A row is wrong in one of its fields.

    Args:
        name: Name of the field, which the tally turns into a column of the file.
        code: Code of what is wrong.
        params: Values that its text shows.
    """

    def __init__(self, name: str, code: str, /, **params: object) -> None:
        super().__init__(code, **params)
        self.field = name


@dataclass(frozen=True, slots=True)
class Record:
    """A row as the fields of its kind; a field that the mapping leaves out is absent.

    Attributes:
        line: Line of the file on which the row starts.
        values: Value by field; details and facts by `detail.…` and `fact.…`.
        cells: The cells that the mapping names, shortened, to quote from.
    """

    line: int
    values: Values
    cells: Sequence[Cell] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field comes from: its columns, with their places in what a record quotes."""

    columns: tuple[str, ...]
    places: tuple[int, ...]

    def of(self, cells: Sequence[Cell]) -> tuple[str, str]:
        """Return the first filled column of a row, and what stands there."""
        for column, place in zip(self.columns, self.places, strict=True):
            if text := glimpse(cells[place]):
                return column, text
        return self.columns[0], ""


@dataclass(slots=True)
class Tally:
    """Counts what becomes of the rows."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    bad_count: int = 0
    bad: list[BadRow] = field(default_factory=list)
    warnings: list[BadRow] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)

    def refuse(self, record: Record, problem: DomainError, name: str = "") -> None:
        """Count a bad row and keep the first ones, each with the column and what stands there.

        Args:
            record: The row; its values do not matter.
            problem: What is wrong; a `FieldError` knows in which field.
            name: The field, where the problem does not know it.
        """
        self.bad_count += 1
        if len(self.bad) < BAD_MOST:
            name = problem.field if isinstance(problem, FieldError) else name
            column, value = self._place(record, name)
            self.bad.append(BadRow(record.line, column, problem.code, problem.params, value=value))

    def warn(self, record: Record, name: str, code: str, params: Mapping[str, object]) -> None:
        """Keep a warning, if it is one of the first."""
        if len(self.warnings) < BAD_MOST:
            column, value = self._place(record, name)
            told = BadRow(record.line, column, code, params, is_warning=True, value=value)
            self.warnings.append(told)

    def _place(self, record: Record, name: str) -> tuple[str, str]:
        """Return column and cell of a field; one that no column fills stands in brackets."""
        if name in self.sources:
            return self.sources[name].of(record.cells)
        return (f"[{name}]" if name else ""), ""


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    places: tuple[int, ...]
    parse: Callable[[Cell], Value]
    is_needed: bool


class RowReader:
    """Reads the rows of one file.

    Args:
        mapping: How its columns become fields.
        header: Names of its columns.
        tally: Takes bad rows and warnings.

    Raises:
        InvalidInputError: `mapping.target`, `mapping.field`, `mapping.field_missing`,
            `import.column_missing` or `import.column_twice`.
    """

    def __init__(self, mapping: ImportMapping, header: Sequence[str], tally: Tally) -> None:
        if mapping.target not in TARGETS:
            known = ", ".join(TARGETS)
            raise InvalidInputError("mapping.target", target=mapping.target, known=known)
        self._mapping = mapping
        self._header = header
        self._tally = tally
        self._line = 0
        self._cells: Sequence[Cell] = ()
        self._name = ""
        self._quoted: list[int] = []
        self._constants: dict[str, Value] = {}
        self._fields: list[_Field] = []
        self._seen: set[int] = set()
        self._key = key_of(mapping.target)
        self._more = MORE_OF_KEY.get(mapping.target, ())
        for name, rule, chosen in _chosen(mapping):
            self._add(name, rule, chosen)
        self._skips = [(self._place(rule.column), frozenset(rule.values)) for rule in mapping.skip]

    def read(self, line: int, cells: Sequence[Cell]) -> Record | None:
        """Return a row as a record; None when it is skipped or bad, which the tally then knows."""
        self._line, self._cells, self._name = line, cells, ""
        self._tally.read += 1
        try:
            return self._read(cells)
        except InvalidInputError as problem:
            self._tally.refuse(self._record({}), problem, self._name)
            return None

    def _read(self, cells: Sequence[Cell]) -> Record | None:
        if len(cells) != len(self._header):
            cells = self._fitted(cells)
        for place, left_out in self._skips:
            if text_of(cells[place]) in left_out:
                return None
        values = dict(self._constants)
        for one in self._fields:
            self._name = one.name
            value = None
            for place in one.places:
                value = one.parse(cells[place])
                if value is not None:
                    break
            if value is None and one.is_needed:
                raise InvalidInputError("import.value_missing")
            values[one.name] = value
        return self._unless_seen(self._record(values))

    def _record(self, values: Values) -> Record:
        """Return a record of the row that is being read; a row that is cut short quotes nothing."""
        cells = self._cells
        places = self._quoted if len(cells) >= len(self._header) else ()
        quoted = [
            cell
            if not isinstance(cell := cells[place], str) or len(cell) <= QUOTED
            else cell[:QUOTED]
            for place in places
        ]
        return Record(self._line, values, quoted)

    def _unless_seen(self, record: Record) -> Record | None:
        """Return a record whose key is new in this file.

        Keys are kept as hashes of eight bytes, so that a million of them stay small.
        """
        values = record.values
        key = (values.get(self._key), *(values[name] for name in self._more if name in values))
        mark = hash(key)
        if mark not in self._seen:
            self._seen.add(mark)
            return record
        if self._mapping.duplicates is Duplicates.SKIP:
            return None
        value = " ".join(str(part) for part in key if part is not None) or "-"
        raise FieldError(self._key, "import.twice", value=shown(value))

    def _fitted(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Return a row that differs from the header in nothing but empty cells at its end."""
        expected = len(self._header)
        if len(cells) < expected or any(cell != "" for cell in cells[expected:]):
            raise InvalidInputError("import.cell_count", found=len(cells), expected=expected)
        return cells[:expected]

    def _add(self, name: str, rule: FieldRule, chosen: FieldMap) -> None:
        def warn(code: str, **params: object) -> None:
            self._tally.warn(self._record({}), self._name, code, params)

        parse = make_parser(rule, chosen, self._mapping, warn)
        if chosen.constant is not None:
            self._constants[name] = parse(chosen.constant)
        elif not chosen.columns:
            raise InvalidInputError("mapping.no_source", field=name)
        else:
            places = tuple(self._place(column) for column in chosen.columns)
            first = len(self._quoted)
            quoted = tuple(range(first, first + len(places)))
            self._tally.sources[name] = Source(chosen.columns, quoted)
            self._quoted += places
            self._fields.append(_Field(name, places, parse, rule.is_needed))

    def _place(self, column: str) -> int:
        match self._header.count(column):
            case 1:
                return self._header.index(column)
            case 0:
                found = ", ".join(shown(name) for name in self._header[:50])
                raise InvalidInputError("import.column_missing", column=column, found=found)
            case _:
                raise InvalidInputError("import.column_twice", column=column)


def _chosen(mapping: ImportMapping) -> list[tuple[str, FieldRule, FieldMap]]:
    """Return name, rule and source of each field that a mapping fills."""
    rules = TARGETS[mapping.target]
    for name in mapping.fields:
        if name not in rules:
            known = ", ".join(rules)
            raise InvalidInputError("mapping.field", field=name, target=mapping.target, known=known)
    for name, rule in rules.items():
        if rule.is_needed and name not in mapping.fields:
            raise InvalidInputError("mapping.field_missing", field=name, target=mapping.target)
    others = [(DETAIL, mapping.details), (FACT, mapping.facts)]
    if mapping.target != "tickets" and (mapping.details or mapping.facts):
        raise InvalidInputError(
            "mapping.field", field="details, facts", target=mapping.target, known=", ".join(rules)
        )
    return [(name, rules[name], chosen) for name, chosen in mapping.fields.items()] + [
        (f"{prefix}{name}", _OTHER_FIELD, chosen)
        for prefix, fields in others
        for name, chosen in fields.items()
    ]
