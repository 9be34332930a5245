"""What was decided about a result: each decision with its actions and its effect."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from fmdesk.core.domain.goal_views import EvaluationView, GoalPage, ResultView
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _
from fmdesk.reports.goal_words import action_words, effect_words, span_words
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.labels import label, selectable


class EvaluationsCard(Card):
    """The decisions about one result.

    Args:
        kit: The office's time.
        texts: Words of the page.
    """

    ticked = Signal(int, bool)
    """An action is done, or is not: its number."""

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__(" ", spacing=SPACE_S)
        self._kit = kit
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(SPACE_S)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        texts.say(area.setAccessibleName, N_("What was decided"))
        self.body.addWidget(area)
        self.boxes: dict[int, QCheckBox] = {}

    def show_result(self, page: GoalPage, row: ResultView, *, may_tick: bool) -> None:
        """Show the decisions about a result.

        Args:
            page: The goal.
            row: The result.
            may_tick: Who looks may tick actions off.
        """
        self.set_title(
            _("Decided about {period}").format(period=span_words(row.result, is_heading=False))
        )
        had_keys = next((number for number, one in self.boxes.items() if one.hasFocus()), 0)
        clear(self.rows)
        self.boxes = {}
        if not row.evaluations:
            self.rows.addWidget(label(_("Nothing is decided yet."), "muted"))
        for one in row.evaluations:
            self._add(page, one, may_tick=may_tick)
        self.rows.addStretch(1)
        if had_keys in self.boxes:
            self.boxes[had_keys].show()  # what is not shown yet takes no keys
            self.boxes[had_keys].setFocus()

    def _add(self, page: GoalPage, view: EvaluationView, *, may_tick: bool) -> None:
        said = view.evaluation
        self.rows.addWidget(selectable(label(said.decision, wraps=True)))
        by = f"{said.by}, {short_stamp(said.at, self._kit.time)}"
        for one in view.actions:
            box = QCheckBox()
            words = _Words(action_words(one), box)
            box.setAccessibleName(words.text())
            box.setObjectName(f"action{one.action.id}")
            box.setChecked(one.action.done_at is not None)
            box.setEnabled(may_tick)
            box.toggled.connect(partial(self._tick, one.action.id))
            self.boxes[one.action.id] = box
            row = QHBoxLayout()
            row.setSpacing(SPACE_S)
            row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            self.rows.addLayout(row)
        effect = effect_words(page.row.measure, view)
        self.rows.addWidget(label(f"{effect} {by}", "muted", wraps=True))

    def _tick(self, action_id: int, is_done: bool) -> None:
        self.ticked.emit(action_id, is_done)


class _Words(QLabel):
    """What a box ticks off, on as many lines as it takes; a click on it ticks too."""

    def __init__(self, words: str, box: QCheckBox) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._box = box

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Tick it off, or open it again."""
        self._box.click()
