"""However targets change from month to month: the ledger ends where they end, and only grows."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.ledger import (
    AccountKind,
    EntryKind,
    JournalEntry,
    LedgerRow,
    select_new,
)
from fmdesk.core.domain.posting import SLOT_KINDS, Account, Slot, Target, plan

LINE = 9
CENTS = st.integers(0, 5000)
UNITS = st.integers(1, 3)
POINTS = st.integers(0, 5)


def charge(part: int, cents: int, unit: int) -> Target:
    rows = (
        LedgerRow(AccountKind.COST_CENTRE, 7, cents),
        LedgerRow(AccountKind.UNIT, unit, -cents),
    )
    return Target(part, 1, 0, EntryKind.CHARGE, rows)


def sanction(part: int, cents: int, unit: int, points: int, is_waived: bool) -> Target:
    bearer = (
        LedgerRow(AccountKind.ORGANISATION, 0, cents)
        if is_waived
        else LedgerRow(AccountKind.UNIT, unit, cents)
    )
    rows = (LedgerRow(AccountKind.COST_CENTRE, 7, -cents), bearer)
    return Target(part, 1, 5, EntryKind.SANCTION, rows, 0 if is_waived else points, unit)


PARTS = st.integers(1, 3)
TARGETS = st.lists(
    st.builds(charge, PARTS, CENTS, UNITS)
    | st.builds(sanction, PARTS, CENTS, UNITS, POINTS, st.booleans()),
    max_size=5,
    unique_by=lambda target: target.slot,
)
MONTHS = st.lists(TARGETS, min_size=1, max_size=6)


def slot_of(entry: JournalEntry) -> Slot:
    key = entry.key
    return (key.part, key.clock_run, key.charter_version_id, SLOT_KINDS[key.kind])


def standing(entries: Sequence[JournalEntry]) -> dict[tuple[Slot, Account], int]:
    """Return what stands on each account for each slot."""
    sums: Counter[tuple[Slot, Account]] = Counter()
    for entry in entries:
        for row in entry.rows:
            sums[slot_of(entry), (row.account, row.account_id)] += row.cents
    return {place: cents for place, cents in sums.items() if cents}


def wanted(targets: Sequence[Target]) -> dict[tuple[Slot, Account], int]:
    return {
        (target.slot, (row.account, row.account_id)): row.cents
        for target in targets
        for row in target.rows
        if row.cents
    }


def posted(months: Sequence[Sequence[Target]]) -> list[JournalEntry]:
    """Post the targets of each month after those of the months before."""
    stored: list[JournalEntry] = []
    for number, targets in enumerate(months, start=1):
        entries = plan(LINE, f"2026-{number:02d}", targets, stored, "2026-01")
        stored += select_new(entries, stored)
    return stored


@given(MONTHS)
def test_the_ledger_ends_where_the_targets_end(months: list[list[Target]]) -> None:
    stored = posted(months)
    assert standing(stored) == wanted(months[-1])
    points: Counter[Slot] = Counter()
    for entry in stored:
        points[slot_of(entry)] += entry.points
    last = {target.slot: target.points for target in months[-1]}
    assert {slot: n for slot, n in points.items() if n} == {s: n for s, n in last.items() if n}


@given(MONTHS)
def test_every_entry_is_even_and_has_a_key_of_its_own(months: list[list[Target]]) -> None:
    stored = posted(months)
    assert all(sum(row.cents for row in entry.rows) == 0 for entry in stored)
    assert all(len(entry.rows) >= 2 for entry in stored)
    keys = [entry.key for entry in stored]
    assert len(set(keys)) == len(keys)


@given(MONTHS)
def test_nothing_is_posted_for_what_stands_already(months: list[list[Target]]) -> None:
    stored = posted(months)
    assert plan(LINE, "2026-12", months[-1], stored, "2026-01") == ()


@given(MONTHS, TARGETS)
def test_a_month_posts_only_what_changed(months: list[list[Target]], targets: list[Target]) -> None:
    stored = posted(months)
    before = {target.slot: target for target in months[-1]}
    after = {target.slot: target for target in targets}
    entries = plan(LINE, "2026-12", targets, stored, "2026-01")
    for entry in entries:
        slot = slot_of(entry)
        one, other = before.get(slot), after.get(slot)
        assert one is None or other is None or (one.rows, one.points) != (other.rows, other.points)
        assert entry.month == "2026-12"


@given(MONTHS)
def test_a_credit_of_the_customer_is_never_taken_by_a_move(months: list[list[Target]]) -> None:
    for entry in posted(months):
        if entry.key.kind is EntryKind.MOVE:
            assert all(row.account is not AccountKind.COST_CENTRE for row in entry.rows)


@given(MONTHS)
def test_all_that_was_posted_can_be_taken_back(months: list[list[Target]]) -> None:
    stored = posted([*months, []])
    assert standing(stored) == {}
    assert sum(entry.points for entry in stored) == 0


@given(MONTHS)
def test_points_without_money_name_who_bears_them(months: list[list[Target]]) -> None:
    bearers = {
        (target.slot, target.bearer_id) for targets in months for target in targets if target.points
    }
    for entry in posted(months):
        if entry.points > 0 and not any(row.cents for row in entry.rows):
            units = {row.account_id for row in entry.rows if row.account is AccountKind.UNIT}
            assert any((slot_of(entry), unit) in bearers for unit in units)
