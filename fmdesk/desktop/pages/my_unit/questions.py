"""The tab of the questions: those to answer, those that the user asked, those of customers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fmdesk.core.domain.crossing import KeptAs, QuestionRow
from fmdesk.core.domain.unit_work import AskedOften
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.my_unit import model
from fmdesk.desktop.pages.my_unit.dialogs import Done, FaqDialog, Refused, TextDialog
from fmdesk.desktop.pages.my_unit.keys import cap_of
from fmdesk.desktop.pages.my_unit.listtab import Act, ListTab
from fmdesk.desktop.pages.my_unit.presenter import MyUnitPresenter
from fmdesk.i18n import N_, _, number
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.buttons import SegmentedControl

LISTS = (
    ("to_answer", N_("To answer ({n})")),
    ("mine", N_("Asked by me ({n})")),
    ("often", N_("Not in the catalogue ({n})")),
)


class QuestionsTab(QWidget):
    """Three lists, one at a time.

    Args:
        desk: Services and tools.
        presenter: Fetches and records.
        texts: Texts of the page.
    """

    def __init__(self, desk: Desk, presenter: MyUnitPresenter, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("content")
        self.presenter = presenter
        self._desk = desk
        self._is_known = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.choice = SegmentedControl()
        self.choice.chosen.connect(self.show_list)
        self.stack = QStackedWidget()
        self.to_answer = self._make(texts, "to_answer", N_("Questions to answer"), _TO_ANSWER)
        self.mine = self._make(texts, "mine", N_("Questions asked by me"), _MINE)
        self.often = self._make_often(texts)
        self.lists: dict[str, ListTab[QuestionRow] | ListTab[AskedOften]] = {
            "to_answer": self.to_answer,
            "mine": self.mine,
            "often": self.often,
        }
        for made in self.lists.values():
            self.stack.addWidget(made)
        column.addWidget(self.choice)
        column.addWidget(self.stack, 1)
        self.retranslate()
        self.choice.choose("to_answer")

    def _make(
        self, texts: Texts, name: str, title: str, empty: tuple[str, str]
    ) -> ListTab[QuestionRow]:
        time = self._desk.kit.time
        acts = {
            "to_answer": (
                Act("answer", N_("Answer…"), "pencil", cap_of("answer"), self.answer, _is_open),
            ),
            "mine": (
                Act(
                    "take_note",
                    N_("I have read it"),
                    "check",
                    cap_of("questions.take_note"),
                    self.take_note,
                    model.is_news,
                ),
                Act(
                    "make_faq",
                    N_("In the catalogue"),
                    "book-open",
                    cap_of("questions.make_faq"),
                    self.make_faq,
                    _keeps,
                ),
                Act(
                    "make_tip",
                    N_("Make it a desk tip"),
                    "headset",
                    cap_of("questions.make_tip"),
                    self.make_tip,
                    _keeps,
                ),
            ),
        }[name]
        made: ListTab[QuestionRow] = ListTab(
            self._desk.kit,
            texts,
            f"questions.{name}",
            title,
            model.question_columns(time),
            lambda row: model.question_facts(row, time),
            lambda row: row.question.text,
            lambda row: row.question.id,
            acts,
            empty,
        )
        made.table.opened.connect(lambda _place: self._open(made))
        return made

    def _make_often(self, texts: Texts) -> ListTab[AskedOften]:
        made: ListTab[AskedOften] = ListTab(
            self._desk.kit,
            texts,
            "questions.often",
            N_("What customers asked"),
            model.often_columns(self._desk.kit.time),
            lambda row: ((_("Times"), number(row.times)),),
            lambda row: row.text,
            lambda row: row.text,
            (
                Act(
                    "add_faq",
                    N_("Answer for all…"),
                    "book-open",
                    cap_of("questions.make_faq"),
                    self.make_faq,
                    _any,
                ),
            ),
            (
                N_("Everything is in the catalogue"),
                N_("Questions of customers that no frequently asked one answered come here."),
            ),
        )
        made.table.opened.connect(lambda _place: self.make_faq())
        return made

    def show_questions(
        self,
        to_answer: Sequence[QuestionRow],
        mine: Sequence[QuestionRow],
        often: Sequence[AskedOften],
    ) -> None:
        """Show other questions."""
        self.to_answer.show_rows(to_answer)
        self.mine.show_rows(mine)
        self.often.show_rows(often)
        self.retranslate()
        if mine and not to_answer and not self._is_known:
            self.choice.choose("mine")
            self.stack.setCurrentWidget(self.mine)
        self._is_known = True

    def show_list(self, name: str) -> None:
        """Show one of the lists."""
        self.choice.choose(name)
        self.stack.setCurrentWidget(self.lists[name])
        self.lists[name].table.setFocus()

    def current(self) -> "ListTab[QuestionRow] | ListTab[AskedOften]":
        """Return the list that is shown."""
        return self.lists[self.choice.value]

    def _open(self, made: ListTab[QuestionRow]) -> None:
        """Enter answers; on a question of one's own it opens the line."""
        row = made.chosen()
        if made is self.to_answer:
            self.answer()
        elif row is not None and row.question.line_id is not None:
            self._desk.page_asked.emit("tickets", row.question.line_id)

    def answer(self) -> None:
        """Write the answer to a question of the desk."""
        row = self.to_answer.acted(_is_open)
        if row is None:
            return
        question = row.question.id
        TextDialog(
            self,
            _("Answer"),
            _("Answer"),
            row.question.text,
            _("Answer"),
            lambda words, done, refused: self.presenter.do.answer(question, words, done, refused),
        ).open()

    def take_note(self) -> None:
        """Note that the answer has been read."""
        row = self.mine.acted(model.is_news)
        if row is not None:
            self.presenter.do.take_note(row.question.id, _nothing, self.mine.refuse)

    def make_faq(self) -> None:
        """Make the answer, or one for what customers asked, a frequently asked question."""
        asked = self.often.acted(_any)
        if asked is not None:
            self._add_faq(asked.text)
            return
        self._keep(KeptAs.FAQ, N_("In the catalogue from now on."))

    def _add_faq(self, question: str) -> None:
        def save(product: str, answer: str, done: Done, refused: Refused) -> None:
            def told(is_proposed: bool) -> None:
                done()
                said = N_("Proposed to who keeps the product.")
                self._desk.said.emit(_(said) if is_proposed else _("In the catalogue from now on."))

            self.presenter.do.add_faq(product, question, answer, told, refused)

        theme, find = self._desk.kit.theme, self.presenter.find_products
        FaqDialog(self, theme, question, find, save).open()

    def make_tip(self) -> None:
        """Make the answer a desk tip of the product."""
        self._keep(KeptAs.TIP, N_("A desk tip from now on."))

    def _keep(self, kept: KeptAs, said: str) -> None:
        row = self.mine.acted(_keeps)
        if row is not None:
            self.presenter.do.keep(
                row.question.id, kept, lambda: self._desk.said.emit(_(said)), self.mine.refuse
            )

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        counts = {name: made.model.row_total() for name, made in self.lists.items()}
        self.choice.set_choices(
            [(name, _(text).format(n=number(counts[name]))) for name, text in LISTS]
        )
        for made in self.lists.values():
            made.retranslate()


_TO_ANSWER = (N_("No open questions"), N_("What the desk asks this unit comes here."))
_MINE = (N_("Nothing asked"), N_("Ask a unit with Q, here or from a line."))


def _is_open(row: QuestionRow) -> bool:
    return row.question.answered_at is None


def _keeps(row: QuestionRow) -> bool:
    question = row.question
    return (
        question.answered_at is not None
        and question.kept is None
        and question.product_id is not None
    )


def _any(_row: object) -> bool:
    return True


def _nothing() -> None: ...
