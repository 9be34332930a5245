"""Force majeure: a period and a place, the lines that it touches, and taking it back."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from fmdesk.core.domain.force_majeure import Case, CaseDraft, CaseView, Touched
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import _, current_language, ngettext, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.fields import area_field, line_field, wall_field, wall_of
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.pick import PickField

LONGEST = 500
MOST_PLACES = 20
_SIZE = (820, 720)
_BEFORE = timedelta(hours=4)
_OFF, _ON = Qt.CheckState.Unchecked, Qt.CheckState.Checked
_WHAT = Qt.ItemDataRole.UserRole


class ForceMajeureDialog(FormDialog):
    """Proposes every line that nobody could work on; the ticked ones get the time.

    Args:
        parent: The page.
        desk: Services and signals of the window.
    """

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, _("Force majeure"), _("Record"))
        self._page, self._desk = parent, desk
        self._unticked: set[int] = set()
        self._is_waiting = self._is_saving = False
        self.resize(*_SIZE)
        self.say(
            _("The time counts for no clock of the customer on the lines that you tick (Space).")
        )
        now = desk.kit.time.wall().replace(second=0, microsecond=0)
        self.start, self.end = wall_field("start", now - _BEFORE), wall_field("end", now)
        self.place = PickField(desk.kit.theme, self._find, "place")
        self.reason, self.evidence = line_field("reason", LONGEST), line_field("evidence", LONGEST)
        self._add_fields()
        self.count = label("", "muted", wraps=True)
        self.body.addWidget(self.count)
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.list.setAccessibleName(_("Lines that it touches"))
        self.list.itemChanged.connect(self._mark)
        self.body.addWidget(self.list, 1)
        earlier = button(self.show_cases, kind="link", name="cases", text=_("Take one back…"))
        self.foot.insertWidget(0, earlier)
        for field in (self.start, self.end):
            field.dateTimeChanged.connect(lambda _at: self.load())
        self.place.picked.connect(lambda _choice: self.load())
        self.load()
        self.start.setFocus()

    def _add_fields(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        for name, field in ((_("From"), self.start), (_("Until"), self.end)):
            above = label(name, "label")
            above.setBuddy(field)
            field.setAccessibleName(name)
            row.addWidget(above)
            row.addWidget(field, 1)
        self.body.addLayout(row)
        self.add_field(_("Place, with all that is in it (empty for everywhere)"), self.place)
        self.add_field(_("What happened"), self.reason)
        self.add_field(_("What shows it"), self.evidence)

    def case(self) -> Case:
        """Return the case as it was filled in."""
        time = self._desk.kit.time
        start, end = (time.instant(wall_of(field)) for field in (self.start, self.end))
        return Case(start, end, self.reason.text().strip(), self.evidence.text().strip())

    def load(self) -> None:
        """Fetch the lines that the case would touch."""
        case, place, language = self.case(), self.place.code, current_language()
        preview = self._desk.services.force_majeure.preview
        self._is_waiting = True
        self.count.setText(_("Looking up the lines."))
        self._allow()

        def work() -> Sequence[Touched]:
            return preview(case.start, case.end, place, language)

        self._desk.query(self, work, self._show, self._fail_to_show, key="touched")

    def _fail_to_show(self, problem: Exception) -> None:
        self._show(())
        self.count.setText("")
        self.show_problem(sentence_of(problem))
        self._allow()

    def _show(self, lines: Sequence[Touched]) -> None:
        self._is_waiting = False
        self.problem.hide()
        time = self._desk.kit.time
        self.list.blockSignals(True)
        self.list.clear()
        for one in lines:
            item = QListWidgetItem(touched_words(one, time))
            item.setData(_WHAT, one)
            item.setCheckState(_OFF if one.line_id in self._unticked else _ON)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)
        self._tell()

    def ticked(self) -> tuple[Touched, ...]:
        """Return the lines whose time shall not count."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(one.data(_WHAT) for one in items if one.checkState() == _ON)

    def _mark(self, item: QListWidgetItem) -> None:
        """Remember what was unticked: another period or place does not tick it again."""
        line_id = item.data(_WHAT).line_id
        if item.checkState() == _OFF:
            self._unticked.add(line_id)
        else:
            self._unticked.discard(line_id)
        self._tell()

    def _tell(self) -> None:
        ticked = self.ticked()
        saved = sum(one.is_late and not one.is_late_after for one in ticked)
        words = ngettext(
            "{n} of {all} line ticked. In time after all: {saved}.",
            "{n} of {all} lines ticked. In time after all: {saved}.",
            self.list.count(),
        )
        self.count.setText(
            words.format(n=number(len(ticked)), all=number(self.list.count()), saved=number(saved))
        )
        self._allow()

    def _allow(self) -> None:
        """Let only lines of the period and the place that are shown be recorded."""
        may = bool(self.ticked()) and not self._is_waiting and not self._is_saving
        self.save_button.setEnabled(may)

    def save(self) -> None:
        """Record it; the dialog stays with the sentence when it is refused."""
        if self.place.is_unpicked:
            self.show_problem(_("Pick the place from the list, or empty the field for everywhere."))
            self.place.setFocus()
            self.place.field.search_now()
            return
        lines = tuple(one.line_id for one in self.ticked())
        draft = CaseDraft(uuid4(), self.case(), lines, place=self.place.code)
        self._is_saving = True
        self._allow()
        record = self._desk.services.force_majeure.record
        self._desk.change(self, lambda: record(draft), self._done, self._fail)

    def _done(self, changes: Changes) -> Changes:
        self.accept()
        self._desk.said.emit(_("Recorded. Run control to see what it changes."))
        return changes

    def _fail(self, problem: Exception) -> None:
        self._is_saving = False
        self.show_problem(sentence_of(problem))
        self._allow()

    def show_cases(self) -> None:
        """List the cases that can be taken back."""
        self.reject()
        CasesDialog(self._page, self._desk).open()

    def _find(self, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        find, language = self._desk.services.queries.choices, current_language()
        self._desk.query(
            self, lambda: find("location", words, language, MOST_PLACES), show, key="place"
        )


class CasesDialog(FormDialog):
    """Takes a case back from all its lines, with a reason.

    Args:
        parent: The page.
        desk: Services and signals of the window.
    """

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, _("Take force majeure back"), _("Take back"))
        self._desk = desk
        self.say(_("The clocks count as if it had not been. Possible until the month is closed."))
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.add_field(_("Cases"), self.list)
        self.text = area_field("text")
        self.add_field(_("Reason"), self.text)
        self.save_button.setEnabled(False)
        self.list.setFocus()
        cases = desk.services.force_majeure.cases
        desk.query(self, cases, self._show, self._fail)

    def _show(self, cases: Sequence[CaseView]) -> None:
        for one in cases:
            item = QListWidgetItem(case_words(one, self._desk.kit.time))
            item.setData(_WHAT, one)
            self.list.addItem(item)
        if not cases:
            self.say(_("No force majeure is recorded."))
        self.list.setCurrentRow(0)
        self.save_button.setEnabled(bool(cases))

    def save(self) -> None:
        """Take it back; the dialog stays with the sentence when it is refused."""
        item = self.list.currentItem()
        if item is None:
            return
        self.save_button.setEnabled(False)
        chosen: CaseView = item.data(_WHAT)
        words = self.text.toPlainText().strip()
        draft = CaseDraft(uuid4(), chosen.case, chosen.lines, words)
        undo = self._desk.services.force_majeure.undo
        self._desk.change(self, lambda: undo(draft), self._done, self._fail)

    def _done(self, changes: Changes) -> Changes:
        self.accept()
        return changes

    def _fail(self, problem: Exception) -> None:
        self.show_problem(sentence_of(problem))


def touched_words(one: Touched, office: OfficeTime) -> str:
    """Return a line with what it would lead to: `late → in time, due Mon 2 Nov 09:00 → 11:00`."""
    late, kept = _("late"), _("in time")
    before, after = (late if is_late else kept for is_late in (one.is_late, one.is_late_after))
    becomes = before if before == after else f"{before} → {after}"
    due = _("due {before} → {after}").format(
        before=short_stamp(one.due_at, office), after=short_stamp(one.due_after, office)
    )
    return " · ".join(filter(None, (one.number, one.product, one.unit, one.place, becomes, due)))


def case_words(one: CaseView, office: OfficeTime) -> str:
    """Return a case: when, why, what shows it, and on how many lines."""
    case = one.case
    start, end = (short_stamp(at, office) for at in (case.start, case.end))
    lines = ngettext("{n} line", "{n} lines", len(one.lines)).format(n=number(len(one.lines)))
    return f"{start} – {end} · {case.reason} ({case.evidence}) · {lines}"
