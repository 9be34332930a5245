"""What the first controller does once the month is closed: pages go out, finance gets a journal.

Who gets which page is read from the screen and compared with what a mail server took; the journal
is compared with plain SQL over the ledger.
"""

import csv
from collections import Counter
from email.message import Message
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from fmdesk.core.domain.ledger import EntryKind
from fmdesk.desktop.pages.month.journal import JournalDialog
from fmdesk.desktop.pages.month.sending import SendDialog
from tests.integration.aftercare.mail_server import MailServer
from tests.journeys.driver import Driver
from tests.journeys.four_hands import month_of, press, save, steps
from tests.journeys.paper import MONTH
from tests.unit.reports.readback import whole

SIDES = ("debit", "credit")
ACCOUNTS = {
    (kind.value, side): f"{4 + 4 * place}{number}00"
    for number, kind in enumerate(EntryKind)
    for place, side in enumerate(SIDES)
}
"""Accounts of finance by kind of posting and side: 4000 and 8000 for the first kind, and so on."""
BORNE = {"Servicedesk": "€ 67,50", "Gebouwbeheer": "€ 315,00"}
"""What the two units bear by the story, as it stands on their own pages."""
SQL = """
SELECT e.kind, COALESCE(c.code, u.code, ''), CASE WHEN r.cents > 0 THEN 'debit' ELSE 'credit' END,
       SUM(ABS(r.cents)), COUNT(*)
FROM journal_row r JOIN journal_entry e ON e.id = r.entry_id
LEFT JOIN cost_centre c ON c.id = r.account_id AND r.account = 'cost_centre'
LEFT JOIN unit u ON u.id = r.account_id AND r.account = 'unit'
WHERE e.month = '2025-03' AND r.cents <> 0 GROUP BY 1, 2, 3
"""


def send_out(desk: Driver, server: MailServer) -> None:
    """Send the pages with S: each reaches whom it is for, once, as one PDF about that part."""
    page = month_of(desk, MONTH)
    shown = sendable(desk)
    assert {state for _about, _address, state in shown} == {"Te versturen"}
    assert len(shown) == len(set(shown)) > 5, "units and departments"
    assert steps(page)["S"] == ("Te doen", len(shown))
    press(desk, "Ctrl+Return")
    desk.until_closed()
    assert desk.window.toast.words.text().startswith(f"{len(shown)} pagina's van maart 2025")
    for _minute in range(2):  # the desk sends twenty each minute, receipts of orders before these
        desk.window.desk.sending.timeout.emit()
        desk.settle()
    taken = reports(server)
    wanted = Counter((address, about) for about, address, _state in shown)
    got = Counter((to, name) for to, name, _text in taken)
    assert sum(got.values()) == len(shown), "and no more than those"
    for address, about in wanted:
        found = [text for to, name, text in taken if to == address and about in name]
        assert len(found) == 1, f"one page of {about} for {address}"
        assert about in found[0]
        assert "Maart 2025" in found[0]
    borne = {name: text for _to, name, text in taken}
    for about, cents in BORNE.items():
        (text,) = (text for name, text in borne.items() if f"onderdeel {about}" in name)
        assert cents in text, text
    assert {state for _about, _address, state in sendable(desk)} == {"Verstuurd"}
    assert not desk.dialog(SendDialog).save_button.isEnabled(), "nothing goes twice"
    press(desk, "Esc")
    desk.until_closed()
    assert steps(page)["S"] == ("Gedaan", 0)


def sendable(desk: Driver) -> list[tuple[str, str, str]]:
    """Open the dialog with S; return what each page is about, where it goes, and its state."""
    desk.press("S")
    table = desk.dialog(SendDialog).table
    desk.settle()
    keys = ("about", "address", "state")
    return [
        tuple(desk.cell(table, row, key) for key in keys) for row in range(table.rows.row_total())
    ]


def reports(server: MailServer) -> list[tuple[str, str, str]]:
    """Return of every mail with a PDF to whom it went, the name of the file and its text."""
    return [
        (str(mail["To"]), part.get_filename() or "", whole(part.get_payload(decode=True)))
        for mail in server.taken
        for part in pdfs(mail)
    ]


def pdfs(mail: Message) -> list[Message]:
    return [part for part in mail.walk() if part.get_content_type() == "application/pdf"]


def take_journal(desk: Driver, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Type an account for each side of each posting; every sum of the file is the ledger's."""
    folder.mkdir()
    patch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    desk.press("J")
    dialog = desk.dialog(JournalDialog)
    desk.settle()
    for kind in EntryKind:
        for side in SIDES:
            dialog.fields[kind, side].setFocus()
            desk.write(ACCOUNTS[kind.value, side])
    save(desk)
    assert desk.window.toast.words.text() == f"1 journaal staat in {folder}."
    text = (folder / f"journal-{MONTH}-r1.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    sums: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        (side,) = (one for one in SIDES if row[one] != "0,00")
        assert row["account"] == ACCOUNTS[row["kind"], side]
        assert row["period"] == MONTH
        sums[row["kind"], row["cost_centre"], side] += int(row[side].replace(",", ""))
    with desk.office.database.read() as connection:
        posted = [tuple(one) for one in connection.exec_driver_sql(SQL)]
    assert sums == {tuple(key): int(cents) for *key, cents, _count in posted}
    assert len(rows) == sum(count for *_key, count in posted) > 4
    balance = {side: sum(cents for key, cents in sums.items() if key[2] == side) for side in SIDES}
    assert balance["debit"] == balance["credit"] > 0
    assert {"charge", "sanction", "move"} <= {key[0] for key in sums}
