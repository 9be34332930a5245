"""Whatever is wrong: the command says what to do, and what was stored is still there."""

import json
import os
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.integration.cli.desk import COMMAND, Desk, Done

Import = Callable[..., Done]
GOOD = "W1,papier-a4,2025-03-11 09:00,2025-03-11 10:00,2\n"
MONTH = "2025-02"


@pytest.fixture
def refused(desk: Desk) -> Callable[[Done, str], None]:
    """Check that a command was refused with these words, and that nothing was lost or added."""
    before = desk.content()

    def check(done: Done, *words: str, code: int = 1) -> None:
        assert done.code == code, done
        said = done.err + done.out
        assert "Traceback" not in said
        assert [word for word in words if word not in said] == [], said
        assert desk.content() == before

    return check


def test_a_file_in_another_encoding(import_rows: Import, refused: Callable[..., None]) -> None:
    done = import_rows("é1,papier-a4,2025-03-11 09:00,,2\n", encoding="cp1252")
    refused(done, "Line 2 cannot be read as utf-8", "Save the file as CSV (UTF-8)")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "W1,papier-a4,2024-03-31 02:30,,2\n",
            "2024-03-31 02:30:00 does not exist in Europe/Amsterdam: the clock was set forward",
        ),
        ("W1,papyrus,2025-03-11 09:00,,2\n", "There is no product papyrus on that day"),
    ],
)
def test_a_row_that_cannot_be(
    row: str, reason: str, import_rows: Import, refused: Callable[..., None]
) -> None:
    done = import_rows(GOOD + row.replace("W1", "W2"))
    refused(done, "line 3", f"wrong row: {reason}", "with --keep-good", code=3)


def test_a_charter_that_names_an_unknown_fact(desk: Desk) -> None:
    """Only the months with lines that were promised it have to wait for its plugin."""
    pins = pin_another_charter(desk, "2024-12")
    before = desk.content()
    done = desk.run("month", "control", "2024-12")
    assert done.code == 1
    assert "Charter supplies.stock_24h v2 asks for the fact weather.frost" in done.err
    assert "switch on the plugin weather" in done.err
    assert desk.content() == before
    why, other = desk.run_together(("why", pins), ("month", "control", "2025-01"))
    assert "weather.frost" in why.err
    assert other.code == 0


def pin_another_charter(desk: Desk, month: str) -> str:
    """Add a version whose fact nobody supplies, promised to one line of a month."""
    [(charter, definition, charter_id)] = desk.ask(
        "select id, definition, charter_id from charter_version"
        " where definition like '%supplies.stock_article%'"
    )
    [(line, ticket)] = desk.ask(
        "select v.line_id, t.number || '.' || l.position from verdict v"
        " join line l on l.id = v.line_id join ticket t on t.id = l.ticket_id"
        f" where v.month = '{month}' and v.charter_version_id = {charter} limit 1"
    )
    other = definition.replace("supplies.stock_article", "weather.frost")
    desk.change(
        "insert into charter_version (id, charter_id, number, definition, valid_from)"
        f" values (99, {charter_id}, 2, '{other}', '2031-01-01')",
        "insert into charter_set (id, members) values (99, '99')",
        "insert into charter_set_member (charter_set_id, charter_version_id) values (99, 99)",
        f"update line set charter_set_id = 99 where id = {line}",
    )
    return str(ticket)


def test_a_calendar_that_never_opens(desk: Desk) -> None:
    [(number, definition, code)] = desk.ask(
        "select v.id, v.definition, c.code from calendar_version v join calendar c"
        " on c.id = v.calendar_id where c.code = 'kantoor'"
    )
    shut = json.dumps(json.loads(definition) | {"windows": {}, "special": {}})
    desk.change(f"update calendar_version set definition = '{shut}' where id = {number}")
    before = desk.content()
    done = desk.run("month", "control", MONTH)
    assert done.code == 1
    assert f"The stored calendar {code} never opens" in done.err
    assert "fmdesk db restore" in done.err
    assert desk.content() == before


def test_a_newer_database(desk: Desk) -> None:
    desk.change("update alembic_version_core set version_num = '9999'")
    before = desk.content()
    for done in desk.run_together(("month", "control", MONTH), ("db", "upgrade")):
        assert done.code == 1
        assert "is of a newer version (9999" in done.err
        assert "Install the newer fmdesk" in done.err
    assert desk.content() == before


def test_a_locked_database(desk: Desk, import_rows: Import, refused: Callable[..., None]) -> None:
    with closing(sqlite3.connect(desk.file, isolation_level=None)) as other:
        other.execute("begin immediate")
        done = import_rows(GOOD, fault="impatient")
        other.execute("rollback")
    refused(done, "Another program is changing the database", "Try again")
    assert import_rows(GOOD).code == 0


def test_a_database_of_another_computer(desk: Desk, refused: Callable[..., None]) -> None:
    note = desk.folder / "fmdesk.db.host"
    note.write_text(json.dumps({"host": "elsewhere", "name": "balie-2"}), encoding="utf-8")
    done = desk.run("month", "control", MONTH)
    note.unlink()
    refused(done, "The computer balie-2 uses the database", "use PostgreSQL", "remove the file")
    assert socket.gethostname() not in done.err


def test_a_damaged_database(desk: Desk) -> None:
    size = desk.file.stat().st_size
    with desk.file.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xa5" * (size - 4096 * 3))
    before = desk.file.read_bytes()
    control = desk.run("month", "control", MONTH)
    assert control.code == 1
    assert "is damaged" in control.err
    assert "fmdesk db restore" in control.err
    check = desk.run("db", "check")
    assert check.code in (1, 4)
    assert "not sound" in check.out or "is damaged" in check.err
    assert desk.file.read_bytes() == before


def test_a_file_that_is_no_database(empty: Desk) -> None:
    empty.file.write_text("Verslag van de vergadering\n" * 400, encoding="utf-8")
    before = empty.file.read_bytes()
    done = empty.run("month", "control", MONTH)
    assert done.code == 1
    assert "is damaged" in done.err
    assert empty.file.read_bytes() == before


def test_a_read_only_database(desk: Desk, refused: Callable[..., None]) -> None:
    desk.file.chmod(0o444)
    desk.folder.chmod(0o555)
    try:
        done = desk.run("month", "control", MONTH, program=(*without_privileges(), *COMMAND))
    finally:
        desk.folder.chmod(0o755)
    refused(done, "can only be read", "Give yourself the right to write the file and its folder")


def without_privileges() -> tuple[str, ...]:
    """Return what starts a program as somebody whom file modes bind, root or not."""
    if os.geteuid() != 0:
        return ()
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")


def test_a_network_drive(desk: Desk, refused: Callable[..., None]) -> None:
    done = desk.run_faulty("network", "month", "control", MONTH)
    refused(done, "lies on a network drive (nfs4)", "for more workstations use PostgreSQL")


def test_a_new_database_on_a_network_drive(empty: Desk) -> None:
    done = empty.run_faulty("network", "db", "create")
    assert done.code == 1
    assert "Choose a folder on this computer" in done.err
    assert not empty.file.exists()


def test_a_full_disk(desk: Desk, import_rows: Import, refused: Callable[..., None]) -> None:
    rows = "".join(GOOD.replace("W1", f"W{number}") for number in range(3000))
    refused(import_rows(rows, fault="full"), "is full", "Make room and try again")
    assert import_rows(rows).code == 0
    assert desk.run("db", "verify").code == 0


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("dying-worker", "The decision engine ended"),
        ("no-worker", "The decision engine cannot be started"),
    ],
)
def test_an_engine_worker_that_dies(
    fault: str, words: str, desk: Desk, refused: Callable[..., None]
) -> None:
    refused(desk.run_faulty(fault, "month", "close", "2024-12"), words, "Nothing was changed")


MISTAKES = {
    ("month", "control", "2025-13"): "2025-13 is not a month",
    ("month", "close", "2099-01"): "is not over yet",
    ("why", "M999999.1"): "There is no line M999999.1",
    ("import", "none.csv", "--mapping", "boston"): "cannot be read",
    ("import", "none.csv", "--mapping", "bostno"): "There is no mapping bostno",
    ("demo", "boston"): "already holds Facilitair Bedrijf De Linde",
    ("db", "backup", "fmdesk.db"): "is there already",
}


def test_mistakes_at_the_keyboard(desk: Desk, refused: Callable[..., None]) -> None:
    done = desk.run_together(*MISTAKES)
    for one, sentence in zip(done, MISTAKES.values(), strict=True):
        refused(one, sentence)


def test_there_is_no_database(empty: Desk) -> None:
    done = empty.run("month", "control", MONTH)
    assert done.code == 1
    assert "Make one with: fmdesk db create" in done.err


def test_settings_that_cannot_be_read(desk: Desk, refused: Callable[..., None]) -> None:
    (desk.folder / "none.toml").write_text("language = 'fr'", encoding="utf-8")
    done = desk.run("month", "control", MONTH)
    refused(done, "none.toml", "nl | en")


def test_a_report_that_cannot_be_written(desk: Desk, refused: Callable[..., None]) -> None:
    report = ("month", "report", MONTH, "--form", "csv", "--output")
    for done in desk.run_together((*report, "nowhere/report.csv"), (*report, "/dev/full")):
        refused(done, "could not be written", "--output")
