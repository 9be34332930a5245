"""The number of a command whose end nobody knows is that of its first try."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from fmdesk.core.domain.attempts import Attempts, number_of
from fmdesk.core.domain.canonical import dumps
from fmdesk.core.domain.contact import RemarkDraft
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, StorageError
from fmdesk.core.domain.ticket import ContactKind

Numbers = list[UUID]


def asked(attempts: Attempts, *contents: str, ends: Exception | None = None) -> Numbers:
    """Ask for commands with numbers of their own in one try, and return those they have."""
    found: Numbers = []

    def work() -> None:
        with attempts.one():
            for one in contents:
                op_id = uuid4()
                number, text = number_of(op_id, "goals.evaluate", f"{one} {op_id}")
                assert text == f"{one} {number}"
                found.append(number)
            if ends is not None:
                raise ends

    if ends is None:
        work()
    else:
        with pytest.raises(type(ends)):
            work()
    return found


CUT = StorageError("storage.unreachable")


@pytest.mark.parametrize("end", [CUT, ZeroDivisionError()])
def test_what_was_perhaps_done_keeps_its_number_until_it_is_done(end: Exception) -> None:
    attempts = Attempts()
    first = asked(attempts, "meer handen", ends=end)
    assert asked(attempts, "meer handen", ends=end) == first
    assert asked(attempts, "meer handen") == first
    assert asked(attempts, "meer handen") != first, "that was another one"


def test_another_content_has_another_number_and_the_first_one_waits() -> None:
    attempts = Attempts()
    first = asked(attempts, "meer handen", ends=CUT)
    refused = asked(attempts, "", ends=InvalidInputError("goal.no_decision"))
    assert refused != first
    assert asked(attempts, "meer handen", ends=CUT) == first
    assert asked(attempts, "minder werk") != first
    assert asked(attempts, "meer handen") != first, "something else was done in between"


def test_what_runs_no_command_settles_nothing() -> None:
    """A page that keeps in a file what is typed tells nothing of what it tried to save."""
    attempts = Attempts()
    first = asked(attempts, "meer handen", ends=CUT)
    assert asked(attempts) == []
    assert asked(attempts, ends=CUT) == []
    assert asked(attempts, "meer handen") == first


def test_the_same_said_a_minute_later_in_the_call_is_the_same() -> None:
    attempts = Attempts()
    op_ids = [uuid4(), uuid4(), uuid4()]
    remarks = [
        RemarkDraft(one, "phone", ContactKind.COMPLAINT, text, handled_seconds=seconds)
        for one, text, seconds in zip(op_ids, ("Koud", "Koud", "Nat"), (30, 95, 120), strict=True)
    ]
    found: Numbers = []

    def send(remark: RemarkDraft) -> None:
        with attempts.one():
            found.append(number_of(remark.op_id, "contacts.remark", dumps(remark))[0])
            raise CUT

    for one in remarks:
        with pytest.raises(StorageError):
            send(one)
    assert found == [op_ids[0], op_ids[0], op_ids[2]]


def test_what_is_refused_is_settled() -> None:
    attempts = Attempts()
    first = asked(attempts, "meer handen", ends=CUT)
    assert asked(attempts, "meer handen", ends=ConflictError("goal.changed")) == first
    assert asked(attempts, "meer handen") != first


def test_all_commands_of_a_try_keep_their_numbers() -> None:
    attempts = Attempts()
    first = asked(attempts, "één", "twee", ends=CUT)
    assert first[0] != first[1]
    assert asked(attempts, "één", "twee") == first


def test_pages_and_work_of_nobody_have_numbers_of_their_own() -> None:
    first = asked(Attempts(), "meer handen", ends=CUT)
    assert asked(Attempts(), "meer handen") != first
    op_id = uuid4()
    assert number_of(op_id, "goals.evaluate", "meer handen") == (op_id, "meer handen")
    attempts, made = Attempts(), [uuid4(), uuid4()]

    def without_content() -> Numbers:
        with attempts.one():
            return [number_of(one, "plugin.enable", "null")[0] for one in made]

    assert without_content() == made, "nobody knows whether they are the same"


def test_a_try_within_a_try_gives_the_outer_one_back() -> None:
    outer, inner = Attempts(), Attempts()
    ask: Callable[[], UUID] = lambda: number_of(uuid4(), "x", "y")[0]  # noqa: E731  # short
    with outer.one():
        first = ask()
        with inner.one():
            assert ask() != first
        assert ask() == first
