"""Reviews of products, processes, charters and agreements: dates, and what is overdue."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.permissions import COMMANDS, Area
from fmdesk.core.domain.reviews import (
    MOST_MONTHS,
    Review,
    ReviewDraft,
    Reviewed,
    ReviewHeld,
    ReviewKind,
    ReviewList,
    ReviewRow,
    Subject,
    state_of,
)
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import today
from fmdesk.i18n import _, using_language

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Reviews:
    """Use cases of reviews.

    Attributes:
        door: The one door.
    """

    door: Door

    def rows(self, language: str) -> ReviewList:
        """Return everything that can be reviewed, the most overdue first, undated things last.

        Args:
            language: Language of the names.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.REPORTS) as work, using_language(language):
            may_plan = me_of(work).is_any(*COMMANDS["reviews.plan"].roles)
            return ReviewList(reviews_in(work, language), may_plan)

    def plan(self, draft: ReviewDraft) -> Changes:
        """Set the day, the rhythm and the owner of one or many reviews.

        Raises:
            InvalidInputError: `review.nothing` or `review.months`.
            NotFoundError: `review.unknown`, or `person.unknown`.
        """
        return self.door.run(
            draft.op_id, "reviews.plan", draft, lambda work: plan_in(work, draft), Changes
        )

    def record(self, draft: ReviewHeld) -> Changes:
        """Keep what came of a review, and when the next one is.

        Raises:
            InvalidInputError: `review.no_conclusion`, or `review.past`.
            NotFoundError: `review.unknown`.
            ConflictError: `review.changed`.
        """
        return self.door.run(
            draft.op_id, "reviews.record", draft, lambda work: record_in(work, draft), Changes
        )


def plan_in(work: UnitOfWork, draft: ReviewDraft) -> Changes:
    """Set the day of reviews within a unit of work; see `Reviews.plan`."""
    if not draft.subjects:
        raise InvalidInputError("review.nothing")
    if not 0 <= draft.every_months <= MOST_MONTHS:
        raise InvalidInputError("review.months", most=MOST_MONTHS)
    owner, there = work.people.person_by_code(draft.owner).id, dict(_subjects(work, "nl"))
    for one in draft.subjects:
        if one not in there:
            raise NotFoundError("review.unknown", code=one.code)
        work.reviews.plan(Review(one, draft.next_on, draft.every_months, owner))
    return Changes()


def record_in(work: UnitOfWork, draft: ReviewHeld) -> Changes:
    """Keep what came of a review within a unit of work; see `Reviews.record`."""
    conclusion = draft.conclusion.strip()[:LONGEST]
    if not conclusion:
        raise InvalidInputError("review.no_conclusion")
    if draft.next_on is not None and draft.next_on <= today(work):
        raise InvalidInputError("review.past")
    review = work.reviews.all().get(draft.subject)
    if review is None:
        raise NotFoundError("review.unknown", code=draft.subject.code)
    held = Reviewed(draft.subject, work.now, work.actor, conclusion)
    work.reviews.hold(held, replace(review, next_on=draft.next_on), draft.seen)
    return Changes()


def reviews_in(work: UnitOfWork, language: str) -> tuple[ReviewRow, ...]:
    """Return everything that can be reviewed within a unit of work; see `Reviews.rows`."""
    planned, newest, day = work.reviews.all(), work.reviews.newest(), today(work)
    owners = {one.owner_id for one in planned.values()}
    people = {one.id: Choice(one.code, one.name) for one in work.people.persons_of(owners)}

    def row(subject: Subject, name: str) -> ReviewRow:
        review = planned.get(subject)
        owner = people[review.owner_id] if review else None
        state = state_of(review.next_on if review else None, day)
        return ReviewRow(subject, name, state, review, owner, newest.get(subject))

    rows = (row(subject, name) for subject, name in _subjects(work, language))
    return tuple(sorted(rows, key=_rank))


def _rank(row: ReviewRow) -> tuple[bool, date, str, str]:
    day = row.review.next_on if row.review else None
    return day is None, day or date.max, row.subject.kind, row.name.casefold()


def _subjects(work: UnitOfWork, language: str) -> Iterator[tuple[Subject, str]]:
    """Yield what is in use today, with its name."""
    names, day, catalog = Names(work, language), today(work), work.catalog
    for product in catalog.products(day):
        yield Subject(ReviewKind.PRODUCT, product.code), names.of(product)
    for code, _versions in work.upkeep.processes():
        yield Subject(ReviewKind.PROCESS, code), names.of(catalog.process(code))
    for charter in catalog.charters(day):
        yield Subject(ReviewKind.CHARTER, charter.code), names.of(charter)
    departments = {one.code: one.name for one in work.people.departments()}
    for code in work.agreements.current(day):
        name = departments.get(code) or _("Everybody else")
        yield Subject(ReviewKind.AGREEMENT, code), name
