"""What a mail server may do: whatever it is, it is told in words and nothing is lost."""

from dataclasses import replace

import pytest

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.incoming import Collected
from fmdesk.core.services import incomings
from fmdesk.core.services.imap import ImapMailbox
from fmdesk.core.services.incomings import Incomings
from tests.integration.incoming.conftest import Post
from tests.integration.incoming.mailbox_server import MailboxServer, Mood

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
"""The database has no part in it."""


@pytest.mark.parametrize(
    ("mood", "word", "detail"),
    [
        (Mood.NO_LOGIN, "login", "wrong password"),
        (Mood.NO_FOLDER, "login", "no such mailbox"),
        (Mood.HANG, "timeout", ""),
        (Mood.DROP, "dropped", ""),
    ],
)
def test_a_server_in_trouble_says_so_and_loses_nothing(
    post: Post, server: MailboxServer, mood: Mood, word: str, detail: str
) -> None:
    post.give()
    server.mood = mood
    collected = post.collect(timeout=0.3 if mood is Mood.HANG else 60)
    assert (collected.stored, collected.hindrance) == (0, word)
    assert detail in collected.detail
    assert "geheim" not in collected.detail
    assert server.unseen == [1]
    server.mood = Mood.WORK
    assert post.collect().stored == 1


def test_a_server_that_talks_rubbish_does_no_harm(post: Post, server: MailboxServer) -> None:
    post.give()
    server.mood = Mood.RUBBISH
    assert post.collect() == Collected()
    assert server.unseen == [1]


def test_a_server_that_is_away_is_told(post: Post) -> None:
    with MailboxServer() as gone:
        post.server = gone
    assert post.collect().hindrance == "unreachable"


def test_a_server_without_tls_gets_no_password(post: Post, server: MailboxServer) -> None:
    mailbox = ImapMailbox(server.url.replace("imap:", "imap+starttls:"))
    assert replace(post.incoming(), mailbox=mailbox).collect().hindrance == "tls"
    assert not any("LOGIN" in said for said in server.said)


def test_a_database_in_trouble_leaves_the_mail_where_it_is(
    post: Post, server: MailboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.give()

    def full(*_given: object) -> None:
        raise StorageError("storage.full", place="x", reason="x")

    with monkeypatch.context() as broken:
        broken.setattr(Incomings, "_keep", full)
        with pytest.raises(StorageError):
            post.collect()
    assert server.unseen == [1]


def test_a_round_has_its_end(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incomings, "MOST_MAILS", 3)
    for place in range(4):
        post.give(f"Mail {place}")
    assert post.collect().stored == 3
    assert post.collect().stored == 1


def test_a_clock_that_runs_ahead_is_not_believed(post: Post, server: MailboxServer) -> None:
    kept = post.give()
    kept.arrived = "02-Mar-2030 08:30:00 +0000"
    post.give("Zonder tijd").arrived = "31-Foo-2026 99:99:99 +0000"
    post.give("Geen tijd").arrived = "31-Feb-2026 10:00:00 +0000"
    post.collect()
    assert {row.incoming.received_at for row in post.rows()} == {post.desk.time.at}


def test_nothing_is_fetched_without_a_mailbox(post: Post) -> None:
    assert replace(post.incoming(), mailbox=ImapMailbox()).collect() == Collected()
