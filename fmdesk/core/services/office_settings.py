"""The settings of the office: what holds today, and what is stored of a form."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from fmdesk.config import is_server
from fmdesk.core.domain.administration import Entry
from fmdesk.core.domain.connection import SCHEMES, Way, place_of
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.admin_records import Values
from fmdesk.core.services.objection_rules import hold_back, waiting
from fmdesk.core.services.settings_groups import GROUPS, MONEY, Group
from fmdesk.core.services.smtp import is_address
from fmdesk.i18n import _, current_language

WAYS = frozenset(Way)
_WINS = Text(
    "Op deze computer wint fmdesk.toml (of een variabele); wat hier staat, geldt voor de andere.",
    "On this computer fmdesk.toml (or a variable) wins; what stands here holds for the others.",
)


def entries(work: UnitOfWork, decided: Collection[str] = ()) -> tuple[Entry, ...]:
    """Return the groups of settings with what holds today.

    Args:
        work: The unit of work.
        decided: Ways in and out that the settings of this computer decide.
    """
    return tuple(_entry(work, group, decided) for group in GROUPS)


def save(work: UnitOfWork, values: Values) -> None:
    """Store what was set; a setting that is not among the values stays.

    Raises:
        InvalidInputError: `administration.missing`, `administration.bounds`, `message.sender`,
            `connection.server` or `connection.path`.
    """
    language = current_language()
    specs: Mapping[str, FieldSpec] = {
        spec.name: spec for group in GROUPS if group.id == values["code"] for spec in group.fields
    }
    for name, spec in specs.items():
        value = values.get(name, "" if spec.kind is FieldKind.TEXT else None)
        shown = spec.label.get(language)
        if value is None or (spec.is_required and not str(value).strip()):
            raise InvalidInputError("administration.missing", field=shown)
        if spec.kind is FieldKind.INTEGER:
            low, high = spec.minimum or 0, spec.maximum or 0
            if not low <= int(value) <= high:
                raise InvalidInputError("administration.bounds", field=shown, low=low, high=high)
        if name == "messages.sender" and value and not is_address(str(value)):
            raise InvalidInputError("message.sender", sender=value)
    if values["code"] in MONEY:
        hold_back(work, values)
    for name in specs:
        work.settings.put(name, str(values.get(name, "")).strip())
    if values["code"] in WAYS:
        checked_place(Way(str(values["code"])), values)


def checked_place(way: Way, values: Values) -> str:
    """Return the address without password that a form gives.

    Raises:
        InvalidInputError: `connection.server` where no server can have it, `connection.path` for
            a folder that is another one wherever the program starts.
    """
    place = place_of(way, lambda name: str(values.get(name, "")).strip())
    if way is Way.DROP_FOLDER and place and not Path(place).is_absolute():
        raise InvalidInputError("connection.path", path=place)
    if way not in SCHEMES or not place:
        return place
    host = str(values[f"{way}.host"]).strip()
    is_plain = str(values.get(f"{way}.folder", "")).isascii()  # it goes out as it is
    is_name = not any(sign == ":" or sign.isspace() for sign in host)
    if not (
        is_plain and is_name and is_server(way, place) and urlsplit(place).hostname == host.lower()
    ):
        raise InvalidInputError("connection.server", host=host)
    return place


def _entry(work: UnitOfWork, group: Group, decided: Collection[str]) -> Entry:
    fields = group.fields
    values = {spec.name: _read(work, spec) for spec in fields}
    hint = ""
    if group.id in WAYS:
        place = place_of(Way(group.id), work.settings.get)
        hint = str(values[fields[0].name])
        if work.secrets.get(group.id, place):
            hint = _("{place}, password kept").format(place=hint)
    if group.is_money and (told := waiting(work)):
        hint = _("Waits for another controller")
        fields = tuple(replace(one, help=told.get(one.name, one.help)) for one in fields)
    if group.id in decided:
        hint = "fmdesk.toml"
        fields = (replace(fields[0], help=_WINS), *fields[1:])
    return Entry(
        group.id,
        group.title.get(current_language()),
        hint,
        {"code": group.id} | values,
        form=FormSpec(group.id, fields),
        has_password=group.id in SCHEMES,
        can_try=group.id in WAYS,
    )


def _read(work: UnitOfWork, spec: FieldSpec) -> Scalar:
    stored = work.settings.get(spec.name, str("" if spec.default is None else spec.default))
    if spec.kind is FieldKind.BOOLEAN:
        return stored == "True"
    return int(stored) if spec.kind is FieldKind.INTEGER else stored
