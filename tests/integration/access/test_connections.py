"""Mail server, mailbox and folder on both databases, tried on real servers."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.administration import Entry, EntryDraft
from fmdesk.core.domain.connection import Tried, Way
from fmdesk.core.domain.errors import (
    DomainError,
    InvalidInputError,
    NotAllowedError,
    StorageError,
)
from fmdesk.core.services.administration import Administration
from fmdesk.core.services.connected import OfficeFolder, OfficeMailbox, OfficeMailer
from fmdesk.core.services.connections import Connections
from fmdesk.core.sql.door import SqlDoor
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from tests.integration.access.conftest import Employ
from tests.integration.aftercare import mail_server
from tests.integration.aftercare.mail_server import MailServer
from tests.integration.incoming import mailbox_server
from tests.integration.incoming.mailbox_server import MailboxServer

SECRET = "heel geheim: 100%@/"


@pytest.fixture
def admin(office: SqlDoor) -> Administration:
    return Administration(office)


@pytest.fixture
def connections(office: SqlDoor) -> Connections:
    return Connections(office)


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def mailbox() -> Iterator[MailboxServer]:
    with MailboxServer() as server:
        yield server


def form(way: str, **values: object) -> dict[str, object]:
    return {"code": way, **{f"{way}.{name}": value for name, value in values.items()}}


def of_server(way: str, server: MailServer | MailboxServer, **values: object) -> dict[str, object]:
    port = server.server_address[1]
    return form(way, **{"host": "127.0.0.1", "port": port, "security": "none", **values})


def save(admin: Administration, values: dict[str, object]) -> None:
    admin.save(EntryDraft(uuid4(), "settings", values))


def entry(admin: Administration, way: str) -> Entry:
    return next(one for one in admin.entries("settings") if one.code == way)


def test_what_was_saved_is_where_mail_goes_at_once(
    admin: Administration, connections: Connections, mail: MailServer
) -> None:
    mailer = OfficeMailer(connections)
    assert not mailer.is_set
    save(admin, of_server("mail_server", mail))
    assert mailer.is_set
    assert connections.address(Way.MAIL_SERVER) == mail.url
    save(admin, form("mail_server", security="none", port=0))
    assert not mailer.is_set


def test_a_password_is_kept_for_its_server_and_nowhere_else(
    admin: Administration, connections: Connections
) -> None:
    values = form("mail_server", host="mail.nl", port=587, security="starttls", user="desk")
    save(admin, values)
    connections.set_password(uuid4(), "mail_server", SECRET)
    whole = "smtp+starttls://desk:heel%20geheim%3A%20100%25%40%2F@mail.nl:587"
    assert connections.address(Way.MAIL_SERVER) == whole
    assert entry(admin, "mail_server").hint == "mail.nl, wachtwoord bewaard"
    save(admin, values | {"mail_server.host": "elders.nl"})
    assert connections.address(Way.MAIL_SERVER) == "smtp+starttls://desk@elders.nl:587"
    assert entry(admin, "mail_server").hint == "elders.nl"
    save(admin, values)
    assert connections.address(Way.MAIL_SERVER) == whole
    connections.set_password(uuid4(), "mail_server", "")
    assert connections.address(Way.MAIL_SERVER) == "smtp+starttls://desk@mail.nl:587"


def test_no_screen_and_no_log_has_the_password(
    admin: Administration, connections: Connections, office: SqlDoor
) -> None:
    save(admin, form("mailbox", host="mail.nl", port=0, security="tls", user="desk"))
    connections.set_password(uuid4(), "mailbox", SECRET)
    assert SECRET not in repr(admin.entries("settings"))
    with office.database.read() as connection:
        tables = ("command_log", "command_payload", "setting")
        found = [repr(connection.exec_driver_sql(f"SELECT * FROM {one}").all()) for one in tables]
        kept = repr(connection.exec_driver_sql("SELECT * FROM secret").all())
    assert "mail.nl" in found[1]
    assert [SECRET in one for one in found] == [False, False, False]
    assert SECRET in kept, "the control: this is how it would show"
    assert SECRET not in repr(Connections(office, {"mailbox": f"imaps://a:{SECRET}@b"}))


def test_a_password_needs_a_server_with_a_user(
    admin: Administration, connections: Connections
) -> None:
    for _saved in range(2):
        with pytest.raises(InvalidInputError, match=r"connection\.no_user"):
            connections.set_password(uuid4(), "mail_server", SECRET)
        save(admin, form("mail_server", host="mail.nl", port=0, security="tls"))


def test_only_who_administers_tries_and_gives_passwords(
    admin: Administration, employ: Employ, mail: MailServer
) -> None:
    save(admin, of_server("mail_server", mail, user="desk"))
    lead = Connections(employ("piet", Role.DESK_LEAD))
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        lead.try_out(of_server("mail_server", mail))
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        lead.set_password(uuid4(), "mail_server", SECRET)


def test_the_settings_of_a_computer_win_there(admin: Administration, office: SqlDoor) -> None:
    save(admin, form("mailbox", host="mail.nl", port=0, security="tls"))
    here = Connections(office, {"mailbox": "imaps://desk:x@here.nl"})
    assert here.address(Way.MAILBOX) == "imaps://desk:x@here.nl"
    assert here.address(Way.MAIL_SERVER) == ""
    assert Connections(office).address(Way.MAILBOX) == "imaps://mail.nl"
    there = entry(Administration(office, ("mailbox",)), "mailbox")
    assert there.hint == "fmdesk.toml"
    assert there.form is not None
    assert "wint fmdesk.toml" in (there.form.fields[0].help or there.form.fields[0].label).nl


@pytest.mark.parametrize(
    "values",
    [
        {"host": "a/b"},
        {"host": "a b.nl"},
        {"host": "mail.nl:25"},
        {"host": "desk@mail.nl"},
        {"host": "mail.nl?x"},
        {"host": "x" * 70 + ".nl"},
    ],
)
@pytest.mark.parametrize("way", ["mail_server", "mailbox"])
def test_what_names_no_server_is_refused(
    admin: Administration, connections: Connections, way: str, values: dict
) -> None:
    bad = form(way, port=0, security="tls", **values)
    for ask in (lambda: save(admin, bad), lambda: connections.try_out(bad)):
        with pytest.raises(InvalidInputError, match=r"connection\.server"):
            ask()
    assert connections.address(Way(way)) == ""


def test_a_folder_with_accents_and_an_impossible_port_are_refused(admin: Administration) -> None:
    bad = form("mailbox", host="mail.nl", port=0, security="tls", folder="Geïnd")
    with pytest.raises(InvalidInputError, match=r"connection\.server"):
        save(admin, bad)
    with pytest.raises(InvalidInputError, match=r"administration\.bounds"):
        save(admin, form("mailbox", host="mail.nl", port=70_000, security="tls"))


# --- trying --------------------------------------------------------------------------------------


def test_a_mail_server_is_tried_with_the_kept_password_and_sends_nothing(
    admin: Administration, connections: Connections, mail: MailServer
) -> None:
    values = of_server("mail_server", mail, user="desk")
    save(admin, values)
    connections.set_password(uuid4(), "mail_server", SECRET)
    assert connections.try_out(values) == Tried(Way.MAIL_SERVER)
    save(
        admin,
        {"code": "messages", "messages.sender": "desk@stad.nl", "messages.language": "nl"}
        | {"messages.receipt": True, "messages.ready": True},
    )
    assert connections.try_out(values) == Tried(Way.MAIL_SERVER, has_sender=True)
    assert mail.taken == []


@pytest.mark.parametrize(
    ("mood", "code"),
    [
        (mail_server.Mood.NO_LOGIN, "connection.login"),
        (mail_server.Mood.LOGIN_FIRST, "connection.login"),
        (mail_server.Mood.NOBODY, "connection.put_off"),
    ],
)
def test_what_is_wrong_with_a_mail_server_is_one_sentence(
    admin: Administration,
    connections: Connections,
    mail: MailServer,
    mood: mail_server.Mood,
    code: str,
) -> None:
    values = of_server("mail_server", mail, user="desk")
    save(admin, values)
    connections.set_password(uuid4(), "mail_server", SECRET)
    with_sender = {"messages.sender": "desk@stad.nl", "messages.language": "nl"}
    ticks = {"messages.receipt": True, "messages.ready": True}
    save(admin, {"code": "messages", **with_sender, **ticks})
    mail.mood = mood
    assert tried_wrong(connections, values).code == code


def tried_wrong(connections: Connections, values: dict[str, object]) -> DomainError:
    with pytest.raises(StorageError) as problem:
        connections.try_out(values)
    for language in ("nl", "en"):
        with using_language(language):
            sentence = explain(problem.value)
            assert "127.0.0.1" in sentence
            assert "{" not in sentence
            assert SECRET not in sentence
    return problem.value


def test_a_server_that_is_not_there_or_not_safe_is_told_apart(
    connections: Connections,
) -> None:
    with MailServer() as mail:
        unsafe = of_server("mail_server", mail, security="starttls")
        assert tried_wrong(connections, unsafe).code == "connection.tls"
        gone = of_server("mail_server", mail)
    assert tried_wrong(connections, gone).code == "connection.unreachable"


def test_a_mailbox_tells_how_many_wait_and_leaves_them_unread(
    admin: Administration, connections: Connections, mailbox: MailboxServer
) -> None:
    mailbox.give(b"Subject: A\r\n\r\nB")
    values = of_server("mailbox", mailbox, user="desk")
    assert connections.try_out(values) == Tried(Way.MAILBOX, 1)
    assert mailbox.unseen == [1]
    save(admin, values)
    assert OfficeMailbox(connections).is_set
    for mood, code in (
        (mailbox_server.Mood.NO_LOGIN, "connection.login"),
        (mailbox_server.Mood.NO_FOLDER, "connection.login"),
    ):
        mailbox.mood = mood
        assert tried_wrong(connections, values).code == code
    taken: list[object] = []
    mailbox.mood = mailbox_server.Mood.WORK
    OfficeMailbox(connections).visit(taken.append, 1000, 5)
    assert len(taken) == 1


def test_a_folder_is_tried_by_what_would_be_done_in_it(
    admin: Administration, connections: Connections, tmp_path: Path
) -> None:
    assert OfficeFolder(connections).folder is None
    with pytest.raises(InvalidInputError, match=r"connection\.nothing"):
        connections.try_out(form("drop_folder"))
    (tmp_path / "one.json").write_text("{}")
    values = form("drop_folder", path=str(tmp_path))
    assert connections.try_out(values) == Tried(Way.DROP_FOLDER, 1)
    with pytest.raises(StorageError, match=r"incoming\.folder"):
        connections.try_out(form("drop_folder", path=str(tmp_path / "nowhere")))
    with pytest.raises(InvalidInputError, match=r"connection\.path"):
        save(admin, form("drop_folder", path="forms"))
    save(admin, values)
    assert OfficeFolder(connections).folder == tmp_path


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of folders are POSIX's")
def test_a_folder_that_nothing_can_be_moved_in_is_told(
    connections: Connections, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_asked: False)  # root may write everywhere
    with pytest.raises(StorageError, match=r"incoming\.folder"):
        connections.try_out(form("drop_folder", path=str(tmp_path)))
