"""The three lanes."""

import os
import threading
from functools import partial
from uuid import UUID, uuid4

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.attempts import number_of
from fmdesk.core.domain.errors import DomainError, StorageError
from fmdesk.core.ports import Progress
from fmdesk.ui.kit import Kit
from fmdesk.ui.tasks import CancelledError, JobDiedError, Lane
from tests.unit.ui.conftest import Unhandled


def add(one: int, other: int, progress: Progress) -> int:
    for done in range(3):
        progress.report(done + 1, 3)
    return one + other


def go_on(progress: Progress) -> None:
    wait = threading.Event()
    while not progress.is_cancelled():
        progress.report(1, 0)
        wait.wait(0.02)
    raise DomainError("job.cancelled")


def ignore_cancel(progress: Progress) -> None:
    progress.report(0, 0)
    threading.Event().wait()


def refuse(progress: Progress) -> None:
    raise DomainError("month.closed", month="2026-11")


def crash(progress: Progress) -> None:
    raise ZeroDivisionError


def die(progress: Progress) -> None:
    os._exit(7)


@pytest.fixture
def owner() -> QObject:
    return QObject()


def test_an_answer_comes_back_on_the_gui_thread(kit: Kit, qtbot: QtBot, owner: QObject) -> None:
    threads: list[threading.Thread] = []
    where: list[threading.Thread] = []

    def work() -> int:
        where.append(threading.current_thread())
        return 42

    def done(answer: int) -> None:
        assert answer == 42
        threads.append(threading.current_thread())

    kit.runner.submit(owner, work, done)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.main_thread()]
    assert where[0] is not threading.main_thread()


def test_changes_happen_in_their_order(kit: Kit, qtbot: QtBot, owner: QObject) -> None:
    seen: list[int] = []
    for number in range(50):
        kit.runner.submit(owner, partial(seen.append, number), lane=Lane.WRITE)
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(50))


def test_a_later_question_makes_an_earlier_answer_stale(
    kit: Kit, qtbot: QtBot, owner: QObject
) -> None:
    answers: list[str] = []
    go = threading.Event()

    def slow() -> str:
        go.wait(300)
        return "slow"

    kit.runner.submit(owner, slow, answers.append, key="search")
    kit.runner.submit(owner, lambda: "quick", answers.append, key="search")
    go.set()
    kit.runner.submit(owner, lambda: "other", answers.append)
    qtbot.waitUntil(lambda: {"quick", "other"} <= set(answers))
    assert "slow" not in answers


def test_nothing_reaches_a_page_that_is_gone(kit: Kit, qtbot: QtBot) -> None:
    answers: list[str] = []
    go = threading.Event()
    gone, here = QObject(), QObject()

    def work() -> str:
        go.wait(300)
        return "late"

    kit.runner.submit(gone, work, answers.append)
    shiboken6.delete(gone)
    go.set()
    kit.runner.submit(here, lambda: "here", answers.append)
    qtbot.waitUntil(lambda: "here" in answers and not kit.runner.is_busy)
    assert answers == ["here"]


def test_an_error_goes_to_who_handles_it(
    kit: Kit, qtbot: QtBot, owner: QObject, unhandled: Unhandled
) -> None:
    handled: list[Exception] = []

    def fail() -> None:
        raise DomainError("line.unknown")

    kit.runner.submit(owner, fail, failed=handled.append)
    kit.runner.submit(owner, fail)
    qtbot.waitUntil(lambda: bool(handled and unhandled.seen))
    assert isinstance(handled[0], DomainError)
    assert isinstance(unhandled.seen[0], DomainError)


def test_a_job_runs_in_its_own_process_and_tells_how_far_it_is(
    kit: Kit, qtbot: QtBot, owner: QObject
) -> None:
    answers: list[int] = []
    seen: list[tuple[str, int, int]] = []
    kit.runner.jobs_changed.connect(
        lambda: seen.extend((job.title, job.done, job.total) for job in kit.runner.jobs)
    )
    kit.runner.start_job(owner, "Adding", partial(add, 1, 2), answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
    assert answers == [3]
    assert ("Adding", 3, 3) in seen
    assert kit.runner.jobs == []


@pytest.mark.parametrize(
    ("work", "kind", "words"),
    [
        (refuse, DomainError, "month.closed"),
        (crash, JobDiedError, "ZeroDivisionError"),
        (die, JobDiedError, "exit code 7"),
    ],
)
def test_a_job_that_fails_says_why(
    kit: Kit, qtbot: QtBot, owner: QObject, work: object, kind: type, words: str
) -> None:
    problems: list[Exception] = []
    kit.runner.start_job(owner, "Failing", work, print, failed=problems.append)
    qtbot.waitUntil(lambda: bool(problems), timeout=30_000)
    assert isinstance(problems[0], kind)
    assert words in str(problems[0])


@pytest.mark.parametrize("work", [go_on, ignore_cancel])
def test_a_job_can_be_cancelled_whether_it_listens_or_not(
    kit: Kit, qtbot: QtBot, owner: QObject, work: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fmdesk.ui.tasks.CANCEL_GRACE_S", 0.5)
    problems: list[Exception] = []
    task = kit.runner.start_job(owner, "Long", work, print, failed=problems.append)
    with qtbot.waitSignal(kit.runner.jobs_changed, timeout=30_000):
        pass
    task.cancel()
    qtbot.waitUntil(lambda: bool(problems), timeout=30_000)
    assert isinstance(problems[0], CancelledError)


def test_closing_ends_what_runs(qtbot: QtBot, qapp: object, owner: QObject) -> None:
    from fmdesk.ui.tasks import TaskRunner

    runner = TaskRunner(print)
    runner.start_job(owner, "Long", go_on, print)
    runner.close()
    assert runner.jobs[0].is_cancelled


def test_what_a_timer_still_asks_after_closing_is_dropped(owner: QObject) -> None:
    from fmdesk.ui.tasks import TaskRunner

    problems: list[Exception] = []
    runner = TaskRunner(problems.append)
    runner.close()
    assert runner.submit(owner, lambda: 1 / 0).is_cancelled
    assert not runner.is_busy
    assert problems == []


class Emitter(QObject):
    sent = Signal(object)


def test_a_hundred_thousand_signals_lose_no_reference(qtbot: QtBot) -> None:
    """PySide6 6.12.0 aborts here on Python 3.11 (docs/decisions.md)."""
    emitter, seen = Emitter(), [0]

    def take(value: object) -> None:
        seen[0] += value is True or value is None

    emitter.sent.connect(take)
    for _turn in range(50_000):
        emitter.sent.emit(True)
        emitter.sent.emit(None)
    assert seen == [100_000]


def test_changes_that_are_tried_again_keep_their_numbers(
    kit: Kit, qtbot: QtBot, owner: QObject
) -> None:
    """Until they are done; those of another page, and queries, have numbers of their own."""
    numbers: list[UUID] = []
    failed: list[Exception] = []

    def change(*, is_cut: bool = False) -> None:
        made = uuid4()
        numbers.append(number_of(made, "goals.evaluate", f"meer handen {made}")[0])
        if is_cut:
            raise StorageError("storage.unreachable")

    cut, other = partial(change, is_cut=True), QObject()
    for asks, work, lane in (
        (owner, cut, Lane.WRITE),
        (owner, cut, Lane.READ),
        (other, change, Lane.WRITE),
        (owner, cut, Lane.WRITE),
        (owner, change, Lane.WRITE),
        (owner, change, Lane.WRITE),
    ):
        kit.runner.submit(asks, work, failed=failed.append, lane=lane)
        qtbot.waitUntil(lambda: not kit.runner.is_busy)
    first, query, elsewhere, again, done, later = numbers
    assert first == again == done
    assert len({first, query, elsewhere, later}) == 4
    assert len(failed) == 3
