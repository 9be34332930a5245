"""What a month posts of lines of closed months: beside it stands what was posted before."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from fmdesk.core.domain.broken import Earlier
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.ledger import AccountKind, EntryKind, JournalEntry
from fmdesk.core.ports import MonthLine, VerdictRow
from fmdesk.core.services.judging import Slot

SIGNS = {EntryKind.SANCTION: 1, EntryKind.SANCTION_REVERSAL: -1}


def slot_of(entry: JournalEntry) -> Slot:
    """Return what an entry falls on."""
    return entry.key.part, entry.key.clock_run, entry.key.charter_version_id


def credited(money: Iterable[JournalEntry], slot: Slot) -> tuple[int, int]:
    """Return what entries credit for a verdict, in cents and points."""
    cents = points = 0
    for entry in money:
        kind = entry.key.kind
        if kind in SIGNS and slot_of(entry) == slot:
            cents += SIGNS[kind] * entry.cents
            points += entry.points
    return cents, points


def earlier_of(
    stored: Sequence[JournalEntry],
    slot: Slot,
    month: str,
    units: Mapping[int, tuple[str, str]],
    *,
    is_taken_back: bool,
) -> Earlier | None:
    """Return what the months before posted of a sanction; None when nothing of it stood.

    Args:
        stored: Every entry of the line, in the order of posting.
        slot: What the sanction falls on.
        month: The month that corrects it, `YYYY-MM`.
        units: Code and name of each unit.
        is_taken_back: Its verdict is broken no more.
    """
    before = [one for one in stored if one.month < month and one.key.kind in SIGNS]
    cents, points = credited(before, slot)
    if not (cents or points):
        return None
    first = next(one.month for one in before if slot_of(one) == slot)
    unit_id = bearer_of(stored, slot, month)
    borne_by = "" if unit_id is None else units[unit_id][1]
    return Earlier(first, cents, points, is_taken_back, borne_by)


def taken_back(money: Iterable[JournalEntry], broken: Iterable[Slot]) -> Sequence[Slot]:
    """Return the sanctions that a month changes whose verdicts are broken no more.

    Args:
        money: What the month posts of a line.
        broken: What is broken now.
    """
    changed = {slot_of(one) for one in money if one.key.kind in SIGNS}
    return sorted(changed.difference(broken))


def gone_row(month: str, line: MonthLine, slot: Slot) -> VerdictRow:
    """Return the verdict on a part that is no more: nothing is promised of it, nothing credited.

    A closed month credited it, and this one takes that back: what tells the one by the verdicts
    would miss the other.

    Args:
        month: The month that takes it back, `YYYY-MM`.
        line: The line.
        slot: What the sanction fell on.
    """
    outcome = Outcome.NOT_APPLICABLE.value
    nothing = (0, 0, "{}", 0, 0, 0, None, False)
    return (month, line.id, *slot, outcome, line.quantity, None, None, *nothing)


def bearer_of(stored: Iterable[JournalEntry], slot: Slot, month: str) -> int | None:
    """Return the unit that bore a sanction before a month; None where it was waived."""
    sums: Counter[int] = Counter()
    for entry in stored:
        if entry.month < month and slot_of(entry) == slot:
            for row in entry.rows:
                if row.account is AccountKind.UNIT:
                    # Points without money stand on a row of nothing.
                    sums[row.account_id] += row.cents or entry.points
    return next((unit_id for unit_id, cents in sums.items() if cents > 0), None)
