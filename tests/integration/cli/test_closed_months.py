"""A closed month: printed anew elsewhere it is the same, closed by two at once it posts once."""

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from itertools import cycle
from pathlib import Path

import pytest

from fmdesk.testing import PostgresServer, build_starter_office
from tests.integration.cli.desk import Desk
from tests.reliability.often import often

MONTH = "2024-12"
RENDER = """
import sys
from hashlib import sha256
from fmdesk.bootstrap import open_office
from fmdesk.config import load_settings
from fmdesk.core.services.month import CLOSED_REPORTS
from fmdesk.reports.writer import Writer

with open_office(load_settings()) as office:
    figures = office.services.month.figures(sys.argv[1])
for kind, language in CLOSED_REPORTS:
    print(kind, language, sha256(Writer().render(kind, language, "pdf", figures)).hexdigest())
"""
ZONES = ("Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Africa/Casablanca", "UTC")
LANGUAGES = ("C", "tr_TR.UTF-8", "nl_NL.UTF-8", "ar_EG.UTF-8", "de_CH.UTF-8", "C.UTF-8", "th_TH")
ELSEWHERE = [
    {"TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": str(47 * number)}
    for number, zone, language in zip(range(often(2, 100)), cycle(ZONES), cycle(LANGUAGES))
]
"""Machines on which a closed month is printed again."""


def test_a_closed_month_renders_the_same_bytes_everywhere(desk: Desk) -> None:
    assert desk.run("month", "close", MONTH).code == 0
    documents = dict(desk.ask("select name, content from period_document"))
    stored = [
        f"{kind} {language} {sha256(documents[f'{kind}.{language}.pdf']).hexdigest()}"
        for kind in ("monthly", "sanctions")
        for language in ("nl", "en")
    ]
    for changes in ELSEWHERE:
        program = (sys.executable, "-c", RENDER)
        done = desk.run(MONTH, program=program, changes=changes, language="en")
        assert (done.code, done.out.splitlines()) == (0, stored), done.err


def test_a_closed_month_reprints_its_stored_bytes(desk: Desk) -> None:
    report = ("month", "report", MONTH, "--kind", "sanctions", "--output")
    assert desk.run("month", "close", MONTH).code == 0
    assert (desk.folder / "backups" / f"fmdesk-close-{MONTH}-r1.db").exists()
    for done in desk.run_together((*report, "1.pdf"), (*report, "2.pdf"), language="nl"):
        assert done.code == 0
    [(stored,)] = desk.ask("select content from period_document where name = 'sanctions.nl.pdf'")
    assert (desk.folder / "1.pdf").read_bytes() == (desk.folder / "2.pdf").read_bytes() == stored


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """The starter office on each database."""
    if request.param == "sqlite":
        yield desk
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database()
    folder = tmp_path / "postgresql"
    folder.mkdir()
    build_starter_office(folder, server.url(name))
    yield Desk(folder, server.url(name))
    server.drop_database(name)


@pytest.fixture(scope="module")
def posted_alone(starter: Desk, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many entries are posted when nobody else closes."""
    alone = starter.copy(tmp_path_factory.mktemp("alone"))
    return int(alone.run("month", "close", MONTH, "--json").answer["entries"])


def test_two_processes_that_close_at_once_post_once(office: Desk, posted_alone: int) -> None:
    done = office.run_together(*[("month", "close", MONTH, "--json")] * 2)
    assert sorted(one.code for one in done) == [0, 1], done
    first, second = sorted(done, key=lambda one: one.code)
    assert '"error": "month.closed"' in second.err

    assert first.answer["entries"] == posted_alone > 0
    verified = office.run("db", "verify", "--json")
    assert (verified.code, verified.answer["count"]) == (0, 0)
    assert verified.answer["entries"] == first.answer["entries"]
    assert verified.answer["documents"] == 5


def test_a_journal_is_the_same_file_each_time(desk: Desk) -> None:
    journal = ("month", "journal", MONTH)
    refused = desk.run(*journal)
    assert refused.code != 0
    assert "is not closed" in refused.err
    assert desk.run("month", "close", MONTH).code == 0
    refused = desk.run(*journal)
    assert "No accounts are set for: Charge" in refused.err
    kinds = ("charge", "charge_reversal", "sanction", "sanction_reversal", "move")
    known = json.dumps([accounts(kind) for kind in kinds])
    desk.change(f"insert into setting (name, value) values ('journal.bookings', '{known}')")
    assert desk.run(*journal).code == 0
    first = (desk.folder / f"journal-{MONTH}-r1.csv").read_bytes()
    desk.change("update setting set value = '[]' where name = 'journal.bookings'")
    done = desk.run(*journal, "--revision", "1", "--output", "again.csv", "--json")
    assert done.answer == {"path": "again.csv", "sha256": sha256(first).hexdigest()}
    assert (desk.folder / "again.csv").read_bytes() == first
    [(debit,)] = desk.ask(
        "select sum(r.cents) from journal_row r join journal_entry e on e.id = r.entry_id"
        f" where r.cents > 0 and e.month = '{MONTH}'"
    )
    rows = [row.split(";") for row in first.decode("utf-8-sig").splitlines()[1:]]
    assert sum(int(row[6].replace(",", "")) for row in rows) == debit > 0


def accounts(kind: str) -> dict[str, str]:
    """Return the accounts of a kind as they are stored."""
    return {"kind": kind, "debit": "4400", "credit": "8000", "centre": ""}
