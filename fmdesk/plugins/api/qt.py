"""What a plugin's pages are made of: the base of a page, tables, fields, buttons and dialogs.

Only a plugin's own module `qt` imports this; it is imported when one of its pages is first opened.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Signal

from fmdesk.core.domain.errors import DomainError, NotAllowedError
from fmdesk.core.ports import Extensions
from fmdesk.messages import explain
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.page import Page
from fmdesk.ui.planner import Planner, PlannerBox, PlannerData, PlannerRow
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tasks import Lane
from fmdesk.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.buttons import SegmentedControl, button, chip
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.search import SearchField
from fmdesk.ui.widgets.states import State, StateStack

__all__ = [
    "SPACE_L",
    "SPACE_M",
    "SPACE_S",
    "Badge",
    "Card",
    "Column",
    "Extensions",
    "FormDialog",
    "Kit",
    "Planner",
    "PlannerBox",
    "PlannerData",
    "PlannerRow",
    "PluginPage",
    "RowsModel",
    "SearchField",
    "SegmentedControl",
    "State",
    "StateStack",
    "StatusBadge",
    "TableView",
    "button",
    "chip",
    "explain",
    "label",
    "show_rows",
]


class PluginPage(Page):
    """The base of a plugin's page. It is made with `Class(kit, extensions)`.

    Args:
        kit: The shared tools of the window.
        extensions: How the plugin's commands and queries are reached.
        plugin: Id of the plugin.
        gettext: Looks up the plugin's own texts.
    """

    changed = Signal()
    """A command of this page changed something."""
    line_asked = Signal(int)
    """Open the ticket of a line, by the line's number."""

    def __init__(
        self, kit: Kit, extensions: Extensions, plugin: str, gettext: Callable[[str], str]
    ) -> None:
        super().__init__(kit)
        self._extensions = extensions
        self._plugin = plugin
        self._gettext = gettext

    def say(self, setter: Callable[[str], object], message: str) -> None:
        """Show one of the plugin's texts now and again after each change of language."""
        self.texts.compute(lambda: setter(self._gettext(message)))

    def ask(
        self,
        query: str,
        payload: object,
        done: Callable[[Any], None],
        *,
        retry: Callable[[], object],
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Ask one of the plugin's queries; a later one of that name makes the answer stale.

        Args:
            query: Its name.
            payload: What it is given.
            done: Called with the answer on the GUI thread.
            retry: Offered to the user when it failed.
            refused: Called with the sentence to show when it was refused; without it the page
                gives way to that sentence.
        """

        def failed(problem: Exception) -> None:
            if refused is not None and isinstance(problem, DomainError):
                refused(explain(problem))
            else:
                self._show(problem, retry)

        self.kit.runner.submit(
            self,
            lambda: self._extensions.ask(self._plugin, query, payload),
            done,
            failed=failed,
            key=query,
        )

    def run(
        self,
        command: str,
        payload: object,
        done: Callable[[Any], None],
        refused: Callable[[str], None],
    ) -> None:
        """Run one of the plugin's commands, in the order in which the user gave them.

        Args:
            command: Its name.
            payload: Of its declared type.
            done: Called with the result on the GUI thread.
            refused: Called with the sentence to show when it was refused.
        """
        op_id = uuid4()

        def finished(result: object) -> None:
            done(result)
            self.changed.emit()

        def failed(problem: Exception) -> None:
            if not isinstance(problem, DomainError):
                raise problem
            refused(explain(problem))

        self.kit.runner.submit(
            self,
            lambda: self._extensions.run(op_id, self._plugin, command, payload),
            finished,
            failed=failed,
            lane=Lane.WRITE,
        )

    def _show(self, problem: Exception, retry: Callable[[], object]) -> None:
        if not isinstance(problem, DomainError):
            raise problem
        if isinstance(problem, NotAllowedError):
            self.show_no_rights(explain(problem))
        else:
            self.show_error(explain(problem), retry)
