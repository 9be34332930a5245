"""A talk that was held, to read, to print and to correct."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from fmdesk.core.domain.talk_views import AccountView, TalkRow
from fmdesk.desktop.pages.account.model import action_words, talk_facts, wrappable
from fmdesk.i18n import _, stamp
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.facts import Facts

_WIDE, _HIGH = 640, 360


class RecordDialog(FormDialog):
    """An entry as it stands, with the actions that were agreed in it.

    Args:
        parent: The page.
        view: The account.
        talk: The entry.
        zone: The office's zone.
    """

    correction_asked = Signal()
    print_asked = Signal()

    def __init__(self, parent: QWidget, view: AccountView, talk: TalkRow, zone: str) -> None:
        title = _("Entry {n} of {department}").format(n=talk.number, department=view.name)
        super().__init__(parent, title, _("Correct it…"))
        self.setMinimumWidth(_WIDE)
        self.say(_said_by(talk, zone))
        actions = [action_words(one) for one in view.actions if one.talk == talk.number]
        self.facts = Facts()
        agreed = wrappable("\n".join(actions)) or "–"
        self.facts.show_facts([*talk_facts(talk), (_("Actions"), agreed)])
        self.facts.setObjectName("scrolled")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(self.facts)
        self.area.setMinimumHeight(_HIGH)
        self.body.addWidget(self.area)
        printing = button(self.print_asked.emit, text=_("Print…"), name="print", keys="Ctrl P")
        QShortcut(QKeySequence("Ctrl+P"), self, printing.click)
        self.foot.insertWidget(1, printing)
        self.save_button.setEnabled(view.may_write and not talk.corrected_by)

    def save(self) -> None:
        """Ask for the dialog that corrects it."""
        self.accept()
        self.correction_asked.emit()


def _said_by(talk: TalkRow, zone: str) -> str:
    words = _("Logged by {who} on {at}.").format(who=talk.actor, at=stamp(talk.at, zone))
    if talk.corrects:
        words += " " + _("It corrects entry {n}.").format(n=talk.corrects)
    if talk.corrected_by:
        words += " " + _("It is corrected by entry {n}.").format(n=talk.corrected_by)
    return words
