"""The guides: a small decision list as rows, what is wrong with it, and a try-out beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.guide import Guide, GuideAnswer, GuideFault, GuideNode
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.rows import RowsEditor
from fmdesk.desktop.pages.catalogue.section import Section, column_of
from fmdesk.desktop.pages.intake.guide import GuideCard
from fmdesk.desktop.pages.intake.model import said
from fmdesk.i18n import N_, _
from fmdesk.messages import explain
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame, clear
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.pick import PickField

LONGEST = 200
WAYS = (N_("Question"), N_("Product"), N_("Advice"))
"""Where an answer leads: to the next question, to a product, or to what the desk tells."""
_SIDE, _HIGH = 280, 164


class GuidesSection(Section):
    """The chosen guide as rows, beside it all guides and what a customer would be asked."""

    def __init__(self, desk: Desk, presenter: CataloguePresenter, texts: Texts) -> None:
        super().__init__(desk, presenter, texts)
        self._guides: tuple[Guide, ...] = ()
        self._code = ""
        self._is_stored = False
        self._is_saving = False
        self._baseline: Guide | None = None
        self._drafts: dict[str, Guide] = {}
        self._answers: dict[str, list[tuple[str, ...]]] = {}
        self._node = ""
        self._tables = QWidget()
        self._make_editor()
        self._make_side()
        presenter.checked.connect(self._show_faults)
        presenter.saved.connect(self._let_go)

    def _make_side(self) -> None:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        column = column_of(side, SPACE_S)
        self.model: RowsModel[Guide] = RowsModel(guide_columns(), self)
        self.list = TableView(self.kit, self.model, "guides")
        self.texts.say(self.list.setAccessibleName, N_("Guides"))
        self.texts.compute(self.model.retranslate)
        self.list.moved_to.connect(self._choose)
        self.list.setFixedHeight(_HIGH)
        column.addWidget(TableFrame(self.list))
        self.new_button = button(self.begin, icon=self.kit.theme.icon("plus"), name="new_guide")
        self.texts.say(self.new_button.setText, N_("New guide"))
        column.addWidget(self.new_button)
        self._add_try_out(column)
        column.addStretch(1)
        self.row.addWidget(side)

    def _make_editor(self) -> None:
        editor = QWidget()
        column = column_of(editor, SPACE_S)
        names = QHBoxLayout()
        names.setSpacing(SPACE_M)
        self.code = line_field("guide_code", 40)
        self.title_nl = line_field("guide_nl", LONGEST)
        self.title_en = line_field("guide_en", LONGEST)
        for field, text, share in (
            (self.code, N_("Code"), 1),
            (self.title_nl, N_("What the customer wants (Dutch)"), 3),
            (self.title_en, N_("What the customer wants (English)"), 3),
        ):
            box = QVBoxLayout()
            box.setSpacing(SPACE_XS)
            above = label("", "label")
            above.setBuddy(field)
            self.texts.say(above.setText, text)
            self.texts.say(field.setAccessibleName, text)
            field.textEdited.connect(lambda _text: self._check())
            box.addWidget(above)
            box.addWidget(field)
            names.addLayout(box, share)
        column.addLayout(names)
        self._place = QVBoxLayout()
        self._place.setSpacing(SPACE_S)
        column.addLayout(self._place)
        self.faults = QVBoxLayout()
        column.addLayout(self.faults)
        column.addStretch(1)
        foot = QHBoxLayout()
        self.problem = label("", tone="broken", wraps=True)
        foot.addWidget(self.problem, 1)
        self.save_button = button(self.save, kind="primary", name="save_guide")
        self.texts.say(self.save_button.setText, N_("Save the guide"))
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        self.row.addWidget(editor, 1)

    def _add_try_out(self, column: QVBoxLayout) -> None:
        self.tried = Card(spacing=SPACE_S)
        self.texts.say(self.tried.set_title, N_("Try it"))
        self.outcome = label("", "muted", wraps=True)
        self.tried.body.addWidget(self.outcome)
        self.again = button(self.try_out, kind="link", name="try_again")
        self.texts.say(self.again.setText, N_("Begin again"))
        self.tried.body.addWidget(self.again)
        column.addWidget(self.tried)
        self.card = GuideCard()
        self.card.title.setWordWrap(True)
        self.card.led.connect(self._tell_end)
        self.card.closed.connect(self.card.hide)
        column.addWidget(self.card)

    # --- what is shown -------------------------------------------------------------------------

    def show_found(self, found: object) -> None:
        """Show the guides."""
        assert isinstance(found, tuple)  # noqa: S101  # what this section asks for
        self._guides = found
        codes = [one.code for one in found]
        self.model.set_rows(found)
        if not found:
            self.begin()
            return
        place = codes.index(self._code) if self._code in codes else 0
        self.list.go_to(place)
        self._choose(place)

    def keys_go_to(self) -> QWidget:
        """Return the list of guides."""
        return self.list

    def retranslate(self) -> None:
        """Show the rows in the language of now."""
        self._choose(self.list.current_row())

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._guides):
            self._show(self._guides[place])

    def begin(self) -> None:
        """Begin a guide that is not there yet."""
        self._show(Guide(0, "", "", "", ()))
        self.code.setFocus()

    def _show(self, guide: Guide) -> None:
        """Show a guide, with what was typed in it and not saved yet."""
        self._keep_typed()
        self._code, self._is_stored = guide.code, bool(guide.id)
        self._fill(guide)
        self._baseline = self.guide()
        if guide.code in self._drafts:
            self._fill(self._drafts[guide.code])
        self._check()

    def _keep_typed(self) -> None:
        if self._baseline is None:
            return
        typed = self.guide()
        if typed == self._baseline:
            self._drafts.pop(self._code, None)
        else:
            self._drafts[self._code] = typed

    def _let_go(self, _words: str) -> None:
        """What was typed is stored, so it need not be kept."""
        if self._is_saving:
            self._is_saving = False
            self._drafts.pop(self._code, None)
            self._baseline = self.guide()
            self._code = self._baseline.code

    def _fill(self, guide: Guide) -> None:
        self.problem.setText("")
        self.code.setText(guide.code)
        self.code.setReadOnly(self._is_stored)
        self.title_nl.setText(guide.title_nl)
        self.title_en.setText(guide.title_en)
        for field in (self.code, self.title_nl, self.title_en):
            field.setCursorPosition(0)
        self._answers = {
            one.code: [_row_of(answer) for answer in one.answers] for one in guide.nodes
        }
        clear(self._place)
        titles = (_("Code"), _("Question (Dutch)"), _("Question (English)"))
        rows = [(one.code, one.question_nl, one.question_en) for one in guide.nodes]
        self.questions = RowsEditor("questions", titles, rows, widest=260)
        self.questions.table.currentCellChanged.connect(lambda *_places: self._turn())
        self.questions.changed.connect(self._rename)
        self._place.addWidget(self.questions)
        self.above = label("", "label")
        self._place.addWidget(self.above)
        self._tables = QWidget()
        self._place.addWidget(self._tables)
        self._node = guide.nodes[0].code if guide.nodes else ""
        self._show_answers()
        if guide.nodes:
            self.questions.table.setCurrentCell(0, 0)

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
        self.table.changed.connect(self._keep)
        column.addWidget(self.table)
        self.product = PickField(self.kit.theme, self._find, "product")
        self.product.setAccessibleName(_("Lead the chosen answer to a product"))
        self.product.field.setPlaceholderText(_("Lead the chosen answer to a product"))
        self.product.picked.connect(self._lead)
        column.addWidget(self.product)
        self._place.insertWidget(2, self._tables)
        shown = self._node or _("(no question chosen)")
        self.above.setText(_("Answers to question {code}").format(code=shown))

    def _find(self, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        if words:
            self.presenter.find("product", words, show)

    # --- what is done --------------------------------------------------------------------------

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
        self._check()

    def _keep(self) -> None:
        """An answer was changed."""
        words = {_(one): one for one in WAYS}
        self._answers[self._node] = [
            (*row[:2], words.get(row[2], WAYS[0]), *row[3:]) for row in self.table.rows()
        ]
        self._check()

    def _lead(self, choice: Choice | None) -> None:
        place = self.table.table.currentRow()
        if choice is None or place < 0:
            return
        self.table.put(place, 2, _(WAYS[1]))
        self.table.put(place, 3, choice.code)
        self.product.clear()

    def guide(self) -> Guide:
        """Return the guide as it stands in the rows."""
        nodes = tuple(
            GuideNode(code, nl, en or nl, tuple(map(_answer_of, self._answers.get(code, []))))
            for code, nl, en in self.questions.rows()
        )
        title_nl = self.title_nl.text().strip()
        title_en = self.title_en.text().strip() or title_nl
        return Guide(0, self.code.text().strip(), title_nl, title_en, nodes)

    def _check(self) -> None:
        self.presenter.check(self.guide())

    def _show_faults(self, faults: Sequence[GuideFault]) -> None:
        clear(self.faults)
        for one in faults:
            words = explain(InvalidInputError(one.code, **one.params))
            self.faults.addWidget(label(words, tone="broken", wraps=True))
        self.save_button.setEnabled(not faults)
        self.again.setVisible(not faults)
        if faults:
            self.card.hide()
            self.outcome.setText(_("Mend what is said below the answers; then it can be tried."))
        else:
            self.try_out()

    def try_out(self) -> None:
        """Ask what a customer would be asked; the keyboard stays where it is."""
        focused = self.window().focusWidget()
        self.outcome.setText(_("Answer as a customer would."))
        self.card.show_guide(self.guide())
        if focused is not None and focused is not self.again:
            focused.setFocus()

    def _tell_end(self, product: str, variant: str) -> None:
        words = (
            _("It leads to product {product}, variant {variant}.")
            if variant
            else _("It leads to product {product}.")
        )
        self.outcome.setText(words.format(product=product, variant=variant))

    def save(self) -> None:
        """Store the guide."""
        self.problem.setText("")
        self._is_saving = True
        self.presenter.save_guide(self.guide(), self._complain)

    def _complain(self, sentence: str) -> None:
        self._is_saving = False
        self.problem.setText(sentence)

    def allow(self, *, is_on: bool) -> None:
        """Offer what changes guides, or not."""
        self.new_button.setVisible(is_on)
        self.save_button.setVisible(is_on)


def guide_columns() -> tuple[Column[Guide], ...]:
    """Return the one column of the list of guides."""

    def title(row: Guide) -> str:
        return said(row.title_nl, row.title_en)

    return (Column("title", N_("Guide"), title, 180, is_stretched=True, hint=title),)


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
