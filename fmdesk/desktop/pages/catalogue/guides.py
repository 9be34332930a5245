"""The guides: a small decision list as rows, what is wrong with it, and a try-out beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.guide import Guide, GuideFault
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.guide_rows import GuideRows
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
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

LONGEST = 200
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
        self.rows = GuideRows(self.kit.theme, self._find)
        self.rows.changed.connect(self._check)
        column.addWidget(self.rows)
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
        self.rows.fill(guide.nodes)

    def _find(self, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        if words:
            self.presenter.find("product", words, show)

    # --- what is done --------------------------------------------------------------------------

    def guide(self) -> Guide:
        """Return the guide as it stands in the rows."""
        title_nl = self.title_nl.text().strip()
        title_en = self.title_en.text().strip() or title_nl
        return Guide(0, self.code.text().strip(), title_nl, title_en, self.rows.nodes())

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
