"""Text and figures of the reports in words, in the language in force; no layout library."""

import unicodedata
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache

from fmdesk.core.domain.period import Month
from fmdesk.core.domain.views import MonthFigures
from fmdesk.i18n import _, current_language, money, month_name, ngettext, number

NO_VALUE = "–"
_TENTH = 10
_LONGEST = 4000


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Return text that can be printed: one line, no control or invisible characters, composed.

    Text comes from customers, mails and imports and is hostile (reliability page, Text).
    """
    if text.isascii() and text.isprintable():
        return text[:_LONGEST]
    composed = unicodedata.normalize("NFC", text[:_LONGEST])
    shown = "".join(
        " " if char.isspace() else char
        for char in composed
        if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    return " ".join(shown.split())


def name_of(nl: str, en: str) -> str:
    """Return the name in the language in force, the other one where it is missing."""
    return (nl or en) if current_language() == "nl" else (en or nl)


def share(basis_points: int | None, norm: int | None = None) -> str:
    """Return a share as a percentage, rounded down so that it never looks better than it is.

    Args:
        basis_points: The share (9562 = 95.62 %); None gives a dash.
        norm: The norm it stands beside; hundredths are shown only where the norm has them.
    """
    if basis_points is None:
        return NO_VALUE
    space = "\N{NO-BREAK SPACE}" if current_language() == "nl" else ""
    return f"{points(basis_points, norm)}{space}%"


def points(basis_points: int, norm: int | None = None) -> str:
    """Return basis points as percentage points, rounded down like `share`."""
    decimals = 2 if (norm or 0) % _TENTH else 1
    exact = Decimal(basis_points).scaleb(-2)
    return number(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_FLOOR), decimals)


def whole_euros(cents: int) -> str:
    """Return an amount in little room: rounded to euros, where a table beside it has the cents."""
    return money((cents + 50) // 100 * 100)[:-3]


def distance(realised: int, norm: int) -> int:
    """Return how far a shown share lies above its norm, in basis points, negative below it."""
    shown = realised if norm % _TENTH else realised // _TENTH * _TENTH
    return shown - norm


def norm_of(figures: MonthFigures) -> int | None:
    """Return the norm of the whole month, in basis points; None when there is none."""
    last = figures.trend[-1] if figures.trend else None
    return last.norm if last and last.month == figures.month else None


def month_in_words(month: str) -> str:
    """Return `2026-10` as `oktober 2026`."""
    return month_name(Month.parse(month).first_day())


def year_in_words(month: str) -> str:
    """Return the year up to a month in words: `2026 t/m oktober`."""
    first = Month.parse(month).first_day()
    return _("{year} up to {month}").format(
        year=first.year, month=month_name(first).removesuffix(f" {first.year}")
    )


def short_month(value: date) -> str:
    """Return the month of a date in three letters."""
    return _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()[value.month - 1]


def standing(figures: MonthFigures) -> str:
    """Return in a few words how the share lies against the norm; empty without either."""
    realised, norm = figures.total.realised, norm_of(figures)
    if realised is None or norm is None:
        return ""
    gap = distance(realised, norm)
    if gap == 0:
        return _("exactly on the norm of {norm}").format(norm=share(norm, norm))
    text = (
        _("{points} points above the norm of {norm}")
        if gap > 0
        else _("{points} points below the norm of {norm}")
    )
    return text.format(points=points(abs(gap), norm), norm=share(norm, norm))


def month_sentence(figures: MonthFigures) -> str:
    """Return the month in one sentence, for somebody who reads nothing else."""
    total = figures.total
    if not total.judged:
        return _("No promise came to a verdict in {month}.").format(
            month=month_in_words(figures.month)
        )
    text = ngettext(
        "Of {judged} promise {kept} was kept ({share})",
        "Of {judged} promises {kept} were kept ({share})",
        total.judged,
    ).format(
        judged=number(total.judged),
        kept=number(total.kept),
        share=share(total.realised, norm_of(figures)),
    )
    where = standing(figures)
    return f"{text}, {where}." if where else f"{text}."


def year_sentence(figures: MonthFigures) -> str:
    """Return the year to date in one sentence."""
    year = figures.year
    return _("{period}: {share} kept, {broken} broken, {credited} credited.").format(
        period=year_in_words(figures.month),
        share=share(year.realised),
        broken=number(year.broken),
        credited=money(year.credited_cents),
    )
