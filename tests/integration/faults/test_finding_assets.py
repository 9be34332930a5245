"""The asset of a fault is found while one types, with how it stands, on both engines."""

from dataclasses import replace

from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.views import Choice
from fmdesk.i18n import set_language
from fmdesk.plugins.api import FieldSearch
from fmdesk.plugins.bundled.faults.assets import AssetRow
from tests.integration.faults.conftest import ROWS, Desk

PUMP = AssetRow(2, "P-1", "Pomp kelder", "Pomp", "A", serial="8711-22", warranty_until="31-12-2025")


def found(desk: Desk, words: str = "", location: str = "") -> tuple[Choice, ...]:
    return desk.extensions.find("faults", "find_asset", FieldSearch(words, location))


def codes(desk: Desk, words: str = "", location: str = "") -> list[str]:
    return [one.code for one in found(desk, words, location)]


def test_assets_are_found_by_what_stands_on_them_those_nearby_first(desk: Desk) -> None:
    desk.load(PUMP)
    assert codes(desk, "koffie PANTRY") == ["KM-01"], "every word, in any case"
    assert codes(desk, "8711") == ["P-1"], "by its serial number"
    assert codes(desk, "maalwerk") == ["KM-01-M"], "by its kind"
    assert codes(desk, "niets") == codes(desk, "100%") == []
    assert codes(desk, "-") == ["KM-01", "KM-01-M", "L-1", "P-1"]
    desk.load(replace(ROWS[2], code="A-1"), replace(ROWS[1], code="KM-1", location="A1", parent=""))
    assert codes(desk, "-", "A") == ["A-1", "KM-01", "KM-01-M", "KM-1", "L-1", "P-1"]
    assert codes(desk, "-", "A1") == ["KM-01", "KM-01-M", "KM-1", "A-1", "L-1", "P-1"]
    assert codes(desk, "-", "A101") == ["KM-01", "KM-01-M", "KM-1", "A-1", "L-1", "P-1"]
    assert codes(desk, "l-1", "A1") == ["L-1"]
    desk.load(replace(PUMP, code="K-9", name="Ketel 2"))
    assert codes(desk, "2", "A1")[0] == "K-9", "in its name before in the number of another one"
    assert codes(desk, "km-01")[0] == "KM-01", "the code that was scanned comes first"
    assert codes(desk, location="A1")[:3] == ["KM-01", "KM-01-M", "KM-1"], "nothing typed: nearby"
    assert codes(desk) == ["A-1", "K-9", "KM-01", "KM-01-M", "KM-1", "L-1", "P-1"]
    assert len(desk.extensions.ask("faults", "find_asset")) == 7


def test_the_choice_says_what_is_open_the_warranty_and_the_last_repair(desk: Desk) -> None:
    set_language("nl")
    desk.load(PUMP)
    assert found(desk, "lift") == (
        Choice("L-1", "L-1  Lift hal", "Gebouw A · garantie t/m 31-12-2026"),
    )
    assert found(desk, "pomp")[0].hint == "Gebouw A · buiten garantie"
    first, second = desk.report("KM-01"), desk.report("KM-01")
    numbers = [desk.fault(one).number for one in (first, second)]
    assert found(desk, "km-01")[0].hint == f"Pantry 1 · 2 open: {numbers[0]}…"
    assert found(desk, "km-01")[1].hint == "Pantry 1", "the grinder is whole"
    desk.record(first, EventKind.READY)
    hint = f"Pantry 1 · open: {numbers[1]} · hersteld op 02-03-2026"
    assert found(desk, "km-01")[0].hint == hint
    desk.record(second, EventKind.CANCELLED, reason="Vergissing")
    assert found(desk, "km-01")[0].hint == "Pantry 1 · hersteld op 02-03-2026"
    desk.record(first, EventKind.REOPENED, reason="Doet het weer niet")
    assert found(desk, "km-01")[0].hint == f"Pantry 1 · open: {numbers[0]}", "no repair after all"
    set_language("en")
    assert "warranty until 31 Dec 2026" in found(desk, "lift")[0].hint
