"""The tab of the actions that a unit agreed to, the longest overdue first."""

from datetime import date

from fmdesk.core.domain.unit_actions import ActionKind, UnitAction
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.my_unit.dialogs import TextDialog
from fmdesk.desktop.pages.my_unit.keys import cap_of
from fmdesk.desktop.pages.my_unit.listtab import Act, ListTab
from fmdesk.desktop.pages.my_unit.presenter import MyUnitPresenter
from fmdesk.i18n import N_, _, day
from fmdesk.ui.tables import Column
from fmdesk.ui.texts import Texts
from fmdesk.ui.widgets.badge import Badge

KINDS = {ActionKind.TALK: N_("Talk with a department"), ActionKind.GOAL: N_("Goal")}
"""Where an action was agreed."""


class ActionsTab(ListTab[UnitAction]):
    """What is to be done; one that is done says how."""

    def __init__(self, desk: Desk, presenter: MyUnitPresenter, texts: Texts) -> None:
        self.presenter = presenter
        self._desk = desk
        super().__init__(
            desk.kit,
            texts,
            "actions",
            N_("Actions of the unit"),
            self._columns(),
            self._facts_of,
            lambda row: row.what,
            lambda row: (row.kind, row.id),
            (
                Act(
                    "end_action",
                    N_("Done…"),
                    "check",
                    cap_of("todo.end_action"),
                    self.end_action,
                    _any,
                ),
            ),
            (
                N_("Nothing is to be done"),
                N_("What this unit agrees to in talks and about goals comes here."),
            ),
        )
        self.table.opened.connect(lambda _place: self.end_action())

    def _columns(self) -> tuple[Column[UnitAction], ...]:
        return (
            Column("state", N_("State"), lambda row: self._badge(row).word, 100, badge=self._badge),
            Column(
                "what",
                N_("What is to be done"),
                lambda row: row.what,
                220,
                is_stretched=True,
                hint=lambda row: row.what,
            ),
            Column("owner", N_("By whom"), lambda row: row.owner, 150),
            Column("due", N_("By when"), lambda row: day(row.due_on), 110),
        )

    def _today(self) -> date:
        return self._desk.kit.time.wall().date()

    def _badge(self, row: UnitAction) -> Badge:
        if row.is_overdue(self._today()):
            return Badge("triangle-alert", _("Overdue"), "broken")
        return Badge("circle-dot", _("Open"), "neutral")

    def _facts_of(self, row: UnitAction) -> list[tuple[str, str]]:
        return [
            (_(KINDS[row.kind]), row.about),
            (_("By whom"), row.owner),
            (_("By when"), day(row.due_on)),
        ]

    def end_action(self) -> None:
        """Say how the chosen action was done."""
        row = self.acted(_any)
        if row is None:
            return
        TextDialog(
            self,
            _("The action is done"),
            _("Save"),
            row.what,
            _("A word about it"),
            lambda words, done, refused: self.presenter.do.end_action(row, words, done, refused),
        ).open()


def _any(_row: UnitAction) -> bool:
    return True
