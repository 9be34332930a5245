"""The end of a shift: work is left with a note, the next one takes it over in one key.

The board follows what another desk does, and each of its figures opens what it counts.
"""

from pathlib import Path
from uuid import uuid4

from PySide6.QtWidgets import QApplication

from fmdesk.core.domain.board import Counted, Figure
from fmdesk.core.domain.hand_over import HandOverDraft, HandOverItem
from fmdesk.core.services.office import Services
from fmdesk.desktop.pages.board.dialogs import HandOverDialog
from fmdesk.desktop.pages.board.page import BoardPage
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver

HANDED = Counted(Figure.HANDED)


def board_of(desk: Driver) -> BoardPage:
    desk.press("Ctrl+5")
    desk.settle()
    page = desk.page
    assert isinstance(page, BoardPage)
    return page


def handed(services: Services) -> int:
    return len(services.board.ids(HANDED))


def leave_by_another_desk(services: Services, note: str) -> int:
    """Hand a line over as somebody at another desk does; returns the line."""
    line_id = services.board.ids(Counted(Figure.OVERDUE))[0]
    services.hand_overs.give(HandOverDraft(uuid4(), "", (HandOverItem(line_id, note=note),)))
    return line_id


def test_every_figure_on_the_screen_opens_as_many_records(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    page = board_of(desk)
    figures = page.tiles.figures()
    assert len(figures) == len(page.tiles.tiles) >= 12
    assert sum(int(figure) for figure in figures.values()) > 0
    for counted, figure in figures.items():
        page.tiles.tiles[counted].setFocus()
        desk.press("Space")
        desk.settle()
        assert page.presenter.counted == counted
        assert page.model.row_total() == int(figure)
        assert page.card.title.text().endswith(f" · {figure}")


def test_what_another_desk_does_is_seen_without_a_key(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    page = board_of(desk)
    before = int(page.tiles.figures()[HANDED])
    leave_by_another_desk(desk.office.services, "Belt om elf uur terug")
    desk.wait(lambda: int(page.tiles.figures()[HANDED]) == before + 1)


def test_the_next_one_takes_everything_over_in_one_key(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    services = desk.office.services
    line_id = leave_by_another_desk(services, "Belt om elf uur terug")
    page = board_of(desk)
    page.tiles.tiles[HANDED].setFocus()
    desk.press("↵")
    desk.settle()
    assert page.model.row_total() == handed(services) > 1
    desk.press("T")
    desk.wait(lambda: handed(services) == 0)
    desk.settle()
    assert page.tiles.figures()[HANDED] == "0"
    ticket = services.queries.ticket(services.queries.line(line_id, "nl").ticket_id, "nl")
    assert ticket.owner == services.access.me().login


def test_who_goes_home_leaves_a_note_with_each_thing(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    services = desk.office.services
    board_of(desk)
    before = handed(services)
    owned = leave_by_another_desk(services, "")
    services.hand_overs.take(uuid4(), services.board.ids(HANDED))
    desk.press("H")
    dialog = desk.dialog(HandOverDialog)
    assert owned in {item.line_id for item, _tick, _note in dialog.rows}
    dialog.rows[0][2].setFocus()
    desk.write("Klant verwacht antwoord voor vijven")
    desk.press("Ctrl+Return")
    desk.until_closed()
    assert handed(services) == len(services.hand_overs.own("nl")) > before
    rows = services.board.rows(HANDED, services.board.ids(HANDED), "nl")
    assert rows[0].note == "Klant verwacht antwoord voor vijven"
    assert QApplication.activeModalWidget() is None
