"""The command log as whoever audits it asks for it and reads it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.why_paper import LoggedCommand


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which commands are asked for; what is empty asks for any.

    Attributes:
        actor: Name of the account that acted.
        command: Name of the command, or the part before its point: `sanctions`.
        since: From this instant on.
        until: Up to this instant, without it.
        line: Number of a line; only what recorded its events and what was said about it. That of
            a ticket: the same for each of its lines.
        before: Only rows below this number, for the next page; 0 for the newest.
        text: A part of what a command was given, small or capital letters.
        names: Commands whose own words have that part; they pass whatever they were given.
    """

    actor: str = ""
    command: str = ""
    since: datetime | None = None
    until: datetime | None = None
    line: str = ""
    before: int = 0
    text: str = ""
    names: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether every command passes."""
        return self == LogFilter(before=self.before)


STEP = 1000
"""Rows of a list of commands from mark to mark."""


@dataclass(frozen=True, slots=True)
class LogExtent:
    """How long a list of commands is, and from where any place of it is near.

    Attributes:
        total: Its rows.
        marks: Numbers of the commands at rows 0, `STEP`, twice `STEP` and so on.
    """

    total: int
    marks: tuple[int, ...] = ()

    def near(self, row: int) -> tuple[int, int]:
        """Return the mark at or above a row, and how many rows of it come before that row."""
        place = min(row // STEP, len(self.marks) - 1)
        return self.marks[place], row - place * STEP


@dataclass(frozen=True, slots=True)
class CommandView:
    """One command with what it was given and answered, and its place in the chain.

    Attributes:
        row: Its row.
        op_id: The id that its desk made for it.
        previous: Hash of the row before it.
        digest: Salted digest of what it was given.
        payload: What it was given, as JSON; None once that was erased.
        result: What it answered, as JSON.
        is_sound: Its hash is that of the row as it stands, and its digest that of its payload.
    """

    row: LoggedCommand
    op_id: str
    previous: str
    digest: str
    payload: str | None
    result: str
    is_sound: bool


@dataclass(frozen=True, slots=True)
class ToldCommand:
    """One command in words.

    Attributes:
        view: The command.
        who: The name of who acted.
        fields: What it was given, as names and values; none once that was erased.
    """

    view: CommandView
    who: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        code: Key of its text in `fmdesk.messages`.
        subject: What it is about: a command's number, a line, a month, a guard.
    """

    code: str
    subject: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a verification looked at and found.

    Attributes:
        commands: Commands in the log.
        head: Head of the chain as it was worked out.
        entries: Entries of the ledger.
        documents: Frozen documents of closed months.
        lines: Lines projected anew.
        findings: The first of each kind.
        count: All findings.
        first_broken: Number of the first command that is not as it was logged, 0 for none.
        heads: The heads that were given, each with the number of the command whose head it is.
    """

    commands: int
    head: str
    entries: int
    documents: int
    lines: int
    findings: tuple[Finding, ...]
    count: int
    first_broken: int = 0
    heads: tuple[tuple[str, int], ...] = ()

    @property
    def is_sound(self) -> bool:
        """Tell whether everything is as it should be."""
        return self.count == 0

    @property
    def is_damaged(self) -> bool:
        """Tell whether more is wrong than heads that were given, which may be mistyped."""
        return any(one.code != "verify.head_given" for one in self.findings)


LEAST_DIGITS = 12
"""Digits of a head that papers show; two commands of one log do not share that many."""
_WORD = re.compile(r"[^\s,;]+")
_HEAD = re.compile(f"[0-9a-f]{{{LEAST_DIGITS},64}}")


def heads_of(given: Iterable[str]) -> tuple[str, ...]:
    """Return heads of the log, or beginnings of them, as somebody copied them from paper.

    Args:
        given: Texts with one or more each, in small or capital letters.

    Raises:
        InvalidInputError: `verify.head_format` for what is no beginning of a head.
    """
    heads = dict.fromkeys(head for text in given for head in _WORD.findall(text.lower()))
    for head in heads:
        if not _HEAD.fullmatch(head):
            raise InvalidInputError("verify.head_format", head=head, digits=LEAST_DIGITS)
    return tuple(heads)
