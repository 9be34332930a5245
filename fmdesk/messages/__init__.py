"""The texts of all known errors: a code becomes a sentence that says what to do.

Each area has one module with a table `TEXTS` (code -> English sentence with `{params}`, marked with
`N_`). The tables are found by listing this package, so an area is added by adding its module.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from fmdesk.core.domain.errors import DomainError
from fmdesk.i18n import N_, _

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
        return _(template).format_map(_Shown(error.params))
    reason = error.params.get("reason")
    return str(reason) if reason else _(UNKNOWN).format(error=error)


class _Shown(dict[str, object]):
    """Parameters of a text; one that the raiser forgot shows as its name instead of failing."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"
