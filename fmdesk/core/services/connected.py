"""Mail server, mailbox and folder as they are set at the moment they are asked.

What an administrator changes holds from the next round on, in every window and worker.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fmdesk.core.domain.connection import Way
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.message import Delivery, MailFile, Message
from fmdesk.core.ports import RawMail
from fmdesk.core.services.connections import Connections
from fmdesk.core.services.drop_folder import DropFolder
from fmdesk.core.services.imap import ImapMailbox
from fmdesk.core.services.smtp import SmtpMailer


@dataclass(frozen=True, slots=True)
class OfficeMailer:
    """The mail server of the office; see the port."""

    connections: Connections

    @property
    def is_set(self) -> bool:
        """Tell whether a mail server is known."""
        return bool(self.connections.address(Way.MAIL_SERVER))

    def send(
        self, message: Message, sender: str, organisation: str, files: Sequence[MailFile] = ()
    ) -> Delivery:
        """Hand over one message."""
        mailer = SmtpMailer(self.connections.address(Way.MAIL_SERVER))
        return mailer.send(message, sender, organisation, files)


@dataclass(frozen=True, slots=True)
class OfficeMailbox:
    """The mailbox of the office; see the port."""

    connections: Connections

    @property
    def is_set(self) -> bool:
        """Tell whether a mailbox is known."""
        return bool(self.connections.address(Way.MAILBOX))

    def visit(self, take: Callable[[RawMail], object], largest: int, most: int) -> Delivery:
        """Hand over unseen e-mails, oldest first."""
        return ImapMailbox(self.connections.address(Way.MAILBOX)).visit(take, largest, most)


@dataclass(frozen=True, slots=True)
class OfficeFolder:
    """The folder where the office's forms are dropped; see the port."""

    connections: Connections

    @property
    def folder(self) -> Path | None:
        """Where it is; None for none."""
        path = self.connections.address(Way.DROP_FOLDER)
        return Path(path) if path else None

    def visit(
        self,
        take: Callable[[bytes], object],
        explain: Callable[[DomainError], str],
        now: datetime,
    ) -> int:
        """Hand over the forms that are there."""
        return DropFolder(self.folder).visit(take, explain, now)
