"""The catalogue goes out as a table that comes in again, as a booklet and as pages."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import DomainError, InvalidInputError, StorageError
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.core.services.catalogue_files import MAPPING
from fmdesk.core.services.importing import Importing
from tests.integration.catalogue.conftest import TODAY, Desk

KEY = {"plugin": "keys", "form": "key", "article": "S-12"}


@pytest.fixture
def odd(desk: Desk) -> Desk:
    """Products with texts that are hard to write into a table."""
    paper = desk.on(TODAY)
    closing = Limit(LimitUnit.WORKING_DAYS, 3, TimeOfDay.CLOSE)
    odd_ones = (
        {"code": "FORM", "name_nl": "=1+1", "price_cents": -5, "limits": "@SUM(A1)"},
        {"code": "LIJN", "description_nl": 'Eén; "twee"\ndrie', "norm": 9550},
        {"code": "STREEP", "tips": ("dit | dat", "en dit"), "synonyms": ("a|b",)},
        {"code": "KAAL", "lead_time": None, "process": "", "calendar": "", "contact_ids": ()},
        {"code": "LAAT", "lead_time": closing, "cluster": "", "name_en": ""},
        {"code": "LANG", "description_nl": "x" * 5000, "limits": "#N/A", **KEY},
    )

    def add(work: object) -> None:
        for one in odd_ones:
            work.catalog.add_product_version(replace(paper, id=0, product_id=0, **one))

    desk.change(add)
    return desk


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_that_nobody_changed_changes_nothing(
    odd: Desk, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"catalogus.{form}"
    assert odd.catalogue.export(path) == 7
    found = Importing(odd.door).run(path, MAPPING)
    assert (found.read, found.unchanged, found.added, found.changed) == (7, 7, 0, 0)
    assert (found.bad_count, found.warnings) == (0, ())


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_what_is_changed_in_the_table_comes_back_as_a_version(odd: Desk, tmp_path: Path) -> None:
    path = tmp_path / "catalogus.csv"
    odd.catalogue.export(path)
    rows = rows_of(path)
    paper = next(row for row in rows if row["code"] == "PAP")
    assert (paper["prijs"], paper["doorlooptijd"], paper["eenheid"]) == ("4,95", "24", "uur")
    assert (paper["contactpersonen"], paper["kalender"]) == ("P2", "office")
    key = next(row for row in rows if row["code"] == "LANG")
    assert (key["plugin"], key["formulier"], key["artikel"]) == ("keys", "key", "S-12")
    paper["prijs"], paper["tijdstip"] = "5,25", "zelfde tijd"
    paper["plugin"], paper["formulier"] = "keys", "key"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    found = Importing(odd.door).run(path, MAPPING)
    assert (found.unchanged, found.changed) == (6, 1)
    now: ProductVersion = odd.on(TODAY)
    assert (now.price_cents, now.valid_from) == (525, TODAY)
    assert (now.plugin, now.form, now.article) == ("keys", "key", "")
    assert [one.question for one in now.faqs] == ["Wanneer komt het?"], "questions stay"


def test_no_cell_is_a_formula_and_what_a_table_cannot_say_stays_empty(
    odd: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "catalogus.csv"
    odd.catalogue.export(path)
    cells = {row["code"]: row for row in rows_of(path)}
    assert cells["FORM"]["naam"] == " =1+1"
    assert not [
        cell
        for row in cells.values()
        for cell in row.values()
        if cell.startswith(("=", "@", "+", "-"))
    ]
    assert cells["STREEP"]["tips"] == cells["STREEP"]["synoniemen"] == ""
    assert cells["LANG"]["omschrijving"] == cells["LANG"]["grenzen"] == ""


def test_equal_catalogues_give_equal_workbooks(odd: Desk, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        odd.catalogue.export(tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_file_of_another_kind_or_in_no_folder_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"report\.form"):
        desk.catalogue.export(tmp_path / "catalogus.ods")
    with pytest.raises(StorageError, match=r"catalogue\.unwritable"):
        desk.catalogue.export(tmp_path / "nowhere" / "catalogus.csv")


class Watched:
    """Notes how far it is, and stops after so many products."""

    def __init__(self, most: int = 1000) -> None:
        self.told: list[tuple[int, int]] = []
        self.most = most

    def report(self, done: int, total: int) -> None:
        self.told.append((done, total))

    def is_cancelled(self) -> bool:
        return len(self.told) >= self.most


def test_booklets_and_pages_are_written_in_both_languages(odd: Desk, tmp_path: Path) -> None:
    folder, progress = tmp_path / "intranet" / "catalogus", Watched()
    published = odd.catalogue.publish(folder, progress)
    files = ("catalogue.pdf", "catalogus.pdf", "en.html", "index.html", "style.css")
    assert published.files == files
    assert sorted(one.name for one in folder.iterdir()) == list(files)
    assert progress.told[-1] == (7, 7)
    assert len(progress.told) == 14
    assert (folder / "catalogus.pdf").read_bytes().startswith(b"%PDF")
    dutch = (folder / "index.html").read_text(encoding="utf-8")
    assert "Papier A4" in dutch
    assert "Binnen 24 uur, anders gratis." in dutch
    assert "Wanneer komt het?" in dutch
    assert "Vraag naar de afleverplek." not in dutch, "tips are for the desk alone"
    english = (folder / "en.html").read_text(encoding="utf-8")
    assert "Within 24 hours, or free." in english
    odd.catalogue.publish(folder)
    assert (folder / "index.html").read_text(encoding="utf-8") == dutch


def test_a_publication_that_is_cancelled_writes_nothing(odd: Desk, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match=r"job\.cancelled"):
        odd.catalogue.publish(tmp_path / "out", Watched(2))
    assert not (tmp_path / "out").exists()


def test_a_place_that_is_no_folder_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match=r"catalogue\.unwritable"):
        desk.catalogue.publish(tmp_path / "file" / "below")


def test_a_full_disk_leaves_the_pages_that_are_there(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "intranet"
    desk.catalogue.publish(folder)
    there = {one.name: one.read_bytes() for one in folder.iterdir()}
    desk.save(limits="Hooguit 10.")
    whole = Path.write_bytes

    def cut(path: Path, content: bytes) -> int:
        whole(path, content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", cut)
    with pytest.raises(StorageError, match=r"catalogue\.unwritable"):
        desk.catalogue.publish(folder)
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == there
    monkeypatch.setattr(Path, "write_bytes", whole)
    desk.catalogue.publish(folder)
    assert b"Hooguit 10." in (folder / "index.html").read_bytes()
