"""What the desk settled in one key is judged and charged by the month as any other line."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import Guarantee, LimitSource, Sanction, SanctionKind
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import BespokeDraft, OrderDraft, OrderLine
from tests.integration.month.conftest import LATE_BREAK, PAPER_CENTS, SmallOffice, charter

AGREED = replace(
    charter("agreed", Sanction(SanctionKind.PERCENTAGE, basis_points=1000)),
    products=("maatwerk",),
    guarantee=Guarantee(source=LimitSource.GIVEN),
)


def done(office: SmallOffice, **changes: object) -> None:
    draft = OrderDraft(uuid4(), "desk", (OrderLine("paper", 2),), requester="p1")
    office.intake.take_done(replace(draft, **changes))


def test_done_at_the_desk_is_kept_and_charged(office: SmallOffice) -> None:
    done(office)
    office.time.advance(days=2)
    total = office.control("2026-10").total
    assert (total.lines, total.kept, total.broken, total.running) == (1, 1, 0, 0)
    assert (total.charged_cents, total.credited_cents) == (2 * PAPER_CENTS, 0)


def test_done_at_the_desk_a_day_after_the_letter_came_is_broken_and_not_charged(
    office: SmallOffice,
) -> None:
    """The clock began when the letter came, not when it was opened."""
    done(office, received_at=office.time.now() - timedelta(hours=25), channel="post")
    total = office.control("2026-10").total
    assert (total.kept, total.broken) == (0, 1)
    assert (total.charged_cents, total.credited_cents) == (2 * PAPER_CENTS, 2 * PAPER_CENTS)


@pytest.mark.parametrize(("days", "kept", "credited"), [(3, 1, 0), (4, 0, 5_000)])
def test_the_agreed_date_is_the_guarantee_of_what_is_made_to_measure(
    office: SmallOffice, days: int, kept: int, credited: int
) -> None:
    office.build(charter(LATE_BREAK, Sanction(SanctionKind.NOT_CHARGED)), AGREED)
    agreed = office.time.now() + timedelta(days=3)
    taken = office.intake.take_bespoke(
        BespokeDraft(
            uuid4(), "phone", "Een podium", "transport", 50_000, agreed, "per mail", requester="p1"
        )
    )
    office.time.advance(days=days)
    office.record(taken.line_ids[0], EventKind.READY)
    total = office.control("2026-10").total
    assert (total.kept, total.broken) == (kept, 1 - kept)
    assert (total.charged_cents, total.credited_cents) == (50_000, credited)
