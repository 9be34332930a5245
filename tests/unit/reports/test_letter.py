"""Letters: what stands on them and where, in both languages, and always the same bytes."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from fmdesk.core.domain.letter import Letter
from fmdesk.reports.letter import render
from tests.unit.reports.readback import pages

MM = 72 / 25.4
TEXT = """Beste Anneke,

Kopieerpapier (M000011.1) komt later dan wij beloofden.
De reden: de vrachtwagen staat stil.

Met vriendelijke groet,
Gemeente Voorbeeld"""
LETTER = Letter(
    organisation="Gemeente Voorbeeld",
    address=("Anneke de Vries", "Juridische Zaken", "B2.14", "Gemeente Voorbeeld"),
    number="M000011",
    subject="M000011.1: het wordt later",
    text=TEXT,
    language="nl",
    written_at=datetime(2026, 11, 2, 23, 30, tzinfo=UTC),
    zone="Europe/Amsterdam",
    desk="j.dewit",
)


def place_of(content: bytes, words: str) -> tuple[float, float]:
    """Return where words begin on the first page: millimetres from the left and from the top."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        found = page.get_textpage().search(words, match_case=True).get_next()
        assert found is not None, words
        left, _bottom, _right, top = page.get_textpage().get_charbox(found[0])
        return left / MM, (page.get_height() - top) / MM


def test_what_stands_on_it() -> None:
    (text,) = pages(render(LETTER))
    for words in (
        *LETTER.address,
        "M000011.1: het wordt later",
        "De reden: de vrachtwagen staat stil.",
        "dinsdag 3 november 2026",
        "Geschreven door",
        "j.dewit",
        "pagina 1 van 1",
    ):
        assert words in text
    assert text.index("Anneke de Vries") < text.index("Beste Anneke")


def test_in_english() -> None:
    (text,) = pages(render(replace(LETTER, language="en", text="Dear Anneke,\n\nIt is late.")))
    for words in ("Tuesday 3 November 2026", "Written by", "It is late."):
        assert words in text


def test_the_address_is_in_the_window_of_the_envelope() -> None:
    content = render(LETTER)
    for line in LETTER.address[:3]:
        left, top = place_of(content, line)
        assert 20 <= left <= 30, line
        assert 45 <= top <= 85, line
    _left, top = place_of(content, "Beste Anneke")
    assert top > 100, "nothing of the text shows in the window"


def test_many_lines_of_an_address_stay_in_the_window() -> None:
    lines = tuple(f"Regel {number} " + "x" * 90 for number in range(12))
    content = render(replace(LETTER, address=lines))
    assert place_of(content, "Regel 5")[1] <= 88
    assert "Regel 6" not in pages(content)[0]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_long_names_stay_on_the_paper_and_say_that_they_go_on(language: str) -> None:
    name = "Ministerie van Onderwijs, Cultuur en Wetenschap, directie Facilitaire Zaken " * 2
    address = tuple(f"Regel {number} {name}" for number in range(4))
    content = render(
        replace(LETTER, language=language, organisation=name, address=address, desk=name)
    )
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        text = page.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        rights = [right / MM for _left, _bottom, right, _top in boxes]
        window = [
            right / MM
            for left, _bottom, right, top in boxes
            if 45 <= (page.get_height() - top) / MM <= 75 and left / MM < 130
        ]
    assert max(rights) <= 210 - 25 + 0.5, "nothing runs off the paper"
    assert max(window) <= 110.5, "nothing runs out of the window of the envelope"
    assert pages(content)[0].count("…") == 8, "who sends three times, four lines, who wrote it"


def test_an_equal_letter_is_equal_bytes() -> None:
    assert render(LETTER) == render(replace(LETTER))
    assert render(LETTER) != render(replace(LETTER, text="Anders"))


def test_an_equal_letter_is_equal_bytes_in_another_process() -> None:
    program = (
        "import sys, hashlib; from tests.unit.reports.test_letter import LETTER, render;"
        "print(hashlib.sha256(render(LETTER)).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONPATH": ":".join(sys.path), "TZ": zone, "LANG": "C", "PYTHONHASHSEED": "7"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in ("UTC", "Asia/Tokyo")
    }
    assert len(digests) == 1


def test_a_long_letter_goes_on_on_a_second_page() -> None:
    text = "\n\n".join(f"Alinea {number}: " + "woord " * 60 for number in range(12))
    found = pages(render(replace(LETTER, text=text)))
    assert len(found) == 2
    assert "pagina 1 van 2" in found[0]
    assert "pagina 2 van 2" in found[1]
    assert "Anneke de Vries" not in found[1]
    assert "Alinea 11" in found[1]


@pytest.mark.parametrize(
    "text",
    [
        "<b>vet</b> <img src='file:///etc/passwd'/> </para>",
        "\x00\x1b[31m \u202e omgekeerd",
        "😀 你好 Привет",
        "x" * 5000,
        "\n\n\n",
        "",
    ],
)
def test_no_text_stops_a_letter(text: str) -> None:
    made = render(
        replace(LETTER, text=text, subject=text, address=(text, text), organisation=text, desk=text)
    )
    found = pages(made)
    assert found
    assert "".join(found).count("x") >= min(text.count("x"), 4900), "nothing is cut off"
    if "<b>" in text:
        assert "<b>vet</b>" in "".join(found), "it is text and no markup"


def test_without_an_address_it_is_a_letter_all_the_same() -> None:
    assert pages(render(replace(LETTER, address=(), organisation="", desk="", number="")))
