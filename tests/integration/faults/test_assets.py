"""Assets from a file: each bad row is told, and none or the good ones are taken."""

from dataclasses import replace

import pytest

from fmdesk.plugins.bundled.faults.assets import AssetLine, AssetRow, Loaded
from tests.integration.faults.conftest import ROWS, Desk

GOOD = AssetRow(2, "P-1", "Pomp", "pomp", "A1", supplier="Pompen bv", warranty_until="2027-01-31")
BAD = (
    (replace(GOOD, line=3, code=""), "code", "Vul het in."),
    (replace(GOOD, line=4, code="X" * 41), "code", "40 tekens"),
    (replace(GOOD, line=5, code="P-5", name=""), "name", "Vul het in."),
    (replace(GOOD, line=6, code="P-6", location="Z9"), "location", "locatie"),
    (replace(GOOD, line=7, code="P-7", parent="P-77"), "parent", "object"),
    (replace(GOOD, line=8, code="P-8", warranty_until="31/13/2027"), "warranty_until", "31-12"),
    (replace(GOOD, line=9, code="P-9", criticality="enorm"), "criticality", "hoog"),
    (replace(GOOD, line=10), "code", "twee keer"),
    (replace(GOOD, line=11, code="P-11", parent="P-12"), "parent", "zichzelf"),
    (replace(GOOD, line=12, code="P-12", parent="P-11"), "parent", "zichzelf"),
)


def listed(desk: Desk, text: str = "") -> list[tuple[int, str]]:
    rows: tuple[AssetLine, ...] = desk.extensions.ask("faults", "assets", text)
    return [(row.depth, row.asset.code) for row in rows]


def test_assets_are_a_tree_with_place_and_faults(desk: Desk) -> None:
    desk.report("KM-01")
    rows: tuple[AssetLine, ...] = desk.extensions.ask("faults", "assets")
    assert [(row.depth, row.asset.code, row.place, row.open_faults) for row in rows] == [
        (0, "KM-01", "Pantry 1", 1),
        (1, "KM-01-M", "Pantry 1", 0),
        (0, "L-1", "Gebouw A", 0),
    ]
    assert listed(desk, "maal") == [(0, "KM-01-M")], "found without the one it is a part of"


def test_what_was_loaded_loads_again_as_nothing_new(desk: Desk) -> None:
    assert desk.load(*ROWS) == Loaded(0, 0, 3, is_stored=True)
    moved = replace(ROWS[0], location="A1", serial="123")
    assert desk.load(moved, *ROWS[1:]) == Loaded(0, 1, 2, is_stored=True)
    assert desk.load(moved, *ROWS[1:]) == Loaded(0, 0, 3, is_stored=True)


def test_a_part_may_stand_before_what_it_is_part_of(desk: Desk) -> None:
    part = replace(GOOD, line=2, code="P-1-A", parent="P-1")
    assert desk.load(part, replace(GOOD, line=3)).added == 2
    assert (1, "P-1-A") in listed(desk)


@pytest.mark.parametrize(("row", "column", "words"), BAD[:7], ids=[row.line for row, *_ in BAD[:7]])
def test_a_bad_row_is_told_and_nothing_is_taken(
    desk: Desk, row: AssetRow, column: str, words: str
) -> None:
    loaded = desk.load(GOOD, row)
    (bad,) = loaded.bad
    assert (bad.line, bad.column, loaded.is_stored) == (row.line, column, False)
    assert words in bad.reason
    assert len(listed(desk)) == len(ROWS)


def test_every_bad_row_is_told_and_the_good_ones_are_taken_when_that_is_asked(desk: Desk) -> None:
    rows = (GOOD, *(row for row, *_ in BAD))
    tried = desk.load(*rows, is_dry_run=True)
    assert [(bad.line, bad.column) for bad in tried.bad] == [
        (row.line, column) for row, column, _words in BAD
    ]
    assert [words in bad.reason for bad, (*_, words) in zip(tried.bad, BAD, strict=True)] == [
        True
    ] * len(BAD)
    assert (tried.added, tried.is_stored, len(listed(desk))) == (1, False, len(ROWS))
    loaded = desk.load(*rows, keeps_good=True)
    assert (loaded.added, loaded.is_stored, loaded.bad) == (1, True, tried.bad)
    assert (0, "P-1") in listed(desk)


def test_a_dry_run_of_a_good_file_changes_nothing(desk: Desk) -> None:
    assert desk.load(GOOD, is_dry_run=True) == Loaded(1, 0, 0)
    assert len(listed(desk)) == len(ROWS)


def test_ten_thousand_rows_are_all_checked(desk: Desk) -> None:
    rows = [replace(GOOD, line=n, code=f"N-{n}") for n in range(2, 10_002)]
    spoiled = [replace(row, location="nergens") if row.line % 2 else row for row in rows]
    tried = desk.load(*spoiled, is_dry_run=True)
    assert (tried.added, len(tried.bad)) == (5_000, 5_000)
    assert desk.load(*rows).added == 10_000
    assert desk.load(*rows).same == 10_000


def test_an_asset_with_a_fault_keeps_its_history_when_it_moves(desk: Desk) -> None:
    desk.report("KM-01")
    desk.load(replace(ROWS[0], location="A"))
    (row,) = desk.extensions.ask("faults", "history", "KM-01")
    assert row.place == "Pantry 1", "where it was when it broke"
