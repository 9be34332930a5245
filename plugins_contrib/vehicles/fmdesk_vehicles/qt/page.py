"""The page of the vehicles: shows a plan, and turns what is asked for into commands."""

from datetime import datetime

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from fmdesk.plugins.api import N_, Scalar, stamp
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Days,
    Extensions,
    Kit,
    Planner,
    PluginPage,
    State,
    StateStack,
    button,
    label,
)
from fmdesk_vehicles.loans import Done, LoanState, Mended, Move, Plan, PlanQuestion, Which
from fmdesk_vehicles.qt.detail import Detail
from fmdesk_vehicles.qt.dialogs import BackDialog, BookDialog, CancelDialog, LoadDialog
from fmdesk_vehicles.qt.model import Chosen, data_of, from_now, hours_of
from fmdesk_vehicles.words import _


class VehiclesPage(PluginPage):
    """The vehicles of the pool against time; Enter lends one, or opens the ticket of a loan."""

    def __init__(self, kit: Kit, extensions: Extensions) -> None:
        super().__init__(kit, extensions, "vehicles", _)
        self.say(self.header.title.setText, N_("Vehicles"))
        self._plan: Plan | None = None
        self._new = 0
        self.hours = (0, 24)
        self.days = Days(self, is_keyed=True)
        self.planner = Planner(kit.theme, kit.time)
        self.texts.compute(lambda: self.planner.name_it(_("Planner of the vehicles")))
        icon = kit.theme.icon
        self.book_button = button(
            self.book_here, kind="primary", icon=icon("plus", "on_accent"), name="book"
        )
        self.load_button = button(self.load_file, icon=icon("upload"), name="load")
        self.say(self.book_button.setText, N_("Lend…"))
        self.say(self.load_button.setText, N_("Import…"))
        self.detail = Detail(
            self,
            {
                "hand_out": self.hand_out,
                "take_back": self.take_back,
                "give_up": self.give_up,
                "ticket": self.open_line,
                "mend": self.mend,
            },
        )
        self.told = label("", wraps=True, tone="broken")
        self.told.hide()
        self._lay_out()
        self._connect()

    def arrive(self, _what: object) -> None:
        """Query again."""
        self.load()

    def load(self) -> None:
        """Fetch the plan of the shown days."""
        if self._plan is None:
            self.show_loading(_("Fetching the vehicles."))
        self.ask("plan", PlanQuestion(*self.days.bounds()), self._take, retry=self.load)

    def fetch_again(self) -> None:
        """Show what other desks did, unless a box is moved; the next command tells an error."""
        if self._plan is not None and self.planner.scene.ghost is None:
            asked = PlanQuestion(*self.days.bounds())
            self.ask("plan", asked, self._follow, retry=self.load, refused=lambda _why: None)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self._show_plan()

    # --- what is done with loans ---------------------------------------------------------------

    def book_here(self) -> None:
        """Lend the vehicle at the cursor, for the chosen time."""
        self.book(self.planner.current_row() or 0, *self.planner.cell())

    def book(self, vehicle_id: int, start: datetime, end: datetime) -> None:
        """Open the dialog of a new loan, which begins now where the chosen time is past."""
        if self._plan is None:
            return
        vehicle = next((one for one in self._plan.vehicles if one.id == vehicle_id), None)
        times = from_now(start, end, self.kit.time.now())
        wall = map(self.kit.time.local, times)
        values: dict[str, Scalar] = dict(
            zip(("start", "end"), (f"{one:%Y-%m-%dT%H:%M}" for one in wall), strict=True)
        )
        if vehicle is not None:
            values |= {"kind": vehicle.kind.value, "vehicle": vehicle.code}
        words = _("Reserved: {what}.")
        BookDialog(self, self._plan, values, lambda done: self._done(words, done)).open()

    def hand_out(self) -> None:
        """Hand out the key of the chosen loan."""
        loan = self.chosen().loan
        if loan is not None and loan.state is LoanState.RESERVED:
            words = _("Handed out: {what}.")
            self.run("hand_out", Which(loan.id), lambda done: self._done(words, done), self._refuse)

    def take_back(self) -> None:
        """Take the vehicle of the chosen loan back."""
        chosen = self.chosen()
        loan, vehicle = chosen.loan, chosen.vehicle
        if loan is not None and vehicle is not None and loan.state is LoanState.LENT:
            words = _("Taken back: {what}.")
            BackDialog(self, loan, vehicle, lambda done: self._done(words, done)).open()

    def give_up(self) -> None:
        """Give up the chosen loan, with a reason."""
        loan = self.chosen().loan
        if loan is not None and loan.state is LoanState.RESERVED:
            words = _("Given up: {what}.")
            CancelDialog(self, loan, lambda done: self._done(words, done)).open()

    def mend(self) -> None:
        """Lend the chosen vehicle again."""
        vehicle = self.chosen().vehicle
        if vehicle is not None:
            words = _("{vehicle} is lent again.").format(vehicle=vehicle.name)
            self.run("mend", Mended(vehicle.id), lambda _none: self._say(words), self._refuse)

    def load_file(self) -> None:
        """Import vehicles."""
        LoadDialog(self, self._say).open()

    def open_line(self) -> None:
        """Open the ticket of the chosen loan."""
        loan = self.chosen().loan
        if loan is not None:
            self.line_asked.emit(loan.line_id)

    # --- what is shown -------------------------------------------------------------------------

    def chosen(self) -> Chosen:
        """Return what the cursor stands on."""
        plan, box, row = self._plan, self.planner.current(), self.planner.current_row()
        if plan is None:
            return Chosen()
        loan = next((one for one in plan.loans if box and one.id == box.id), None)
        return Chosen(next((one for one in plan.vehicles if one.id == row), None), loan)

    def _follow(self, plan: Plan) -> None:
        if self.planner.scene.ghost is None:  # else somebody took hold of a box meanwhile
            self._take(plan)

    def _take(self, plan: Plan) -> None:
        is_first, self._plan = self._plan is None, plan
        self.show_content()
        self._show_plan()
        if self._new:
            self.planner.choose(self._new)
            self._new = 0
        self._show_chosen()
        if is_first:
            self.give_keys(self.planner if plan.vehicles else self.load_button)

    def _show_plan(self) -> None:
        if self._plan is None:
            return
        self.hours = hours_of(self._plan, self.kit.time.local)
        self.planner.show_days(self.days.first, self.days.days, self.hours)
        self.planner.set_data(data_of(self._plan))
        self._show_chosen()
        if self._plan.vehicles:
            self.plan_state.show_content()
            return
        sentence = _("Import the vehicles of the pool from a file; then they can be lent here.")
        step = (_("Import…"), self.load_file)
        self.plan_state.show_state(State.EMPTY, _("No vehicles yet"), sentence, step)

    def _show_chosen(self) -> None:
        if self._plan is not None:
            self.detail.show_chosen(self.chosen(), self._plan.now)

    def _move(self, loan_id: int, vehicle_id: int, start: datetime, end: datetime) -> None:
        vehicles = self._plan.vehicles if self._plan else ()
        code = next((one.code for one in vehicles if one.id == vehicle_id), "")
        words, payload = _("Moved: {what}."), Move(loan_id, code, start, end)
        self.run("move", payload, lambda done: self._done(words, done), self._refuse)

    def _done(self, words: str, done: Done) -> None:
        loan = done.loan
        vehicles = self._plan.vehicles if self._plan else ()
        name = next((one.name for one in vehicles if one.id == loan.vehicle_id), "")
        what = ", ".join(filter(None, (name, loan.borrower, stamp(loan.start, self.kit.zone))))
        self._new = loan.id
        self._say(words.format(what=what))

    def _say(self, words: str) -> None:
        self.told.hide()
        self.said.emit(words)
        self.load()

    def _refuse(self, sentence: str) -> None:
        self.planner.settle()
        self.told.setText(sentence)
        self.told.show()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(self.days)
        bar.addStretch(1)
        bar.addWidget(self.load_button)
        bar.addWidget(self.book_button)
        split = self.split("planner", self.planner, self.detail)
        split.setStretchFactor(0, 1)
        self.plan_state = StateStack(self.kit.theme, split)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(bar)
        column.addWidget(self.plan_state, 1)
        column.addWidget(self.told)

    def _connect(self) -> None:
        self.days.changed.connect(self.load)
        self.planner.chosen.connect(self._show_chosen)
        self.planner.made.connect(self.book)
        self.planner.moved.connect(self._move)
        self.planner.removed.connect(lambda _id: self.give_up())
        self.planner.opened.connect(lambda _id: self.open_line())
        self.planner.period_asked.connect(self.days.step)
        self.planner.today_asked.connect(self.days.go_to_today)
        QShortcut(QKeySequence("Ctrl+U"), self, self.hand_out)
        QShortcut(QKeySequence("Ctrl+B"), self, self.take_back)
