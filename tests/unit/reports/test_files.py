"""The bytes of a report: the same everywhere, fonts inside, properties set."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.reports import monthly
from fmdesk.reports.writer import FORMS, KINDS, Writer
from tests.unit.reports.factory import make_figures

_RENDER = """
from hashlib import sha256
from fmdesk.reports.writer import Writer
from tests.unit.reports.factory import make_figures
figures = make_figures(40)
for kind in ("monthly", "sanctions"):
    for language in ("nl", "en"):
        for form in ("pdf", "csv", "xlsx"):
            print(sha256(Writer().render(kind, language, form, figures)).hexdigest())
"""


def run_elsewhere(**environment: str) -> list[str]:
    """Render everything in another process with other settings of the machine."""
    made = subprocess.run(
        [sys.executable, "-c", _RENDER],
        env={"PATH": os.defpath, "PYTHONPATH": str(Path.cwd()), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.split()


def test_a_report_is_the_same_to_the_byte_on_any_machine() -> None:
    here = [
        hashlib.sha256(Writer().render(kind, language, form, make_figures(40))).hexdigest()
        for kind in KINDS
        for language in ("nl", "en")
        for form in FORMS
    ]
    there = run_elsewhere(TZ="Pacific/Kiritimati", LANG="tr_TR.UTF-8", PYTHONHASHSEED="1")
    assert run_elsewhere(TZ="America/St_Johns", LC_ALL="C", PYTHONHASHSEED="77") == there == here


def test_the_layout_library_ignores_the_settings_of_the_user() -> None:
    plain = run_elsewhere(PYTHONHASHSEED="0")
    assert run_elsewhere(RL_invariant="0", RL_useA85="1", RL_pageCompression="0") == plain


def test_another_month_gives_other_bytes() -> None:
    figures = make_figures(5)
    other = replace(figures, revision=2)
    assert monthly.render(figures, "nl") != monthly.render(other, "nl")


def test_the_fonts_are_inside_and_no_other_is_named() -> None:
    pdf = monthly.render(make_figures(5), "nl")
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == 3
    assert pdf.count(b"InterTabular") >= 3


def test_the_file_has_title_author_language_and_date() -> None:
    pdf = monthly.render(make_figures(5), "nl")
    with pypdfium2.PdfDocument(pdf) as document:
        properties = document.get_metadata_dict()
        bookmarks = [mark.get_title() for mark in document.get_toc()]
    assert properties["Title"] == "Maandrapport kwaliteitshandvesten, oktober 2026"
    assert properties["Author"] == "Facilitair Bedrijf Rivierland"
    assert properties["CreationDate"] == "D:20261102073000Z"
    assert b"/Lang (nl-NL)" in pdf
    assert "Per onderdeel" in bookmarks
    assert "Bijlage: elke gebroken regel" in bookmarks


@pytest.mark.parametrize(
    ("kind", "language", "form", "code"),
    [
        ("weekly", "nl", "pdf", "report.kind"),
        ("monthly", "fr", "pdf", "report.language"),
        ("monthly", "nl", "docx", "report.form"),
    ],
)
def test_what_does_not_exist_is_refused(kind: str, language: str, form: str, code: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        Writer().render(kind, language, form, make_figures(1))
    assert refused.value.code == code
