"""A cell of the export says what is stored, or nothing: it is never read back as something else."""

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.limits import LimitUnit, TimeOfDay
from fmdesk.core.services.catalogue_files import MAPPING, _cell
from fmdesk.core.services.importing_fields import TARGETS
from fmdesk.core.services.importing_mapping import find_mapping
from fmdesk.core.services.importing_values import Value, make_parser
from fmdesk.reports.catalogue_files import _harmless

EXPORT = find_mapping(MAPPING)
TEXT = st.text(max_size=60) | st.sampled_from(
    ["=1+1", "+31", "-5", "@SUM(A1)", " x ", "#N/A", "a|b", "a;b", 'a"b', "a\nb", "\u202ex", "\0"]
)


def read_back(name: str, cell: str) -> Value:
    """Return what the import makes of a cell as the file has it."""
    rule = TARGETS["products"][name]
    parse = make_parser(rule, EXPORT.fields[name], EXPORT, lambda *_code, **_params: None)
    return parse(_harmless(cell))


def cell(name: str, value: Value) -> str:
    return _cell(EXPORT, name, EXPORT.fields[name], value)


@given(st.sampled_from(["name", "description", "limits", "price_unit", "code"]), TEXT)
def test_a_text_comes_back_or_its_cell_is_empty(name: str, text: str) -> None:
    written = cell(name, text)
    assert written == "" or read_back(name, written) == text


@given(st.lists(TEXT, max_size=4))
def test_a_list_comes_back_or_its_cell_is_empty(texts: list[str]) -> None:
    written = cell("tips", tuple(texts))
    assert written == "" or read_back("tips", written) == tuple(texts)


@given(st.integers(-(10**9), 10**9))
def test_every_price_comes_back_to_the_cent(cents: int) -> None:
    assert read_back("price", cell("price", cents)) == cents


@given(st.integers(0, 10_000))
def test_every_norm_comes_back_to_the_hundredth(points: int) -> None:
    assert read_back("norm", cell("norm", points)) == points


@given(st.sampled_from(LimitUnit), st.sampled_from(TimeOfDay), st.integers(0, 10**6))
def test_every_lead_time_comes_back(unit: LimitUnit, clock: TimeOfDay, amount: int) -> None:
    assert read_back("lead_unit", cell("lead_unit", unit.value)) == unit.value
    assert read_back("lead_time_of_day", cell("lead_time_of_day", clock.value)) == clock.value
    assert read_back("lead_n", cell("lead_n", amount)) == amount


def test_the_usual_cells_are_written_as_a_person_would() -> None:
    assert cell("price", 123_450) == "1234,50"
    assert cell("norm", 9500) == "95,00"
    assert cell("lead_unit", "working_days") == "werkdagen"
    assert cell("lead_time_of_day", "close") == "sluitingstijd"
    assert cell("tips", ("Vraag.", "Kijk.")) == "Vraag.|Kijk."
    assert cell("cluster", "") == cell("lead_n", None) == cell("tips", ()) == ""


def test_the_mapping_fills_every_field_of_a_product_but_its_first_day() -> None:
    assert set(EXPORT.fields) == set(TARGETS["products"]) - {"valid_from"}
