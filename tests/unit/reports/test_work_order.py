"""Work orders on paper: what, where, for whom, how, by when, and room to sign."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fmdesk.core.domain.unit_work import WorkOrder, WorkOrders
from fmdesk.reports.writer import render_work_orders
from tests.unit.reports.readback import pages, whole

ORDER = WorkOrder(
    number="M000123.2",
    product="Kopieerpapier A4",
    quantity="10 pak",
    step="Bezorgen",
    unit="Magazijn",
    person="Rob Bakker",
    location="Terrein De Linde · Gebouw A · Kamer A1.01",
    recipient="Ayşe Özdemir",
    phone="06-1234",
    contact="Jan de Wit · 4163",
    instruction="Zet de dozen naast de printer.",
    tools="Steekwagen",
    details=(("Afleverplek", "A1.01"),),
    note="Graag voor de vergadering",
    promises=("Binnen 24 uur, anders gratis.",),
    opened_at=datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
    due_at=datetime(2026, 3, 3, 8, 0, tzinfo=UTC),
)
PRINT = WorkOrders("Testbedrijf", "Europe/Amsterdam", ORDER.opened_at, (ORDER,))


def test_a_sheet_says_all_one_needs_on_the_way() -> None:
    text = whole(render_work_orders(PRINT, "nl"))
    for words in (
        *("M000123.2", "10 pak × Kopieerpapier A4", "Gereed uiterlijk", "03-03-2026 09:00"),
        *("Gebouw A", "Ayşe Özdemir · 06-1234", "Bezorgen", "Zet de dozen naast de printer."),
        *("Steekwagen", "Afleverplek", "Graag voor de vergadering", "Jan de Wit · 4163"),
        *("Magazijn · Rob Bakker", "Binnen 24 uur, anders gratis.", "Testbedrijf"),
        *("Uitgevoerd door", "Ontvangen door", "Naam, datum en handtekening"),
    ):
        assert words in text, words


def test_it_is_english_where_that_is_asked() -> None:
    text = whole(render_work_orders(PRINT, "en"))
    assert "To be ready by" in text
    assert "Name, date and signature" in text
    assert "page 1 of 1" in text
    assert "Gereed uiterlijk" not in text


def test_several_lines_have_a_sheet_each() -> None:
    second = replace(ORDER, number="M000124.1", due_at=None, note="", tools="", person="")
    content = render_work_orders(replace(PRINT, orders=(ORDER, second)), "nl")
    first, last = pages(content)
    assert "M000123.2" in first
    assert "M000124.1" in last
    assert "Meenemen" not in last, "what is not known is left out"
    assert "pagina 1 van 2" in first
    assert "pagina 2 van 2" in last


def test_equal_orders_give_equal_bytes() -> None:
    assert render_work_orders(PRINT, "nl") == render_work_orders(PRINT, "nl")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_hostile_and_endless_words_stay_on_the_sheet(language: str) -> None:
    bad = replace(
        ORDER,
        product="<b>&nbsp;\u202egnp.exe",
        note="heel lang " * 400,
        location="x" * 500,
        details=tuple((f"veld {n}", "waarde") for n in range(12)),
    )
    content = render_work_orders(replace(PRINT, orders=(bad,)), language)
    assert len(pages(content)) <= 2
    assert "<b>" in whole(content)
