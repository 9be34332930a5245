"""The settings of an office as data: name, text, type, bounds and what holds until then."""

from dataclasses import dataclass

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.attachment import LARGEST_MB
from fmdesk.core.domain.connection import Way
from fmdesk.core.domain.message import MessageSettings
from fmdesk.core.domain.spec import FieldKind, FieldSpec, Text
from fmdesk.core.services.attachments import LARGEST
from fmdesk.core.services.connection_fields import FOLDER, MAILBOX, SERVER
from fmdesk.core.services.nearness import MOST_MINUTES, NEAR
from fmdesk.core.services.objection_rules import FIELDS

MOST_MB = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that stand in one form; each field is named as its setting is stored."""

    id: str
    title: Text
    fields: tuple[FieldSpec, ...]
    is_money: bool = False
    """They decide on money: a controller sets them, never who administers."""


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
                    "Zonder afzender gaat er geen e-mail uit.",
                    "Without a sender no e-mail goes out.",
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
    Group(Way.MAIL_SERVER, Text("E-mail versturen (SMTP)", "Outgoing e-mail (SMTP)"), SERVER),
    Group(Way.MAILBOX, Text("E-mail ontvangen (IMAP)", "Incoming e-mail (IMAP)"), MAILBOX),
    Group(Way.DROP_FOLDER, Text("Map met formulieren", "Folder with forms"), FOLDER),
    Group("objections", Text("Bezwaar en maand", "Objections and month"), FIELDS, is_money=True),
)
MONEY = frozenset(group.id for group in GROUPS if group.is_money)
