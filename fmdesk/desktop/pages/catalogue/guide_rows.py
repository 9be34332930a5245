"""The questions of a guide and the answers to the chosen one, as rows."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.guide import GuideAnswer, GuideNode
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.pages.catalogue.rows import RowsEditor
from fmdesk.desktop.pages.catalogue.section import column_of
from fmdesk.i18n import N_, _
from fmdesk.ui.theme import Theme
from fmdesk.ui.tokens import SPACE_S, SPACE_XS
from fmdesk.ui.widgets.card import clear
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.pick import PickField

WAYS = (N_("Question"), N_("Product"), N_("Advice"))
"""Where an answer leads: to the next question, to a product, or to what the desk tells."""
Find = Callable[[str, Callable[[Sequence[Choice]], None]], None]


class GuideRows(QWidget):
    """Two tables, one below the other.

    Args:
        theme: Icons.
        find: Looks for products by their words.
    """

    changed = Signal()

    def __init__(self, theme: Theme, find: Find) -> None:
        super().__init__()
        self._theme, self._find = theme, find
        self._answers: dict[str, list[tuple[str, ...]]] = {}
        self._node = ""
        self._tables = QWidget()
        self._place = column_of(self, SPACE_S)

    def fill(self, nodes: Sequence[GuideNode]) -> None:
        """Show the questions of a guide, and the answers to the first one."""
        self._answers = {one.code: [_row_of(answer) for answer in one.answers] for one in nodes}
        clear(self._place)
        titles = (_("Code"), _("Question (Dutch)"), _("Question (English)"))
        rows = [(one.code, one.question_nl, one.question_en) for one in nodes]
        self.questions = RowsEditor("questions", titles, rows, widest=260)
        self.questions.setAccessibleName(_("Questions"))
        self.questions.table.currentCellChanged.connect(lambda *_places: self._turn())
        self.questions.changed.connect(self._rename)
        self._place.addWidget(self.questions)
        self.above = label("", "label")
        self._place.addWidget(self.above)
        self._tables = QWidget()
        self._place.addWidget(self._tables)
        self._node = nodes[0].code if nodes else ""
        self._show_answers()
        if nodes:
            self.questions.table.setCurrentCell(0, 0)

    def nodes(self) -> tuple[GuideNode, ...]:
        """Return the questions as they stand in the rows."""
        return tuple(
            GuideNode(code, nl, en or nl, tuple(map(_answer_of, self._answers.get(code, []))))
            for code, nl, en in self.questions.rows()
        )

    def _show_answers(self) -> None:
        """Show the answers to the chosen question."""
        self._place.removeWidget(self._tables)
        self._tables.deleteLater()
        self._tables = QWidget()
        column = column_of(self._tables, SPACE_XS)
        titles = (
            *(_("Answer (Dutch)"), _("Answer (English)"), _("Leads to")),
            *(_("Which or what"), _("In English")),
        )
        rows = [(*row[:2], _(row[2]), *row[3:]) for row in self._answers.get(self._node, [])]
        ways = [_(one) for one in WAYS]
        self.table = RowsEditor("answers", titles, rows, {2: ways}, stretch=3)
        self.table.setAccessibleName(_("Answers"))
        self.table.changed.connect(self._keep)
        column.addWidget(self.table)
        self.product = PickField(self._theme, self._find, "product")
        self.product.setAccessibleName(_("Lead the chosen answer to a product"))
        self.product.field.setPlaceholderText(_("Lead the chosen answer to a product"))
        self.product.picked.connect(self._lead)
        column.addWidget(self.product)
        self._place.insertWidget(2, self._tables)
        shown = self._node or _("(no question chosen)")
        self.above.setText(_("Answers to question {code}").format(code=shown))

    def _turn(self) -> None:
        """Another question was chosen."""
        place = self.questions.table.currentRow()
        item = self.questions.table.item(place, 0) if place >= 0 else None
        code = item.text().strip() if item is not None else ""
        if code != self._node:
            self._node = code
            self._show_answers()

    def _rename(self) -> None:
        """A question was changed: its answers go with its code."""
        place = self.questions.table.currentRow()
        item = self.questions.table.item(place, 0) if place >= 0 else None
        code = item.text().strip() if item is not None else ""
        known = {row[0] for row in self.questions.rows()}
        if code and code != self._node and self._node not in known and code not in self._answers:
            self._answers[code] = self._answers.pop(self._node, [])
            self._node = code
            self.above.setText(_("Answers to question {code}").format(code=code))
        self.changed.emit()

    def _keep(self) -> None:
        """An answer was changed."""
        words = {_(one): one for one in WAYS}
        self._answers[self._node] = [
            (*row[:2], words.get(row[2], WAYS[0]), *row[3:]) for row in self.table.rows()
        ]
        self.changed.emit()

    def _lead(self, choice: Choice | None) -> None:
        place = self.table.table.currentRow()
        if choice is None or place < 0:
            return
        self.table.put(place, 2, _(WAYS[1]))
        self.table.put(place, 3, choice.code)
        self.product.clear()


def _row_of(answer: GuideAnswer) -> tuple[str, ...]:
    """Return an answer as cells; the way is the English word until it is shown."""
    if answer.product:
        which = f"{answer.product}/{answer.variant}" if answer.variant else answer.product
        return (answer.text_nl, answer.text_en, WAYS[1], which, "")
    if answer.next:
        return (answer.text_nl, answer.text_en, WAYS[0], answer.next, "")
    return (answer.text_nl, answer.text_en, WAYS[2], answer.advice_nl, answer.advice_en)


def _answer_of(row: Sequence[str]) -> GuideAnswer:
    """Return the answer that stands in cells."""
    nl, en, way, which, other = row
    if way == WAYS[1]:
        product, _slash, variant = which.partition("/")
        return GuideAnswer(nl, en or nl, product=product.strip(), variant=variant.strip())
    if way == WAYS[2]:
        return GuideAnswer(nl, en or nl, advice_nl=which, advice_en=other or which)
    return GuideAnswer(nl, en or nl, next=which)
