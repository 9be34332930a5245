"""Open time laid out so that adding to a datetime needs no bisection and no conversion.

`opentable` answers everything in epoch seconds. Here is the same open time once more for the one
question that a month asks most: which datetime lies so much open time after this one. Open time
stands per UTC day, and each stretch of it begins at a ready-made datetime, to which a ready-made
length is added.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate, pairwise, repeat
from typing import Any

from fmdesk.core.domain.instants import DAY, to_datetime
from fmdesk.core.domain.opentable import OpenTable

# Plain tuples, since taking one apart costs a third of reading its fields by name.
Opening = tuple[int, int, int, Any]
"""What is open on a UTC day: start and end in seconds of that day, the open seconds up to its start
less that start, and the next opening. The last one of a day lies after the day, nothing follows."""
Stretch = tuple[int, datetime, int, Any]
"""Open time within one UTC day: open seconds up to its end, its start, open seconds up to its
start, and the next stretch; None after the last."""
AddTable = tuple[Mapping[int, Opening], Sequence[Stretch], int, Sequence[timedelta]]
"""By days since 1970-01-01 the first opening; for each `2 ** shift` open seconds the stretch that
reaches them; that shift; and a length of time for each number of seconds up to a day."""

EMPTY_ADD_TABLE: AddTable = ({}, (), 0, ())
"""Answers nothing: what a calendar has before its first question."""

_NEVER = DAY + 1
_MOST_DAYS = 64 * 366


def build_add_table(source: OpenTable) -> AddTable:
    """Return the open time of a table once more."""
    pieces = _by_days(source)
    sums = list(accumulate((end - start for start, end in pieces), initial=0))
    # Two to four marks for each stretch of common length.
    shift = max(0, (sums[-1] // max(1, len(pieces))).bit_length() - 2)
    marks: list[Stretch] = []
    for stretch in _stretches(pieces, sums):
        marks += [stretch] * ((stretch[0] >> shift) + 1 - len(marks))
    return _openings(source, pieces, sums), marks, shift, _lengths()


def is_short(source: OpenTable) -> bool:
    """Tell whether a table is worth laying out once more; one of centuries is not."""
    return source.last - source.first <= _MOST_DAYS * DAY


def _by_days(source: OpenTable) -> list[tuple[int, int]]:
    """Return the open intervals cut at each midnight of UTC."""
    pieces: list[tuple[int, int]] = []
    for start, end in zip(source.edges[::2], source.edges[1::2], strict=True):
        midnight = start - start % DAY + DAY
        if end <= midnight:
            pieces.append((start, end))
        else:
            pieces += pairwise((start, *range(midnight, end, DAY), end))
    return pieces


def _stretches(pieces: Sequence[tuple[int, int]], sums: Sequence[int]) -> list[Stretch]:
    """Return all stretches in order; they are chained from the last to the first."""
    stretches: list[Stretch] = []
    later: Stretch | None = None
    for index in range(len(pieces) - 1, -1, -1):
        later = sums[index + 1], to_datetime(pieces[index][0]), sums[index], later
        stretches.append(later)
    stretches.reverse()
    return stretches


def _openings(
    source: OpenTable, pieces: Sequence[tuple[int, int]], sums: Sequence[int]
) -> dict[int, Opening]:
    """Return the first opening of each day; they are chained from the last to the first."""
    days: dict[int, Opening] = {}
    index = len(pieces)
    for day in range(source.last // DAY - 1, source.first // DAY - 1, -1):
        midnight = day * DAY
        opening: Opening = (_NEVER, _NEVER, sums[index] - _NEVER, None)
        while index and pieces[index - 1][0] >= midnight:
            index -= 1
            opens, closes = pieces[index][0] - midnight, pieces[index][1] - midnight
            opening = (opens, closes, sums[index] - opens, opening)
        days[day] = opening
    return days


@cache
def _lengths() -> Sequence[timedelta]:
    # Made by adding: much faster than making each from its number.
    return tuple(accumulate(repeat(timedelta(seconds=1), DAY), initial=timedelta()))
