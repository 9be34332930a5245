"""Editing the ticket itself: subject, who asked, who receives, where."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.dossier import Edited, FieldClash
from fmdesk.core.domain.dossier_views import Dossier
from fmdesk.core.domain.merging import Fields
from fmdesk.core.domain.ticket import Scalar
from fmdesk.desktop.pages.ticket.conflict import ConflictDialog
from fmdesk.desktop.pages.ticket.presenter import TicketPresenter
from fmdesk.i18n import N_, _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.pick import PickField

LONGEST_SUBJECT = 200
PICKED = (
    ("requester", "person", N_("Requester")),
    ("recipient", "person", N_("Recipient")),
    ("location", "location", N_("Place of its open lines")),
)


class EditDialog(FormDialog):
    """The ticket's fields; what somebody else changed meanwhile is merged field by field."""

    def __init__(
        self, parent: QWidget, dossier: Dossier, presenter: TicketPresenter, kit: Kit
    ) -> None:
        title = _("Edit {number}").format(number=dossier.ticket.number)
        super().__init__(parent, title, _("Save"))
        self._presenter, self._kit = presenter, kit
        self._ticket_id = dossier.ticket.id
        self._base: dict[str, Scalar | None] = dict(dossier.fields)
        places = {one.hint: one for one in dossier.places}
        self.subject = line_field("subject", LONGEST_SUBJECT)
        self.subject.setText(str(self._base["subject"]))
        self.add_field(_("Subject"), self.subject)
        self.picks: dict[str, PickField] = {}
        for name, kind, words in PICKED:
            made = PickField(kit.theme, partial(presenter.find, kind), name)
            if name in places:
                made.pick(places[name])
                made.hint.hide()
            self.picks[name] = made
            self.add_field(_(words), made)
        self.subject.setFocus()
        self.subject.selectAll()

    def values(self) -> Fields:
        """Return the fields as they are wanted."""
        picked = {name: made.code for name, made in self.picks.items()}
        return {"subject": self.subject.text().strip(), **picked}

    def save(self) -> None:
        """Save; the dialog stays with what was typed when it is refused."""
        unpicked = [name for name, made in self.picks.items() if is_unpicked(made)]
        if unpicked:
            self.picks[unpicked[0]].setFocus()
            self.show_problem(_("Choose one of the list, or leave the field empty."))
            return
        self._send(self.values())

    def _send(self, values: Fields) -> None:
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.edit_ticket(
            self._ticket_id,
            dict(self._base),
            values,
            partial(self._answered, values),
            self.show_problem,
        )

    def _answered(self, values: Fields, edited: Edited) -> None:
        if edited.is_stored:
            self.accept()
            return
        self.save_button.setEnabled(True)
        chosen = partial(self._choose, values, edited.clashes)
        ConflictDialog(self, edited.clashes, self._kit.time, chosen).open()

    def _choose(
        self, values: Fields, clashes: tuple[FieldClash, ...], is_yours: Mapping[str, bool]
    ) -> None:
        theirs = {one.clash.field: one.clash.theirs for one in clashes}
        self._base |= theirs
        kept = {name: value for name, value in theirs.items() if not is_yours[name]}
        self._send({**values, **kept})


def is_unpicked(made: PickField) -> bool:
    """Tell whether words were typed of which nothing was chosen."""
    return made.choice is None and bool(made.field.text().strip())
