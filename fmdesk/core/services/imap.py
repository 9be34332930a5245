"""A mailbox by IMAP; whatever the server does, the answer is a word about it, never an error."""

import imaplib
import re
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import unquote, urlsplit

from fmdesk.core.domain.message import Delivery, Hindrance
from fmdesk.core.ports import RawMail

TIMEOUT_SECONDS = 15
"""How long a server may take for each answer."""
HEAD_BYTES = 64 * 1024
"""What is fetched of a mail that is too large."""
_PORTS = {"imap": 143, "imap+starttls": 143, "imaps": 993}
_FAULTS = (imaplib.IMAP4.error, OSError, UnicodeError)
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_ARRIVED = re.compile(
    rb'INTERNALDATE "([ \d]\d)-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"'
)
_MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

Pieces = Sequence[bytes | tuple[bytes, bytes] | None]


@dataclass(frozen=True, slots=True)
class ImapMailbox:
    """One folder on an IMAP server.

    Attributes:
        url: `imaps://`, `imap+starttls://` or `imap://`, then `user:password@host:port/folder`;
            empty for none. Signs that mean something in an address are percent-encoded.
        timeout: Seconds that the server may take for each answer.
        context: How certificates are checked; None for the machine's own authorities.
    """

    url: str = field(default="", repr=False)  # it has a password
    timeout: float = TIMEOUT_SECONDS
    context: ssl.SSLContext | None = None

    @property
    def is_set(self) -> bool:
        """Tell whether a mailbox is known."""
        return bool(self.url)

    def visit(self, take: Callable[[RawMail], object], largest: int, most: int) -> Delivery:
        """Hand over unseen e-mails, oldest first; see the port.

        A mail is marked as seen only after it was taken, so that whoever is killed in between
        finds it again; that it is taken once is the taker's business.
        """
        try:
            server = self._connect()
        except _FAULTS as problem:
            return _hindered(problem, is_login=True)
        try:
            for number in _unseen(server)[:most]:
                raw = _fetch(server, number, largest)
                if raw is not None:
                    take(raw)
                    _said(server.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)"))
            server.logout()
        except _FAULTS as problem:
            return _hindered(problem)
        finally:
            with suppress(*_FAULTS):
                server.shutdown()
        return Delivery()

    def try_out(self) -> tuple[Delivery, int]:
        """Sign in, open the folder and count its unread e-mails; none is fetched or marked."""
        try:
            server = self._connect()
        except _FAULTS as problem:
            return _hindered(problem, is_login=True), 0
        try:
            unread = len(_unseen(server))
            server.logout()
        except _FAULTS as problem:
            return _hindered(problem), 0
        finally:
            with suppress(*_FAULTS):
                server.shutdown()
        return Delivery(), unread

    def _connect(self) -> imaplib.IMAP4:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        context = self.context or ssl.create_default_context()
        if parts.scheme == "imaps":
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                host, port, ssl_context=context, timeout=self.timeout
            )
        else:
            server = imaplib.IMAP4(host, port, timeout=self.timeout)
        try:
            if parts.scheme == "imap+starttls":
                server.starttls(context)
            server.login(unquote(parts.username or ""), unquote(parts.password or ""))
            folder = unquote(parts.path.strip("/")) or "INBOX"
            name = folder.replace("\\", r"\\").replace('"', r"\"")
            _said(server.select(f'"{name}"'))
        except _FAULTS:
            with suppress(*_FAULTS):
                server.shutdown()
            raise
        return server


def _unseen(server: imaplib.IMAP4) -> Sequence[str]:
    """Return the numbers of the unseen mails, the lowest first."""
    found = _said(server.uid("SEARCH", "UNSEEN"))
    words = b" ".join(one for one in found if isinstance(one, bytes)).split()
    return [str(number) for number in sorted(int(word) for word in words if word.isdigit())]


def _fetch(server: imaplib.IMAP4, number: str, largest: int) -> RawMail | None:
    """Return a mail without marking it; None for one that somebody else has moved away."""
    told = b" ".join(_flat(_said(server.uid("FETCH", number, "(RFC822.SIZE INTERNALDATE)"))))
    size = _SIZE.search(told)
    if size is None:
        return None
    whole = int(size.group(1))
    wanted = "BODY.PEEK[]" if whole <= largest else f"BODY.PEEK[]<0.{HEAD_BYTES}>"
    pieces = _said(server.uid("FETCH", number, f"({wanted})"))
    content = b"".join(one[1] for one in pieces if isinstance(one, tuple))
    is_whole = whole <= largest
    return RawMail(content, len(content) if is_whole else whole, _arrived(told))


def _arrived(told: bytes) -> datetime | None:
    """Return when a mail reached the mailbox; None for what is no time."""
    found = _ARRIVED.search(told)
    if found is None or found.group(2).title() not in _MONTHS:
        return None
    day, _name, year, hour, minute, second, sign, hours, minutes = found.groups()
    shift = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == b"-" else 1)
    month = _MONTHS.index(found.group(2).title()) + 1
    parts = (int(year), month, int(day), int(hour), int(minute), int(second))
    try:
        return datetime(*parts, tzinfo=timezone(shift)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _flat(pieces: Pieces) -> Sequence[bytes]:
    return [one[0] if isinstance(one, tuple) else one for one in pieces if one is not None]


def _said(answer: tuple[str, Pieces]) -> Pieces:
    """Return what the server answered; an error when it refused."""
    word, pieces = answer
    if word != "OK":
        raise imaplib.IMAP4.error(b" ".join(_flat(pieces)))
    return pieces


def _hindered(problem: Exception, *, is_login: bool = False) -> Delivery:
    """Return what an error of the library says about the visit."""
    if isinstance(problem, UnicodeError):  # its words would show a part of the password
        return Delivery(Hindrance.LOGIN)
    kinds: Sequence[tuple[type[Exception], Hindrance]] = (
        (TimeoutError, Hindrance.TIMEOUT),
        (ssl.SSLError, Hindrance.TLS),
        (imaplib.IMAP4.abort, Hindrance.DROPPED),
        (ConnectionResetError, Hindrance.DROPPED),
        (BrokenPipeError, Hindrance.DROPPED),
        (imaplib.IMAP4.error, Hindrance.LOGIN if is_login else Hindrance.REFUSED),
    )
    word = next((word for kind, word in kinds if isinstance(problem, kind)), Hindrance.UNREACHABLE)
    if is_login and "TLS" in str(problem):
        word = Hindrance.TLS
    said = problem.args[0] if problem.args else ""
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(problem)
    return Delivery(word, " ".join(words.split())[:200])
