"""What the page of the agreements does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.agreement import Agreement, AgreementDraft, Finding
from fmdesk.core.domain.agreement_views import AgreementChoices, AgreementView, Party
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import current_language


@dataclass(frozen=True, slots=True)
class Shown:
    """The departments, and what is agreed with the one that is chosen."""

    parties: Sequence[Party]
    view: AgreementView


class AgreementsPresenter(QObject):
    """Fetches agreements, keeps new versions, makes their papers."""

    listed = Signal(object)
    """What is `Shown`."""
    failed = Signal(object)
    """It could not be fetched."""
    printed = Signal(bytes)
    """The paper of a version."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.department = ""
        self.is_listed = False
        desk.changed.connect(self._hear)

    def load(self, department: str | None = None) -> None:
        """Fetch everything; the answer to an earlier question is dropped.

        Args:
            department: Code of the one that is chosen now; None for the one before.
        """
        if department is not None:
            self.department = department
        services, language, chosen = self._desk.services, current_language(), self.department

        def work() -> Shown:
            agreements = services.agreements
            return Shown(agreements.parties(language), agreements.view(chosen, language))

        self._desk.query(self, work, self._take, self.failed.emit, key="agreements")

    def offer(self, take: Callable[[AgreementChoices], None]) -> None:
        """Fetch what an agreement with the chosen department is written from."""
        services, chosen, language = self._desk.services, self.department, current_language()
        self._desk.query(
            self,
            lambda: services.agreements.choices(chosen, language),
            take,
            self.failed.emit,
            key="choices",
        )

    def check(self, draft: Agreement, take: Callable[[Sequence[Finding]], None]) -> None:
        """Ask what is wrong or odd about a draft; the answer to an earlier one is dropped."""
        services, language = self._desk.services, current_language()
        self._desk.query(
            self,
            lambda: services.agreements.check(draft, language),
            take,
            self.failed.emit,
            key="check",
        )

    def save(
        self,
        agreement: Agreement,
        after: int,
        done: Callable[[], object],
        refused: Callable[[str], None],
    ) -> None:
        """Keep a new version.

        Args:
            agreement: What is agreed.
            after: Number of the version that the user saw, 0 for none.
            done: Called when it is kept.
            refused: Takes the sentence that says why it was not.
        """
        draft = AgreementDraft(uuid4(), agreement, after)
        self._change(lambda: self._desk.services.agreements.save(draft), done, refused)

    def end(
        self, on: date, after: int, done: Callable[[], object], refused: Callable[[str], None]
    ) -> None:
        """Let nothing be agreed from a day on; see `save`."""
        self.save(Agreement(self.department, on, is_ended=True), after, done, refused)

    def take_back(
        self, after: int, done: Callable[[], object], refused: Callable[[str], None]
    ) -> None:
        """Let the version that is still to come never begin; see `save`."""
        agreements, op_id, chosen = self._desk.services.agreements, uuid4(), self.department
        self._change(lambda: agreements.take_back(op_id, chosen, after), done, refused)

    def _change(
        self,
        work: Callable[[], Changes],
        done: Callable[[], object],
        refused: Callable[[str], None],
    ) -> None:
        def kept(changes: Changes) -> Changes:
            done()
            return changes

        self._desk.change(self, work, kept, lambda problem: refused(sentence_of(problem)))

    def print(self, number: int) -> None:
        """Make the paper of a version."""
        services, chosen = self._desk.services, self.department
        self._desk.query(
            self,
            lambda: services.agreements.paper(chosen, number),
            self.printed.emit,
            self.failed.emit,
            key="paper",
        )

    def write(self, content: bytes, target: Path) -> None:
        """Write a PDF to a file, and say so."""
        self._desk.save_file(self, content, target)

    def _take(self, found: Shown) -> None:
        self.is_listed = True
        self.listed.emit(found)

    def _hear(self, changes: Changes) -> None:
        if self.is_listed and (changes.tickets or changes.is_everything):
            self.load()
