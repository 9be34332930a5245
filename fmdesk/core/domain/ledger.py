"""The ledger: append-only journal entries in double entry (domain page, Ledger)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from fmdesk.core.domain.errors import ConflictError, InvalidInputError


class AccountKind(StrEnum):
    """Whose account a row is on."""

    COST_CENTRE = "cost_centre"
    UNIT = "unit"
    ORGANISATION = "organisation"
    """The organisation itself, account number 0: bears what was waived."""


NOBODY = 0
"""Number of the cost centre of a line that nobody pays: what it is credited is not waived."""


class EntryKind(StrEnum):
    """What an entry is; a reversal is its own kind."""

    CHARGE = "charge"
    CHARGE_REVERSAL = "charge_reversal"
    SANCTION = "sanction"
    SANCTION_REVERSAL = "sanction_reversal"
    MOVE = "move"
    """Moves the burden of a sanction from one unit to another; the customer's credit stays."""


class EntryKey(NamedTuple):
    """The unique key of an entry; charter version 0 means none."""

    line_id: int
    part: int
    clock_run: int
    charter_version_id: int
    kind: EntryKind
    revision: int = 0


class LedgerRow(NamedTuple):
    """One row; a positive amount is a debit, a negative one a credit, in cents."""

    account: AccountKind
    account_id: int
    cents: int


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An entry whose rows sum to zero.

    Attributes:
        key: Its unique key.
        month: The open month it is posted in, `YYYY-MM`.
        rows: At least two rows.
        points: Points of a points sanction, on the bearing unit.
        reference: What it refers to: the month of a late fact, the decision of an objection.
    """

    key: EntryKey
    month: str
    rows: tuple[LedgerRow, ...]
    points: int = 0
    reference: str = ""

    def __post_init__(self) -> None:
        if sum(row.cents for row in self.rows):
            raise InvalidInputError("ledger.unbalanced", line=self.key.line_id)

    @property
    def cents(self) -> int:
        """Sum of the debits."""
        return sum(row.cents for row in self.rows if row.cents > 0)


def charge(
    key: EntryKey, month: str, *, cost_centre_id: int, unit_id: int, cents: int, reference: str = ""
) -> JournalEntry:
    """Charge a delivered part: debit the cost centre, credit the delivering unit.

    Args:
        key: Key of kind `CHARGE`, or `CHARGE_REVERSAL` with a negative amount.
        month: The open month, `YYYY-MM`.
        cost_centre_id: Who pays.
        unit_id: Who delivered.
        cents: Price of the part, in cents.
        reference: What it refers to.
    """
    return JournalEntry(
        key,
        month,
        (
            LedgerRow(AccountKind.COST_CENTRE, cost_centre_id, cents),
            LedgerRow(AccountKind.UNIT, unit_id, -cents),
        ),
        reference=reference,
    )


def sanction(
    key: EntryKey,
    month: str,
    *,
    cost_centre_id: int,
    bearer_id: int,
    cents: int,
    points: int = 0,
    reference: str = "",
) -> JournalEntry:
    """Post a sanction: credit the customer's cost centre, debit the bearing unit.

    Args:
        key: Key of kind `SANCTION`, or `SANCTION_REVERSAL` with a negative amount.
        month: The open month, `YYYY-MM`.
        cost_centre_id: The customer.
        bearer_id: The unit that bears it.
        cents: The customer's credit, in cents.
        points: Points for the bearer.
        reference: What it refers to.
    """
    return JournalEntry(
        key,
        month,
        (
            LedgerRow(AccountKind.COST_CENTRE, cost_centre_id, -cents),
            LedgerRow(AccountKind.UNIT, bearer_id, cents),
        ),
        points=points,
        reference=reference,
    )


def move(
    key: EntryKey, month: str, *, from_id: int, to_id: int, cents: int, reference: str
) -> JournalEntry:
    """Move the burden of a sanction from one unit to another."""
    return JournalEntry(
        key,
        month,
        (
            LedgerRow(AccountKind.UNIT, to_id, cents),
            LedgerRow(AccountKind.UNIT, from_id, -cents),
        ),
        reference=reference,
    )


def select_new(
    entries: Sequence[JournalEntry], stored: Iterable[JournalEntry]
) -> tuple[JournalEntry, ...]:
    """Return the entries that are not stored yet; an equal repeat is left out.

    Args:
        entries: Entries to post.
        stored: Entries that stand in the ledger under the same keys.

    Raises:
        ConflictError: `ledger.conflict` when an entry stands there with another content.
    """
    known = {entry.key: entry for entry in stored}
    new: list[JournalEntry] = []
    for entry in entries:
        there = known.get(entry.key)
        if there is None:
            known[entry.key] = entry
            new.append(entry)
        elif (there.rows, there.points) != (entry.rows, entry.points):
            raise ConflictError("ledger.conflict", line=entry.key.line_id, kind=entry.key.kind)
    return tuple(new)
