"""Who approved that a request goes over the budget, kept with the request."""

from PySide6.QtWidgets import QWidget

from fmdesk.desktop.pages.intake.view import IntakeView
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.labels import ElidedLabel

LONGEST = 200


class Approving(ElidedLabel):
    """Opens the dialog, and says who approved.

    Args:
        view: The parts of the page.
        page: The page.
    """

    def __init__(self, view: IntakeView, page: QWidget) -> None:
        super().__init__("", "muted")
        self._view, self._page = view, page
        self.approval = ""
        view.note_card.body.addWidget(self)
        self.hide()

    def ask(self) -> None:
        """Ask who approved, and how."""
        ApprovalDialog(self._page, self).open()

    def show_approval(self, approval: str) -> None:
        """Say who approved; it goes with the request that is saved."""
        self.approval = approval
        self.show_text(_("Approved over budget: {approval}").format(approval=approval))
        self.setVisible(bool(approval))


class ApprovalDialog(FormDialog):
    """Who approved, and how.

    Args:
        parent: The page.
        approving: Keeps it.
    """

    def __init__(self, parent: QWidget, approving: Approving) -> None:
        super().__init__(parent, _("Approval over budget"), _("Keep"))
        self._approving = approving
        self.say(_("It is kept with the request, and read by who holds the budget."))
        self.name = line_field("approval", LONGEST)
        self.name.setText(approving.approval)
        self.add_field(_("Who approved it, when and how"), self.name)
        self.name.setFocus()

    def save(self) -> None:
        """Keep it; empty takes it back."""
        self._approving.show_approval(self.name.text().strip())
        self.accept()
