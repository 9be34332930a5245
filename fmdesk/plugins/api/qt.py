"""What a plugin's pages are made of: the base of a page, tables, fields, buttons and dialogs.

Only a plugin's own module `qt` imports this; it is imported when one of its pages is first opened.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from fmdesk.core.domain.errors import DomainError, NotAllowedError, StorageError
from fmdesk.core.domain.spec import FieldSearch, FieldSpec
from fmdesk.core.domain.views import Choice
from fmdesk.core.ports import Extensions
from fmdesk.i18n import current_language
from fmdesk.messages import explain
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.forms import FormView, cents_of
from fmdesk.ui.kit import Kit
from fmdesk.ui.page import Page
from fmdesk.ui.pdfdialog import PdfDialog
from fmdesk.ui.pictures import read_picture, shrunk
from fmdesk.ui.planner import Planner, PlannerBox, PlannerData, PlannerRow
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tasks import Lane, is_alive
from fmdesk.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.buttons import Button, SegmentedControl, button, chip
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.days import Days
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.fields import (
    area_field,
    day_field,
    day_of,
    line_field,
    number_field,
    wall_field,
    wall_of,
)
from fmdesk.ui.widgets.labels import label, set_tone
from fmdesk.ui.widgets.menuchip import MenuChip
from fmdesk.ui.widgets.pick import PickField
from fmdesk.ui.widgets.search import SearchField
from fmdesk.ui.widgets.states import State, StateStack

__all__ = [
    "SPACE_L",
    "SPACE_M",
    "SPACE_S",
    "Badge",
    "Button",
    "Card",
    "Choice",
    "Column",
    "Days",
    "Extensions",
    "Facts",
    "FormDialog",
    "FormView",
    "Kit",
    "MenuChip",
    "PdfDialog",
    "PickField",
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
    "area_field",
    "button",
    "cents_of",
    "chip",
    "day_field",
    "day_of",
    "explain",
    "label",
    "line_field",
    "number_field",
    "read_picture",
    "set_tone",
    "show_rows",
    "shrunk",
    "wall_field",
    "wall_of",
]

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of a file that a page reads unless it says otherwise."""
_SHARES = (600, 400)
"""How two parts share the room until the user moves what is between them."""


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
    view_asked = Signal(str, object)
    """Open another of the plugin's pages, by its id, with what it shall show (None for as it was).

    `arrive` of that page is given it."""
    said = Signal(str)
    """A sentence for the toast."""
    said_with = Signal(str, object)
    """The same with a button: its text and what it does, such as taking back what was done."""
    file_chosen = Signal(bytes, object)
    """Write a file to a path (`Path`) that the user chose; the toast tells whether it worked."""

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

        def answered(answer: object) -> None:
            if _is_there(done):
                done(answer)

        def failed(problem: Exception) -> None:
            if refused is None or not isinstance(problem, DomainError):
                self._show(problem, retry)
            elif _is_there(refused):
                refused(explain(problem))

        self.kit.runner.submit(
            self,
            lambda: self._extensions.ask(self._plugin, query, payload),
            answered,
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
            if _is_there(done):
                done(result)
            self.changed.emit()

        def failed(problem: Exception) -> None:
            if not isinstance(problem, DomainError):
                raise problem
            if _is_there(refused):
                refused(explain(problem))

        self.kit.runner.submit(
            self,
            lambda: self._extensions.run(op_id, self._plugin, command, payload),
            finished,
            failed=failed,
            lane=Lane.WRITE,
        )

    # --- parts of a page -----------------------------------------------------------------------

    def pick(self, kind: str, name: str) -> PickField:
        """Return a field that finds a record of the core as one types.

        Args:
            kind: `person`, `location`, `product`, `cost_centre`, `unit`, `department` or
                `channel`.
            name: Object name of the field.
        """

        def find(words: str, show: Callable[[Sequence[Choice]], None]) -> None:
            language = current_language()
            self.kit.runner.submit(
                self,
                lambda: self._extensions.choices(kind, words, language),
                show,
                key=f"find {name}",
            )

        return PickField(self.kit.theme, find, name)

    def form(self) -> FormView:
        """Return what shows a declared form and reads it, with fields that find what they need.

        `show_form(spec, values)` shows it, `missing()` marks what is still needed, `values()` are
        the answers as a line's details have them.
        """

        def pick(spec: FieldSpec) -> PickField:
            return self._pick_value(spec) if spec.find else self.pick(spec.kind.value, spec.name)

        return FormView(self.kit.time, pick)

    def _pick_value(self, spec: FieldSpec) -> PickField:
        def find(words: str, show: Callable[[Sequence[Choice]], None]) -> None:
            asked = FieldSearch(words)
            self.kit.runner.submit(
                self,
                lambda: self._extensions.find(self._plugin, spec.find, asked),
                show,
                key=f"find {spec.name}",
            )

        return PickField(self.kit.theme, find, spec.name)

    def split(
        self, name: str, first: QWidget, second: QWidget, *, is_beside: bool = True
    ) -> QSplitter:
        """Return two parts side by side, or one above the other, as the user last sized them.

        Args:
            name: Under which the sizes are kept, unlike any other of the plugin.
            first: The left or upper part.
            second: The other one.
            is_beside: Side by side.
        """
        way = Qt.Orientation.Horizontal if is_beside else Qt.Orientation.Vertical
        made, key = QSplitter(way), f"{self._plugin}.{name}"
        made.setChildrenCollapsible(False)
        made.setHandleWidth(SPACE_M)
        made.addWidget(first)
        made.addWidget(second)
        made.setSizes(self.kit.memory.numbers(key) or list(_SHARES))
        made.splitterMoved.connect(lambda *_place: self.kit.memory.put(key, made.sizes()))
        return made

    def show_pdf(self, content: bytes, name: str) -> PdfDialog:
        """Show a PDF, to be saved or printed.

        Args:
            content: Its bytes.
            name: Proposed name of its file.
        """
        shown = PdfDialog(self, self.kit, content, name)
        shown.file_chosen.connect(self.file_chosen)
        shown.open()
        return shown

    def show_paper(self, query: str, payload: object, name: str) -> None:
        """Show the paper that one of the plugin's queries declares, to be saved or printed.

        Args:
            query: Its name; it returns a `Document`.
            payload: What it is given.
            name: Proposed name of the file.
        """
        self._make_paper(query, payload, "pdf", lambda content: self.show_pdf(content, name))

    def save_paper(self, query: str, payload: object, name: str) -> None:
        """Save the table of a paper as CSV; the arguments are those of `show_paper`."""
        kinds = "CSV (*.csv)"
        self._make_paper(
            query, payload, "csv", lambda content: self.save_file(content, name, kinds)
        )

    def _make_paper(
        self, query: str, payload: object, form: str, use: Callable[[bytes], object]
    ) -> None:
        def done(content: bytes) -> None:
            use(content)

        self.kit.runner.submit(
            self,
            lambda: self._extensions.paper(self._plugin, query, payload, form),
            done,
            failed=lambda problem: self._show(problem, lambda: self.arrive(None)),
            key=f"paper.{query}.{form}",
        )

    def save_file(self, content: bytes, name: str, kinds: str = "") -> None:
        """Ask where a file shall go, and write it there.

        Args:
            content: What stands in it.
            name: Its proposed name.
            kinds: Kinds of files as Qt's dialog names them, such as `CSV (*.csv)`.
        """
        chosen, _kind = QFileDialog.getSaveFileName(self, "", name, kinds)
        if chosen:
            self.file_chosen.emit(content, Path(chosen))

    def open_file(
        self,
        use: Callable[[str, bytes], object],
        refused: Callable[[str], object],
        kinds: str = "",
        most: int = LARGEST_FILE,
    ) -> None:
        """Ask which file is meant, and read it while the window stays at work.

        Args:
            use: Called with its name and its content.
            refused: Called with the sentence to show when it cannot be read.
            kinds: Kinds of files as Qt's dialog names them, such as `CSV (*.csv)`.
            most: Bytes that are read; of a larger file one byte more, for who refuses it.
        """
        chosen, _kind = QFileDialog.getOpenFileName(self, "", "", kinds)
        if not chosen:
            return
        path = Path(chosen)

        def done(content: bytes) -> None:
            use(path.name, content)

        def failed(problem: Exception) -> None:
            if not isinstance(problem, DomainError):
                raise problem
            refused(explain(problem))

        self.kit.runner.submit(
            self, lambda: _content(path, most), done, failed=failed, key="open_file"
        )

    def fetch_again(self) -> None:
        """Somebody, perhaps at another desk, changed something: fetch what is in sight again.

        It is called while the page is looked at, by the window's one timer. What is chosen, typed
        or under the mouse stays as it is. A page that does not override it stays as it is too.
        """

    def _show(self, problem: Exception, retry: Callable[[], object]) -> None:
        if not isinstance(problem, DomainError):
            raise problem
        if isinstance(problem, NotAllowedError):
            self.show_no_rights(explain(problem))
        else:
            self.show_error(explain(problem), retry)


def _content(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StorageError("import.unreadable", path=str(path), reason=reason) from problem


def _is_there(call: object) -> bool:
    """Tell whether what a method belongs to, such as a dialog, was not closed meanwhile."""
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or is_alive(owner)
