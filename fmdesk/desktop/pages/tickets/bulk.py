"""Doing the same to many lines: what is asked first, and what is told when some were refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QWidget

from fmdesk.core.domain.bulk import BulkKind, BulkOrder, BulkResult, Refused
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import PauseClass
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import Choice, TicketRow
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.tickets.bulk_model import ACTS, FIELDS, sentence
from fmdesk.desktop.pages.tickets.bulk_presenter import BulkPresenter
from fmdesk.desktop.pages.tickets.listing import Listing
from fmdesk.desktop.words import PAUSES
from fmdesk.i18n import N_, _
from fmdesk.messages import explain
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.page import Page
from fmdesk.ui.tables import Column, LongModel, RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.widgets.card import TableFrame
from fmdesk.ui.widgets.fields import area_field, line_field

MANY = 2
"""So many selected rows are no longer just where the keyboard is."""
LONGEST = 500
REFUSED_HEIGHT = 220


def reason_of(refused: Refused) -> str:
    """Return why it was not done to a line."""
    return explain(DomainError(refused.code, **dict(refused.params)))


COLUMNS: tuple[Column[Refused], ...] = (
    Column("number", N_("Number"), lambda one: one.number, 110, is_strong=lambda _one: True),
    Column(
        "reason",
        N_("Reason"),
        reason_of,
        420,
        is_stretched=True,
        hint=reason_of,
    ),
)


class BulkActions:
    """What is done to the selected lines, asked for by menu or key.

    Args:
        page: The list's page.
        desk: Services and signals.
        table: Knows which rows are selected.
        rows: The rows that are fetched.
        listing: Gives the list as the user sees it.
    """

    def __init__(
        self,
        page: Page,
        desk: Desk,
        table: TableView,
        rows: LongModel[TicketRow],
        listing: Callable[[], Listing],
    ) -> None:
        self._page, self._table, self._rows, self._listing = page, table, rows, listing
        self.presenter = BulkPresenter(desk, page)
        self.presenter.told.connect(self._tell)

    @property
    def is_many(self) -> bool:
        """Tell whether more is selected than the row where the keyboard is."""
        return self._table.selected_total() >= MANY

    def kind_of(self, path: str) -> BulkKind | None:
        """Return what an action of the page does to many lines, None when it is about one."""
        kinds = [kind for kind, act in ACTS.items() if act.path == path]
        if not kinds or not self.is_many:
            return None
        first = self._rows.row_at(self._table.selected_rows()[0][0])
        is_paused = first is not None and first.state is LineState.PAUSED
        return kinds[-1] if is_paused else kinds[0]

    def ask(self, kind: BulkKind) -> None:
        """Ask what is needed to do something to the selected lines."""
        ids, count = self._chosen(), self._table.selected_total()
        dialog = BulkDialog(self._page, kind, count, partial(self.presenter.start, ids))
        if kind is BulkKind.ASSIGN:
            self.presenter.offered.connect(dialog.offer_owners)
            self.presenter.ask_owners()
        elif kind is BulkKind.REDIRECT:
            self.presenter.units.connect(dialog.offer_units)
            self.presenter.ask_units()
        dialog.open()

    def _chosen(self) -> Callable[[], Sequence[int]]:
        """Return what gives the ids of the selected lines: those that the user sees selected.

        Rows that were never fetched are known by their places alone.
        """
        runs = self._table.selected_rows()
        here = [self._rows.rows_here(first, last) for first, last in runs]
        if None in here:
            return partial(self._listing().ids_of, runs)
        ids = tuple(row.line_id for rows in here for row in rows or ())
        return lambda: ids

    def offer(self, menu: QMenu) -> None:
        """Put everything that can be done into a menu, with its key."""
        for kind, act in ACTS.items():
            made = menu.addAction(self._page.kit.theme.icon(act.icon), f"{_(act.text)}\t{act.keys}")
            made.triggered.connect(partial(self.ask, kind))

    def _tell(self, words: str, result: BulkResult | None) -> None:
        OutcomeDialog(self._page, self._page.kit, words, result, self.presenter.go_on).open()


class BulkDialog(FormDialog):
    """Asks what is needed before it is done to many lines.

    Args:
        parent: The page.
        kind: What is done.
        count: To how many lines.
        start: Takes what gives the order for the lines.
    """

    def __init__(
        self,
        parent: QWidget,
        kind: BulkKind,
        count: int,
        start: Callable[[Callable[[Sequence[int]], BulkOrder]], None],
    ) -> None:
        act = ACTS[kind]
        title = _(act.text).rstrip("…")
        super().__init__(parent, title, title, is_danger=kind is BulkKind.CANCEL)
        self._kind, self._start = kind, start
        self.say(sentence(kind, count))
        self.fields: dict[str, QWidget] = {name: _field(kind, name) for name in act.fields}
        for name, field in self.fields.items():
            help_text = _("The contact or letter that shows it, such as K000123.")
            self.add_field(_(FIELDS[name]), field, help_text if name == "evidence" else "")
        next(iter(self.fields.values()), self.save_button).setFocus()

    def offer_owners(self, owners: Sequence[str]) -> None:
        """Offer who may own the tickets."""
        field = self.fields.get("owner")
        if isinstance(field, QComboBox):
            field.clear()
            field.addItems(list(owners))
            if (edit := field.lineEdit()) is not None:
                edit.selectAll()

    def offer_units(self, units: Sequence[Choice]) -> None:
        """Offer the units that may have the lines."""
        field = self.fields.get("unit")
        if isinstance(field, QComboBox):
            for one in units:
                field.addItem(one.text, one.hint)

    def save(self) -> None:
        """Do it, unless something is missing."""
        given: dict[str, Any] = {name: _value(field) for name, field in self.fields.items()}
        missing = self._missing(given)
        if missing:
            self.show_problem(missing)
            return
        self._start(lambda ids: replace(BulkOrder(uuid4(), self._kind, ids), **given))
        self.accept()

    def _missing(self, given: Mapping[str, Any]) -> str:
        for name, value in given.items():
            if not value and name != "evidence":
                return _("{field} is missing. Fill it in.").format(field=_(FIELDS[name]))
        kind = given.get("pause_class")
        if isinstance(kind, PauseClass) and kind.stops_customer_clock and not given["evidence"]:
            return explain(DomainError("fulfilment.evidence_missing"))
        return ""


def _field(kind: BulkKind, name: str) -> QWidget:
    if name == "owner":
        owner = QComboBox()
        owner.setEditable(True)
        owner.setObjectName(name)
        return owner
    if name == "unit":
        units = QComboBox()
        units.setObjectName(name)
        units.addItem("", "")
        return units
    if name == "pause_class":
        classes = QComboBox()
        classes.setObjectName(name)
        for one, text in PAUSES.items():
            classes.addItem(_(text), one)
        return classes
    if name == "text" and kind is BulkKind.MESSAGE:
        return area_field(name)
    return line_field(name, LONGEST)


def _value(field: QWidget) -> object:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText().strip()
    if isinstance(field, QLineEdit):
        return field.text().strip()
    if isinstance(field, QComboBox):
        data = field.currentData()
        if field.objectName() == "pause_class":
            return PauseClass(data)
        return field.currentText().strip() if data is None else str(data)
    raise TypeError(field)


class OutcomeDialog(FormDialog):
    """What was done, and which lines were refused, with the reason of each.

    Args:
        parent: The page.
        kit: Theme and memory.
        words: What was done.
        result: With the refused lines; None where it ended before it could tell.
        go_on: Does the rest.
    """

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        words: str,
        result: BulkResult | None,
        go_on: Callable[[], object],
    ) -> None:
        self._is_left = result is None or result.left > 0
        super().__init__(parent, _("Not everything"), _("Go on") if self._is_left else _("Close"))
        self._go_on = go_on
        if result is None:
            words = f"{words} " + _("What was done stays done; go on to do the rest.")
        self.say(words)
        self.refused = RowsModel(COLUMNS, self)
        if result is not None and result.refused:
            self.refused.set_rows(result.refused)
            self.setMinimumWidth(620)
            table = TableView(kit, self.refused, "refused")
            table.setAccessibleName(_("Refused lines"))
            table.setMinimumHeight(REFUSED_HEIGHT)
            self.body.addWidget(TableFrame(table))
        self.save_button.setFocus()

    def save(self) -> None:
        """Do the rest, or close."""
        if self._is_left:
            self._go_on()
        self.accept()
