"""What reviews need of the database."""

from collections.abc import Mapping
from typing import Protocol

from fmdesk.core.domain.reviews import Review, Reviewed, Subject


class ReviewRepository(Protocol):
    """Review dates, and the reviews that were held."""

    def all(self) -> Mapping[Subject, Review]:
        """Return what is planned, by what it is about."""

    def newest(self) -> Mapping[Subject, Reviewed]:
        """Return the newest review that was held, by what it was about."""

    def plan(self, review: Review) -> None:
        """Store a review in place of the one of the same subject, whatever its version."""

    def hold(self, held: Reviewed, review: Review, seen: int) -> None:
        """Store that a review was held, and when the next one is.

        Raises:
            ConflictError: `review.changed` when it is no longer the version that was seen.
        """
