"""The catalogue as it goes out: the booklet with its chapters, the table, what was published."""

from dataclasses import dataclass
from datetime import date, datetime

from fmdesk.core.domain.intake_views import ProductCard


@dataclass(frozen=True, slots=True)
class BookletCluster:
    """A chapter of the booklet."""

    code: str
    name: str
    unit: str
    products: tuple[ProductCard, ...]


@dataclass(frozen=True, slots=True)
class Booklet:
    """The catalogue with its promises, in one language.

    Attributes:
        organisation: Name of the office.
        day: The day on which it holds.
        at: When it was made.
        language: `nl` or `en`.
        clusters: Its chapters; without empty ones.
    """

    organisation: str
    day: date
    at: datetime
    language: str
    clusters: tuple[BookletCluster, ...]


@dataclass(frozen=True, slots=True)
class CatalogueTable:
    """The catalogue in the columns that its import reads; `delimiter` stands between cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str


@dataclass(frozen=True, slots=True)
class Published:
    """Files that were written."""

    folder: str
    files: tuple[str, ...]
