"""The pages that exist, in the order of the navigation."""

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from fmdesk.desktop.actions import STEER, WORK
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.navigation import NavigationItem
from fmdesk.i18n import N_
from fmdesk.ui.page import Page


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its place in the navigation and its class, imported when it is first opened."""

    item: NavigationItem
    factory: str


ENTRIES = (
    Entry(
        NavigationItem("tickets", N_("Tickets"), "clipboard-list", WORK),
        "fmdesk.desktop.pages.tickets.page:TicketsPage",
    ),
    Entry(
        NavigationItem("month", N_("Month"), "calendar-days", STEER),
        "fmdesk.desktop.pages.month.page:MonthPage",
    ),
)


def make_page(name: str, desk: Desk) -> Page:
    """Make the page with this id."""
    entry = next(entry for entry in ENTRIES if entry.item.page == name)
    module, _colon, factory = entry.factory.partition(":")
    return cast("Page", getattr(import_module(module), factory)(desk))
