"""What the starter organisation agreed with its departments."""

from datetime import date

from fmdesk.core.domain.agreement import Agreement, Level, OrderLimit
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.office_data import Data, parse_limit


def save_agreements(work: UnitOfWork, data: Data, today: date) -> None:
    """Store the agreements; the first two persons of a department sign and hold the budget.

    Args:
        work: The unit of work; people and catalogue are stored already.
        data: `resources/starter/agreements.toml`.
        today: Day on which the office is built.
    """
    for one in data["agreements"]:
        persons = [code for code, _name in work.agreements.persons(one["department"])]
        client, holder = persons[:2]
        most = one.get("limit_cents")
        work.agreements.add(
            Agreement(
                one["department"],
                today,
                client=client,
                holder=holder,
                budget_cents=one["budget_cents"],
                note=one.get("note", ""),
                levels=tuple(
                    Level(
                        cluster=level["cluster"],
                        lead_time=parse_limit(level.get("lead", "")),
                        volume=level.get("volume", 0),
                    )
                    for level in one["levels"]
                ),
                limits=(OrderLimit("", most),) if most else (),
            )
        )
