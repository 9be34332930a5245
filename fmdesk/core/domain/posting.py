"""From what should stand in the ledger to the entries that are still to be posted.

Nothing posted is ever changed (domain page, Ledger). What is new is posted; what grew posts its
increment; what only moved between those who bear it posts a move; anything else is reversed and
replaced under the next revision.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from fmdesk.core.domain.ledger import (
    AccountKind,
    EntryKey,
    EntryKind,
    JournalEntry,
    LedgerRow,
)

Account = tuple[AccountKind, int]
Slot = tuple[int, int, int, EntryKind]
"""Part, clock run, charter version, and `CHARGE` or `SANCTION`."""

REVERSALS: Mapping[EntryKind, EntryKind] = {
    EntryKind.CHARGE: EntryKind.CHARGE_REVERSAL,
    EntryKind.SANCTION: EntryKind.SANCTION_REVERSAL,
}
SLOT_KINDS: Mapping[EntryKind, EntryKind] = {
    EntryKind.CHARGE: EntryKind.CHARGE,
    EntryKind.CHARGE_REVERSAL: EntryKind.CHARGE,
    EntryKind.SANCTION: EntryKind.SANCTION,
    EntryKind.SANCTION_REVERSAL: EntryKind.SANCTION,
    EntryKind.MOVE: EntryKind.SANCTION,
}


class Target(NamedTuple):
    """What should stand in the ledger for one part of a line.

    Attributes:
        part: The part.
        clock_run: Run of the clock.
        charter_version_id: The charter version of a sanction, 0 for a charge.
        kind: `CHARGE` or `SANCTION`.
        rows: Rows that sum to zero; none when nothing should stand.
        points: Points of a sanction.
        bearer_id: The unit that gets the points; its row stands even when no money moves.
        origin: What stands there by the charter, where a decision says otherwise: the ledger
            shows both, first the one and then what took it away.
        reason: The decision in words; what takes it away refers to it.
    """

    part: int
    clock_run: int
    charter_version_id: int
    kind: EntryKind
    rows: tuple[LedgerRow, ...]
    points: int = 0
    bearer_id: int = 0
    origin: "Target | None" = None
    reason: str = ""

    @property
    def slot(self) -> Slot:
        """Where it stands."""
        return (self.part, self.clock_run, self.charter_version_id, self.kind)


def plan(
    line_id: int,
    month: str,
    targets: Sequence[Target],
    stored: Iterable[JournalEntry] = (),
    reference: str = "",
) -> tuple[JournalEntry, ...]:
    """Return the entries that bring the ledger of a line to its targets.

    Args:
        line_id: The line.
        month: The open month in which they are posted, `YYYY-MM`.
        targets: What should stand; a stored slot without a target is reversed.
        stored: Every entry of the line so far.
        reference: What the entries refer to, for those that change what stood already.
    """
    stored = tuple(stored)
    if not stored:
        plain = [
            JournalEntry(EntryKey(line_id, *target[:4]), month, target.rows, target.points)
            for target in targets
            if _is_plain(target)
        ]
        if len(plain) == len(targets):
            return tuple(plain)
    there: dict[Slot, list[JournalEntry]] = defaultdict(list)
    for entry in stored:
        key = entry.key
        slot = (key.part, key.clock_run, key.charter_version_id, SLOT_KINDS[key.kind])
        there[slot].append(entry)
    wanted = {target.slot: target for target in targets}
    entries: list[JournalEntry] = []
    for slot in sorted(wanted.keys() | there.keys()):
        target = wanted.get(slot)
        rows = _net(target.rows) if target else {}
        points = target.points if target else 0
        if target and target.origin and slot not in there:
            first = plan(line_id, month, [target.origin])
            decided = plan(line_id, month, [target], first, reference)
            entries.extend((*first, *decided))
        elif slot not in there:
            if rows or points:
                key = EntryKey(line_id, slot[0], slot[1], slot[2], slot[3])
                entries.append(_entry(key, month, rows, points))
        else:
            said = ": ".join(filter(None, (reference, target.reason if target else "")))
            changes = _change(line_id, month, slot, there[slot], (rows, points), said)
            if not changes and target and points and not rows:
                changes = _rebear(line_id, month, target, there[slot], said)
            entries.extend(changes)
    bearers = {slot: target.bearer_id for slot, target in wanted.items()}
    return tuple(_with_bearer(entry, bearers, there) for entry in entries)


def _is_plain(target: Target) -> bool:
    """Tell whether a target can be posted as it stands: two accounts, and money on both."""
    if len(target.rows) != 2 or target.origin:  # noqa: PLR2004  # one account to another
        return False
    one, other = target.rows
    return one.cents != 0 and (one.account, one.account_id) < (other.account, other.account_id)


def _with_bearer(
    entry: JournalEntry, bearers: Mapping[Slot, int], there: Mapping[Slot, Sequence[JournalEntry]]
) -> JournalEntry:
    """Give points without money a row on the unit that bears them."""
    if entry.rows or not entry.points:
        return entry
    key = entry.key
    slot = (key.part, key.clock_run, key.charter_version_id, SLOT_KINDS[key.kind])
    bearer = _point_bearer(there.get(slot, ())) if entry.points < 0 else bearers.get(slot, 0)
    rows = (LedgerRow(AccountKind.ORGANISATION, 0, 0), LedgerRow(AccountKind.UNIT, bearer, 0))
    return replace(entry, rows=rows)


def _rebear(
    line_id: int, month: str, target: Target, stored: Sequence[JournalEntry], reference: str
) -> list[JournalEntry]:
    """Return what takes points without money from one unit to another; none when it has them."""
    last = max(entry.key.revision for entry in stored)
    if _point_bearer(stored) == target.bearer_id:
        return []
    key = EntryKey(line_id, *target.slot, revision=last)
    return [
        _entry(
            key._replace(kind=EntryKind.SANCTION_REVERSAL), month, {}, -target.points, reference
        ),
        _entry(key._replace(revision=last + 1), month, {}, target.points, reference),
    ]


def _point_bearer(stored: Iterable[JournalEntry]) -> int:
    """Return the unit that has the points of the last entry that gave any."""
    given = [entry for entry in stored if entry.points > 0]
    rows = given[-1].rows if given else ()
    return next((row.account_id for row in rows if row.account is AccountKind.UNIT), 0)


def _change(
    line_id: int,
    month: str,
    slot: Slot,
    stored: Sequence[JournalEntry],
    wanted: tuple[dict[Account, int], int],
    reference: str,
) -> list[JournalEntry]:
    """Return what brings one slot that stands in the ledger to what is wanted."""
    part, clock_run, charter_version_id, kind = slot
    rows, points = wanted
    net = _net([row for entry in stored for row in entry.rows])
    net_points = sum(entry.points for entry in stored)
    if (net, net_points) == (rows, points):
        return []
    last = max(entry.key.revision for entry in stored)

    def entry(of: EntryKind, revision: int, cents: dict[Account, int], p: int) -> JournalEntry:
        key = EntryKey(line_id, part, clock_run, charter_version_id, of, revision)
        return _entry(key, month, cents, p, reference)

    difference = _difference(rows, net)
    if not net and not net_points:
        return [entry(kind, last + 1, rows, points)]
    if kind is EntryKind.SANCTION and points == net_points and _is_move(difference):
        return [entry(EntryKind.MOVE, last + 1, difference, 0)]
    if _is_increment(net, difference) and points >= net_points:
        return [entry(kind, last + 1, difference, points - net_points)]
    changes = [
        entry(
            REVERSALS[kind], last, {account: -cents for account, cents in net.items()}, -net_points
        )
    ]
    if rows or points:
        changes.append(entry(kind, last + 1, rows, points))
    return changes


def _net(rows: Iterable[LedgerRow]) -> dict[Account, int]:
    """Return the sum per account, without the accounts that stand at zero."""
    sums: dict[Account, int] = defaultdict(int)
    for row in rows:
        sums[row.account, row.account_id] += row.cents
    return {account: cents for account, cents in sums.items() if cents}


def _difference(rows: dict[Account, int], net: dict[Account, int]) -> dict[Account, int]:
    accounts = dict.fromkeys((*rows, *net))
    changes = {account: rows.get(account, 0) - net.get(account, 0) for account in accounts}
    return {account: cents for account, cents in changes.items() if cents}


def _is_move(difference: dict[Account, int]) -> bool:
    """Tell whether only those who bear change, and the customer's credit stays."""
    return bool(difference) and all(
        account is not AccountKind.COST_CENTRE for account, _number in difference
    )


def _is_increment(net: dict[Account, int], difference: dict[Account, int]) -> bool:
    """Tell whether the same accounts only grow in the direction they had."""
    return all(account in net and net[account] * cents > 0 for account, cents in difference.items())


def _entry(
    key: EntryKey, month: str, cents: dict[Account, int], points: int, reference: str = ""
) -> JournalEntry:
    rows = tuple(
        LedgerRow(account, number, amount) for (account, number), amount in sorted(cents.items())
    )
    return JournalEntry(key, month, rows, points, reference)
