"""A phone order of paper from stock: every key that is pressed after the caller's name counts."""

from dataclasses import dataclass
from pathlib import Path

from fmdesk.core.domain.ticket import LineState
from fmdesk.desktop.pages.intake.page import IntakePage
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver, plain
from tests.journeys.paper import PAPER, line_called, someone

MOST_KEYS = 25


@dataclass
class Typist(Driver):
    """A person at the window whose keys are counted."""

    keys: int = 0

    def press(self, keys: str) -> None:
        """Press a chord; it counts as one."""
        self.keys += 1
        super().press(keys)

    def write(self, text: str) -> None:
        """Type a text; each sign counts."""
        self.keys += len(text)
        super().write(text)


def test_paper_from_stock_takes_few_keys_and_no_mouse(
    open_window: Open, starter_folder: Path
) -> None:
    opened = open_window(starter_folder, language="nl")
    desk = Typist(opened.bot, opened.window, opened.office)
    desk.press("Ctrl+N")
    desk.settle()
    intake = desk.page
    assert isinstance(intake, IntakePage)
    caller = someone(desk.office)
    desk.write(caller.name)
    desk.wait(intake.caller.requester.list.isVisible)

    desk.keys = 0
    desk.press("↵")  # the first that was found is the caller
    desk.settle()
    desk.write("papier a4")
    desk.wait(intake.line.finder.list.isVisible)
    desk.settle()
    told = {plain(text) for text in desk.texts(intake.sheet)}
    assert "€ 4,25 per pak" in told, "the card speaks before anything is picked"
    assert any("anders brengen wij de levering niet in rekening" in text for text in told)
    desk.press("↵")
    desk.settle()
    desk.write("10")
    desk.wait(lambda: plain(intake.foot.cost.value.text()) == "€ 42,50")
    desk.press("Ctrl+↵")
    desk.wait(intake.told.isVisible)
    assert desk.keys <= MOST_KEYS, f"{desk.keys} keys"

    desk.settle()
    (row, *_others) = desk.office.services.knowledge.caller(caller.code).open
    line = line_called(desk.office, row.number)
    assert (line.product_code, line.quantity, line.state) == (PAPER, 10, LineState.NEW)
    assert line.price_cents == 4_250
    with desk.office.door.read() as work:
        facts = work.tickets.line(line.id).facts
    assert facts["supplies.from_stock"] is True
    assert desk.focus is intake.caller.requester.field, "the next call may come"
