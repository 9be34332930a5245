"""Background work in three lanes, with one queued signal back to the GUI thread.

`write` changes the database, one at a time and in order; `read` queries it, two at a time;
`process` runs month, import and PDF in a process of their own, since one busy Python thread would
make every repaint wait. What a page asked for is dropped when the page is gone.
"""

import threading
from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.errors import DomainError

if TYPE_CHECKING:  # loaded when first needed: the first paint does not wait for them
    from concurrent.futures import ThreadPoolExecutor
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from multiprocessing.synchronize import Event

    from fmdesk.core.domain.attempts import Attempts
    from fmdesk.core.ports import Progress

T = TypeVar("T")
Job = Callable[["Progress"], T]
"""Long work; it tells its progress, and stops when it is told that it was cancelled."""

CANCEL_GRACE_S = 5.0
"""A cancelled job that does not report within this time is ended; its transaction rolls back."""


_TICK_S = 0.1


def is_alive(owner: QObject) -> bool:
    """Tell whether what is behind an object, such as a page or dialog, still exists."""
    return shiboken6.isValid(owner)


class Lane(Enum):
    """Where a task runs: the name of its threads, and how many there are."""

    WRITE = ("write", 1)
    READ = ("read", 2)
    PROCESS = ("process", 3)
    """Threads that watch a process of its own each: nobody who assigns tickets waits for a month
    that is judged."""


class CancelledError(Exception):
    """The user cancelled the job; nothing of it was kept."""


class JobDiedError(Exception):
    """A job's process ended without an answer, or with an error nobody knows.

    The argument is its traceback, or its exit code in words.
    """


class Task:
    """One piece of submitted work.

    Attributes:
        owner: The page or presenter; once it is destroyed, nothing is delivered any more.
        title: What the status line shows; only jobs have one.
        done: Units done so far.
        total: Units in all, 0 while unknown.
    """

    def __init__(self, owner: QObject, title: str = "") -> None:
        self.owner = owner
        self.title = title
        self.done = 0
        self.total = 0
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask it to stop; a query's answer is dropped, a job rolls back and ends."""
        self._cancelled.set()


class TaskRunner(QObject):
    """Runs the work of all pages.

    Args:
        unhandled: Shown an error that its submitter does not handle itself.
    """

    jobs_changed = Signal()
    """A job began, moved on or ended."""
    _delivered = Signal(object)

    def __init__(self, unhandled: Callable[[Exception], None]) -> None:
        super().__init__()
        self.unhandled = unhandled
        self._pools: dict[Lane, ThreadPoolExecutor] = {}
        self._latest: dict[tuple[int, str], Task] = {}
        self._attempts: WeakKeyDictionary[QObject, Attempts] = WeakKeyDictionary()
        self.jobs: list[Task] = []
        self._running = 0
        self._is_closed = False

    def submit(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
        lane: Lane = Lane.READ,
        key: str = "",
    ) -> Task:
        """Run short work on a thread and call back on the GUI thread.

        Args:
            owner: Who asks; nothing is delivered once it is destroyed.
            work: Runs on the thread; touches no widget.
            done: Called with its answer.
            failed: Called with its exception; without it the user sees the error dialog.
            lane: `WRITE` for changes, `READ` for queries.
            key: A later task of this owner with the same key makes this one's answer stale.
        """
        task = Task(owner)
        if self._is_closed:  # a timer that was still under way when the window went
            task.cancel()
            return task
        if key:
            stale = self._latest.get((id(owner), key))
            if stale is not None:
                stale.cancel()
            self._latest[id(owner), key] = task
        self._running += 1
        tried = self._tried(owner, work) if lane is Lane.WRITE else work
        self._pool(lane).submit(self._run, task, tried, done, failed or self.unhandled)
        return task

    def _tried(self, owner: QObject, work: Callable[[], T]) -> Callable[[], T]:
        """Return changes of an owner whose commands keep their numbers when it tries again."""
        from fmdesk.core.domain.attempts import Attempts  # noqa: PLC0415  # see above

        attempts = self._attempts.setdefault(owner, Attempts())

        def tried() -> T:
            with attempts.one():
                return work()

        return tried

    def start_job(
        self,
        owner: QObject,
        title: str,
        work: Job[T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Run long work in a process of its own; the status line shows its progress.

        Args:
            owner: Who asks.
            title: What the status line shows.
            work: Can be pickled (a module's function, or a `partial` of one); it reports its
                progress and so learns that it was cancelled.
            done: Called with its answer.
            failed: Called with its exception; a cancelled job gives `CancelledError`.
        """
        task = Task(owner, title)
        self.jobs.append(task)
        self._running += 1
        self.jobs_changed.emit()
        body = partial(_supervise, task, work, lambda: self._delivered.emit(self._notify))
        self._pool(Lane.PROCESS).submit(self._run, task, body, done, failed or self.unhandled)
        return task

    @property
    def is_busy(self) -> bool:
        """Whether anything is being done or waits for it."""
        return self._running > 0

    def close(self) -> None:
        """Cancel what runs and end all threads and processes; called once, when the window goes."""
        self._is_closed = True
        for task in (*self.jobs, *self._latest.values()):
            task.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)

    def _pool(self, lane: Lane) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # see above

        from PySide6.QtCore import Qt  # noqa: PLC0415  # see above

        if not self._pools:
            self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        if lane not in self._pools:
            name, threads = lane.value
            self._pools[lane] = ThreadPoolExecutor(threads, f"fmdesk-{name}")
        return self._pools[lane]

    def _run(
        self,
        task: Task,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None],
    ) -> None:
        answer: partial[None] | None
        try:
            is_stale = task.is_cancelled and not task.title
            answer = None if is_stale else _answered(work(), done)
        except Exception as problem:  # noqa: BLE001  # every error must reach the GUI thread
            answer = partial(failed, problem)
        self._delivered.emit(partial(self._finish, task, answer))

    def _finish(self, task: Task, answer: Callable[[], None] | None) -> None:
        self._running -= 1
        if task in self.jobs:
            self.jobs.remove(task)
            self.jobs_changed.emit()
        elif task.is_cancelled:
            return
        if answer is not None and is_alive(task.owner):
            answer()

    def _notify(self) -> None:
        self.jobs_changed.emit()

    @staticmethod
    def _deliver(call: Callable[[], None]) -> None:
        call()


def _answered(result: T, done: Callable[[T], None] | None) -> "partial[None] | None":
    return partial(done, result) if done else None


def _supervise(task: Task, work: Job[T], moved: Callable[[], None]) -> T:
    """Run a job's process to its end, on a thread of the job pool."""
    if task.is_cancelled:
        raise CancelledError
    from multiprocessing import get_context  # noqa: PLC0415  # see above

    context = get_context("spawn")
    ours, theirs = context.Pipe()
    stop = context.Event()
    process = context.Process(target=_run_child, args=(theirs, stop, work))
    process.start()
    theirs.close()
    try:
        answer: T = _listen(task, process, ours, stop, moved)
    finally:
        process.join(CANCEL_GRACE_S)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()
        ours.close()
    return answer


def _listen(
    task: Task,
    process: "SpawnProcess",
    ours: "Connection",
    stop: "Event",
    moved: Callable[[], None],
) -> Any:
    """Take messages until the answer comes, the process dies or the user cancels."""
    from multiprocessing.connection import wait  # noqa: PLC0415  # see above

    waited = 0.0
    while True:
        if task.is_cancelled:
            stop.set()
            waited += _TICK_S
        if waited > CANCEL_GRACE_S:
            process.kill()
            raise CancelledError
        if not wait([ours, process.sentinel], _TICK_S):
            continue
        try:
            kind, content = ours.recv()
        except EOFError:
            process.join(CANCEL_GRACE_S)
            kind, content = "died", process.exitcode
        if kind == "progress":
            task.done, task.total = content
            moved()
        elif kind == "answer":
            return content
        else:
            raise _error(kind, content)


def _error(kind: str, content: Any) -> Exception:
    if kind == "known":
        code, params = content
        return DomainError(code, **params)
    if kind == "cancelled":
        return CancelledError()
    return JobDiedError(f"exit code {content}" if kind == "died" else content)


class _ChildProgress:
    """Sends a job's progress to the window."""

    def __init__(self, theirs: "Connection", stop: "Event") -> None:
        self._theirs = theirs
        self._stop = stop

    def report(self, done: int, total: int) -> None:
        """Send how far it is."""
        self._theirs.send(("progress", (done, total)))

    def is_cancelled(self) -> bool:
        """Tell whether the user cancelled it."""
        return self._stop.is_set()


def _run_child(theirs: "Connection", stop: "Event", work: Job[object]) -> None:
    """Run the work in the new process and send its answer or its error."""
    answer: tuple[str, object]
    try:
        answer = ("answer", work(_ChildProgress(theirs, stop)))
    except DomainError as problem:
        answer = ("known", (problem.code, dict(problem.params)))
    except Exception:  # noqa: BLE001  # the parent shows it; this process only ends
        from traceback import format_exc  # noqa: PLC0415  # see above

        answer = ("failed", format_exc())
    if stop.is_set() and answer[0] != "answer":
        answer = ("cancelled", None)
    theirs.send(answer)
    theirs.close()
