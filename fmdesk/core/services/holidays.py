"""Dutch holidays, offered with a tick box each when a calendar is made."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

_LIBERATION_DAY = "Bevrijdingsdag"
_GOOD_FRIDAY = "Goede vrijdag"


class LiberationDay(StrEnum):
    """In which years an office is closed on 5 May."""

    YEARLY = "yearly"
    LUSTRUM = "lustrum"
    """Every fifth year, as most Dutch collective agreements have it."""
    NEVER = "never"


def dutch_holidays(
    years: Iterable[int],
    *,
    bevrijdingsdag: LiberationDay = LiberationDay.LUSTRUM,
    goede_vrijdag: bool = False,
) -> Mapping[date, str]:
    """Return the Dutch holidays of some years with their Dutch names, in order.

    5 May and Good Friday are the office's own choice; the other days are closed by custom.

    Args:
        years: The years.
        bevrijdingsdag: In which years 5 May is a holiday.
        goede_vrijdag: Good Friday is a holiday.
    """
    import holidays  # noqa: PLC0415 - costs 70 ms, and only a new calendar needs it

    choice = LiberationDay(bevrijdingsdag)
    categories = ("public", "optional") if choice is LiberationDay.YEARLY else ("public",)
    found = holidays.country_holidays(
        "NL", years=list(years), categories=categories, language="nl", expand=False
    )
    left_out = {_LIBERATION_DAY} if choice is LiberationDay.NEVER else set()
    if not goede_vrijdag:
        left_out.add(_GOOD_FRIDAY)
    named = {on: [n for n in found.get_list(on) if n not in left_out] for on in sorted(found)}
    return {on: ", ".join(sorted(names)) for on, names in named.items() if names}
