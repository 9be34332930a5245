"""What a plugin adds, by kind, in words that somebody can approve."""

from typing import Any

from fmdesk.core.domain.installing import Addition
from fmdesk.core.domain.spec import PermissionSpec, PluginDeclarations, Text
from fmdesk.core.services.access import ROLES
from fmdesk.i18n import _, using_language
from fmdesk.plugins.declarations import KINDS

WORDS = ("title", "name", "text", "label")
"""Fields of a declaration that may hold its name in both languages."""
LONGEST = 120


def additions(declared: PluginDeclarations) -> tuple[Addition, ...]:
    """Return what a plugin declares; kinds of which it has none are left out."""
    found = (
        Addition(field, tuple(_name(item, kind.key(item)) for item in getattr(declared, field)))
        for field, kind in KINDS.items()
    )
    return tuple(one for one in found if one.names)


def plain(adds: tuple[Addition, ...]) -> list[list[Any]]:
    """Return additions as what JSON can carry from one process to another."""
    return [[one.kind, [[name.nl, name.en] for name in one.names]] for one in adds]


def from_plain(found: object) -> tuple[Addition, ...]:
    """Return additions that another process sent; what is none of our kinds is left out."""
    rows = found if isinstance(found, list) else []
    return tuple(
        Addition(str(kind), tuple(Text(str(nl)[:LONGEST], str(en)[:LONGEST]) for nl, en in names))
        for kind, names in rows
        if kind in KINDS
    )


def _with_roles(right: PermissionSpec, language: str) -> str:
    """Return a right with who gets it."""
    with using_language(language):
        known = {role.value: _(words) for role, words in ROLES.items()}
        roles = ", ".join(known.get(role, role) for role in right.roles)
        return f"{right.text.get(language) or right.name} ({roles or '–'})"


def _name(item: Any, key: str) -> Text:
    if isinstance(item, PermissionSpec):
        return Text(_with_roles(item, "nl"), _with_roles(item, "en"))
    charter = getattr(item, "charter", None)
    if charter is not None:
        return Text(charter.name_nl or key, charter.name_en or key)
    for field in WORDS:
        text = getattr(item, field, None)
        if isinstance(text, Text):
            return Text(text.nl or key, text.en or key)
    return Text(key, key)
