"""Two desks run the control of a month at once: what was read of the newer facts stays."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.sql import tables as t
from tests.integration.month.conftest import PAPER_CENTS, Quiet, SmallOffice
from tests.integration.month.stories import close_month, half_late, in_both

MONTH = "2026-10"
CENTS = 5 * PAPER_CENTS
Act = Callable[[], object]


@dataclass
class Overtaken:
    """A door at which another desk comes first, once, when something is to be stored."""

    door: Any
    act: Act | None

    def __getattr__(self, name: str) -> Any:  # whatever the door has
        return getattr(self.door, name)

    def run(self, *command: object) -> object:
        act, self.act = self.act, None
        if act is not None:
            act()
        return self.door.run(*command)


def overtaken(office: SmallOffice, act: Act) -> Any:  # the months at that door
    return replace(office.months, door=Overtaken(office.door, act))


def in_time_after_all(office: SmallOffice, line: int) -> None:
    """Correct the late delivery: it came in time."""
    with office.door.read() as work:
        event = work.tickets.events(line)[2]
    right = event.at - timedelta(hours=26)
    changes = {"corrects": event.number, "corrected_at": right, "reason": "Bon nagekeken"}
    office.record(line, EventKind.CORRECTED, **changes)


def stored(office: SmallOffice, line: int) -> tuple[int, list[Outcome], list[str]]:
    """Return what the draft credits, the verdicts on the line, and what it would cost."""
    credited = office.months.figures(MONTH).total.credited_cents
    with office.door.read() as work:
        verdicts = [one.verdict.outcome for _month, one in work.months.verdicts(line)]
        sanctions = work.months.sanctions([line]).values()
    return credited, verdicts, [one.state for one in sanctions]


@pytest.mark.parametrize("is_known", [True, False], ids=["refused", "control"])
def test_the_older_control_stores_nothing_over_the_newer(
    office: SmallOffice, is_known: bool
) -> None:
    """Mine saw the second half late; meanwhile Bas corrects that and runs the control. The control
    of the test: where nobody knows what his run saw, mine is stored, with 92.00 that is wrong."""
    line = half_late(office)

    def bas() -> None:
        in_time_after_all(office, line)
        office.control(MONTH)
        if not is_known:
            with office.database.write() as connection:
                connection.execute(sa.update(t.control_run).values(head_seq=0))
                connection.commit()

    mine = overtaken(office, bas)
    if not is_known:
        mine.control(MONTH, Quiet())
        late = [Outcome.KEPT, Outcome.BROKEN]
        assert stored(office, line) == (CENTS, late, ["proposed"])
        return
    with pytest.raises(ConflictError) as caught:
        mine.control(MONTH, Quiet())
    assert caught.value.code == "month.overtaken"
    dutch, english = in_both(caught.value)
    assert english.startswith("Another desk ran the control of ")
    assert dutch.startswith("Een andere werkplek heeft ")
    assert stored(office, line) == (0, [Outcome.KEPT, Outcome.KEPT], [])
    assert mine.control(MONTH, Quiet()).total.credited_cents == 0, "again, and it is stored"


def test_the_newer_control_is_stored_after_the_older(office: SmallOffice) -> None:
    """What Bas stored while mine went on saw no more than mine did: the last one stays."""
    line = half_late(office)
    mine = overtaken(office, lambda: office.control(MONTH))
    assert mine.control(MONTH, Quiet()).total.credited_cents == CENTS
    in_time_after_all(office, line)
    office.control(MONTH)
    assert stored(office, line)[0] == 0


def test_a_close_on_older_facts_than_the_draft_posts_nothing(office: SmallOffice) -> None:
    line = half_late(office)
    office.time.advance(days=31)

    def bas() -> None:
        in_time_after_all(office, line)
        office.control(MONTH)

    months, office.months = office.months, overtaken(office, bas)
    with pytest.raises(ConflictError, match=r"month\.overtaken"):
        close_month(office, MONTH)
    assert office.entries() == 0
    office.months = months
    close_month(office, MONTH)
    assert stored(office, line)[0] == 0
