"""The charters that plugins propose: adopted in trial first, then left to count."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.adoption import ProposedCharter, ProposedState, TrialDraft
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import N_, _, current_language, day
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.widgets.badge import Badge
from fmdesk.ui.widgets.fields import day_field, day_of
from fmdesk.ui.widgets.labels import label

TRIAL_DAYS = 31
"""How long a trial is proposed to be."""
_SIZE = (760, 480)
_STATES = {
    ProposedState.OPEN: ("circle-dot", N_("Not adopted"), "neutral"),
    ProposedState.TRIAL: ("hourglass", N_("In trial"), "risk"),
    ProposedState.COUNTS: ("circle-check", N_("In force"), "kept"),
}


class ProposalsDialog(FormDialog):
    """Lists what is proposed; who controls adopts one, or ends its trial.

    Args:
        parent: The page.
        desk: Its services.
    """

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, _("Charters that plugins propose"), _("Adopt in trial"))
        self._desk = desk
        self.resize(*_SIZE)
        self.say(_("An adopted charter is judged from tomorrow; in trial nothing is posted."))
        self.model: RowsModel[ProposedCharter] = RowsModel(_columns(), self)
        self.table = TableView(desk.kit, self.model, "proposals")
        self.table.setAccessibleName(_("Charters that plugins propose"))
        self.table.selected.connect(lambda *_row: self._show())
        self.body.addWidget(self.table, 1)
        self.promise = label("", wraps=True)
        self.body.addWidget(self.promise)
        last = desk.kit.time.wall().date() + timedelta(days=TRIAL_DAYS)
        self.until = day_field("trial_until", last)
        self.add_field(_("In trial until"), self.until)
        self._load()

    @property
    def chosen(self) -> ProposedCharter | None:
        """The charter whose row is chosen."""
        place = self.table.current_row()
        return self.model.row_at(place) if 0 <= place < self.model.row_total() else None

    def save(self) -> None:
        """Adopt the chosen charter, or end its trial."""
        charter = self.chosen
        if charter is None or not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        adoption, op_id, code = self._desk.services.adoption, uuid4(), charter.code
        if charter.state is ProposedState.TRIAL:
            self._run(lambda: adoption.end_trial(op_id, code))
        else:
            draft = TrialDraft(op_id, code, day_of(self.until))
            self._run(lambda: adoption.adopt(draft))

    def _run(self, work: Callable[[], Changes]) -> None:
        def done(changes: Changes) -> Changes:
            self._load()
            return changes

        self._desk.change(self, work, done, self._refuse)

    def _load(self) -> None:
        adoption, language = self._desk.services.adoption, current_language()
        self._desk.query(self, lambda: adoption.proposed(language), self._list, self._refuse)

    def _refuse(self, problem: Exception) -> None:
        self.show_problem(sentence_of(problem))
        self._show()

    def _list(self, found: Sequence[ProposedCharter]) -> None:
        place = max(0, self.table.current_row())
        self.model.set_rows(tuple(found))
        if found:
            self.table.selectRow(min(place, len(found) - 1))
        else:
            self.promise.setText(_("No active plugin proposes a charter."))
        self.table.setFocus()
        self._show()

    def _show(self) -> None:
        charter = self.chosen
        is_open = charter is not None and charter.state is ProposedState.OPEN
        is_trial = charter is not None and charter.state is ProposedState.TRIAL
        self.save_button.setText(_("End the trial") if is_trial else _("Adopt in trial"))
        self.save_button.setEnabled(is_open or is_trial)
        self.until.setEnabled(is_open)
        if charter is not None:
            self.promise.setText(charter.promise)


def _columns() -> tuple[Column[ProposedCharter], ...]:
    return (
        Column("name", N_("Charter"), lambda one: one.name, 260, is_stretched=True),
        Column("plugin", N_("Plugin"), lambda one: one.plugin, 110),
        Column(
            "state",
            N_("State"),
            lambda one: _(_STATES[one.state][1]),
            140,
            badge=_badge,
        ),
        Column("until", N_("In trial until"), _until, 140),
    )


def _badge(one: ProposedCharter) -> Badge:
    icon, words, tone = _STATES[one.state]
    return Badge(icon, _(words), tone)


def _until(one: ProposedCharter) -> str:
    return day(one.trial_until) if one.trial_until else ""
