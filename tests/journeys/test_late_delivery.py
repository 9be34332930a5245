"""A late delivery: its reason is told before the promise breaks, its credit follows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.message import MessageKind, MessageState
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.desktop.pages.messages.page import DelayDialog, MessagesPage
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.integration.aftercare.mail_server import MailServer
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver
from tests.journeys.paper import deliver, line_called, order_paper, run_month, someone

SENDER = "servicedesk@example.org"
REASON = "De vrachtwagen staat stil bij Utrecht"
HOURS = 24


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


def test_the_customer_hears_why_before_it_breaks_and_pays_nothing_after(
    open_window: Open, starter_folder: Path, mail: MailServer
) -> None:
    desk = open_window(starter_folder, language="nl", mail_server=mail.url)
    time = FakeTime(STARTER_NOW)
    desk.office.door.time_source = time
    let_the_customer_have_mail(desk)
    number = order_paper(desk)
    due = line_called(desk.office, number).due_at
    # The clock starts when the call came in, some seconds before it is saved.
    assert timedelta() <= STARTER_NOW + timedelta(hours=HOURS) - due < timedelta(minutes=5)

    time.at = due - timedelta(hours=1)
    tell_the_delay(desk, number)
    desk.office.services.messages.send_due()
    notice = next(one for one in mail.taken if REASON in one.get_payload(decode=True).decode())
    assert "Kopieerpapier" in notice.get_payload(decode=True).decode()
    line = line_called(desk.office, number)
    (told,) = (
        one
        for one in desk.office.services.messages.of_line(line.id)
        if one.kind is MessageKind.DELAY
    )
    assert told.state is MessageState.SENT
    assert told.settled_at is not None
    assert told.settled_at < due, "told before the guarantee breaks"

    time.at = due + timedelta(hours=5)
    show_line(desk, line.id)
    deliver(desk, 10, time.at - timedelta(hours=1))
    run_month(desk)
    line = line_called(desk.office, number)
    verdicts = desk.office.services.whys.explain(line.id, "nl").verdicts
    assert {one.outcome for one in verdicts} == {Outcome.BROKEN}
    assert [part.charged_cents for part in line.deliveries] == [0], "a late delivery is free"


def test_a_delay_is_not_told_without_a_reason(
    open_window: Open, starter_folder: Path, mail: MailServer
) -> None:
    """The control: the dialog stays, and nothing goes out."""
    desk = open_window(starter_folder, language="nl", mail_server=mail.url)
    time = FakeTime(STARTER_NOW)
    desk.office.door.time_source = time
    let_the_customer_have_mail(desk)
    number = order_paper(desk)
    time.at = STARTER_NOW + timedelta(hours=HOURS - 1)
    dialog = open_delay(desk, number)
    desk.press("Ctrl+↵")
    desk.settle()
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    kinds = {
        one.kind
        for one in desk.office.services.messages.of_line(line_called(desk.office, number).id)
    }
    assert MessageKind.DELAY not in kinds
    dialog.reject()
    desk.until_closed()


def let_the_customer_have_mail(desk: Driver) -> None:
    """Give who calls an address, and the office its sender."""
    caller = someone(desk.office)

    def work_on(work: UnitOfWork) -> Changes:
        work.people.save_person(replace(caller, email="beller@example.org"))
        return Changes()

    desk.office.door.run(uuid4(), "test.customer", None, work_on, Changes)
    messages = desk.office.services.messages
    messages.save_settings(uuid4(), replace(messages.settings(), sender=SENDER))


def open_delay(desk: Driver, number: str) -> DelayDialog:
    """Find the line among the delays to tell, by keys, and open it."""
    desk.press("Ctrl+4")
    desk.settle()
    page = desk.page
    assert isinstance(page, MessagesPage)
    numbers = [page.delays.row_at(n).number for n in range(page.delays.row_total())]
    page.delay_table.go_to(numbers.index(number))
    desk.press("↵")
    return desk.dialog(DelayDialog)


def tell_the_delay(desk: Driver, number: str) -> None:
    """Type the reason and tell it."""
    dialog = open_delay(desk, number)
    desk.write(REASON)
    assert dialog.reason.text() == REASON
    desk.press("Ctrl+↵")
    desk.until_closed()
    numbers = [desk.page.delays.row_at(n).number for n in range(desk.page.delays.row_total())]
    assert number not in numbers


def show_line(desk: Driver, line_id: int) -> None:
    """Open the line from anywhere."""
    desk.window.desk.page_asked.emit("tickets", line_id)
    desk.settle()
