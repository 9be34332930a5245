"""What the page of an account does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.period import Month
from fmdesk.core.domain.talk import ActionEnd, PlanDraft, TalkDraft
from fmdesk.core.domain.talk_views import AccountAsked, AccountView, Owner
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.reports.model import Span
from fmdesk.i18n import _, current_language

Refused = Callable[[Exception], None]
Draft = TypeVar("Draft", PlanDraft, TalkDraft, ActionEnd)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed about a talk and is not saved."""

    on: date
    people: str
    notes: str
    agreed: str
    rows: tuple[tuple[str, ...], ...]


class AccountPresenter(QObject):
    """Knows the department and the months, fetches its account, keeps talks."""

    shown = Signal(object)
    """The account (`AccountView`)."""
    failed = Signal(object)
    printed = Signal(bytes, str)
    """A paper, and the name that its file gets."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        now = desk.kit.time.wall().date()
        self.department = ""
        self.span = Span.around("quarter", Month(now.year, now.month).shift(-1))
        self.view: AccountView | None = None
        self.unsaved: dict[str, Typed] = {}
        """What was typed and not saved, by department: the next dialog begins with it."""
        desk.changed.connect(self._hear)

    @property
    def today(self) -> date:
        """The day at the office."""
        return self._desk.kit.time.wall().date()

    def choose(self, department: str) -> None:
        """Show the account of a department; nothing is known of it until it was fetched."""
        if department != self.department:
            self.view = None
        self.department = department
        self.load()

    def choose_span(self, span: Span) -> None:
        """Show the figures of other months."""
        self.span = span
        self.load()

    def load(self) -> None:
        """Fetch the account; the answer to an earlier question is dropped."""
        talks, language = self._desk.services.talks, current_language()
        asked = AccountAsked(self.department, str(self.span.first), str(self.span.last))
        self._desk.query(
            self,
            lambda: talks.account(asked, language),
            self._take,
            self.failed.emit,
            key="account",
        )

    def look_again(self) -> None:
        """Fetch again what is shown: somebody changed something."""
        if self.view is not None:
            self.load()

    def offer(self, take: Callable[[Sequence[Owner]], None]) -> None:
        """Fetch who may do what is agreed; dropped once another department is shown."""
        talks, chosen = self._desk.services.talks, self.department

        def found(owners: Sequence[Owner]) -> None:
            if chosen == self.department:
                take(owners)

        self._desk.query(self, lambda: talks.owners(chosen), found, self.failed.emit, key="owners")

    def print_agenda(self) -> None:
        """Make the paper of the next talk."""
        talks, chosen, language = self._desk.services.talks, self.department, current_language()
        name = _("talk-{department}.pdf").format(department=chosen)
        self._print(lambda: talks.agenda(chosen, language), name)

    def print_record(self, entry: int) -> None:
        """Make the paper of a talk that was held."""
        talks, chosen, language = self._desk.services.talks, self.department, current_language()
        name = _("talk-{department}-{n}.pdf").format(department=chosen, n=entry)
        self._print(lambda: talks.record(chosen, entry, language), name)

    def _print(self, work: Callable[[], bytes], name: str) -> None:
        def made(content: bytes) -> None:
            self.printed.emit(content, name)

        self._desk.query(self, work, made, self.failed.emit, key="paper")

    def write(self, content: bytes, target: Path) -> None:
        """Write a PDF to a file, and say so."""
        self._desk.save_file(self, content, target)

    def prepare(self, draft: PlanDraft, done: Callable[[], object], refused: Refused) -> None:
        """Keep the next talk.

        Args:
            draft: What was filled in.
            done: Called when it is kept.
            refused: Takes why it was not.
        """
        self._change(self._desk.services.talks.prepare, draft, done, refused)

    def hold(self, draft: TalkDraft, done: Callable[[], object], refused: Refused) -> None:
        """Keep a talk that was held; see `prepare`."""
        self._change(self._desk.services.talks.hold, draft, done, refused)

    def end_action(self, draft: ActionEnd, done: Callable[[], object], refused: Refused) -> None:
        """Keep how an action ended; see `prepare`."""
        self._change(self._desk.services.talks.end_action, draft, done, refused)

    def _change(
        self,
        run: Callable[[Draft], Changes],
        draft: Draft,
        done: Callable[[], object],
        refused: Refused,
    ) -> None:
        def kept(changes: Changes) -> Changes:
            done()
            return changes

        def failed(problem: Exception) -> None:
            refused(problem)
            self.load()  # what another desk wrote, to look at before the next try

        self._desk.change(self, lambda: run(draft), kept, failed)

    def _take(self, view: AccountView) -> None:
        if view.asked.department == self.department:
            self.view = view
            self.shown.emit(view)

    def _hear(self, changes: Changes) -> None:
        if changes.is_everything:
            self.look_again()
