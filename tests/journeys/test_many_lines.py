"""Twelve lines at once: marked by keys, assigned in the background, and given back by one key."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox

from fmdesk.core.domain.views import TicketFilter
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver

MANY = 12


def test_twelve_lines_get_another_owner_and_go_back(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder)
    desk.window.open_page("tickets")
    desk.wait(lambda: desk.page.model.row_total() > MANY and desk.page.table.hasFocus())
    before = owners(desk)
    for _row in range(MANY - 1):
        desk.press("Shift+Down")
    desk.press("Ctrl+O")
    owner = desk.find(QComboBox, "owner")
    desk.wait(owner.count)
    owner.setFocus()
    desk.write("noor")
    desk.press("Ctrl+Return")
    desk.wait(lambda: desk.page.bulk.presenter.can_undo)
    desk.settle()
    assert owners(desk)[:MANY] == ["noor"] * MANY
    assert owners(desk)[MANY:] == before[MANY:]
    assert f"{MANY} regels zijn toegewezen." in desk.texts()
    desk.press("Ctrl+Z")
    desk.wait(lambda: f"{MANY} regels zijn weer zoals ze waren." in desk.texts())
    desk.settle()
    assert owners(desk) == before


def owners(desk: Driver) -> list[str]:
    """Return the owners of the first lines of the list, a few more than are marked."""
    with desk.office.door.read() as work:
        ids = work.tickets.first_ids(TicketFilter(), work.now, MANY + 3)
        tickets = (work.tickets.line(one).ticket_id for one in ids)
        return [work.tickets.ticket(one).owner for one in tickets]
