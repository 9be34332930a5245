"""Does a plugin keep to the contract: what it declares, and what it imports."""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import NoneType

from fmdesk.authoring.checks import Check, Subject, rows
from fmdesk.authoring.samples import sample
from fmdesk.config import resources_path
from fmdesk.core.domain.access import Role
from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.charter_check import check_facts, check_terms
from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.facts import fact_types
from fmdesk.core.domain.spec import CommandSpec, PluginDeclarations, QuerySpec, Text
from fmdesk.core.sql.grants import CLERK, PERSONS
from fmdesk.plugins.fitting import misfit
from fmdesk.plugins.sources import Source, read_manifest

SUITE = "contract"
API = "fmdesk.plugins.api"
QT, SQL = ("PySide6", f"{API}.qt"), ("sqlalchemy", "alembic", f"{API}.sql")
Found = Iterator[DomainError]


def check_contract(subject: Subject, declared: PluginDeclarations) -> Iterator[Check]:
    """Yield what is to be said about a plugin that is loaded in this process.

    Args:
        subject: The plugin.
        declared: What it declares.
    """
    yield from rows(SUITE, "texts", _texts(declared, declared.plugin))
    for name, look in _LOOKS.items():
        yield from rows(SUITE, name, look(declared))
    yield from rows(SUITE, "imports", _imports(subject))
    yield from rows(SUITE, "version", _version(subject))


def _wrong(code: str, **params: object) -> PluginError:
    return PluginError(code, **params)


def _texts(value: object, place: str) -> Found:
    """Find the texts that lack one of the languages, anywhere in a declaration."""
    if isinstance(value, Text):
        for language in ("nl", "en"):
            if not value.get(language).strip():
                yield _wrong("check.text", place=place, language=language)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _texts(getattr(value, one.name), f"{place}.{one.name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            name = getattr(item, "id", None) or getattr(item, "name", None) or number
            yield from _texts(item, f"{place}[{name if isinstance(name, str) else number}]")


def _icons(declared: PluginDeclarations) -> Found:
    known = sorted(path.stem for path in resources_path("icons").glob("*.svg"))
    icons = [*(one.icon for one in declared.views), *(one.icon for one in declared.actions)]
    for icon in icons:
        if icon and icon not in known:
            yield _wrong("check.icon", icon=icon, known=", ".join(known))


def _handlers(declared: PluginDeclarations) -> Found:
    """Find what is named by its place and is not there, or no page."""
    for view in declared.views:
        page = _named(view.factory)
        if page is None:
            yield _wrong("check.handler", place=view.factory)
        elif not isinstance(page, type) or not issubclass(page, _page()):
            yield _wrong("check.page", place=view.factory)
    for schema in declared.schema:
        if schema.store and _named(schema.store) is None:
            yield _wrong("check.handler", place=schema.store)


def _page() -> type:
    from fmdesk.plugins.api.qt import PluginPage  # noqa: PLC0415  # Qt, for plugins with pages

    return PluginPage


def _named(place: str) -> object:
    module, _colon, name = place.partition(":")
    try:
        return getattr(import_module(module), name, None)
    except ImportError:
        return None


def _payloads(declared: PluginDeclarations) -> Found:
    """Find types that the command log cannot keep, or not give back as they were."""
    for spec, kind in _kinds(declared):
        is_frozen = is_dataclass(kind) and vars(kind)["__dataclass_params__"].frozen
        if kind in (NoneType, str, int, bool):
            continue
        if not is_frozen:
            yield _wrong("check.frozen", name=spec.name, kind=kind.__name__)
        elif not _comes_back(kind):
            yield _wrong("check.comes_back", name=spec.name, kind=kind.__name__)


def _kinds(declared: PluginDeclarations) -> Iterator[tuple[CommandSpec | QuerySpec, type]]:
    for command in declared.commands:
        yield command, command.payload
        yield command, command.result
    for query in declared.queries:
        yield query, query.payload


def _comes_back(kind: type) -> bool:
    try:
        value = sample(kind)
        return not misfit(value, kind, "") and bool(loads(kind, dumps(value)) == value)
    except (DomainError, TypeError, ValueError, KeyError, AttributeError, NameError):
        return False


def _permissions(declared: PluginDeclarations) -> Found:
    known = frozenset(role.value for role in Role)
    for right in declared.permissions:
        for role in sorted(set(right.roles) - known):
            yield _wrong("check.role", name=right.name, role=role, known=", ".join(sorted(known)))
        if not right.roles:
            yield _wrong("check.nobody", name=right.name)
    for table, role, _privileges in (row for one in declared.schema for row in one.grants):
        if role not in (*PERSONS, CLERK):
            yield _wrong("check.role", name=table, role=role, known=", ".join((*PERSONS, CLERK)))
    for schema in declared.schema:
        if schema.store and not schema.grants:
            yield _wrong("check.grants", name=schema.prefix)


def _charters(declared: PluginDeclarations) -> Found:
    types = fact_types(declared.facts)
    for spec in declared.charters:
        for look in (check_terms, partial(check_facts, types=types)):
            try:
                look(spec.charter)
            except DomainError as problem:
                yield problem


def _version(subject: Subject) -> Found:
    source = Source(subject.plugin, subject.target, root=subject.root)
    found = read_manifest(source).version
    if subject.version and found != subject.version:
        yield _wrong("check.version", manifest=found, wheel=subject.version)


def _imports(subject: Subject) -> Found:
    """Find imports of more than the api, and of libraries where they do not belong."""
    own = subject.target.partition(":")[0].rpartition(".")[0] or subject.target
    for place, file in _files(own):
        for node in ast.walk(ast.parse(file.read_bytes())):
            for name in _imported(node):
                top, line = name.partition(".")[0], getattr(node, "lineno", 1)
                if top == "fmdesk" and not f"{name}.".startswith((f"{API}.", f"{own}.")):
                    yield _wrong("check.import", file=place, line=line, name=name, api=API)
                    continue
                for library in _misplaced(place):
                    if f"{name}.".startswith(f"{library}."):
                        yield _wrong("check.library", file=place, line=line, name=library)


def _files(own: str) -> Iterator[tuple[str, Path]]:
    spec = find_spec(own)
    for folder in spec.submodule_search_locations or () if spec else ():
        for file in sorted(Path(folder).rglob("*.py")):
            yield file.relative_to(folder).as_posix(), file


def _imported(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.Import):
        return tuple(alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom) and not node.level:
        return tuple(f"{node.module}.{alias.name}" for alias in node.names)
    return ()


def _misplaced(place: str) -> tuple[str, ...]:
    """Return the libraries that a file must do without, so that desks without them start fast."""
    first = place.partition("/")[0].removesuffix(".py")
    is_sql, is_qt = first in ("store", "tables", "migrations"), first == "qt"
    return (*(() if is_sql else SQL), *(() if is_qt else QT))


_LOOKS: Mapping[str, Callable[[PluginDeclarations], Found]] = {
    "icons": _icons,
    "handlers": _handlers,
    "payloads": _payloads,
    "permissions": _permissions,
    "charters": _charters,
}
