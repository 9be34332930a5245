"""A customer who is not satisfied: called back by keys alone, the line is open again."""

from pathlib import Path

from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.services.office import Services
from fmdesk.desktop.pages.call_backs.page import CallBacksPage, WrongDialog
from tests.journeys.conftest import Open

WORDS = "De lift staat weer stil op 3"


def test_not_satisfied_reopens_the_line(open_window: Open, starter_folder: Path) -> None:
    desk = open_window(starter_folder, language="nl")
    desk.press("Ctrl+3")
    desk.settle()
    page = desk.page
    assert isinstance(page, CallBacksPage)
    services = desk.office.services
    row, before = services.call_backs.worklist("nl")[0], wrong(services)
    assert page.customer.text() == row.customer
    assert page.phone.text() == row.phone
    assert page.script.text() == row.script

    desk.press("2")
    dialog = desk.dialog(WrongDialog)
    desk.write(WORDS)
    assert dialog.note.text() == WORDS
    desk.press("Ctrl+Return")
    desk.until_closed()
    desk.settle()

    line = services.queries.line(row.line_id, "nl")
    assert line.state is not LineState.READY
    assert (line.events[-1].kind, line.events[-1].reason) == (EventKind.REOPENED, WORDS)
    assert row.id not in {one.id for one in services.call_backs.worklist("nl")}
    assert wrong(services) == before + 1
    assert page.model.row_total() == len(services.call_backs.worklist("nl"))


def wrong(services: Services) -> int:
    """Return how many customers were not satisfied this month."""
    month = f"{services.time.wall():%Y-%m}"
    said = services.call_backs.satisfaction(month, "nl")
    return sum(one.not_satisfied for one in said if one.kind == "product")
