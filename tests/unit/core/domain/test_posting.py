"""What the ledger gets when targets change: increments, moves, reversals; never an edit."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.ledger import (
    AccountKind,
    EntryKey,
    EntryKind,
    JournalEntry,
    LedgerRow,
    charge,
    move,
    sanction,
    select_new,
)
from fmdesk.core.domain.posting import Target, plan

CUSTOMER, UNIT, OTHER = 7, 1, 2


def sanction_target(cents: int, bearer: int = UNIT, points: int = 0) -> Target:
    rows = (
        LedgerRow(AccountKind.COST_CENTRE, CUSTOMER, -cents),
        LedgerRow(AccountKind.UNIT, bearer, cents),
    )
    return Target(1, 1, 5, EntryKind.SANCTION, rows, points, bearer)


def charge_target(cents: int, part: int = 1) -> Target:
    rows = (
        LedgerRow(AccountKind.COST_CENTRE, CUSTOMER, cents),
        LedgerRow(AccountKind.UNIT, UNIT, -cents),
    )
    return Target(part, 1, 0, EntryKind.CHARGE, rows)


def balances(entries: list[JournalEntry]) -> dict[tuple[AccountKind, int], int]:
    sums: dict[tuple[AccountKind, int], int] = defaultdict(int)
    for entry in entries:
        for row in entry.rows:
            sums[row.account, row.account_id] += row.cents
    return {account: cents for account, cents in sums.items() if cents}


def test_a_new_charge_and_sanction_are_posted_once() -> None:
    targets = [charge_target(1840), sanction_target(1840)]
    entries = plan(9, "2026-10", targets)
    assert [entry.key.kind for entry in entries] == [EntryKind.CHARGE, EntryKind.SANCTION]
    assert plan(9, "2026-10", targets, entries) == ()
    assert balances(list(entries)) == {}


def test_a_growing_stepped_sanction_posts_its_increment() -> None:
    first = plan(9, "2026-09", [sanction_target(5000)])
    second = plan(9, "2026-10", [sanction_target(8000)], first, "2026-09")
    (increment,) = second
    assert (increment.key.kind, increment.key.revision, increment.cents) == (
        EntryKind.SANCTION,
        1,
        3000,
    )
    assert increment.month == "2026-10"
    assert increment.reference == "2026-09"


def test_an_increment_may_be_larger_than_what_stood() -> None:
    first = plan(9, "2026-09", [sanction_target(5000)])
    (second,) = plan(9, "2026-10", [sanction_target(12_500)], first)
    assert (second.key.kind, second.key.revision) == (EntryKind.SANCTION, 1)
    assert {row.cents for row in second.rows} == {-7500, 7500}


def test_what_was_taken_back_and_stands_again_has_the_next_revision() -> None:
    first = plan(9, "2026-09", [sanction_target(5000)])
    gone = plan(9, "2026-10", [], first)
    (again,) = plan(9, "2026-11", [sanction_target(5000)], (*first, *gone))
    assert (again.key.kind, again.key.revision) == (EntryKind.SANCTION, 1)


def test_moving_the_burden_leaves_the_customers_credit() -> None:
    first = plan(9, "2026-09", [sanction_target(5000)])
    (moved,) = plan(9, "2026-10", [sanction_target(5000, OTHER)], first)
    assert (moved.key.kind, moved.key.revision) == (EntryKind.MOVE, 1)
    assert {(row.account, row.account_id, row.cents) for row in moved.rows} == {
        (AccountKind.UNIT, UNIT, -5000),
        (AccountKind.UNIT, OTHER, 5000),
    }


def test_a_verdict_that_was_wrong_is_reversed() -> None:
    first = plan(9, "2026-09", [sanction_target(5000)])
    (reversal,) = plan(9, "2026-10", [], first)
    assert reversal.key.kind is EntryKind.SANCTION_REVERSAL
    assert balances([*first, reversal]) == {}


def test_a_smaller_sanction_is_reversed_and_replaced() -> None:
    first = plan(9, "2026-09", [sanction_target(5000)])
    second = plan(9, "2026-10", [sanction_target(2000)], first)
    assert [(entry.key.kind, entry.key.revision) for entry in second] == [
        (EntryKind.SANCTION_REVERSAL, 0),
        (EntryKind.SANCTION, 1),
    ]


def test_points_stand_on_the_unit_without_money() -> None:
    (entry,) = plan(9, "2026-09", [sanction_target(0, points=3)])
    assert entry.points == 3
    rows = (LedgerRow(AccountKind.ORGANISATION, 0, 0), LedgerRow(AccountKind.UNIT, UNIT, 0))
    assert entry.rows == rows
    (back,) = plan(9, "2026-10", [], [entry])
    assert back.points == -3
    assert back.rows == rows
    (again,) = plan(9, "2026-11", [sanction_target(0, points=3)], [entry, back])
    assert again.key.revision == 1


def test_a_single_cent_grows_by_its_increment() -> None:
    first = plan(9, "2026-09", [sanction_target(1)])
    (second,) = plan(9, "2026-10", [sanction_target(2)], first)
    assert (second.key.kind, second.key.revision) == (EntryKind.SANCTION, 1)
    assert {row.cents for row in second.rows} == {-1, 1}


def test_a_single_point_goes_to_another_unit() -> None:
    stored = plan(9, "2026-09", [sanction_target(0, points=1)])
    back, given = plan(9, "2026-10", [sanction_target(0, OTHER, points=1)], stored)
    assert [(one.points, one.rows[1].account_id) for one in (back, given)] == [
        (-1, UNIT),
        (1, OTHER),
    ]


def test_points_that_nobody_was_given_are_taken_from_nobody() -> None:
    (entry,) = plan(9, "2026-09", [sanction_target(0, points=-3)])
    assert [(row.account, row.account_id) for row in entry.rows] == [
        (AccountKind.ORGANISATION, 0),
        (AccountKind.UNIT, 0),
    ]


def test_what_nobody_was_given_is_given_back_by_nobody() -> None:
    """Nor do points stand on a unit when the target names none."""
    stored = plan(9, "2026-09", [sanction_target(0, points=-3)])
    (back,) = plan(9, "2026-10", [], stored)
    assert (back.points, back.rows[1].account_id) == (3, 0)
    (unborne,) = plan(9, "2026-09", [Target(1, 1, 5, EntryKind.SANCTION, (), points=2)])
    assert (unborne.points, unborne.rows[1].account_id) == (2, 0)


def test_an_entry_stands_on_its_own_part_run_and_charter() -> None:
    target = sanction_target(0, points=3)._replace(part=2, clock_run=3)
    (entry,) = plan(9, "2026-09", [target])
    assert entry.key == EntryKey(9, 2, 3, 5, EntryKind.SANCTION, 0)


def test_points_without_money_go_to_another_unit() -> None:
    stored = [*plan(9, "2026-09", [sanction_target(0, points=3)])]
    moved = [sanction_target(0, OTHER, points=3)]
    back, given = plan(9, "2026-10", moved, stored, "2026-09")
    assert [(one.points, one.rows[1].account_id) for one in (back, given)] == [
        (-3, UNIT),
        (3, OTHER),
    ]
    assert (back.key.revision, given.key.revision) == (0, 1)
    stored += [back, given]
    assert plan(9, "2026-11", moved, stored) == ()
    home = plan(9, "2026-12", [sanction_target(0, points=3)], stored)
    assert [(one.points, one.rows[1].account_id) for one in home] == [(-3, OTHER), (3, UNIT)]


def test_a_free_line_posts_nothing() -> None:
    assert plan(9, "2026-09", [charge_target(0)]) == ()


amounts = st.integers(min_value=0, max_value=50_000)
states = st.lists(
    st.tuples(amounts, amounts, st.sampled_from([UNIT, OTHER]), st.integers(0, 3)),
    min_size=1,
    max_size=6,
)


@given(states)
def test_whatever_happens_the_ledger_balances_and_ends_at_the_target(
    history: list[tuple[int, int, int, int]],
) -> None:
    stored: list[JournalEntry] = []
    for number, (price, credit, bearer, points) in enumerate(history):
        targets = [charge_target(price), sanction_target(credit, bearer, points)]
        new = plan(9, f"2026-{number + 1:02}", targets, stored, "x")
        keys = [entry.key for entry in (*stored, *new)]
        assert len(keys) == len(set(keys))
        stored += new
        wanted: dict[tuple[AccountKind, int], int] = defaultdict(int)
        for target in targets:
            for row in target.rows:
                wanted[row.account, row.account_id] += row.cents
        assert balances(stored) == {account: cents for account, cents in wanted.items() if cents}
        assert sum(entry.points for entry in stored) == points
        assert plan(9, "2026-12", targets, stored) == ()
    assert all(sum(row.cents for row in entry.rows) == 0 for entry in stored)


def test_an_entry_that_does_not_balance_is_refused() -> None:
    key = EntryKey(1, 1, 1, 0, EntryKind.CHARGE)
    with pytest.raises(InvalidInputError, match=r"ledger\.unbalanced"):
        JournalEntry(key, "2026-10", (LedgerRow(AccountKind.UNIT, 1, 5),))


def test_an_equal_repeat_is_left_out_and_another_content_is_a_conflict() -> None:
    key = EntryKey(1, 1, 1, 0, EntryKind.CHARGE)
    entry = charge(key, "2026-10", cost_centre_id=CUSTOMER, unit_id=UNIT, cents=100)
    assert select_new([entry, entry], []) == (entry,)
    assert select_new([entry], [entry]) == ()
    other = charge(key, "2026-10", cost_centre_id=CUSTOMER, unit_id=UNIT, cents=200)
    with pytest.raises(ConflictError, match=r"ledger\.conflict"):
        select_new([other], [entry])


def test_the_sides_of_each_kind_of_entry() -> None:
    key = EntryKey(1, 1, 1, 5, EntryKind.SANCTION)
    posted = sanction(key, "2026-10", cost_centre_id=CUSTOMER, bearer_id=UNIT, cents=70, points=1)
    assert balances([posted]) == {
        (AccountKind.COST_CENTRE, CUSTOMER): -70,
        (AccountKind.UNIT, UNIT): 70,
    }
    moved = move(key, "2026-10", from_id=UNIT, to_id=OTHER, cents=70, reference="objection")
    assert balances([moved]) == {(AccountKind.UNIT, UNIT): -70, (AccountKind.UNIT, OTHER): 70}


def test_a_target_on_one_account_is_worked_out_row_by_row() -> None:
    rows = (LedgerRow(AccountKind.ORGANISATION, 0, -5), LedgerRow(AccountKind.ORGANISATION, 0, 5))
    assert plan(9, "2026-10", [Target(1, 1, 5, EntryKind.SANCTION, rows)]) == ()
    assert plan(9, "2026-10", [Target(1, 1, 5, EntryKind.SANCTION, ())]) == ()


def decided(target: Target, bearer: int | None, points: int = 0) -> Target:
    """Return a sanction that another unit bears by a decision, or no unit."""
    account = AccountKind.ORGANISATION if bearer is None else AccountKind.UNIT
    customer, burden = target.rows
    borne = LedgerRow(account, bearer or 0, burden.cents)
    return target._replace(
        rows=(customer, borne),
        points=points,
        bearer_id=bearer or 0,
        origin=target,
        reason="de lift was stuk",
    )


def test_a_decision_stands_beside_what_the_charter_says() -> None:
    """50.00 on the unit first, then moved to the other one, in one month; the credit once."""
    moved = decided(sanction_target(5000), OTHER)
    posted = plan(9, "2026-10", [moved])
    assert [(one.key.kind, one.key.revision, one.reference) for one in posted] == [
        (EntryKind.SANCTION, 0, ""),
        (EntryKind.MOVE, 1, "de lift was stuk"),
    ]
    assert balances(posted) == {
        (AccountKind.COST_CENTRE, CUSTOMER): -5000,
        (AccountKind.UNIT, OTHER): 5000,
    }
    assert plan(9, "2026-11", [moved], posted) == (), "and nothing more"


def test_a_decision_on_what_was_posted_already_moves_it_with_its_reason() -> None:
    first = plan(9, "2026-09", [sanction_target(5000)])
    (moved,) = plan(9, "2026-10", [decided(sanction_target(5000), OTHER)], first, "2026-09")
    assert (moved.key.kind, moved.reference) == (EntryKind.MOVE, "2026-09: de lift was stuk")


def test_a_waived_sanction_was_borne_first_and_then_by_nobody() -> None:
    posted = plan(9, "2026-10", [decided(sanction_target(5000), None)])
    assert [one.key.kind for one in posted] == [EntryKind.SANCTION, EntryKind.MOVE]
    assert balances(posted) == {
        (AccountKind.COST_CENTRE, CUSTOMER): -5000,
        (AccountKind.ORGANISATION, 0): 5000,
    }


def test_points_that_are_moved_or_waived_were_given_first() -> None:
    target = sanction_target(0, points=3)
    given, back, again = plan(9, "2026-10", [decided(target, OTHER, points=3)])
    assert [(one.points, one.rows[1].account_id) for one in (given, back, again)] == [
        (3, UNIT),
        (-3, UNIT),
        (3, OTHER),
    ]
    assert again.reference == "de lift was stuk"
    given, back = plan(9, "2026-10", [decided(target, None)])
    assert [one.points for one in (given, back)] == [3, -3]
    assert back.rows[1].account_id == UNIT


def test_an_entry_of_a_single_cent_counts_it_and_has_no_points() -> None:
    charged = charge(
        EntryKey(9, 1, 1, 0, EntryKind.CHARGE),
        "2026-10",
        cost_centre_id=CUSTOMER,
        unit_id=UNIT,
        cents=1,
    )
    key = EntryKey(9, 1, 1, 5, EntryKind.SANCTION)
    borne = sanction(key, "2026-10", cost_centre_id=CUSTOMER, bearer_id=UNIT, cents=1)
    assert (charged.cents, borne.cents) == (1, 1)
    assert (charged.points, borne.points) == (0, 0)
