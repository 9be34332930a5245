"""The tabs beside the work: people, returned lines, sanctions, and what customers said."""

from fmdesk.core.domain.crossing import ReturnCount, ReturnedLines
from fmdesk.core.domain.objection import Act as Said
from fmdesk.core.domain.objection import SanctionView
from fmdesk.core.domain.unit_work import MemberWork, VoiceRow, Whose, WorkFilter
from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.my_unit import model
from fmdesk.desktop.pages.my_unit.dialogs import AbsenceDialog, MemberDialog, TextDialog
from fmdesk.desktop.pages.my_unit.keys import cap_of
from fmdesk.desktop.pages.my_unit.listtab import Act, ListTab
from fmdesk.desktop.pages.my_unit.presenter import MyUnitPresenter
from fmdesk.desktop.pages.objections.dialogs import ObjectionDialog, SayDialog
from fmdesk.desktop.pages.objections.model import owed_columns, refusal_words, sanction_facts
from fmdesk.i18n import N_, _, ngettext, number
from fmdesk.ui.texts import Texts


class PeopleTab(ListTab[MemberWork]):
    """Who has what to do by when; each count opens exactly its lines."""

    def __init__(self, desk: Desk, presenter: MyUnitPresenter, texts: Texts) -> None:
        self.presenter = presenter
        self._kit = desk.kit
        super().__init__(
            desk.kit,
            texts,
            "people",
            N_("People of the unit"),
            model.member_columns(desk.kit.time),
            self._facts_of,
            lambda row: row.name or _("Nobody yet"),
            lambda row: row.person_id,
            (
                Act(
                    "set_absence",
                    N_("Absence…"),
                    "calendar-days",
                    cap_of("people.set_absence"),
                    self.set_absence,
                    _known,
                ),
                Act(
                    "move",
                    N_("Move all work…"),
                    "user",
                    cap_of("people.move_all"),
                    self.move_all,
                    _has_work,
                ),
            ),
            (N_("Nobody"), N_("Nobody works for this unit yet. Give its people their unit.")),
            share=74,
        )

    def _facts_of(self, row: MemberWork) -> list[tuple[str, str]]:
        time = self._kit.time
        absent = model.absence_words(row, time)
        facts = [(_("Lines"), number(row.total)), (_("Late"), number(row.late))]
        return facts + ([(_("Absent"), absent)] if absent else [])

    def filter_of(self, place: int, key: str) -> tuple[WorkFilter, str]:
        """Return what a count opens, and of whom it is."""
        row = self.model.row_at(place)
        unit_id, within = self.presenter.wanted.unit_id, model.DAYS[key]
        if row is None or row.person_id is None:
            return WorkFilter(unit_id, Whose.NOBODY, None, within), ""
        return WorkFilter(unit_id, Whose.PERSON, row.person_id, within), row.name

    def set_absence(self) -> None:
        """Ask from when to when somebody is away."""
        row = self.acted(_known)
        if row is not None:
            today = self._kit.time.wall().date()
            AbsenceDialog(self, row, today, self.presenter.do.set_absence).open()

    def move_all(self) -> None:
        """Ask who does all work of somebody from now on."""
        row = self.acted(_has_work)
        if row is None or row.person_id is None:
            return
        person = row.person_id
        others = [
            one for one in map(self.model.row_at, range(self.model.row_total())) if one != row
        ]
        words = ngettext("{n} line of {name}", "{n} lines of {name}", row.total)
        MemberDialog(
            self,
            self._kit,
            words.format(n=number(row.total), name=row.name),
            [one for one in others if one is not None],
            None,
            lambda to, done, refused: self.presenter.do.move(person, to, done, refused),
        ).open()


class ReturnsTab(ListTab[ReturnCount]):
    """How many lines came back this month, by product, unit and reason; the count opens them."""

    def __init__(self, desk: Desk, presenter: MyUnitPresenter, texts: Texts) -> None:
        self.presenter = presenter
        self._desk = desk
        super().__init__(
            desk.kit,
            texts,
            "returns",
            N_("Returned lines"),
            model.return_columns(),
            lambda row: ((_("Lines"), number(row.lines)),),
            lambda row: f"{row.product} · {row.reason or _('Not recorded')}",
            lambda row: (row.product_code, row.unit_code, row.reason_code),
            (
                Act(
                    "open_lines", N_("Show the lines"), "clipboard-list", "↵", self.open_lines, _any
                ),
            ),
            (N_("Nothing came back"), N_("No line was returned over the cut this month.")),
        )
        self.table.opened.connect(lambda _place: self.open_lines())
        self.table.cell_opened.connect(lambda _place, _key: self.open_lines())

    def open_lines(self) -> None:
        """Show exactly the lines of a count."""
        row = self.chosen()
        if row is not None:
            month = f"{self._desk.kit.time.wall():%Y-%m}"
            back = ReturnedLines(month, row.unit_code, row.reason_code)
            wanted = TicketFilter(product=row.product_code, returned=back)
            self._desk.page_asked.emit("tickets", wanted)


class OwedTab(ListTab[SanctionView]):
    """What the unit bears: why, until when it may object, and what was decided."""

    def __init__(self, desk: Desk, presenter: MyUnitPresenter, texts: Texts) -> None:
        self.presenter = presenter
        self._desk = desk
        time = desk.kit.time
        super().__init__(
            desk.kit,
            texts,
            "owed",
            N_("Sanctions of the unit"),
            owed_columns(),
            lambda row: sanction_facts(row, time),
            lambda row: row.number,
            lambda row: row.id,
            (
                Act("why_owed", N_("Why"), "scale", cap_of("owed.why"), self.why, _any),
                Act(
                    "object_to",
                    N_("Object…"),
                    "pencil",
                    cap_of("owed.object_to"),
                    self.object_to,
                    lambda row: row.may_object,
                    refusal_words,
                ),
                Act(
                    "withdraw_objection",
                    N_("Withdraw the objection…"),
                    "x",
                    cap_of("owed.withdraw"),
                    self.withdraw,
                    lambda row: row.may_withdraw,
                    refusal_words,
                ),
            ),
            (
                N_("No sanctions"),
                N_("The last control of the month found nothing that this unit has to bear."),
            ),
        )
        self.table.opened.connect(lambda _place: self.why())

    def why(self) -> None:
        """Open the line with its verdicts explained."""
        row = self.acted(_any)
        if row is not None:
            self._desk.page_asked.emit("tickets", row.line_id)
            self._desk.action_asked.emit("why")

    def object_to(self) -> None:
        """Ask why the unit should not bear it."""
        row = self.acted(lambda one: one.may_object)
        if row is not None:
            ObjectionDialog(self, self._desk, (row,)).open()

    def withdraw(self) -> None:
        """Ask why the unit takes its objection back."""
        row = self.acted(lambda one: one.may_withdraw)
        if row is not None:
            SayDialog(self, self._desk, row, Said.WITHDRAW).open()


class VoicesTab(ListTab[VoiceRow]):
    """What customers said of the unit's work; never who did it."""

    def __init__(self, desk: Desk, presenter: MyUnitPresenter, texts: Texts) -> None:
        self.presenter = presenter
        self._desk = desk
        time = desk.kit.time
        super().__init__(
            desk.kit,
            texts,
            "voices",
            N_("What customers said"),
            model.voice_columns(time),
            lambda row: model.voice_facts(row, time),
            lambda row: row.text or model.voice_badge(row).word,
            lambda row: (row.contact_id, row.line_id, row.at),
            (Act("answer_voice", N_("Answer…"), "pencil", cap_of("answer"), self.answer, _waits),),
            (
                N_("Nothing heard yet"),
                N_("Remarks and call-backs of the last 90 days come here."),
            ),
        )
        self.table.opened.connect(self._open)

    def _open(self, _place: int) -> None:
        row = self.chosen()
        if row is not None and row.line_id is not None:
            self._desk.page_asked.emit("tickets", row.line_id)

    def answer(self) -> None:
        """Write what the customer was answered."""
        row = self.acted(_waits)
        if row is None or row.contact_id is None:
            return
        contact = row.contact_id
        TextDialog(
            self,
            _("Answer the customer"),
            _("Save"),
            row.text,
            _("What the customer was answered"),
            lambda words, done, refused: self.presenter.do.answer_remark(
                contact, words, done, refused
            ),
        ).open()


def _any(_row: object) -> bool:
    return True


def _known(row: MemberWork) -> bool:
    return row.person_id is not None


def _has_work(row: MemberWork) -> bool:
    return row.person_id is not None and row.total > 0


def _waits(row: VoiceRow) -> bool:
    return row.contact_id is not None and row.kind == "complaint" and not row.answer
