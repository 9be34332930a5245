"""What a job of a journey begins with in its own process; it imports no more than the job does."""

from collections.abc import Callable, Sequence
from datetime import datetime

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.ports import Question
from fmdesk.core.sql.time_source import HostTime, ServerTime
from fmdesk.rules.engine import DurableEngine

QUANTITY = "line.quantity"


def run_at(at: datetime, doubted: int, job: Callable[..., object], *arguments: object) -> object:
    """Run a job at a given time.

    Args:
        at: Now, for the whole job.
        doubted: The check of a line with so many pieces disagrees with the engine.
        job: The work.
        arguments: Its arguments.
    """
    for clock in (HostTime, ServerTime):
        clock.now = lambda _self: at  # this process ends with the job
    check = DurableEngine.check

    def other(engine: DurableEngine, questions: Sequence[Question]) -> list[Outcome]:
        found = zip(questions, check(engine, questions), strict=True)
        return [Outcome.EXCUSED if one.facts.get(QUANTITY) == doubted else it for one, it in found]

    DurableEngine.check = other
    return job(*arguments)
