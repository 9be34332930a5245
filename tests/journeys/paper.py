"""Steps of several journeys: paper is ordered on the phone, delivered, and its month judged."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QTime
from PySide6.QtWidgets import QDateTimeEdit

from fmdesk.bootstrap import Office
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.views import LineView
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.pages.line.dialogs import DeliverDialog
from fmdesk.desktop.pages.month.page import MonthPage
from fmdesk.desktop.pages.tickets.page import TicketsPage
from tests.journeys.driver import Driver, plain

MONTH = "2025-03"
"""The month of the day on which the starter office is built."""
ZONE = ZoneInfo("Europe/Amsterdam")
PAPER, PACKS, PACK_CENTS = "papier-a4", 10, 425


def order_paper(desk: Driver) -> str:
    """Order ten packs for somebody on the phone, with the keyboard; return the line's number."""
    desk.press("Ctrl+N")
    desk.settle()
    intake = desk.page
    assert isinstance(intake, IntakePage)
    desk.write(someone(desk.office).name)
    desk.wait(intake.caller.requester.list.isVisible)
    desk.press("↵")
    desk.settle()
    desk.write("Kopieerpapier A4")
    desk.wait(intake.line.finder.list.isVisible)
    desk.press("↵")
    desk.settle()
    assert intake.line.product.code == PAPER
    assert "€ 4,25 per pak" in {plain(text) for text in desk.texts(intake.sheet)}
    desk.write("10")
    desk.wait(lambda: plain(intake.foot.cost.value.text()) == "€ 42,50")
    desk.press("Ctrl+↵")
    desk.wait(intake.told.isVisible)
    desk.click("open_taken")
    desk.settle()
    assert isinstance(desk.page, TicketsPage)
    assert desk.page.line.isVisible()
    return desk.page.line.number.text()


def deliver(desk: Driver, packs: int, at: datetime) -> None:
    """Deliver packs at a given time."""
    desk.press("Ctrl+D")
    dialog = desk.dialog(DeliverDialog)
    dialog.quantity.selectAll()
    desk.write(str(packs))
    desk.click("given")
    local = at.astimezone(ZONE)
    give_time(desk, desk.find(QDateTimeEdit, "at"), local)
    desk.click("save")
    desk.until_closed()


def give_time(desk: Driver, field: QDateTimeEdit, at: datetime) -> None:
    """Type a time part by part."""
    field.setFocus()
    for part, words in (
        (QDateTimeEdit.Section.YearSection, f"{at:%Y}"),
        (QDateTimeEdit.Section.MonthSection, f"{at:%m}"),
        (QDateTimeEdit.Section.DaySection, f"{at:%d}"),
        (QDateTimeEdit.Section.HourSection, f"{at:%H}"),
        (QDateTimeEdit.Section.MinuteSection, f"{at:%M}"),
    ):
        field.setSelectedSection(part)
        desk.write(words)
    shown = QDateTime(QDate(at.year, at.month, at.day), QTime(at.hour, at.minute))
    assert field.dateTime().toString("yyyyMMddHHmm") == shown.toString("yyyyMMddHHmm")


def run_month(desk: Driver, month: str = MONTH) -> None:
    """Judge a month, March unless it is said, with Ctrl+Enter on the month page."""
    desk.press("Ctrl+2")
    desk.settle()
    page = desk.page
    assert isinstance(page, MonthPage)
    while page.presenter.month != month:
        desk.click("later")
        desk.settle()
    desk.press("Ctrl+↵")
    desk.settle()
    assert page.figures.isVisible()


def someone(office: Office) -> Person:
    """Return a person whose department pays."""
    with office.door.read() as work:
        return next(one for one in work.people.find_persons("a", 20) if one.cost_centre_id)


def line_called(office: Office, number: str) -> LineView:
    """Return a line by its number."""
    with office.door.read() as work:
        line_id = work.tickets.line_id_by_number(number)
    return office.services.queries.line(line_id, "nl")
