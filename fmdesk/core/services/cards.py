"""The product card: what the desk needs to know while the customer is on the phone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.guide import Guide
from fmdesk.core.domain.intake_views import (
    ContactPerson,
    ProcessStepView,
    ProductCard,
    PromiseView,
    QuestionView,
    VariantView,
)
from fmdesk.core.domain.limits import Limit
from fmdesk.core.domain.people import Unit
from fmdesk.core.domain.process import ProcessVersion, Side
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import Pinner, lead_time
from fmdesk.core.services.whys import limit_words
from fmdesk.i18n import _, using_language

QUESTIONS = 10


def card(work: UnitOfWork, product_code: str, language: str, on: date | None = None) -> ProductCard:
    """Return everything about a product but its notices; see `Knowledge.card`.

    Args:
        work: The unit of work to read from.
        product_code: Code of the product.
        language: `nl` or `en`.
        on: The day on which it is ordered, None for today.
    """
    (made,) = cards(work, (product_code,), language, on)
    return made


def cards(
    work: UnitOfWork, product_codes: Iterable[str], language: str, on: date | None = None
) -> Iterator[ProductCard]:
    """Yield the cards of some products; see `card`."""
    pinner = Pinner(work)
    maker = _CardMaker(work, Names(work, language), language, pinner, on or pinner.day(work.now))
    for code in product_codes:
        with using_language(language):
            made = maker.make(code)
        yield made


def promises(
    work: UnitOfWork, names: Names, numbers: Iterable[int], on: date
) -> tuple[PromiseView, ...]:
    """Return charters as promises to read out, those on trial last.

    Args:
        work: The unit of work to read from.
        names: Names in the language of the page.
        numbers: Numbers of charter versions.
        on: Day of intake.
    """
    found = []
    for number in numbers:
        charter = work.catalog.charter_version(number)
        text = charter.promise_en if names.is_english else charter.promise_nl
        is_trial = charter.is_trial_on(on)
        found.append((is_trial, charter.rank, number, charter, text))
    return tuple(
        PromiseView(charter.code, names.of(charter), text, is_trial)
        for is_trial, _rank, _number, charter, text in sorted(found, key=lambda one: one[:3])
    )


@dataclass(frozen=True)
class _CardMaker:
    work: UnitOfWork
    names: Names
    language: str
    pinner: Pinner
    day: date

    @cached_property
    def clusters(self) -> dict[str, str]:
        """Names of clusters."""
        return {one.code: self.names.of(one) for one in self.work.catalog.clusters()}

    @cached_property
    def guides(self) -> tuple[Guide, ...]:
        """All guides."""
        return self.work.knowledge.guides()

    def make(self, product_code: str) -> ProductCard:
        work, names = self.work, self.names
        product, pins = self.pinner.pin(product_code, self.day)
        number = pins.process_version_id
        process = work.catalog.process_version(number) if number else None
        return ProductCard(
            code=product.code,
            name=names.of(product),
            cluster=self.clusters.get(product.cluster, ""),
            unit=names.units[product.unit_id],
            scope=product.description_en if names.is_english else product.description_nl,
            price_cents=product.price_cents,
            price_unit=product.price_unit,
            lead_time=_in_words(product.lead_time),
            variants=self._variants(product),
            promises=promises(work, names, pins.charter_version_ids, self.day),
            questions=self._questions(product),
            tips=product.tips,
            limits=product.limits,
            contacts=self._contacts(product),
            links=work.knowledge.links(product.product_id),
            files=work.attachments.of(Owner(OwnerKind.PRODUCT, product.product_id)),
            steps=self._steps(product, process),
            cut=process.cut if process else None,
            guides=tuple(one for one in self.guides if product.code in one.products),
            plugin=product.plugin,
            form=product.form,
        )

    def _variants(self, product: ProductVersion) -> tuple[VariantView, ...]:
        ways = [("", _("Standard"), product.price_cents)]
        ways += [(one.code, self.names.of(one), one.price_cents) for one in product.variants]
        return tuple(
            VariantView(
                code,
                name,
                cents,
                _in_words(lead_time(product, code)),
                self.pinner.due(product, code, self.work.now),
            )
            for code, name, cents in ways
        )

    def _questions(self, product: ProductVersion) -> tuple[QuestionView, ...]:
        own = [faq for faq in product.faqs if faq.language == self.language]
        uses = self.work.knowledge.uses([faq.id for faq in own])
        ranked = sorted(own, key=lambda faq: -uses.get(faq.id, faq.uses))[:QUESTIONS]
        return tuple(
            QuestionView(faq.id, faq.question, faq.answer, uses.get(faq.id, faq.uses))
            for faq in ranked
        )

    def _contacts(self, product: ProductVersion) -> tuple[ContactPerson, ...]:
        """Return whom to ask: as named, else leader and deputy of the unit or the one above."""
        found = [self.work.people.person(one) for one in self._contact_ids(product)]
        return tuple(
            ContactPerson(
                code=one.code,
                name=one.name,
                phone=one.phone,
                email=one.email,
                unit=self.names.units.get(one.unit_id or 0, ""),
                is_deputy=place > 0,
            )
            for place, one in enumerate(one for one in found if one.is_active)
        )

    def _contact_ids(self, product: ProductVersion) -> Sequence[int]:
        if product.contact_ids:
            return product.contact_ids
        units = {unit.id: unit for unit in self.work.people.units()}
        unit: Unit | None = units.get(product.unit_id)
        seen: set[int] = set()
        while unit is not None and unit.id not in seen:
            seen.add(unit.id)
            found = [one for one in (unit.leader_id, unit.deputy_id) if one is not None]
            if found:
                return found
            unit = units.get(unit.parent_id or 0)
        return ()

    def _steps(
        self, product: ProductVersion, process: ProcessVersion | None
    ) -> tuple[ProcessStepView, ...]:
        names = self.names
        fronts = names.front_office or product.unit_id
        return tuple(
            ProcessStepView(
                position=step.position,
                name=names.of(step),
                is_front=step.side is Side.FRONT,
                unit=names.units[
                    step.unit_id or (fronts if step.side is Side.FRONT else product.unit_id)
                ],
                target_seconds=step.target_seconds,
                instruction=step.instruction,
                tools=step.tools,
            )
            for step in (process.steps if process else ())
        )


def _in_words(limit: Limit | None) -> str:
    return limit_words(limit) if limit else ""
