"""The settings of plugins among those of the office: what holds, and what is stored of a form."""

import json
from collections.abc import Iterator, Mapping

from fmdesk.core.domain.administration import Entry
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, PluginSettings
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.i18n import current_language

CODE = "plugin."
"""What the code of a plugin's entry begins with; its id follows."""
_TYPED = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PERSON, FieldKind.LOCATION})
"""Kinds that may be left empty."""


def entries(work: UnitOfWork, plugins: PluginGateway) -> tuple[Entry, ...]:
    """Return an entry for each active plugin that has settings, with what holds today.

    Args:
        work: The unit of work to read from.
        plugins: Declare the settings.
    """
    return tuple(_entry(work, one) for one in plugins.settings())


def save(work: UnitOfWork, plugins: PluginGateway, values: Mapping[str, Scalar]) -> None:
    """Store the settings of a plugin; whoever works next works by them.

    Args:
        work: The unit of work.
        plugins: Declare the settings, and check what is given for them.
        values: `code`, and the answers by the name of the field.

    Raises:
        InvalidInputError: `administration.missing`, `form.required` or `form.value`.
        PluginError: `plugin.unavailable`.
    """
    plugin = str(values["code"]).removeprefix(CODE)
    declared = next((one for one in plugins.settings() if one.plugin == plugin), None)
    fields = declared.form.fields if declared else ()
    answers = {spec.name: _given(spec, values) for spec in fields}
    plugins.check_settings(plugin, answers)
    for name, value in answers.items():
        work.settings.put(name, json.dumps(value))


def _given(spec: FieldSpec, values: Mapping[str, Scalar]) -> Scalar:
    if spec.name in values:
        return values[spec.name]
    if spec.kind in _TYPED:
        return ""
    field = spec.label.get(current_language())
    raise InvalidInputError("administration.missing", field=field)


def _entry(work: UnitOfWork, settings: PluginSettings) -> Entry:
    code = f"{CODE}{settings.plugin}"
    title = settings.title.get(current_language())
    values = dict(_values(work, settings.form))
    return Entry(code, title, "", {"code": code} | values, form=settings.form)


def _values(work: UnitOfWork, form: FormSpec) -> Iterator[tuple[str, Scalar]]:
    for spec in form.fields:
        default = "" if spec.default is None else spec.default
        stored = work.settings.get(spec.name)
        value = json.loads(stored) if stored else default
        yield spec.name, value if type(value) is type(default) else default
