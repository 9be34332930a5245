"""Reviews: dates for what is in use, what is overdue, and what came of them."""

from datetime import date
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.agreement import Agreement
from fmdesk.core.domain.errors import ConflictError, DomainError, NotAllowedError
from fmdesk.core.domain.reviews import (
    ReviewDraft,
    ReviewHeld,
    ReviewKind,
    ReviewRow,
    ReviewState,
    Subject,
)
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.reviews import Reviews
from fmdesk.core.sql.door import SqlDoor
from tests.integration.reports.conftest import ReportOffice

CHAIR, LAMP = Subject(ReviewKind.PRODUCT, "chair"), Subject(ReviewKind.PRODUCT, "lamp")
CHARTER = Subject(ReviewKind.CHARTER, "stock-24h")
EVERYBODY = Subject(ReviewKind.AGREEMENT, "")
PAST, SOON, LATER = date(2026, 9, 1), date(2026, 10, 20), date(2027, 3, 1)


def reviews_of(office: ReportOffice, actor: str = "anneke") -> Reviews:
    return Reviews(SqlDoor(office.database, actor, office.time))


@pytest.fixture
def reviews(office: ReportOffice) -> Reviews:
    def add(work: UnitOfWork) -> Changes:
        work.agreements.add(Agreement("", date(2026, 1, 1)))
        return Changes()

    office.add_person("noor", "Noor van Dijk")
    office.door.run(uuid4(), "test.agreement", None, add, Changes)
    return reviews_of(office)


def plan(reviews: Reviews, on: date, *subjects: Subject, months: int = 12) -> None:
    reviews.plan(ReviewDraft(uuid4(), subjects, on, months, "noor"))


def rows_of(reviews: Reviews, language: str = "en") -> dict[Subject, ReviewRow]:
    return {one.subject: one for one in reviews.rows(language).rows}


def test_what_is_in_use_is_listed_the_most_overdue_first(reviews: Reviews) -> None:
    kinds = {one.kind for one in rows_of(reviews)}
    assert {ReviewKind.PRODUCT, ReviewKind.PROCESS, ReviewKind.CHARTER} <= kinds
    assert {one.state for one in rows_of(reviews).values()} == {ReviewState.NONE}
    plan(reviews, LATER, CHAIR)
    plan(reviews, SOON, CHARTER, EVERYBODY)
    plan(reviews, PAST, LAMP)
    listed = reviews.rows("nl")
    assert listed.may_plan
    first = [(one.subject, one.state) for one in listed.rows[:4]]
    assert first == [
        (LAMP, ReviewState.OVERDUE),
        (EVERYBODY, ReviewState.SOON),
        (CHARTER, ReviewState.SOON),
        (CHAIR, ReviewState.PLANNED),
    ]
    assert {one.state for one in listed.rows[4:]} == {ReviewState.NONE}
    assert listed.rows[0].name == "Lamp" or listed.rows[0].name == "lamp"
    assert listed.rows[0].owner is not None
    assert listed.rows[0].owner.text == "Noor van Dijk"
    assert rows_of(reviews)[EVERYBODY].name == "Everybody else"


def test_a_review_that_was_held_is_kept_and_the_next_one_planned(
    office: ReportOffice, reviews: Reviews
) -> None:
    plan(reviews, PAST, CHAIR)
    held = ReviewHeld(uuid4(), CHAIR, " Prijs omlaag ", LATER, 1)
    reviews.record(held)
    reviews.record(held)  # the same once more
    row = rows_of(reviews)[CHAIR]
    assert row.state is ReviewState.PLANNED
    assert row.review is not None
    assert (row.review.next_on, row.review.every_months, row.review.version) == (LATER, 12, 2)
    assert row.last is not None
    said = (row.last.conclusion, row.last.by, row.last.at)
    assert said == ("Prijs omlaag", "anneke", office.time.at)
    with pytest.raises(ConflictError, match=r"review\.changed"):
        reviews.record(ReviewHeld(uuid4(), CHAIR, "Blijft", LATER, 1))
    reviews.record(ReviewHeld(uuid4(), CHAIR, "Voor het laatst", None, 2))
    row = rows_of(reviews)[CHAIR]
    assert row.state is ReviewState.NONE
    assert row.last is not None
    assert row.last.conclusion == "Voor het laatst"
    plan(reviews, SOON, CHAIR, months=0)
    assert rows_of(reviews)[CHAIR].state is ReviewState.SOON


def test_what_is_no_review_is_refused_whole(reviews: Reviews) -> None:
    gone = Subject(ReviewKind.PRODUCT, "gone")
    plans = {
        "review.nothing": ReviewDraft(uuid4(), (), SOON, 12, "noor"),
        "review.months": ReviewDraft(uuid4(), (CHAIR,), SOON, 121, "noor"),
        "review.unknown": ReviewDraft(uuid4(), (CHAIR, gone), SOON, 12, "noor"),
        "person.unknown": ReviewDraft(uuid4(), (CHAIR,), SOON, 12, "nobody"),
    }
    for code, draft in plans.items():
        with pytest.raises(DomainError, match=code.replace(".", r"\.")):
            reviews.plan(draft)
    assert {one.review for one in rows_of(reviews).values()} == {None}
    plan(reviews, PAST, CHAIR)
    held = {
        "review.no_conclusion": ReviewHeld(uuid4(), CHAIR, " ", LATER, 1),
        "review.past": ReviewHeld(uuid4(), CHAIR, "Goed", date(2026, 10, 5), 1),
        "review.unknown": ReviewHeld(uuid4(), LAMP, "Goed", LATER, 1),
    }
    for code, said in held.items():
        with pytest.raises(DomainError, match=code.replace(".", r"\.")):
            reviews.record(said)
    assert rows_of(reviews)[CHAIR].last is None


def test_who_leads_plans_and_who_audits_reads(office: ReportOffice, reviews: Reviews) -> None:
    office.add_accounts(desk_lead=Role.DESK_LEAD, auditor=Role.AUDITOR, desk=Role.DESK)
    lead, auditor = (reviews_of(office, one.value) for one in (Role.DESK_LEAD, Role.AUDITOR))
    plan(lead, SOON, CHAIR)
    assert (lead.rows("nl").may_plan, auditor.rows("nl").may_plan) == (True, False)
    with pytest.raises(NotAllowedError):
        plan(auditor, SOON, CHAIR)
    with pytest.raises(NotAllowedError):
        auditor.record(ReviewHeld(uuid4(), CHAIR, "Goed", LATER, 1))
    with pytest.raises(NotAllowedError, match=r"access\.area"):
        reviews_of(office, Role.DESK.value).rows("nl")
