"""What the intake looks up."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.guide import Guide
from fmdesk.core.domain.intake_views import BespokeRow, CallerHit, ContactRow, LinkView
from fmdesk.core.domain.ticket import ContactOutcome


class KnowledgeRepository(Protocol):
    """Callers, what is known of products beside their versions, and counts; all for the desk."""

    def callers(self, text: str, limit: int) -> tuple[CallerHit, ...]: ...
    def open_lines(self, person_id: int, limit: int) -> Sequence[int]:
        """Return open lines that a person asked for or receives, next due first."""

    def closed_lines(self, person_id: int, limit: int) -> Sequence[int]:
        """Return ready and cancelled lines of a person, newest first."""

    def contacts(self, person_id: int, since: datetime, language: str) -> tuple[ContactRow, ...]:
        """Return the contacts of a person from an instant on, newest first."""

    def look_alikes(self, location_id: int, products: Sequence[str], limit: int) -> Sequence[int]:
        """Return open lines of these products at a place or below it, newest first."""

    def newest(self) -> tuple[int, int]:
        """Return what changes when the catalogue or a guide does."""

    def orders(self, since: datetime) -> Mapping[str, int]:
        """Return how many lines each product has had since an instant."""

    def uses(self, faq_ids: Sequence[int]) -> Mapping[int, int]:
        """Return how often questions were used, by number."""

    def use(self, faq_id: int) -> int:
        """Count one use of a question and return how often it was used.

        Raises:
            NotFoundError: `faq.unknown`.
        """

    def guides(self) -> tuple[Guide, ...]: ...
    def guide(self, code: str) -> Guide:
        """Return a guide; NotFoundError `guide.unknown`."""

    def save_guide(self, guide: Guide) -> Guide:
        """Add a guide or replace the one with its code."""

    def links(self, product_id: int) -> tuple[LinkView, ...]: ...
    def save_links(self, product_id: int, links: Sequence[LinkView]) -> None: ...
    def add_bespoke(self, row: BespokeRow, unit_id: int) -> None: ...
    def promote(self, line_id: int, product_id: int) -> None:
        """Note which product a bespoke line has become.

        Raises:
            NotFoundError: `line.unknown` for a line that is not bespoke.
        """

    def bespoke(self, start: datetime, end: datetime) -> tuple[BespokeRow, ...]:
        """Return the bespoke lines asked for in [start, end), newest first."""

    def outcomes(self, start: datetime, end: datetime) -> Mapping[tuple[str, ContactOutcome], int]:
        """Return counts by product and outcome of contacts in [start, end)."""
