"""The booklet of the catalogue: contents that lead to the right page, whole texts, equal bytes."""

import tracemalloc
from dataclasses import replace

import pypdfium2
import pytest

from fmdesk.core.domain.booklet import Booklet
from fmdesk.reports.booklet import render
from fmdesk.reports.catalogue_files import CatalogueFiles
from tests.unit.reports.catalogue_made import BOOKLET, CARD, booklet, large
from tests.unit.reports.readback import pages, sizes, whole
from tests.unit.reports.test_hostile import HOSTILE

A4 = {(595, 842)}
MOST_BYTES = 10 * 1024**2
"""Memory that a booklet of 300 products may take while it is made: 34 kB for each."""


def with_card(**values: object) -> Booklet:
    first, *rest = BOOKLET.clusters
    one = replace(first, products=(replace(CARD, **values),))
    return replace(BOOKLET, clusters=(one, *rest))


def test_cover_contents_and_chapters_follow_each_other() -> None:
    pdf = render(BOOKLET)
    cover, contents, first, second = pages(pdf)
    assert sizes(pdf) == A4
    for words in ("Gemeente Voorbeeld", "Producten en diensten", "zondag 22 november 2026"):
        assert words in cover
    assert "3 producten: wat u mag verwachten" in cover
    assert "pagina" not in cover
    assert "Inhoud Artikelen" in contents
    assert "pagina 2 van 4" in contents
    for words in (
        "Kopieerpapier A4",
        "Doos van vijf pakken.",
        "€ 18,40 per doos · 24 klokuren",
        "kosteloos",
        "Binnen 24 uur, anders gratis.",
        "Hooguit 10 dozen.",
        "Is er ook 100 g?",
        "Bakker, R., 3300, r@x.nl",
    ):
        assert words in first, words
    assert "Op proef" not in first
    assert "recycled" not in first
    assert "Overige producten Toegangspas" in second


def test_the_contents_name_the_page_on_which_each_thing_stands() -> None:
    pdf = render(large(200))
    found = pages(pdf)
    contents = " ".join(page for page in found[1:6] if "Magazijn" not in page)
    for name in ("Product 0-0 stuk", "Product 4-7 stuk", "Product 9-19 stuk"):
        at = next(number for number, page in enumerate(found, 1) if f"{name} Doos" in page)
        assert f"{name}{at}" in contents, (name, at)


def test_bookmarks_and_links_lead_to_chapters_and_products() -> None:
    with pypdfium2.PdfDocument(render(BOOKLET)) as document:
        marks = [
            (one.get_title(), one.level, one.get_dest().get_index()) for one in document.get_toc()
        ]
    assert marks == [
        ("Artikelen", 0, 2),
        ("Kopieerpapier A4", 1, 2),
        ("Pennen", 1, 2),
        ("Overige producten", 0, 3),
        ("Toegangspas", 1, 3),
    ]


def test_it_is_written_in_both_languages_with_equal_bytes() -> None:
    english = replace(BOOKLET, language="en")
    assert render(BOOKLET) == render(BOOKLET) == CatalogueFiles().booklet(BOOKLET)
    text = whole(render(english))
    assert "Products and services" in text
    assert "€18.40 per doos" in text
    assert "free of charge" in text
    assert "page 2 of 4" in text


def test_a_long_text_goes_on_on_the_next_page_and_nothing_is_left_out() -> None:
    words = [f"woord{number}" for number in range(500)]
    lines = (" ".join(words[at : at + 100]) for at in range(0, 500, 100))
    text = whole(render(with_card(scope="\n".join(lines))))
    assert [one for one in words if one not in text] == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_printed_as_it_is(text: str) -> None:
    found = pages(render(booklet(text)))
    assert f"pagina {len(found)} van {len(found)}" in found[-1]


def test_an_empty_catalogue_is_a_cover_with_contents() -> None:
    found = pages(render(replace(BOOKLET, clusters=())))
    assert len(found) == 2
    assert "0 producten" in found[0]


def test_many_products_stay_within_their_memory() -> None:
    tracemalloc.start()
    try:
        render(large(300))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= MOST_BYTES
