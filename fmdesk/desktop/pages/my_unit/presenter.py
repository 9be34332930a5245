"""What the page of a unit does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.access import Me
from fmdesk.core.domain.crossing import (
    QuestionRow,
    ReturnCount,
    ReturnReason,
)
from fmdesk.core.domain.objection import SanctionView
from fmdesk.core.domain.ticket import LineRights
from fmdesk.core.domain.unit_actions import UnitAction
from fmdesk.core.domain.unit_work import (
    AskedOften,
    MemberWork,
    VoiceRow,
    WorkFilter,
    WorkRow,
)
from fmdesk.core.domain.views import Changes, Choice, LineView, TicketFilter, TicketView
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.my_unit.doing import Doing
from fmdesk.i18n import _, current_language

MOST_UNITS = 500
MOST_PRODUCTS = 20
KEPT = "my_unit"
"""Under which name the unit is remembered that somebody without one chose."""


@dataclass(frozen=True, slots=True)
class Place:
    """Who is here, and for which unit.

    Attributes:
        me: Who is signed in.
        units: All units.
        unit_id: The unit that is shown, 0 when there is none.
        reasons: Why a line may be returned.
    """

    me: Me
    units: Sequence[Choice]
    unit_id: int
    reasons: Sequence[ReturnReason]

    @property
    def unit(self) -> str:
        """Name of the unit."""
        return next((one.text for one in self.units if one.code == str(self.unit_id)), "")

    @property
    def code(self) -> str:
        """Code of the unit."""
        return next((one.hint for one in self.units if one.code == str(self.unit_id)), "")


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything beside the worklist."""

    members: Sequence[MemberWork]
    to_answer: Sequence[QuestionRow]
    mine: Sequence[QuestionRow]
    asked_often: Sequence[AskedOften]
    returns: Sequence[ReturnCount]
    owed: Sequence[SanctionView]
    voices: Sequence[VoiceRow]
    actions: Sequence[UnitAction]
    near: int
    """Open lines of its products that are late or near breach."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The line that is chosen, with everything that its panel shows."""

    row: WorkRow
    line: LineView
    ticket: TicketView
    rights: LineRights


class MyUnitPresenter(QObject):
    """Fetches the work of a unit, and does what its people do.

    Args:
        desk: Services and signals of the window.
        is_seen: Tells whether the page is shown; when it is not, it fetches on arrival.
        parent: The page.
    """

    placed = Signal(object)
    """The `Place`."""
    listed = Signal(object)
    """Numbers of the lines."""
    overviewed = Signal(object)
    """The `Overview`."""
    shown = Signal(object)
    """The `Shown`."""
    printed = Signal(object)
    """The PDF of work orders, as bytes."""
    failed = Signal(object)

    def __init__(
        self, desk: Desk, is_seen: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._is_seen = desk, is_seen
        self.place: Place | None = None
        self.wanted = WorkFilter(0)
        self.line_id = 0
        self.do = Doing(desk, self)
        desk.changed.connect(self._hear)

    # --- fetching --------------------------------------------------------------------------------

    def load(self) -> None:
        """Fetch who is here and the work of the unit."""
        services, language = self._desk.services, current_language()
        kept = self._desk.kit.memory.numbers(KEPT)
        chosen = self.wanted.unit_id

        def find() -> Place:
            me = services.access.me()
            units = services.queries.choices("unit", "", language, MOST_UNITS)
            known = [int(one.code) for one in units]
            wanted = (chosen, *kept, me.unit_id or 0, *known)
            unit_id = next((one for one in wanted if one in known), 0)
            return Place(me, units, unit_id, services.returns.reasons())

        self._desk.query(self, find, self._place, self.failed.emit, key="place")

    def _place(self, place: Place) -> None:
        self.place = place
        self.wanted = replace(self.wanted, unit_id=place.unit_id)
        self.placed.emit(place)
        if place.unit_id:
            self.load_work()

    def choose_unit(self, unit_id: int) -> None:
        """Show another unit; who has none, or several, finds it again next time."""
        self._desk.kit.memory.put(KEPT, [unit_id])
        self.wanted = WorkFilter(unit_id)
        self.load()

    def load_work(self) -> None:
        """Fetch the worklist first, then what stands beside it."""
        services, wanted, language = self._desk.services, self.wanted, current_language()
        unit_id, code = wanted.unit_id, self.place.code if self.place else ""

        def overview() -> Overview:
            month = f"{services.time.wall():%Y-%m}"
            mine = services.my_unit
            near = TicketFilter(is_near=True, unit=code)
            return Overview(
                members=mine.members(unit_id),
                to_answer=services.questions.to_answer(unit_id, language),
                mine=services.questions.mine(language),
                asked_often=mine.asked_often(),
                returns=services.returns.counts(month, language, unit_id),
                owed=services.sanctions.owed(unit_id, language),
                voices=mine.voices(unit_id, language),
                actions=mine.actions(unit_id, language),
                near=services.queries.count(near),
            )

        ask = self._desk.query
        ids = services.my_unit.list_ids
        ask(self, lambda: ids(wanted), self.listed.emit, self.failed.emit, key="ids")
        ask(self, overview, self.overviewed.emit, self.failed.emit, key="overview")

    def show_list(self, wanted: WorkFilter) -> None:
        """Show other lines of the unit."""
        self.wanted = wanted
        ids = self._desk.services.my_unit.list_ids
        self._desk.query(self, lambda: ids(wanted), self.listed.emit, self.failed.emit, key="ids")

    def rows(self, line_ids: Sequence[int]) -> Sequence[WorkRow]:
        """Return rows of the worklist; called on a thread."""
        unit_id = self.wanted.unit_id
        return self._desk.services.my_unit.rows(line_ids, unit_id, current_language())

    def show_line(self, line_id: int) -> None:
        """Fetch everything about a line."""
        self.line_id = line_id
        services, language, unit_id = self._desk.services, current_language(), self.wanted.unit_id

        def find() -> Shown:
            line = services.queries.line(line_id, language)
            (row,) = services.my_unit.rows((line_id,), unit_id, language)
            ticket = services.queries.ticket(line.ticket_id, language)
            return Shown(row, line, ticket, services.fulfilment.rights(line_id))

        self._desk.query(self, find, self._take_line, self.failed.emit, key="line")

    def _take_line(self, shown: Shown) -> None:
        if shown.line.id == self.line_id:
            self.shown.emit(shown)

    def load_again(self) -> None:
        """Fetch what is shown again: somebody changed something."""
        if self.place is not None:
            self.load_work()
            if self.line_id:
                self.show_line(self.line_id)

    def _hear(self, changes: Changes) -> None:
        if (changes.tickets or changes.months or changes.is_everything) and self._is_seen():
            self.load_again()

    def find_products(self, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        """Find products as one types."""
        find = self._desk.services.queries.choices
        language = current_language()
        self._desk.query(
            self, lambda: find("product", words, language, MOST_PRODUCTS), show, key="product"
        )

    # --- paper -----------------------------------------------------------------------------------

    def print_orders(self, line_ids: Sequence[int], ended: Callable[[], None]) -> None:
        """Make the work orders of lines, in a process of its own."""
        job, unit_id = self._desk.services.jobs.work_orders, self.wanted.unit_id
        work = partial(job, tuple(line_ids), unit_id, current_language())
        title = _("The work orders are being made.")
        self._desk.start_job(self, title, work, self.printed.emit, ended=ended)

    def save(self, content: bytes, target: Path) -> None:
        """Write a PDF to a file, and say so."""
        self._desk.save_file(self, content, target)
