"""One order over three ways: typed at the desk, by e-mail, and from the intranet's drop folder.

Whatever the way, the same service takes it: form, price, charters and due time are the same.
"""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDateEdit, QLineEdit

from fmdesk.bootstrap import Office
from fmdesk.core.domain.incoming import IncomingState
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.ticket import Line
from fmdesk.desktop.pages.incoming.page import IncomingPage
from fmdesk.desktop.pages.intake.page import IntakePage
from tests.integration.incoming.mailbox_server import MailboxServer
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver
from tests.journeys.paper import PAPER, ZONE, give_time, someone

SENT = datetime(2025, 3, 13, 10, 5, tzinfo=ZONE)
"""A Thursday after the starter office was built, to the minute: nobody types seconds."""
ARRIVED = "13-Mar-2025 10:05:00 +0100"
WISHED = date(2025, 3, 17)
PACKS, PLACE = 12, "naast de printer"


@pytest.fixture
def server() -> MailboxServer:
    with MailboxServer() as made:
        yield made


def newest(office: Office) -> Line:
    """Return the line of the order that was taken last."""
    with office.door.read() as work:
        found = max(max(piece) for piece in work.tickets.list_ids(_all(), work.now))
        return work.tickets.line(found)


def _all() -> object:
    from fmdesk.core.domain.views import TicketFilter

    return TicketFilter(product=PAPER)


def what_counts(office: Office, line: Line) -> dict[str, object]:
    """Return what must not depend on the way an order came."""
    with office.door.read() as work:
        ticket = work.tickets.ticket(line.ticket_id)
        events = [(event.kind, event.at) for event in work.tickets.events(line.id)]
    return {
        "who": (ticket.requester_id, ticket.recipient_id),
        "received": ticket.received_at,
        "form": dict(line.details),
        "facts": dict(line.facts),
        "quantity": (line.product_code, line.variant, line.quantity),
        "price": (line.price_cents, line.cost_centre_id),
        "place": line.location_id,
        "versions": line.pins,
        "due": line.due_at,
        "events": events,
    }


def type_it(desk: Driver, caller: Person) -> None:
    """Order by keyboard what lay in the letter box since the morning."""
    desk.press("Ctrl+N")
    desk.settle()
    intake = desk.page
    assert isinstance(intake, IntakePage)
    intake.channels.choose("post")
    give_time(desk, intake.channels.received, SENT)
    intake.caller.requester.setFocus()
    desk.write(caller.name)
    desk.wait(intake.caller.requester.list.isVisible)
    desk.press("↵")
    desk.settle()
    desk.write("papier a4")
    desk.wait(intake.line.finder.list.isVisible)
    desk.settle()
    desk.press("↵")
    desk.settle()
    assert intake.line.product.code == PAPER
    desk.write(str(PACKS))
    intake.line.form.findChild(QLineEdit, "delivery_place").setFocus()
    desk.write(PLACE)
    give_day(desk, intake.line.form.findChild(QDateEdit, "wished_on"))
    desk.press("Ctrl+↵")
    desk.wait(intake.told.isVisible)
    desk.settle()


def give_day(desk: Driver, field: QDateEdit) -> None:
    """Tick that there is a day, and type it part by part."""
    field.parentWidget().setFocus()
    desk.press("Space")
    assert field.hasFocus()
    for part, words in (
        (QDateEdit.Section.YearSection, f"{WISHED:%Y}"),
        (QDateEdit.Section.MonthSection, f"{WISHED:%m}"),
        (QDateEdit.Section.DaySection, f"{WISHED:%d}"),
    ):
        field.setSelectedSection(part)
        desk.write(words)


def send_it(server: MailboxServer, caller: Person) -> None:
    """Send the order form by e-mail."""
    head = f"From: {caller.email}\r\nSubject: Bestelling\r\nMessage-ID: <een@bestelling>\r\n"
    form = (
        f"fmdesk-bestelformulier\r\nProduct: {PAPER}\r\nAantal: {PACKS}\r\n"
        f"Veld delivery_place: {PLACE}\r\nVeld wished_on: {WISHED}\r\n"
    )
    server.give(f"{head}\r\n{form}".encode(), ARRIVED)


def drop_it(folder: Path, caller: Person) -> None:
    """Drop the order as the intranet does."""
    details = {"delivery_place": PLACE, "wished_on": WISHED.isoformat()}
    form = {
        "form": "fmdesk-order",
        "version": 1,
        "id": "INTRANET-1",
        "requester": caller.code,
        "received_at": SENT.isoformat(),
        "lines": [{"product": PAPER, "quantity": PACKS, "details": details}],
    }
    (folder / "bestelling.json").write_text(json.dumps(form), encoding="utf-8")


def test_the_same_order_is_the_same_whatever_the_way(
    open_window: Open, starter_folder: Path, server: MailboxServer, tmp_path: Path
) -> None:
    folder = tmp_path / "formulieren"
    folder.mkdir()
    desk = open_window(starter_folder, language="nl", mailbox=server.url, drop_folder=folder)
    office, caller = desk.office, someone(desk.office)
    assert caller.email
    type_it(desk, caller)
    lines = [newest(office)]

    for place in (lambda: send_it(server, caller), lambda: drop_it(folder, caller)):
        place()
        desk.window.desk.sending.timeout.emit()  # the desk looks every minute
        desk.settle()
        lines.append(newest(office))

    assert len({line.id for line in lines}) == 3
    typed, *others = [what_counts(office, line) for line in lines]
    assert typed["form"] == {"delivery_place": PLACE, "wished_on": WISHED.isoformat()}
    assert typed["facts"]["supplies.from_stock"] is True
    assert typed["received"] == SENT
    assert others == [typed, typed]
    assert server.unseen == []
    assert (folder / "done" / "bestelling.json").exists()


def test_a_question_by_e_mail_becomes_a_request_in_a_few_keys(
    open_window: Open, starter_folder: Path, server: MailboxServer
) -> None:
    desk = open_window(starter_folder, language="nl", mailbox=server.url)
    caller = someone(desk.office)
    server.give(
        f"From: {caller.email}\r\nSubject: Papier op\r\nMessage-ID: <twee@x>\r\n\r\n"
        "Kunnen wij papier krijgen?".encode(),
        ARRIVED,
    )
    desk.press("Ctrl+9")
    desk.settle()
    page = desk.page
    assert isinstance(page, IncomingPage)
    desk.window.desk.sending.timeout.emit()
    desk.settle()
    last = page.model.row_total() - 1  # those of the starter have waited longer
    assert desk.cell(page.table, last, "subject") == "Papier op"
    assert desk.cell(page.table, last, "sender") == caller.name
    for _row in range(last):
        desk.press("Down")
    desk.press("↵")
    desk.settle()
    intake = desk.page
    assert isinstance(intake, IntakePage)
    assert intake.caller.requester.code == caller.code
    desk.write("papier a4")
    desk.wait(intake.line.finder.list.isVisible)
    desk.settle()
    desk.press("↵")
    desk.settle()
    assert intake.line.product.code == PAPER
    desk.press("Ctrl+↵")
    desk.wait(intake.told.isVisible)
    desk.settle()
    (row,) = desk.office.services.incoming.rows((IncomingState.TAKEN,))
    with desk.office.door.read() as work:
        ticket = work.tickets.ticket(row.incoming.ticket_id)
    assert (ticket.channel, ticket.received_at) == ("e-mail", SENT)
    assert ticket.number in intake.told.words.text()
