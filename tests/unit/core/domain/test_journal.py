"""The journal of finance: whatever is posted, its sums are those of the ledger."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.journal import (
    Booking,
    JournalOrder,
    booked,
    checked,
    uncentred,
    unmapped,
)
from fmdesk.core.domain.ledger import (
    NOBODY,
    AccountKind,
    EntryKey,
    EntryKind,
    JournalEntry,
    LedgerRow,
)

CENTRE, UNIT, OFFICE = AccountKind.COST_CENTRE, AccountKind.UNIT, AccountKind.ORGANISATION
CODES = {(CENTRE, 1): "4410", (CENTRE, 2): "4420", (UNIT, 1): "stock", (UNIT, 2): "transport"}
BOOKINGS = tuple(Booking(kind, f"{n}1", f"{n}2") for n, kind in enumerate(EntryKind, 4))
ACCOUNTS = st.sampled_from([*CODES, (OFFICE, 0), (CENTRE, NOBODY)])


@st.composite
def entries(draw: st.DrawFn) -> JournalEntry:
    """Give an entry of any kind whose rows are even; some move no money at all."""
    cents = draw(st.integers(-5000, 5000))
    one, other = draw(ACCOUNTS), draw(ACCOUNTS)
    key = EntryKey(draw(st.integers(1, 9)), 1, 1, 0, draw(st.sampled_from(list(EntryKind))))
    return JournalEntry(key, "2026-10", (LedgerRow(*one, cents), LedgerRow(*other, -cents)))


@given(st.lists(entries()))
def test_sums_are_those_of_the_ledger_by_account_and_side(posted: list[JournalEntry]) -> None:
    lines = list(booked(posted, BOOKINGS, CODES))
    ledger: Counter[tuple[str, str]] = Counter()
    for entry in posted:
        booking = next(one for one in BOOKINGS if one.kind is entry.key.kind)
        for row in entry.rows:
            account = booking.debit if row.cents > 0 else booking.credit
            ledger[account, CODES.get((row.account, row.account_id), "")] += row.cents
    journal: Counter[tuple[str, str]] = Counter()
    for line in lines:
        journal[line.account, line.centre] += line.cents
    assert {key: cents for key, cents in journal.items() if cents} == {
        key: cents for key, cents in ledger.items() if cents
    }
    for number in {line.entry for line in lines}:
        assert sum(line.cents for line in lines if line.entry == number) == 0
    assert all(line.cents for line in lines), "a row without money is no row of finance"
    assert sorted({line.entry for line in lines}) == list(
        range(1, 1 + sum(any(row.cents for row in entry.rows) for entry in posted))
    )


@given(st.lists(entries()), st.sets(st.sampled_from(list(EntryKind))))
def test_a_kind_is_missed_only_where_it_moves_money(
    posted: list[JournalEntry], known: set[EntryKind]
) -> None:
    found = unmapped(posted, [one for one in BOOKINGS if one.kind in known])
    moves = {entry.key.kind for entry in posted if any(row.cents for row in entry.rows)}
    assert set(found) == moves - known


def entry(kind: EntryKind, *rows: LedgerRow) -> JournalEntry:
    return JournalEntry(EntryKey(1, 1, 1, 0, kind), "2026-10", rows)


CHARGE = entry(EntryKind.CHARGE, LedgerRow(CENTRE, 1, 1840), LedgerRow(UNIT, 1, -1840))
WAIVED = entry(EntryKind.MOVE, LedgerRow(OFFICE, 0, 500), LedgerRow(UNIT, 2, -500))


def test_debits_and_credits_have_accounts_of_their_own() -> None:
    lines = booked([CHARGE, WAIVED], BOOKINGS, CODES)
    assert [(one.entry, one.account, one.centre, one.cents) for one in lines] == [
        (1, "41", "4410", 1840),
        (1, "42", "stock", -1840),
        (2, "81", "", 500),
        (2, "82", "transport", -500),
    ]


def test_finance_may_book_units_on_one_cost_centre() -> None:
    bookings = (Booking(EntryKind.CHARGE, "4400", "8000", "9000"),)
    centres = [one.centre for one in booked([CHARGE], bookings, CODES)]
    assert centres == ["4410", "9000"], "who pays keeps its own"


def test_one_account_alone_is_not_enough() -> None:
    for half in (Booking(EntryKind.CHARGE, "4400"), Booking(EntryKind.CHARGE, "", "8000")):
        assert unmapped([CHARGE], [half]) == (EntryKind.CHARGE,)
    assert unmapped([WAIVED, CHARGE], ()) == (EntryKind.CHARGE, EntryKind.MOVE)


def test_the_organisation_has_no_cost_centre_until_one_is_set() -> None:
    """5.00 waived is borne by the organisation itself: its side has no code of its own."""
    free = entry(EntryKind.SANCTION, LedgerRow(OFFICE, 0, 0), LedgerRow(UNIT, 2, 0))
    assert unmapped([CHARGE, WAIVED], BOOKINGS) == ()
    assert uncentred([CHARGE, free, WAIVED], BOOKINGS, CODES) == (EntryKind.MOVE,)
    whole = Booking(EntryKind.MOVE, "81", "82", "9000")
    assert uncentred([CHARGE, WAIVED], (*BOOKINGS[:-1], whole), CODES) == ()
    assert [one.centre for one in booked([WAIVED], [whole], CODES)] == ["9000", "transport"]


@pytest.mark.parametrize(
    ("of_sanctions", "expected"),
    [
        ("", {"4410": -500, "stock": 200, "transport": 0, "9000": 300}),
        ("8000", {"4410": -500, "8000": 200, "9000": 300}),
    ],
)
def test_a_move_takes_the_burden_from_the_cost_centre_that_had_it(
    of_sanctions: str, expected: dict[str, int]
) -> None:
    """5.00 of transport: 2.00 go to stock, 3.00 are waived; finance sees who bears them now.

    With the cost centre of a move on both its sides nothing would seem to have moved.
    """
    sanction = entry(EntryKind.SANCTION, LedgerRow(CENTRE, 1, -500), LedgerRow(UNIT, 2, 500))
    to_unit = entry(EntryKind.MOVE, LedgerRow(UNIT, 1, 200), LedgerRow(UNIT, 2, -200))
    waived = entry(EntryKind.MOVE, LedgerRow(OFFICE, 0, 300), LedgerRow(UNIT, 2, -300))
    bookings = [
        Booking(EntryKind.SANCTION, "8100", "4410", of_sanctions),
        Booking(EntryKind.MOVE, "8100", "8100", "9000"),
    ]
    found: Counter[str] = Counter()
    for line in booked([sanction, to_unit, waived], bookings, CODES):
        found[line.centre] += line.cents
    assert dict(found) == expected


def test_accounts_are_trimmed_and_stand_in_the_order_of_the_kinds() -> None:
    given_ = (Booking(EntryKind.MOVE, " 1 ", "2"), Booking(EntryKind.CHARGE, "4400", "8000", "A-1"))
    assert checked(given_) == (
        Booking(EntryKind.CHARGE, "4400", "8000", "A-1"),
        Booking(EntryKind.MOVE, "1", "2"),
    )


@pytest.mark.parametrize("account", ["=1+1", "-4400", "4400;8000", "x" * 41, "44\n00", "é"])
def test_what_is_no_account_is_refused(account: str) -> None:
    for fields in ((account, "1", ""), ("1", account, ""), ("1", "1", account)):
        with pytest.raises(InvalidInputError, match=r"journal\.account"):
            checked([Booking(EntryKind.CHARGE, *fields)])


def test_without_a_revision_the_newest_closed_one_is_asked_for() -> None:
    assert JournalOrder(UUID(int=1), "2026-10").revision == 0


def test_a_kind_is_given_once() -> None:
    with pytest.raises(InvalidInputError, match=r"journal\.twice"):
        checked([Booking(EntryKind.CHARGE), Booking(EntryKind.CHARGE, "1", "2")])
