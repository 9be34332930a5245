"""Knowledge: who is calling, what the catalogue knows, and where a question leads."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from fmdesk.core.domain.errors import PluginError, StorageError
from fmdesk.core.domain.guide import Guide
from fmdesk.core.domain.intake_views import (
    BespokeRow,
    Caller,
    CallerHit,
    Hit,
    LookAlike,
    Newcomer,
    Notice,
    NoticeLevel,
    OutcomeCount,
    ProductCard,
    Promotion,
)
from fmdesk.core.domain.ticket import OrderLine
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, PluginGateway
from fmdesk.core.services import callers, cards, counting, guides
from fmdesk.core.services.catalogue_news import news
from fmdesk.core.services.finding import Finder
from fmdesk.core.services.pinning import today
from fmdesk.i18n import _, current_language, using_language


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the desk looks up while a customer waits; all but `save_guide` only read.

    Attributes:
        door: The one door.
        plugins: Says what stands with a product now.
        finder: Keeps the index of the catalogue.
    """

    door: Door
    plugins: PluginGateway
    finder: Finder = field(default_factory=Finder)

    def callers(self, text: str, limit: int) -> tuple[CallerHit, ...]:
        """Return who may be calling, as it is typed.

        Args:
            text: Extension, begins of words of a name, room (code or name) or cost centre.
            limit: Persons at most.

        Returns:
            The exact extension first, then by name, room and cost centre; none for an empty text.
        """
        with self.door.read() as work:
            return work.knowledge.callers(text, limit)

    def caller(self, person_code: str) -> Caller:
        """Return a person with open and recent lines, contacts of today and budget.

        Raises:
            NotFoundError: `person.unknown`.
        """
        with self.door.read() as work:
            return callers.caller(work, person_code, current_language())

    def add_caller(self, newcomer: Newcomer) -> CallerHit:
        """Take in a caller whom nobody knows, so that the request need not wait.

        Args:
            newcomer: Name, and what else is known.

        Raises:
            InvalidInputError: `person.no_name` or `person.email`.
            NotFoundError: `cost_centre.unknown` or `location.unknown`.
        """
        return self.door.run(
            newcomer.op_id,
            "knowledge.add_caller",
            newcomer,
            lambda work: callers.add(work, newcomer),
            CallerHit,
        )

    def find(self, text: str, language: str, limit: int) -> tuple[Hit, ...]:
        """Return products, questions and guides that have the words, or their begins.

        Args:
            text: What was typed; an empty one finds nothing.
            language: `nl` or `en`.
            limit: Finds at most.

        Returns:
            Name before synonym before question before description, then what is used most.
        """
        with self.door.read() as work:
            return self.finder.find(work, text, language, limit)

    def card(self, product_code: str, language: str) -> ProductCard:
        """Return everything about a product as it is ordered today.

        Args:
            product_code: Code of the product.
            language: `nl` or `en`.

        Raises:
            NotFoundError: `product.unknown`.
        """
        with self.door.read() as work:
            card = cards.card(work, product_code, language)
            product = work.catalog.product(product_code, today(work))
            unread = news(work, product, language)
        return replace(card, notices=self._notices(product_code, language), news=unread)

    def guide(self, code: str) -> Guide:
        """Return a guide; NotFoundError `guide.unknown`."""
        with self.door.read() as work:
            return work.knowledge.guide(code)

    def guides(self, product: str = "") -> tuple[Guide, ...]:
        """Return the guides that lead to a product; all where none is named."""
        with self.door.read() as work:
            found = work.knowledge.guides()
        return tuple(one for one in found if not product or product in one.products)

    def save_guide(self, op_id: UUID, guide: Guide) -> Guide:
        """Add a guide, or replace the one with its code.

        Args:
            op_id: Made once by the client.
            guide: The guide; its id does not matter.

        Raises:
            InvalidInputError: As `Guide.check`, `guide.unknown_product` or
                `guide.unknown_variant`.
        """
        return self.door.run(
            op_id, "knowledge.save_guide", guide, lambda work: guides.save(work, guide), Guide
        )

    def look_alikes(self, order: OrderLine) -> tuple[LookAlike, ...]:
        """Return open lines that look like what is asked.

        Those that the plugin finds which serves the product; without one, or where it leaves that
        out, those of the product, or of its cluster, at the place or below it.

        Args:
            order: What is typed so far; an empty place is none.

        Returns:
            The nearest first; ten at most.

        Raises:
            NotFoundError: `location.unknown` or `product.unknown`.
        """
        with self.door.read() as work:
            return counting.look_alikes(work, self.plugins, order, current_language())

    def outcomes(self, month: str, language: str) -> tuple[OutcomeCount, ...]:
        """Return how often things were settled at once in a month, by product.

        Args:
            month: `YYYY-MM`.
            language: `nl` or `en`.

        Raises:
            InvalidInputError: `month.format`.
        """
        with self.door.read() as work:
            return counting.outcomes(work, month, language)

    def bespoke(self, month: str = "") -> tuple[BespokeRow, ...]:
        """Return the lines that are not in the catalogue, newest first.

        Args:
            month: `YYYY-MM` in which they were asked for; empty for all.

        Raises:
            InvalidInputError: `month.format`.
        """
        with self.door.read() as work:
            return counting.bespoke(work, month)

    def promote(self, promotion: Promotion) -> Changes:
        """Note which product a bespoke line has become, so that it is no longer asked for.

        Args:
            promotion: The line and the product.

        Raises:
            NotFoundError: `product.unknown`, or `line.unknown` for a line of the catalogue.
        """
        return self.door.run(
            promotion.op_id,
            "knowledge.promote",
            promotion,
            lambda work: counting.promote(work, promotion),
            Changes,
        )

    def _notices(self, product_code: str, language: str) -> tuple[Notice, ...]:
        """Ask the plugin what stands with a product; one that fails is a line that says so.

        It is asked in a unit of work of its own: what it breaks there, the card does not need.
        """
        try:
            with self.door.read() as work:
                day = today(work)
                product = work.catalog.product(product_code, day)
                specs = self.plugins.notices(work, product) if product.plugin else ()
        except (PluginError, StorageError):
            with using_language(language):
                fault = _("The plugin could not say how things stand now.")
            return (Notice(NoticeLevel.FAULT, fault),)
        return tuple(
            Notice(
                NoticeLevel.WARNING if spec.is_warning else NoticeLevel.INFO,
                spec.text.get(language),
            )
            for spec in specs
        )
