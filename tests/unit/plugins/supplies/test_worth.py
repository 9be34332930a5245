"""What the stock was worth by place and group: columns that tie to the cent."""

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.plugins.bundled.supplies.goods import MovementKind
from fmdesk.plugins.bundled.supplies.worth import CHANGES, SECTIONS, Change, Moved, balances


def moved(kind: MovementKind, cents: int, place: str = "MAG", **more: object) -> Moved:
    given = {"group": "Papier", "is_before": False} | more
    return Moved(place, kind=kind, cents=cents, **given)


MOVES = st.builds(
    Moved,
    st.sampled_from(["MAG", "KAST"]),
    st.sampled_from(["", "Papier"]),
    st.sampled_from(sorted(CHANGES)),
    st.booleans(),
    st.integers(-(10**9), 10**9),
)


def test_each_kind_has_its_column_and_what_was_before_is_the_begin() -> None:
    found = balances(
        [
            moved(MovementKind.RECEIPT, 500, is_before=True),
            moved(MovementKind.ISSUE, -100, is_before=True),
            moved(MovementKind.RECEIPT, 1000),
            moved(MovementKind.ISSUE, -300),
            moved(MovementKind.TRANSFER, -50),
            moved(MovementKind.TRANSFER, 50, "KAST"),
            moved(MovementKind.CORRECTION, -7),
            moved(MovementKind.RESERVATION, 0),
        ]
    )
    assert found == {
        ("KAST", "Papier"): [0, 0, 0, 50, 0, 50],
        ("MAG", "Papier"): [400, 1000, -300, -50, -7, 1043],
    }
    assert list(found) == sorted(found)


def test_where_nothing_lies_and_nothing_moved_is_no_row() -> None:
    gone = [moved(MovementKind.RECEIPT, 5, is_before=True), moved(MovementKind.ISSUE, -5)]
    assert balances(gone) == {("MAG", "Papier"): [5, 0, -5, 0, 0, 0]}
    gone = [
        moved(kind, 5 * sign, is_before=True) for kind, sign in zip(CHANGES, (1, -1), strict=False)
    ]
    assert balances(gone) == {}


@given(st.lists(MOVES))
def test_begin_and_changes_make_the_end(moves: list[Moved]) -> None:
    found = balances(moves)
    for row in found.values():
        assert sum(row[: Change.END]) == row[Change.END]
    assert sum(row[Change.END] for row in found.values()) == sum(one.cents for one in moves)


def test_a_row_fits_its_columns() -> None:
    value, counted = SECTIONS
    assert len(value.columns) == 2 + len(Change)
    assert len(counted.columns) == 5
