"""What is done with major faults on the page: hang on, let go, tell everybody."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from fmdesk.plugins.api.qt import FormDialog, PluginPage
from fmdesk.plugins.bundled.faults.faults import FaultRow
from fmdesk.plugins.bundled.faults.majors import HangOn, TellAll, Told
from fmdesk.plugins.bundled.faults.qt.words import _, ngettext

SUBJECT_MOST, BODY_HEIGHT = 120, 140


class FaultDialog(FormDialog):
    """A dialog about one fault.

    Args:
        page: The page that it is opened from.
        row: The fault.
        title: What is done.
        save_text: Text of the button.
    """

    def __init__(self, page: PluginPage, row: FaultRow, title: str, save_text: str) -> None:
        super().__init__(page, title, save_text)
        self._page, self._row = page, row
        self.say(f"{row.fault.number}  {row.fault.seen}".strip())

    def send(self, command: str, payload: object) -> None:
        """Run a command; close when it was done, else say what is wrong."""
        self.save_button.setEnabled(False)
        self._page.run(command, payload, self.finish, self.show_problem)

    def finish(self, _result: object) -> None:
        """Close."""
        self.accept()


class HangDialog(FaultDialog):
    """Let a fault hang on another one; an empty number lets it go."""

    def __init__(self, page: PluginPage, row: FaultRow) -> None:
        super().__init__(page, row, _("Hang on to a major fault"), _("Save"))
        self.number = QLineEdit(row.major)
        self.number.setObjectName("number")
        self.number.setPlaceholderText("M000123.1")
        self.add_field(
            _("Number of the major fault"),
            self.number,
            _("It is told and closed together with that one. Empty: it stands by itself."),
        )
        self.number.setFocus()
        self.number.selectAll()

    def save(self) -> None:
        """Do it."""
        self.send("hang_on", HangOn(self._row.fault.line_id, self.number.text()))


class TellDialog(FaultDialog):
    """One message to everybody who reported a fault."""

    def __init__(self, page: PluginPage, row: FaultRow) -> None:
        super().__init__(page, row, _("Message to all who reported it"), _("Send"))
        self.subject = QLineEdit()
        self.subject.setMaxLength(SUBJECT_MOST)
        self.body_field = QPlainTextEdit()
        self.body_field.setTabChangesFocus(True)
        self.body_field.setMinimumHeight(BODY_HEIGHT)
        self.add_field(_("Subject"), self.subject)
        self.add_field(_("Text"), self.body_field)
        self.subject.setFocus()

    def save(self) -> None:
        """Send it."""
        text = self.body_field.toPlainText()
        self.send("tell_all", TellAll(self._row.fault.line_id, self.subject.text(), text))

    def finish(self, result: object) -> None:
        """Say to how many it goes, and to whom it cannot."""
        if isinstance(result, Told) and result.unknown:
            words = ngettext(
                "It goes to {n} person. Tell these apart: {numbers}",
                "It goes to {n} persons. Tell these apart: {numbers}",
                result.told,
            )
            self.say(words.format(n=result.told, numbers=", ".join(result.unknown)))
            self.save_button.hide()
        else:
            self.accept()
