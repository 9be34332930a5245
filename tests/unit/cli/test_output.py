"""What the command line prints: tables, one line of JSON, and a bar for who watches."""

import json
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType

import pytest

from fmdesk.cli.output import Bar, Output, table


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Answer:
    name: str
    colour: Colour
    at: datetime
    on: date
    counts: object


ANSWER = Answer(
    "Financiën",
    Colour.RED,
    datetime(2026, 3, 2, 8, tzinfo=UTC),
    date(2026, 3, 2),
    {Colour.RED: (1, frozenset({2}))},
)


def test_a_table_has_straight_columns() -> None:
    rows = [("Total", "1,234", "€5.00"), ("",), ("Units",), ("  Stock", "7", "€1,000.00")]
    assert table(("", "Lines", "Charged"), rows, "lrr") == [
        "         Lines    Charged",
        "Total    1,234      €5.00",
        "",
        "Units",
        "  Stock      7  €1,000.00",
    ]


def test_json_is_one_line_with_plain_values(capsys: pytest.CaptureFixture[str]) -> None:
    Output(is_json=True).answer(ANSWER, ("not this",))
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "Financiën" in out
    assert json.loads(out) == {
        "name": "Financiën",
        "colour": "red",
        "at": "2026-03-02T08:00:00+00:00",
        "on": "2026-03-02",
        "counts": {"red": [1, [2]]},
    }


def test_a_mapping_that_cannot_be_changed_is_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    Output(is_json=True).answer(MappingProxyType({"a": 1}), ())
    assert json.loads(capsys.readouterr().out) == {"a": 1}


def test_a_problem_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    Output().problem("month.closed", "The month is closed.")
    Output(is_json=True).problem("month.closed", "The month is closed.")
    out, err = capsys.readouterr()
    person, program = err.splitlines()
    assert out == ""
    assert person == "fmdesk: The month is closed."
    assert json.loads(program) == {"error": "month.closed", "text": "The month is closed."}


def test_a_bar_fills_and_what_follows_begins_on_a_new_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bar = Bar("Import", is_shown=True)
    for done in (0, 1, 1, 2):
        bar.report(done, 2)
    bar.end()
    bar.end()
    err = capsys.readouterr().err
    assert err.split("\r")[1:] == [
        f"Import [{'.' * 30}]   0 %",
        f"Import [{'#' * 15}{'.' * 15}]  50 %",
        f"Import [{'#' * 30}] 100 %\n",
    ]
    assert not bar.is_cancelled()


def test_a_bar_without_a_known_end_counts(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar("Verify", is_shown=True)
    bar.report(12, 0)
    bar.end()
    assert capsys.readouterr().err == f"\rVerify [{'.' * 30}] 12\n"


def test_an_error_does_not_stand_behind_the_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    output = Output()
    output.progress("Control").report(1, 4)
    output.problem("job.cancelled", "Stopped.")
    assert capsys.readouterr().err.splitlines()[-1] == "fmdesk: Stopped."


def test_nobody_watches_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    Output().progress("Control").report(1, 4)
    assert capsys.readouterr().err == ""
