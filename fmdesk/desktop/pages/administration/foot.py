"""The foot of an entry's form: what there is to say about it, its password, a try, and saving."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from fmdesk.core.domain.administration import Entry
from fmdesk.core.domain.connection import Tried
from fmdesk.core.domain.ticket import Scalar
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.administration.days import DaysDialog
from fmdesk.desktop.pages.administration.model import tried_text
from fmdesk.desktop.pages.administration.passwords import PasswordDialog
from fmdesk.desktop.pages.administration.presenter import AdministrationPresenter
from fmdesk.i18n import N_, _
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label, set_tone


class EntryFoot(QVBoxLayout):
    """A sentence, and the buttons below it.

    Args:
        desk: Says that a password was stored.
        presenter: Stores and tries.
        texts: Texts that follow the language.
        save: Stores the entry.
        values: Gives what stands in the form.
    """

    def __init__(
        self,
        desk: Desk,
        presenter: AdministrationPresenter,
        texts: Texts,
        save: Callable[[], None],
        values: Callable[[], Mapping[str, Scalar]],
    ) -> None:
        super().__init__()
        self._desk, self._presenter, self._values = desk, presenter, values
        self._entry: Entry | None = None
        self._unread = ""
        self.setSpacing(SPACE_S)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        self.password_button = button(self.ask_password, name="password")
        icon = desk.kit.theme.icon("calendar-days")
        self.days_button = button(self.ask_days, icon=icon, name="days")
        self.try_button = button(self.try_out, name="try_out")
        self.save_button = button(save, kind="primary", name="save_entry", keys="Ctrl ↵")
        texts.say(self.password_button.setText, N_("Password…"))
        texts.say(self.days_button.setText, N_("Add holidays…"))
        texts.say(self.try_button.setText, N_("Try it"))
        texts.say(self.save_button.setText, N_("Save"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.password_button)
        row.addWidget(self.try_button)
        row.addWidget(self.days_button)
        row.addStretch(1)
        row.addWidget(self.save_button)
        self.addWidget(self.problem)
        self.addLayout(row)

    def show_entry(self, entry: Entry | None) -> None:
        """Offer what can be done with an entry."""
        self._entry = entry
        self.problem.hide()
        self.password_button.setVisible(entry is not None and entry.has_password)
        self.try_button.setVisible(entry is not None and entry.can_try)
        self.try_button.setEnabled(True)
        has_days = self._presenter.section.has_days
        self.days_button.setVisible(entry is not None and has_days)

    def say(self, sentence: str, tone: str = "broken") -> None:
        """Show a sentence."""
        set_tone(self.problem, tone)
        self.problem.setText(sentence)
        self.problem.show()

    def say_of_preview(self, problem: str) -> None:
        """Show what is wrong with a template, or that nothing is."""
        if problem:
            self.say(problem)
        elif self.problem.text() == self._unread:  # a refusal of the save stays
            self.problem.hide()
        self._unread = problem

    def ask_password(self) -> None:
        """Ask for the password of the entry, as it is stored."""
        entry, passwords = self._entry, self._presenter.section.passwords
        if entry is None or passwords is None:
            return
        if self._is_changed(entry):
            return
        name = entry.title if passwords.is_of_title else entry.code
        store = partial(self._presenter.set_password, entry.code)
        stored = partial(self._desk.said.emit, _("Saved."))
        window = self.problem.window()
        PasswordDialog(window, name, _(passwords.of_empty), store, stored).open()

    def ask_days(self) -> None:
        """Ask for a file with holidays for the calendar that is chosen."""
        if self._entry is not None and not self._is_changed(self._entry):
            window, kit = self.problem.window(), self._desk.kit
            DaysDialog(window, kit, self._presenter, self._entry.code).open()

    def _is_changed(self, entry: Entry) -> bool:
        """Tell whether something was typed that is not saved, and say so."""
        typed = self._values().items()
        is_changed = any(entry.values.get(name, "") != value for name, value in typed)
        if is_changed:
            self.say(_("Save what you changed first, or press Esc to take it back."))
        return is_changed

    def try_out(self) -> None:
        """Try what is typed; the answer comes when the other side gives it."""
        entry = self._entry
        if entry is None:
            return
        self.try_button.setEnabled(False)
        self.say(_("Trying…"), "")

        def answered(sentence: str, tone: str) -> None:
            if self._entry is not None and self._entry.code == entry.code:
                self.try_button.setEnabled(True)
                self.say(sentence, tone)

        def worked(tried: Tried) -> None:
            answered(tried_text(tried), "kept")

        values = {"code": entry.code, **self._values()}
        self._presenter.try_out(values, worked, lambda sentence: answered(sentence, "broken"))
