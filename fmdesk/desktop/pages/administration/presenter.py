"""What the page of the administration does, without widgets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.administration import DaysDraft, DaysOffer, Entry, EntryDraft
from fmdesk.core.domain.connection import Tried
from fmdesk.core.domain.errors import ConflictError, DomainError
from fmdesk.core.domain.spec import FormSpec
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.administration.model import SECTIONS, Section, template_of
from fmdesk.i18n import current_language

FOUND = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with the form of its new entries."""

    section: Section
    entries: Sequence[Entry]
    form: FormSpec | None


class AdministrationPresenter(QObject):
    """Fetches one list after the other, and adds and changes entries."""

    listed = Signal(object)
    """`Listed`."""
    failed = Signal(object)
    """It could not be fetched."""
    saved = Signal(str)
    """An entry was stored; its code, empty where the list makes it."""
    previewed = Signal(str, str)
    """What a template reads like, or why it does not work."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.section = SECTIONS[0]
        self.words = ""
        self.is_listed = False
        desk.changed.connect(self._hear)

    def choose(self, section: Section) -> None:
        """Go to another list."""
        self.section, self.words = section, ""
        self.load()

    def search(self, words: str) -> None:
        """Show the entries that have some words."""
        if words != self.words:
            self.words = words
            self.load()

    def load(self) -> None:
        """Fetch the list; the answer to an earlier question is dropped."""
        section, words, services = self.section, self.words, self._desk.services

        def work() -> Listed:
            return Listed(section, section.load(services, words), section.form(services))

        self._desk.query(self, work, self._take, self.failed.emit, key="entries")

    def find(self, kind: str, words: str, found: Callable[[Sequence[Choice]], None]) -> None:
        """Look for persons or places.

        Args:
            kind: `person` or `location`.
            words: What was typed.
            found: Takes what there is.
        """
        queries, language = self._desk.services.queries, current_language()
        self._desk.query(
            self, lambda: queries.choices(kind, words, language, FOUND), found, key=f"find {kind}"
        )

    def save(
        self,
        op_id: UUID,
        values: Mapping[str, Scalar],
        *,
        seen: Mapping[str, Scalar] | None,
        refused: Callable[[str], None],
    ) -> None:
        """Add or change an entry.

        Args:
            op_id: Made once for this filling in.
            values: The answers.
            seen: What stood in the form before; None adds an entry.
            refused: Takes the sentence that says why not.
        """
        section = self.section
        draft = EntryDraft(op_id, section.id, values, seen is None, seen)

        def finished(changes: Changes) -> Changes:
            self.saved.emit(str(values.get("code", "")))
            self.load()
            return changes

        def failed(problem: Exception) -> None:
            refused(sentence_of(problem))
            if isinstance(problem, ConflictError):  # Esc shows what stands there now
                self.load()

        self._desk.change(self, lambda: section.save(self._desk.services, draft), finished, failed)

    def set_password(
        self, code: str, password: str, done: Callable[[], None], refused: Callable[[str], None]
    ) -> None:
        """Give an entry a password, or take it away with an empty one."""
        passwords, services, op_id = self.section.passwords, self._desk.services, uuid4()
        if passwords is None:
            return

        def finished(changes: Changes) -> Changes:
            done()
            return changes

        self._desk.change(
            self,
            lambda: passwords.store(services, op_id, code, password),
            finished,
            lambda problem: refused(sentence_of(problem)),
        )

    def try_out(
        self,
        values: Mapping[str, Scalar],
        worked: Callable[[Tried], None],
        failed: Callable[[str], None],
    ) -> None:
        """Try what stands in the form; an answer to an earlier try is dropped.

        Args:
            values: The answers.
            worked: Takes what was found.
            failed: Takes the sentence that says what is wrong.
        """
        connections = self._desk.services.connections
        self._desk.query(
            self,
            lambda: connections.try_out(values),
            worked,
            lambda problem: failed(sentence_of(problem)),
            key="try",
        )

    def read_days(
        self,
        calendar: str,
        path: Path,
        found: Callable[[DaysOffer], None],
        refused: Callable[[str], None],
    ) -> None:
        """Read the days of an iCalendar file for a calendar."""
        administration = self._desk.services.administration
        self._desk.query(
            self,
            lambda: administration.days_of_file(calendar, path),
            found,
            lambda problem: refused(sentence_of(problem)),
            key="days",
        )

    def close_days(
        self,
        calendar: str,
        days: tuple[tuple[date, str], ...],
        done: Callable[[], object],
        refused: Callable[[str], None],
    ) -> None:
        """Close a calendar on more days, each with its name."""
        administration = self._desk.services.administration
        draft = DaysDraft(uuid4(), calendar, days)

        def finished(changes: Changes) -> Changes:
            self.saved.emit(calendar)
            done()
            return changes

        self._desk.change(
            self,
            lambda: administration.close_days(draft),
            finished,
            lambda problem: refused(sentence_of(problem)),
        )

    def preview(self, values: Mapping[str, Scalar]) -> None:
        """Tell what a template reads like while it is typed."""
        messages, template = self._desk.services.messages, template_of(values)

        def work() -> tuple[str, str]:
            try:
                subject, body = messages.preview(template)
            except DomainError as problem:
                return "", sentence_of(problem)
            return f"{subject}\n\n{body}", ""

        self._desk.query(self, work, lambda said: self.previewed.emit(*said), key="preview")

    def _take(self, listed: Listed) -> None:
        self.is_listed = True
        self.listed.emit(listed)

    def _hear(self, changes: Changes) -> None:
        if self.is_listed and changes.is_everything:
            self.load()
