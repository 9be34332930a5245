"""When the starter organisation looks at products, processes, charters and agreements again."""

from datetime import timedelta
from uuid import uuid4

from fmdesk.core.domain.reviews import ReviewDraft, ReviewHeld, ReviewKind, Subject
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.office_data import Data
from fmdesk.core.services.pinning import today
from fmdesk.core.services.reviews import plan_in, record_in


def save_reviews(work: UnitOfWork, data: Data) -> None:
    """Plan the reviews, and record what came of those that were held; each rule of both holds.

    Args:
        work: The unit of work; people, catalogue and agreements are stored already.
        data: `resources/starter/reviews.toml`.
    """
    leaders = {one.code: one.leader_id or 0 for one in work.people.units()}
    for one in data["reviews"]:
        subject = Subject(ReviewKind(one["kind"]), one["code"])
        owner, on = leaders[one["owner"]], today(work) + timedelta(days=one["days"])
        code = work.people.person(owner).code
        plan_in(work, ReviewDraft(uuid4(), (subject,), on, one["every"], code))
        if "conclusion" in one:
            seen = work.reviews.all()[subject].version
            record_in(work, ReviewHeld(uuid4(), subject, one["conclusion"], on, seen))
