"""The agreements: departments at the left, what is agreed with the chosen one beside them."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.agreement_views import AgreementChoices, AgreementView, VersionRow
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.account.open_actions import OpenActionsDialog
from fmdesk.desktop.pages.agreements.editing import AgreementDialog, BackDialog, EndDialog
from fmdesk.desktop.pages.agreements.model import (
    facts,
    level_columns,
    odd,
    party_columns,
    state_badge,
)
from fmdesk.desktop.pages.agreements.presenter import AgreementsPresenter, Shown
from fmdesk.i18n import N_, _, day
from fmdesk.ui.page import Page
from fmdesk.ui.pdfdialog import PdfDialog
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.badge import StatusBadge
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.states import State, StateStack


class AgreementsPage(Page):
    """What is promised to each department."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.view: AgreementView | None = None
        self.presenter = AgreementsPresenter(desk, self)
        self.texts.say(self.header.title.setText, N_("Agreements"))
        row = QHBoxLayout(self.content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        self.parties = RowsModel(party_columns(), self)
        self.table = TableView(self.kit, self.parties, "agreements")
        self.texts.say(self.table.setAccessibleName, N_("Departments"))
        self.table.moved_to.connect(self._choose)
        self.table.opened.connect(lambda _place: self.change())
        row.addLayout(self._make_parties(), 36)
        panel = QWidget()
        panel.setObjectName("content")
        self._column = QVBoxLayout(panel)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_M)
        self._add_head()
        self._add_levels()
        self._add_versions()
        row.addWidget(panel, 64)
        self.presenter.listed.connect(self._show)
        self.presenter.printed.connect(self._show_paper)
        self.presenter.failed.connect(
            lambda problem: show_problem(self, problem, self.presenter.load)
        )

    def _make_parties(self) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(SPACE_S)
        made.addWidget(TableFrame(self.table), 1)
        actions = button(self.show_actions, kind="link", name="open_actions", keys="F9")
        self.texts.say(actions.setText, N_("Open actions of all departments"))
        made.addWidget(actions, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _add_head(self) -> None:
        self.card = Card(spacing=SPACE_S)
        self.card.set_title(" ")
        self.badge = StatusBadge(self.kit.theme, state_badge(_nobody()))
        self.card.top.insertWidget(1, self.badge)
        acts = (
            ("account", N_("Account…"), "user", "Ctrl O", self.open_account),
            ("change", N_("New version…"), "pencil", "Ctrl E", self.change),
            ("print", N_("Print…"), "printer", "Ctrl P", self.print),
            ("end", N_("End…"), "ban", "Del", self.end_agreement),
        )
        self.buttons = {}
        for name, text, icon, keys, act in acts:
            made = button(act, icon=self.kit.theme.icon(icon), name=f"agreement_{name}", keys=keys)
            self.texts.say(made.setText, text)
            self.header.add_action(made)
            self.buttons[name] = made
        self.facts = Facts()
        self.remarks = label("", wraps=True, tone="risk")
        self.card.body.addWidget(self.facts)
        self.card.body.addWidget(self.remarks)
        self._column.addWidget(self.card)

    def _add_levels(self) -> None:
        self.levels = RowsModel(level_columns(), self)
        self.level_table = TableView(self.kit, self.levels, "agreement_levels")
        self.texts.say(self.level_table.setAccessibleName, N_("What is agreed"))
        self.level_state = StateStack(self.kit.theme, TableFrame(self.level_table))
        self._column.addWidget(self.level_state, 1)

    def _add_versions(self) -> None:
        self.history = Card(spacing=SPACE_S)
        self.texts.say(self.history.set_title, N_("Versions"))
        self.versions = Facts()
        self.history.body.addWidget(self.versions)
        self._column.addWidget(self.history)

    def arrive(self, what: object) -> None:
        """Query again; a department that is asked for is chosen."""
        if not self.presenter.is_listed:
            self.show_loading(_("Fetching the agreements."))
        self.presenter.load(what if isinstance(what, str) else None)

    def _choose(self, place: int) -> None:
        row = self.parties.row_at(place)
        if row is not None and row.department != self.presenter.department:
            self.presenter.load(row.department)

    def _show(self, found: Shown) -> None:
        self.show_content()
        self.parties.set_rows(found.parties)
        codes = [one.department for one in found.parties]
        self.table.go_to(codes.index(found.view.department), stays=True)
        self.give_keys(self.table)
        self.view = view = found.view
        agreement = view.agreement
        is_agreed = agreement is not None and not agreement.is_ended
        self.card.set_title(view.name)
        self.badge.show_badge(state_badge(view))
        self.facts.show_facts(facts(view))
        self.facts.setVisible(is_agreed)
        self.remarks.setText(odd(view) if is_agreed else "")
        self.remarks.setVisible(bool(self.remarks.text()))
        self.levels.set_rows(view.levels)
        self.history.setVisible(bool(view.versions))
        self.versions.show_facts(_version(one) for one in view.versions)
        self.buttons["account"].setEnabled(bool(view.department))
        self.buttons["print"].setEnabled(is_agreed)
        self.buttons["end"].setEnabled(is_agreed or view.is_coming)
        self.buttons["end"].setText(_("Take back…") if view.is_coming else _("End…"))
        if view.levels:
            self.level_state.show_content()
        else:
            self.level_state.show_state(
                State.EMPTY,
                _("The catalogue holds"),
                _("Without an agreement each product keeps the lead time of the catalogue."),
                (_("New version…"), self.change),
            )

    def change(self) -> None:
        """Write a new version."""
        if self.view is not None:
            self.presenter.offer(self._open_dialog)

    def _open_dialog(self, choices: AgreementChoices) -> None:
        if self.view is not None:
            first = self.kit.time.wall().date()
            AgreementDialog(self, self.view, choices, first, self.presenter).open()

    def end_agreement(self) -> None:
        """Ask from which day on nothing is agreed any more, or take back what did not begin yet."""
        if self.view is None or not self.buttons["end"].isEnabled():
            return
        if self.view.is_coming:
            BackDialog(self, self.view, self.presenter).open()
        else:
            EndDialog(self, self.view, self.kit.time.wall().date(), self.presenter).open()

    def open_account(self) -> None:
        """Go to how it went with the department, and to the talks about it."""
        if self.view is not None and self.view.department:
            self._desk.page_asked.emit("account", self.view.department)

    def show_actions(self) -> None:
        """Show what is to be done after talks, over all departments."""
        OpenActionsDialog(self, self._desk).open()

    def print(self) -> None:
        """Show the newest version on paper."""
        if self.view is not None and self.view.agreement and self.buttons["print"].isEnabled():
            self.presenter.print(self.view.agreement.number)

    def _show_paper(self, content: bytes) -> None:
        name = _("agreement-{department}.pdf").format(department=self.presenter.department)
        dialog = PdfDialog(self, self.kit, content, name)
        dialog.file_chosen.connect(partial(self.presenter.write))
        dialog.open()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.parties.retranslate()
        self.levels.retranslate()
        self.presenter.load()


def _version(one: VersionRow) -> tuple[str, str]:
    name = _("{n}, from {day}").format(n=one.number, day=day(one.valid_from))
    return name, " ".join(one.changes) or _("Nothing changed.")


def _nobody() -> AgreementView:
    """Return what is shown before anything was fetched."""
    return AgreementView(
        "", "", "", None, False, "", "", (), (), 0, 0, (), ()
    )  # as its fields stand
