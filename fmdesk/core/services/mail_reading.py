"""Reading an e-mail that anybody may have written: whatever it is made of, the answer is text.

The old policy of the library is used on purpose: it keeps headers as they came and parses none
that nobody asked for, so that ten thousand recipients or a date that is none cost nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.errors import MessageError
from email.feedparser import BytesFeedParser
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr
from hashlib import sha256

from fmdesk.core.domain.canonical import dumps
from fmdesk.core.domain.incoming import Mail, MailFile
from fmdesk.core.ports import RawMail
from fmdesk.core.services.files import UNKNOWN, clean_name, sniff
from fmdesk.core.services.mail_text import decoded, one_line, plain, plain_of_html
from fmdesk.core.services.smtp import is_address

LONGEST_HEADER = 4000
LONGEST_SUBJECT = 200
LONGEST_TEXT = 20_000
LONGEST_HTML = 400_000
LONGEST_BYTES = 4 * LONGEST_HTML
"""Of a text, what is read at all."""
PIECE = 64 * 1024
"""Bytes of a mail that are taken apart at once."""
MOST_PARTS = 200
MOST_ROWS = 700_000
"""Lines of a mail; one of 36 MB has 480,000."""
MOST_DELIMITERS = 2000
MOST_BOUNDARIES = 400
MOST_CHECKS = 6_000_000
"""Lines times boundaries: the library looks at each line for each boundary that is open."""
MOST_REFERENCES = 50
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MessageError,
    RecursionError,
    TypeError,
    ValueError,
)
"""How the library meets some mails."""
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
_BOUNDARY = re.compile(rb"boundary=", re.IGNORECASE)
_PARAMETERS = re.compile(
    rb"(?:^|[\r\n])content-(?:type|disposition):[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*",
    re.IGNORECASE,
)
"""Headers whose parameters the library reads, in a time that grows with their square."""
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
_ABSENCE = ("x-autoreply", "x-autorespond", "x-auto-response-from")


@dataclass(frozen=True, slots=True)
class ReadMail:
    """An e-mail with the bytes of its files, by their digest."""

    mail: Mail
    contents: Mapping[str, bytes] = field(default_factory=dict)


def read_mail(raw: RawMail, largest: int) -> ReadMail:
    """Return an e-mail as text and files; one that cannot be read has its problem and its bytes.

    Args:
        raw: As the mail server gave it.
        largest: Bytes that a file may have.
    """
    is_cut = raw.size > len(raw.content)
    try:
        if _is_too_much(raw.content):
            return _unreadable(raw, largest)
        read = _read(_taken_apart(raw.content), largest)
    except _FAULTS:
        return _unreadable(raw, largest)
    mail = replace(read.mail, problem="incoming.too_large" if is_cut else "")
    return ReadMail(replace(mail, key=_key(mail, raw)), {} if is_cut else read.contents)


def _taken_apart(content: bytes) -> Message:
    """Return a mail as its parts.

    It is handed over in pieces: given whole, the library makes a copy with four bytes for each.
    """
    parser: BytesFeedParser[Message] = BytesFeedParser(policy=compat32)
    for start in range(0, len(content), PIECE):
        parser.feed(content[start : start + PIECE])
    return parser.close()


def _is_too_much(content: bytes) -> bool:
    """Tell whether the library would take minutes or all memory to take a mail apart."""
    rows = max(content.count(b"\n"), content.count(b"\r"))
    delimiters = content.count(b"\n--") + content.count(b"\r--")
    boundaries = sum(1 for _found in _BOUNDARY.finditer(content))
    return (
        rows > MOST_ROWS
        or delimiters > MOST_DELIMITERS
        or boundaries > MOST_BOUNDARIES
        or rows * boundaries > MOST_CHECKS
        or any(len(found.group()) > LONGEST_HEADER for found in _PARAMETERS.finditer(content))
    )


def _key(mail: Mail, raw: RawMail) -> str:
    """Return what tells an e-mail from all others.

    A copy that came another way has the same Message-ID and content. The Message-ID alone is not
    enough: a stranger could use up one that somebody else is going to write with.
    """
    if not mail.message_id:
        return f"mail:{sha256(raw.content).hexdigest()}"
    said = (mail.message_id, mail.sender_address, mail.subject, mail.text)
    return f"mail:{sha256(dumps((*said, mail.files)).encode()).hexdigest()}"


def _unreadable(raw: RawMail, largest: int) -> ReadMail:
    """Return an e-mail that nobody can take apart: its bytes as a file, as far as they are kept."""
    digest = sha256(raw.content).hexdigest()
    if not 0 < len(raw.content) <= largest:
        return ReadMail(Mail(f"mail:{digest}", problem="incoming.unreadable"))
    file = MailFile("bericht.eml", UNKNOWN, len(raw.content), digest)
    mail = Mail(f"mail:{digest}", problem="incoming.unreadable", files=(file,))
    return ReadMail(mail, {digest: raw.content})


def _read(message: Message, largest: int) -> ReadMail:
    headers = _headers(message)
    name, address = parseaddr(headers.get("from", ""))
    address = address.strip().lower()
    ids = _MESSAGE_ID.findall(headers.get("message-id", ""))
    answered = f"{headers.get('in-reply-to', '')} {headers.get('references', '')}"
    parts = _Parts(largest)
    parts.take(message)
    return ReadMail(
        Mail(
            key="",
            message_id=ids[0] if ids else "",
            references=tuple(dict.fromkeys(_MESSAGE_ID.findall(answered)))[:MOST_REFERENCES],
            sender_name=one_line(_words(name))[:LONGEST_SUBJECT],
            sender_address=address if address.isprintable() and is_address(address) else "",
            subject=one_line(_words(headers.get("subject", "")))[:LONGEST_SUBJECT],
            text=parts.text,
            is_automatic=_is_automatic(headers, message),
            files=tuple(parts.files),
            left_out=tuple(parts.left_out),
        ),
        parts.contents,
    )


def _headers(message: Message) -> Mapping[str, str]:
    """Return the first header of each name, as it came, cut to what anybody reads."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        key = str(name).lower()
        if key not in found:
            raw = str(value)[:LONGEST_HEADER].encode("utf-8", "surrogateescape")
            found[key] = decoded(raw, "utf-8")
    return found


def _words(value: str) -> str:
    """Return a header with its encoded words decoded."""
    try:
        parts: Sequence[tuple[bytes | str, str | None]] = decode_header(value)
    except _FAULTS:
        return value
    return "".join(
        part if isinstance(part, str) else decoded(part, charset or "utf-8")
        for part, charset in parts
    )


def _is_automatic(headers: Mapping[str, str], message: Message) -> bool:
    """Tell whether a machine wrote it (RFC 3834), so that nobody answers a machine."""
    submitted = headers.get("auto-submitted", "no").split(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or headers.get("precedence", "").strip().lower() in _BULK
        or any(name in headers for name in _ABSENCE)
        or headers.get("return-path", "").strip() == "<>"
        or message.get_content_type() == "multipart/report"
    )


class _Parts:
    """Takes a mail apart, without recursion: its text, its files, what is too large.

    Args:
        largest: Bytes that a file may have.
    """

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._plain: list[str] = []
        self._html: list[str] = []
        self.files: list[MailFile] = []
        self.left_out: list[str] = []
        self.contents: dict[str, bytes] = {}

    @property
    def text(self) -> str:
        """The text; that of HTML only where there is no other."""
        whole = plain("\n\n".join(self._plain or self._html))
        return whole if len(whole) <= LONGEST_TEXT else f"{whole[:LONGEST_TEXT]} …"

    def take(self, message: Message) -> None:
        """Take all parts, in their order."""
        for place, part in enumerate(_leaves(message)):
            if place >= MOST_PARTS:
                self.left_out.append("…")
                return
            self._take(part)
            part.set_payload("")  # it is read once; what is large does not stay beside its bytes

    def _take(self, part: Message) -> None:
        kind, name = part.get_content_type(), _file_name(part)
        content = _content(part)
        is_text = kind in {"text/plain", "text/html"} and not name
        if is_text and part.get_content_disposition() != "attachment":
            words = decoded(content[:LONGEST_BYTES], _charset(part))
            if kind == "text/plain":
                self._plain.append(words)
            else:
                self._html.append(plain_of_html(words[:LONGEST_HTML]))
        elif content:
            self._keep(clean_name(name or _stand_in(kind)), content)

    def _keep(self, name: str, content: bytes) -> None:
        if len(content) > self._largest:
            self.left_out.append(f"{name} ({len(content) // 1_000_000} MB)")
            return
        digest = sha256(content).hexdigest()
        self.files.append(MailFile(name, sniff(content), len(content), digest))
        self.contents[digest] = content


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that have no parts; a mail inside a mail is one of them."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            inside = [one for one in part.get_payload() if isinstance(one, Message)]
            waiting.extend(reversed(inside))
        else:
            yield part


def _content(part: Message) -> bytes:
    """Return the bytes of a part; of a mail inside a mail the whole mail.

    A text is never asked for undecoded: the library would turn it into the charset that the sender
    names, whatever that is.
    """
    if part.is_multipart():
        inner = [one for one in part.get_payload() if isinstance(one, Message)]
        return inner[0].as_bytes() if inner else b""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _file_name(part: Message) -> str:
    """Return the name that a part gives itself, empty for none."""
    try:
        return _words(part.get_filename() or "")
    except _FAULTS:
        return "bestand"


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or "utf-8"
    except _FAULTS:
        return "utf-8"


def _stand_in(kind: str) -> str:
    """Return a name for a part that has none."""
    if kind == "message/rfc822":
        return "bericht.eml"
    return "bestand.html" if kind == "text/html" else f"bestand.{kind.partition('/')[2] or 'bin'}"
