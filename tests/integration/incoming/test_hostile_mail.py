"""Hostile e-mails on a real server: each becomes a row, and none stops the next."""

import pytest

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.incoming import IncomingState
from fmdesk.core.services import mail_reading
from fmdesk.core.services.attachments import LARGEST, Attachments
from tests.integration.incoming.conftest import Change, Post
from tests.integration.incoming.mailbox_server import MailboxServer
from tests.unit.core.services.test_mail_reading import PIECES, SEEDS, attached, mail, nested

one_database = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
HOSTILE = (
    b"",
    b"\x00" * 3000,
    b"\xff\xfe rubbish \x80",
    nested(450),
    nested(5000),
    mail(Subject="=?utf-8?B?kapot!!?=", From="@@@@", Date="gisteren"),
    mail(To=", ".join(f"p{number}@example.org" for number in range(10_000))),
    mail(b"<script>alert(1)</script><img src='http://spion/'>", Content_Type="text/html"),
    mail("\u202eedoc".encode(), Subject="\x00\x1b[31m\u202e", From="\x1b]0;x\x07 <a@b.nl>"),
    mail(b"caf\xe9 \xed\xa0\x80", Content_Type="text/plain; charset=punycode"),
    mail(References="<x@y> " * 5000, In_Reply_To="<" * 900),
    mail(Subject="M" + "9" * 4000),
    mail(Subject="M999999999999"),
    mail(b"fmdesk-order-form\nProduct: \x00PAP\nAantal: 99999999999999999999"),
    mail(b"fmdesk-order-form\n" + b"Product: PAP\n" * 5000),
    mail(b"fmdesk-order-form\nProduct: PAP'; DROP TABLE ticket; --"),
    attached((".." + "/" * 500 + "\x00con.txt", b"x"), ("", b"y"), ("\u202e", b"z")),
    b"".join(PIECES[place % len(PIECES)] for place in range(900)),
    *(seed[: len(seed) // 2] for seed in SEEDS),
)
"""Bytes that no mail program writes, and mails that mean harm."""


def test_hostile_mails_become_rows_and_stop_nobody(post: Post, server: MailboxServer) -> None:
    for content in HOSTILE:
        server.give(content)
    post.give("De laatste is een gewone")
    while server.unseen:
        before = len(server.unseen)
        assert post.collect().hindrance == ""
        assert len(server.unseen) < before, "each round gets on"
    rows = post.rows()
    assert any(row.incoming.text == "De laatste is een gewone" for row in rows)
    assert len(rows) == len({row.incoming.key for row in rows}) >= len(HOSTILE) - 3
    assert not {row.incoming.state for row in rows} & {IncomingState.ORDERED, IncomingState.ADDED}
    with post.desk.door.read() as work:
        assert work.incoming.ticket_numbered(1) is None


@one_database
def test_a_mail_that_is_too_large_is_not_fetched_whole(post: Post, server: MailboxServer) -> None:
    head = mail(b"Het begin van iets groots\n", Subject="Groot")
    kept = server.give(head + b"x" * 36_000_000)
    post.collect()
    row = post.only(IncomingState.WAITING)
    assert row.incoming.problem == "incoming.too_large"
    assert row.incoming.subject == "Groot"
    assert any("BODY.PEEK[]<0." in said for said in server.said)
    assert not any("(BODY.PEEK[])" in said for said in server.said)
    assert kept.is_seen


@one_database
def test_a_mail_that_nobody_can_take_apart_is_there_with_its_bytes(
    post: Post, server: MailboxServer, files: Attachments
) -> None:
    server.give(nested(450))
    post.collect()
    row = post.only(IncomingState.WAITING)
    assert row.incoming.problem == "incoming.unreadable"
    (file,) = files.of(Owner(OwnerKind.INCOMING, row.incoming.id))
    assert files.content(file.id) == nested(450)


@one_database
def test_a_fault_of_the_library_stops_nobody(
    post: Post, server: MailboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_given: object, **_named: object) -> object:
        raise RecursionError

    post.give("Deze niet")
    with monkeypatch.context() as broken:
        broken.setattr(mail_reading, "BytesFeedParser", break_off)
        post.collect()
    post.give("Deze wel")
    post.collect()
    assert [row.incoming.problem for row in post.rows(IncomingState.WAITING)] == [
        "incoming.unreadable",
        "",
    ]


@one_database
def test_a_file_that_is_too_large_is_named_and_the_mail_taken(
    post: Post, server: MailboxServer, change: Change
) -> None:
    change(lambda work: work.settings.put(LARGEST, "1"))
    server.give(attached(("film.mp4", bytes(1_100_000)), ("klein.txt", b"x")))
    post.collect()
    row = post.only(IncomingState.WAITING)
    assert row.incoming.left_out == "film.mp4 (1 MB)"
    assert row.files == 1
