"""How a long list is walked: its extent, and marks from which any place of it is near."""

from collections.abc import Sequence
from dataclasses import dataclass

SHORT = 20_000
"""Of a list that is no longer, all ids are at hand; a longer one has marks."""
STEP = 1024
"""Rows from mark to mark."""
MOST_MARKS = 4096
"""A list of whatever length has hardly more marks: they stand farther apart."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a list that can be gone to at once.

    Attributes:
        row: The row that begins here, from 0.
        group: What the lines that stand together here have in common, as the sort knows it.
        key: What the row before is sorted by; empty where its group begins.
    """

    row: int = 0
    group: int | str | None = None
    key: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """How long a list is.

    Attributes:
        total: Its rows.
        marks: Where its groups begin; none for a short list.
        ids: The ids of a short list, in its order.
    """

    total: int
    marks: tuple[Mark, ...] = ()
    ids: Sequence[int] = ()

    @property
    def step(self) -> int:
        """Rows from mark to mark, so that memory does not grow with the list."""
        return max(STEP, self.total // MOST_MARKS)
