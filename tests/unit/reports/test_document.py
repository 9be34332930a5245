"""Papers that plugins declare: what stands on them, on each page, and that text is only text."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fmdesk.core.domain.document import CellKind, Document, DocumentColumn, Letterhead
from fmdesk.reports.document import render
from fmdesk.reports.writer import render_document
from tests.unit.reports.readback import pages, whole

HEAD = Letterhead("Facilitair <b>Bedrijf</b>", datetime(2026, 3, 2, 8, 0, tzinfo=UTC), "UTC")
COLUMNS = (
    DocumentColumn("Artikel", 40),
    DocumentColumn("Barcode", 30, CellKind.BARCODE),
    DocumentColumn("Aantal", 15, CellKind.NUMBER),
    DocumentColumn("Geteld", 15, CellKind.BLANK),
)


def paper(*rows: tuple[str, ...], is_signed: bool = False) -> Document:
    facts = (("Leverancier", "Papyrus"), ("Kenmerk", ""))
    return Document("Tellijst", COLUMNS, rows, "MAG", facts, is_signed)


def test_a_paper_has_its_title_facts_rows_and_house() -> None:
    text = whole(render(paper(("Papier A4", "73513537", "12", "")), HEAD, "nl"))
    for words in ("Tellijst", "MAG", "Leverancier", "Papyrus", "Papier A4", "73513537", "12"):
        assert words in text
    assert "Kenmerk" not in text, "a fact without a value is left out"
    assert "Facilitair <b>Bedrijf</b>" in text, "text is never markup"
    assert "Gedrukt" in text or "Afgedrukt" in text


def test_headings_stand_on_every_page() -> None:
    made = pages(render(paper(*[(f"Artikel {n}", "", str(n), "") for n in range(120)]), HEAD, "nl"))
    assert len(made) > 2
    assert all("Aantal" in page and "Geteld" in page for page in made)
    assert "Artikel 119" in made[-1]
    assert all(f"pagina {at} van {len(made)}" in page for at, page in enumerate(made, 1))
    both = replace(HEAD, page="pagina {n} / page {n}")
    rows = [(f"Artikel {n}", "", str(n), "") for n in range(60)]
    for at, page in enumerate(pages(render(paper(*rows), both, "nl")), 1):
        assert f"pagina {at} / page {at}" in page
        assert " van " not in page


@pytest.mark.parametrize("code", ["", "x" * 60, "Ünïcode-код", "PAP-1", "4006381333931"])
def test_any_code_has_its_place(code: str) -> None:
    text = whole(render(paper(("Papier", code, "1", "")), HEAD, "nl"))
    assert code[:10] in text


def test_hostile_texts_stand_as_they_are() -> None:
    text = whole(render(paper(("<img src='/etc/passwd'/> & <b>", "", "=1+1", "")), HEAD, "en"))
    assert "<img" in text
    assert "=1+1" in text


def test_equal_papers_give_equal_bytes_and_a_signed_one_has_room() -> None:
    row = ("Papier A4", "73513537", "12", "")
    first = render(paper(row), HEAD, "nl")
    assert first == render(paper(row), HEAD, "nl")
    assert first != render(paper(row, is_signed=True), HEAD, "nl")
    assert whole(render(paper(row, is_signed=True), HEAD, "nl")).count("handtekening") == 2


@pytest.mark.parametrize(("language", "between"), [("nl", ";"), ("en", ",")])
def test_its_table_is_saved_for_a_spreadsheet(language: str, between: str) -> None:
    made = paper(("=1+1", "73513537", "1.200", ""), ("Papier", "", "3", ""))
    content = render_document(made, HEAD, language, "csv").decode("utf-8-sig")
    rows = [line.split(between) for line in content.splitlines()]
    assert rows == [
        ["Artikel", "Barcode", "Aantal"],
        ["'=1+1", "73513537", "1.200"],
        ["Papier", "", "3"],
    ]


def test_a_paper_without_rows_is_a_page() -> None:
    assert len(pages(render(paper(), HEAD, "en"))) == 1
