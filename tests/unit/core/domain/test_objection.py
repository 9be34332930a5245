"""How a sanction stands follows from everything that was said about it, in order."""

import pytest

from fmdesk.core.domain.objection import (
    GROWN,
    Act,
    ObjectionRules,
    Said,
    Standing,
    proposed_anew,
    standing,
)

OBJECTED = Said(Act.OBJECTION, "piet", "adres klopte niet")
MOVED = Said(Act.MOVE, "bas", "vervoer liet het staan", 3)
WAITING = MOVED._replace(awaits_second=True)
AGREED = Said(Act.AGREE, "cato", "gezien")
REFUSED = Said(Act.REFUSE, "cato", "de bon zegt iets anders")
CONFIRMED = Said(Act.CONFIRM, "bas", "terecht")


@pytest.mark.parametrize(
    ("acts", "found"),
    [
        ((), Standing()),
        ((OBJECTED,), Standing(objection=OBJECTED)),
        ((OBJECTED, Said(Act.WITHDRAW, "piet", "toch niet")), Standing()),
        ((OBJECTED, MOVED), Standing(decided=MOVED)),
        ((OBJECTED, WAITING), Standing(OBJECTED, WAITING)),
        ((OBJECTED, WAITING, AGREED), Standing(decided=WAITING)),
        ((OBJECTED, WAITING, REFUSED), Standing(OBJECTED)),
        ((MOVED, CONFIRMED), Standing(decided=CONFIRMED)),
        ((CONFIRMED, WAITING), Standing(None, WAITING, CONFIRMED)),
        ((CONFIRMED, WAITING, REFUSED), Standing(decided=CONFIRMED)),
        ((MOVED, OBJECTED), Standing(OBJECTED, None, MOVED)),
        ((MOVED, GROWN), Standing(pending=MOVED)),
        ((MOVED, GROWN, AGREED), Standing(decided=MOVED)),
        ((MOVED, GROWN, REFUSED), Standing()),
        ((MOVED, GROWN, WAITING, REFUSED), Standing()),
    ],
)
def test_what_was_said_leads_to_how_it_stands(acts: tuple[Said, ...], found: Standing) -> None:
    assert standing(acts) == found


@pytest.mark.parametrize(
    ("acts", "is_open"),
    [((), False), ((OBJECTED,), True), ((WAITING,), True), ((OBJECTED, MOVED), False)],
)
def test_somebody_still_has_to_decide(acts: tuple[Said, ...], is_open: bool) -> None:
    assert standing(acts).is_open is is_open


def test_a_second_controller_is_needed_above_the_amount_and_not_at_it() -> None:
    rules = ObjectionRules(second_above_cents=100_00)
    assert [rules.needs_second(cents) for cents in (0, 100_00, 100_01)] == [False, False, True]
    assert ObjectionRules(second_above_cents=0).needs_second(1)


ALONE, BOTH = Standing(decided=MOVED), Standing(decided=WAITING)


@pytest.mark.parametrize(
    ("state", "now", "changes", "found"),
    [
        ("proposed", Standing(), "more other", ("proposed", None)),
        ("withdrawn", ALONE, "", ("proposed", None)),
        ("confirmed", Standing(decided=CONFIRMED), "second", ("confirmed", None)),
        ("confirmed", Standing(decided=CONFIRMED), "more", ("proposed", None)),
        ("posted", Standing(), "other", ("proposed", None)),
        ("posted", Standing(), "second", ("posted", None)),
        ("moved", ALONE, "more second", ("proposed", Standing(pending=MOVED))),
        ("moved", ALONE, "more", ("moved", None)),
        ("moved", ALONE, "second other", ("moved", None)),
        ("moved", BOTH, "more second", ("moved", None)),
        ("waived", Standing(), "more second", ("waived", None)),
    ],
)
def test_what_a_sanction_is_once_it_costs_more_or_another(
    state: str, now: Standing, changes: str, found: tuple[str, Standing | None]
) -> None:
    """Who agreed twice, or decided on no more than this, decided on it."""
    told = proposed_anew(
        state,
        now,
        is_more="more" in changes,
        is_other="other" in changes,
        needs_second="second" in changes,
    )
    assert told == (found[0], found[1] or now)
