"""From a promise to a closed month, by the keys and clicks of four persons at four windows.

A controller writes a charter and tries it on the past, another one lets it hold; the desk promises
it on the phone; the unit is late, reads why and objects; the controllers decide, four eyes above
the amount; the month is led through its steps, closed and printed; its pages are mailed and finance
gets its journal; what comes later has its place.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from fmdesk.core.domain.charter_drafts import CharterState
from fmdesk.desktop.pages.charters.dialogs import ApproveDialog
from fmdesk.desktop.pages.charters.page import ChartersPage
from fmdesk.desktop.pages.month.compare import CompareDialog
from fmdesk.desktop.pages.month.page import MonthPage
from fmdesk.desktop.pages.month.print_papers import PapersDialog
from fmdesk.desktop.pages.month.ruling import RulingDialog
from fmdesk.desktop.pages.my_unit.dialogs import TextDialog
from fmdesk.desktop.pages.objections.dialogs import MoveDialog, ObjectionDialog, SayDialog
from fmdesk.desktop.pages.objections.page import ObjectionsPage
from fmdesk.i18n import money
from fmdesk.testing import STARTER_NOW, build_starter_office
from fmdesk.ui.pdfdialog import PdfDialog
from tests.integration.aftercare.mail_server import MailServer
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver, plain
from tests.journeys.four import Four, engage, sit_down
from tests.journeys.four_after import send_out, take_journal
from tests.journeys.four_hands import (
    CHAIRS,
    close,
    deliver,
    go_to,
    hand_over,
    month_of,
    number,
    order,
    pick,
    press,
    save,
    say,
    steps,
    tick,
    unit_tab,
)
from tests.journeys.paper import MONTH
from tests.unit.reports.readback import whole

NAME, CODE, NEXT_MONTH = "Stoelen binnen een dag", "stoelen.dag", "2025-04"
DUTCH = (
    "Wij ronden Bureaustoel instellen of vervangen binnen 8 werkuren (kalender kantoor) af, anders"
    " krijgt u 50 % van de prijs terug. Dit geldt als besteld aantal hoogstens 20 is."
)
ENGLISH = (
    "We complete Adjust or replace a desk chair within 8 working hours (calendar kantoor), or else"
    " you get 50% of the price back. This applies when ordered quantity is at most 20."
)
FEW, MANY, DOUBTED, CHAIR_CENTS = 3, 14, 7, 4500
"""Chairs on the three lines: 67.50 of sanction, 315.00, and one on which the check disagrees."""
SQL = """
SELECT u.code, e.kind, sum(r.cents) FROM journal_row r JOIN journal_entry e ON e.id = r.entry_id
LEFT JOIN unit u ON u.id = r.account_id AND r.account = 'unit'
WHERE e.month = '2025-03' AND r.cents > 0 GROUP BY u.code, e.kind
"""


@pytest.fixture
def url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of the starter office, as on its first day, with its four persons."""
    folder = tmp_path / "first"
    if database_kind == "sqlite":
        shutil.copytree(request.getfixturevalue("starter_folder"), folder)
        address = f"sqlite:///{(folder / 'fmdesk.db').as_posix()}"
    else:
        address = request.getfixturevalue("empty_database_url")
        build_starter_office(folder, address)
    engage(address, folder)
    return address


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """Where e-mail is handed in."""
    with MailServer() as server:
        yield server


@pytest.mark.timeout(900)  # minutes of real clicks, more where the machine is shared
def test_from_a_promise_to_a_closed_month(
    open_window: Open,
    url: str,
    mail: MailServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    four = sit_down(open_window, url, monkeypatch, DOUBTED, mail.url)
    write(four.writer)
    try_out(four.writer)
    approve(four)
    four.time.advance(days=1)
    numbers, told = order(four.balie, FEW, MANY, DOUBTED)
    assert DUTCH in told
    hand_over(four.balie, numbers[:2])
    four.time.advance(days=5)
    deliver(four.manager, numbers[:2])
    page = month_of(four.writer, MONTH)
    press(four.writer, "5")
    assert steps(page)["4"] == ("Houdt het sluiten tegen", 1), "engine and check disagree"
    read_why(four.manager, numbers[0], tmp_path / "why.pdf")
    object_to(four.manager, numbers[:2], tmp_path / "foto.txt")
    decide(four, numbers)
    four.time.at = STARTER_NOW + timedelta(days=19, hours=5)
    [late], _told = order(four.balie, 2)
    hand_over(four.balie, [late])
    four.time.at = STARTER_NOW + timedelta(days=20)
    prepare(four.writer)
    close_by_another(four.second)
    papers_stay(four.second, tmp_path, monkeypatch)
    postings_are_the_figures(four.second, numbers)
    send_out(four.writer, mail)
    take_journal(four.writer, tmp_path / "finance", monkeypatch)
    later_has_its_own_section(four, late)


def charters(desk: Driver) -> ChartersPage:
    page = desk.page
    assert isinstance(page, ChartersPage)
    return page


def state(desk: Driver) -> CharterState:
    """Return the state of the charter, which is the chosen one."""
    page = charters(desk)
    row = page.model.row_at(page.table.current_row())
    assert row is not None
    assert row.code == CODE
    return row.state


def write(desk: Driver) -> None:
    """Write every clause with the keyboard; the sentences beside it follow."""
    press(desk, "Ctrl+Shift+A", "Ctrl+Shift+N")
    editor = charters(desk).editor
    form, texts = editor.form, editor.beside.texts
    for text in (NAME, "Chairs within a day", CODE):
        desk.write(text)
        desk.press("Tab")
    tick(desk, form.scope.products, CHAIRS)
    number(desk, form.guarantee.amount, 8)
    pick(desk, form.guarantee.unit, "werkuren")
    pick(desk, form.guarantee.calendar, "kantoor")
    desk.click(form.applies.add_button)
    [row] = form.applies.rows
    pick(desk, row.fact, "Besteld aantal")
    pick(desk, row.op, "is hoogstens")
    number(desk, row.value.widget, 20)
    pick(desk, form.sanction.kind, "Deel van de prijs")
    number(desk, form.sanction.share, 50)
    pick(desk, form.terms.bearer, "Wie het meest uitliep, over de knip heen")
    assert [texts[one].toPlainText() for one in ("nl", "en")] == [DUTCH, ENGLISH]
    press(desk, "Ctrl+Return", "Esc")
    assert state(desk) is CharterState.DRAFT


def try_out(desk: Driver) -> None:
    """Try it on all months: every line of before would have broken it."""
    press(desk, "Ctrl+Shift+T")
    trial = charters(desk).trial
    number(desk, trial.limit, 4)
    press(desk, "Ctrl+Return")
    assert trial.found is not None
    total, lines = trial.found.total, trial.found.lines
    assert (total.before.broken, total.after.broken) == (0, lines)
    shown = [plain(card.figure.text()) for card in trial.cards]
    assert shown == [str(lines), "0,0 %", plain(money(total.after.cents)), str(lines)]
    press(desk, "Esc")


def approve(four: Four) -> None:
    """Send it; who wrote it cannot let it hold, the other controller can."""
    press(four.writer, "F8")
    assert state(four.writer) is CharterState.WAITS
    press(four.writer, "F8")
    assert state(four.writer) is CharterState.WAITS
    assert any("Niemand keurt het eigen handvest goed" in one for one in four.writer.texts())
    desk = four.second
    press(desk, "Ctrl+Shift+A")
    go_to(desk, charters(desk).table, "name", NAME)
    press(desk, "F8")
    desk.dialog(ApproveDialog).in_trial.setFocus()
    desk.press("Space")
    save(desk)
    assert state(desk) is CharterState.TO_COME


def read_why(desk: Driver, line: str, path: Path) -> None:
    """See in My unit what is to be borne and until when one may object; put the why on paper."""
    go_to(desk, unit_tab(desk, "owed", "Alt+5"), "number", line)
    assert {"€ 67,50", "nog 14 dagen, tot di 1 apr 17:00"} <= set(desk.texts())
    press(desk, "W")
    assert f"“{DUTCH}”" in desk.texts()
    desk.press("Ctrl+P")
    desk.dialog(PdfDialog)
    desk.give_path(path, lambda: desk.click("pdf_save"))
    desk.wait(path.exists)
    desk.press("Esc")
    desk.until_closed()
    text = whole(path.read_bytes())
    for words in (DUTCH, "50,0 % van € 135,00", "Bezwaar tot 01-04-2025 17:00:00"):
        assert words in text
    assert "Gebouwbeheer: zijn stappen liepen het meest uit, met 2:00:00" in text


def object_to(desk: Driver, lines: list[str], evidence: Path) -> None:
    """Object to both, with what shows it."""
    evidence.write_text("Een leeg bureau.", encoding="utf-8")
    for line in lines:
        go_to(desk, unit_tab(desk, "owed", "Alt+5"), "number", line)
        desk.press("O")
        desk.dialog(ObjectionDialog)
        desk.write("De klant was er niet; zie de foto.")
        desk.give_path(evidence, lambda: desk.press("Alt+A"))
        desk.settle()
        save(desk)
        assert any("De klant was er niet" in text for text in desk.texts())


def decide(four: Four, lines: list[str]) -> None:
    """Move the small one; confirm the large one, which only counts once the other one agrees."""
    desk = four.writer
    press(desk, "F6")
    page = desk.page
    assert isinstance(page, ObjectionsPage)
    go_to(desk, page.table, "number", lines[0])
    assert page.files.model.row_at(0).name == "foto.txt"
    desk.press("M")
    dialog = desk.dialog(MoveDialog)
    desk.write("Servicedesk")
    desk.wait(dialog.unit.list.isVisible)
    press(desk, "↵")
    desk.write("De afspraak met de klant is aan de balie gemist.")
    save(desk)
    say(desk, "C", SayDialog, "De foto is van een andere dag.")
    desk.until_closed()
    assert "Te bevestigen" in desk.texts(page.panel)
    say(desk, "A", SayDialog, "Akkoord.")
    refused = desk.dialog(SayDialog)
    assert refused.problem.text().startswith("Dit is uw eigen besluit.")
    desk.press("Esc")
    desk.until_closed()
    press(four.second, "F6")
    say(four.second, "A", SayDialog, "Akkoord.")
    four.second.until_closed()
    assert four.second.page.list_state.view.title.text() == "Niets wacht"


def prepare(desk: Driver) -> None:
    """Rule what is in quarantine, judge anew, look at what moved, approve."""
    page = month_of(desk, MONTH)
    press(desk, "4", "D")
    dialog = desk.dialog(RulingDialog)
    pick(desk, dialog.outcome, "Nagekomen")
    dialog.text.setFocus()
    desk.write("De bon is nagekeken.")
    save(desk)
    press(desk, "Esc", "5", "6")
    desk.dialog(CompareDialog)
    press(desk, "Esc")
    found = steps(page)
    assert [found[key] for key in "345"] == [("Gedaan", 0)] * 3
    assert found["7"] == ("Houdt het sluiten tegen", 1)
    say(desk, "7", TextDialog, "Gezien.")
    desk.until_closed()
    assert steps(page)["7"] == ("Gedaan", 0)


def close_by_another(desk: Driver) -> None:
    """Close what the other controller has approved."""
    page = month_of(desk, MONTH)
    assert page.badge.text() == "Concept"
    close(desk)
    assert page.badge.text() == "Gesloten"


def papers_stay(desk: Driver, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Save all papers, then one of them anew: to the byte the same, with the screen's totals."""
    target = folder / "papers"
    target.mkdir()
    patch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(target))
    press(desk, "9")
    desk.dialog(PapersDialog)
    press(desk, "Ctrl+Return")
    assert desk.window.toast.words.text() == f"4 stukken staan in {target}."
    papers = {one.name: one.read_bytes() for one in target.iterdir()}
    page = desk.page
    assert isinstance(page, MonthPage)
    credited = plain(page.figures.cards[4].figure.text())
    for kind in ("monthly", "sanctions"):
        assert credited in whole(papers[f"{MONTH}-r1-{kind}.nl.pdf"])
        assert f"{MONTH}-r1-{kind}.en.pdf" in papers
    again = folder / "again.pdf"
    desk.give_path(again, lambda: desk.choose("export", "export_sanctions_pdf"))
    desk.settle()
    desk.wait(again.exists)
    assert again.read_bytes() == papers[f"{MONTH}-r1-sanctions.nl.pdf"]


def postings_are_the_figures(desk: Driver, lines: list[str]) -> None:
    """Ask the ledger itself: what was charged, credited and moved, and who bears it."""
    services = desk.office.services
    figures = services.month.figures(MONTH)
    with desk.office.database.read() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(SQL)]
    sums = Counter({(code, kind): int(cents) for code, kind, cents in rows})
    credited = sum(cents for (_code, kind), cents in sums.items() if kind == "sanction")
    assert sums[None, "charge"] == figures.total.charged_cents
    assert credited == figures.total.credited_cents
    borne = Counter({code: cents for (code, kind), cents in sums.items() if kind == "sanction"})
    moved = FEW * CHAIR_CENTS // 2
    assert sums["servicedesk", "move"] == moved
    borne += Counter(servicedesk=moved)
    borne -= Counter(gebouw=moved)
    told = Counter()
    for one in figures.sanctions:
        told[one.unit_code] += 0 if one.is_trial else one.cents
    assert +told == borne
    with desk.office.door.read() as work:
        ids = [work.tickets.line_id_by_number(one) for one in lines]
    kinds = [{row.kind for row in services.queries.line(one, "nl").posted} for one in ids]
    assert kinds == [{"charge", "sanction", "move"}, {"charge", "sanction"}, set()]


def later_has_its_own_section(four: Four, line: str) -> None:
    """What broke after the close stands among the late facts of the month that is open."""
    four.time.advance(days=1)
    deliver(four.manager, [line])
    order(four.balie, 1)
    desk = four.writer
    page = month_of(desk, NEXT_MONTH)
    press(desk, "5")
    table = page.figures.tables["late"]
    desk.click_tab(page.figures.tabs, page.figures.tabs.indexOf(table))
    assert table.rows.row_total() == 1
    shown = [desk.cell(table, 0, key) for key in ("number", "borne_by", "due", "finished", "cents")]
    assert shown == [line, "Gebouwbeheer", "di 1 apr 15:00", "wo 2 apr 11:00", "€ 45,00"]
