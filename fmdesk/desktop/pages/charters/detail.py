"""The charter or draft that is chosen in the list: what it says, its versions, what can be done."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_drafts import CharterPage, CharterState, CharterVersion, state_of
from fmdesk.core.domain.charter_versions import clauses, differences
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.section import scrolled
from fmdesk.desktop.pages.charters.clauses import clause_grid, difference_grid
from fmdesk.desktop.pages.charters.dialogs import (
    ApproveDialog,
    DropDialog,
    EndDialog,
    EndTrialDialog,
    GiveBackDialog,
)
from fmdesk.desktop.pages.charters.model import state_words
from fmdesk.desktop.pages.charters.presenter import ChartersPresenter
from fmdesk.i18n import _, current_language, ngettext, number
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import Button, button
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.labels import label, selectable

WRITTEN = (CharterState.DRAFT, CharterState.RETURNED)
HOLDS = (CharterState.TRIAL, CharterState.COUNTS, CharterState.TO_COME)


class CharterDetail(QWidget):
    """Cards below each other, and the buttons of what may be done now.

    Args:
        desk: Services and kit.
        presenter: Moves it on.
    """

    trial_asked = Signal(object)
    """Try this `CharterPage` on the past."""
    edit_asked = Signal(object)
    """Write this `CharterPage`."""

    def __init__(self, desk: Desk, presenter: ChartersPresenter) -> None:
        super().__init__()
        self.setObjectName("content")
        self._kit, self._presenter = desk.kit, presenter
        self.page: CharterPage | None = None
        self.acts: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        inside = QWidget()
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, SPACE_S, 0)
        self._cards.setSpacing(SPACE_M)
        self._area = scrolled(inside)
        column.addWidget(self._area, 1)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        column.addWidget(self.problem)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(SPACE_S)
        column.addLayout(self._foot)

    def show_page(self, page: CharterPage) -> None:
        """Show a charter or a draft."""
        self.page = page
        self._area.setAccessibleName(_("Charter"))
        self.problem.hide()
        clear(self._cards)
        self._cards.addWidget(self._said(page))
        before = page.base
        if before is not None:
            self._cards.addWidget(self._changes(_("What changes"), before, page.charter))
        self._cards.addWidget(self._terms(page.charter))
        for place, version in enumerate(page.versions):
            older = page.versions[place + 1].charter if place + 1 < len(page.versions) else None
            is_over = page.never_holds(version)
            self._cards.addWidget(self._version(version, older, is_over=is_over))
        self._cards.addStretch(1)
        self._show_acts(page)

    def _said(self, page: CharterPage) -> Card:
        charter, is_dutch = page.charter, current_language() == "nl"
        card = Card(charter.name_nl if is_dutch else charter.name_en, spacing=SPACE_S)
        card.title.setWordWrap(True)
        card.top.setStretch(0, 1)
        for text in (charter.promise_nl, charter.promise_en):
            card.body.addWidget(selectable(label(f"“{text}”", "promise", wraps=True)))
        draft = page.draft
        if draft is not None and draft.reason:
            words = _("{who} gave it back: {reason}").format(
                who=draft.decided_by, reason=draft.reason
            )
            card.body.addWidget(label(words, wraps=True, tone="broken"))
        if draft is not None:
            words = _("Written by {who}.").format(who=", ".join(draft.writers))
            card.body.addWidget(label(words, "muted", wraps=True))
        is_own = page.may_write and not page.may_approve
        if is_own and page.state in {CharterState.WAITS, CharterState.TRIAL}:
            words = _("Nobody approves the own charter: another controller decides.")
            card.body.addWidget(label(words, "muted", wraps=True))
        if page.state is CharterState.PROPOSED:
            words = _("The plugin {plugin} proposes it; it is judged on no line.")
            card.body.addWidget(label(words.format(plugin=page.plugin), "muted", wraps=True))
        return card

    def _terms(self, charter: Charter) -> Card:
        card = Card(_("What it says"), spacing=SPACE_S)
        said = clauses(charter, self._presenter.known.wording, current_language())
        card.body.addWidget(clause_grid(said))
        return card

    def _changes(self, title: str, before: Charter, after: Charter) -> Card:
        card = Card(title, spacing=SPACE_S)
        found = differences(before, after, self._presenter.known.wording, current_language())
        if found:
            card.body.addWidget(difference_grid(found))
        else:
            card.body.addWidget(label(_("Nothing differs."), "muted"))
        return card

    def _version(self, version: CharterVersion, older: Charter | None, *, is_over: bool) -> Card:
        charter, lines = version.charter, version.lines
        state = state_words(*state_of(charter, self._presenter.today))
        if is_over:
            state = state_words(CharterState.CALLED_OFF, None)
        title = _("Version {n} · {state}").format(n=charter.version, state=state)
        if older is None:
            card = Card(title, spacing=SPACE_S)
        else:
            card = self._changes(title, older, charter)
        words = ngettext("{n} line keeps it.", "{n} lines keep it.", lines)
        card.body.addWidget(label(words.format(n=number(lines)), "muted"))
        return card

    # --- what can be done ----------------------------------------------------------------------

    def _show_acts(self, page: CharterPage) -> None:
        clear(self._foot)
        self.acts = {}
        if page.may_write:
            state = page.state
            if state in WRITTEN:
                self._act("edit", _("Change…"), self.edit, "Ctrl E")
                self._act("forward", _("Send for approval"), self.forward, "F8", "primary")
                self._act("drop", _("Throw away…"), self.drop, "", "danger")
            elif state is CharterState.WAITS and page.may_approve:
                self._act("forward", _("Approve…"), self.forward, "F8", "primary")
                self._act("back", _("Give back…"), self.back, "F9")
            elif state is CharterState.WAITS:
                self._act("back", _("Take back"), self.back, "F9")
            elif state is CharterState.PROPOSED:
                self._act("edit", _("Take up as a draft…"), self.edit, "Ctrl E", "primary")
            else:
                self._act("edit", _("Change…"), self.edit, "Ctrl E")
            if state is CharterState.TRIAL and page.may_approve:
                self._act("forward", _("End the trial…"), self.forward, "F8")
            if state in HOLDS:
                words = _("Call off…") if state is CharterState.TO_COME else _("End it…")
                self._act("back", words, self.back, "F9", "danger")
        self._act("try", _("Try on the past…"), self.try_out, "Ctrl ⇧ T")
        self._foot.addStretch(1)

    def _act(
        self, name: str, text: str, act: Callable[[], object], keys: str, kind: str = ""
    ) -> None:
        made = button(act, text=text, kind=kind, name=name, keys=keys)
        self.acts[name] = made
        self._foot.addWidget(made)

    def edit(self) -> None:
        """Write it: the draft, or a new one from the charter or the proposal."""
        if self.page is not None and "edit" in self.acts:
            self.edit_asked.emit(self.page)

    def try_out(self) -> None:
        """Try it on past months."""
        if self.page is not None:
            self.trial_asked.emit(self.page)

    def forward(self) -> None:
        """Send, approve, or end the trial: the next step of what is chosen."""
        page = self.page
        if page is None or "forward" not in self.acts:
            return
        self.problem.hide()
        if page.state is CharterState.TRIAL:
            EndTrialDialog(self, self._presenter, page).open()
        elif page.state is CharterState.WAITS:
            ApproveDialog(self, self._presenter, page).open()
        elif page.draft is not None:
            self._presenter.send(page.draft, self._refuse)

    def back(self) -> None:
        """Give back, take back, or end what holds."""
        page = self.page
        if page is None or "back" not in self.acts:
            return
        self.problem.hide()
        if page.state in HOLDS:
            EndDialog(self, self._presenter, page).open()
        elif page.may_approve:
            GiveBackDialog(self, self._presenter, page).open()
        elif page.draft is not None:
            self._presenter.give_back(page.draft, "", self._refuse)

    def drop(self) -> None:
        """Ask once more, and throw the draft away."""
        if self.page is not None and self.page.draft is not None and "drop" in self.acts:
            self.problem.hide()
            DropDialog(self, self._presenter, self.page.draft).open()

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
