"""The print queue of the system (CUPS): its printers, and a paper handed to one of them.

Programs of the queue are run and waited for without standing in anybody's way. The paper goes out
as the PDF that it is, so that the queue knows its pages, and whatever becomes of it, the bytes stay
with whoever asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from shutil import which

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer

WAIT_MS = 20_000
"""How long the queue may take to answer."""
DOWN, LATE = "down", "time"
"""What went wrong where the queue itself says nothing: it does not run, or does not answer."""
_RUNS = "scheduler is running"
_STANDS, _CLOSED, _NO_REASON = (
    " disabled since ",
    " not accepting requests since ",
    "reason unknown",
)
Answered = Callable[[bool, str], None]
"""Told whether the program succeeded, and what it said."""
Ended = Callable[[bool, str, str], None]
"""Told whether the program succeeded, what it put out, and what went wrong."""


class Sides(StrEnum):
    """How a sheet is printed, in the words of the queue."""

    ONE = "one-sided"
    LONG = "two-sided-long-edge"
    SHORT = "two-sided-short-edge"


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """A paper for a printer.

    Attributes:
        printer: Name of the queue.
        title: Name of the job.
        copies: At least one.
        pages: As the queue reads them, `1-3,5`; empty for all.
        sides: One side of the sheet, or both.
    """

    printer: str
    title: str
    copies: int = 1
    pages: str = ""
    sides: Sides = Sides.ONE

    def arguments(self) -> list[str]:
        """Return what the queue's program is called with."""
        pages = ["-P", self.pages] if self.pages else []
        return [
            *("-d", self.printer, "-t", self.title, "-n", str(self.copies), *pages),
            *("-o", f"sides={self.sides.value}", "-o", "fit-to-page", "--", "-"),
        ]


@dataclass(frozen=True, slots=True)
class Printers:
    """What the queue offers.

    Attributes:
        names: The printers.
        default: The one that is used without a choice; empty without printers.
        stopped: Why a printer stands still; what it is given waits until somebody starts it.
        closed: Why a printer takes no papers.
        problem: What went wrong; empty for nothing.
    """

    names: Sequence[str] = ()
    default: str = ""
    stopped: Mapping[str, str] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def read_printers(said: str) -> Printers:
    """Read the answer of `lpstat -r -e -d -p -a`, in its English words.

    A queue that does not run answers as one without printers would, but for its first line; one
    without printers calls that a failure.
    """
    lines = said.splitlines()
    if _RUNS not in lines:
        return Printers(problem=DOWN)
    names = [line for line in lines if len(line.split()) == 1 and not line[0].isspace()]
    chosen = [line.partition(":")[2].strip() for line in lines]
    default = next((one for one in chosen if one in names), names[0] if names else "")
    told: dict[str, dict[str, str]] = {_STANDS: {}, _CLOSED: {}}
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        for words, printers in told.items():
            if words in line:
                reason = after.strip() if after[:1].isspace() else ""
                name = line.removeprefix("printer ").partition(words)[0]
                printers[name] = "" if reason == _NO_REASON else reason
    return Printers(names, default, told[_STANDS], told[_CLOSED])


def has_queue() -> bool:
    """Tell whether this system has a print queue."""
    return which("lp") is not None and which("lpstat") is not None


class PrintQueue(QObject):
    """Asks the queue, and hands papers to it.

    Args:
        parent: Whoever asks; when that goes, so does the question.
        wait_ms: How long an answer may take.
    """

    def __init__(self, parent: QObject, wait_ms: int = WAIT_MS) -> None:
        super().__init__(parent)
        self._wait_ms = wait_ms

    def printers(self, answered: Callable[[Printers], None]) -> None:
        """Ask for the printers.

        Args:
            answered: Gets what the queue offers, or what went wrong.
        """

        def ended(_is_done: bool, output: str, problem: str) -> None:
            answered(read_printers(output) if output else Printers(problem=problem or DOWN))

        self._run("lpstat", ["-r", "-e", "-d", "-p", "-a"], b"", ended)

    def submit(self, order: PrintOrder, content: bytes, answered: Answered) -> None:
        """Hand a PDF to a printer.

        Args:
            order: Which printer, and how.
            content: The PDF.
            answered: Told whether the queue took it, and what it said.
        """

        def ended(is_done: bool, output: str, problem: str) -> None:
            answered(is_done, output if is_done else problem)

        self._run("lp", order.arguments(), content, ended)

    def _run(self, program: str, arguments: Sequence[str], content: bytes, told: Ended) -> None:
        process = QProcess(self)
        surroundings = QProcessEnvironment.systemEnvironment()
        surroundings.insert("LC_ALL", "C.UTF-8")  # its words are read
        process.setProcessEnvironment(surroundings)
        late = QTimer(process, singleShot=True, interval=self._wait_ms)
        late.timeout.connect(process.kill)
        has_ended: list[bool] = []

        def ended() -> None:
            if has_ended:
                return
            has_ended.append(True)
            is_late = not late.isActive()
            late.stop()
            is_done = (
                process.exitStatus() == QProcess.ExitStatus.NormalExit
                and process.exitCode() == 0
                and process.error() != QProcess.ProcessError.FailedToStart
            )
            output = bytes(process.readAllStandardOutput().data()).decode(errors="replace")
            problem = bytes(process.readAllStandardError().data()).decode(errors="replace")
            process.deleteLater()
            told(is_done, output, " ".join(problem.split()) or (LATE if is_late else ""))

        process.finished.connect(lambda *_how: ended())
        process.errorOccurred.connect(
            lambda fault: ended() if fault == QProcess.ProcessError.FailedToStart else None
        )
        late.start()
        process.start(program, list(arguments))
        process.write(content)
        process.closeWriteChannel()
