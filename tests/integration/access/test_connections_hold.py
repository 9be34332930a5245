"""What the administration sets about e-mail holds in an office that is open, without a restart."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.bootstrap import Office, make_office, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.administration import EntryDraft
from fmdesk.core.domain.connection import Way
from fmdesk.core.domain.incoming import IncomingState
from fmdesk.core.domain.message import MessageSettings
from fmdesk.core.domain.ticket import BespokeDraft
from fmdesk.core.domain.views import Changes
from tests.integration.aftercare.mail_server import MailServer
from tests.integration.aftercare.test_worker import build
from tests.integration.incoming.mailbox_server import MailboxServer
from tests.integration.incoming.test_worker import MAIL

SENDER = MessageSettings(receipt=True, sender="desk@example.org")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    """An office that is opened once and stays open."""
    made = make_office(settings, is_created=True)
    made.door.run(uuid4(), "test.build", None, build, Changes)
    made.services.messages.save_settings(uuid4(), SENDER)
    yield made
    made.close()


def ask_for_something(office: Office) -> None:
    """Take a request whose receipt waits to be sent."""
    with office.door.read() as work:
        later = work.now.replace(year=work.now.year + 1, day=1)
    given = ("phone", "Een hoogslaper", "desk", 0, later, "telefonisch")
    office.services.intake.take_bespoke(BespokeDraft(uuid4(), *given, requester="p1"))


def put(office: Office, way: Way, **values: object) -> None:
    """Save one of the forms as the page does."""
    form = {f"{way}.{name}": value for name, value in values.items()}
    office.services.administration.save(EntryDraft(uuid4(), "settings", {"code": way, **form}))


def put_server(office: Office, way: Way, port: int, **more: object) -> None:
    put(office, way, host="127.0.0.1", port=port, security="none", **more)


def test_messages_go_to_the_server_that_is_set_now(office: Office) -> None:
    ask_for_something(office)
    assert office.run_due() == ()
    with MailServer() as first, MailServer() as second:
        put_server(office, Way.MAIL_SERVER, first.server_address[1])
        assert office.run_due() == ()
        assert (len(first.taken), len(second.taken)) == (1, 0)
        put_server(office, Way.MAIL_SERVER, second.server_address[1])
        ask_for_something(office)
        office.run_due()
        assert (len(first.taken), len(second.taken)) == (1, 1)
        put(office, Way.MAIL_SERVER, security="none", port=0)
        ask_for_something(office)
        office.run_due()
        assert (len(first.taken), len(second.taken)) == (1, 1), "it waits again"


def test_the_settings_of_a_computer_win_until_they_are_gone(
    office: Office, settings: Settings
) -> None:
    with MailServer() as own, MailServer() as shared:
        put_server(office, Way.MAIL_SERVER, shared.server_address[1])
        ask_for_something(office)
        with open_office(replace(settings, mail_server=own.url)) as other:
            (entry,) = (
                one
                for one in other.services.administration.entries("settings")
                if one.code == Way.MAIL_SERVER
            )
            assert entry.hint == "fmdesk.toml"
            other.run_due()
        assert (len(own.taken), len(shared.taken)) == (1, 0)
        ask_for_something(office)
        office.run_due()
        assert (len(own.taken), len(shared.taken)) == (1, 1)


def test_mailbox_and_folder_are_looked_at_from_the_next_round_on(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "formulieren"
    folder.mkdir()
    (folder / "een.json").write_text('{"form": "iets"}')
    with MailboxServer() as server:
        server.give(MAIL)
        assert office.run_due() == ()
        assert server.said == []
        put_server(office, Way.MAILBOX, server.server_address[1], user="desk")
        office.services.connections.set_password(uuid4(), Way.MAILBOX, "heel geheim")
        put(office, Way.DROP_FOLDER, path=str(folder))
        assert office.run_due() == ()
        assert any("heel geheim" in one for one in server.said if one.startswith("LOGIN"))
    assert (folder / "refused" / "een.txt").exists()
    (row,) = office.services.incoming.rows((IncomingState.WAITING,))
    assert row.incoming.subject == "Vraag"
    put(office, Way.DROP_FOLDER, path=str(tmp_path / "nowhere"))
    put(office, Way.MAILBOX, security="tls", port=0)
    with pytest.raises(Exception, match=r"incoming\.folder"):
        office.run_due()
