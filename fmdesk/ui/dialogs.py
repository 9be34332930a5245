"""Dialogs: a sentence, a form, the error in place, and Ctrl+Enter to save."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.i18n import _
from fmdesk.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label

SAVE_KEYS = ("Ctrl+Return", "Ctrl+Enter")


class FormDialog(QDialog):
    """The frame of a dialog; the form goes into `body`.

    Args:
        parent: The window it belongs to.
        title: What is done.
        save_text: Text of the button that does it.
        is_danger: It cannot be taken back.
    """

    def __init__(
        self, parent: QWidget | None, title: str, save_text: str, *, is_danger: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_L)
        column.addWidget(label(title, "page_title"))
        self.sentence = label("", "muted", wraps=True)
        self.sentence.hide()
        column.addWidget(self.sentence)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_M)
        column.addLayout(self.body, 1)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        column.addWidget(self.problem)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(SPACE_S)
        self.foot.addStretch(1)
        cancel = button(self.reject, text=_("Cancel"), name="cancel")
        kind = "danger" if is_danger else "primary"
        self.save_button = button(self.save, text=save_text, kind=kind, name="save", keys="Ctrl ↵")
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.save_button)
        column.addLayout(self.foot)
        for keys in SAVE_KEYS:
            QShortcut(QKeySequence(keys), self, self.save_button.click)

    def say(self, sentence: str) -> None:
        """Show a sentence below the title."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def add_field(self, name: str, field: QWidget, help_text: str = "") -> None:
        """Put a field with its name above it into the form."""
        box = QVBoxLayout()
        box.setSpacing(SPACE_XS)
        above = label(name, "label")
        above.setBuddy(field)
        field.setAccessibleName(name)
        box.addWidget(above)
        box.addWidget(field)
        if help_text:
            box.addWidget(label(help_text, "muted", wraps=True))
        self.body.addLayout(box)

    def show_problem(self, sentence: str) -> None:
        """Show what is wrong and let the user go on."""
        self.problem.setText(sentence)
        self.problem.show()
        self.save_button.setEnabled(True)

    def save(self) -> None:
        """Do it; the dialog closes when it was done."""
        raise NotImplementedError
