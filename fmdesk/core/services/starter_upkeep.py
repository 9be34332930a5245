"""What happens to the catalogue of the starter organisation: a change, one to come, proposals."""

from dataclasses import replace
from datetime import date, timedelta

from fmdesk.core.domain.period import Month
from fmdesk.core.domain.product_change import Keeper
from fmdesk.core.domain.upkeep_views import ChangeProposal
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.catalogue_changes import store
from fmdesk.core.services.office_data import Data


def save_upkeep(work: UnitOfWork, data: Data, today: date) -> None:
    """Store what changed today, what changes next month, and what is proposed.

    Args:
        work: The unit of work; catalogue and tickets are stored already.
        data: `resources/starter/upkeep.toml`.
        today: Day on which the office is built.
    """
    changed = data["changed"]
    product = work.catalog.product(changed["product"], today)
    tips = (*product.tips, changed["tip"])
    store(work, product, replace(product, valid_from=today, limits=changed["limits"], tips=tips))
    dearer = data["dearer"]
    product = work.catalog.product(dearer["product"], today)
    begins = Month(today.year, today.month).shift(1).first_day()
    store(work, product, replace(product, valid_from=begins, price_cents=dearer["price_cents"]))
    for one in data["proposed"]:
        product = work.catalog.product(one["product"], today)
        wanted = {name: one[name] for name in ("limits", "price_cents") if name in one}
        work.upkeep.add_proposal(
            ChangeProposal(
                id=0,
                product_id=product.product_id,
                base_version_id=product.id,
                keeper=Keeper(one["keeper"]),
                after=replace(product, valid_from=today, **wanted),
                reason=one["reason"],
                author=one["author"],
                at=work.now - timedelta(hours=one["hours_ago"]),
            )
        )
