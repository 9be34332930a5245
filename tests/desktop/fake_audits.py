"""A command log that lives in memory, of any length."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from threading import Event

from fmdesk.core.domain.audit import (
    STEP,
    CommandView,
    Finding,
    LogExtent,
    LogFilter,
    ToldCommand,
    VerifyReport,
)
from fmdesk.core.domain.spec import Text
from fmdesk.core.domain.why_paper import LoggedCommand
from tests.desktop.made import NOW

NAMES = ("month.close", "intake.take", "supplies.receive")
PLUGIN_WORDS = {
    "supplies": Text("Voorraad", "Stock"),
    "supplies.receive": Text("Ontvangst van goederen geboekt", "Receipt of goods booked"),
}
"""What a plugin and its command are called."""
PEOPLE = (("anneke", "de Vries, Anneke"), ("rob", "Bakker, Rob"))
SOUND = VerifyReport(7, "ab" * 32, 5, 2, 3, (), 0)
BROKEN = replace(
    SOUND,
    findings=(Finding("verify.chain_broken", "2"), Finding("verify.unbalanced", "9")),
    count=30,
    first_broken=2,
)
GONE = replace(BROKEN, findings=(Finding("verify.command_missing", "900"),), first_broken=900)


@dataclass
class FakeAudits:
    """A log of so many commands, one a minute, of two persons and three kinds.

    Attributes:
        total: How many.
        problem: Raised instead of an answer.
        asked: Filters that were asked for.
        read: Places that were read: the first and how many.
        held: Telling how long the whole list is waits for it.
        given: What every command was given, as JSON; empty for a month and the language.
    """

    total: int = 7
    problem: Exception | None = None
    is_erased: bool = False
    asked: list[LogFilter] = field(default_factory=list)
    read: list[tuple[int, int]] = field(default_factory=list)
    held: Event | None = None
    given: str = ""

    def _fitting(self, wanted: LogFilter) -> Sequence[int]:
        every = range(self.total, 0, -1)
        if wanted.is_empty:
            return every
        return [
            seq
            for seq in every
            if wanted.actor in {"", row_of(seq).actor}
            and row_of(seq).name.startswith(wanted.command)
            and (not wanted.line or seq == 1)
            and (not wanted.text or row_of(seq).name in wanted.names)
        ]

    def rows(self, wanted: LogFilter, most: int) -> tuple[LoggedCommand, ...]:
        if self.problem is not None:
            raise self.problem
        self.asked.append(wanted)
        return tuple(map(row_of, self._fitting(wanted)[:most]))

    def extent(self, wanted: LogFilter) -> LogExtent:
        if self.held is not None and wanted.is_empty:
            self.held.wait(30)
        found = self._fitting(wanted)
        return LogExtent(len(found), tuple(found[::STEP]))

    def page(
        self, wanted: LogFilter, extent: LogExtent, first: int, most: int
    ) -> tuple[LoggedCommand, ...]:
        self.read.append((first, most))
        mark, skip = extent.near(first)
        found = self._fitting(wanted)
        place = found.index(mark) + skip
        return tuple(map(row_of, found[place : place + most]))

    def people(self) -> tuple[tuple[str, str], ...]:
        if self.problem is not None:
            raise self.problem
        return PEOPLE

    def told(self, seq: int, language: str) -> ToldCommand:
        if seq > self.total:
            raise LookupError(seq)
        row = row_of(seq)
        given = self.given or f'{{"month":"2026-10","language":"{language}"}}'
        payload = None if self.is_erased else given
        view = CommandView(
            row, f"op-{seq}", "0" * 64, "d" * 64, payload, '{"months":["2026-10"]}', seq != 2
        )
        fields = () if payload is None else (("Maand" if language == "nl" else "Month", "2026-10"),)
        return ToldCommand(view, dict(PEOPLE)[row.actor], fields)


def row_of(seq: int) -> LoggedCommand:
    """Return a row of the log."""
    login = PEOPLE[seq % 2][0]
    at = NOW - timedelta(days=1) + timedelta(minutes=min(seq, 1000))
    return LoggedCommand(seq, NAMES[seq % 3], login, at, f"{seq:064x}")


def sound_job(heads: tuple[str, ...], progress: object) -> VerifyReport:
    """Find nothing."""
    progress.report(1, 2)
    return replace(SOUND, heads=tuple((head, 4) for head in heads))


def broken_job(_heads: tuple[str, ...], progress: object) -> VerifyReport:
    """Find that command 2 was changed."""
    progress.report(1, 2)
    return BROKEN


def gone_job(_heads: tuple[str, ...], progress: object) -> VerifyReport:
    """Find that a command is gone."""
    progress.report(1, 2)
    return GONE


def export_log_job(wanted: LogFilter, language: str, path: Path, progress: object) -> int:
    """Write what was asked."""
    progress.report(1, 1)
    path.write_text(f"{wanted.actor} {language}", encoding="utf-8")
    return 7_000
