"""Guides: checked against the catalogue, then stored."""

from collections.abc import Iterator

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.guide import Guide, GuideFault
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.pinning import today


def _problems(work: UnitOfWork, guide: Guide) -> Iterator[InvalidInputError]:
    """Yield everything that is wrong with a guide on the catalogue of today.

    Args:
        work: The unit of work.
        guide: The guide; the codes are those of `Guide.problems`, and `guide.unknown_product` or
            `guide.unknown_variant`.
    """
    yield from guide.problems()
    known = {one.code: one for one in work.catalog.products(today(work))}
    for node, answer in guide.answers():
        where = {"guide": guide.code, "node": node.code, "product": answer.product}
        if not answer.product:
            continue
        product = known.get(answer.product)
        if product is None:
            yield InvalidInputError("guide.unknown_product", **where)
        elif answer.variant and product.variant(answer.variant) is None:
            yield InvalidInputError("guide.unknown_variant", **where, variant=answer.variant)


def faults(work: UnitOfWork, guide: Guide) -> tuple[GuideFault, ...]:
    """Return everything that is wrong with a guide on the catalogue of today."""
    return tuple(GuideFault(one.code, one.params) for one in _problems(work, guide))


def save(work: UnitOfWork, guide: Guide) -> Guide:
    """Add a guide or replace the one with its code; an equal one is left alone.

    Args:
        work: The unit of work.
        guide: The guide.

    Raises:
        InvalidInputError: The first one of `faults`.
    """
    for problem in _problems(work, guide):
        raise problem
    stored = {one.code: one for one in work.knowledge.guides()}.get(guide.code)
    if stored is not None and (stored.title_nl, stored.title_en, stored.nodes) == (
        guide.title_nl,
        guide.title_en,
        guide.nodes,
    ):
        return stored
    return work.knowledge.save_guide(guide)
