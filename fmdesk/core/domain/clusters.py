"""Clusters of the catalogue kept by hand: what somebody wants, and what became of each."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ClusterValues:
    """A cluster by codes.

    Attributes:
        code: Its code; it does not change.
        name_nl: Dutch name.
        name_en: English name.
        parent: Code of the cluster it stands in, empty for none.
        unit: Code of the unit that owns it, empty for none.
    """

    code: str
    name_nl: str
    name_en: str = ""
    parent: str = ""
    unit: str = ""

    def differences(self, after: "ClusterValues") -> Iterator[tuple[str, str, str]]:
        """Yield name of the field, what stood there and what stands there after a change."""
        for one in fields(self):
            old, new = getattr(self, one.name), getattr(after, one.name)
            if old != new:
                yield one.name, old, new


@dataclass(frozen=True, slots=True)
class ClusterChange:
    """A change: when, by whom, what stood there (None for the first) and what stands there now."""

    at: datetime
    actor: str
    before: ClusterValues | None
    after: ClusterValues


@dataclass(frozen=True, slots=True)
class ClusterEntry:
    """A cluster as it is, with its changes by hand, newest first."""

    values: ClusterValues
    changes: tuple[ClusterChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ClusterList:
    """All clusters by code, and the units that may own one: code and name."""

    clusters: tuple[ClusterEntry, ...]
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClusterDraft:
    """A cluster as somebody wants it.

    Attributes:
        op_id: Made once by the client.
        after: As it shall be.
        seen: As it was when it was looked at; None adds it.
    """

    op_id: UUID
    after: ClusterValues
    seen: ClusterValues | None = None
