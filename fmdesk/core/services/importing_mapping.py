"""Mappings: how the columns of a file become records, as data in TOML.

The page docs/import.md explains every key with an example; the shipped mappings stand in
`resources/mappings`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from fmdesk.config import resources_path
from fmdesk.core.domain.errors import InvalidInputError, NotFoundError, StorageError
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.services.sheets import SheetFormat

_STRICT = {"extra": "forbid", "strict": False}


class Duplicates(StrEnum):
    """What is done with a second row of the same key in one file."""

    REFUSE = "refuse"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Where the value of one field comes from.

    Attributes:
        column: Name of the column, or several of which the first that is not empty counts.
        constant: The value of every row, instead of a column.
        values: What texts of the file stand for.
        others: What a text that is not in `values` stands for; `pass` lets it through as it is,
            `refuse` makes the row a bad one.
        empty: Texts that mean nothing, such as "N/A".
        formats: Forms of dates, as `%d-%m-%Y`; those of the mapping when there are none here.
        time: Clock time of a date without one, `HH:MM` or `HH:MM:SS`, up to `24:00`.
        is_slug: Turn the text into a code: `Street Light Outages` becomes `street-light-outages`.
        separator: What stands between the entries of a list.
    """

    __pydantic_config__ = _STRICT

    column: str | tuple[str, ...] = ()
    constant: Scalar | None = None
    values: Mapping[str, Scalar] = field(default_factory=dict)
    others: str = "refuse"
    empty: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    time: str = ""
    is_slug: bool = False
    separator: str = "|"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in the order in which they count."""
        return (self.column,) if isinstance(self.column, str) else self.column


@dataclass(frozen=True, slots=True)
class SkipRule:
    """Rows that are left out without a word: those whose column holds one of the values."""

    __pydantic_config__ = _STRICT

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """How one kind of file becomes records of one kind.

    Attributes:
        code: Code of the mapping.
        target: What the rows become; one of `importing_fields.TARGETS`.
        name_nl: Dutch name.
        name_en: English name.
        source: Whose numbers the external ids are; the mapping's code when empty.
        zone: Zone of local times in the file.
        formats: Forms of dates, tried in order; none means ISO 8601.
        decimal: Decimal sign of amounts, `,` or `.`.
        file: How the file is written.
        fields: Where each field comes from.
        details: The same for details of a ticket's line.
        facts: The same for facts of a ticket's line.
        skip: Rows that are left out.
        duplicates: What is done with a second row of the same key.
        note: Where such files come from, for people.
    """

    __pydantic_config__ = _STRICT

    code: str
    target: str
    name_nl: str
    name_en: str
    fields: Mapping[str, FieldMap]
    source: str = ""
    zone: str = "Europe/Amsterdam"
    formats: tuple[str, ...] = ()
    decimal: str = ","
    file: SheetFormat = field(default_factory=SheetFormat)
    details: Mapping[str, FieldMap] = field(default_factory=dict)
    facts: Mapping[str, FieldMap] = field(default_factory=dict)
    skip: tuple[SkipRule, ...] = ()
    duplicates: Duplicates = Duplicates.REFUSE
    note: str = ""

    @property
    def external_source(self) -> str:
        """Whose numbers the external ids are."""
        return self.source or self.code


def shipped_mappings() -> tuple[ImportMapping, ...]:
    """Return the mappings that come with the program, by code."""
    paths = sorted(resources_path("mappings").glob("*.toml"))
    return tuple(read_mapping(path) for path in paths)


def find_mapping(name: str) -> ImportMapping:
    """Return a mapping by the code of a shipped one, or by the path of a TOML file.

    Raises:
        NotFoundError: `mapping.unknown`.
        InvalidInputError: `mapping.not_toml` or `mapping.invalid`.
    """
    if name.endswith(".toml"):
        return read_mapping(Path(name))
    shipped = {path.stem: path for path in resources_path("mappings").glob("*.toml")}
    if name not in shipped:
        raise NotFoundError("mapping.unknown", mapping=name, known=", ".join(sorted(shipped)))
    return read_mapping(shipped[name])


def read_mapping(path: Path) -> ImportMapping:
    """Read a mapping from its TOML file.

    Raises:
        StorageError: `import.unreadable`.
        InvalidInputError: `mapping.not_toml`, or `mapping.invalid` with the place in the file.
    """
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  # 200 ms, only to import

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StorageError("import.unreadable", path=str(path), reason=reason) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise InvalidInputError(
            "mapping.not_toml", path=path.name, reason=str(problem)
        ) from problem
    try:
        return TypeAdapter(ImportMapping).validate_python({"code": path.stem} | data)
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidInputError(
            "mapping.invalid", path=path.name, place=place, reason=first["msg"]
        ) from problem
