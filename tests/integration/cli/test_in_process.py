"""Each command by its real entry, in this process: texts in both languages, codes, and JSON.

Starting a program takes most of the time of such a test, so those that need no process of their
own (signals, pipes, terminals) stand here.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fmdesk.cli import main
from fmdesk.i18n import month_name, using_language
from tests.integration.cli.conftest import HEADER, MAPPING
from tests.integration.cli.desk import Desk, Done

MONTH = "2025-02"
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Said(Done):
    """What a command said and returned, in this process."""

    @property
    def fault(self) -> Any:
        """The one line of JSON on standard error."""
        assert self.err.count("\n") == 1, self.err
        return json.loads(self.err)


Run = Callable[..., Said]


@pytest.fixture
def run(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a copy of the starter office, in the folder of that office."""
    monkeypatch.setenv("FMDESK_DATA_DIR", str(desk.folder))
    monkeypatch.setenv("FMDESK_CONFIG", str(desk.folder / "none.toml"))
    monkeypatch.chdir(desk.folder)

    def run(*words: object, language: str = "en") -> Said:
        monkeypatch.setenv("FMDESK_LANGUAGE", language)
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capsys.readouterr()
        return Said(code, out.replace(NO_BREAK, " "), err.replace(NO_BREAK, " "))

    return run


# --- figures of a month ------------------------------------------------------------------------


def test_a_month_is_the_same_for_people_and_for_programs(run: Run) -> None:
    figures = run("month", "control", MONTH, "--json").answer
    english, dutch = (run("month", "control", MONTH, language=one) for one in ("en", "nl"))
    total = figures["total"]
    for said, word in ((english, "Total"), (dutch, "Totaal")):
        line = next(line for line in said.out.splitlines() if line.startswith(word))
        numbers = [cell for cell in re.split(r" {2,}", line)[1:] if cell.isdigit()]
        wanted = [total[name] for name in ("lines", "kept", "broken", "excused", "running")]
        assert numbers == [str(one) for one in wanted if one]
    shown = f"€{total['charged_cents'] // 100:,}.{total['charged_cents'] % 100:02}"
    assert shown in english.out
    assert shown.replace(",", ";").replace(".", ",").replace(";", ".").replace("€", "€ ") in (
        dutch.out
    )


def test_every_dimension_of_the_json_sums_to_its_total(run: Run) -> None:
    figures = run("month", "control", MONTH, "--json").answer
    for dimension in ("department", "unit", "product"):
        rows = [row["month"] for row in figures["rows"] if row["dimension"] == dimension]
        for name, total in figures["total"].items():
            assert sum(row[name] for row in rows) == total, (dimension, name)
    assert {row["dimension"] for row in figures["rows"]} == {
        "charter",
        "department",
        "product",
        "unit",
    }


def test_a_draft_repeated_gives_the_same_figures(run: Run) -> None:
    first, second = (run("month", "control", MONTH, "--json").answer for _ in range(2))
    for name in ("total", "year", "rows", "trend", "sanctions", "charter_set"):
        assert first[name] == second[name], name


@pytest.mark.parametrize("month", ["2025-13", "februari", "", "../../etc", "٢٠٢٥-٠٢", "0001-01"])
def test_what_is_no_month_is_told(month: str, run: Run) -> None:
    fault = run("month", "control", month, "--json")
    assert (fault.code, fault.out, fault.fault["error"]) == (1, "", "month.format")
    assert f"{month} is not a month" in fault.fault["text"]


@pytest.mark.parametrize("action", ["control", "close", "report"])
def test_every_action_tells_what_is_no_month(action: str, run: Run, desk: Desk) -> None:
    said = run("month", action, "2025-00", language="nl")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("fmdesk: 2025-00 is geen maand")
    assert not list(desk.folder.glob("fmdesk-*"))


def test_a_month_without_lines_is_all_noughts(run: Run) -> None:
    figures = run("month", "control", "2024-06", "--json").answer
    assert set(figures["total"].values()) == {0}
    assert (figures["rows"], figures["broken"], figures["sanctions"]) == ([], [], [])


# --- close and report --------------------------------------------------------------------------


def test_a_month_is_closed_once_and_its_paper_stays(run: Run, desk: Desk) -> None:
    [(first,)] = desk.ask("select min(strftime('%Y-%m', opened_at, 'unixepoch')) from line")
    closed = run("month", "close", first, "--json")
    assert closed.code == 0, closed.err
    assert closed.answer["month"] == first
    assert closed.answer["entries"] > 0
    again = run("month", "close", first, language="nl")
    assert again.code == 1
    with using_language("nl"):
        named = month_name(date.fromisoformat(f"{first}-01")).capitalize()
    assert again.err.startswith(f"fmdesk: {named} is afgesloten")
    paper = []
    for _ in range(2):
        name = run("month", "report", first, "--language", "nl").out.strip()
        paper.append((desk.folder / name).read_bytes())
        (desk.folder / name).unlink()
    assert paper[0] == paper[1]
    assert desk.ask("select sum(cents) from journal_row") == [(0,)]


def test_a_later_month_waits_for_the_earlier_one(run: Run) -> None:
    said = run("month", "close", MONTH, language="nl")
    assert said.code == 1
    assert re.search(r"Sluit eerst [a-z]+ 20\d\d af", said.err)


@pytest.mark.parametrize("kind", ["monthly", "sanctions"])
@pytest.mark.parametrize(("form", "begin"), [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("csv", b"\xef")])
def test_a_report_is_written_where_it_was_asked_for(
    kind: str, form: str, begin: bytes, run: Run, desk: Desk
) -> None:
    path = desk.folder / "een map met spaties" / f"maand.{form}"
    words = ("month", "report", MONTH, "--kind", kind, "--form", form, "--output", path)
    missing = run(*words, "--json")
    assert (missing.code, missing.fault["error"]) == (1, "file.not_written")
    path.parent.mkdir()
    done = run(*words, "--json")
    assert done.answer == {"path": str(path), "bytes": path.stat().st_size}
    assert path.read_bytes().startswith(begin)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_month_that_was_never_controlled_has_no_report(run: Run, desk: Desk) -> None:
    said = run("month", "report", "2024-06", language="nl")
    assert said.code == 1
    assert "heeft nog geen cijfers" in said.err
    assert not list(desk.folder.glob("*.pdf"))


# --- why ---------------------------------------------------------------------------------------


def test_why_says_the_same_in_both_languages(run: Run, desk: Desk) -> None:
    numbers = desk.ask(
        "select t.number || '.' || l.position from line l join ticket t on t.id = l.ticket_id"
        " join verdict v on v.line_id = l.id group by v.outcome order by l.id limit 3"
    )
    assert numbers
    for (number,) in numbers[:2]:
        why = run("why", number, "--json").answer
        for language, received in (("en", "received"), ("nl", "ontvangen")):
            said = run("why", number, language=language)
            assert said.code == 0
            assert said.out.startswith(f"{number}  {why['line']['quantity']} × ")
            assert received in said.out
            assert said.out.count("“") >= len(why["verdicts"])
        for verdict in why["verdicts"]:
            counted = (one["seconds"] for one in verdict["intervals"] if one["is_counted"])
            assert sum(counted) == verdict["elapsed"]


@pytest.mark.parametrize("number", ["M999999", "M000001.99", "", "M-1"])
def test_why_of_a_line_that_is_not_there(number: str, run: Run) -> None:
    said = run("why", number, "--json")
    assert (said.code, said.out, said.fault["error"]) == (1, "", "line.unknown")


def test_a_line_is_found_however_its_number_is_typed(run: Run, desk: Desk) -> None:
    [(number,)] = desk.ask("select number from ticket order by id limit 1")
    wanted = run("why", f"{number}.1").out
    for typed in (number, f" {number.lower()}.1 "):
        assert run("why", typed).out == wanted


# --- import ------------------------------------------------------------------------------------


@pytest.fixture
def bring_in(run: Run, desk: Desk) -> Callable[..., Said]:
    """Import orders, given as the bytes of a file."""
    (desk.folder / "orders.toml").write_text(MAPPING, encoding="utf-8")

    def bring_in(content: bytes, *words: str, language: str = "en") -> Said:
        (desk.folder / "orders.csv").write_bytes(content)
        return run("import", "orders.csv", "--mapping", "orders.toml", *words, language=language)

    return bring_in


GOOD = "W1,papier-a4,2025-03-10 09:00,2025-03-10 10:00,2\n"


def test_an_import_counts_the_same_for_people_and_programs(
    bring_in: Callable[..., Said], desk: Desk
) -> None:
    rows = (HEADER + GOOD + GOOD.replace("W1", "W2") + "W3,papyrus,2025-03-10,,1\n").encode()
    answer = bring_in(rows, "--dry-run", "--json")
    assert answer.code == 3
    counts = {name: answer.answer[name] for name in ("read", "added", "changed", "bad_count")}
    assert counts == {"read": 3, "added": 2, "changed": 0, "bad_count": 1}
    said = bring_in(rows, "--dry-run", language="nl")
    assert said.code == 3
    assert "3 regels gelezen" in said.out or "3 rijen gelezen" in said.out
    assert desk.ask("select count(*) from ticket where external_id = 'W1'") == [(0,)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n\n",
        HEADER.encode(),
        b"\x00\x01\x02",
        HEADER.encode("utf-16"),
        b"a;b;c\n1;2;3\n",
        (HEADER + "W1,papier-a4\n").encode(),
        (HEADER + 'W1,"papier-a4,2025-03-10 09:00,,1\n').encode(),
        (HEADER + "W1,pap\x00ier,2025-03-10 09:00,,1\n").encode(),
        (HEADER + "W\x001,papier-a4,2025-03-10 09:00,,1\n").encode(),
        (HEADER + "W1,papier-a4,9999-12-31 23:59,,1\n").encode(),
        (HEADER + "W1,papier-a4,2025-03-10 09:00,2025-03-09 09:00,1\n").encode(),
        (HEADER + "W1,papier-a4,2025-03-10 09:00,,1e3\n").encode(),
        (HEADER + "W1,papier-a4,2025-03-10 09:00,,-1\n").encode(),
        (HEADER + "W1,papier-a4,2025-03-10 09:00,,99999999999999999999\n").encode(),
        (HEADER + "W1," + "x" * 200_000 + ",2025-03-10 09:00,,1\n").encode(),
    ],
)
def test_a_bad_file_is_told_in_words_and_stores_nothing(
    content: bytes, bring_in: Callable[..., Said], desk: Desk
) -> None:
    stored = "select (select count(*) from ticket), (select count(*) from command_log)"
    before = desk.ask(stored)
    said = bring_in(content, language="nl")
    assert said.code in (0, 1, 3)
    assert said.code or "0 nieuw" in said.out
    assert "Traceback" not in said.err + said.out
    assert len(said.err + said.out) < 5000
    assert desk.ask(stored) == before


@pytest.mark.parametrize("name", ["boston2", "orders.tom", "../../etc/passwd", ""])
def test_an_unknown_mapping_is_told(name: str, run: Run, desk: Desk) -> None:
    (desk.folder / "a.csv").write_text("a\n1\n", encoding="utf-8")
    said = run("import", "a.csv", "--mapping", name, "--json")
    assert said.code == 1
    assert said.fault["error"].startswith("import.") or said.fault["error"].startswith("mapping.")


def test_a_file_that_is_not_there_is_told(run: Run) -> None:
    said = run("import", "weg.csv", "--mapping", "boston", language="nl")
    assert said.code == 1
    assert "weg.csv" in said.err


# --- the database ------------------------------------------------------------------------------


def test_the_database_is_sound_and_says_so(run: Run) -> None:
    check, verify = (run("db", word, "--json").answer for word in ("check", "verify"))
    assert (check["problems"], check["revision"]) == ([], check["expected"])
    assert verify["findings"] == []
    assert verify["count"] == 0
    for language, words in (("en", "0 problems"), ("nl", "0 problemen")):
        assert words in run("db", "verify", language=language).out


def test_a_copy_beside_the_office_is_the_office(run: Run, desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "kopie met é.db"
    made = run("db", "backup", copy, "--json")
    assert made.code == 0, made.err
    assert copy.stat().st_size == made.answer["size"]
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders" / "fmdesk.db").write_bytes(copy.read_bytes())
    assert Desk(tmp_path / "elders").content() == desk.content()


def test_restoring_what_is_no_copy_leaves_the_office(run: Run, desk: Desk, tmp_path: Path) -> None:
    before = desk.content()
    for name, content in (("leeg.db", b""), ("tekst.db", b"geen database" * 100)):
        (tmp_path / name).write_bytes(content)
        said = run("db", "restore", tmp_path / name)
        assert said.code == 1
        assert said.err.startswith("fmdesk: ")
    assert run("db", "restore", tmp_path / "weg.db").code == 1
    assert desk.content() == before


def test_an_office_is_not_made_twice(run: Run, desk: Desk) -> None:
    before = desk.content()
    run("db", "create")
    assert desk.content() == before


# --- usage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("month",),
        ("month", "control"),
        ("month", "report", MONTH, "--kind", "yearly"),
        ("month", "report", MONTH, "--form", "doc"),
        ("month", "report", MONTH, "--language", "fr"),
        ("import",),
        ("import", "a.csv"),
        ("why",),
        ("why", "M1", "M2"),
        ("db",),
        ("db", "drop"),
        ("db", "backup"),
        ("demo", "paris"),
        ("nonsense",),
        ("--nonsense",),
    ],
)
def test_wrong_usage_is_code_two_and_says_how(words: tuple[str, ...], run: Run) -> None:
    said = run(*words)
    assert said.code == 2
    assert said.out == ""
    assert "usage: fmdesk" in said.err
    dutch = run(*words, language="nl").err
    assert "gebruik: fmdesk" in dutch
    assert ": fout: " in dutch


@pytest.mark.parametrize("command", ["month", "import", "why", "db", "demo", "worker"])
def test_every_command_has_help(command: str, run: Run) -> None:
    dutch, english = (run(command, "--help", language=language) for language in ("nl", "en"))
    assert (dutch.code, english.code, dutch.err, english.err) == (0, 0, "", "")
    assert english.out.startswith(f"usage: fmdesk {command}")
    assert dutch.out != english.out


def test_the_version_is_told(run: Run) -> None:
    said = run("--version")
    assert said.code == 0
    assert re.fullmatch(r"fmdesk \d+\.\d+\.\d+\n", said.out)


def test_an_office_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FMDESK_DATA_DIR", str(tmp_path / "nergens"))
    monkeypatch.setenv("FMDESK_CONFIG", str(tmp_path / "none.toml"))
    for language, words in (("nl", "fmdesk db create"), ("en", "fmdesk db create")):
        monkeypatch.setenv("FMDESK_LANGUAGE", language)
        assert main(["month", "control", MONTH]) == 1
        err = capsys.readouterr().err
        assert words in err
        assert "Traceback" not in err
