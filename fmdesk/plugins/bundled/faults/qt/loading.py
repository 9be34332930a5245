"""The dialog that imports assets: try, read what is wrong, then take all or the good ones."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from fmdesk.plugins.api import number
from fmdesk.plugins.api.qt import (
    SPACE_S,
    FormDialog,
    PluginPage,
    RowsModel,
    SegmentedControl,
    TableView,
    button,
    label,
)
from fmdesk.plugins.bundled.faults.assets import AssetRow, BadRow, Load, Loaded
from fmdesk.plugins.bundled.faults.qt.model import bad_columns
from fmdesk.plugins.bundled.faults.qt.words import _
from fmdesk.plugins.bundled.faults.reading import File

WIDTH, TABLE_HEIGHT = 720, 220


class LoadDialog(FormDialog):
    """Imports a file with assets.

    Args:
        page: The page that it is opened from.
        done: Called when assets were imported.
    """

    def __init__(self, page: PluginPage, done: Callable[[], object]) -> None:
        super().__init__(page, _("Import assets"), _("Import"))
        self._page, self._done = page, done
        self.setMinimumWidth(WIDTH)
        self.say(_("The first row names the columns: code, name and location, and more."))
        self.path = QLineEdit()
        self.path.setObjectName("path")
        icon = page.kit.theme.icon("upload")
        choose = button(self.choose, text=_("Choose…"), icon=icon, name="browse")
        self.add_field(_("File (CSV or Excel)"), _beside(self.path, choose))
        self.path.setAccessibleName(_("File (CSV or Excel)"))
        self.rule = SegmentedControl((("all", _("All or nothing")), ("good", _("Keep the good"))))
        self.rule.choose("all")
        self.add_field(_("When rows are wrong"), self.rule)
        self.outcome = label("", wraps=True)
        self.outcome.hide()
        self.rows = RowsModel[BadRow](bad_columns(), self, _)
        self.table = TableView(page.kit, self.rows, "faults.bad")
        self.table.setAccessibleName(_("Wrong rows"))
        self.table.setMinimumHeight(TABLE_HEIGHT)
        self.table.hide()
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.table, 1)
        self.try_button = button(self.try_out, text=_("Try out"), name="try")
        self.foot.insertWidget(1, self.try_button)
        self.path.setFocus()

    def choose(self) -> None:
        """Choose the file."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a file"), self.path.text(), "CSV, Excel (*.csv *.csv.gz *.xlsx)"
        )
        if chosen:
            self.path.setText(chosen)

    def try_out(self) -> None:
        """Say what would happen."""
        self._read(is_dry_run=True)

    def save(self) -> None:
        """Import it."""
        self._read(is_dry_run=False)

    def _read(self, *, is_dry_run: bool) -> None:
        path = Path(self.path.text().strip()).expanduser()
        if not self.path.text().strip() or not path.is_file():
            self.show_problem(_("Choose a file that exists."))
            return
        self.problem.hide()
        self._set_busy(is_busy=True)

        def load(rows: tuple[AssetRow, ...]) -> None:
            order = Load(rows, is_dry_run=is_dry_run, keeps_good=self.rule.value == "good")
            self._page.run("load", order, self._show, self._refuse)

        self._page.ask("read", File(str(path)), load, retry=self.try_out, refused=self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._set_busy(is_busy=False)
        self.show_problem(sentence)

    def _set_busy(self, *, is_busy: bool) -> None:
        for made in (self.save_button, self.try_button):
            made.setEnabled(not is_busy)

    def _show(self, loaded: Loaded) -> None:
        self._set_busy(is_busy=False)
        self.rows.set_rows(loaded.bad)
        self.table.setVisible(bool(loaded.bad))
        words = _("{added} new, {changed} changed, {same} as they were, {bad} wrong.")
        if not loaded.is_stored:
            words = " ".join((words, _("Nothing was imported yet.")))
        figures = (loaded.added, loaded.changed, loaded.same, len(loaded.bad))
        names = ("added", "changed", "same", "bad")
        shown = zip(names, map(number, figures), strict=True)
        self.outcome.setText(words.format(**dict(shown)))
        self.outcome.show()
        if loaded.is_stored:
            self._done()
            if not loaded.bad:
                self.accept()


def _beside(field: QWidget, after: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_S)
    row.addWidget(field, 1)
    row.addWidget(after)
    return both
