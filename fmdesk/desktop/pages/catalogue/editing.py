"""The dialogs that change a product: as who keeps the field, or as a proposal to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar
from uuid import uuid4

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from fmdesk.core.domain.catalog import Faq, ProductVersion, Variant
from fmdesk.core.domain.intake_views import LinkView
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.product_change import Keeper, Way
from fmdesk.core.domain.upkeep_drafts import ProductDraft
from fmdesk.core.domain.upkeep_views import ProductPage
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.rows import RowsEditor
from fmdesk.desktop.pages.catalogue.section import beside
from fmdesk.desktop.pages.catalogue.words import LIMIT_UNITS, TIMES_OF_DAY
from fmdesk.i18n import _, money
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.forms import cents_of
from fmdesk.ui.widgets.fields import area_field, day_field, day_of, line_field, number_field
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.pick import PickField

Kind = TypeVar("Kind", bound=StrEnum)
LONGEST_NAME, LONGEST_LINE = 120, 400
MOST_HOURS = 10_000
_HIGH = 84
_WIDTH = 760


class ChangeDialog(FormDialog):
    """What every change has: its first day, and the reason where a keeper is asked.

    Args:
        parent: The product's panel.
        desk: Services and kit.
        presenter: Stores the change.
        page: The product as it is.
        title: What is changed.
        keeper: Who keeps it.
    """

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        presenter: CataloguePresenter,
        page: ProductPage,
        title: str,
        keeper: Keeper,
    ) -> None:
        way = page.text_way if keeper is Keeper.UNIT else page.price_way
        self.is_proposal = way is Way.PROPOSE
        super().__init__(parent, title, _("Propose") if self.is_proposal else _("Save"))
        self.setMinimumWidth(_WIDTH)
        self._desk, self._presenter, self._page = desk, presenter, page
        self.say(self._sentence(keeper))
        self.make_fields(page.version)
        today = presenter.today
        first = max(today, page.version.valid_from) if page.version.valid_from > today else today
        self.day = day_field("day", first)
        self.day.setMinimumDate(QDate(today.year, today.month, today.day))
        self.reason = line_field("reason", LONGEST_LINE)
        if self.is_proposal:
            self.body.addLayout(
                beside((_("Holds from"), self.day), (_("Why (its keeper reads this)"), self.reason))
            )
        else:
            self.body.addLayout(beside((_("Holds from"), self.day), ("", label(""))))
        presenter.saved.connect(self.accept)

    def _sentence(self, keeper: Keeper) -> str:
        card = self._page.card
        if not self.is_proposal:
            return _("{product} changes from the chosen day; running tickets keep theirs.").format(
                product=card.name
            )
        who = card.unit if keeper is Keeper.UNIT else _("the controller")
        return _("You propose this; {who} accepts or refuses it.").format(who=who)

    def make_fields(self, version: ProductVersion) -> None:
        """Put the fields into the form."""
        raise NotImplementedError

    def changed(self, version: ProductVersion) -> ProductVersion:
        """Return the product as the fields say.

        Raises:
            ValueError: With the sentence that says what cannot be read.
        """
        raise NotImplementedError

    def more(self, draft: ProductDraft) -> ProductDraft:
        """Return the draft with what else this dialog changes."""
        return draft

    def save(self) -> None:
        """Store or propose it; the dialog stays with the sentence when that is refused."""
        version = self._page.version
        try:
            after = replace(self.changed(version), valid_from=day_of(self.day))
        except ValueError as problem:
            self.show_problem(str(problem))
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        draft = ProductDraft(uuid4(), version.id, after, self.reason.text().strip())
        self._presenter.change(self.more(draft), self.show_problem)


class TextDialog(ChangeDialog):
    """Names, scope, limits and other words for it."""

    def __init__(
        self, parent: QWidget, desk: Desk, presenter: CataloguePresenter, page: ProductPage
    ) -> None:
        super().__init__(parent, desk, presenter, page, _("Change the text"), Keeper.UNIT)

    def make_fields(self, version: ProductVersion) -> None:
        """Put the fields into the form."""
        self.name_nl = _line("name_nl", version.name_nl, LONGEST_NAME)
        self.name_en = _line("name_en", version.name_en, LONGEST_NAME)
        self.about_nl = text_field("description_nl", version.description_nl)
        self.about_en = text_field("description_en", version.description_en)
        self.limits = text_field("limits", version.limits)
        self.synonyms = _line("synonyms", ", ".join(version.synonyms), LONGEST_LINE)
        self.body.addLayout(
            beside((_("Name (Dutch)"), self.name_nl), (_("Name (English)"), self.name_en))
        )
        self.body.addLayout(
            beside((_("Scope (Dutch)"), self.about_nl), (_("Scope (English)"), self.about_en))
        )
        self.add_field(_("Limits"), self.limits)
        self.add_field(_("Also called (with commas)"), self.synonyms)
        self.name_nl.setFocus()

    def changed(self, version: ProductVersion) -> ProductVersion:
        """Return the product as the fields say."""
        return replace(
            version,
            name_nl=typed(self.name_nl, version.name_nl),
            name_en=typed(self.name_en, version.name_en),
            description_nl=typed(self.about_nl, version.description_nl),
            description_en=typed(self.about_en, version.description_en),
            limits=typed(self.limits, version.limits),
            synonyms=_typed_list(self.synonyms, ",", version.synonyms),
        )


class PriceDialog(ChangeDialog):
    """Price, lead time, calendar, norm and variants: what controllers keep."""

    def __init__(
        self, parent: QWidget, desk: Desk, presenter: CataloguePresenter, page: ProductPage
    ) -> None:
        title = _("Change price and promise")
        super().__init__(parent, desk, presenter, page, title, Keeper.CONTROLLER)

    def make_fields(self, version: ProductVersion) -> None:
        """Put the fields into the form."""
        limit = version.lead_time
        self.price = _line("price", money(version.price_cents), 20)
        self.per = _line("price_unit", version.price_unit, LONGEST_NAME)
        self.norm = number_field("norm", 0, 100, version.norm // 100)
        self.amount = number_field("lead_n", 0, MOST_HOURS, limit.n if limit else 0)
        self.unit = choice_field("lead_unit", _words(LIMIT_UNITS), limit.unit if limit else "")
        clock = limit.time_of_day if limit else TimeOfDay.KEEP
        self.clock = choice_field("lead_time_of_day", _words(TIMES_OF_DAY), clock)
        calendars = {"": _("none"), **{code: code for code in self._page.calendars}}
        self.calendar = choice_field("calendar", calendars, version.calendar)
        self.process = choice_field("process", _offered(self._page.processes), version.process)
        self.cluster = choice_field("cluster", _offered(self._page.clusters), version.cluster)
        self.body.addLayout(
            beside(
                (_("Price"), self.price), (_("Price per"), self.per), (_("Norm in %"), self.norm)
            )
        )
        self.body.addLayout(
            beside(
                (_("Lead time (0 for none)"), self.amount),
                (_("Counted in"), self.unit),
                (_("Days end"), self.clock),
            )
        )
        self.body.addLayout(
            beside(
                (_("Calendar"), self.calendar),
                (_("Process"), self.process),
                (_("Cluster"), self.cluster),
            )
        )
        rows = [
            (one.code, one.name_nl, one.name_en, money(one.price_cents), *_limit_texts(one))
            for one in version.variants
        ]
        titles = (
            *(_("Code"), _("Name (Dutch)"), _("Name (English)"), _("Price")),
            *(_("Lead time"), _("Counted in")),
        )
        self.variants = RowsEditor(
            "variants", titles, rows, {5: list(_words(LIMIT_UNITS).values())}
        )
        self.add_field(_("Variants"), self.variants)
        self.price.setFocus()
        self.price.selectAll()

    def changed(self, version: ProductVersion) -> ProductVersion:
        """Return the product as the fields say."""
        unit = LimitUnit(self.unit.currentData())
        limit = version.lead_time
        if self.amount.value():
            limit = Limit(unit, self.amount.value(), TimeOfDay(self.clock.currentData()))
        elif limit is not None and limit.n:
            limit = None
        norm = version.norm if self.norm.value() == version.norm // 100 else self.norm.value() * 100
        return replace(
            version,
            price_cents=read_money(self.price.text()),
            price_unit=typed(self.per, version.price_unit),
            norm=norm,
            lead_time=limit,
            calendar=self.calendar.currentData(),
            process=self.process.currentData(),
            cluster=self.cluster.currentData(),
            variants=tuple(_variant(row, version) for row in self.variants.rows()),
        )


class QuestionsDialog(ChangeDialog):
    """Questions with their answers, in both languages."""

    def __init__(
        self, parent: QWidget, desk: Desk, presenter: CataloguePresenter, page: ProductPage
    ) -> None:
        super().__init__(parent, desk, presenter, page, _("Change the questions"), Keeper.UNIT)

    def make_fields(self, version: ProductVersion) -> None:
        """Put the table into the form."""
        rows = [(one.language, one.question, one.answer) for one in version.faqs]
        titles = (_("Language"), _("Question"), _("Answer"))
        self.table = RowsEditor(
            "questions", titles, rows, {0: ["nl", "en"]}, stretch=2, shown=8, widest=270
        )
        self.add_field(_("Questions"), self.table)
        self.table.setFocus()

    def changed(self, version: ProductVersion) -> ProductVersion:
        """Return the product as the table says."""
        faqs = tuple(
            Faq(0, language or "nl", question, answer)
            for language, question, answer in self.table.rows()
        )
        return replace(version, faqs=faqs)


class TipsDialog(ChangeDialog):
    """Tips for the desk, whom to ask, files and pages."""

    def __init__(
        self, parent: QWidget, desk: Desk, presenter: CataloguePresenter, page: ProductPage
    ) -> None:
        super().__init__(parent, desk, presenter, page, _("Change tips and contacts"), Keeper.UNIT)

    def make_fields(self, version: ProductVersion) -> None:
        """Put the fields into the form."""
        self.tips = text_field("tips", "\n".join(version.tips))
        self.add_field(_("Tips for the desk, one on each line"), self.tips)
        self.contacts = RowsEditor(
            "contacts",
            (_("Code"), _("Name")),
            [(one.code, one.name) for one in self._page.people],
            locked=(0, 1),
            shown=2,
        )
        self.person = PickField(self._desk.kit.theme, self._find, "person")
        self.person.picked.connect(self._add_person)
        self.add_field(_("Whom to ask; who stands in comes after"), self.contacts)
        self.add_field(_("Add a person"), self.person)
        rows = [(one.name, one.address) for one in self._page.links]
        self.pages = RowsEditor("links", (_("Name"), _("Address")), rows, shown=2)
        if not self.is_proposal:
            self.add_field(_("Files and pages"), self.pages)
        self.tips.setFocus()

    def _find(self, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        if words:
            self._presenter.find("person", words, show)

    def _add_person(self, choice: Choice | None) -> None:
        if choice is not None:
            self.contacts.add((choice.code, choice.text))
            self.person.clear()

    def changed(self, version: ProductVersion) -> ProductVersion:
        """Return the product as the fields say."""
        return replace(version, tips=_typed_list(self.tips, "\n", version.tips))

    def more(self, draft: ProductDraft) -> ProductDraft:
        """Return the draft with whom to ask, and files and pages, as the tables say."""
        contacts = tuple(code for code, _name in self.contacts.rows())
        links = tuple(LinkView(name, address) for name, address in self.pages.rows())
        return replace(draft, contacts=contacts, links=None if self.is_proposal else links)


def text_field(name: str, text: str) -> QPlainTextEdit:
    """Return a field for a text of several lines; Tab leaves it."""
    made = area_field(name)
    made.setPlainText(text)
    made.ensurePolished()  # the style sheet has a smallest height of its own
    made.setFixedHeight(_HIGH)
    return made


def choice_field(name: str, words: dict[str, str], chosen: str) -> QComboBox:
    """Return a field with one of a few choices."""
    made = QComboBox()
    made.setObjectName(name)
    for code, text in words.items():
        made.addItem(text, code)
    made.setCurrentIndex(max(0, made.findData(str(chosen))))
    return made


def read_money(text: str) -> int:
    """Return an amount in cents.

    Raises:
        ValueError: With the sentence to show.
    """
    cents = cents_of(text)
    if cents is None:
        raise ValueError(_("“{text}” is no amount of money.").format(text=text))
    return cents


def typed(field: QLineEdit | QPlainTextEdit, stored: str) -> str:
    """Return what was typed; what nobody touched stays as it is stored, to the letter."""
    if isinstance(field, QLineEdit):
        return field.text().strip() if field.isModified() else stored
    return field.toPlainText().strip() if field.document().isModified() else stored


def _typed_list(
    field: QLineEdit | QPlainTextEdit, mark: str, stored: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the entries that were typed; stored ones may have the mark between them inside."""
    shown = mark.join(stored)
    text = typed(field, shown)
    return stored if text == shown else _entries(text.split(mark))


def _offered(choices: Sequence[Choice]) -> dict[str, str]:
    return {"": _("none"), **{one.code: one.text for one in choices}}


def _line(name: str, text: str, longest: int) -> QLineEdit:
    made = line_field(name, max(longest, len(text)))  # what was imported may be longer
    made.setText(text)
    return made


def _words(table: Mapping[Kind, str]) -> dict[str, str]:
    return {str(code): _(text) for code, text in table.items()}


def _entries(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())


def _limit_texts(variant: Variant) -> tuple[str, str]:
    limit = variant.lead_time
    return (str(limit.n), _(LIMIT_UNITS[limit.unit])) if limit else ("", "")


def _variant(row: Sequence[str], version: ProductVersion) -> Variant:
    code, name_nl, name_en, price, amount, unit = row
    units = {_(text): kind for kind, text in LIMIT_UNITS.items()}
    stored = version.variant(code)
    limit = None
    if amount:
        if not amount.isdecimal() or unit not in units:
            raise ValueError(
                _("Variant {code} needs a number and what it counts.").format(code=code)
            )
        clock = stored.lead_time.time_of_day if stored and stored.lead_time else TimeOfDay.KEEP
        limit = Limit(units[unit], int(amount), clock)
    return Variant(code, name_nl, name_en or name_nl, read_money(price or "0"), limit)
