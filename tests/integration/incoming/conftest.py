"""A desk that files and e-mails come to, on both databases."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.views import Taken
from fmdesk.core.services.attachments import Attachments
from tests.integration.intake.conftest import Desk, desk
from tests.integration.storage.conftest import Change, change, database, door, office

__all__ = ["Change", "change", "database", "desk", "door", "office"]

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
