"""E-mail by SMTP; whatever a mail server does, the answer is a word about it, never an error."""

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from fmdesk.core.domain.message import Delivery, Hindrance, MailFile, Message

TIMEOUT_SECONDS = 15
"""How long a server may take for each answer."""
LONGEST_ADDRESS = 254
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_WRONG, _FINAL = 400, 500
_LOGIN = (530, 534, 535, 538)
"""Answers that ask for another login (RFC 4954), whatever they answer to."""
_FAULTS = (smtplib.SMTPException, OSError, UnicodeError)


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """A mail server.

    Attributes:
        url: `smtp://`, `smtp+starttls://` or `smtps://`, then `user:password@host:port`; empty for
            none. Signs of user and password that mean something in an address are percent-encoded.
        timeout: Seconds that the server may take for each answer.
        context: How certificates are checked; None for the machine's own authorities.
    """

    url: str = field(default="", repr=False)  # it has a password
    timeout: float = TIMEOUT_SECONDS
    context: ssl.SSLContext | None = None

    @property
    def is_set(self) -> bool:
        """Tell whether a mail server is known."""
        return bool(self.url)

    def send(
        self, message: Message, sender: str, organisation: str, files: Sequence[MailFile] = ()
    ) -> Delivery:
        """Hand over one message; once the server has taken it, nothing makes that undone."""
        try:
            mail = compose(message, sender, organisation, files)
        except ValueError as problem:
            return Delivery(Hindrance.ADDRESS, str(problem))
        try:
            server = self._connect()
        except _FAULTS as problem:
            return _unmet(problem)
        with closing(server):
            try:
                server.send_message(mail, sender, [message.address])
            except _FAULTS as problem:
                return _hindered(problem)
            with suppress(smtplib.SMTPException, OSError):  # it is taken: how we part is all one
                server.quit()
        return Delivery()

    def try_out(self, sender: str) -> Delivery:
        """Connect, sign in and name the sender, where there is one; nothing is sent."""
        try:
            server = self._connect()
        except _FAULTS as problem:
            return _unmet(problem)
        with closing(server):
            try:
                code, words = server.mail(sender) if sender else (0, b"")
                if code >= _WRONG:
                    return _answered(code, words)
                server.quit()
            except _FAULTS as problem:
                return _hindered(problem)
        return Delivery()

    def _connect(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        context = self.context or ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=self.timeout, context=context
            )
        else:
            server = smtplib.SMTP(host, port, timeout=self.timeout)
        try:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=context)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.ehlo_or_helo_if_needed()
        except _FAULTS:
            server.close()
            raise
        return server


def is_address(text: str) -> bool:
    """Tell whether a text is one e-mail address that any server understands (RFC 5321)."""
    if len(text) > LONGEST_ADDRESS or not text.isascii() or parseaddr(text)[1] != text:
        return False
    try:
        return bool(Address(addr_spec=text).domain)
    except (ValueError, IndexError, MessageError):  # how the parser meets some texts
        return False


def compose(
    message: Message, sender: str, organisation: str, files: Sequence[MailFile] = ()
) -> EmailMessage:
    """Return a message as e-mail; equal in every try, its Message-ID too.

    Args:
        message: What to tell, and whom.
        sender: The office's address.
        organisation: Name of the office.
        files: What goes with it.

    Raises:
        ValueError: An address is none.
    """
    for address in (sender, message.address):
        if not is_address(address):
            raise ValueError(address)
    mail = EmailMessage(policy=SMTP_POLICY)
    mail["From"] = Address(_one_line(organisation), addr_spec=sender)
    mail["To"] = Address(addr_spec=message.address)
    mail["Subject"] = _one_line(message.subject)
    mail["Message-ID"] = message.reference
    if message.created_at is not None:
        mail["Date"] = format_datetime(message.created_at)
    mail["Content-Language"] = message.language
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body)
    for file in files:
        main, _slash, sub = file.media_type.partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    if files:  # drawn by lot otherwise, and another one in every try
        mail.set_boundary(f"={sha256(message.reference.encode()).hexdigest()[:32]}")
    return mail


def _one_line(text: str) -> str:
    """Return a text for a header, as it is: an encoded word in it would become what it stands for.

    That may be the end of the line, and then a header of whoever wrote the text.
    """
    return " ".join(text.split()).replace("=?", "= ?")


def _unmet(problem: Exception) -> Delivery:
    """Return what an error before the message was offered says; it is never the message's fault."""
    if isinstance(problem, UnicodeError):  # its words would show a part of the password
        return Delivery(Hindrance.LOGIN)
    found = _hindered(problem)
    is_message = found.hindrance is Hindrance.REFUSED
    return Delivery(Hindrance.PUT_OFF, found.detail) if is_message else found


def _hindered(problem: Exception) -> Delivery:
    """Return what an error of the library says about the try."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(problem.recipients.values()))
        return _answered(code, words)
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return Delivery(Hindrance.LOGIN, _said(problem.smtp_code, problem.smtp_error))
    if isinstance(problem, smtplib.SMTPConnectError):
        return Delivery(Hindrance.PUT_OFF, _said(problem.smtp_code, problem.smtp_error))
    if isinstance(problem, smtplib.SMTPResponseException):
        return _answered(problem.smtp_code, problem.smtp_error)
    kinds = (
        (smtplib.SMTPServerDisconnected, Hindrance.DROPPED),
        (smtplib.SMTPNotSupportedError, Hindrance.TLS),
        (UnicodeError, Hindrance.ADDRESS),
        (TimeoutError, Hindrance.TIMEOUT),
        (ssl.SSLError, Hindrance.TLS),
        (ConnectionResetError, Hindrance.DROPPED),
        (BrokenPipeError, Hindrance.DROPPED),
        (smtplib.SMTPException, Hindrance.DROPPED),
    )
    word = next((word for kind, word in kinds if isinstance(problem, kind)), Hindrance.UNREACHABLE)
    if isinstance(problem, smtplib.SMTPServerDisconnected) and "timed out" in str(problem):
        word = Hindrance.TIMEOUT
    return Delivery(word, str(problem))


def _answered(code: int, words: bytes | str) -> Delivery:
    word = Hindrance.REFUSED if code >= _FINAL else Hindrance.PUT_OFF
    if code in _LOGIN:
        word = Hindrance.LOGIN
    return Delivery(word, _said(code, words))


def _said(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"
