"""What is delivered again after a reopening, part by part."""

from tests.unit.core.domain.test_clock import TestParts, log, run_of

parts = TestParts().parts


def test_what_is_delivered_again_takes_the_place_of_what_was_reopened() -> None:
    events = (
        ("delivered", "02 10:00", {"quantity": 4}),
        ("delivered", "02 11:00", {"quantity": 6}),
        ("ready", "02 11:00"),
        ("reopened", "02 13:00"),
        ("delivered", "02 14:00", {"quantity": 2}),
    )
    again = (*events, ("delivered", "02 15:00", {"quantity": 4}), ("ready", "02 15:00"))
    assert [part[:3] for part in parts(*events, as_of="02 14:30")] == [
        (1, 4, "Mon 02 10:00"),
        (2, 2, "Mon 02 14:00"),
        (3, 4, None),
    ]
    assert [part[:3] for part in parts(*again)] == [
        (1, 4, "Mon 02 10:00"),
        (2, 2, "Mon 02 14:00"),
        (3, 4, "Mon 02 15:00"),
    ]


def test_what_is_reopened_twice_is_one_part_still() -> None:
    once = (
        ("delivered", "02 10:00", {"quantity": 10}),
        ("ready", "02 10:00"),
        ("reopened", "02 11:00"),
        ("delivered", "02 12:00", {"quantity": 10}),
        ("ready", "02 12:00"),
    )
    twice = (*once, ("reopened", "02 13:00"), ("reopened", "02 13:30"))
    assert [part[:3] for part in parts(*once)] == [(1, 10, "Mon 02 12:00")]
    assert [part[:3] for part in parts(*twice, as_of="02 14:00")] == [(1, 10, None)]


def test_a_line_reopened_before_it_was_delivered_whole_has_its_rest_left() -> None:
    events = (
        ("received", "02 09:00"),
        ("delivered", "02 10:00", {"quantity": 4}),
        ("ready", "02 11:00"),
        ("reopened", "02 12:00"),
    )
    assert run_of(log(*events), as_of="02 13:00").left(10) == 6
    more = log(*events, ("delivered", "02 13:00", {"quantity": 6}))
    run = run_of(more, as_of="02 14:00")
    assert run.left(10) == 0
    assert [part.quantity for part in run.parts(10)] == [4, 6]
