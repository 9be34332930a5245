"""Hostile texts on a terminal: one row stays one row, and nothing moves the cursor."""

import json
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.cli.output import Output, printable, table

HOSTILE = (
    "\x1b[2Jweg",
    "regel\nregel",
    "terug\rnaar het begin",
    "bel\x07",
    "links\u202enaar rechts",
    "onzichtbaar\u200b",
    "los\ud800",
    "nieuwe\u2028regel",
    "nul\x00",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_row_stays_one_row(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Output().answer(None, table(("Naam", "Aantal"), [(text, "1")]))
    out = capsys.readouterr().out
    assert len(out.split("\n")) == 3
    assert out.splitlines()[1].endswith("1")
    assert not any(category(sign).startswith("C") for sign in out.replace("\n", ""))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_problem_is_one_sentence_on_one_line(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Output().problem("x.y", text)
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert err.startswith("fmdesk: ")


@pytest.mark.parametrize("text", [one for one in HOSTILE if "\ud800" not in one])
def test_programs_get_the_text_as_it_is(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Output(is_json=True).answer({"name": text}, ())
    assert json.loads(capsys.readouterr().out) == {"name": text}


@pytest.mark.parametrize(
    "text", ["Financiën", "€\N{NO-BREAK SPACE}1.234,50", "漢字 عربى 🎉", "–", ""]
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert printable(text) == text


@given(st.text(st.characters()))
def test_length_and_readable_signs_stay(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert printable(shown) == shown
    assert all(one == other for one, other in zip(text, shown, strict=True) if one.isprintable())


CELLS = st.text(st.characters(categories=["L", "N", "P"]), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_columns_are_straight_whatever_stands_in_them(rows: list[tuple[str, str, str]]) -> None:
    lines = table(("a", "b", "c"), rows, "lrl")
    widths = [max(len(row[at]) for row in [("a", "b", "c"), *rows]) for at in range(3)]
    assert len(lines) == len(rows) + 1
    for row, line in zip([("a", "b", "c"), *rows], lines, strict=True):
        padded = line.ljust(sum(widths) + 4)
        assert padded[: widths[0]].rstrip() == row[0].rstrip()
        assert padded[widths[0] + 2 :][: widths[1]].lstrip() == row[1].lstrip()
        assert padded[sum(widths[:2]) + 4 :].rstrip() == row[2].rstrip()
