"""A month beside the one before: what moved, the largest first."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.views import FigureRow, MonthFigures, Tally
from fmdesk.desktop.pages.month.model import DIMENSIONS, name_of
from fmdesk.desktop.words import month_words
from fmdesk.i18n import N_, _, money, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.widgets.card import TableFrame

_SIZE = (860, 560)
_NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class Moved:
    """A row of the figures in two months: the newest row that there is, and both tallies."""

    row: FigureRow
    now: Tally
    before: Tally

    @property
    def broken(self) -> int:
        """How many more verdicts were broken."""
        return self.now.broken - self.before.broken

    @property
    def cents(self) -> int:
        """How much more was credited, in cents."""
        return self.now.credited_cents - self.before.credited_cents


def moved(now: MonthFigures, before: MonthFigures) -> tuple[Moved, ...]:
    """Return the rows that differ, by euros and then by broken verdicts, the largest first.

    What only one of the months has differs by all of it.
    """
    older, newer = ({(row.dimension, row.key): row for row in one.rows} for one in (before, now))

    def tally(rows: Mapping[tuple[str, str], FigureRow], key: tuple[str, str]) -> Tally:
        return rows[key].month if key in rows else _NOTHING

    rows = older | newer
    found = (Moved(row, tally(newer, key), tally(older, key)) for key, row in rows.items())
    differing = (one for one in found if one.broken or one.cents)
    return tuple(sorted(differing, key=lambda one: (-abs(one.cents), -abs(one.broken))))


class CompareDialog(FormDialog):
    """The table of what moved.

    Args:
        parent: The page.
        kit: Theme and memory.
        now: The figures of the month.
        before: Those of the month before.
    """

    def __init__(self, parent: QWidget, kit: Kit, now: MonthFigures, before: MonthFigures) -> None:
        months = {"now": month_words(now.month), "before": month_words(before.month)}
        super().__init__(parent, _("{now} beside {before}").format(**months), _("Close"))
        self.resize(*_SIZE)
        rows = moved(now, before)
        self.say(_("What moved most comes first.") if rows else _("Nothing moved."))
        self.model: RowsModel[Moved] = RowsModel(columns(), self)
        self.model.set_rows(rows)
        self.table = TableView(kit, self.model, "month.compare")
        self.table.setAccessibleName(_("What moved"))
        self.body.addWidget(TableFrame(self.table), 1)
        self.table.setFocus()

    def save(self) -> None:
        """Close the dialog; nothing is changed."""
        self.accept()


def columns() -> tuple[Column[Moved], ...]:
    """Return the columns of what moved."""
    titles = dict(DIMENSIONS)
    return (
        Column("what", N_("Of"), lambda one: _(titles[one.row.dimension]), 110),
        Column("name", N_("Name"), lambda one: name_of(one.row), 200, is_stretched=True),
        Column("broken", N_("Broken"), lambda one: number(one.now.broken), 84, is_number=True),
        Column("more", N_("Difference"), lambda one: signed(one.broken), 96, is_number=True),
        Column(
            "credited",
            N_("Credited"),
            lambda one: money(one.now.credited_cents),
            110,
            is_number=True,
        ),
        Column(
            "dearer",
            N_("Difference in euros"),
            lambda one: ("+" if one.cents > 0 else "") + money(one.cents),
            140,
            is_number=True,
            is_strong=lambda _one: True,
        ),
    )


def signed(difference: int) -> str:
    """Return a difference with its sign."""
    return f"{'+' if difference > 0 else ''}{number(difference)}"
