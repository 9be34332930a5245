"""The starter organisation has e-mails that wait for the desk."""

from datetime import timedelta

from fmdesk.bootstrap import Office
from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.incoming import IncomingState
from fmdesk.testing import STARTER_NOW


def test_the_first_day_shows_a_mailbox_with_something_to_do(starter: Office) -> None:
    rows = starter.services.incoming.rows((IncomingState.WAITING,))
    assert len(rows) == 4
    known = [row for row in rows if row.person]
    assert len(known) == 3
    assert len({row.person for row in known}) == 3
    for row in rows:
        came = row.incoming
        assert STARTER_NOW - timedelta(days=1) < came.received_at < STARTER_NOW
        assert all((came.subject, came.text, came.sender_name, came.sender_address))
    assert [row.incoming.problem for row in rows].count("product.unknown") == 1
    assert [row.incoming.received_at for row in rows] == sorted(
        row.incoming.received_at for row in rows
    )


def test_its_file_can_be_read(starter: Office) -> None:
    (row,) = (one for one in starter.services.incoming.rows((IncomingState.WAITING,)) if one.files)
    files = starter.services.attachments
    (file,) = files.of(Owner(OwnerKind.INCOMING, row.incoming.id))
    assert (file.name, file.media_type) == ("maten kastje.txt", "text/plain")
    assert files.content(file.id).startswith(b"breed 60 cm")
