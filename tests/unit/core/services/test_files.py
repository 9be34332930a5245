"""Files from outside: what they are by their bytes, and names that harm nobody."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.services.files import (
    LONGEST_NAME,
    LONGEST_NAME_BYTES,
    PROGRAM,
    UNKNOWN,
    clean_name,
    kind_of,
    opened_name,
    sniff,
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.4\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n..", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", UNKNOWN),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"PK\x03\x04....[Content_Types].xml...word/document.xml", WORD),
        (b"PK\x03\x04....iets.txt", "application/zip"),
        (b"MZ\x90\x00", PROGRAM),
        (b"#!/usr/bin/env python", PROGRAM),
        ("Beste balie, één vraag".encode(), "text/plain"),
        (b"<html><script>alert(1)</script>", "text/plain"),
        (b"\x00\x01\x02\x03", UNKNOWN),
        (b"\xff\xfe\xfd", UNKNOWN),
        (b"x" * 4095 + "é".encode(), "text/plain"),
        (b"x" * 4000 + b"\xff" + b"x" * 90, UNKNOWN),
    ],
)
def test_the_bytes_say_what_it_is(content: bytes, media_type: str) -> None:
    assert sniff(content) == media_type


@pytest.mark.parametrize(
    ("given_name", "cleaned"),
    [
        ("C:\\Users\\jan\\lek.png", "lek.png"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\r\nc.txt", "a b c.txt"),
        ("\u202egnp.exe", "gnp.exe"),
        ('vraag: "wat?" <1>|*.txt', "vraag wat 1 .txt"),
        (" . ", "bestand"),
        ("", "bestand"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ("console.txt", "console.txt"),
        ("één e\u0301.txt", "één é.txt"),
    ],
)
def test_a_name_is_cleaned(given_name: str, cleaned: str) -> None:
    assert clean_name(given_name) == cleaned


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name("a" * 300 + ".pdf").endswith("a.pdf")
    assert len(clean_name("a" * 300 + ".pdf")) == LONGEST_NAME
    assert len(clean_name("b" * 300)) <= LONGEST_NAME


def test_a_name_of_long_signs_fits_on_a_disk(tmp_path: Path) -> None:
    name = opened_name(clean_name("😀" * 110 + ".photo-of-it"), "image/png")
    assert name.startswith("😀" * 40)
    assert name.endswith(".png")
    (tmp_path / name).write_bytes(b"x")


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder_or_hides_anything(name: str) -> None:
    cleaned = clean_name(name)
    assert 1 <= len(cleaned) <= LONGEST_NAME
    assert len(cleaned.encode()) <= LONGEST_NAME_BYTES
    assert not set(cleaned) & set('/\\<>:"|?*\x00\n\r\u202e')
    assert cleaned not in {".", ".."}
    assert cleaned == clean_name(cleaned)
    cleaned.encode()


@given(st.binary(max_size=200))
def test_every_file_has_a_kind(content: bytes) -> None:
    kind = kind_of(sniff(content))
    assert kind.may_open == (kind.media_type not in {PROGRAM, UNKNOWN})


@pytest.mark.parametrize(
    ("name", "media_type", "opened"),
    [
        ("foto.png", "image/png", "foto.png"),
        ("foto.JPEG", "image/jpeg", "foto.JPEG"),
        ("foto.png.exe", "image/png", "foto.png.png"),
        ("opdracht.bat", "text/plain", "opdracht.txt"),
        ("lijst.csv", "text/plain", "lijst.csv"),
        ("zonder", "application/pdf", "zonder.pdf"),
        (".profile", "text/plain", ".profile.txt"),
        ("x.y", PROGRAM, "x.bin"),
    ],
)
def test_a_copy_opens_as_what_it_is(name: str, media_type: str, opened: str) -> None:
    assert opened_name(name, media_type) == opened


def test_pictures_can_be_shown() -> None:
    assert kind_of("image/png").is_picture
    assert not kind_of("application/pdf").is_picture
