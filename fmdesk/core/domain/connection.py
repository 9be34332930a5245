"""Where e-mail goes out and comes in, and where forms are dropped, as an office sets it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote


class Way(StrEnum):
    """A way in or out; each is named as its setting in the settings file."""

    MAIL_SERVER = "mail_server"
    MAILBOX = "mailbox"
    DROP_FOLDER = "drop_folder"


STARTTLS, TLS, PLAIN = "starttls", "tls", "none"
SCHEMES: Mapping[Way, Mapping[str, str]] = {
    Way.MAIL_SERVER: {STARTTLS: "smtp+starttls", TLS: "smtps", PLAIN: "smtp"},
    Way.MAILBOX: {STARTTLS: "imap+starttls", TLS: "imaps", PLAIN: "imap"},
}
"""By way and how the connection is kept safe, the beginning of its address."""
USUAL: Mapping[Way, str] = {Way.MAIL_SERVER: STARTTLS, Way.MAILBOX: TLS}
"""How the connection is kept safe where nobody said."""
USUAL_PORT = "0"
"""The port that servers of this kind have."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a try found that went well.

    Attributes:
        way: What was tried.
        waiting: Unread e-mails of a mailbox, forms of a folder.
        has_sender: The office has an address that a mail server was asked to send from.
    """

    way: Way
    waiting: int = 0
    has_sender: bool = False


def place_of(way: Way, get: Callable[[str], str]) -> str:
    """Return the address of a server without its password, or a folder; empty for none.

    Args:
        way: What it is for.
        get: Gives a setting by its name, empty where it was never set.
    """
    if way is Way.DROP_FOLDER:
        return get(f"{way}.path")
    host = get(f"{way}.host")
    if not host:
        return ""
    security, port, user = (get(f"{way}.{name}") for name in ("security", "port", "user"))
    schemes = SCHEMES[way]
    parts = [schemes.get(security, schemes[USUAL[way]]), "://"]
    if user:
        parts += (quote(user, safe=""), "@")
    parts.append(host)
    if port not in {"", USUAL_PORT}:
        parts += (":", port)
    folder = get(f"{way}.folder") if way is Way.MAILBOX else ""
    if folder:
        parts += ("/", quote(folder, safe=""))
    return "".join(parts)


def with_password(place: str, password: str) -> str:
    """Return an address with the password of its user; one without user needs none."""
    user, at, rest = place.rpartition("@")
    return f"{user}:{quote(password, safe='')}{at}{rest}" if at and password else place
