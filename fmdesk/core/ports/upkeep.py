"""What the upkeep of the catalogue keeps, and what makes its files."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from fmdesk.core.domain.booklet import Booklet, CatalogueTable
from fmdesk.core.domain.clusters import ClusterChange, ClusterValues
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.upkeep_drafts import Decision
from fmdesk.core.domain.upkeep_views import ChangeProposal


class UpkeepRepository(Protocol):
    """Versions that are to come or taken back, processes in use, proposals, readings."""

    def versions(self, product_id: int) -> tuple[tuple[int, bool, int], ...]:
        """Return number, whether it was taken back, and lines of each version, newest first."""

    def lock(self, product_id: int) -> None:
        """Let other changes of a product wait until the end of the unit of work."""

    def lock_process(self, code: str) -> None:
        """Let other changes of a process wait until the end of the unit of work."""

    def coming(self, on: date) -> Mapping[int, date]:
        """Return by product when the first version begins that begins after a day."""

    def withdraw(self, version_id: int, at: datetime, actor: str) -> None: ...
    def processes(self) -> tuple[tuple[str, int], ...]:
        """Return the codes of all processes with how many versions they have, by code."""

    def holds(self) -> Mapping[int, int]:
        """Return by product which version of its process it keeps."""

    def hold(self, product_id: int, process_version_id: int | None) -> None:
        """Let a product keep a version of its process; None lets it use the newest."""

    def lock_clusters(self) -> None:
        """Let other changes of clusters wait until the end of the unit of work."""

    def cluster_changes(self) -> Mapping[str, tuple[ClusterChange, ...]]:
        """Return what was changed of each cluster by hand, by its code, newest first."""

    def add_cluster_change(
        self,
        cluster_id: int,
        before: ClusterValues | None,
        after: ClusterValues,
        at: datetime,
        actor: str,
    ) -> None: ...
    def add_proposal(self, proposal: ChangeProposal) -> ChangeProposal: ...
    def proposal(self, proposal_id: int) -> ChangeProposal:
        """Return a proposal; NotFoundError `proposal.unknown`."""

    def open_proposals(self, product_id: int | None = None) -> tuple[ChangeProposal, ...]:
        """Return the proposals that wait, of one product or of all, oldest first."""

    def decide(self, decision: Decision, at: datetime, actor: str) -> None:
        """Store a decision; ConflictError `proposal.decided` when there is one."""

    def read(self, version_id: int, login: str, person_id: int | None, at: datetime) -> None:
        """Store that somebody has read a version; a second time changes nothing."""

    def readings(
        self, version_ids: Sequence[int]
    ) -> tuple[tuple[int, str, int | None, datetime], ...]:
        """Return version, login, person and time of who has read one of these versions."""

    def staff(self, unit_ids: Sequence[int]) -> tuple[Person, ...]:
        """Return the active persons of some units, by name."""


class CatalogueWriter(Protocol):
    """How the catalogue becomes files; equal data gives equal bytes."""

    def booklet(self, booklet: Booklet) -> bytes:
        """Return the booklet as PDF."""

    def pages(self, booklets: Sequence[Booklet]) -> Mapping[str, bytes]:
        """Return the files of the intranet's folder by name, the first language as its index."""

    def table(self, table: CatalogueTable, form: str) -> bytes:
        """Return the table as `csv` or `xlsx`; InvalidInputError `report.form`."""
