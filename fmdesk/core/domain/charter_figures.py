"""Names and figures in the sentence of a charter, in Dutch and English."""

from collections.abc import Iterable
from datetime import date

from fmdesk.core.domain.charter_phrases import DURATIONS, FIGURES, MONTHS, PHRASES, WEEKDAYS

_HOUR = 60


def joined(words: Iterable[str], joint: str, language: str) -> str:
    """Return words after each other, `and` or `or` before the last; empty for none."""
    *first, last = tuple(words) or ("",)
    return PHRASES[language][joint].join([", ".join(first), last]) if first else last


def figure(value: int, language: str) -> str:
    """Return a whole number with thousands separators."""
    return f"{value:,}".replace(",", FIGURES[language][0])


def money(cents: int, language: str) -> str:
    """Return whole cents as euros."""
    _thousands, point, sign, _percent = FIGURES[language]
    return f"{sign}{figure(cents // 100, language)}{point}{cents % 100:02}"


def share(basis_points: int, language: str) -> str:
    """Return basis points as a percentage, with decimals only where it has any."""
    _thousands, point, _sign, percent = FIGURES[language]
    decimals = f"{basis_points % 100:02}".rstrip("0")
    return f"{basis_points // 100}{point if decimals else ''}{decimals}{percent}"


def duration(seconds: int, language: str) -> str:
    """Return a time span, to the second: `1 h 30 min`."""
    parts: list[str] = []
    for size, unit in DURATIONS[language]:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{figure(count, language)} {unit}")
    return " ".join(parts) or f"0 {DURATIONS[language][-1][1]}"


def day_words(day: date, language: str) -> str:
    """Return a day: `1 December 2026`."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def weekday(value: int, language: str) -> str:
    """Return the name of a weekday, 0 for Monday; of no weekday the figure."""
    names = WEEKDAYS[language]
    return names[value] if 0 <= value < len(names) else figure(value, language)


def minute(value: int, _language: str) -> str:
    """Return a minute of the day as a time."""
    return f"{value // _HOUR:02}:{value % _HOUR:02}"
