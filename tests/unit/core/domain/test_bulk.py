"""Orders for many lines: what each kind records, and what can be taken back."""

from uuid import UUID, uuid4

from fmdesk.core.domain.bulk import BulkKind, BulkOrder
from fmdesk.core.domain.events import EventKind


def test_each_kind_records_its_event() -> None:
    events = {kind: kind.event for kind in BulkKind}
    assert events == {
        BulkKind.ASSIGN: None,
        BulkKind.PAUSE: EventKind.PAUSED,
        BulkKind.RESUME: EventKind.RESUMED,
        BulkKind.READY: EventKind.READY,
        BulkKind.REDIRECT: EventKind.REDIRECTED,
        BulkKind.CANCEL: EventKind.CANCELLED,
        BulkKind.MESSAGE: None,
        BulkKind.TASK: None,
    }


def test_what_was_told_or_ended_cannot_be_taken_back() -> None:
    final = {kind for kind in BulkKind if not kind.can_be_undone}
    assert final == {BulkKind.CANCEL, BulkKind.MESSAGE, BulkKind.REDIRECT, BulkKind.TASK}


def test_every_line_has_a_command_of_its_own_that_is_the_same_the_next_time() -> None:
    order = BulkOrder(UUID(int=7), BulkKind.READY, (1, 2))
    again = BulkOrder(UUID(int=7), BulkKind.READY, (1, 2))
    other = BulkOrder(uuid4(), BulkKind.READY, (1, 2))
    assert order.op_of("line", 1) == again.op_of("line", 1)
    found = {order.op_of("line", 1), order.op_of("line", 2), order.op_of("undo", 1)}
    assert len(found | {other.op_of("line", 1)}) == 4
