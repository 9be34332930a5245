"""Intake: a question becomes a ticket with lines, pinned to the promises of that moment."""

from dataclasses import dataclass

from fmdesk.core.domain.intake_views import Answered, Quote
from fmdesk.core.domain.ticket import AnswerDraft, BespokeDraft, OrderDraft
from fmdesk.core.domain.views import Taken
from fmdesk.core.ports import Door, PluginGateway
from fmdesk.core.services import atonce, quotes, taking


@dataclass(frozen=True, slots=True)
class Intake:
    """Use cases of the intake.

    Attributes:
        door: The one door.
        plugins: Asks the plugin that serves a product.
    """

    door: Door
    plugins: PluginGateway

    def take(self, draft: OrderDraft) -> Taken:
        """Take an order: check, price and pin every line, store it, and tell what to promise.

        Args:
            draft: The order; its `op_id` makes a repeat harmless.

        Raises:
            InvalidInputError: Something in the draft cannot be accepted.
            NotFoundError: A product, person, location or cost centre is unknown.
            PluginError: The plugin that serves a product refuses it.
        """
        return self.door.run(
            draft.op_id,
            "intake.take",
            draft,
            lambda work: taking.take(work, self.plugins, draft),
            Taken,
        )

    def quote(self, draft: OrderDraft, language: str) -> Quote:
        """Return what `take` would answer to a draft, without storing anything.

        What it would refuse is a remark, so that a draft that is only half typed has an answer too.

        Args:
            draft: The order as it stands; it may have no lines yet.
            language: `nl` or `en`.
        """
        with self.door.read() as work:
            return quotes.quote(work, self.plugins, draft, language)

    def take_done(self, draft: OrderDraft) -> Taken:
        """Take an order and finish it at the desk: all front steps and the lines, in one command.

        Args:
            draft: The order; its `op_id` makes a repeat harmless.

        Raises:
            InvalidInputError: As `take`.
            NotFoundError: As `take`.
            PluginError: As `take`, or the plugin refuses what is recorded.
        """
        return self.door.run(
            draft.op_id,
            "intake.take_done",
            draft,
            lambda work: atonce.take_done(work, self.plugins, draft),
            Taken,
        )

    def take_bespoke(self, draft: BespokeDraft) -> Taken:
        """Take what is not in the catalogue, for the price and date that were agreed.

        Args:
            draft: What was agreed.

        Raises:
            InvalidInputError: `intake.no_description`, `intake.no_consent`, `intake.agreed_past`,
                `intake.price`, or as `take`.
            NotFoundError: `unit.unknown`, or as `take`.
        """
        return self.door.run(
            draft.op_id,
            "intake.take_bespoke",
            draft,
            lambda work: atonce.take_bespoke(work, self.plugins, draft),
            Taken,
        )

    def answer(self, draft: AnswerDraft) -> Answered:
        """Record that a frequently asked question answered a customer, and count its use.

        Args:
            draft: Who asked what.

        Raises:
            InvalidInputError: `intake.unknown_channel`.
            NotFoundError: `faq.unknown` or `person.unknown`.
        """
        return self.door.run(
            draft.op_id,
            "intake.answer",
            draft,
            lambda work: atonce.answer(work, draft),
            Answered,
        )
