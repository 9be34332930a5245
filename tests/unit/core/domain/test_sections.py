"""What a plugin may answer for a section of the month report."""

import pytest

from fmdesk.core.domain.sections import LONGEST_CELL, MOST_ROWS, ReportSection, fault_in
from fmdesk.core.domain.spec import Text


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ((), ""),
        ((("a", 1), ("b", True)), ""),
        (None, "NoneType"),
        ([("a", 1)], "list"),
        ((("a", 1), ["b", 2]), "[1]: list"),
        ((("a",),), "[0]: tuple"),
        ((("a", 1.5),), "[0][1]: float"),
        ((("a", None),), "[0][1]: NoneType"),
        ((("x" * (LONGEST_CELL + 1), 1),), "[0][0]: str"),
        ((("x" * LONGEST_CELL, 1),), ""),
        (((Text("Magazijn", "Store"), 1),), ""),
        (((Text("Magazijn", "x" * (LONGEST_CELL + 1)), 1),), "[0][0]: Text"),
        ((("a", 1),) * (MOST_ROWS + 1), f"{MOST_ROWS + 1} rows"),
    ],
)
def test_rows_have_a_plain_value_for_each_column(rows: object, fault: str) -> None:
    assert fault_in(rows, 2) == fault


def test_a_section_is_known_by_plugin_and_id() -> None:
    assert ReportSection("rooms", "use", Text("Bezetting", "Occupancy"), ()).code == "rooms.use"
