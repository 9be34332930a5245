"""What the page of the catalogue does, without widgets."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.booklet import Published
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.clusters import ClusterDraft, ClusterList, ClusterValues
from fmdesk.core.domain.guide import Guide, GuideFault
from fmdesk.core.domain.process import ProcessVersion
from fmdesk.core.domain.spec import ProductSpec
from fmdesk.core.domain.upkeep_drafts import (
    Decision,
    ProcessDraft,
    ProductDraft,
    ProductMade,
    ProductSaved,
    Withdrawal,
)
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import _, current_language, ngettext, number

R = TypeVar("R")
Refused = Callable[[str], None]
CHANGED = Changes(is_everything=True)


class CataloguePresenter(QObject):
    """Asks for what the page shows, and changes it."""

    found = Signal(str, object)
    """Name of the section and what it shows."""
    opened = Signal(object)
    """The `ProductPage` that was asked for."""
    checked = Signal(object)
    """The faults of the guide that is edited."""
    failed = Signal(object)
    saved = Signal(str)
    """A change was stored; the sentence says how."""
    busy = Signal(bool)
    """A job of this page runs."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.section = "products"
        self.product = ""
        self.is_listed = False
        desk.changed.connect(self._hear)

    @property
    def kinds(self) -> tuple[tuple[str, ProductSpec], ...]:
        """The kinds of product that plugins serve, with the id of each plugin."""
        return self._desk.services.extensions.products()

    @property
    def today(self) -> date:
        """The present day of the office."""
        return self._desk.services.time.wall().date()

    # --- what is shown -------------------------------------------------------------------------

    def load(self) -> None:
        """Fetch what the chosen section shows; the answer to an earlier question is dropped."""
        services, language, section = self._desk.services, current_language(), self.section
        catalogue = services.catalogue
        asked: dict[str, Callable[[], object]] = {
            "products": lambda: catalogue.tree(language),
            "guides": services.knowledge.guides,
            "processes": lambda: catalogue.processes(language),
            "proposals": lambda: catalogue.proposals(language),
            "readings": lambda: catalogue.readings(language),
            "demand": catalogue.demand,
        }

        def done(found: object) -> None:
            self.is_listed = True
            self.found.emit(section, found)

        self._desk.query(self, asked[section], done, self.failed.emit, key="section")

    def open(self, product: str) -> None:
        """Fetch a product with everything about it."""
        self.product = product
        catalogue, language = self._desk.services.catalogue, current_language()
        self._desk.query(
            self,
            lambda: catalogue.product(product, language),
            self.opened.emit,
            self.failed.emit,
            key="product",
        )

    def check(self, guide: Guide) -> None:
        """Tell what is wrong with a guide as it is edited."""
        catalogue = self._desk.services.catalogue

        def done(faults: Sequence[GuideFault]) -> None:
            self.checked.emit(faults)

        self._desk.query(self, lambda: catalogue.guide_faults(guide), done, key="guide")

    def find(
        self, kind: str, words: str, show: Callable[[Sequence[Choice]], None], most: int = 8
    ) -> None:
        """Look for persons, products or other things by their words."""
        services, language = self._desk.services, current_language()
        self._desk.query(
            self,
            lambda: services.queries.choices(kind, words, language, most),
            show,
            key=f"find-{kind}",
        )

    # --- what changes --------------------------------------------------------------------------

    def change(self, draft: ProductDraft, refused: Refused) -> None:
        """Change a product from a day on."""
        catalogue = self._desk.services.catalogue

        def told(saved: ProductSaved) -> str:
            if not saved.proposals:
                return _("Saved as a new version.")
            if saved.version_id is None:
                return _("Proposed; its keeper decides.")
            return _("Saved; the keeper is asked for the rest.")

        self._do(lambda: catalogue.change(draft), told, refused)

    def withdraw(self, version_id: int, refused: Refused) -> None:
        """Take back a version that is to come."""
        draft, catalogue = Withdrawal(uuid4(), version_id), self._desk.services.catalogue
        self._do(lambda: catalogue.withdraw(draft), lambda _saved: _("Withdrawn."), refused)

    def decide(self, proposal_id: int, answer: str, refused: Refused, *, is_yes: bool) -> None:
        """Accept or refuse a proposal."""
        draft = Decision(uuid4(), proposal_id, is_yes, answer)
        catalogue = self._desk.services.catalogue
        word = _("Accepted.") if is_yes else _("Refused.")
        self._do(lambda: catalogue.decide(draft), lambda _saved: word, refused)

    def save_guide(self, guide: Guide, refused: Refused) -> None:
        """Store a guide."""
        knowledge, op_id = self._desk.services.knowledge, uuid4()
        self._do(
            lambda: knowledge.save_guide(op_id, guide), lambda _saved: _("Guide saved."), refused
        )

    def save_process(
        self,
        base: int,
        process: ProcessVersion,
        products: tuple[str, ...],
        people: tuple[tuple[str, str], ...],
        refused: Refused,
    ) -> None:
        """Store a new version of a process for some of its products."""
        draft = ProcessDraft(uuid4(), base, process, products, people)
        catalogue = self._desk.services.catalogue
        self._do(
            lambda: catalogue.save_process(draft),
            lambda _saved: _("Saved; running tickets keep their version."),
            refused,
        )

    def make(self, product: ProductVersion, lines: tuple[int, ...], refused: Refused) -> None:
        """Add a product, perhaps made of what was asked for."""
        draft, catalogue = ProductMade(uuid4(), product, lines), self._desk.services.catalogue

        def told(saved: ProductSaved) -> str:
            return _("Product {code} stands in the catalogue.").format(code=saved.product)

        self._do(lambda: catalogue.make_product(draft), told, refused)

    def clusters(self, show: Callable[[ClusterList], None]) -> None:
        """Fetch the clusters with what was changed of them."""
        catalogue = self._desk.services.catalogue
        self._desk.query(self, catalogue.clusters, show, self._complain, key="clusters")

    def save_cluster(
        self, after: ClusterValues, seen: ClusterValues | None, refused: Refused
    ) -> None:
        """Add a cluster, or change one as it was seen."""
        draft, catalogue = ClusterDraft(uuid4(), after, seen), self._desk.services.catalogue
        self._do(lambda: catalogue.save_cluster(draft), lambda _saved: _("Saved."), refused)

    def _do(self, work: Callable[[], R], told: Callable[[R], str], refused: Refused) -> None:
        def done(result: R) -> Changes:
            words = told(result)
            self.saved.emit(words)
            self._desk.said.emit(words)
            return CHANGED

        self._desk.change(self, work, done, lambda problem: refused(sentence_of(problem)))

    # --- what goes out -------------------------------------------------------------------------

    def export(self, path: Path) -> None:
        """Write the catalogue as a table."""
        catalogue = self._desk.services.catalogue

        def done(count: int) -> None:
            words = ngettext("{n} product in {file}.", "{n} products in {file}.", count)
            self._desk.said.emit(words.format(n=number(count), file=path.name))

        self._desk.query(self, lambda: catalogue.export(path), done, self._complain, key="export")

    def publish(self, folder: Path) -> None:
        """Write the booklet and the pages, in a process of its own."""

        def done(result: object) -> None:
            if isinstance(result, Published):
                words = _("Published in {folder}: {files}.")
                files = ", ".join(result.files)
                self._desk.said.emit(words.format(folder=result.folder, files=files))

        self.busy.emit(True)
        self._desk.start_job(
            self,
            _("Publishing the catalogue"),
            partial(self._desk.services.jobs.publish, folder),
            done,
            ended=lambda: self.busy.emit(False),
            failed=self._complain,
        )

    def _complain(self, problem: Exception) -> None:
        self._desk.said.emit(sentence_of(problem))

    def _hear(self, changes: Changes) -> None:
        if self.is_listed and changes.is_everything:
            self.load()
            if self.product:
                self.open(self.product)
