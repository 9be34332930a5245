"""What another desk does is seen on the list, the ticket and the unit's page, and nothing moves."""

from pathlib import Path
from uuid import uuid4

from fmdesk.core.domain.access import AccountDraft, Role
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ticket import EventDraft, OrderDraft, OrderLine
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.intake import Intake
from fmdesk.core.sql.door import SqlDoor
from fmdesk.desktop.pages.line.redirect import RedirectDialog
from fmdesk.ui.tableview import TableView
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver
from tests.journeys.test_returned_line import DESK, LEAK, report_a_leak, stand_at

BOB = "b.visser"


class Other:
    """Bob, at a desk of his own on the same database."""

    def __init__(self, desk: Driver) -> None:
        office = desk.office
        office.services.access.save_account(AccountDraft(uuid4(), BOB, (Role.DESK,)))
        door = SqlDoor(office.database, BOB, stores=office.door.stores)
        plugins = office.services.fulfilment.plugins
        self.queries = office.services.queries
        self.intake, self.fulfilment = Intake(door, plugins), Fulfilment(door, plugins)

    def order(self) -> int:
        """Take a leak; return its line."""
        draft = OrderDraft(uuid4(), "phone", (OrderLine(LEAK),))
        return self.intake.take(draft).line_ids[0]

    def note(self, line_id: int, kind: EventKind, **more: object) -> None:
        """Record what happened to a line."""
        version = self.queries.line(line_id, "nl").version
        self.fulfilment.record(EventDraft(uuid4(), line_id, kind, version, **more))


def look(desk: Driver) -> None:
    """Let the next look come."""
    desk.window.desk.watch.look()
    desk.settle()


def seen_at(table: TableView) -> int:
    """Return where the current row stands on the screen."""
    return table.visualRect(table.currentIndex()).topLeft().y()


def test_the_list_gets_the_other_desks_lines_and_stays_where_it_is(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    bob = Other(desk)
    desk.window.open_page("tickets", TicketFilter(sort="opened", is_descending=True))
    desk.settle()
    page = desk.page
    look(desk)  # what it knows from here on is compared
    for _row in range(60):
        desk.press("Down")
    desk.settle()
    page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().value() + 70)
    chosen, there, total = (
        page._current_place().line_id,
        seen_at(page.table),
        page.model.row_total(),
    )
    page.search.setFocus()
    page.search.setText("pap")
    page.search.blockSignals(True)
    new = bob.order()
    look(desk)
    assert page.model.row_total() == total + 1
    assert page.presenter.listing.row_of(new) == 0
    assert (page._current_place().line_id, seen_at(page.table)) == (chosen, there)
    assert (page.search.text(), page.search.hasFocus()) == ("pap", True)
    reads = page.presenter.listing
    look(desk)
    assert page.presenter.listing is reads, "nothing changed, so nothing is fetched"


def test_a_ticket_and_a_unit_see_it_while_a_dialog_is_filled_in(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    bob = Other(desk)
    line_id = report_a_leak(desk.office)
    stand_at(desk, DESK, line_id)
    desk.press("X")
    desk.settle()
    page = desk.page
    stand_at(desk, DESK, line_id)
    marked, there = set(page.work.marked), seen_at(page.work.table)
    assert marked
    look(desk)
    bob.note(line_id, EventKind.STARTED, step=0)
    look(desk)
    assert page.work.shown.row.is_started
    assert not page.work.buttons["start"].isEnabled()
    assert (page.work.marked, seen_at(page.work.table)) == (marked, there)

    desk.press("Return")
    desk.settle()
    panel = desk.page.line
    look(desk)
    desk.press("Ctrl+G")
    dialog = desk.dialog(RedirectDialog)
    dialog.reason.setFocus()
    desk.write("nog niet klaar met typen")
    bob.note(line_id, EventKind.PAUSED, reason="wacht", pause_class=PauseClass.INTERNAL)
    look(desk)
    assert panel.presenter.shown.line.events[-1].kind is EventKind.PAUSED
    assert dialog.isVisible()
    assert dialog.reason.text() == "nog niet klaar met typen"
    dialog.reject()
