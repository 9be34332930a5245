"""Two desks edit one ticket: different fields both win, the same one is asked about."""

from pathlib import Path
from uuid import uuid4

from PySide6.QtWidgets import QRadioButton

from fmdesk.core.domain.access import AccountDraft, Role
from fmdesk.core.domain.dossier import LineEdit, TicketEdit
from fmdesk.core.domain.dossier_views import TimelineItem
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.services.changing import Changing
from fmdesk.core.services.office import Services
from fmdesk.core.sql.door import SqlDoor
from fmdesk.desktop.pages.ticket.change import ChangeDialog
from fmdesk.desktop.pages.ticket.conflict import ConflictDialog
from fmdesk.desktop.pages.ticket.edit import EditDialog
from fmdesk.desktop.pages.ticket.page import TicketPage
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver

BOB = "b.visser"
OURS, THEIRS = "Zoals Anneke het hoorde", "Zoals Bob het hoorde"


def other_desk(desk: Driver) -> Changing:
    """Return what the other desk works with, on the same database."""
    office = desk.office
    office.services.access.save_account(AccountDraft(uuid4(), BOB, (Role.DESK,)))
    door = SqlDoor(office.database, BOB, stores=office.door.stores)
    changing = office.services.changing
    return Changing(door, changing.plugins, changing.engine)


def changeable(services: Services) -> int:
    """Return an open line of which one piece more may be ordered."""
    wanted = TicketFilter(states=(LineState.NEW, LineState.RUNNING))
    for piece in services.queries.list_ids(wanted):
        for line_id in piece:
            fields = services.changing.form(line_id, "nl").fields
            more = {"quantity": int(fields["quantity"] or 0) + 1}
            if services.changing.preview(line_id, more, "nl").after is not None:
                return line_id
    raise AssertionError("no line of the starter office can be changed")


def told(services: Services, line_id: int) -> list[TimelineItem]:
    """Return the changes that the timeline tells."""
    timeline = services.dossiers.of_line(line_id, "nl").timeline
    return [one for one in timeline if one.kind.value == "change"]


def test_two_desks_edit_one_ticket_and_nothing_is_lost(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    services, bob = desk.office.services, other_desk(desk)
    line_id = changeable(services)
    ticket_id = services.queries.line(line_id, "nl").ticket_id
    desk.window.open_page("ticket", line_id)
    desk.settle()
    page = desk.page
    assert isinstance(page, TicketPage)

    # Both have the ticket open. Bob saves first: another subject, and nobody receives it.
    desk.press("Ctrl+E")
    dialog = desk.dialog(EditDialog)
    desk.write(OURS)
    seen = services.dossiers.of_line(line_id, "nl").fields
    his = {**seen, "subject": THEIRS, "recipient": ""}
    assert bob.edit_ticket(TicketEdit(uuid4(), ticket_id, seen, his)).is_stored

    # Anneke saves: she is asked about the subject alone, with who and what.
    desk.press("Ctrl+Return")
    asked = desk.dialog(ConflictDialog)
    shown = desk.texts(asked)
    assert {OURS, THEIRS} <= set(shown)
    assert any(one.startswith(BOB) for one in shown)
    assert len(asked.findChildren(QRadioButton)) == 2
    assert dialog.subject.text() == OURS
    desk.press("Ctrl+Return")
    desk.until_closed()
    after = services.dossiers.of_line(line_id, "nl")
    assert (after.ticket.subject, after.ticket.recipient) == (OURS, "")
    assert page.line.head.subject.toolTip().startswith(OURS)
    assert [one.actor for one in told(services, line_id)] == [BOB, services.access.me().login]


def test_two_desks_change_one_line(open_window: Open, starter_folder: Path) -> None:
    desk = open_window(starter_folder, language="nl")
    services, bob = desk.office.services, other_desk(desk)
    line_id = changeable(services)
    before = services.changing.form(line_id, "nl").fields
    place = services.queries.choices("location", "", "nl", 1)[0].code
    desk.window.open_page("ticket", line_id)
    desk.settle()

    # While one piece more is typed, Bob moves the delivery: both win.
    desk.press("Ctrl+Shift+E")
    dialog = desk.dialog(ChangeDialog)
    more = int(before["quantity"] or 0) + 1
    desk.write(str(more))
    dialog.reason.setFocus()
    desk.write("nog een erbij")
    desk.settle()
    moved = LineEdit(uuid4(), line_id, before, {**before, "location": place}, "andere kamer")
    assert bob.change_line(moved).is_stored
    desk.wait(dialog.save_button.isEnabled)
    desk.press("Ctrl+Return")
    desk.until_closed()
    now = services.changing.form(line_id, "nl").fields
    assert (now["quantity"], now["location"]) == (more, place)

    # Both change the quantity: Anneke takes Bob's, and what she typed besides is still there.
    desk.press("Ctrl+Shift+E")
    dialog = desk.dialog(ChangeDialog)
    desk.write(str(more + 5))
    dialog.reason.setFocus()
    desk.write("toch meer")
    fewer = LineEdit(uuid4(), line_id, now, {**now, "quantity": more + 2}, "iets meer")
    assert bob.change_line(fewer).is_stored
    desk.wait(dialog.save_button.isEnabled)
    desk.press("Ctrl+Return")
    asked = desk.dialog(ConflictDialog)
    asked.findChild(QRadioButton, "theirs_quantity").setFocus()
    desk.press("Space")
    desk.press("Ctrl+Return")
    desk.wait(lambda: desk.front is dialog)
    assert dialog.quantity.value() == more + 2
    assert dialog.reason.text() == "toch meer"
    desk.press("Esc")
    desk.until_closed()
    assert services.changing.form(line_id, "nl").fields["quantity"] == more + 2
    reasons = [one.text for one in told(services, line_id)]
    assert reasons == ["andere kamer", "nog een erbij", "iets meer"]
