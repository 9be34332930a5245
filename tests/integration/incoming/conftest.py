"""A desk that files and e-mails come to, on both databases."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.incoming import Collected, IncomingRow, IncomingState
from fmdesk.core.domain.views import Taken
from fmdesk.core.services.attachments import Attachments
from fmdesk.core.services.drop_folder import DropFolder
from fmdesk.core.services.imap import ImapMailbox
from fmdesk.core.services.incomings import Incomings
from fmdesk.core.sql.door import SqlDoor
from fmdesk.messages import explain
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from tests.integration.incoming.mailbox_server import Kept, MailboxServer
from tests.integration.intake.conftest import Desk, database_content, desk
from tests.integration.storage.conftest import Change, change, database, door, office

__all__ = ["Change", "change", "database", "database_content", "desk", "door", "office"]

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.fixture
def files(desk: Desk) -> Attachments:
    return Attachments(desk.door)


@dataclass(frozen=True)
class Filed:
    """A ticket of Ayşe with one line."""

    taken: Taken

    @property
    def ticket(self) -> Owner:
        return Owner(OwnerKind.TICKET, self.taken.ticket_id)

    @property
    def line(self) -> Owner:
        return Owner(OwnerKind.LINE, self.taken.line_ids[0])


@pytest.fixture
def filed(desk: Desk) -> Filed:
    return Filed(desk.intake.take(desk.draft()))


@pytest.fixture
def added(files: Attachments) -> Callable[..., object]:
    """Attach some bytes."""
    return lambda owner, name, content: files.add(uuid4(), owner, name, content)


@dataclass
class Post:
    """What comes in to the small office, whose mail server and folder are real."""

    desk: Desk
    server: MailboxServer
    folder: Path

    def incoming(self, door: SqlDoor | None = None, **values: object) -> Incomings:
        """Return the use cases, as another desk has them where another door is given."""
        mailbox = ImapMailbox(self.server.url, **values)
        drop = DropFolder(self.folder)
        return Incomings(door or self.desk.door, Gateway(PluginHost(())), mailbox, drop, explain)

    def collect(self, **values: object) -> Collected:
        return self.incoming(**values).collect()

    def give(self, text: str = "Beste balie,\n\nDe kraan lekt.", **headers: str) -> Kept:
        """Put an ordinary mail of Ayşe into the mailbox."""
        given = {
            "From": "Ayse Ozdemir <ayse@example.org>",
            "To": "balie@example.org",
            "Subject": "Lekkage",
            "Message-ID": f"<{uuid4().hex}@mail.example.org>",
            "Content-Type": "text/plain; charset=utf-8",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
        return self.server.give(head.encode() + b"\r\n" + text.encode())

    def rows(self, *states: IncomingState) -> list[IncomingRow]:
        return list(self.incoming().rows(states or tuple(IncomingState)))

    def only(self, *states: IncomingState) -> IncomingRow:
        (row,) = self.rows(*states)
        return row


@pytest.fixture
def server() -> Iterator[MailboxServer]:
    with MailboxServer() as made:
        yield made


@pytest.fixture
def post(desk: Desk, server: MailboxServer, tmp_path: Path) -> Post:
    folder = tmp_path / "formulieren"
    folder.mkdir()
    return Post(desk, server, folder)
