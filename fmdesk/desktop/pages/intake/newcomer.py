"""A caller whom nobody knows: the name, and what is at hand, without leaving the request."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.intake_views import Newcomer
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.pages.intake.presenter import IntakePresenter
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.theme import Theme
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.pick import PickField

LONGEST = 200
_OF_A_NUMBER = frozenset("0123456789 +-()")


class NewcomerDialog(FormDialog):
    """Takes in a person.

    Args:
        parent: The window.
        theme: Icons.
        presenter: Looks up and stores.
        words: What was typed where the caller was looked up: a name, or a number.
        picked: Told the new person.
    """

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        presenter: IntakePresenter,
        words: str,
        picked: Callable[[Choice], object],
    ) -> None:
        super().__init__(parent, _("New caller"), _("Save"))
        self._presenter, self._picked = presenter, picked
        self.say(_("The name is enough to go on; what else you ask now nobody has to ask later."))
        self.name = line_field("name", LONGEST)
        self.phone = line_field("phone", LONGEST)
        self.email = line_field("email", LONGEST)
        self.cost_centre = PickField(theme, partial(presenter.find, "cost_centre"), "cost_centre")
        self.location = PickField(theme, partial(presenter.find, "location"), "location")
        (self.phone if _OF_A_NUMBER.issuperset(words) else self.name).setText(words)
        self.add_field(_("Name"), self.name)
        self.add_field(_("Phone (optional)"), self.phone)
        self.add_field(_("E-mail (optional)"), self.email)
        self.add_field(_("Paying cost centre (optional)"), self.cost_centre)
        self.add_field(_("Room (optional)"), self.location)
        self.name.setFocus()

    def save(self) -> None:
        """Store the person; the dialog says in place what is wrong."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        newcomer = Newcomer(
            uuid4(),
            self.name.text(),
            self.phone.text(),
            self.email.text(),
            self.cost_centre.code,
            self.location.code,
        )
        self._presenter.add_caller(newcomer, self._done, self.show_problem)

    def _done(self, found: Sequence[Choice]) -> None:
        self.accept()
        self._picked(found[0])
