"""The journal of a month for finance: what was posted, on the accounts that finance keeps."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.ledger import AccountKind, EntryKind, JournalEntry

ACCOUNT = re.compile(r"[0-9A-Za-z][0-9A-Za-z ./_-]{0,39}")
"""What an account or a cost centre of finance looks like."""

Codes = Mapping[tuple[AccountKind, int], str]
"""Code of each cost centre and unit by its account in the ledger."""


@dataclass(frozen=True, slots=True)
class Booking:
    """On which accounts finance books one kind of posting.

    Attributes:
        kind: What is posted.
        debit: Account of the rows that debit; empty while nobody has set it.
        credit: Account of the rows that credit.
        centre: Cost centre of the rows that are not on a cost centre; empty for the unit's code.
            Of a move that of the organisation alone (see `booked`).
    """

    kind: EntryKind
    debit: str = ""
    credit: str = ""
    centre: str = ""


class JournalLine(NamedTuple):
    """One row of the journal.

    Attributes:
        entry: Its entry, counted from 1; the rows of one entry are even.
        account: Account of finance.
        centre: Cost centre.
        cents: Above zero a debit, below a credit.
        posted: The entry of the ledger.
    """

    entry: int
    account: str
    centre: str
    cents: int
    posted: JournalEntry


@dataclass(frozen=True, slots=True)
class BookingsDraft:
    """Payload of the command that sets the accounts.

    Attributes:
        op_id: Made once by the client.
        bookings: One for each kind of posting that is set; the other kinds stay as they are.
    """

    op_id: UUID
    bookings: tuple[Booking, ...]


@dataclass(frozen=True, slots=True)
class JournalOrder:
    """Payload of an export: which revision of which month; 0 for the newest closed one."""

    op_id: UUID
    month: str
    revision: int = 0


@dataclass(frozen=True, slots=True)
class JournalFile:
    """A journal that is kept.

    Attributes:
        month: `YYYY-MM`.
        revision: The closed revision that posted it.
        sha256: Of its bytes.
    """

    month: str
    revision: int
    sha256: str


def checked(bookings: Iterable[Booking]) -> tuple[Booking, ...]:
    """Return bookings in the order of the kinds, without spaces around their accounts.

    Raises:
        InvalidInputError: `journal.account`, or `journal.twice` for a kind with two bookings.
    """
    found: dict[EntryKind, Booking] = {}
    for one in bookings:
        texts = [text.strip() for text in (one.debit, one.credit, one.centre)]
        for text in texts:
            if text and not ACCOUNT.fullmatch(text):
                raise InvalidInputError("journal.account", account=text)
        if one.kind in found:
            raise InvalidInputError("journal.twice", kind=one.kind.value)
        found[one.kind] = Booking(one.kind, *texts)
    return tuple(found[kind] for kind in EntryKind if kind in found)


def unmapped(entries: Iterable[JournalEntry], bookings: Sequence[Booking]) -> tuple[EntryKind, ...]:
    """Return the kinds of posting that move money and miss an account, in their order."""
    whole = {one.kind for one in bookings if one.debit and one.credit}
    used = {entry.key.kind for entry in entries if any(row.cents for row in entry.rows)}
    return tuple(kind for kind in EntryKind if kind in used - whole)


def uncentred(
    entries: Iterable[JournalEntry], bookings: Sequence[Booking], codes: Codes
) -> tuple[EntryKind, ...]:
    """Return the kinds of posting that move money on an account without any cost centre.

    That is the side of the organisation, which bears what was waived and has no code of its own,
    and of a line that nobody pays.

    Args:
        entries: What was posted.
        bookings: The accounts of finance; their cost centre stands in for a code.
        codes: Codes of cost centres and units.
    """
    named = {one.kind for one in bookings if one.centre}
    used = {
        entry.key.kind
        for entry in entries
        for row in entry.rows
        if row.cents and not codes.get((row.account, row.account_id))
    }
    return tuple(kind for kind in EntryKind if kind in used - named)


def booked(
    entries: Iterable[JournalEntry], bookings: Sequence[Booking], codes: Codes
) -> Iterator[JournalLine]:
    """Yield the rows of a journal: each row of the ledger that moves money, and no other.

    A move takes from where the sanction stands: a unit is on the cost centre that sanctions have,
    else its own code. One cost centre on both sides would hide from finance that it moved.

    Args:
        entries: What was posted, with a booking for every kind (see `unmapped`, `uncentred`).
        bookings: The accounts of finance.
        codes: Codes of cost centres and units.
    """
    by_kind = {one.kind: one for one in bookings}
    moved = by_kind.get(EntryKind.SANCTION, Booking(EntryKind.SANCTION)).centre
    number = 0
    for entry in entries:
        rows = [row for row in entry.rows if row.cents]
        number += bool(rows)
        for row in rows:
            booking = by_kind[entry.key.kind]
            code = codes.get((row.account, row.account_id), "")
            is_moved = row.account is AccountKind.UNIT and booking.kind is EntryKind.MOVE
            if row.account is not AccountKind.COST_CENTRE or not code:  # which nobody may pay
                code = (moved if is_moved else booking.centre) or code
            account = booking.debit if row.cents > 0 else booking.credit
            yield JournalLine(number, account, code, row.cents, entry)
