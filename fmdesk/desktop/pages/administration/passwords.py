"""A password for an account or a server: typed twice, never shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.fields import line_field

LONGEST = 200

Store = Callable[[str, Callable[[], None], Callable[[str], None]], None]
"""Stores a password, then calls the one, or the other with the sentence that says why not."""


class PasswordDialog(FormDialog):
    """A new password.

    Args:
        parent: The page.
        name: What it is for.
        sentence: What an empty one means.
        store: Stores it.
        done: Called when it is stored.
    """

    def __init__(
        self, parent: QWidget, name: str, sentence: str, store: Store, done: Callable[[], None]
    ) -> None:
        super().__init__(parent, _("Password of {login}").format(login=name), _("Save"))
        self._store, self._done = store, done
        self.say(sentence)
        self.first, self.second = (line_field(name, LONGEST) for name in ("new", "again"))
        for field, words in ((self.first, _("New password")), (self.second, _("Once more"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            self.add_field(words, field)
        self.first.setFocus()

    def save(self) -> None:
        """Store it when both are alike."""
        if self.first.text() != self.second.text():
            self.show_problem(_("The two are not alike. Type the password twice."))
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._store(self.first.text(), self._stored, self.show_problem)

    def _stored(self) -> None:
        self._done()
        self.accept()
