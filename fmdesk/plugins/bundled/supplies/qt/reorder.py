"""Section Reorder: what to buy now above, purchase orders and what came in of them below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, day, money, number
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Badge,
    Column,
    RowsModel,
    TableView,
    button,
    label,
    show_rows,
)
from fmdesk.plugins.bundled.supplies.articles import Article
from fmdesk.plugins.bundled.supplies.buying import (
    Proposal,
    Propose,
    PurchaseLine,
    PurchaseState,
)
from fmdesk.plugins.bundled.supplies.qt.section import Section
from fmdesk.plugins.bundled.supplies.words import _

STATES = {
    PurchaseState.PROPOSED: ("circle-dot", N_("to be ordered"), "risk"),
    PurchaseState.ORDERED: ("truck", N_("ordered"), "accent"),
    PurchaseState.CLOSED: ("circle-minus", N_("closed"), "neutral"),
}


class ReorderSection(Section):
    """Proposes, orders and receives."""

    NAME = "reorder"
    EMPTY = N_("Nothing to buy"), N_("No article is at its level, and nobody waits in vain.")

    def columns(self) -> tuple[Column[Proposal], ...]:
        """Return the columns of proposals."""
        return (
            Column("article", _("Code"), lambda row: row.article, 120),
            Column("name", _("Article"), self.article_name, is_stretched=True),
            Column("place", _("Place"), lambda row: row.place, 110),
            Column("quantity", _("To buy"), lambda row: number(row.quantity), 100, is_number=True),
            Column("cents", _("About"), lambda row: money(row.cents), 120, is_number=True),
            Column("supplier", _("Supplier"), lambda row: row.supplier, 170),
        )

    def fill_bar(self) -> None:
        """What can be done with the proposals."""
        self.propose_button = self.add_action(
            "propose", N_("Make purchase orders"), self._propose, "clipboard-list"
        )
        self.add_action("level", N_("Level of a place…"), self._level, "pencil")
        self.page.say(self.table.setAccessibleName, N_("To buy"))
        super().fill_bar()

    def body(self) -> QWidget:
        """Return the proposals and, below them, the purchase orders."""
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE_M)
        split.addWidget(self.list_state)
        split.addWidget(self._make_orders())
        split.setSizes([300, 340])
        return split

    def _make_orders(self) -> QWidget:
        """Return the purchase orders with what can be done with the chosen one."""
        page = self.page
        self.orders: RowsModel[PurchaseLine] = RowsModel(self.order_columns(), self)
        self.orders_table = TableView(page.kit, self.orders, "supplies.orders")
        page.say(self.orders_table.setAccessibleName, N_("Purchase orders"))
        self.orders_table.moved_to.connect(lambda _row: self._allow())
        self.orders_table.opened.connect(lambda _row: self._act())
        self.title = label("", "card_title")
        page.say(self.title.setText, N_("Purchase orders"))
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(self.title)
        bar.addStretch(1)
        icon = page.kit.theme.icon("printer")
        self.print_button = button(self._print, icon=icon, name="order_list")
        self.save_button = button(self._save, name="order_csv")
        self.order_button = button(self._order, name="order_purchase")
        self.receive_button = button(self._receive, name="receive_purchase")
        self.close_button = button(self._close, name="close_purchase")
        for made, text in (
            (self.print_button, N_("Order list")),
            (self.save_button, N_("As CSV…")),
            (self.order_button, N_("Ordered…")),
            (self.receive_button, N_("Receive…")),
            (self.close_button, N_("Nothing more will come")),
        ):
            page.say(made.setText, text)
            bar.addWidget(made)
        made_of = QWidget()
        made_of.setObjectName("content")
        column = QVBoxLayout(made_of)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(bar)
        column.addWidget(self.orders_table, 1)
        return made_of

    def order_columns(self) -> tuple[Column[PurchaseLine], ...]:
        """Return the columns of purchase orders."""
        return (
            Column("purchase", _("Purchase"), lambda row: str(row.purchase), 112, is_number=True),
            Column("supplier", _("Supplier"), lambda row: row.supplier, 150),
            Column("name", _("Article"), self.article_name, is_stretched=True),
            Column("place", _("Place"), lambda row: row.place, 90),
            Column("quantity", _("Ordered"), lambda row: number(row.quantity), 90, is_number=True),
            Column("came", _("Received"), lambda row: number(row.received), 105, is_number=True),
            Column("expected", _("Expected"), _expected, 110),
            Column("reference", _("Reference"), lambda row: row.reference, 110),
            Column("state", "", lambda _row: "", 140, badge=_badge),
        )

    def load(self) -> None:
        """Fetch proposals and purchase orders."""
        page = self.page
        page.ask("proposals", None, self._take, retry=page.load)
        page.ask("purchases", None, self._take_orders, retry=page.load)

    def chosen_article(self) -> str:
        """Return the article of the chosen proposal."""
        row = self.current()
        return row.article if row else ""

    def take_scan(self, article: Article) -> None:
        """Choose what is still to come of the article, to receive it."""
        for place in range(self.orders.row_total()):
            row = self.orders.row_at(place)
            if row and row.article == article.code and row.coming:
                self.orders_table.go_to(place)
                self.page.give_keys(self.orders_table)
                return

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.orders.columns = self.order_columns()
        self.orders.retranslate()

    def _take(self, rows: tuple[Proposal, ...]) -> None:
        self.proposals = rows
        self.total.setText(money(sum(row.cents for row in rows)) if rows else "")
        self.show_rows(rows, lambda row: (row.article, row.place))
        self.propose_button.setEnabled(bool(rows))

    def _take_orders(self, rows: tuple[PurchaseLine, ...]) -> None:
        show_rows(self.orders_table, self.orders, rows, lambda row: row.id)
        self._allow()

    def _order_line(self) -> PurchaseLine | None:
        return self.orders.row_at(self.orders_table.current_row())

    def _allow(self) -> None:
        row = self._order_line()
        state = row.state if row else None
        is_going_on = state in {PurchaseState.PROPOSED, PurchaseState.ORDERED}
        for made in (self.print_button, self.save_button):
            made.setEnabled(row is not None)
        self.order_button.setEnabled(is_going_on)
        self.receive_button.setEnabled(state is PurchaseState.ORDERED)
        self.close_button.setEnabled(is_going_on)

    def _print(self) -> None:
        row = self._order_line()
        if row is not None:
            name = f"{_('Purchase order')} {row.purchase}.pdf"
            self.page.show_paper("order_list", row.purchase, name)

    def _save(self) -> None:
        row = self._order_line()
        if row is not None:
            name = f"{_('Purchase order')} {row.purchase}.csv"
            self.page.save_paper("order_list", row.purchase, name)

    def _propose(self) -> None:
        payload = Propose(self.proposals)
        self.page.run("propose", payload, lambda _made: self.load(), self.page.refuse)

    def _level(self) -> None:
        row = self.current()
        self.page.book("level", place=row.place if row else None)

    def _order(self) -> None:
        row = self._order_line()
        if row is not None:
            self.page.book(
                "order_purchase",
                purchase=row.purchase,
                supplier=row.supplier,
                reference=row.reference,
                expected_on=row.expected_on,
            )

    def _receive(self) -> None:
        row = self._order_line()
        if row is not None:
            left = row.coming or row.quantity
            self.page.book(
                "receive_purchase",
                purchase_line=row.id,
                article=row.article,
                place=row.place,
                quantity=left,
                cents=row.cents * left // row.quantity,
            )

    def _close(self) -> None:
        row = self._order_line()
        if row is not None:
            done = lambda _made: self.load()  # noqa: E731  # one word for one use
            self.page.run("close_purchase", row.purchase, done, self.page.refuse)

    def _act(self) -> None:
        """Do the next thing with the chosen order."""
        row = self._order_line()
        if row and row.state is PurchaseState.ORDERED:
            self._receive()
        elif row and row.state is PurchaseState.PROPOSED:
            self._order()


def _expected(row: PurchaseLine) -> str:
    return day(row.expected_on) if row.expected_on else ""


def _badge(row: PurchaseLine) -> Badge:
    if row.state is PurchaseState.ORDERED and not row.coming:
        return Badge("circle-check", _("received"), "kept")
    if row.state is PurchaseState.ORDERED and row.received:
        return Badge("truck", _("partly received"), "accent")
    icon, word, tone = STATES[row.state]
    return Badge(icon, _(word), tone)
