"""Guides: checked against the catalogue, then stored."""

from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.guide import Guide
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.pinning import today


def save(work: UnitOfWork, guide: Guide) -> Guide:
    """Add a guide or replace the one with its code; an equal one is left alone.

    Args:
        work: The unit of work.
        guide: The guide.

    Raises:
        InvalidInputError: As `Guide.check`, `guide.unknown_product` or `guide.unknown_variant`.
    """
    guide.check()
    day = today(work)
    for node, answer in guide.answers():
        where = {"guide": guide.code, "node": node.code, "product": answer.product}
        if not answer.product:
            continue
        try:
            product = work.catalog.product(answer.product, day)
        except NotFoundError as problem:
            raise InvalidInputError("guide.unknown_product", **where) from problem
        if answer.variant and product.variant(answer.variant) is None:
            raise InvalidInputError("guide.unknown_variant", **where, variant=answer.variant)
    stored = {one.code: one for one in work.knowledge.guides()}.get(guide.code)
    if stored is not None and (stored.title_nl, stored.title_en, stored.nodes) == (
        guide.title_nl,
        guide.title_en,
        guide.nodes,
    ):
        return stored
    return work.knowledge.save_guide(guide)
