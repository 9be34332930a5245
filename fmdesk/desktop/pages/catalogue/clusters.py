"""The dialog that keeps the clusters: a new one, another name, another place, another owner."""

from collections.abc import Iterator

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from fmdesk.core.domain.clusters import ClusterChange, ClusterList, ClusterValues
from fmdesk.desktop.pages.catalogue.editing import LONGEST_NAME, choice_field
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.section import beside, scrolled
from fmdesk.i18n import N_, _, current_language, stamp
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.tokens import SPACE_XS
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.labels import label

LONGEST_CODE = 60
WIDTH, HIGH = 640, 96
WORDS = {
    "name_nl": N_("Name (Dutch)"),
    "name_en": N_("Name (English)"),
    "parent": N_("Stands in"),
    "unit": N_("Owner"),
}


class ClusterDialog(FormDialog):
    """Chooses a cluster, shows what it is and what was changed of it, and stores another.

    Args:
        parent: The window.
        kit: Gives the office's time.
        presenter: Fetches and stores.
        wanted: Code of the cluster that is shown first; empty for a new one.
    """

    def __init__(
        self, parent: QWidget, kit: Kit, presenter: CataloguePresenter, wanted: str
    ) -> None:
        super().__init__(parent, _("Clusters of the catalogue"), _("Save"))
        self.setMinimumWidth(WIDTH)
        self._kit, self._presenter, self._wanted = kit, presenter, wanted
        self._known = ClusterList((), ())
        self._seen: ClusterValues | None = None
        self.cluster = choice_field("cluster", {}, "")
        self.code = line_field("code", LONGEST_CODE)
        self.name_nl = line_field("name_nl", LONGEST_NAME)
        self.name_en = line_field("name_en", LONGEST_NAME)
        self.place = choice_field("parent", {}, "")
        self.unit = choice_field("unit", {}, "")
        self.body.addLayout(beside((_("Cluster"), self.cluster), (_("Code"), self.code)))
        dutch, english, place, owner = map(_, WORDS.values())
        self.body.addLayout(beside((dutch, self.name_nl), (english, self.name_en)))
        self.body.addLayout(beside((place, self.place), (owner, self.unit)))
        self.told_title = label(_("What was changed"), "label")
        self.told = label("", "muted", wraps=True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.told)
        column.addStretch(1)
        self.area = scrolled(inside)
        self.area.setMinimumHeight(HIGH)
        box = QVBoxLayout()
        box.setSpacing(SPACE_XS)
        box.addWidget(self.told_title)
        box.addWidget(self.area, 1)
        self.body.addLayout(box, 1)
        self.save_button.setEnabled(False)
        self.cluster.currentIndexChanged.connect(lambda _place: self._choose())
        presenter.saved.connect(self.accept)

    def show_clusters(self, known: ClusterList) -> None:
        """Offer the clusters that there are, and the owners that they may have."""
        self._known = known
        self.cluster.blockSignals(True)
        self.cluster.clear()
        self.cluster.addItem(_("New cluster"), "")
        for one in known.clusters:
            self.cluster.addItem(_name(one.values), one.values.code)
        self.cluster.setCurrentIndex(max(0, self.cluster.findData(self._wanted)))
        self.cluster.blockSignals(False)
        _offer(self.unit, _("none"), dict(known.units))
        self._choose()
        self.save_button.setEnabled(True)
        self.cluster.setFocus()

    def _choose(self) -> None:
        """Show the cluster that is chosen; it stands neither in itself nor below itself."""
        code = self.cluster.currentData()
        entry = next((one for one in self._known.clusters if one.values.code == code), None)
        values = entry.values if entry else ClusterValues("", "")
        self._seen = entry.values if entry else None
        self.problem.hide()
        self.code.setText(values.code)
        self.code.setEnabled(entry is None)
        self.name_nl.setText(values.name_nl)
        self.name_en.setText(values.name_en)
        below = set(self._below(values.code)) if entry else set()
        places = {
            one.values.code: _name(one.values)
            for one in self._known.clusters
            if one.values.code not in below
        }
        _offer(self.place, _("none"), places, values.parent)
        self.unit.setCurrentIndex(max(0, self.unit.findData(values.unit)))
        lines = [line for one in (entry.changes if entry else ()) for line in self._lines(one)]
        self.told.setText("\n".join(lines) or _("Nothing was changed by hand yet."))

    def _below(self, code: str) -> Iterator[str]:
        yield code
        for one in self._known.clusters:
            if one.values.parent == code:
                yield from self._below(one.values.code)

    def _lines(self, change: ClusterChange) -> Iterator[str]:
        """Yield a line for each field of a change."""
        head = f"{stamp(change.at, self._kit.time.zone)} · {change.actor}"
        if change.before is None:
            words = _("added as “{name}”").format(name=_name(change.after))
            yield f"{head}: {words}"
            return
        for name, old, new in change.before.differences(change.after):
            yield f"{head}: {_(WORDS[name])}: {old or _('none')} → {new or _('none')}"

    def save(self) -> None:
        """Store it; the dialog stays with the sentence when that is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        after = ClusterValues(
            self.code.text(),
            self.name_nl.text().strip(),
            self.name_en.text().strip(),
            str(self.place.currentData() or ""),
            str(self.unit.currentData() or ""),
        )
        self._presenter.save_cluster(after, self._seen, self.show_problem)


def _name(values: ClusterValues) -> str:
    return values.name_en if current_language() == "en" else values.name_nl


def _offer(field: QComboBox, none: str, choices: dict[str, str], chosen: str = "") -> None:
    field.clear()
    field.addItem(none, "")
    for code, text in choices.items():
        field.addItem(text, code)
    field.setCurrentIndex(max(0, field.findData(chosen)))
