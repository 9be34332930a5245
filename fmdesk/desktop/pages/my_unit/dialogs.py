"""The dialogs of the page of a unit."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from fmdesk.core.domain.crossing import ReturnReason
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.unit_work import Absence, MemberWork
from fmdesk.core.domain.views import LineView
from fmdesk.desktop.pages.my_unit.model import member_columns
from fmdesk.i18n import _, current_language
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.theme import Theme
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import TableFrame
from fmdesk.ui.widgets.fields import area_field, day_field, day_of, line_field
from fmdesk.ui.widgets.pick import Find, PickField

LONGEST_NOTE = 500
Refused = Callable[[str], None]
Done = Callable[[], object]


class TextDialog(FormDialog):
    """A sentence to read and words to write.

    Args:
        parent: The page.
        title: What is done.
        save_text: Text of the button.
        sentence: What it is about.
        field: Name of the field.
        save: Stores the words; is given what to call when done or refused.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        save_text: str,
        sentence: str,
        field: str,
        save: Callable[[str, Done, Refused], None],
    ) -> None:
        super().__init__(parent, title, save_text)
        self._save = save
        self.say(sentence)
        self.text = area_field("text")
        self.add_field(field, self.text)
        self.text.setFocus()

    def save(self) -> None:
        """Store the words; the dialog stays with the sentence when they are refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._save(self.text.toPlainText().strip(), self.accept, self.show_problem)


class ReturnDialog(FormDialog):
    """Why a line goes back to the desk.

    Args:
        parent: The page.
        number: Number of the line.
        reasons: The reasons of the office.
        save: Stores it: code and note, and what to call when done or refused.
    """

    def __init__(
        self,
        parent: QWidget,
        number: str,
        reasons: Sequence[ReturnReason],
        save: Callable[[str, str, Done, Refused], None],
    ) -> None:
        super().__init__(parent, _("Return {number}").format(number=number), _("Return"))
        self._save = save
        self.say(
            _("The desk sees it at once. Its time counts for the front office until it is back.")
        )
        self.reason = QComboBox()
        self.reason.setObjectName("reason")
        is_english = current_language() == "en"
        for one in reasons:
            self.reason.addItem(one.name_en if is_english else one.name_nl, one.code)
        self.note = line_field("note", LONGEST_NOTE)
        self.add_field(_("Reason"), self.reason)
        self.add_field(_("What is missing or wrong"), self.note)
        self.reason.setFocus()

    def save(self) -> None:
        """Return it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        reason = str(self.reason.currentData() or "")
        self._save(reason, self.note.text().strip(), self.accept, self.show_problem)


class IssueDialog(TextDialog):
    """What the desk completed of a line that came back.

    Args:
        parent: The page.
        line: The line.
        save: Issues it again; is given the words, and what to call when done or refused.
    """

    def __init__(
        self, parent: QWidget, line: LineView, save: Callable[[str, Done, Refused], None]
    ) -> None:
        reasons = [one.reason for one in line.events if one.kind is EventKind.RETURNED]
        super().__init__(
            parent,
            _("Issue {number} again").format(number=line.number),
            _("Issue again"),
            _("It came back: {reason}").format(reason=reasons[-1]),
            _("What you have completed"),
            save,
        )


class FaqDialog(FormDialog):
    """An answer for all who ask the same, and the product that it belongs to.

    Args:
        parent: The page.
        theme: Icons.
        question: What customers asked.
        find: Finds products.
        save: Stores it: product and answer, and what to call when done or refused.
    """

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        question: str,
        find: Find,
        save: Callable[[str, str, Done, Refused], None],
    ) -> None:
        super().__init__(parent, _("Put it in the catalogue"), _("Save"))
        self._save = save
        self.say(question)
        self.product = PickField(theme, find, "product")
        self.text = area_field("text")
        self.add_field(_("Product"), self.product)
        self.add_field(_("Answer"), self.text)
        self.product.picked.connect(lambda choice: choice and self.text.setFocus())
        self.product.setFocus()

    def save(self) -> None:
        """Store it; the dialog stays with the sentence when it is refused."""
        answer = self.text.toPlainText().strip()
        if not self.product.code or not answer:
            self.show_problem(_("Choose the product and write the answer."))
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._save(self.product.code, answer, self.accept, self.show_problem)


class MemberDialog(FormDialog):
    """Who does it: the members with what they have to do already.

    Args:
        parent: The page.
        kit: Theme and memory.
        sentence: What is given.
        members: Whom to choose from; the row without a person is nobody.
        chosen: The member that stands first, None for the first row.
        save: Stores it: the member, and what to call when done or refused.
    """

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        sentence: str,
        members: Sequence[MemberWork],
        chosen: int | None,
        save: Callable[[int | None, Done, Refused], None],
    ) -> None:
        super().__init__(parent, _("Assign"), _("Assign"))
        self._save = save
        self.say(sentence)
        self.model = RowsModel(member_columns(kit.time, is_short=True), self)
        self.model.set_rows(members)
        self.table = TableView(kit, self.model)
        self.table.setAccessibleName(_("People"))
        self.table.setMinimumHeight(280)
        self.table.opened.connect(lambda _row: self.save_button.click())
        self.body.addWidget(TableFrame(self.table))
        self.setMinimumWidth(560)
        places = [n for n, one in enumerate(members) if one.person_id == chosen]
        self.table.go_to(places[0] if places else 0)
        self.table.setFocus()

    def save(self) -> None:
        """Assign; the dialog stays with the sentence when it is refused."""
        row = self.model.row_at(max(0, self.table.current_row()))
        if row is not None:
            self.save_button.setEnabled(False)
            self.problem.hide()
            self._save(row.person_id, self.accept, self.show_problem)


class AbsenceDialog(FormDialog):
    """From when to when a member is away.

    Args:
        parent: The page.
        member: Who.
        today: The running day of the office.
        save: Stores the absence, and what to call when done or refused.
    """

    def __init__(
        self,
        parent: QWidget,
        member: MemberWork,
        today: date,
        save: Callable[[Absence, Done, Refused], None],
    ) -> None:
        title = _("Absence of {name}").format(name=member.name)
        super().__init__(parent, title, _("Save"))
        self._save, self._person = save, member.person_id or 0
        there = member.absence
        self.say(_("Work that is assigned stays so; move it in one go with V."))
        self.first = day_field("first_day", there.first_day if there else today)
        self.last = day_field("last_day", there.last_day if there else today)
        self.add_field(_("From"), self.first)
        self.add_field(_("Up to and including"), self.last)
        if there is not None:
            never = Absence(self._person, date.max, date.min)
            back = partial(self._set, never)
            self.foot.insertWidget(0, button(back, text=_("Is back"), name="is_back"))
        self.first.setFocus()

    def save(self) -> None:
        """Store the days; the dialog stays with the sentence when they are refused."""
        absence = Absence(self._person, day_of(self.first), day_of(self.last))
        if absence.first_day > absence.last_day:
            self.show_problem(_("The last day is before the first."))
            return
        self._set(absence)

    def _set(self, absence: Absence) -> None:
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._save(absence, self.accept, self.show_problem)
