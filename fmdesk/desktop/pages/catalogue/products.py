"""The tree of clusters and products, and the product that is chosen beside it."""

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from fmdesk.core.domain.upkeep_views import CatalogueTree, ClusterRow, ProductRow
from fmdesk.core.domain.words import fold, has_words
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.clusters import ClusterDialog
from fmdesk.desktop.pages.catalogue.detail import ProductDetail
from fmdesk.desktop.pages.catalogue.making import MakeDialog
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.section import Section, column_of
from fmdesk.i18n import N_, _, day, ngettext, number
from fmdesk.ui.texts import Texts
from fmdesk.ui.theme import font
from fmdesk.ui.tokens import ROW_HEIGHT, SPACE_S, TextStyle
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import TableFrame
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.search import SearchField
from fmdesk.ui.widgets.states import State, StateStack

CODE = Qt.ItemDataRole.UserRole
CLUSTER = Qt.ItemDataRole.UserRole + 1
_WIDTH = 420


class ProductsSection(Section):
    """The tree narrows while one types; arrow keys choose a product."""

    def __init__(self, desk: Desk, presenter: CataloguePresenter, texts: Texts) -> None:
        super().__init__(desk, presenter, texts)
        self._shown = CatalogueTree((), (), *(False,) * 4)
        left = QWidget()
        left.setFixedWidth(_WIDTH)
        column = column_of(left, SPACE_S)
        self.field = SearchField(self.kit.theme)
        self.field.setObjectName("find_product")
        texts.say(self.field.setPlaceholderText, N_("Find a product"))
        texts.say(self.field.setAccessibleName, N_("Find a product"))
        self.field.searched.connect(lambda _words: self._fill())
        column.addWidget(self.field)
        self.tree = self._make_tree()
        self.field.returnPressed.connect(self.tree.setFocus)
        self.state = StateStack(self.kit.theme, TableFrame(self.tree))
        column.addWidget(self.state, 1)
        self.count = label("", "muted")
        self.new_button = button(self.make, icon=self.kit.theme.icon("plus"), name="new_product")
        texts.say(self.new_button.setText, N_("New product…"))
        self.clusters_button = button(self.keep_clusters, name="clusters")
        texts.say(self.clusters_button.setText, N_("Clusters…"))
        column.addWidget(self.count)
        both = QHBoxLayout()
        both.setSpacing(SPACE_S)
        both.addWidget(self.new_button, 1)
        both.addWidget(self.clusters_button)
        column.addLayout(both)
        self.row.addWidget(left)
        self.detail = ProductDetail(desk, presenter, texts)
        policy = self.detail.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the tree stays where it is
        self.detail.setSizePolicy(policy)
        self.row.addWidget(self.detail, 1)

    def _make_tree(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setObjectName("catalogue_tree")
        made.setColumnCount(2)
        made.setUniformRowHeights(True)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        made.header().resizeSection(1, 165)
        self.texts.say(made.setAccessibleName, N_("Products"))
        self.texts.compute(lambda: made.setHeaderLabels([_("Product"), _("Unit")]))
        made.currentItemChanged.connect(self._choose)
        return made

    def show_found(self, found: object) -> None:
        """Show the tree."""
        assert isinstance(found, CatalogueTree)  # noqa: S101  # what this section asks for
        self._shown = found
        self.new_button.setVisible(found.may_products)
        self.clusters_button.setVisible(found.may_clusters)
        self._fill()

    def keys_go_to(self) -> QWidget:
        """Return the tree."""
        return self.tree

    def open(self, code: str) -> None:
        """Show a product, in the tree too."""
        self.field.set_text_quietly("")
        self.presenter.open(code)
        self._fill()

    def _fill(self) -> None:
        typed = fold(self.field.text())
        products = [one for one in self._shown.products if has_words(one.words, typed)]
        kept = self.presenter.product
        self.tree.blockSignals(True)
        self.tree.clear()
        items = self._items(products, is_narrowed=bool(typed))
        self.tree.addTopLevelItems(items)
        self.tree.expandAll() if typed else self._expand(kept)
        self.tree.blockSignals(False)
        if items:
            self.state.show_content()
        elif typed:
            self.state.show_state(State.EMPTY, _("Nothing found"), _("Try other words."))
        else:
            sentence = _("Import the products, or add the first one.")
            self.state.show_state(State.EMPTY, _("No products yet"), sentence)
        words = ngettext("{n} product", "{n} products", len(products))
        self.count.setText(words.format(n=number(len(products))))
        codes = [one.code for one in products]
        wanted = kept if kept in codes else self._first(self.tree.topLevelItem(0))
        if wanted:
            self._go_to(wanted)
        self.detail.setVisible(bool(wanted))

    def _items(self, products: Sequence[ProductRow], *, is_narrowed: bool) -> list[QTreeWidgetItem]:
        """Return the clusters as the tree has them, each with its products."""
        below: dict[str, list[ClusterRow]] = defaultdict(list)
        for one in self._shown.clusters:
            below[one.parent].append(one)
        own: dict[str, list[ProductRow]] = defaultdict(list)
        for product in sorted(products, key=lambda one: one.name.casefold()):
            own[product.cluster].append(product)

        def item(cluster: ClusterRow) -> QTreeWidgetItem | None:
            made = self._item(cluster.name, cluster.unit, "", is_strong=True)
            made.setData(0, CLUSTER, cluster.code)
            inner = [found for one in below[cluster.code] if (found := item(one))]
            made.addChildren([*inner, *map(self._product, own.pop(cluster.code, ()))])
            return made if made.childCount() or not is_narrowed else None

        found = [made for one in below[""] if (made := item(one))]
        return found + [self._product(one) for rest in own.values() for one in rest]

    def _product(self, row: ProductRow) -> QTreeWidgetItem:
        made = self._item(row.name, row.unit, row.code, is_strong=False)
        if row.proposals:
            made.setIcon(0, self.kit.theme.icon("pencil", "risk"))
            made.setToolTip(0, _("A proposal waits"))
        elif row.next_from is not None:
            made.setIcon(0, self.kit.theme.icon("clock", "accent"))
            words = _("Changes on {day}").format(day=day(row.next_from))
            made.setToolTip(0, words)
        return made

    def _item(self, name: str, unit: str, code: str, *, is_strong: bool) -> QTreeWidgetItem:
        made = QTreeWidgetItem([name, unit])
        made.setData(0, CODE, code)
        made.setSizeHint(0, QSize(0, ROW_HEIGHT))
        made.setToolTip(1, unit)
        made.setForeground(1, self.kit.theme.colour("muted"))
        if is_strong:
            made.setFont(0, font(TextStyle.STRONG))
        return made

    def _expand(self, kept: str) -> None:
        """Open the branch with the product that is shown, else the first one."""
        wanted = self._find(kept) if kept else None
        first = self.tree.topLevelItem(0)
        if wanted is None and first is not None:
            self.tree.expandItem(first)
        while wanted is not None and (wanted := wanted.parent()) is not None:
            self.tree.expandItem(wanted)

    def _first(self, item: QTreeWidgetItem | None) -> str:
        """Return the code of the first product in a branch, empty for none."""
        while item is not None and not item.data(0, CODE):
            item = item.child(0)
        return str(item.data(0, CODE)) if item is not None else ""

    def _find(self, code: str) -> QTreeWidgetItem | None:
        found = self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive, 0)
        return next((one for one in found if one.data(0, CODE) == code), None)

    def _go_to(self, code: str) -> None:
        found = self._find(code)
        if found is not None:
            self.tree.setCurrentItem(found)

    def _choose(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        code = item.data(0, CODE) if item is not None else ""
        if code and code != self.presenter.product:
            self.presenter.open(code)

    def retranslate(self) -> None:
        """Show the files in the language of now; all else is fetched again."""
        self.detail.files.retranslate()

    def make(self) -> None:
        """Ask what a new product is."""
        MakeDialog(self, self.presenter, self._shown).open()

    def keep_clusters(self) -> None:
        """Ask what becomes of a cluster; that of the tree's row is offered first."""
        if not self._shown.may_clusters:
            return
        item = self.tree.currentItem()
        while item is not None and not item.data(0, CLUSTER):
            item = item.parent()
        wanted = str(item.data(0, CLUSTER)) if item is not None else ""
        dialog = ClusterDialog(self.window(), self.kit, self.presenter, wanted)
        self.presenter.clusters(dialog.show_clusters)
        dialog.open()
