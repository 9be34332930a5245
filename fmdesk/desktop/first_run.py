"""The first run: look around, begin an office of one's own, or join one that is there."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QLineEdit, QSpinBox

from fmdesk.config import Server
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.desktop.desk import sentence_of
from fmdesk.i18n import N_, _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.forms import FormView
from fmdesk.ui.kit import Kit
from fmdesk.ui.widgets.buttons import SegmentedControl

STARTER, OWN, JOIN = "starter", "own", "join"
CHOICES = ((STARTER, N_("Look around")), (OWN, N_("Our own office")), (JOIN, N_("Join an office")))
SENTENCES: Mapping[str, str] = {
    STARTER: N_(
        "A made-up organisation with people, a catalogue, charters and three months of work."
    ),
    OWN: N_(
        "An empty office. Units, people and catalogue come in under Administration, by hand or from"
        " files; you administer it."
    ),
    JOIN: N_(
        "An office on a PostgreSQL server, shared by all desks. The address is tried before it is"
        " kept; the password goes into your own password file."
    ),
}
POSTGRES_PORT = 5432
MOST_PORT = 65_535
SIZE = QSize(520, 640)
"""One size for all three ways, so that nothing jumps."""


def _text(name: str, nl: str, en: str, *, is_required: bool = True) -> FieldSpec:
    return FieldSpec(name, Text(nl, en), FieldKind.TEXT, is_required=is_required, maximum=200)


FORMS: Mapping[str, FormSpec] = {
    OWN: FormSpec(
        OWN, (_text("organisation", "Naam van de organisatie", "Name of the organisation"),)
    ),
    JOIN: FormSpec(
        JOIN,
        (
            _text("host", "Server", "Server"),
            FieldSpec(
                "port",
                Text("Poort", "Port"),
                FieldKind.INTEGER,
                is_required=True,
                minimum=1,
                maximum=MOST_PORT,
                default=POSTGRES_PORT,
            ),
            _text("database", "Database", "Database"),
            _text("user", "Gebruiker", "User"),
            _text("password", "Wachtwoord", "Password", is_required=False),
        ),
    ),
}


class Beginnings(Protocol):
    """How an office begins; each is called on a thread and raises a known error."""

    def begin_own(self, organisation: str) -> None:
        """Make an empty office."""

    def join(self, server: Server) -> None:
        """Use the office of a server, once it has answered."""


def ask(kit: Kit, office: Beginnings) -> bool:
    """Ask which office to begin with; tell whether there is one to open now.

    Args:
        kit: Theme, runner and memory; its runner is closed afterwards.
        office: Does what is chosen.
    """
    dialog = FirstRunDialog(kit, office)
    is_chosen = dialog.exec() == QDialog.DialogCode.Accepted
    kit.runner.close()
    kit.memory.save()
    return is_chosen


class FirstRunDialog(FormDialog):
    """Three ways to begin, the form of the chosen one below.

    Args:
        kit: Runs the work and remembers the page to open.
        office: Does what is chosen.
    """

    def __init__(self, kit: Kit, office: Beginnings) -> None:
        super().__init__(None, _("Which office?"), _("Begin"))
        self._kit, self._office = kit, office
        self.setMinimumSize(SIZE)
        self.choice = SegmentedControl(tuple((code, _(text)) for code, text in CHOICES))
        self.choice.chosen.connect(self.show_choice)
        self.body.addWidget(self.choice)
        self.form = FormView(kit.time)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.show_choice(STARTER)

    def show_choice(self, code: str) -> None:
        """Show what a choice means and what it needs to know."""
        self.choice.choose(code)
        self.problem.hide()
        self.say(_(SENTENCES[code]))
        self.form.show_form(FORMS.get(code))
        if code == JOIN:
            secret, port = self.form.field("password"), self.form.field("port")
            if isinstance(secret, QLineEdit) and isinstance(port, QSpinBox):
                secret.setEchoMode(QLineEdit.EchoMode.Password)
                port.setGroupSeparatorShown(False)
        self.form.focus_first()

    def save(self) -> None:
        """Begin; the dialog stays with the sentence when it does not work."""
        missing = self.form.missing()
        if missing:
            self.show_problem(_("Fill in: {fields}.").format(fields=", ".join(missing)))
            return
        values, office = self.form.values(), self._office
        self.save_button.setEnabled(False)
        self.problem.hide()

        def work() -> None:
            if self.choice.value == OWN:
                office.begin_own(str(values["organisation"]))
            elif self.choice.value == JOIN:
                office.join(
                    Server(
                        str(values["host"]),
                        str(values["database"]),
                        str(values["user"]),
                        str(values.get("password", "")),
                        int(values["port"]),
                    )
                )

        self._kit.runner.submit(self, work, self._finish, failed=self._refuse)

    def _finish(self, _nothing: object) -> None:
        if self.choice.value == OWN:
            self._kit.memory.put("page", "administration")
        self.accept()

    def _refuse(self, problem: Exception) -> None:
        self.show_problem(sentence_of(problem))
