"""What the starter organisation tests every month, and what it decided about one result."""

from datetime import timedelta

from fmdesk.core.domain.goals import Action, Evaluation, Every, Goal
from fmdesk.core.domain.period import Month
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.office_data import Data
from fmdesk.core.services.pinning import today

DAYS = 14
"""An action is due so many days after it was decided."""


def save_goals(work: UnitOfWork, data: Data, first: Month) -> None:
    """Store the goals; the leader of a unit answers for each.

    Args:
        work: The unit of work; people and units are stored already.
        data: `resources/starter/goals.toml`.
        first: The first month of work that is made up.
    """
    units = {one.code: one for one in work.people.units()}
    leaders = {code: one.leader_id or 0 for code, one in units.items()}
    last = Month.of(work.now, work.zone).shift(-2)
    for one in data["goals"]:
        about = str(units[one["about"]].id) if "about" in one else ""
        goal = work.goals.add(
            Goal(
                0,
                one["measure"],
                one.get("scope", ""),
                about,
                Every.MONTH,
                leaders[one["owner"]],
                one.get("purpose", ""),
                ((str(first), one["norm"]),),
            )
        )
        decision = one.get("decision")
        if decision:
            due = today(work) + timedelta(days=DAYS)
            action = Action(0, decision["action"], leaders[decision["owner"]], due)
            text = decision["text"]
            work.goals.evaluate(
                Evaluation(0, goal.id, str(last), text, work.now, work.actor, (action,))
            )
