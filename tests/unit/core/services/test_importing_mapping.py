"""Mappings are data: the shipped ones are right; a fault in one is told with its place."""

from pathlib import Path

import pytest

from fmdesk.config import resources_path
from fmdesk.core.domain.errors import DomainError, NotFoundError
from fmdesk.core.services.importing_fields import TARGETS
from fmdesk.core.services.importing_mapping import find_mapping, read_mapping, shipped_mappings
from fmdesk.core.services.importing_rows import RowReader, Tally
from fmdesk.core.services.sheets import open_sheet

GOOD = """
target = "people"
name_nl = "Personen"
name_en = "People"
fields = { code = { column = "nr" }, name = { column = "naam" } }
"""


def written(folder: Path, text: str) -> str:
    path = folder / "eigen.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("mapping", shipped_mappings(), ids=lambda one: one.code)
def test_each_shipped_mapping_says_where_every_needed_field_comes_from(mapping: object) -> None:
    columns = {
        column
        for fields in (mapping.fields, mapping.details, mapping.facts)
        for one in fields.values()
        for column in one.columns
    }
    RowReader(mapping, sorted(columns), Tally())
    assert mapping.target in TARGETS
    assert mapping.name_nl != mapping.code != mapping.name_en


@pytest.mark.parametrize(
    "name",
    [
        *("catalogus", "beloften", "personen", "locaties", "bereikbaarheid"),
        *("onderdelen", "afdelingen", "kostenplaatsen", "gebruikers", "kanalen", "kalenders"),
        *("opschortredenen", "feestdagen", "sjablonen", "nabelregels", "instellingen", "groepen"),
        "budgetten",
    ],
)
def test_each_dutch_mapping_has_an_example_that_it_reads(name: str) -> None:
    mapping = find_mapping(name)
    tally = Tally()
    example = resources_path("mappings", "examples", f"{name}.csv")
    with open_sheet(example, mapping.file) as sheet:
        reader = RowReader(mapping, sheet.header, tally)
        records = [reader.read(line, cells) for line, cells in sheet.rows]
    assert all(records)
    assert (tally.bad, tally.warnings) == ([], [])


def test_a_mapping_of_ones_own_is_found_by_its_path(tmp_path: Path) -> None:
    mapping = find_mapping(written(tmp_path, GOOD))
    assert (mapping.code, mapping.external_source) == ("eigen", "eigen")


def test_an_unknown_mapping_tells_which_there_are() -> None:
    with pytest.raises(NotFoundError) as caught:
        find_mapping("bostn")
    assert caught.value.code == "mapping.unknown"
    assert "boston" in str(caught.value.params["known"])


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("target = ", "mapping.not_toml", None),
        (GOOD.replace("column", "colum"), "mapping.invalid", "fields.code.colum"),
        (GOOD + "[file]\ndelimitr = ';'\n", "mapping.invalid", "file.delimitr"),
        (GOOD + "duplicates = 'keep'\n", "mapping.invalid", "duplicates"),
        ("name_nl = 'x'\nname_en = 'x'\nfields = {}\n", "mapping.invalid", "target"),
    ],
)
def test_a_fault_in_a_mapping_is_told_with_its_place(
    tmp_path: Path, text: str, code: str, place: str | None
) -> None:
    with pytest.raises(DomainError) as caught:
        find_mapping(written(tmp_path, text))
    assert caught.value.code == code
    assert caught.value.params.get("place") == place


def test_a_mapping_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match=r"import\.unreadable"):
        read_mapping(tmp_path / "nergens.toml")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"people"', '"persons"', "mapping.target"),
        ("name = {", "naam = {", "mapping.field"),
        (', name = { column = "naam" }', "", "mapping.field_missing"),
        ('{ column = "naam" }', "{}", "mapping.no_source"),
        ('"naam" }', '"achternaam" }', "import.column_missing"),
        ('"naam" }', '"twee" }', "import.column_twice"),
        ("\nfields", '\ndetails = { x = { column = "nr" } }\nfields', "mapping.field"),
    ],
)
def test_a_mapping_must_fit_its_target_and_the_file(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    mapping = find_mapping(written(tmp_path, GOOD.replace(old, new)))
    with pytest.raises(DomainError) as caught:
        RowReader(mapping, ("nr", "naam", "twee", "twee"), Tally())
    assert caught.value.code == code
