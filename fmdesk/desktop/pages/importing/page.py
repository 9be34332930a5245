"""The dialog that imports a file: choose, try, read what is wrong, import."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from fmdesk.core.domain.import_views import BadRow, ImportResult
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.importing.model import bad_row_columns, summary, wrong_rows
from fmdesk.desktop.pages.importing.presenter import ImportOrder, ImportPresenter
from fmdesk.i18n import _, current_language
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import SegmentedControl, button
from fmdesk.ui.widgets.labels import label, set_tone

_SIZE = QSize(760, 480)
_SIZE_WITH_ROWS = QSize(920, 700)
_TABLE_HEIGHT = 200


class ImportDialog(FormDialog):
    """Imports one file.

    Args:
        parent: The window.
        desk: Its services.
        mapping: The mapping that is offered first.
    """

    def __init__(self, parent: QWidget, desk: Desk, mapping: str = "") -> None:
        super().__init__(parent, _("Import a file"), _("Import"))
        self._desk, self._wanted = desk, mapping
        self._shown: tuple[BadRow, ...] = ()
        self.presenter = ImportPresenter(desk, self)
        self.resize(_SIZE)
        self.say(_("Try it first: nothing is written, and every wrong row is named."))
        self._make_fields()
        self._make_result()
        self.try_button = button(self.try_out, text=_("Only try"), name="try")
        self.foot.insertWidget(self.foot.count() - 1, self.try_button)
        self.presenter.offered.connect(self._offer)
        self.presenter.ended.connect(self._show_result)
        self.presenter.refused.connect(self.show_problem)
        self.presenter.busy.connect(self._show_busy)
        desk.kit.runner.jobs_changed.connect(self._show_progress)
        self.presenter.load()
        self.path.setFocus()

    def _make_fields(self) -> None:
        self.path = QLineEdit()
        self.path.setObjectName("path")
        self.path.setAccessibleName(_("File"))
        icon = self._desk.kit.theme.icon("upload")
        browse = button(self.browse, text=_("Choose…"), icon=icon, name="browse")
        self.add_field(_("File (CSV or Excel)"), _side_by_side(self.path, browse))
        self.mapping = QComboBox()
        self.mapping.setObjectName("mapping")
        self.mapping.setAccessibleName(_("What is in it"))
        own = button(self.choose_mapping, text=_("Our own…"), icon=icon, name="own_mapping")
        self.add_field(_("What is in it"), _side_by_side(self.mapping, own))
        self.rule = SegmentedControl(
            (("all", _("All or nothing")), ("good", _("Keep the good rows")))
        )
        self.rule.choose("all")
        self.add_field(_("When rows are wrong"), self.rule)

    def _make_result(self) -> None:
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Progress"))
        self.progress.hide()
        self.outcome = label("", wraps=True)
        self.outcome.setObjectName("result")
        self.outcome.hide()
        self.rows: RowsModel[BadRow] = RowsModel(bad_row_columns(), self)
        self.table = TableView(self._desk.kit, self.rows, "import")
        self.table.setAccessibleName(_("Wrong rows"))
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.hide()
        for made in (self.progress, self.outcome):
            self.body.addWidget(made)
        self.body.addWidget(self.table, 1)
        icon = self._desk.kit.theme.icon("download")
        self.keep_button = button(
            self.save_rows, text=_("Save the wrong rows…"), icon=icon, name="save_rows"
        )
        self.keep_button.hide()
        self.foot.insertWidget(0, self.keep_button)
        self.body.addStretch(0)

    def browse(self) -> None:
        """Choose the file."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a file"), self.path.text(), "CSV, Excel (*.csv *.csv.gz *.xlsx)"
        )
        if chosen:
            self.path.setText(chosen)

    def choose_mapping(self) -> None:
        """Choose a file with a mapping of the office's own."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a mapping"), "", _("Mappings (*.toml)")
        )
        if chosen:
            self.mapping.addItem(Path(chosen).name, chosen)
            self.mapping.setCurrentIndex(self.mapping.count() - 1)

    def save_rows(self) -> None:
        """Save the table of wrong rows, to mend the file by."""
        name = f"{Path(self.path.text()).stem}-{_('wrong')}.csv"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the wrong rows"), name, "*.csv")
        if chosen:
            try:
                Path(chosen).write_bytes(wrong_rows(self._shown))
            except OSError as problem:
                reason = problem.strerror or str(problem)
                self.show_problem(_("It cannot be saved there: {reason}").format(reason=reason))

    def try_out(self) -> None:
        """Run the import without writing."""
        self._run(is_dry_run=True)

    def save(self) -> None:
        """Import the file."""
        self._run(is_dry_run=False)

    def _run(self, *, is_dry_run: bool) -> None:
        path = Path(self.path.text().strip()).expanduser()
        if not self.path.text().strip() or not path.is_file():
            self.show_problem(_("Choose a file that exists."))
            return
        self.problem.hide()
        self.outcome.hide()
        order = ImportOrder(path, str(self.mapping.currentData()), self.rule.value == "good")
        self.presenter.run(order, is_dry_run=is_dry_run)

    def _offer(self, mappings: Sequence[Choice]) -> None:
        is_dutch = current_language() == "nl"
        for choice in mappings:
            self.mapping.addItem(choice.text if is_dutch else choice.hint, choice.code)
        self.mapping.setCurrentIndex(max(0, self.mapping.findData(self._wanted)))

    def _show_busy(self, is_busy: bool) -> None:
        self.save_button.setEnabled(not is_busy)
        self.try_button.setEnabled(not is_busy)
        self.progress.setVisible(is_busy)

    def _show_progress(self) -> None:
        for job in self._desk.kit.runner.jobs[:1]:
            self.progress.setMaximum(job.total)
            self.progress.setValue(min(job.done, job.total))

    def _show_result(self, result: ImportResult) -> None:
        words, tone = summary(result)
        self.outcome.setText(words)
        set_tone(self.outcome, tone)
        self.outcome.show()
        self._shown = (*result.bad, *result.warnings)
        self.rows.set_rows(self._shown)
        self.table.setVisible(bool(self._shown))
        self.keep_button.setVisible(bool(self._shown))
        if self._shown:
            self.resize(self.size().expandedTo(_SIZE_WITH_ROWS))
        (self.table if self._shown else self.save_button).setFocus()
        if not result.is_dry_run and not result.is_refused:
            self._desk.said.emit(words)
            for cancel in self.findChildren(QPushButton, "cancel"):
                cancel.setText(_("Close"))


def _side_by_side(field: QWidget, choose: QWidget) -> QWidget:
    """Return a field with its button behind it."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_S)
    row.addWidget(field, 1)
    row.addWidget(choose)
    return both
