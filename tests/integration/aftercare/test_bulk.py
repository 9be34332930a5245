"""The same done to many lines: refused ones hinder no other, and it can be taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.bulk import BulkKind, BulkOrder, BulkResult, Done
from fmdesk.core.domain.errors import InvalidInputError, StorageError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.services import bulk as module
from fmdesk.core.services.bulk import Bulk
from fmdesk.core.services.dossiers import Dossiers
from tests.integration.aftercare.conftest import CaringOffice


@dataclass
class Watched:
    """A progress that is cancelled after so many lines."""

    until: int = 10**9
    told: list[tuple[int, int]] = field(default_factory=list)
    asked: int = 0

    def report(self, done: int, total: int) -> None:
        self.told.append((done, total))

    def is_cancelled(self) -> bool:
        self.asked += 1
        return self.asked > self.until


@pytest.fixture
def bulk(office: CaringOffice) -> Bulk:
    return Bulk(office.door, office.plugins, office.messages, Dossiers(office.door, office.queries))


@pytest.fixture
def lines(office: CaringOffice) -> tuple[int, ...]:
    """Five lines, the third of them ready."""
    made = tuple(office.order(2).line_ids[0] for _ in range(5))
    office.deliver(made[2], 2)
    office.time.at += timedelta(minutes=5)
    return made


def order(kind: BulkKind, lines: Sequence[int], **more: object) -> BulkOrder:
    return replace(BulkOrder(uuid4(), kind, tuple(lines)), **more)


def pause(lines: Sequence[int]) -> BulkOrder:
    return order(
        BulkKind.PAUSE,
        lines,
        reason="Leverancier dicht",
        pause_class=PauseClass.FORCE_MAJEURE,
        evidence="brief 12",
    )


def states(office: CaringOffice, lines: Sequence[int]) -> str:
    with office.door.read() as work:
        return " ".join(work.tickets.line(line).state.value for line in lines)


def owners(office: CaringOffice, lines: Sequence[int]) -> list[str]:
    with office.door.read() as work:
        tickets = (work.tickets.line(line).ticket_id for line in lines)
        return [work.tickets.ticket(ticket).owner for ticket in tickets]


def commands(office: CaringOffice) -> str:
    return office.door.head()


def refused(result: BulkResult) -> list[tuple[int, str]]:
    return [(one.line_id, one.code) for one in result.refused]


def test_a_refused_line_hinders_no_other(
    office: CaringOffice, bulk: Bulk, lines: tuple[int, ...]
) -> None:
    watched = Watched()
    result = bulk.run(pause(lines), watched)
    assert states(office, lines) == "paused paused ready paused paused"
    assert refused(result) == [(lines[2], "fulfilment.not_possible")]
    assert [one.line_id for one in result.done] == [*lines[:2], *lines[3:]]
    assert result.refused[0].number.endswith(".1")
    assert (watched.told[0], watched.told[-1], result.left) == ((0, 5), (5, 5), 0)


def test_the_same_order_again_does_nothing_twice(
    office: CaringOffice, bulk: Bulk, lines: tuple[int, ...]
) -> None:
    one = pause(lines)
    first = bulk.run(one, Watched(until=2))
    assert states(office, lines) == "paused paused ready new new"
    assert first.left == 3
    then = bulk.run(one, Watched())
    assert then.done[:2] == first.done
    assert states(office, lines) == "paused paused ready paused paused"
    head = commands(office)
    assert bulk.run(one, Watched()).done == then.done
    assert commands(office) == head


def test_owners_are_assigned_and_given_back(
    office: CaringOffice, bulk: Bulk, lines: tuple[int, ...]
) -> None:
    one = order(BulkKind.ASSIGN, lines, owner="noor")
    result = bulk.run(one, Watched())
    assert owners(office, lines) == ["noor"] * 5
    assert bulk.owners() == ("noor",)
    with office.door.read() as work:
        changes = work.dossier.changes(result.done[0].ticket_id)
    assert [change.after for change in changes] == [{"owner": "noor"}]
    back = bulk.undo(one, result.done, "Teruggedraaid", Watched())
    assert owners(office, lines) == ["anneke"] * 5
    assert back.refused == ()
    with pytest.raises(InvalidInputError, match=r"bulk\.no_owner"):
        bulk.run(order(BulkKind.ASSIGN, lines, owner=" "), Watched())


def test_a_ticket_of_two_lines_goes_back_to_whom_it_was(office: CaringOffice, bulk: Bulk) -> None:
    two = (OrderLine("paper"), OrderLine("paper"))
    both = office.intake.take(OrderDraft(uuid4(), "phone", two, requester="p1")).line_ids
    one = order(BulkKind.ASSIGN, both, owner="noor")
    result = bulk.run(one, Watched())
    assert [done.before for done in result.done] == ["anneke", "noor"]
    back = bulk.undo(one, result.done, "Teruggedraaid", Watched())
    assert back.refused == ()
    assert owners(office, both) == ["anneke", "anneke"]


UNDONE: Sequence[tuple[BulkKind, str, str]] = (
    (BulkKind.PAUSE, "paused", "running"),
    (BulkKind.READY, "ready", "running"),
)


@pytest.mark.parametrize(("kind", "done", "before"), UNDONE)
def test_what_was_recorded_is_taken_back_at_its_own_instant(
    office: CaringOffice, bulk: Bulk, lines: tuple[int, ...], kind: BulkKind, done: str, before: str
) -> None:
    line = lines[0]
    office.record(line, EventKind.STARTED, step=1)
    due = _due(office, line)
    one = pause((line,)) if kind is BulkKind.PAUSE else order(kind, (line,))
    result = bulk.run(one, Watched())
    assert states(office, (line,)) == done
    office.time.at += timedelta(minutes=30)
    back = bulk.undo(one, result.done, "Teruggedraaid", Watched())
    assert (back.refused, states(office, (line,))) == ((), before)
    assert _due(office, line) == due
    with office.door.read() as work:
        last, *_rest = work.tickets.events(line)[::-1]
    assert last.reason == "Teruggedraaid"


def test_a_resumed_line_is_paused_as_it_was(
    office: CaringOffice, bulk: Bulk, lines: tuple[int, ...]
) -> None:
    bulk.run(pause(lines[:1]), Watched())
    office.time.at += timedelta(minutes=30)
    one = order(BulkKind.RESUME, lines[:2])
    result = bulk.run(one, Watched())
    assert refused(result) == [(lines[1], "fulfilment.not_possible")]
    back = bulk.undo(one, result.done, "Teruggedraaid", Watched())
    assert states(office, lines[:1]) == "paused"
    with office.door.read() as work:
        last = work.tickets.events(back.done[0].line_id)[-1]
    assert (last.kind, last.reason, last.evidence) == (
        EventKind.PAUSED,
        "Leverancier dicht",
        "brief 12",
    )
    assert last.pause_class is PauseClass.FORCE_MAJEURE


def _due(office: CaringOffice, line: int) -> object:
    with office.door.read() as work:
        return work.tickets.line(line).due_at


def test_what_somebody_changed_since_stays_as_it_is(
    office: CaringOffice, bulk: Bulk, lines: tuple[int, ...]
) -> None:
    paused = pause(lines[:2])
    result = bulk.run(paused, Watched())
    office.record(lines[0], EventKind.RESUMED)
    back = bulk.undo(paused, result.done, "Teruggedraaid", Watched())
    assert refused(back) == [(lines[0], "bulk.changed")]
    assert [one.line_id for one in back.done] == [lines[1]]
    assert states(office, lines[:2]) == "new new"
    assigned = order(BulkKind.ASSIGN, lines[:1], owner="noor")
    first = bulk.run(assigned, Watched())
    bulk.run(order(BulkKind.ASSIGN, lines[:1], owner="rob"), Watched())
    back = bulk.undo(assigned, first.done, "Teruggedraaid", Watched())
    assert refused(back) == [(lines[0], "bulk.changed")]
    assert owners(office, lines[:1]) == ["rob"]


def test_lines_are_cancelled_with_a_reason(
    office: CaringOffice, bulk: Bulk, lines: tuple[int, ...]
) -> None:
    assert refused(bulk.run(order(BulkKind.CANCEL, lines[:1]), Watched())) == [
        (lines[0], "fulfilment.reason_missing")
    ]
    bulk.run(order(BulkKind.CANCEL, lines[:2], reason="Dubbel besteld"), Watched())
    assert states(office, lines) == "cancelled cancelled ready new new"


def test_each_customer_gets_the_message_and_each_ticket_the_task_once(
    office: CaringOffice, bulk: Bulk, lines: tuple[int, ...]
) -> None:
    told = order(BulkKind.MESSAGE, lines[:2], subject="Lift stuk", text="Het duurt langer.")
    task = order(BulkKind.TASK, lines[:2], text="Bel de leverancier")
    for one in (told, told, task, task):
        result = bulk.run(one, Watched())
        assert (len(result.done), result.refused) == (2, ())
    messages = office.messages.of_line(lines[0])
    assert [one.subject for one in messages if one.subject == "Lift stuk"] == ["Lift stuk"]
    with office.door.read() as work:
        tasks = work.dossier.tasks(work.tickets.line(lines[0]).ticket_id)
    assert [one.text for one in tasks] == ["Bel de leverancier"]


def test_a_line_that_is_not_there_is_told_by_its_number(bulk: Bulk) -> None:
    result = bulk.run(order(BulkKind.READY, (987_654,)), Watched())
    assert [(one.number, one.code) for one in result.refused] == [("987654", "line.unknown")]


def locked(times: int) -> Callable[[object], None]:
    """Return what refuses so many times because somebody else writes."""
    left = [times]

    def check(_step: object) -> None:
        if left[0]:
            left[0] -= 1
            raise StorageError("storage.locked", place="here", reason="busy")

    return check


@pytest.mark.parametrize(("times", "done"), [(module.PATIENCE, 2), (module.PATIENCE + 1, 0)])
def test_it_waits_while_somebody_else_writes_for_long(
    bulk: Bulk,
    lines: tuple[int, ...],
    monkeypatch: pytest.MonkeyPatch,
    times: int,
    done: int,
) -> None:
    wait, real = locked(times), module._step

    def step(*arguments: object) -> Done:
        wait(arguments[-1])
        return real(*arguments)

    monkeypatch.setattr(module, "_step", step)
    result = bulk.run(pause(lines[:2]), Watched())
    assert len(result.done) == done
    assert result.left == (0 if done else 1)
    assert [one.code for one in result.refused] == ([] if done else ["storage.locked"])


def test_whoever_stops_it_while_it_waits_is_heard(
    bulk: Bulk, lines: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    wait = locked(10**6)
    monkeypatch.setattr(module, "_step", lambda *arguments: wait(arguments[-1]))
    result = bulk.run(pause(lines), Watched(until=1))
    assert (result.done, result.left) == ((), 4)
