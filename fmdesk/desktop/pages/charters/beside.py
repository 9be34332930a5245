"""Beside the form: what the clauses say in both languages, what is wrong, which products."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_faults import CharterFault, faults
from fmdesk.core.domain.charter_scope import Known, ScopeProduct
from fmdesk.core.domain.charter_sentence import sentence
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.spec import FactKind
from fmdesk.desktop.pages.charters.model import AMOUNTS, FIELDS
from fmdesk.i18n import _, current_language, money, ngettext, number
from fmdesk.messages import explain
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.fields import area_field
from fmdesk.ui.widgets.labels import label

MOST_PRODUCTS = 6
_HIGH = 96
_LANGUAGES = ("nl", "en")


class Beside(QWidget):
    """Follows the form; the writer may overrule the promise in each language."""

    overruled = Signal()
    """The text of a promise was typed or taken back."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        self._charter: Charter | None = None
        self._known = Known()
        self._wrong: Sequence[str] = ()
        self._follows = dict.fromkeys(_LANGUAGES, True)
        said = Card(_("The promise as the customer reads it"), spacing=SPACE_S)
        self.texts: dict[str, QPlainTextEdit] = {}
        self._hints: dict[str, QWidget] = {}
        self._backs: dict[str, QWidget] = {}
        for language, name in zip(_LANGUAGES, (_("In Dutch"), _("In English")), strict=True):
            text = area_field(f"promise_{language}")
            text.setFixedHeight(_HIGH)
            text.setAccessibleName(name)
            text.textChanged.connect(partial(self._overrule, language))
            head = QHBoxLayout()
            head.addWidget(label(name, "label"))
            head.addStretch(1)
            hint = label(_("Worded by hand"), "muted")
            back = button(
                partial(self.follow, language),
                text=_("As the clauses say"),
                kind="link",
                name=f"follow_{language}",
            )
            head.addWidget(hint)
            head.addWidget(back)
            said.body.addLayout(head)
            said.body.addWidget(text)
            self.texts[language], self._hints[language], self._backs[language] = text, hint, back
        column.addWidget(said)
        self.problems = Card(_("What to look at"), spacing=SPACE_S)
        column.addWidget(self.problems)
        self.scope = Card(_("Which products it is given for"), spacing=SPACE_S)
        column.addWidget(self.scope)
        column.addStretch(1)

    def begin(self, charter: Charter, known: Known) -> None:
        """Show a charter anew; a promise that is not what the clauses say was worded by hand."""
        self._known = known
        for language in _LANGUAGES:
            text = charter.promise_nl if language == "nl" else charter.promise_en
            made = sentence(charter, known.wording, language)
            self._follows[language] = not text.strip() or text == made
            self._put(language, text)
        self.show_charter(charter)

    def show_charter(self, charter: Charter, wrong: Sequence[str] = ()) -> None:
        """Follow the clauses.

        Args:
            charter: As far as the fields could be read.
            wrong: Sentences about the fields that could not be read.
        """
        self._charter, self._wrong = charter, wrong
        for language in _LANGUAGES:
            if self._follows[language]:
                self._put(language, sentence(charter, self._known.wording, language))
            self._hints[language].setVisible(not self._follows[language])
            self._backs[language].setVisible(not self._follows[language])
        self._show_faults(faults(self.promised(charter), self._known, current_language()))
        self._show_scope(self._known.in_scope(charter))

    def promised(self, charter: Charter) -> Charter:
        """Return a charter with the promise as it stands here."""
        nl, en = (self.texts[language].toPlainText().strip() for language in _LANGUAGES)
        return replace(charter, promise_nl=nl, promise_en=en)

    def follow(self, language: str) -> None:
        """Let the promise say what the clauses say again."""
        self._follows[language] = True
        self._again()

    def _overrule(self, language: str) -> None:
        self._follows[language] = False
        self._again()

    def _again(self) -> None:
        if self._charter is not None:
            self.show_charter(self._charter, self._wrong)
        self.overruled.emit()

    def _put(self, language: str, text: str) -> None:
        field = self.texts[language]
        if field.toPlainText() != text:
            field.blockSignals(True)
            field.setPlainText(text)
            field.blockSignals(False)

    def _show_faults(self, found: Sequence[CharterFault]) -> None:
        clear(self.problems.body)
        said = [(words, "broken") for words in self._wrong]
        said += [(fault_words(one), "broken" if one.is_blocking else "risk") for one in found]
        for words, tone in said:
            self.problems.body.addWidget(label(words, wraps=True, tone=tone))
        if not said:
            self.problems.body.addWidget(label(_("Nothing is wrong with it."), tone="kept"))

    def _show_scope(self, products: Sequence[ScopeProduct]) -> None:
        clear(self.scope.body)
        lines = sum(one.lines for one in products)
        words = ngettext("{n} product", "{n} products", len(products))
        asked = ngettext("{n} line last month", "{n} lines last month", lines)
        first = f"{words.format(n=number(len(products)))} · {asked.format(n=number(lines))}"
        self.scope.body.addWidget(label(first, "strong"))
        names, language = self._known.wording.names.get(FactKind.PRODUCT, {}), current_language()
        ordered = sorted(products, key=lambda one: (-one.lines, one.code))
        for one in ordered[:MOST_PRODUCTS]:
            text = f"{names[one.code].get(language)} · {one.unit} · {number(one.lines)}"
            self.scope.body.addWidget(label(text, "muted", wraps=True))
        if len(ordered) > MOST_PRODUCTS:
            rest = _("and {n} more").format(n=number(len(ordered) - MOST_PRODUCTS))
            self.scope.body.addWidget(label(rest, "muted"))


def fault_words(fault: CharterFault) -> str:
    """Return what is wrong, in the language of now."""
    params = dict(fault.params)
    if not str(params.get("charter", "x")).strip():  # a new one has no code yet
        params["charter"] = _("without a code")
    field = str(params.get("field", ""))
    if field in FIELDS:
        params["field"] = _(FIELDS[field])
    elif field in AMOUNTS:
        params |= {name: money(int(str(params[name]))) for name in ("value", "least", "most")}
        params["field"] = _(AMOUNTS[field])
    return explain(InvalidInputError(fault.code, **params))
