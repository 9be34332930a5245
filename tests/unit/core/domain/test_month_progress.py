"""How far a month is: what nobody did yet is told as not done, and a ruling binds to its facts."""

from hashlib import sha256

import pytest

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.month_progress import RULED, MonthProgress, facts_digest


def test_a_month_about_which_nobody_said_anything_has_nothing_done() -> None:
    month = MonthProgress("2026-10", 1, False, True, 3, 0, (), 0, 2, None, True)
    assert (month.open_lines, month.quarantined) == (3, 2)
    assert (month.to_send, month.sent) == (0, 0), "pages exist from the close on"
    assert not month.is_approval_stale, "what nobody approved is not out of date"
    assert (month.approved_by, month.reopen_asked_by, month.reopen_reason) == ("", "", "")
    assert (month.closed_revisions, month.journals, month.essence) == ((), (), "")


@pytest.mark.parametrize("facts", ["{}", '{"supplies.is_stock":true}', '{"place":"Café ñandú"}'])
def test_a_ruling_is_bound_to_the_facts_it_was_made_on(facts: str) -> None:
    """Whoever has the stored text can make the same digest with any other program."""
    assert facts_digest(facts) == sha256(facts.encode("utf-8")).hexdigest()
    assert facts_digest(facts) != facts_digest(facts + " "), "other facts, another digest"


def test_what_is_ruled_is_a_verdict_and_never_quarantine_again() -> None:
    assert {Outcome.MANUAL, Outcome.RUNNING}.isdisjoint(RULED)
    assert set(RULED) < set(Outcome)
