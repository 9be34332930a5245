"""SIGKILL while e-mail is fetched: at each step of a mail, and nothing is lost or taken twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fmdesk.bootstrap import open_office
from fmdesk.config import Settings
from fmdesk.core.domain.incoming import IncomingState
from tests.integration.incoming.mailbox_server import MailboxServer

MAILS = 5
STEPS = (
    "UID FETCH 1 (BODY.PEEK[])",  # before it is stored
    "UID STORE 1",  # stored, not marked
    "UID STORE 3",  # two are done, the third is stored
    "UID STORE 5",
)
"""What the server hears when the process is killed, one step after the other."""


@pytest.fixture
def server() -> Iterator[MailboxServer]:
    with MailboxServer() as made:
        yield made


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    settings = Settings(data_dir=tmp_path / "data")
    with open_office(settings, is_created=True):
        pass
    return settings


def mail(number: int) -> bytes:
    return (
        f"From: iemand@example.org\r\nSubject: Vraag {number}\r\nMessage-ID: <{number}@x>\r\n\r\n"
        f"Tekst {number}"
    ).encode()


def fetch(
    office: Settings,
    server: MailboxServer,
    killed_at: str = "",
    before: Callable[[], object] = lambda: None,
) -> int:
    """Run the worker in a process of its own; return how it ended.

    Args:
        office: Where its data are.
        server: Where the mails are.
        killed_at: What the server hears when the process is killed; empty for never.
        before: Done just before that.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "fmdesk", "worker", "--once"],
        env=os.environ | {"FMDESK_DATA_DIR": str(office.data_dir), "FMDESK_MAILBOX": server.url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def hears(said: str) -> None:
        if killed_at and said.startswith(killed_at):
            before()
            process.send_signal(signal.SIGKILL)
            process.wait()

    server.hears = hears
    return process.wait()


def stored(office: Settings) -> list[str]:
    with open_office(office) as opened:
        rows = opened.services.incoming.rows((IncomingState.WAITING,))
    return sorted(row.incoming.subject for row in rows)


def test_killed_at_each_step_every_mail_is_taken_once(
    office: Settings, server: MailboxServer
) -> None:
    for number in range(1, MAILS + 1):
        server.give(mail(number))
    for step in STEPS:
        assert fetch(office, server, step) == -signal.SIGKILL, step
        assert len(stored(office)) == len(set(stored(office)))
        assert set(server.mails) - set(server.unseen) <= {
            int(subject.split()[1]) for subject in stored(office)
        }, "what is marked is stored"
    assert fetch(office, server) == 0
    assert stored(office) == [f"Vraag {number}" for number in range(1, MAILS + 1)]
    assert server.unseen == []


def test_the_control_a_mail_that_is_marked_first_is_lost(
    office: Settings, server: MailboxServer
) -> None:
    kept = server.give(mail(1))
    first = "UID FETCH 1 (BODY"
    killed = fetch(office, server, first, before=lambda: kept.flags.add(r"\Seen"))
    assert killed == -signal.SIGKILL
    assert fetch(office, server) == 0
    assert stored(office) == [], "this is what marking after the commit is for"
