"""A real SMTP server on a port of this machine, that accepts, refuses, hangs or breaks off."""

import socketserver
import threading
from email import message_from_bytes
from email.message import Message
from enum import StrEnum
from typing import Self


class Mood(StrEnum):
    """How the server meets a mail."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    """Knows no such recipient (550)."""
    PUT_OFF = "put off"
    """Asks to come again (451)."""
    HANG = "hang"
    """Takes the text and never answers."""
    DROP = "drop"
    """Breaks off in the middle of the text."""
    TAKE_AND_DROP = "take and drop"
    """Takes the mail, then breaks off before the goodbye."""
    NO_LOGIN = "no login"
    """Knows no such user (535)."""
    LOGIN_FIRST = "login first"
    """Takes nothing from who has not logged in (530)."""
    NOBODY = "nobody"
    """Talks with nobody (554)."""


class MailServer(socketserver.ThreadingTCPServer):
    """The server; `with` starts and stops it."""

    daemon_threads = False
    block_on_close = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mood = Mood.ACCEPT
        self.taken: list[Message] = []
        self.is_over = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

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

    server: MailServer

    def handle(self) -> None:
        self._say("220 test server")
        while line := self.rfile.readline():
            word = line.split()[0].upper().decode()
            if not self._answer(word):
                return

    def _answer(self, word: str) -> bool:
        """Answer a command; tell whether the talk goes on."""
        mood = self.server.mood
        if word in {"EHLO", "HELO"} and mood is Mood.NOBODY:
            self._say("554 5.3.2 no service here")
        elif word == "EHLO":
            self._say("250-hello\r\n250 AUTH PLAIN")
        elif word == "AUTH":
            self._say("535 5.7.8 unknown user" if mood is Mood.NO_LOGIN else "235 welcome")
        elif word == "MAIL" and mood is Mood.LOGIN_FIRST:
            self._say("530 5.7.0 log in first")
        elif word == "RCPT" and mood is Mood.REFUSE:
            self._say("550 5.1.1 nobody of that name here")
        elif word == "RCPT" and mood is Mood.PUT_OFF:
            self._say("451 4.7.1 come again in a while")
        elif word == "DATA":
            return self._take()
        elif word == "QUIT":
            self._say("221 goodbye")
            return False
        else:
            self._say("250 fine")
        return True

    def _take(self) -> bool:
        self._say("354 go on")
        if self.server.mood is Mood.DROP:
            self.rfile.readline()
            return False
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        if self.server.mood is Mood.HANG:
            self.server.is_over.wait()
            return False
        self.server.taken.append(message_from_bytes(b"".join(lines)))
        self._say("250 taken")
        return self.server.mood is not Mood.TAKE_AND_DROP

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
