"""The texts of all known errors: a code becomes a sentence that says what to do.

Each area has one module with a table `TEXTS` (code -> English sentence with `{params}`, marked with
`N_`). The tables are found by listing this package, so an area is added by adding its module.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from fmdesk.core.domain.errors import DomainError, InvalidInputError
from fmdesk.core.domain.period import Month
from fmdesk.i18n import N_, _, day, month_name

MONTHS = frozenset(("month", "later", "earlier", "since", "period"))
"""Parameters that name a month, `YYYY-MM`, or what is in words already."""
DAYS = frozenset(("day", "first", "last"))
"""Parameters that name a day, `YYYY-MM-DD`, or another bound."""
UNKNOWN = N_(
    "Something went wrong that has no explanation yet. Give this to your administrator: {error}"
)


@cache
def tables() -> Mapping[str, Mapping[str, str]]:
    """Return the table of each area, by the name of the area."""
    return {
        module.name: import_module(f"{__name__}.{module.name}").TEXTS
        for module in iter_modules(__path__)
    }


@cache
def texts() -> Mapping[str, str]:
    """Return all texts by code, untranslated."""
    return {code: text for table in tables().values() for code, text in table.items()}


def explain(error: DomainError) -> str:
    """Return the sentence for a known error, in the current language.

    A plugin's own code is not in our tables; its error carries its sentence in `reason`.
    """
    template = texts().get(error.code)
    if template is not None:
        spoken = _(template)
        said = spoken.format_map(_Shown(error.params))
        # A month in words begins a sentence with a capital; a code stays as it is written.
        is_first = spoken.startswith(tuple(f"{{{name}}}" for name in MONTHS))
        return said[:1].upper() + said[1:] if is_first else said
    reason = error.params.get("reason")
    return str(reason) if reason else _(UNKNOWN).format(error=error)


class _Shown(dict[str, object]):
    """Parameters of a text, months and days in the user's words.

    One that the raiser forgot shows as its name instead of failing.
    """

    def __init__(self, params: Mapping[str, object]) -> None:
        super().__init__((name, _shown(name, value)) for name, value in params.items())

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _shown(name: str, value: object) -> object:
    """Return a parameter as a person reads it; what is no month or day stays as it is."""
    try:
        if name in MONTHS:
            return month_name(Month.parse(str(value)).first_day())
        if name in DAYS:
            return day(date.fromisoformat(str(value)))
    except (InvalidInputError, ValueError):
        return value
    return value
