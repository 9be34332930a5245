"""What is kept of agreements with departments."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from fmdesk.core.domain.agreement import Agreement, Level

Scope = tuple[str, str, str]
"""Codes of product, variant and cluster; empty where a level does not name one."""


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

    def ordered(self, department: str, start: datetime, end: datetime) -> Mapping[Scope, int]:
        """Return the pieces ordered under a department's levels, of lines opened in [start, end).

        What was cancelled does not count.
        """

    def spent(self, department: str, start: datetime, end: datetime) -> int:
        """Return what a department ordered in [start, end), in cents at order."""
