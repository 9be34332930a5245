"""Which months a report is of, and to what it is restricted."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import ReportAsked, Scope
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.pages.reports.model import SPANS, Span
from fmdesk.desktop.words import month_words
from fmdesk.i18n import N_, _
from fmdesk.reports.period import period_words
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import SegmentedControl, button
from fmdesk.ui.widgets.labels import label

MONTHS_BACK = 60
_SCOPES = {
    Scope.UNIT: N_("Unit"),
    Scope.DEPARTMENT: N_("Department"),
    Scope.COST_CENTRE: N_("Cost centre"),
}
_WIDEST = 320
_SIGNS = 10
"""Signs of a name that are always shown; a longer one is cut before the window has to grow."""


class Chooser(QWidget):
    """Month, quarter, year or months of one's own; and one unit, department or cost centre.

    Args:
        kit: Theme and the office's time.
        texts: Words of the page.
        span: What is shown first.
    """

    spanned = Signal(object)
    """Other months (`Span`)."""
    scoped = Signal(object)
    """Restricted otherwise: scope and number, or None."""

    def __init__(self, kit: Kit, texts: Texts, span: Span) -> None:
        super().__init__()
        self.span = span
        self._newest = span.last.shift(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        icon = kit.theme.icon
        self.kind = SegmentedControl()
        texts.compute(lambda: self.kind.set_choices([(code, _(text)) for code, text in SPANS]))
        self.kind.choose(span.kind)
        self.kind.chosen.connect(self._choose_kind)
        self.earlier = button(
            lambda: self._step(-1), kind="quiet", icon=icon("chevron-left"), name="earlier"
        )
        self.later = button(
            lambda: self._step(1), kind="quiet", icon=icon("chevron-right"), name="later"
        )
        self.words = label("", "card_title")
        self.first, self.last, self.scope = QComboBox(), QComboBox(), QComboBox()
        named = (
            (self.earlier, N_("Earlier")),
            (self.later, N_("Later")),
            (self.first, N_("First month")),
            (self.last, N_("Last month")),
            (self.scope, N_("Of whom")),
        )
        for made, text in named:
            texts.say(made.setAccessibleName, text)
        self.scope.setObjectName("scope")
        self.scope.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.scope.setMinimumContentsLength(_SIGNS)
        self.scope.setMaximumWidth(_WIDEST)
        self.first.activated.connect(lambda _place: self._choose_own())
        self.last.activated.connect(lambda _place: self._choose_own())
        self.scope.activated.connect(lambda place: self.scoped.emit(self.scope.itemData(place)))
        for one in (self.kind, self.earlier, self.words, self.later, self.first, self.last):
            row.addWidget(one)
        row.addStretch()
        row.addWidget(self.scope, 1)
        texts.compute(self._fill)

    def offer(
        self,
        choices: Sequence[tuple[Scope, Choice]],
        chosen: tuple[Scope, int] | None,
        *,
        needs: bool,
    ) -> None:
        """Show to what the report can be restricted.

        Args:
            choices: What there is.
            chosen: What it is restricted to, None for the whole office.
            needs: It must be restricted.
        """
        self.scope.clear()
        if not needs:
            self.scope.addItem(_("The whole office"), None)
        for scope, one in choices:
            words = one.text if needs else f"{_(_SCOPES[scope])}: {one.text}"
            self.scope.addItem(words, (scope, int(one.code)))
        places = [self.scope.itemData(place) for place in range(self.scope.count())]
        self.scope.setCurrentIndex(places.index(chosen) if chosen in places else 0)
        self.scope.setVisible(bool(choices))

    def _choose_kind(self, kind: str) -> None:
        if kind == "own":
            self._tell(Span("own", self.span.first, self.span.last))
        else:
            self._tell(Span.around(kind, min(self.span.last, self._newest.shift(-1))))

    def _step(self, places: int) -> None:
        self._tell(self.span.step(places))

    def _choose_own(self) -> None:
        first, last = self.first.currentData(), self.last.currentData()
        self._tell(Span("own", min(first, last), max(first, last)))

    def _tell(self, span: Span) -> None:
        self.span = span
        self._fill()
        self.spanned.emit(span)

    def _fill(self) -> None:
        span, is_own = self.span, self.span.kind == "own"
        self.words.setText(
            period_words(ReportAsked("", str(span.first), str(span.last))).capitalize()
        )
        of_own, stepped = (self.first, self.last), (self.words, self.earlier, self.later)
        for made in stepped if is_own else of_own:  # first: all together would widen the window
            made.hide()
        for made in of_own if is_own else stepped:
            made.show()
        for box, month in ((self.first, span.first), (self.last, span.last)):
            box.clear()
            for one in self._months(month):
                box.addItem(month_words(str(one)), one)
            box.setCurrentIndex(box.findText(month_words(str(month))))

    def _months(self, shown: Month) -> list[Month]:
        months = {self._newest.shift(-n) for n in range(MONTHS_BACK)} | {shown}
        return sorted(months, reverse=True)
