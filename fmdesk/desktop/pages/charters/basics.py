"""Name, products and the other terms of a charter in the editor."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from fmdesk.core.domain.charter import Bearer, Charter
from fmdesk.core.domain.charter_words import Wording
from fmdesk.core.domain.spec import FactKind, Text
from fmdesk.desktop.pages.charters.choose import Choices, ManyField
from fmdesk.desktop.pages.charters.model import BEARERS
from fmdesk.desktop.pages.charters.part import Part, kind_field
from fmdesk.i18n import _, current_language
from fmdesk.ui.theme import Theme
from fmdesk.ui.widgets.fields import line_field, number_field

LONGEST_CODE, LONGEST_NAME = 60, 120
MOST_RANK = 10_000
_HUNDRED = 100


class NamePart(Part):
    """Code and names; the code of a charter that exists stays.

    Args:
        charter: What it says now.
        is_new: It is a charter that is not there yet.
    """

    def __init__(self, charter: Charter, *, is_new: bool) -> None:
        super().__init__(_("What it is called"))
        self.code = line_field("charter_code", LONGEST_CODE)
        self.code.setText(charter.code)
        self.code.setReadOnly(not is_new)
        self.name_nl = line_field("charter_nl", LONGEST_NAME)
        self.name_en = line_field("charter_en", LONGEST_NAME)
        self.name_nl.setText(charter.name_nl)
        self.name_en.setText(charter.name_en)
        self.put((_("Name (Dutch)"), self.name_nl), (_("Name (English)"), self.name_en))
        self.put((_("Code"), self.code))
        for field in (self.code, self.name_nl, self.name_en):
            field.setCursorPosition(0)
            field.textEdited.connect(self.tell)

    def apply(self, charter: Charter) -> Charter:
        """Return a charter with these names; one name will do for both languages."""
        nl, en = self.name_nl.text().strip(), self.name_en.text().strip()
        return replace(charter, code=self.code.text().strip(), name_nl=nl or en, name_en=en or nl)


class ScopePart(Part):
    """For which products and clusters it is given."""

    def __init__(self, charter: Charter, wording: Wording, theme: Theme) -> None:
        super().__init__(_("Products"))
        self.products = ManyField(theme, "products", _("All products"))
        self.clusters = ManyField(theme, "clusters", _("No cluster"))
        self.products.set_choices(_choices(wording.names.get(FactKind.PRODUCT, {})))
        self.clusters.set_choices(_choices(wording.clusters))
        self.products.choose(charter.products)
        self.clusters.choose(charter.clusters)
        self.put((_("Products"), self.products), (_("Clusters, with all below"), self.clusters))
        self.products.changed.connect(self.changed)
        self.clusters.changed.connect(self.changed)

    def apply(self, charter: Charter) -> Charter:
        """Return a charter for these products."""
        return replace(charter, products=self.products.codes, clusters=self.clusters.codes)


class TermsPart(Part):
    """Who bears it, how it stands beside others, and the norm."""

    def __init__(self, charter: Charter) -> None:
        super().__init__(_("Who bears it, and how it counts"))
        self.bearer = kind_field("bearer", BEARERS, Bearer(charter.bearer))
        self.rank = number_field("rank", 0, max(MOST_RANK, charter.rank), charter.rank)
        self.norm = number_field("norm", 0, _HUNDRED, charter.norm // _HUNDRED)
        self.put((_("Bearer"), self.bearer))
        self.put((_("Rank (lower counts first)"), self.rank), (_("Norm in %"), self.norm))
        self.again = QCheckBox(_("A reopened line starts a new run of the clock"))
        self.again.setObjectName("new_run_on_reopen")
        self.again.setChecked(charter.new_run_on_reopen)
        self.body.addWidget(self.again)
        self.bearer.currentIndexChanged.connect(self.tell)
        self.rank.valueChanged.connect(self.tell)
        self.norm.valueChanged.connect(self.tell)
        self.again.toggled.connect(self.tell)

    def apply(self, charter: Charter) -> Charter:
        """Return a charter with these terms."""
        norm = self.norm.value() * _HUNDRED
        if norm == charter.norm // _HUNDRED * _HUNDRED:
            norm = charter.norm  # parts of a per cent stay as they were
        return replace(
            charter,
            bearer=Bearer(self.bearer.currentData()),
            rank=self.rank.value(),
            norm=norm,
            new_run_on_reopen=self.again.isChecked(),
        )


def _choices(names: Mapping[str, Text]) -> Choices:
    language = current_language()
    texts = ((code, text.get(language)) for code, text in names.items())
    return tuple(sorted(texts, key=lambda one: one[1].casefold()))
