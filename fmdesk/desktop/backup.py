"""A backup by hand: made in a process of its own, then said where it stands and how it is used."""

from PySide6.QtWidgets import QWidget

from fmdesk.desktop.desk import Desk
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.labels import label, selectable


def make_backup(window: QWidget, desk: Desk) -> None:
    """Copy the database; the status line shows how far it is.

    Args:
        window: Over which it is told.
        desk: Runs the job.
    """

    def done(path: object) -> None:
        BackupDialog(window, str(path)).open()

    def ended() -> None:
        """Nothing of the window waits for it."""

    desk.start_job(window, _("Backup"), desk.services.jobs.backup, done, ended=ended)


class BackupDialog(FormDialog):
    """Where the copy stands and how it is put back.

    Args:
        parent: The window.
        path: The copy.
    """

    def __init__(self, parent: QWidget, path: str) -> None:
        super().__init__(parent, _("The backup is made"), _("Close"))
        self.say(_("The copy was opened and checked. It stands in:"))
        self.path = selectable(label(path, wraps=True))
        self.body.addWidget(self.path)
        how = _(
            "To put it back, close fmdesk on every desk and run “fmdesk db restore” with this file."
            " What stands there then is kept beside it. Keep a copy on another machine too."
        )
        self.body.addWidget(label(how, "muted", wraps=True))
        self.save_button.setFocus()

    def save(self) -> None:
        """Close it."""
        self.accept()
