"""The editor: the form at the left, what it says and what is wrong at the right."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.charter import Charter, Guarantee, Sanction, SanctionKind
from fmdesk.core.domain.charter_drafts import CharterPage, CharterState
from fmdesk.core.domain.errors import ConflictError, DomainError, NotFoundError, StorageError
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.desktop.desk import sentence_of
from fmdesk.desktop.pages.catalogue.section import scrolled
from fmdesk.desktop.pages.charters.beside import Beside
from fmdesk.desktop.pages.charters.form import CharterForm
from fmdesk.desktop.pages.charters.presenter import ChartersPresenter
from fmdesk.i18n import _
from fmdesk.ui.theme import Theme
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import clear
from fmdesk.ui.widgets.labels import label

A_DAY = 24
"""Hours that a new charter begins with."""


class Editor(QWidget):
    """Writes one draft; what was typed stays until it was kept.

    Args:
        presenter: Keeps it.
        theme: Icons.
    """

    closed = Signal()

    def __init__(self, presenter: ChartersPresenter, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("content")
        self._presenter, self._theme = presenter, theme
        self.page: CharterPage | None = None
        self.is_changed = False
        self._is_busy = False
        self._is_leaving = self._is_due = self._is_warned = False
        self.is_closing = False
        """Left because the window closes."""
        self._awaited = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_M)

    def show_page(self, page: CharterPage, charter: Charter | None = None) -> None:
        """Write a draft.

        Args:
            page: The draft, or the charter or proposal that it begins from.
            charter: What was typed of it already.
        """
        self.page, self.is_changed, self._is_busy = page, charter is not None, False
        self._is_leaving = self._is_due = self._is_warned = self.is_closing = False
        self._awaited = ""
        clear(self._column)
        known = self._presenter.known
        shown = charter or page.charter
        is_new = not page.versions
        self.form = CharterForm(shown, known, self._theme, is_new=is_new)
        self.beside = Beside()
        self.beside.begin(shown, known)
        self.form.changed.connect(self._follow)
        self.beside.overruled.connect(self._note)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        self._area = scrolled(self.form)
        for area, name, share in (
            (self._area, _("Draft"), 58),
            (scrolled(self.beside), _("What it says"), 42),
        ):
            area.setAccessibleName(name)
            row.addWidget(area, share)
        self._column.addLayout(row, 1)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        self._column.addWidget(self.problem)
        self._column.addLayout(self._foot(page))
        self.form.names.name_nl.setFocus()

    def _foot(self, page: CharterPage) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        foot.addStretch(1)
        self.anew = button(self.keep_anew, text=_("Keep as a new draft"), name="keep_anew")
        self.abandon_button = button(self.abandon, text=_("Leave without keeping"), name="abandon")
        for made in (self.anew, self.abandon_button):
            made.hide()
            foot.addWidget(made)
        foot.addWidget(button(self.leave, text=_("Back to the list"), name="leave", keys="Esc"))
        words = _("Keep the draft")
        if page.draft is None and page.state is not CharterState.DRAFT:
            words = _("Keep as a draft")
        self.save_button = button(
            self.save, text=words, kind="primary", name="save_draft", keys="Ctrl ↵"
        )
        foot.addWidget(self.save_button)
        return foot

    def charter(self) -> Charter:
        """Return the charter as it stands."""
        return self.beside.promised(self.form.charter())

    def _follow(self) -> None:
        wrong = [one.sentence() for one in self.form.wrong()]
        self.beside.show_charter(self.form.charter(), wrong)
        self._note()

    def _note(self) -> None:
        self.is_changed, self._is_warned = True, False

    def save(self) -> None:
        """Keep the draft; one that was kept and is not read back yet is read back first."""
        if self.page is None or self._is_busy:
            return
        wrong = self.form.wrong()
        if wrong:
            wrong[0].setFocus()
            self._area.ensureWidgetVisible(wrong[0])
            self._stay(wrong[0].sentence(), is_final=True)
            return
        if self._awaited:
            self._is_due = True
            self._presenter.open(self._awaited)
            return
        self._keep(self.page, self._presenter.save)

    def _keep(self, page: CharterPage, save: Callable[..., None]) -> None:
        self._is_busy, self._sent = True, self.charter()
        self._say("")
        save(page, self._sent, partial(self._kept, page), partial(self._refuse, page))

    def keep_anew(self) -> None:
        """Keep what was typed as a draft of its own: the one it was typed in is gone or changed."""
        if self.page is not None and not self._is_busy and not self.form.wrong():
            self._keep(self.page, self._presenter.save_anew)

    def abandon(self) -> None:
        """Go back to the list without what was typed."""
        if not self._is_busy:
            self.is_changed = False
            self.closed.emit()

    def leave(self) -> None:
        """Go back to the list; what was typed is kept first, else it is asked for once more."""
        if self._is_warned:
            self.abandon()
        elif self.is_changed:
            self._is_leaving = True
            self.save()
        else:
            self.closed.emit()

    def may_close(self) -> bool:
        """Tell whether the window may close: nothing was typed, or it was asked once more.

        Else what was typed is kept first, and `closed` tells that it was.
        """
        if not self.is_changed or self._is_warned or self.is_closing:
            return True
        self.is_closing = True
        self.leave()
        return False

    def _kept(self, page: CharterPage, key: str) -> None:
        if page is not self.page:  # left meanwhile: another charter is written now
            return
        self._is_busy, self.is_changed = False, self.charter() != self._sent
        for made in (self.anew, self.abandon_button):
            made.hide()
        if self._is_leaving and not self.is_changed:
            self.closed.emit()
            return
        self._awaited = key
        self._presenter.open(key)

    def take_page(self, page: CharterPage) -> None:
        """Go on with the draft as it was kept; the fields stay as they are.

        A page that was asked for before the editor opened is another's, and is left alone.
        """
        if page.key != self._awaited:
            return
        self.page, self._awaited = page, ""
        is_due, self._is_due = self._is_due or self._is_leaving, False
        if is_due:  # typed while the draft was being kept
            self.save()

    def _refuse(self, page: CharterPage, problem: Exception) -> None:
        """Say why it was not kept; everything typed stays."""
        if page is not self.page:
            return
        is_known = isinstance(problem, DomainError) and not isinstance(problem, StorageError)
        self._stay(sentence_of(problem), is_final=is_known)
        is_gone = isinstance(problem, ConflictError | NotFoundError)
        self.anew.setVisible(is_gone and page.draft is not None)

    def _stay(self, sentence: str, *, is_final: bool) -> None:
        """Say why it was not kept; offer to leave where another try says the same.

        To close the window is always offered: a database that is gone holds nobody.
        """
        self._is_warned = self.is_closing or (self._is_leaving and is_final)
        if self.is_closing:
            sentence += " " + _("Closing once more leaves without keeping what you typed.")
        elif self._is_warned:
            sentence += " " + _("Esc once more leaves without keeping what you typed.")
        self._is_busy = self._is_leaving = self.is_closing = False
        self._say(sentence)
        self.anew.hide()
        self.abandon_button.setVisible(is_final)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def retranslate(self) -> None:
        """Show the fields in the language of now, with what was typed."""
        if self.page is not None:
            typed, was_changed, waits = self.charter(), self.is_changed, self._waits()
            wrong = [one.text() if one.is_wrong else None for one in self.form.amounts()]
            self.show_page(self.page, typed)
            for field, text in zip(self.form.amounts(), wrong, strict=False):
                if text is not None:
                    field.setText(text)
                    field.textEdited.emit(text)
            self.is_changed = was_changed
            self._is_busy, self._is_leaving, self._is_due, self._awaited = waits

    def _waits(self) -> tuple[bool, bool, bool, str]:
        """Return what goes on with the draft that is shown."""
        return self._is_busy, self._is_leaving, self._is_due, self._awaited


def new_page(presenter: ChartersPresenter) -> CharterPage:
    """Return the page of a charter that is not there yet."""
    charter = Charter(
        id=0,
        code="",
        version=1,
        name_nl="",
        name_en="",
        promise_nl="",
        promise_en="",
        guarantee=Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, A_DAY)),
        sanction=Sanction(SanctionKind.NOT_CHARGED),
    )
    charter = replace(charter, valid_from=presenter.today)
    return CharterPage("", CharterState.DRAFT, charter, presenter.today, may_write=True)
