"""The catalogue kept true: versions, proposals, processes, readings, and its files."""

from contextlib import suppress
from dataclasses import dataclass
from os import getpid
from pathlib import Path

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.booklet import Published
from fmdesk.core.domain.clusters import ClusterDraft, ClusterList
from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.guide import Guide, GuideFault
from fmdesk.core.domain.process import ProcessVersion
from fmdesk.core.domain.product_change import Act
from fmdesk.core.domain.upkeep_drafts import (
    Decision,
    ProcessDraft,
    ProductDraft,
    ProductMade,
    ProductSaved,
    ReadDraft,
    Withdrawal,
)
from fmdesk.core.domain.upkeep_views import (
    CatalogueTree,
    DemandRow,
    ProcessRow,
    ProductPage,
    ProposalView,
    ReadingRow,
)
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import CatalogueWriter, Door, PluginGateway, Progress
from fmdesk.core.services import (
    catalogue_changes,
    catalogue_clusters,
    catalogue_files,
    catalogue_news,
    catalogue_pages,
    guides,
)
from fmdesk.core.services.access import me_of
from fmdesk.core.services.importing import QUIET


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Use cases of who keeps the catalogue.

    Attributes:
        door: The one door.
        writer: Makes its files.
        plugins: Serve products.
    """

    door: Door
    writer: CatalogueWriter
    plugins: PluginGateway

    # --- what is there -------------------------------------------------------------------------

    def tree(self, language: str) -> CatalogueTree:
        """Return clusters and products, those too that are to come, in a language."""
        with self.door.read() as work:
            return catalogue_pages.tree(work, language)

    def product(self, code: str, language: str) -> ProductPage:
        """Return a product with all its versions and what is proposed for it.

        Raises:
            NotFoundError: `product.unknown`.
        """
        with self.door.read() as work:
            return catalogue_pages.product(work, code, language)

    def proposals(self, language: str) -> tuple[ProposalView, ...]:
        """Return the proposals that wait, those one may decide first."""
        with self.door.read() as work:
            return catalogue_pages.proposals(work, language)

    def processes(self, language: str) -> tuple[ProcessRow, ...]:
        """Return the standard processes with the products that use them, by code."""
        with self.door.read() as work:
            return catalogue_pages.processes(work, language)

    def demand(self) -> tuple[DemandRow, ...]:
        """Return what was asked for and is no product yet, alike requests together, most first."""
        with self.door.read() as work:
            return catalogue_pages.demand(work)

    def readings(self, language: str) -> tuple[ReadingRow, ...]:
        """Return who of the desk has read which changed product; what is not read stands first.

        Raises:
            NotAllowedError: `catalogue.not_your_act`.
        """
        with self.door.read() as work:
            catalogue_changes.require(me_of(work), Act.READINGS)
            return catalogue_news.readings(work, language)

    def clusters(self) -> ClusterList:
        """Return the clusters with what was changed of them by hand."""
        with self.door.read() as work:
            return catalogue_clusters.clusters(work)

    def guide_faults(self, guide: Guide) -> tuple[GuideFault, ...]:
        """Return everything that is wrong with a guide on the catalogue of today."""
        with self.door.read() as work:
            return guides.faults(work, guide)

    # --- what changes --------------------------------------------------------------------------

    def change(self, draft: ProductDraft) -> ProductSaved:
        """Change a product from a day on, as far as one may; the keepers are asked for the rest.

        Running tickets keep the version they have. Versions that begin later take over what they
        do not say otherwise.

        Args:
            draft: The product as it shall be.

        Raises:
            NotAllowedError: `catalogue.not_allowed` for who has no role.
            InvalidInputError: `catalogue.unchanged`, `catalogue.no_reason`, or as
                `catalogue_changes.check`.
            ConflictError: `catalogue.conflict` where somebody changed the same field meanwhile.
        """
        return self.door.run(
            draft.op_id,
            "catalogue.change",
            draft,
            lambda work: catalogue_changes.change(work, draft),
            ProductSaved,
        )

    def withdraw(self, draft: Withdrawal) -> ProductSaved:
        """Take back a version before it begins.

        Raises:
            ConflictError: `catalogue.begun` or `catalogue.withdrawn`.
            NotAllowedError: `catalogue.not_allowed` or `catalogue.not_your_act`.
        """
        return self.door.run(
            draft.op_id,
            "catalogue.withdraw",
            draft,
            lambda work: catalogue_changes.withdraw(work, draft),
            ProductSaved,
        )

    def decide(self, draft: Decision) -> ProductSaved:
        """Accept or refuse a proposal; what is accepted becomes a version.

        Raises:
            NotFoundError: `proposal.unknown`.
            NotAllowedError: `proposal.not_yours`.
            ConflictError: `proposal.decided` or `catalogue.conflict`.
        """
        return self.door.run(
            draft.op_id,
            "catalogue.decide",
            draft,
            lambda work: catalogue_changes.decide(work, draft),
            ProductSaved,
        )

    def read(self, draft: ReadDraft) -> Changes:
        """Record that the one who acts has read what changed in a product."""
        return self.door.run(
            draft.op_id,
            "catalogue.read",
            draft,
            lambda work: catalogue_news.read(work, draft),
            Changes,
        )

    def save_process(self, draft: ProcessDraft) -> ProcessVersion:
        """Store a new version of a process; only the products that are named take it over.

        Raises:
            NotAllowedError: `catalogue.not_your_act`.
            ConflictError: `process.changed` where somebody changed it meanwhile.
            InvalidInputError: `process.empty` or `process.no_name`.
        """
        return self.door.run(
            draft.op_id,
            "catalogue.save_process",
            draft,
            lambda work: catalogue_changes.save_process(work, draft),
            ProcessVersion,
        )

    def make_product(self, draft: ProductMade) -> ProductSaved:
        """Add a product; the lines that asked for it are noted as having become it.

        Raises:
            NotAllowedError: `catalogue.not_your_act`.
            ConflictError: `catalogue.exists`.
            InvalidInputError: `catalogue.no_code`, or as `catalogue_changes.check`.
            PluginError: `plugin.unavailable` when nobody serves it as it says.
        """
        return self.door.run(
            draft.op_id,
            "catalogue.make_product",
            draft,
            lambda work: catalogue_changes.make_product(work, self.plugins, draft),
            ProductSaved,
        )

    def save_cluster(self, draft: ClusterDraft) -> Changes:
        """Add a cluster, rename or move it, or give it an owner.

        Raises:
            NotAllowedError: `catalogue.not_your_act`.
            ConflictError: `catalogue.cluster_exists`, or `administration.changed` where somebody
                changed it meanwhile.
            InvalidInputError: `catalogue.cluster_name` or `administration.circle`.
            NotFoundError: `cluster.unknown` or `unit.unknown`.
        """
        return self.door.run(
            draft.op_id,
            "catalogue.save_cluster",
            draft,
            lambda work: catalogue_clusters.save(work, draft),
            Changes,
        )

    # --- what goes out -------------------------------------------------------------------------

    def export(self, path: Path) -> int:
        """Write the catalogue in the columns that its import reads; returns its products.

        Args:
            path: A `.csv` or `.xlsx` file.

        Raises:
            InvalidInputError: `report.form`.
            StorageError: `catalogue.unwritable`.
        """
        with self.door.read() as work:
            table = catalogue_files.table(work)
        _write(path, self.writer.table(table, path.suffix.lstrip(".").lower()))
        return len(table.rows)

    def publish(self, folder: Path, progress: Progress = QUIET) -> Published:
        """Write the booklet and the pages for the intranet, in both languages.

        Args:
            folder: Where to; it is made when it is not there.
            progress: Is told products done of all products, in both languages.

        Raises:
            StorageError: `catalogue.unwritable`.
            DomainError: `job.cancelled`.
        """
        with self.door.read() as work:
            booklets = [catalogue_files.booklet(work, one, progress) for one in LANGUAGES]
        files = dict(self.writer.pages(booklets))
        for one in booklets:
            files[f"{NAMES[one.language]}.pdf"] = self.writer.booklet(one)
        _make(folder)
        for name, content in files.items():
            _write(folder / name, content)
        return Published(str(folder), tuple(sorted(files)))


NAMES = {"nl": "catalogus", "en": "catalogue"}
"""Names of the booklets by language."""


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _unwritable(folder, problem) from problem


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: people read the earlier one until the new one is there."""
    half = path.with_name(f".{path.name}.{getpid()}")
    try:
        half.write_bytes(content)
        half.replace(path)
    except OSError as problem:
        with suppress(OSError):
            half.unlink()
        raise _unwritable(path, problem) from problem


def _unwritable(path: Path, problem: OSError) -> StorageError:
    reason = problem.strerror or str(problem)
    return StorageError("catalogue.unwritable", path=str(path), reason=reason)
