"""The pages that exist, in the order of the navigation."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from fmdesk.desktop.navigation import SERVICES, STEER, WORK, NavigationItem
from fmdesk.i18n import N_
from fmdesk.ui.page import Page

if TYPE_CHECKING:
    from fmdesk.core.domain.spec import ViewSpec
    from fmdesk.desktop.desk import Desk


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its place in the navigation and its class, imported when it is first opened."""

    item: NavigationItem
    factory: str


FIRST = "tickets"
"""The page that opens on the first day."""

ENTRIES = (
    Entry(
        NavigationItem("intake", N_("Intake"), "headset", WORK),
        "fmdesk.desktop.pages.intake.page:IntakePage",
    ),
    Entry(
        NavigationItem("tickets", N_("Tickets"), "clipboard-list", WORK),
        "fmdesk.desktop.pages.tickets.page:TicketsPage",
    ),
    Entry(
        NavigationItem("board", N_("Board"), "layout-dashboard", WORK),
        "fmdesk.desktop.pages.board.page:BoardPage",
    ),
    Entry(
        NavigationItem("ticket", N_("Ticket"), "clipboard-list", under="tickets"),
        "fmdesk.desktop.pages.ticket.page:TicketPage",
    ),
    Entry(
        NavigationItem("my_unit", N_("My unit"), "building-2", WORK),
        "fmdesk.desktop.pages.my_unit.page:MyUnitPage",
    ),
    Entry(
        NavigationItem("call_backs", N_("Call-backs"), "phone-call", WORK),
        "fmdesk.desktop.pages.call_backs.page:CallBacksPage",
    ),
    Entry(
        NavigationItem("incoming", N_("Incoming"), "download", WORK),
        "fmdesk.desktop.pages.incoming.page:IncomingPage",
    ),
    Entry(
        NavigationItem("messages", N_("Messages"), "inbox", WORK),
        "fmdesk.desktop.pages.messages.page:MessagesPage",
    ),
    Entry(
        NavigationItem("catalogue", N_("Catalogue"), "book-open", STEER),
        "fmdesk.desktop.pages.catalogue.page:CataloguePage",
    ),
    Entry(
        NavigationItem("charters", N_("Charters"), "scroll-text", STEER),
        "fmdesk.desktop.pages.charters.page:ChartersPage",
    ),
    Entry(
        NavigationItem("agreements", N_("Agreements"), "file-text", STEER),
        "fmdesk.desktop.pages.agreements.page:AgreementsPage",
    ),
    Entry(
        NavigationItem("account", N_("Account of a department"), "file-text", under="agreements"),
        "fmdesk.desktop.pages.account.page:AccountPage",
    ),
    Entry(
        NavigationItem("budgets", N_("Budgets"), "receipt", STEER),
        "fmdesk.desktop.pages.budgets.page:BudgetsPage",
    ),
    Entry(
        NavigationItem("month", N_("Month"), "calendar-days", STEER),
        "fmdesk.desktop.pages.month.page:MonthPage",
    ),
    Entry(
        NavigationItem("objections", N_("Objections"), "scale", STEER),
        "fmdesk.desktop.pages.objections.page:ObjectionsPage",
    ),
    Entry(
        NavigationItem("reports", N_("Reports"), "chart-column", STEER),
        "fmdesk.desktop.pages.reports.page:ReportsPage",
    ),
    Entry(
        NavigationItem("goals", N_("Goals"), "shield-check", STEER),
        "fmdesk.desktop.pages.goals.page:GoalsPage",
    ),
    Entry(
        NavigationItem("reviews", N_("Reviews"), "history", under="goals"),
        "fmdesk.desktop.pages.reviews.page:ReviewsPage",
    ),
    Entry(
        NavigationItem("administration", N_("Administration"), "settings", STEER),
        "fmdesk.desktop.pages.administration.page:AdministrationPage",
    ),
    Entry(
        NavigationItem("audit", N_("Command log"), "shield-check", under="administration"),
        "fmdesk.desktop.pages.audit.page:AuditPage",
    ),
    Entry(
        NavigationItem("plugins", N_("Plugins"), "unplug", STEER),
        "fmdesk.desktop.pages.plugins.page:PluginsPage",
    ),
)


def plugin_entries(views: Sequence[tuple[str, "ViewSpec"]]) -> tuple[Entry, ...]:
    """Return the entries of the pages that plugins declare."""
    return tuple(
        Entry(NavigationItem(f"{plugin}.{view.id}", view.title, view.icon, SERVICES), view.factory)
        for plugin, view in views
    )


def make_page(entry: Entry, desk: "Desk") -> Page:
    """Make the page of an entry; a plugin's page gets what the plugin contract promises it."""
    from fmdesk.core.domain.views import Changes

    module, _colon, name = entry.factory.partition(":")
    factory = getattr(import_module(module), name)
    if entry in ENTRIES:
        return cast("Page", factory(desk))
    page = factory(desk.kit, desk.services.extensions)
    page.changed.connect(lambda: desk.changed.emit(Changes(is_everything=True)))
    page.line_asked.connect(lambda line: desk.page_asked.emit("ticket", line))
    page.said.connect(desk.said)
    page.said_with.connect(desk.said_with)
    page.file_chosen.connect(lambda content, path: desk.save_file(page, content, path))
    desk.watch.add(page, page.fetch_again)
    plugin = entry.item.page.partition(".")[0]
    page.view_asked.connect(lambda view, what: desk.page_asked.emit(f"{plugin}.{view}", what))
    return cast("Page", page)
