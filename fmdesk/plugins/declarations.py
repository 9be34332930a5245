"""Gathers what a plugin declares and checks it, so that pages and services can trust it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from types import NoneType
from typing import Any

from fmdesk.core.domain.errors import InvalidInputError, PluginError
from fmdesk.core.domain.sections import ReportMonth
from fmdesk.core.domain.spec import (
    CharterSpec,
    CommandSpec,
    DueSpec,
    FactSpec,
    FieldKind,
    FieldSearch,
    FormSpec,
    PermissionSpec,
    PluginActionSpec,
    PluginDeclarations,
    ProcessSpec,
    ProductSpec,
    QuerySpec,
    ReportSectionSpec,
    SchemaSpec,
    SettingSpec,
    TileSpec,
    ViewSpec,
)
from fmdesk.plugins.details import check_details
from fmdesk.plugins.fitting import misfit

MOST = 1_000
"""Longest list that a plugin may declare."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of declaration: its hook, its type, and what makes it one of a kind."""

    hook: str
    type: type
    key: Callable[[Any], str]


def _id(item: Any) -> str:
    return str(item.id)


def _name(item: Any) -> str:
    return str(item.name)


KINDS: Mapping[str, Kind] = {
    "products": Kind("fmdesk_register_products", ProductSpec, _id),
    "forms": Kind("fmdesk_register_forms", FormSpec, _id),
    "processes": Kind("fmdesk_register_processes", ProcessSpec, lambda item: str(item.code)),
    "charters": Kind("fmdesk_register_charters", CharterSpec, lambda item: str(item.charter.code)),
    "facts": Kind("fmdesk_register_facts", FactSpec, _name),
    "settings": Kind("fmdesk_register_settings", SettingSpec, _name),
    "permissions": Kind("fmdesk_register_permissions", PermissionSpec, _name),
    "report_sections": Kind("fmdesk_register_report_sections", ReportSectionSpec, _id),
    "views": Kind("fmdesk_register_views", ViewSpec, _id),
    "tiles": Kind("fmdesk_register_tiles", TileSpec, _id),
    "actions": Kind("fmdesk_register_actions", PluginActionSpec, _id),
    "commands": Kind("fmdesk_register_commands", CommandSpec, _name),
    "queries": Kind("fmdesk_register_queries", QuerySpec, _name),
    "due": Kind("fmdesk_register_due", DueSpec, _name),
    "schema": Kind("fmdesk_schema", SchemaSpec, lambda item: str(item.prefix)),
}
"""Field of `PluginDeclarations` -> how it is gathered."""

REFERENCES = (
    ("products", "form", "forms"),
    ("products", "process", "processes"),
    ("report_sections", "query", "queries"),
    ("tiles", "query", "queries"),
    ("tiles", "view", "views"),
    ("actions", "command", "commands"),
    ("actions", "view", "views"),
    ("commands", "permission", "permissions"),
)
"""Whose field names what; an empty name names nothing."""

PREFIXED = (("facts", "."), ("processes", "."), ("charters", "."))
"""What stands in one list with that of other plugins, so begins with the plugin's id."""


def gather(plugin: str, ask: Callable[[str, Callable[[object], Any]], Any]) -> PluginDeclarations:
    """Return all that a plugin declares.

    Args:
        plugin: Its id.
        ask: Calls one hook of the plugin and hands its answer to the function; both count as the
            plugin's own code, since an answer may be a generator.

    Raises:
        PluginError: It failed, or declared what cannot be used.
    """
    found = {field: ask(kind.hook, partial(_listed, plugin, kind)) for field, kind in KINDS.items()}
    declared = PluginDeclarations(plugin, **found)
    _check_keys(declared)
    _check_references(declared)
    _check_asked(declared)
    _check_settings(declared)
    return declared


def _listed(plugin: str, kind: Kind, answer: object) -> tuple[Any, ...]:
    """Return an answer as a tuple of items of the right type."""
    if answer is None:
        return ()
    if kind.type is SchemaSpec:
        answer = (answer,)
    if isinstance(answer, str | bytes) or not isinstance(answer, Iterable):
        raise _wrong(plugin, kind, type(answer).__name__)
    items = tuple(islice(answer, MOST + 1))
    if len(items) > MOST:
        raise PluginError("plugin.too_many", plugin=plugin, hook=kind.hook, most=MOST)
    for number, item in enumerate(items):
        fault = misfit(item, kind.type, f"[{number}]")
        if fault:
            raise _wrong(plugin, kind, fault)
    return items


def _wrong(plugin: str, kind: Kind, found: str) -> PluginError:
    return PluginError(
        "plugin.wrong_answer",
        plugin=plugin,
        hook=kind.hook,
        expected=kind.type.__name__,
        found=found,
    )


def _check_keys(declared: PluginDeclarations) -> None:
    plugin = declared.plugin
    for field, kind in KINDS.items():
        seen: set[str] = set()
        for item in getattr(declared, field):
            key = kind.key(item)
            if key in seen or not key:
                raise PluginError("plugin.duplicate_name", plugin=plugin, hook=kind.hook, name=key)
            seen.add(key)
    for field, sign in (*PREFIXED, ("schema", "_")):
        for item in getattr(declared, field):
            name, prefix = KINDS[field].key(item), plugin + sign
            if not name.startswith(prefix) or (field == "schema" and name != prefix):
                raise PluginError("plugin.prefix", plugin=plugin, name=name, prefix=prefix)


def _check_asked(declared: PluginDeclarations) -> None:
    """Check that the queries of sections and fields take what they are given."""
    taken = {query.name: query.payload for query in declared.queries}
    asked: list[tuple[str, type]] = [(one.query, ReportMonth) for one in declared.report_sections]
    for form in declared.forms:
        for field in form.fields:
            if field.find and field.kind is not FieldKind.TEXT:
                raise _wrong(declared.plugin, KINDS["forms"], f"{field.name}: {field.kind}")
            asked += [(field.find, FieldSearch)] if field.find else []
    for name, kind in asked:
        if taken.get(name) is not kind:
            raise PluginError(
                "plugin.bad_payload", plugin=declared.plugin, name=name, expected=kind.__name__
            )


def _check_settings(declared: PluginDeclarations) -> None:
    for setting in declared.settings:
        field = setting.field(declared.plugin)
        form = FormSpec(declared.plugin, (replace(field, is_required=False),))
        try:
            check_details(form, {field.name: setting.default})
        except InvalidInputError as problem:
            value = str(setting.default)[:80]
            raise PluginError(
                "plugin.bad_setting", plugin=declared.plugin, setting=setting.name, value=value
            ) from problem


def _check_references(declared: PluginDeclarations) -> None:
    given = {command.name: command.payload for command in declared.commands}
    for action in declared.actions:
        if given.get(action.command, NoneType) is not NoneType:
            raise PluginError(
                "plugin.action_payload",
                plugin=declared.plugin,
                action=action.id,
                command=action.command,
            )
    for field, attribute, target in REFERENCES:
        known = {KINDS[target].key(item) for item in getattr(declared, target)}
        for item in getattr(declared, field):
            name = getattr(item, attribute)
            if name and name not in known:
                raise PluginError(
                    "plugin.unknown_reference",
                    plugin=declared.plugin,
                    hook=KINDS[field].hook,
                    name=name,
                    target=target,
                )
