"""A product changes: proposed at the desk, accepted by its keeper, read before the next order."""

from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QDate

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.ports import UnitOfWork
from fmdesk.desktop.pages.catalogue.editing import ChangeDialog, PriceDialog, TextDialog
from fmdesk.desktop.pages.catalogue.page import CataloguePage
from fmdesk.desktop.pages.intake.news import NewsBanner
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver

LIMITS = "Hooguit twee dozen per dag."
WHY = "Anders is er morgen niets meer"


def start(open_window: Open, folder: Path) -> Driver:
    """Open the window on the catalogue of the starter office, at its hour."""
    desk = open_window(folder)
    desk.office.door.time_source = FakeTime(STARTER_NOW)
    press(desk, "Ctrl+7")
    return desk


def press(desk: Driver, *keys: str) -> None:
    for one in keys:
        desk.press(one)
        desk.settle()


def catalogue(desk: Driver) -> CataloguePage:
    page = desk.window.page()
    assert isinstance(page, CataloguePage)
    return page


def become(desk: Driver, *roles: Role) -> None:
    """Let who works at this window have only these roles from now on."""
    door = desk.office.door
    actor = door.actor
    with door.read() as work:
        own = work.accounts.find(actor)
        is_first = work.accounts.find("beheer") is None
    if is_first:
        save(desk, UserAccount(0, "beheer", tuple(Role)))
    door.actor = "beheer"
    save(desk, UserAccount(0, actor, roles, own.person_id, own.unit_id))
    door.actor = actor


def save(desk: Driver, account: UserAccount) -> None:
    def store(work: UnitOfWork) -> UserAccount:
        return work.accounts.save(account)

    desk.office.door.run(uuid4(), "demo.settings", None, store, UserAccount)


def begin_today(dialog: ChangeDialog) -> None:
    """Let the change begin on the office's day: the window's clock is that of the machine."""
    day = QDate(STARTER_NOW.year, STARTER_NOW.month, STARTER_NOW.day)
    dialog.day.setMinimumDate(day)
    dialog.day.setDate(day)


def test_a_proposal_of_the_desk_holds_for_the_next_order_and_is_read_first(
    open_window: Open, starter_folder: Path
) -> None:
    desk = start(open_window, starter_folder)
    office = desk.office
    before = office.services.intake.take(order()).line_ids[0]
    become(desk, Role.DESK, Role.DESK_LEAD)

    press(desk, "Ctrl+F")
    desk.write("kopieerpapier a4")
    desk.settle()
    press(desk, "Return", "Ctrl+E")
    dialog = desk.dialog(TextDialog)
    assert dialog.is_proposal
    begin_today(dialog)
    dialog.limits.selectAll()
    dialog.limits.insertPlainText(LIMITS)
    dialog.reason.setFocus()
    desk.write(WHY)
    press(desk, "Ctrl+Return")
    desk.until_closed()
    page = catalogue(desk)
    assert page.products.detail.waiting.isVisible()
    assert office.services.catalogue.product("papier-a4", "nl").card.limits != LIMITS

    become(desk, *Role)
    press(desk, "Alt+4")
    rows = [page.proposals.model.row_at(n) for n in range(page.proposals.model.row_total())]
    place = next(n for n, row in enumerate(rows) if row.reason == WHY)
    page.proposals.table.go_to(place)
    press(desk, "F8")
    assert office.services.catalogue.product("papier-a4", "nl").card.limits == LIMITS

    press(desk, "Alt+5")
    assert {row.read_at for row in readings(page) if row.product == "papier-a4"} == {None}
    press(desk, "Ctrl+N")
    finder = desk.window.page().line.finder.field
    finder.setFocus()
    desk.write("kopieerpapier a4")
    desk.settle()
    sheet = desk.window.page().sheet
    desk.wait(lambda: sheet.card is not None and sheet.card.code == "papier-a4")
    banner = sheet.findChild(NewsBanner)
    assert LIMITS in " ".join(desk.texts(banner))
    press(desk, "Alt+R")
    press(desk, "Ctrl+7", "Alt+5")
    told = {row.reader: row.read_at for row in readings(page) if row.product == "papier-a4"}
    assert told.pop("beheer") is None, "who has not read it stands in the list"
    assert None not in told.values()

    with office.door.read() as work:
        kept = work.tickets.line(before).pins.product_version_id
        assert work.catalog.product_version(kept).limits != LIMITS
        after = office.services.intake.take(order()).line_ids[0]
    with office.door.read() as work:
        pinned = work.tickets.line(after).pins.product_version_id
        assert work.catalog.product_version(pinned).limits == LIMITS


def test_a_dearer_lunch_is_withdrawn_before_it_begins_and_made_again(
    open_window: Open, starter_folder: Path
) -> None:
    desk = start(open_window, starter_folder)
    page = catalogue(desk)
    page.products.open("lunch")
    desk.settle()
    detail = page.products.detail
    detail.tabs.setCurrentIndex(detail.tabs.count() - 1)
    detail.versions.findChild(object, "withdraw").click()
    desk.settle()
    press(desk, "Ctrl+Return")
    desk.until_closed()
    desk.settle()
    first = detail.versions.model.row_at(0)
    assert (first.is_withdrawn, first.is_to_come) == (True, True)

    detail.tabs.setCurrentIndex(1)
    press(desk, "Ctrl+E")
    dialog = desk.dialog(PriceDialog)
    begin_today(dialog)
    dialog.price.setFocus()
    dialog.price.selectAll()
    desk.write("12,50")
    press(desk, "Ctrl+Return")
    desk.until_closed()
    desk.settle()
    assert desk.office.services.knowledge.card("lunch", "nl").price_cents == 1250


def readings(page: CataloguePage) -> list:
    found = page.readings.model
    return [found.row_at(place) for place in range(found.row_total())]


def order() -> OrderDraft:
    line = OrderLine("papier-a4", 1)
    return OrderDraft(uuid4(), "phone", (line,), requester="p100")
