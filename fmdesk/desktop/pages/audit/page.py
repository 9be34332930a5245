"""The command log: the list at the left, the chosen command in words beside it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from fmdesk.core.domain.audit import ToldCommand, VerifyReport
from fmdesk.core.domain.why_paper import LoggedCommand
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.audit.detail import CommandDetail
from fmdesk.desktop.pages.audit.filters import AuditFilters
from fmdesk.desktop.pages.audit.model import OFFERED, Narrowed, columns, target_of
from fmdesk.desktop.pages.audit.presenter import AuditPresenter, Listed
from fmdesk.desktop.pages.audit.raw import Opened
from fmdesk.desktop.pages.audit.verified import VerifiedDialog, VerifyDialog
from fmdesk.i18n import N_, _, ngettext, number
from fmdesk.ui.page import Page
from fmdesk.ui.tables import LongModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import TableFrame
from fmdesk.ui.widgets.states import State, StateStack

FORMS = "Excel (*.xlsx);;CSV (*.csv)"


class AuditPage(Page):
    """Who did what and when; whether the chain holds; all of it in a file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = presenter = AuditPresenter(desk, self)
        self._names: dict[str, str] = {}
        self.texts.say(self.header.title.setText, N_("Command log"))
        self._make_actions()
        self.filters = AuditFilters(self.kit, self.texts)
        self.model: LongModel[LoggedCommand] = LongModel(
            columns(self.kit.time, self._names, lambda: presenter.known), self.kit.runner, self
        )
        self.table = TableView(self.kit, self.model, "audit")
        self.texts.say(self.table.setAccessibleName, N_("Commands, newest first"))
        self.list_state = StateStack(self.kit.theme, TableFrame(self.table))
        self.detail = CommandDetail(self.kit, self.texts)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.filters)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.list_state, 58)
        row.addWidget(self.detail, 42)
        column.addLayout(row, 1)
        self.filters.chosen.connect(lambda name, value: presenter.choose(**{name: value}))
        self.filters.searched.connect(lambda words: presenter.choose(words=words))
        self.filters.cleared.connect(presenter.clear)
        self.table.moved_to.connect(self._open)
        self.table.opened.connect(lambda _row: self.show_raw())
        presenter.named.connect(self._name)
        presenter.asking.connect(lambda: self.filters.say_count(_("Searching…")))
        presenter.listed.connect(self._show)
        presenter.measured.connect(self._measure)
        presenter.told.connect(self._tell)
        presenter.verified.connect(self._show_verified)
        presenter.busy.connect(self._show_busy)
        presenter.failed.connect(lambda problem: show_problem(self, problem, presenter.load))

    def _make_actions(self) -> None:
        icon = self.kit.theme.icon
        self.raw_button = button(self.show_raw, name="show_raw", keys="↵")
        self.export_button = button(
            self.export, icon=icon("download"), name="export_log", keys="Ctrl E"
        )
        self.verify_button = button(
            self.verify,
            kind="primary",
            icon=icon("shield-check", "on_accent"),
            name="verify_log",
            keys="Ctrl ↵",
        )
        self.texts.say(self.raw_button.setText, N_("Raw data"))
        self.texts.say(self.export_button.setText, N_("Export"))
        self.texts.say(self.verify_button.setText, N_("Verify the log"))
        for made in (self.raw_button, self.export_button, self.verify_button):
            self.header.add_action(made)

    # --- what it shows ---------------------------------------------------------------------------

    def arrive(self, what: object) -> None:
        """Query again; a `Narrowed` is what the list shall be narrowed by."""
        if isinstance(what, Narrowed):
            self.presenter.chosen = what
        if not self.presenter.is_listed:
            self.show_loading(_("Fetching the command log."))
        self.presenter.load()

    def _name(self, people: tuple[tuple[str, str], ...]) -> None:
        self._names.clear()
        self._names.update(people)
        self.filters.offer(people, self.presenter.known)

    def _show(self, listed: Listed) -> None:
        self.show_content()
        self.filters.show_chosen(self.presenter.chosen)
        self.model.show(len(listed.rows), lambda *_place: (), listed.rows)
        self.detail.setVisible(bool(listed.rows))
        self.raw_button.setVisible(bool(listed.rows))
        if not listed.rows:
            self._show_none()
            return
        self.list_state.show_content()
        self.table.go_to(0)
        if not self.filters.search.hasFocus():
            self.give_keys(self.table)

    def _show_none(self) -> None:
        step = (_("Clear the filters"), self.presenter.clear)
        self.list_state.show_state(
            State.EMPTY, _("Nothing found"), _("No command passes these filters."), step
        )

    def _measure(self, listed: Listed) -> None:
        """Show how long the list is; every row of it can be gone to now."""
        total = listed.extent.total if listed.extent else 0
        place, read = max(self.table.current_row(), 0), self.presenter.read
        words = ngettext("{n} command", "{n} commands", total)
        self.filters.say_count(words.format(n=number(total)))
        self.model.show(total, lambda first, most: read(listed, first, most), listed.rows)
        self.table.go_to(place, stays=True)

    def _open(self, place: int) -> None:
        if place >= 0:
            self.model.when_there(place, lambda row: self.presenter.open(row.seq))

    def _tell(self, command: Opened) -> None:
        self.detail.show_command(command, self.presenter.known)

    def _show_busy(self, is_busy: bool) -> None:
        for made in (self.export_button, self.verify_button):
            made.setEnabled(not is_busy)

    def _show_verified(self, report: VerifyReport, broken: ToldCommand | None) -> None:
        VerifiedDialog(self, report, broken, self.kit.time, self.presenter.known).open()

    # --- what is done ----------------------------------------------------------------------------

    def show_raw(self) -> None:
        """Show the raw data of the command, or its words again."""
        is_raw = self.detail.turn()
        self.raw_button.setText(_("In words") if is_raw else _("Raw data"))

    def verify(self) -> None:
        """Ask for heads on paper, then look whether the chain holds and all follows from it."""
        if self.verify_button.isEnabled():
            VerifyDialog(self, self.presenter.verify).open()

    def export(self) -> None:
        """Write what the list is narrowed to."""
        if not self.export_button.isEnabled():
            return
        chosen, kind = QFileDialog.getSaveFileName(
            self, _("Export the command log"), OFFERED, FORMS
        )
        if chosen:
            self.presenter.export(target_of(Path(chosen), is_csv="csv" in kind))

    def go_back(self) -> bool:
        """Show the words again; tell whether the raw data was open."""
        if self.detail.raw.isHidden():
            return False
        self.show_raw()
        return True

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.model.retranslate()
        self.presenter.load()
