"""A real IMAP server on a port of this machine, that works, refuses, hangs or breaks off."""

import re
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

ARRIVED = "02-Mar-2026 08:30:00 +0100"


class Mood(StrEnum):
    """How the server meets a visit."""

    WORK = "work"
    NO_LOGIN = "no login"
    NO_FOLDER = "no folder"
    HANG = "hang"
    """Never answers a search."""
    DROP = "drop"
    """Breaks off in the middle of a mail."""
    RUBBISH = "rubbish"
    """Answers what no server says."""


@dataclass
class Kept:
    """A mail in the mailbox."""

    content: bytes
    arrived: str = ARRIVED
    flags: set[str] = field(default_factory=set)

    @property
    def is_seen(self) -> bool:
        return r"\Seen" in self.flags


class MailboxServer(socketserver.ThreadingTCPServer):
    """The server; `with` starts and stops it."""

    daemon_threads = False
    block_on_close = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mood = Mood.WORK
        self.mails: dict[int, Kept] = {}
        self.said: list[str] = []
        self.hears: Callable[[str], object] = lambda _said: None
        self.is_over = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"imap://desk:geheim@127.0.0.1:{self.server_address[1]}/INBOX"

    def give(self, content: bytes, arrived: str = ARRIVED) -> Kept:
        """Put a mail into the mailbox."""
        made = Kept(content, arrived)
        self.mails[max(self.mails, default=0) + 1] = made
        return made

    @property
    def unseen(self) -> list[int]:
        return [number for number, mail in self.mails.items() if not mail.is_seen]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self.is_over.set()
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Session(socketserver.StreamRequestHandler):
    """One connection."""

    server: MailboxServer

    def handle(self) -> None:
        self._say("* OK test server")
        while line := self.rfile.readline():
            text = line.decode("latin-1").strip()
            tag, _space, rest = text.partition(" ")
            self.server.said.append(rest)
            self.server.hears(rest)
            if not self._answer(tag, rest):
                return

    def _answer(self, tag: str, rest: str) -> bool:
        """Answer a command; tell whether the talk goes on."""
        word = rest.split(maxsplit=1)[0].upper()
        mood = self.server.mood
        if word == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1")
        elif word == "LOGIN" and mood is Mood.NO_LOGIN:
            self._say(f"{tag} NO [AUTHENTICATIONFAILED] wrong password")
            return True
        elif word == "SELECT":
            if mood is Mood.NO_FOLDER:
                self._say(f"{tag} NO no such mailbox")
                return True
            self._say(f"* {len(self.server.mails)} EXISTS")
        elif word == "UID":
            return self._of_mails(tag, rest.split(maxsplit=1)[1])
        elif word == "LOGOUT":
            self._say("* BYE")
            self._say(f"{tag} OK done")
            return False
        self._say(f"{tag} OK done")
        return True

    def _of_mails(self, tag: str, rest: str) -> bool:
        word, _space, arguments = rest.partition(" ")
        mood = self.server.mood
        if word == "SEARCH":
            if mood is Mood.HANG:
                self.server.is_over.wait()
                return False
            if mood is Mood.RUBBISH:
                self._say("* SEARCH one 99 two")
            else:
                self._say(f"* SEARCH {' '.join(map(str, self.server.unseen))}")
        elif word == "FETCH":
            if not self._fetch(*arguments.split(" ", 1)):
                return False
        elif word == "STORE":
            number, _flags, flag = arguments.split(" ", 2)
            self.server.mails[int(number)].flags.add(flag.strip("()"))
        self._say(f"{tag} OK done")
        return True

    def _fetch(self, number: str, wanted: str) -> bool:
        mail = self.server.mails.get(int(number))
        if mail is None:
            return True
        if "RFC822.SIZE" in wanted:
            size = f'RFC822.SIZE {len(mail.content)} INTERNALDATE "{mail.arrived}"'
            self._say(f"* {number} FETCH (UID {number} {size})")
            return True
        part = re.search(r"<0\.(\d+)>", wanted)
        content = mail.content[: int(part.group(1))] if part else mail.content
        assert "PEEK" in wanted, "a mail must not be marked by being looked at"
        self._say(f"* {number} FETCH (UID {number} BODY[] {{{len(content)}}}")
        if self.server.mood is Mood.DROP:
            self.wfile.write(content[: len(content) // 2])
            return False
        self.wfile.write(content + b")\r\n")
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode("latin-1"))
