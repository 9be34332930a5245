"""Each command as a person types it, in both languages: what it says, writes and returns."""

import csv
import fcntl
import io
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fmdesk.testing import PostgresServer
from tests.integration.cli.desk import Desk, Done

Import = Callable[..., Done]
MONTH = "2025-02"
ORDERS = """\
W1,papier-a4,2025-03-10 09:00,2025-03-10 10:00,2
W2,papier-a4,2025-03-10 09:30,,1
"""
BAD = "W3,papyrus,2025-03-10 09:00,,1\nW4,papier-a4,gisteren,,1\n"


# --- usage -------------------------------------------------------------------------------------


def test_help_names_every_command_in_the_chosen_language(empty: Desk) -> None:
    dutch, english = (empty.run("--help", language=language) for language in ("nl", "en"))
    assert (dutch.code, english.code) == (0, 0)
    for command in ("desktop", "import", "month", "why", "log", "db", "demo", "worker"):
        assert re.search(rf"^ +{command} ", english.out, re.MULTILINE)
    assert "een maand doorrekenen, sluiten en afdrukken" in dutch.out
    assert dutch.out.startswith("gebruik: fmdesk")
    assert "deze hulp tonen" in dutch.out
    assert "options:" not in dutch.out
    assert "and exit" not in dutch.out
    assert "run, close and print a month" in english.out


@pytest.mark.parametrize(
    "words", [("month",), ("nonsense",), ("month", "report", "2025-02", "--form", "doc"), ("db",)]
)
def test_wrong_usage_is_told(words: tuple[str, ...], empty: Desk) -> None:
    done = empty.run(*words)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("usage: fmdesk")
    assert not empty.file.exists()


# --- import ------------------------------------------------------------------------------------


def test_an_import_from_dry_run_to_repetition(desk: Desk, import_rows: Import) -> None:
    before = desk.content()
    dry = import_rows(ORDERS + BAD, "--dry-run")
    assert dry.code == 3
    assert "line 4, column product: wrong row: There is no product papyrus" in dry.out
    assert "line 5, column open: wrong row: gisteren is not a date" in dry.out

    refused = import_rows(ORDERS + BAD)
    assert refused.code == 3
    assert desk.content() == before

    kept = import_rows(ORDERS + BAD, "--keep-good", "--json")
    assert (kept.code, kept.answer["added"], kept.answer["bad_count"]) == (3, 2, 2)
    bad = kept.answer["bad"]
    assert [(row["column"], row["value"]) for row in bad] == [
        ("product", "papyrus"),
        ("open", "gisteren"),
    ]
    assert desk.ask("select count(*) from ticket where external_id in ('W1', 'W2')") == [(2,)]

    after = desk.content()
    again = import_rows(ORDERS)
    assert again.code == 0
    assert "2 rows read, 0 new, 0 changed, 2 as they were, 0 wrong." in again.out
    assert "Nothing had to be changed" in again.out
    assert desk.content() == after


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--dry-run",),
            (
                "4 rijen gelezen, 2 fout.",
                (
                    "Dit was alleen een proef. De import zou geweigerd worden,"
                    " omdat er foute rijen zijn."
                ),
                "Verbeter de foute rijen, of importeer de andere met --keep-good.",
            ),
        ),
        (
            ("--dry-run", "--keep-good"),
            (
                "4 rijen gelezen, 2 nieuw, 0 gewijzigd, 0 ongewijzigd, 2 fout.",
                (
                    "Dit was alleen een proef, er is niets geschreven."
                    " De import zou de goede rijen opnemen en de foute overslaan."
                ),
            ),
        ),
        (
            (),
            (
                "4 rijen gelezen, 2 fout.",
                "Er is niets geïmporteerd, omdat er foute rijen zijn.",
                "Verbeter de foute rijen, of importeer de andere met --keep-good.",
            ),
        ),
        (
            ("--keep-good",),
            (
                "4 rijen gelezen, 2 nieuw, 0 gewijzigd, 0 ongewijzigd, 2 fout.",
                "De goede rijen zijn geïmporteerd, de foute zijn overgeslagen.",
            ),
        ),
    ],
)
def test_a_try_is_never_told_as_an_import(
    words: tuple[str, ...], said: tuple[str, ...], import_rows: Import
) -> None:
    done = import_rows(ORDERS + BAD, *words, language="nl")
    first, second, *rest = done.out.splitlines()
    assert first.startswith("regel 4, kolom product: foute rij: Er is geen product papyrus")
    assert second.startswith("regel 5, kolom open: foute rij: gisteren is geen datum")
    assert tuple(rest) == said


# --- month -------------------------------------------------------------------------------------


def test_the_control_of_a_month(desk: Desk) -> None:
    english, dutch, every, plain = (
        desk.run("month", "control", MONTH, *more, language=language)
        for more, language in (((), "en"), ((), "nl"), (("--products",), "en"), (("--json",), "en"))
    )
    assert {english.code, dutch.code, every.code, plain.code} == {0}
    assert [line for line in english.out.splitlines() if line and line[0] not in " 0123456789"] == [
        english.out.splitlines()[0],
        next(line for line in english.out.splitlines() if line.startswith("Total")),
        "Departments",
        "Units",
        "Charters",
        "Products most often broken (all: --products)",
        english.out.splitlines()[-1],
    ]
    assert "Onderdelen\n" in dutch.out
    assert "Aandeel nagekomen" in dutch.out
    assert every.out.count("\n") > english.out.count("\n")
    figures = plain.answer
    kept, broken = figures["total"]["kept"], figures["total"]["broken"]
    total = next(line for line in english.out.splitlines() if line.startswith("Total"))
    assert re.match(rf"Total +{figures['total']['lines']} +{kept} +{broken} ", total)
    assert len(figures["broken"]) >= broken


def test_reports_in_every_form_and_language(desk: Desk) -> None:
    wanted = [
        ("month", "report", MONTH, "--kind", kind, "--form", form, "--language", language)
        for kind, form, language in (
            ("monthly", "pdf", "nl"),
            ("monthly", "xlsx", "en"),
            ("sanctions", "csv", "nl"),
            ("sanctions", "csv", "en"),
        )
    ]
    done = desk.run_together(*wanted)
    assert [one.code for one in done] == [0] * 4
    paths = [desk.folder / one.out.strip() for one in done]
    assert paths[0].name == f"fmdesk-{MONTH}-monthly-nl.pdf"
    assert paths[0].read_bytes().startswith(b"%PDF-")
    assert zipfile.is_zipfile(paths[1])
    dutch, english = (
        list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
        for path in paths[2:]
    )
    assert len(dutch) == len(english) > 1
    assert dutch != english
    assert not list(desk.folder.glob(".*"))


def test_a_report_stays_until_the_new_one_is_whole(desk: Desk) -> None:
    report = desk.folder / "report.pdf"
    report.write_bytes(b"old")
    assert desk.run("month", "report", MONTH, "--output", report).code == 0
    assert report.read_bytes().startswith(b"%PDF-")


# --- why ---------------------------------------------------------------------------------------


def test_why_adds_up_to_the_second(desk: Desk) -> None:
    [(number,)] = desk.ask(
        "select t.number || '.' || l.position from verdict v join line l on l.id = v.line_id"
        " join ticket t on t.id = l.ticket_id where v.outcome = 'broken' and v.cents > 0"
        " and v.over_working > 3600 and v.finished_at is not null order by v.line_id limit 1"
    )
    english, dutch = (desk.run("why", number, language=language) for language in ("en", "nl"))
    assert (english.code, dutch.code) == (0, 0)
    verdict = desk.run("why", number, "--json").answer["verdicts"][0]
    counted = [one["seconds"] for one in verdict["intervals"] if one["is_counted"]]
    assert sum(counted) == verdict["elapsed"]
    for said, word, outcome in (
        (english.out, "Counted together", "BROKEN"),
        (dutch.out, "Samen geteld", "GEBROKEN"),
    ):
        assert outcome in said
        [*parts, total] = clock_times(said, word)
        assert sum(parts) == total == verdict["elapsed"]
    assert verdict["bearer"] in english.out
    path = desk.folder / "why.pdf"
    assert desk.run("why", number, "--pdf", path).out.strip() == str(path)
    assert path.read_bytes().startswith(b"%PDF-")


def clock_times(said: str, last: str) -> list[int]:
    """Return the counted times of the first table of intervals, its total last, in seconds."""
    times = []
    for line in said.splitlines():
        cells = [*re.split(r" {2,}", line.strip()), "", ""]
        is_total = cells[0] == last
        found = re.fullmatch(r"(\d+):(\d\d):(\d\d)", cells[1 if is_total else 2])
        if found:
            hours, minutes, seconds = map(int, found.groups())
            times.append(hours * 3600 + minutes * 60 + seconds)
        if is_total:
            break
    return times


# --- log -----------------------------------------------------------------------------------------


def test_the_log_is_read_opened_and_exported(desk: Desk) -> None:
    answer = desk.run("log", "--most", "2", "--json").answer
    newest = answer["rows"][0]
    assert len(answer["rows"]) == 2
    assert (newest["seq"], newest["hash"]) == (answer["head"]["seq"], answer["head"]["hash"])
    shown = desk.run("log", "--command", "starter.build", language="en").out
    assert "starter.build" in shown
    assert f"Head of the log: row {newest['seq']}, {newest['hash']}" in shown
    dutch = desk.run("log", "--open", str(newest["seq"]), language="nl").out
    assert newest["hash"] in dutch
    assert "de rij staat zoals zij is geschreven" in dutch
    path = desk.folder / "log.jsonl"
    assert desk.run("log", "--export", path).out.strip() == str(path)
    assert len(path.read_text(encoding="utf-8").splitlines()) == newest["seq"]
    assert "No command fits" in desk.run("log", "--day", "1999-01-01", language="en").out
    for words, sentence in (
        (("--day", "monday"), "monday is no day"),
        (("--open", "999999"), "The log has no row 999999"),
        (("--export", desk.folder / "log.pdf"), "pdf"),
    ):
        done = desk.run("log", *words, language="en")
        assert done.code == 1
        assert sentence in done.err


# --- database ----------------------------------------------------------------------------------


def test_the_care_of_a_database(empty: Desk, tmp_path: Path) -> None:
    assert empty.run("db", "create").code == 0
    assert "Everything is up to date" in empty.run("db", "upgrade").out
    assert "is sound" in empty.run("db", "check").out
    assert "0 problems" in empty.run("db", "verify").out
    done = empty.run("worker", "--once", "--json")
    assert (done.code, done.answer) == (0, {"faults": 0})
    [copy] = (empty.folder / "backups").iterdir()
    assert copy.name.startswith("fmdesk-day-")


def test_a_copy_is_made_and_put_back(desk: Desk, import_rows: Import, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    made = desk.run("db", "backup", copy, "--json")
    assert (made.code, made.answer["path"]) == (0, str(copy))
    before = desk.content()
    assert import_rows(ORDERS).code == 0
    assert desk.content() != before
    back = desk.run("db", "restore", copy, language="nl")
    assert back.code == 0
    assert "is teruggezet" in back.out
    assert desk.content() == before
    head = made.answer["head"]
    sound = desk.run("db", "verify", "--head", head[:12], "--head", head)
    assert sound.code == 0
    assert sound.out.count("is that of command") == 2
    other = desk.run("db", "verify", "--head", "ab" * 6, language="nl")
    assert other.code == 4
    assert "De kop abababababab, die u opgaf, staat niet in het logboek" in other.out
    assert "fmdesk db restore" not in other.out, "it may be mistyped"
    kept = next(desk.folder.glob("fmdesk.db.*before*"), None)
    assert kept is not None, list(desk.folder.iterdir())


def test_an_office_that_was_tampered_with_is_not_sound(desk: Desk) -> None:
    desk.change("update line set state = 'new' where state = 'ready' and id % 2")
    done = desk.run("db", "verify", language="nl")
    assert done.code == 4
    assert "volgen niet uit de gebeurtenissen" in done.out


def test_a_demo_is_built_in_an_empty_place_only(desk: Desk) -> None:
    before = desk.content()
    done = desk.run("demo", "starter", "--json")
    assert done.code == 1
    assert '"error": "demo.not_empty"' in done.err
    assert desk.content() == before


# --- terminals, signals and pipes --------------------------------------------------------------


def test_progress_is_drawn_on_a_terminal_only(desk: Desk) -> None:
    shown, code = on_a_terminal(desk, "month", "control", MONTH)
    assert code == 0
    assert f"Control {MONTH} [" in shown
    assert f"[{'#' * 30}] 100 %\r\n" in shown
    silent = desk.run("month", "control", MONTH)
    assert silent.err == ""


def on_a_terminal(desk: Desk, *words: str) -> tuple[str, int]:
    """Run a command whose standard error is a terminal; return what that shows, and the code."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    with desk.start(*words, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the terminal's other side was closed
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    return shown.decode(), process.returncode


def test_ctrl_c_leaves_cleanly(desk: Desk) -> None:
    """The command hangs on a file that somebody else writes slowly."""
    pipe = desk.folder / "orders.csv"
    os.mkfifo(pipe)
    before = desk.content()
    command = desk.start("import", pipe, "--mapping", "boston", language="nl")
    with command as process, pipe.open("wb"):  # opens when the command has come to reading
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err == "fmdesk: Gestopt zoals u vroeg. Wat niet af was, is niet opgeslagen.\n"
    assert desk.content() == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_stops_when_it_is_told_to(number: signal.Signals, desk: Desk) -> None:
    note = desk.folder / "fmdesk.db.host"
    with desk.start("worker") as process:
        while not note.exists():  # it is about to work
            assert process.poll() is None
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
    assert not note.exists()


def test_a_reader_that_has_seen_enough(desk: Desk) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with desk.start("--help", stdout=theirs) as process:
        os.close(theirs)
        err = process.communicate(timeout=60)[1]
    assert (process.returncode, err) == (0, "")


def test_a_terminal_without_the_signs_still_shows_the_text(desk: Desk) -> None:
    done = desk.run("month", "control", MONTH, changes={"PYTHONIOENCODING": "ascii"})
    assert done.code == 0
    assert "Financi?n" in done.out


def test_a_postgresql_database_is_copied_and_restored_into_an_empty_one(
    postgres_server: PostgresServer, empty: Desk
) -> None:
    names = [postgres_server.create_database() for _ in range(2)]
    here, there = (Desk(empty.folder, postgres_server.url(name)) for name in names)
    assert here.run("db", "create").code == 0
    assert here.run("db", "backup", "copy.pg").code == 0
    assert "is not empty" in here.run("db", "restore", "copy.pg").err
    assert "is restored" in there.run("db", "restore", "copy.pg").out
    sound, whole = there.run_together(("db", "check"), ("db", "verify", "--json"))
    assert (sound.code, whole.code, whole.answer["count"]) == (0, 0, 0)
    for name in names:
        postgres_server.drop_database(name)
