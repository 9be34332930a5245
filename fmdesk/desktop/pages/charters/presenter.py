"""What the page of the charters does, without widgets."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_drafts import (
    Approval,
    CharterDraft,
    CharterList,
    CharterPage,
    DraftSave,
    DraftStep,
    Ending,
    Kept,
)
from fmdesk.core.domain.charter_scope import Known
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.views import Changes
from fmdesk.core.domain.what_if import WhatIfQuestion
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import _, current_language

R = TypeVar("R")
Refused = Callable[[str], None]
CHANGED = Changes(is_everything=True)


class ChartersPresenter(QObject):
    """Asks for charters and drafts, and moves them on."""

    listed = Signal(object)
    """The `CharterList`."""
    opened = Signal(object)
    """The `CharterPage` that was asked for."""
    months_found = Signal(object)
    """Months with lines, the newest first."""
    tried = Signal(object)
    """The `WhatIf` of what was tried on the past."""
    trial_ended = Signal(object, str)
    """A trial ended: its `WhatIfQuestion`, and the sentence of its error, empty for none."""
    moved = Signal()
    """A step was taken."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.known: Known = Known()
        self.key = ""
        self.is_listed = False
        desk.changed.connect(lambda _changes: self._hear())

    @property
    def today(self) -> date:
        """The present day of the office."""
        return self._desk.services.time.wall().date()

    def load(self) -> None:
        """Fetch the list and what the editor knows; then the page that is open."""
        charters, language = self._desk.services.charters, current_language()

        def work() -> tuple[CharterList, Known]:
            return charters.rows(language), charters.known()

        def done(found: tuple[CharterList, Known]) -> None:
            rows, self.known = found
            self.is_listed = True
            self.listed.emit(rows)

        self._desk.query(self, work, done, self.failed.emit, key="charters")

    def _hear(self) -> None:
        if self.is_listed:
            self.load()

    def open(self, key: str) -> None:
        """Fetch a charter or a draft."""
        self.key = key
        charters = self._desk.services.charters
        self._desk.query(
            self, lambda: charters.page(key), self.opened.emit, self.failed.emit, key="charter"
        )

    def find_months(self) -> None:
        """Fetch the months that have lines."""
        month = self._desk.services.month

        def work() -> tuple[str, ...]:
            return tuple(one.month for one in month.states() if one.lines)

        self._desk.query(self, work, self.months_found.emit, self.failed.emit, key="months")

    def try_out(self, question: WhatIfQuestion) -> None:
        """Try a charter on past months, in a process of its own."""
        job = partial(self._desk.services.jobs.what_if, question)

        def failed(problem: Exception) -> None:
            self.trial_ended.emit(question, sentence_of(problem))

        self._desk.start_job(
            self,
            _("Trying a charter on the past"),
            job,
            self.tried.emit,
            ended=lambda: self.trial_ended.emit(question, ""),
            failed=failed,
        )

    # --- what changes --------------------------------------------------------------------------

    def save(
        self,
        page: CharterPage,
        charter: Charter,
        done: Callable[[str], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Keep a draft; one that was no draft yet becomes a new one."""
        draft, charters = page.draft, self._desk.services.charters
        given = DraftSave(
            uuid4(),
            charter,
            draft.id if draft else 0,
            draft.version if draft else 0,
            None if draft or not page.charter.id else page.charter.id,
            page.plugin,
        )
        self._run(lambda: charters.save(given), _("Draft kept."), failed, done)

    def save_anew(
        self,
        page: CharterPage,
        charter: Charter,
        done: Callable[[str], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Keep what was written of a draft as a new one, of the version that is there now."""
        charters, op_id = self._desk.services.charters, uuid4()

        def work() -> Kept:
            try:
                base = charters.page(f"charter:{charter.code}").charter.id
            except NotFoundError:
                base = None
            source = page.draft.id if page.draft else 0
            given = DraftSave(
                op_id, charter, base_version_id=base, plugin=page.plugin, source_id=source
            )
            return charters.save(given)

        self._run(work, _("Kept as a new draft."), failed, done)

    def send(self, draft: CharterDraft, refused: Refused) -> None:
        """Ask another controller."""
        step, charters = _step(draft), self._desk.services.charters
        self._do(lambda: charters.send(step), _("Sent; another controller approves."), refused)

    def give_back(self, draft: CharterDraft, reason: str, refused: Refused) -> None:
        """Give a draft back, or take the own one back."""
        step, charters = _step(draft, reason), self._desk.services.charters
        self._do(lambda: charters.give_back(step), _("It is a draft again."), refused)

    def drop(self, draft: CharterDraft, refused: Refused) -> None:
        """Throw a draft away."""
        step, charters = _step(draft), self._desk.services.charters
        self._do(lambda: charters.drop(step), _("Draft thrown away."), refused)

    def approve(
        self, draft: CharterDraft, begins: date, trial: date | None, refused: Refused
    ) -> None:
        """Let a draft hold."""
        approval = Approval(uuid4(), draft.id, draft.version, begins, trial)
        charters = self._desk.services.charters
        self._do(lambda: charters.approve(approval), _("Approved."), refused)

    def end_trial(self, code: str, refused: Refused) -> None:
        """Let a charter count from tomorrow."""
        charters, op_id = self._desk.services.charters, uuid4()
        self._do(lambda: charters.end_trial(op_id, code), _("It counts from tomorrow."), refused)

    def end(self, charter: Charter, last: date, refused: Refused) -> None:
        """Let a charter end after a day."""
        ending, charters = Ending(uuid4(), charter.code, last), self._desk.services.charters
        self._do(lambda: charters.end(ending), _("Its end is set."), refused)

    def call_off(self, coming: Charter, refused: Refused) -> None:
        """Let a version that is to come never begin."""
        ending = Ending(uuid4(), coming.code, None, coming.id)
        charters = self._desk.services.charters
        self._do(lambda: charters.end(ending), _("It is called off."), refused)

    def _do(self, work: Callable[[], Kept], words: str, refused: Refused) -> None:
        self._run(work, words, lambda problem: refused(sentence_of(problem)))

    def _run(
        self,
        work: Callable[[], Kept],
        words: str,
        failed: Callable[[Exception], None],
        then: Callable[[str], None] | None = None,
    ) -> None:
        def done(kept: Kept) -> Changes:
            self.key = kept.key
            self._desk.said.emit(words)
            if then is not None:
                then(kept.key)
            self.moved.emit()
            return CHANGED

        self._desk.change(self, work, done, failed)


def _step(draft: CharterDraft, reason: str = "") -> DraftStep:
    return DraftStep(uuid4(), draft.id, draft.version, reason)
