"""What is kept of agreements with departments."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from fmdesk.core.domain.agreement import Agreement, Level


class Ordered(NamedTuple):
    """Pieces of one way to order a product.

    Attributes:
        department: Code of the department, empty where nobody is known.
        product: Code of the product.
        variant: Code of the variant, empty for the standard one.
        cluster: Code of the cluster that the product was in, empty for none.
        pieces: How many.
    """

    department: str
    product: str
    variant: str
    cluster: str
    pieces: int


class AgreementRepository(Protocol):
    """Versions of agreements; none is ever changed."""

    def versions(self, department: str) -> tuple[Agreement, ...]:
        """Return every version of a department's agreement, the newest first."""

    def valid(self, department: str, on: date) -> Agreement | None:
        """Return what holds for a department on a day; None without one, or once it is ended."""

    def current(self, on: date) -> Mapping[str, Agreement]:
        """Return what holds on a day, by department."""

    def add(self, agreement: Agreement) -> Agreement:
        """Store the next version.

        Raises:
            NotFoundError: A person, product, cluster or calendar is unknown.
        """

    def persons(self, department: str) -> tuple[tuple[str, str], ...]:
        """Return code and name of the active persons of a department, the first 200 by name."""

    def level(self, level_id: int) -> Level: ...
    def origin(self, level_id: int) -> tuple[str, int]:
        """Return department and version in which a level was agreed."""

    def ordered(self, start: datetime, end: datetime) -> Sequence[Ordered]:
        """Return the pieces that each department ordered, of lines opened in [start, end).

        A line that nobody pays is of the department of who asks. What was cancelled does not count.
        """

    def spent(self, department: str, start: datetime, end: datetime) -> int:
        """Return what a department ordered in [start, end), in cents at order."""
