"""The forms of the ways in and out as data; a password is never one of the fields."""

from fmdesk.core.domain.connection import PLAIN, STARTTLS, TLS, USUAL, Way
from fmdesk.core.domain.spec import FieldKind, FieldSpec, Text

LONGEST = 250
HIGHEST_PORT = 65_535
SECURITY = (
    (STARTTLS, Text("STARTTLS (begint open, wordt versleuteld)", "STARTTLS (encrypts at once)")),
    (TLS, Text("TLS (vanaf het begin versleuteld)", "TLS (encrypted from the start)")),
    (PLAIN, Text("Geen (alleen binnenshuis)", "None (inside the house only)")),
)


def _server(way: Way, example: str) -> tuple[FieldSpec, ...]:
    """Return the fields that name a server."""
    empty = Text(
        f"Alleen de naam, zoals {example}. Leeg: er is geen server.",
        f"Its name alone, such as {example}. Empty: there is no server.",
    )
    usual = Text(
        "0: de poort die bij de beveiliging hoort.", "0: the usual port of the security chosen."
    )
    user = Text(
        "Leeg als de server er geen vraagt. Het wachtwoord komt onder “Wachtwoord…”.",
        "Empty if the server asks for none. Its password is set under “Password…”.",
    )
    return (
        FieldSpec(
            f"{way}.host", Text("Server", "Server"), FieldKind.TEXT, maximum=LONGEST, help=empty
        ),
        FieldSpec(
            f"{way}.security",
            Text("Beveiliging", "Security"),
            FieldKind.CHOICE,
            is_required=True,
            choices=SECURITY,
            default=USUAL[way],
        ),
        FieldSpec(
            f"{way}.port",
            Text("Poort", "Port"),
            FieldKind.INTEGER,
            is_required=True,
            minimum=0,
            maximum=HIGHEST_PORT,
            default=0,
            help=usual,
        ),
        FieldSpec(
            f"{way}.user",
            Text("Gebruikersnaam", "User name"),
            FieldKind.TEXT,
            maximum=LONGEST,
            help=user,
        ),
    )


SERVER = _server(Way.MAIL_SERVER, "smtp.gemeente.nl")
MAILBOX = (
    *_server(Way.MAILBOX, "imap.gemeente.nl"),
    FieldSpec(
        "mailbox.folder",
        Text("Map in de postbus", "Folder of the mailbox"),
        FieldKind.TEXT,
        maximum=LONGEST,
        help=Text("Leeg: INBOX.", "Empty: INBOX."),
    ),
)
FOLDER = (
    FieldSpec(
        "drop_folder.path",
        Text("Map waarin het intranet formulieren zet", "Folder where the intranet puts forms"),
        FieldKind.TEXT,
        maximum=1000,
        help=Text(
            "Het hele pad, op elke werkplek hetzelfde. Leeg: er is geen map.",
            "The whole path, the same on every desk. Empty: there is no folder.",
        ),
    ),
)
