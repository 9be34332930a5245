"""How much of what was agreed for a year is used."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from fmdesk.core.domain.agreement import EVERYBODY, Agreement
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.pinning import Pinner, today

Scope = tuple[str, str, str]
"""Codes of product, variant and cluster of a level; empty where it does not name one."""


def year_of(work: UnitOfWork, year: int) -> tuple[datetime, datetime]:
    """Return [start, end) of a calendar year in the office's zone."""
    zone = ZoneInfo(work.zone)
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def used(
    work: UnitOfWork, agreement: Agreement, start: datetime, end: datetime
) -> Mapping[Scope, int]:
    """Return the pieces that were ordered in [start, end), by the level that they fall under.

    Each line counts once, under the most specific level of this agreement, whatever it was taken in
    under. Under what is agreed with everybody falls what no agreement of a department names.

    Args:
        work: The unit of work to read from.
        agreement: Whose levels they are.
        start: Begin of the year, or of some months of it.
        end: Its end.
    """
    pinner, found = Pinner(work), Counter[Scope]()
    own = {} if agreement.department else work.agreements.current(today(work))
    for one in work.agreements.ordered(start, end):
        if agreement.department not in {EVERYBODY, one.department}:
            continue
        what = (one.product, one.variant, pinner.above(one.cluster))
        theirs = own.get(one.department) if one.department else None
        if theirs is not None and theirs.level(*what) is not None:
            continue
        level = agreement.level(*what)
        if level is not None:
            found[level.scope] += one.pieces
    return found
