"""What an office may set, as one table: name, text, type, bounds and what holds until then."""

from collections.abc import Mapping
from dataclasses import dataclass

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.administration import Entry
from fmdesk.core.domain.attachment import LARGEST_MB
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.message import MessageSettings
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.admin_records import Values
from fmdesk.core.services.attachments import LARGEST
from fmdesk.core.services.nearness import MOST_MINUTES, NEAR
from fmdesk.core.services.smtp import is_address
from fmdesk.i18n import current_language

MOST_MB = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that stand in one form; each field is named as its setting is stored."""

    id: str
    title: Text
    fields: tuple[FieldSpec, ...]


_STANDARD = MessageSettings()
GROUPS: tuple[Group, ...] = (
    Group(
        "office",
        Text("Kantoor", "Office"),
        (
            FieldSpec(
                "organisation",
                Text("Naam van de organisatie", "Name of the organisation"),
                FieldKind.TEXT,
                is_required=True,
                maximum=200,
                help=Text(
                    "Staat op het scherm, op rapporten en in berichten.",
                    "Stands on the screen, on reports and in messages.",
                ),
            ),
            FieldSpec(
                NEAR,
                Text(
                    "Waarschuwen vóór de uiterste tijd (minuten)",
                    "Warn before the due time (minutes)",
                ),
                FieldKind.INTEGER,
                is_required=True,
                minimum=0,
                maximum=MOST_MINUTES,
                default=_STANDARD.warn_minutes,
                help=Text(
                    "Openingstijd waarbinnen een regel dreigt te laat te zijn.",
                    "Open time within which a line is near its breach.",
                ),
            ),
            FieldSpec(
                LARGEST,
                Text("Grootste bijlage (MB)", "Largest attachment (MB)"),
                FieldKind.INTEGER,
                is_required=True,
                minimum=1,
                maximum=MOST_MB,
                default=LARGEST_MB,
            ),
        ),
    ),
    Group(
        "messages",
        Text("Berichten aan klanten", "Messages to customers"),
        (
            FieldSpec(
                "messages.sender",
                Text("Afzender (e-mailadres)", "Sender (e-mail address)"),
                FieldKind.TEXT,
                maximum=200,
                default=_STANDARD.sender,
                help=Text(
                    "Zonder afzender gaat er geen e-mail uit. De mailserver en het wachtwoord ervan"
                    " staan in fmdesk.toml.",
                    "Without a sender no e-mail goes out. The mail server and its password stand in"
                    " fmdesk.toml.",
                ),
            ),
            FieldSpec(
                "messages.receipt",
                Text("Ontvangst bevestigen", "Confirm receipt"),
                FieldKind.BOOLEAN,
                default=_STANDARD.receipt,
            ),
            FieldSpec(
                "messages.ready",
                Text("Gereed melden", "Tell when it is ready"),
                FieldKind.BOOLEAN,
                default=_STANDARD.ready,
            ),
            FieldSpec(
                "messages.language",
                Text("Taal van de berichten", "Language of the messages"),
                FieldKind.CHOICE,
                is_required=True,
                choices=tuple(
                    (code, Text(name, name))
                    for code, name in zip(LANGUAGES, ("Nederlands", "English"), strict=True)
                ),
                default=_STANDARD.language,
            ),
        ),
    ),
)


def entries(work: UnitOfWork) -> tuple[Entry, ...]:
    """Return the groups of settings with what holds today."""
    language = current_language()
    return tuple(
        Entry(
            group.id,
            group.title.get(language),
            values={"code": group.id} | {spec.name: _read(work, spec) for spec in group.fields},
            form=FormSpec(group.id, group.fields),
        )
        for group in GROUPS
    )


def save(work: UnitOfWork, values: Values) -> None:
    """Store what was set; a setting that is not among the values stays.

    Raises:
        InvalidInputError: `administration.missing`, `administration.bounds` or `message.sender`.
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
        work.settings.put(name, str(value).strip())


def _read(work: UnitOfWork, spec: FieldSpec) -> Scalar:
    stored = work.settings.get(spec.name, str("" if spec.default is None else spec.default))
    if spec.kind is FieldKind.BOOLEAN:
        return stored == "True"
    return int(stored) if spec.kind is FieldKind.INTEGER else stored
