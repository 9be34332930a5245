"""Lines follow each other in no circle and in no endless chain."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.following import DEEPEST, check_link

Links = Mapping[int, Sequence[int]]


def check(links: list[tuple[int, int]], line: int, follows: int) -> None:
    check_link(
        line,
        follows,
        lambda one: [above for below, above in links if below == one],
        lambda one: [below for below, above in links if above == one],
    )


def chain(length: int, start: int = 1) -> list[tuple[int, int]]:
    return [(number + 1, number) for number in range(start, start + length)]


def test_a_new_line_may_follow() -> None:
    check([], 2, 1)
    check([(2, 1)], 3, 1)
    check([(3, 1)], 3, 2)


def test_what_follows_already_does_not_twice() -> None:
    with pytest.raises(ConflictError) as caught:
        check([(2, 1)], 2, 1)
    assert caught.value.code == "follow.there"


@pytest.mark.parametrize("length", [1, 2, DEEPEST])
def test_a_circle_is_refused_however_long(length: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check(chain(length), 1, length + 1)
    assert caught.value.code == "follow.circle"


def test_a_chain_has_an_end() -> None:
    check(chain(DEEPEST - 1), DEEPEST + 1, DEEPEST)
    for links, line, follows in (
        (chain(DEEPEST), DEEPEST + 2, DEEPEST + 1),
        (chain(DEEPEST), 1, 100),
        ([*chain(DEEPEST - 1), (101, 100)], 1, 101),
        (chain(DEEPEST * 3), 100, DEEPEST * 3),
    ):
        with pytest.raises(InvalidInputError) as caught:
            check(links, line, follows)
        assert caught.value.code == "follow.deep"


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=40))
def test_what_is_let_through_never_closes_a_circle(wanted: list[tuple[int, int]]) -> None:
    links: list[tuple[int, int]] = []
    for line, follows in wanted:
        if line == follows:
            continue
        try:
            check(links, line, follows)
        except (ConflictError, InvalidInputError):
            continue
        links.append((line, follows))
    above = {line: {up for low, up in links if low == line} for line in range(1, 13)}
    for start in above:
        seen, level = set[int](), {start}
        for _step in range(DEEPEST + 1):
            level = {up for line in level for up in above[line]}
            seen |= level
        assert start not in seen
        assert not level, "no chain is longer than the deepest"
