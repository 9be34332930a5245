"""The seed's example: ten packs of paper, half in time, half late; the late half is free."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QLabel

from fmdesk.bootstrap import Office, Silent, make_office
from fmdesk.config import Settings
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import EventDraft, OrderDraft, OrderLine
from fmdesk.core.domain.views import LineView
from fmdesk.desktop.pages.line.why import VerdictCard
from fmdesk.desktop.pages.month.dialogs import CloseDialog
from fmdesk.desktop.pages.tickets.page import TicketsPage
from fmdesk.testing import STARTER_NOW, FakeTime, build_starter_office
from fmdesk.ui.tableview import TableView
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver, every, plain
from tests.journeys.paper import (
    MONTH,
    PACK_CENTS,
    PACKS,
    PAPER,
    deliver,
    line_called,
    order_paper,
    run_month,
    someone,
)
from tests.unit.reports.readback import whole

EARLIER = ("2024-12", "2025-01", "2025-02")
HALF_CENTS = 5 * PACK_CENTS
CLAUSE = (
    "Wij leveren voorraadartikelen binnen 24 uur, anders brengen wij de levering niet in rekening."
)
IN_TIME, LATE = STARTER_NOW + timedelta(hours=20), STARTER_NOW + timedelta(hours=31)


def test_half_late_through_the_window(
    open_window: Open, starter_folder: Path, tmp_path: Path
) -> None:
    desk = open_window(starter_folder)
    time = FakeTime(STARTER_NOW)
    desk.office.door.time_source = time
    number = order_paper(desk)
    time.at = LATE + timedelta(hours=1)
    deliver(desk, 5, IN_TIME)
    deliver(desk, 5, LATE)
    stock_gave_both_halves(desk, number)
    why_panel_explains(desk)
    close_earlier_months(desk.office)
    run_month(desk)
    late_half_on_month_page(desk, number)
    late_half_is_free(desk, number)
    sanction_report_says_so(desk, number, tmp_path / "draft.pdf")
    close_month(desk)
    sanction_report_says_so(desk, number, tmp_path / "closed.pdf")
    line = line_called(desk.office, number)
    assert posted(line) == {"charge": PACKS * PACK_CENTS, "sanction": HALF_CENTS}
    assert balance(desk.office) == 0


def stock_gave_both_halves(desk: Driver, number: str) -> None:
    """See on the page Stock what left it at which price, and open the line from there."""
    desk.window.open_page("supplies.stock")
    desk.settle()
    desk.click("movements")
    desk.settle()
    table = desk.page.shown.table
    ours = [n for n in range(table.rows.row_total()) if desk.cell(table, n, "line") == number]
    told = [[desk.cell(table, n, key) for key in ("kind", "on_hand", "cents")] for n in ours]
    half = ["Uitgegeven", "-5", "-€ 15,60"]
    assert told == [half, half, ["Gereserveerd", "", ""]]
    desk.click_cell(table, ours[0], "line")
    desk.settle()
    assert desk.page.line.number.text() == number


def why_panel_explains(desk: Driver) -> None:
    """Read clause, intervals and arithmetic of both halves."""
    desk.press("Ctrl+Y")
    desk.settle()
    cards = list(every(desk.page.line.why, VerdictCard))
    assert len(cards) == 2
    in_time, late = (" ".join(desk.texts(card)) for card in cards)
    for words in (in_time, late):
        assert CLAUSE in words
    assert "Nagekomen" in in_time
    assert "Gebroken" in late
    assert "€ 21,25" in late
    line = desk.page.line.presenter.shown.line
    why = desk.office.services.whys.explain(line.id, "nl")
    for card, verdict in zip(cards, why.verdicts, strict=True):
        table = card.findChild(TableView, "intervals")
        assert table.rows.row_total() == len(verdict.intervals)
        assert sum(one.seconds for one in verdict.intervals if one.is_counted) == verdict.elapsed
        assert plain(verdict.arithmetic) in " ".join(desk.texts(card))
    assert [one.elapsed for one in why.verdicts] == [20 * 3600, 31 * 3600]
    assert [one.findChild(QLabel, "sum").text() for one in cards] == ["20:00:00", "31:00:00"]
    assert [one.outcome for one in why.verdicts] == [Outcome.KEPT, Outcome.BROKEN]


def late_half_on_month_page(desk: Driver, number: str) -> None:
    """Find the late half in the table of broken lines, to the cent, and open it."""
    figures = desk.page.figures
    desk.click_tab(figures.tabs, figures.tabs.count() - 1)
    table = figures.tables["broken"]
    found = [n for n in range(table.rows.row_total()) if desk.cell(table, n, "number") == number]
    (row,) = found
    assert desk.cell(table, row, "part") == "2"
    assert desk.cell(table, row, "cents") == "€ 21,25"
    sanctions = figures.tables["sanctions"].rows
    rows = [sanctions.row_at(n) for n in range(sanctions.row_total())]
    trials = [n for n, row in enumerate(rows) if row.is_trial]
    assert trials
    shown = [desk.cell(figures.tables["sanctions"], n, "charter") for n in trials]
    assert all(words.endswith("(proef)") for words in shown)
    total = sum(row.cents for row in rows if not row.is_trial)
    assert total == desk.page.presenter.figures.total.credited_cents
    desk.click_cell(table, row, "number")
    desk.settle()


def late_half_is_free(desk: Driver, number: str) -> None:
    """See on the line: two deliveries, the late half not charged."""
    page = desk.page
    assert isinstance(page, TicketsPage)
    assert page.line.number.text() == number
    desk.click_tab(page.line.tabs, 0)
    desk.settle()
    words = desk.texts(page.line.overview.deliveries)
    assert words.count("5 pak") == 2
    assert words.count("€ 21,25") == 4  # twice a price, charged once, charged in all
    assert words.count("Niet in rekening") == 1
    line = page.line.presenter.shown.line
    assert [(part.quantity, part.charged_cents) for part in line.deliveries] == [
        (5, HALF_CENTS),
        (5, 0),
    ]


def sanction_report_says_so(desk: Driver, number: str, path: Path) -> None:
    """Save the sanction report and find the line in it."""
    desk.press("Ctrl+2")
    desk.settle()
    desk.give_path(path, lambda: desk.choose("export", "export_sanctions_pdf"))
    desk.settle()
    desk.wait(path.exists)
    text = whole(path.read_bytes())
    assert number in text
    assert "€ 21,25" in text
    assert CLAUSE in text


def close_earlier_months(office: Office) -> None:
    """Close the months before, so that March can follow."""
    for month in EARLIER:
        office.services.month.close(uuid4(), month, Silent())


def close_month(desk: Driver) -> None:
    """Close March."""
    desk.click("close_month")
    dialog = desk.dialog(CloseDialog)
    desk.click(dialog.tick)
    desk.click("save")
    desk.until_closed()
    assert desk.page.badge.text() == "Gesloten"


# --- the same story without a window --------------------------------------------------------------


@pytest.fixture
def office(
    database_kind: str, starter_folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Office]:
    """The starter office on either database."""
    folder = tmp_path / "office"
    if database_kind == "sqlite":
        shutil.copytree(starter_folder, folder)
        made = make_office(Settings(data_dir=folder))
    else:
        url = request.getfixturevalue("empty_database_url")
        build_starter_office(folder, url)
        made = make_office(Settings(database=url, data_dir=folder))
    yield made
    made.close()


def test_half_late_through_the_services(office: Office) -> None:
    time = FakeTime(STARTER_NOW)
    office.door.time_source = time
    services = office.services
    lines = (OrderLine(PAPER, PACKS),)
    taken = services.intake.take(
        OrderDraft(uuid4(), "phone", lines, requester=someone(office).code)
    )
    (line_id,) = taken.line_ids
    assert taken.promises == (CLAUSE,)
    for time.at in (IN_TIME, LATE):
        version = services.queries.line(line_id, "nl").version
        draft = EventDraft(uuid4(), line_id, EventKind.DELIVERED, version, quantity=5)
        services.fulfilment.record(draft)
    time.advance(days=30)
    close_earlier_months(office)
    services.month.close(uuid4(), MONTH, Silent())
    line = services.queries.line(line_id, "nl")
    assert [part.charged_cents for part in line.deliveries] == [HALF_CENTS, 0]
    assert posted(line) == {"charge": PACKS * PACK_CENTS, "sanction": HALF_CENTS}
    (late,) = [one for one in services.month.figures(MONTH).broken if one.line_id == line_id]
    assert (late.part, late.quantity, late.cents, late.state) == (2, 5, HALF_CENTS, "posted")
    assert late.clause_nl == CLAUSE
    assert balance(office) == 0


def posted(line: LineView) -> Counter[str]:
    """Return what was posted on a line, by kind; each entry's debit side."""
    sums: Counter[str] = Counter()
    for row in line.posted:
        sums[row.kind] += max(row.cents, 0)
    return sums


def balance(office: Office) -> int:
    """Return the sum of all rows of the ledger."""
    with office.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT coalesce(sum(cents), 0) FROM journal_row")
        return int(rows.scalar_one())
