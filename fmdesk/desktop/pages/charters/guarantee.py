"""The guarantee in the editor: which clock, which limit, which calendar."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from fmdesk.core.domain.charter import Charter, Guarantee, LimitSource
from fmdesk.core.domain.charter_sentence import SOLUTION
from fmdesk.core.domain.clock import STEP
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.desktop.pages.catalogue.editing import choice_field
from fmdesk.desktop.pages.catalogue.words import LIMIT_UNITS, TIMES_OF_DAY
from fmdesk.desktop.pages.charters.model import CLOCKS, SOURCES
from fmdesk.desktop.pages.charters.part import Part, kind_field
from fmdesk.i18n import _
from fmdesk.ui.widgets.fields import number_field
from fmdesk.ui.widgets.labels import label

MOST_STEPS, MOST_UNITS = 99, 10_000
_STEP = STEP.rstrip(".")


class GuaranteePart(Part):
    """Fields that show only what the choices before them leave open.

    Args:
        charter: What it says now.
        calendars: Codes of the calendars.
    """

    def __init__(self, charter: Charter, calendars: tuple[str, ...]) -> None:
        super().__init__(_("Guarantee"))
        guarantee = charter.guarantee
        limit = guarantee.limit
        is_step = guarantee.clock.startswith(STEP)
        clock = _STEP if is_step else guarantee.clock
        self.clock = choice_field("clock", {key: _(text) for key, text in CLOCKS.items()}, clock)
        step = int(guarantee.clock.removeprefix(STEP)) if is_step else 1
        self.step = number_field("step", 1, MOST_STEPS, step)
        self.put((_("Clock"), self.clock), (_("Step"), self.step))
        self.source = kind_field("source", SOURCES, guarantee.source)
        none = {"": _("that of the product"), **{code: code for code in calendars}}
        self.calendar = choice_field("calendar", none, guarantee.calendar)
        self.put((_("Limit"), self.source), (_("Calendar"), self.calendar))
        units = limit.n if limit else 24
        self.amount = number_field("limit_n", 0, max(MOST_UNITS, units), units)
        unit = limit.unit if limit else LimitUnit.CLOCK_HOURS
        self.unit = kind_field("limit_unit", LIMIT_UNITS, unit)
        end = limit.time_of_day if limit else TimeOfDay.KEEP
        self.end = kind_field("time_of_day", TIMES_OF_DAY, end)
        self.put(
            (_("How much"), self.amount), (_("Counted in"), self.unit), (_("Days end"), self.end)
        )
        self.parts: QLabel = label("", "muted", wraps=True)
        self.body.addWidget(self.parts)
        for field in (self.clock, self.source, self.calendar, self.unit, self.end):
            field.currentIndexChanged.connect(self._turn)
        self.step.valueChanged.connect(self.tell)
        self.amount.valueChanged.connect(self.tell)
        self._show()

    def _turn(self, _place: int) -> None:
        self._show()
        self.tell()

    def _show(self) -> None:
        is_own = self.source.currentData() == LimitSource.OWN
        is_in_days = self._unit() in (LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS)
        self.step.setEnabled(self.clock.currentData() == _STEP)
        self.amount.setEnabled(is_own)
        self.amount.setMinimum(1 if is_in_days else 0)
        self.unit.setEnabled(is_own)
        self.end.setEnabled(is_own and is_in_days)
        self.parts.setText(
            _("Each partial delivery is judged by itself; only the late part counts.")
            if self.clock.currentData() == SOLUTION
            else _("The line is judged as a whole, partial deliveries together.")
        )

    def _unit(self) -> LimitUnit:
        return LimitUnit(self.unit.currentData())

    def _limit(self) -> Limit:
        unit, end = self._unit(), TimeOfDay(self.end.currentData())
        is_in_days = unit in (LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS)
        if not is_in_days or (unit is LimitUnit.CALENDAR_DAYS and end is TimeOfDay.OFFICE):
            end = TimeOfDay.KEEP
        return Limit(unit, self.amount.value(), end)

    def apply(self, charter: Charter) -> Charter:
        """Return a charter with this guarantee."""
        clock = str(self.clock.currentData())
        if clock == _STEP:
            clock = f"{STEP}{self.step.value()}"
        source = LimitSource(self.source.currentData())
        limit = self._limit() if source is LimitSource.OWN else None
        calendar = str(self.calendar.currentData())
        return replace(charter, guarantee=Guarantee(clock, source, limit, calendar))
