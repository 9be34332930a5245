"""Recurrence rules (RFC 5545) in wall time: what a series means, instance by instance.

The rule is evaluated on the wall clock of the office's zone, so a meeting at nine stays at nine
when the clocks change. Only what matches the rule is emitted, also of its start; a date that a
month lacks is skipped; a time that the clock skips is shifted forward, one that it shows twice is
the first of the two; COUNT counts what is excluded later, UNTIL is inclusive, and both UNTIL and
the excluded instants may be given in UTC or in wall time.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.wall import DAY, instant

MOST = 1_000
"""Instances of one series."""
HORIZON = timedelta(days=3660)
"""No series is looked at further ahead."""

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
NUMBERS = re.compile(r"[+-]?[1-9]\d{0,2}(,[+-]?[1-9]\d{0,2})*")
CLOCK = re.compile(r"\d{1,2}(,\d{1,2})*")
DAYS = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU))*")
PARTS: Mapping[str, re.Pattern[str]] = {
    "FREQ": re.compile("|".join(FREQUENCIES)),
    "INTERVAL": re.compile(r"[1-9]\d{0,2}"),
    "COUNT": re.compile(r"[1-9]\d{0,3}"),
    "UNTIL": re.compile(r"\d{8}(T\d{6}Z?)?"),
    "BYDAY": DAYS,
    "BYMONTHDAY": NUMBERS,
    "BYYEARDAY": NUMBERS,
    "BYWEEKNO": NUMBERS,
    "BYMONTH": NUMBERS,
    "BYSETPOS": NUMBERS,
    "BYHOUR": CLOCK,
    "BYMINUTE": CLOCK,
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
}
"""Parts of a rule and how they are written; anything else is refused."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance of a series.

    Attributes:
        local: When the rule means it to begin, naive wall time.
        start: That as an instant, aware UTC.
    """

    local: datetime
    start: datetime


def instances(
    rule: str, first: datetime, zone: str, excluded: Sequence[str] = ()
) -> tuple[Instance, ...]:
    """Return the instances of a rule, the first one first.

    Args:
        rule: As in RFC 5545, with or without `RRULE:`; it ends by COUNT or by UNTIL.
        first: Naive wall time from which it is evaluated (DTSTART).
        zone: IANA name of the office's zone.
        excluded: Instances that are left out (EXDATE): `20261025T080000Z`, the same without `Z` in
            wall time, or `20261025` for all of a day.

    Raises:
        PluginError: `rooms.bad_rule`, `rooms.endless` or `rooms.too_many_times`.
    """
    parts = _parts(rule)
    until = _until(parts.pop("UNTIL", ""), zone)
    if (until is None) == ("COUNT" not in parts):
        raise refusal("rooms.endless")
    found = [
        one for one in _matching(rule, parts, first, zone) if until is None or one.start <= until
    ]
    if len(found) > MOST:
        raise refusal("rooms.too_many_times", most=MOST)
    left_out = [_moment(one, zone) for one in excluded]
    return tuple(
        one for one in found if not any(start <= one.start < end for start, end in left_out)
    )


def _matching(rule: str, parts: dict[str, str], first: datetime, zone: str) -> Iterable[Instance]:
    """Return what matches a rule within the horizon; two wall times that are one instant once."""
    count = int(parts.pop("COUNT", MOST + 1))
    parts["UNTIL"] = f"{first + HORIZON:%Y%m%dT%H%M%S}"  # also one that never matches has an end
    text = ";".join(f"{key}={value}" for key, value in parts.items())
    try:
        locals_ = list(islice(rrulestr(text, dtstart=first), count))
    except ValueError as problem:
        raise refusal("rooms.bad_rule", rule=rule) from problem
    by_start = {instant(local, zone): local for local in reversed(locals_)}
    return (Instance(by_start[start], start) for start in sorted(by_start))


def _parts(rule: str) -> dict[str, str]:
    text = rule.strip().upper().removeprefix("RRULE:")
    parts: dict[str, str] = {}
    for part in text.split(";"):
        key, _equals, value = part.partition("=")
        pattern = PARTS.get(key)
        if pattern is None or key in parts or not pattern.fullmatch(value):
            raise refusal("rooms.bad_rule", rule=rule)
        parts[key] = value
    ordinal = any(letter.isdigit() for letter in parts.get("BYDAY", ""))
    if "FREQ" not in parts or (ordinal and parts["FREQ"] in ("DAILY", "WEEKLY")):
        raise refusal("rooms.bad_rule", rule=rule)
    return parts


def _until(text: str, zone: str) -> datetime | None:
    """Return the last instant that counts, None without an UNTIL; a date counts to its end."""
    if not text:
        return None
    start, end = _moment(text, zone)
    return start if "T" in text else end - timedelta(seconds=1)


def _moment(text: str, zone: str) -> tuple[datetime, datetime]:
    """Return the second, or the day, that a date of a rule names."""
    try:
        local = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d")  # noqa: DTZ007  # wall time
    except ValueError as problem:
        raise refusal("rooms.bad_rule", rule=text) from problem
    if "T" not in text:
        midnight = datetime.combine(local.date(), time())
        return instant(midnight, zone), instant(midnight + DAY, zone)
    at = local.replace(tzinfo=UTC) if text.endswith("Z") else instant(local, zone)
    return at, at + timedelta(seconds=1)
