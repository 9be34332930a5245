"""How a sanction stands follows from everything that was said about it, in order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fmdesk.core.domain.errors import Refusal
from fmdesk.core.domain.objection import (
    PROPOSED,
    Act,
    DecisionView,
    ObjectionRules,
    Said,
    SanctionView,
    Standing,
    before_posting,
    proposed_anew,
    standing,
)

OBJECTED = Said(Act.OBJECTION, "piet", "adres klopte niet", from_unit_id=2)
THEIRS = Said(Act.OBJECTION, "truus", "lag er niet", from_unit_id=3)
MOVED = Said(Act.MOVE, "bas", "vervoer liet het staan", 3)
WAITING = MOVED._replace(awaits_second=True)
GROWN = Said(Act.GROW, "anneke")
OTHER = Said(Act.OTHER, "anneke", "overrun 3600", 4, from_unit_id=2)
MORE = Said(Act.MORE, "anneke")
ELSEWHERE = MOVED._replace(to_unit_id=5)
HEARD = Standing(decided=MOVED, is_heard=True)
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
        ((MOVED, GROWN), Standing(pending=WAITING)),
        ((MOVED, GROWN, AGREED), Standing(decided=WAITING)),
        ((MOVED, GROWN, REFUSED), Standing()),
        ((MOVED, GROWN, WAITING, REFUSED), Standing()),
        ((OBJECTED, WAITING, OTHER), Standing()),
        ((OBJECTED, OTHER, OBJECTED), Standing(OBJECTED)),
        ((CONFIRMED, WAITING, OTHER), Standing(decided=CONFIRMED)),
        ((MOVED, GROWN, OTHER), Standing()),
        ((OBJECTED, WAITING, MORE), Standing(OBJECTED)),
        ((OBJECTED, MOVED, MOVED), Standing(decided=MOVED)),
        ((MOVED, THEIRS), Standing(THEIRS, None, MOVED)),
        ((MOVED, THEIRS, MOVED), HEARD),
        ((MOVED, THEIRS, MOVED, MOVED), HEARD),
        ((MOVED, THEIRS, WAITING, AGREED), Standing(decided=WAITING, is_heard=True)),
        ((MOVED, THEIRS, MOVED, ELSEWHERE), Standing(decided=ELSEWHERE)),
        ((MOVED, THEIRS, MOVED, WAITING, REFUSED), HEARD),
        ((MOVED, THEIRS, CONFIRMED), Standing(decided=CONFIRMED)),
        ((MOVED, THEIRS, MOVED, MORE), Standing(decided=MOVED)),
        ((MOVED, THEIRS, WAITING, OTHER), Standing(THEIRS, None, MOVED)),
    ],
)
def test_what_was_said_leads_to_how_it_stands(acts: tuple[Said, ...], found: Standing) -> None:
    assert standing(acts) == found
    assert standing(acts[1:], standing(acts[:1])) == found


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
TO_CONFIRM = Standing(OBJECTED, CONFIRMED._replace(awaits_second=True))


@pytest.mark.parametrize(
    ("state", "now", "changes", "found"),
    [
        ("proposed", Standing(), "more", "proposed"),
        ("proposed", Standing(), "more other", "proposed other"),
        ("proposed", Standing(pending=WAITING), "other", "proposed other"),
        ("proposed", Standing(pending=WAITING), "more second", "proposed"),
        ("proposed", TO_CONFIRM, "more second", "proposed more"),
        ("proposed", TO_CONFIRM, "second", "proposed"),
        ("proposed", TO_CONFIRM, "more other", "proposed other"),
        ("withdrawn", ALONE, "", "proposed"),
        ("confirmed", Standing(decided=CONFIRMED), "second", "confirmed"),
        ("confirmed", Standing(decided=CONFIRMED), "more", "proposed"),
        ("posted", Standing(), "other", "proposed other"),
        ("posted", Standing(), "second", "posted"),
        ("moved", ALONE, "more second", "proposed grow"),
        ("moved", ALONE, "more second other", "proposed grow other"),
        ("moved", ALONE, "more", "moved"),
        ("moved", ALONE, "second other", "moved other"),
        ("moved", BOTH, "more second", "moved"),
        ("moved", TO_CONFIRM, "more", "moved more"),
        ("moved", HEARD, "more", "moved more"),
        ("moved", HEARD, "other", "moved other"),
        ("waived", Standing(), "more second", "waived"),
    ],
)
def test_what_a_sanction_is_once_it_costs_more_or_another(
    state: str, now: Standing, changes: str, found: str
) -> None:
    """Who agreed twice, or decided on no more than this, decided on it."""
    told, acts = proposed_anew(
        state,
        now,
        is_more="more" in changes,
        is_other="other" in changes,
        needs_second="second" in changes,
    )
    assert " ".join((told, *acts)) == found


def view(
    now: Standing | None = None, *, state: str = PROPOSED, is_in_term: bool = True
) -> SanctionView:
    told = datetime(2026, 10, 5, tzinfo=UTC)
    numbers = (1, 2, "M000001.1", "Paper", "From stock", "Stock", "2026-10", 500, 0)
    return SanctionView(*numbers, state, told, None, is_in_term, False, now or Standing())


def test_an_objection_is_heard_in_its_term_while_nothing_waits() -> None:
    said, decision = Said(Act.OBJECTION, "piet"), Said(Act.WAIVE, "cora", awaits_second=True)
    assert view().may_object
    assert not view(state="confirmed").may_object
    assert view(Standing(decided=MOVED), state="moved").may_object
    assert not view(HEARD, state="moved").may_object
    assert view(HEARD).may_object, "who bears it by the charter was not"
    assert not view(is_in_term=False).may_object
    assert not view(Standing(said)).may_object
    assert not view(Standing(None, decision)).may_object
    assert view(Standing(None, None, decision)).may_object
    assert view().version == 0
    assert not replace(view(), is_elsewhere=True).may_object
    closed = replace(view(Standing(decided=MOVED), state="moved"), is_closed=True)
    assert not closed.may_object, "the service refuses it once the month is closed"


def test_who_does_not_speak_for_the_unit_is_offered_nothing() -> None:
    """The unit could object, or take its objection back; who reads it may not."""
    refusal = Refusal("access.manager", {"who": "piet"})
    may, waits = view(), view(Standing(Said(Act.OBJECTION, "els")))
    for one, can in ((may, may.is_objectable), (waits, waits.is_withdrawable)):
        assert can
        assert one.may_object != one.may_withdraw
        told = replace(one, refusal=refusal)
        assert (told.may_object, told.may_withdraw) == (False, False)
    assert not replace(waits, is_closed=True).may_withdraw


def test_who_objects_and_who_bears_it_are_told_apart() -> None:
    """The transport bears it by a decision, and objects; the stock was heard before that."""
    acts = tuple(
        DecisionView(datetime(2026, 10, 6, tzinfo=UTC), "piet", kind, "gezien", from_unit=unit)
        for kind, unit in ((Act.OBJECTION, "Stock"), (Act.MOVE, ""), (Act.OBJECTION, "Transport"))
    )
    waits = Standing(Said(Act.OBJECTION, "truus"), decided=MOVED)
    found = replace(view(waits, state="moved"), acts=acts)
    assert (found.objector, found.is_moved_away) == ("Transport", True)
    done = replace(view(Standing(decided=MOVED)), acts=acts)
    assert (done.objector, done.is_moved_away) == ("", False)


def test_an_objection_is_taken_back_before_somebody_decides() -> None:
    said, decision = Said(Act.OBJECTION, "piet"), Said(Act.WAIVE, "cora", awaits_second=True)
    assert view(Standing(said)).may_withdraw
    assert not view().may_withdraw
    assert not view(Standing(said, decision)).may_withdraw
    assert not view(Standing(None, decision)).may_withdraw
    assert not replace(view(Standing(said)), is_elsewhere=True).may_withdraw


def test_ten_working_days_and_250_euros_unless_the_office_says_otherwise() -> None:
    rules = ObjectionRules()
    assert (rules.term_days, rules.close_waits) == (10, False)
    assert not rules.needs_second(250_00)
    assert rules.needs_second(250_01)
    told = DecisionView(datetime(2026, 10, 5, tzinfo=UTC), "cora", Act.WAIVE, "gezien")
    assert not told.awaits_second


@pytest.mark.parametrize(
    ("acts", "before", "since"),
    [
        ((), PROPOSED, PROPOSED),
        ((OBJECTED, CONFIRMED), "confirmed", PROPOSED),
        ((CONFIRMED._replace(awaits_second=True), REFUSED), PROPOSED, PROPOSED),
        ((CONFIRMED._replace(awaits_second=True), AGREED), "confirmed", PROPOSED),
    ],
)
def test_what_was_posted_is_as_it_was_before(
    acts: tuple[Said, ...], before: str, since: str
) -> None:
    """What was confirmed is so again, but for one that the unit was told anew after that."""
    told = datetime(2026, 10, 5, tzinfo=UTC)
    said = [(told + timedelta(hours=place), one) for place, one in enumerate(acts)]
    assert before_posting(said, told) == before
    assert before_posting(said, told + timedelta(days=1)) == since
