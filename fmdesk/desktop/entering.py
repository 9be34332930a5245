"""Who is here: the operating system's account is known by its name, anybody else signs in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from fmdesk.core.domain.access import Me
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.entries import ENTRIES, FIRST, plugin_entries
from fmdesk.desktop.plugin_actions import take_plugin_actions
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.states import State

if TYPE_CHECKING:
    from fmdesk.core.services.office import Services
    from fmdesk.desktop.shell import MainWindow

LONGEST = 200


def enter(window: "MainWindow", services: "Services") -> None:
    """Open the pages for whoever is known here; ask others to sign in first.

    Args:
        window: Waits, painted, without pages.
        services: The use cases.
    """
    desk = Desk(window.kit, services)

    def begin(_me: Me) -> None:
        desk.said.connect(window.toast.say)
        desk.said_with.connect(window.toast.say)
        desk.page_asked.connect(window.open_page)
        desk.action_asked.connect(lambda name: window.actions_[name].trigger())

        def hear(changes: Changes) -> None:
            if changes.is_everything:
                take_pages(window, desk)
                take_plugin_actions(window, desk)

        desk.changed.connect(hear)
        take_pages(window, desk)
        window.begin(desk)
        take_plugin_actions(window, desk)

    def known(me: Me) -> None:
        (begin if me.roles else ask)(me)

    def ask(me: Me) -> None:
        window.waiting.states.show_state(
            State.NO_RIGHTS,
            _("Nobody has signed in"),
            _("This computer's account is not known in this office, or has no role in it."),
            (_("Sign in…"), lambda: ask(me)),
        )
        SignInDialog(window, desk, "", begin).open()

    desk.query(desk, services.access.me, known)


def take_pages(window: "MainWindow", desk: Desk) -> None:
    """Let the navigation have the pages of the plugins that work now, and no others."""
    extra = plugin_entries(desk.services.extensions.views())
    window.entries |= {entry.item.page: entry for entry in extra}
    window.navigation.add([entry.item for entry in extra])
    pages = {entry.item.page for entry in (*ENTRIES, *extra)}
    window.navigation.keep(pages)
    if window.desk is not None and window.page_name not in pages:
        window.open_page(FIRST)  # its plugin is gone


def switch(window: "MainWindow", desk: Desk) -> None:
    """Let somebody else sign in; pages and drafts stay as they are.

    Args:
        window: Shows who is there.
        desk: Its services.
    """

    def entered(me: Me) -> None:
        desk.query(window, desk.services.queries.status, window.show_status)
        desk.said.emit(_("{name} is signed in.").format(name=me.name))
        window.page().arrive(None)

    SignInDialog(window, desk, desk.services.access.here, entered).open()


class SignInDialog(FormDialog):
    """Name and password.

    Args:
        parent: The window.
        desk: Its services.
        login: The name that is offered.
        entered: Told who signed in.
    """

    def __init__(
        self, parent: QWidget, desk: Desk, login: str, entered: Callable[[Me], object]
    ) -> None:
        super().__init__(parent, _("Sign in"), _("Sign in"))
        self._desk, self._entered = desk, entered
        here = desk.services.access.here
        self.say(_("The account of this computer, {login}, needs no password.").format(login=here))
        self.login = line_field("login", LONGEST)
        self.login.setText(login)
        self.password = line_field("password", LONGEST)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_field(_("Name"), self.login)
        self.add_field(_("Password"), self.password)
        for field in (self.login, self.password):
            field.returnPressed.connect(self.save_button.click)
        self.login.selectAll()
        self.login.setFocus()

    def save(self) -> None:
        """Sign in; what was typed as name stays when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        login, password = self.login.text(), self.password.text()
        access = self._desk.services.access

        def finished(me: Me) -> Changes:
            self.accept()
            self._entered(me)
            return Changes(is_everything=True)

        self._desk.change(self, lambda: access.sign_in(login, password), finished, self._refuse)

    def _refuse(self, problem: Exception) -> None:
        self.show_problem(sentence_of(problem))
        self.password.clear()
        self.password.setFocus()
