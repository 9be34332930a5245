"""What another desk does meanwhile: a decision during a close, and a month that is open again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ledger import AccountKind
from fmdesk.core.domain.month_progress import RulingDraft
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.period import Month, Period
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.core.domain.views import ClosedMonth, MonthFigures
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.month_progress import MonthWay
from fmdesk.core.services.reports import Reports
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.periods import SqlPeriods
from tests.integration.month.conftest import PAPER_CENTS, SmallOffice
from tests.integration.month.stories import (
    NoPaper,
    balance,
    close_month,
    half_late,
    in_both,
    reopen_month,
    sanctions_of,
)

MONTH = "2026-10"
CENTS = 5 * PAPER_CENTS


@dataclass
class Meanwhile(NoPaper):
    """Papers during which somebody does something, once."""

    act: Callable[[], object] | None

    def render(self, kind: str, language: str, form: str, figures: MonthFigures) -> bytes:
        """Let it be done first."""
        act, self.act = self.act, None
        if act is not None:
            act()
        return super().render(kind, language, form, figures)


def refused(code: str, done: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as caught:
        done()
    assert caught.value.code == code


def say(office: SmallOffice, line: int, kind: str, unit: str = "") -> None:
    """Decide on the sanction of a line, or object to it."""
    (found,) = sanctions_of(office, line)
    draft = SanctionDraft(uuid4(), found.id, kind, "gezien", unit)
    act = office.sanctions.object_to if kind == "objection" else office.sanctions.decide
    act(draft)


@contextmanager
def during_the_close(office: SmallOffice, act: Callable[[], object]) -> Iterator[None]:
    months, office.months = office.months, replace(office.months, writer=Meanwhile(act))
    try:
        yield
    finally:
        office.months = months


# --- a decision while a month closes -------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "kind", "unit"), [("", "move", "transport"), ("move", "waive", "")]
)
def test_a_decision_during_the_close_is_not_lost(
    office: SmallOffice, before: str, kind: str, unit: str
) -> None:
    """Nothing is posted of what was planned before; closed again, the ledger has the decision."""
    line = half_late(office)
    office.control(MONTH)
    if before:
        say(office, line, before, "desk")
    office.time.advance(days=31)
    with during_the_close(office, lambda: say(office, line, kind, unit)):
        refused("month.decided_meanwhile", lambda: close_month(office, MONTH))
    assert office.entries() == 0
    close_month(office, MONTH)
    with office.door.read() as work:
        units = {one.code: one.id for one in work.people.units()}
    account = (AccountKind.UNIT, units[unit]) if unit else (AccountKind.ORGANISATION, 0)
    assert balance(office, line)[account] == CENTS


@pytest.mark.parametrize(("before", "during"), [("kept", "broken"), ("broken", "excused")])
def test_a_ruling_during_the_close_is_not_lost(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, before: str, during: str
) -> None:
    """Nothing is posted of what was ruled before; closed again, the ledger has the last ruling.

    Engine and check disagree on a line of 92.00, a day late. Anneke rules it one way and closes;
    while the papers are made, Bas rules it the other way.
    """
    (line,) = office.order(5).line_ids
    office.time.advance(hours=48)
    office.deliver(line, 5)
    office.time.advance(days=31)
    kind = type(office.engine)
    monkeypatch.setattr(kind, "check", lambda _self, asked: [Outcome.MANUAL] * len(asked))
    assert office.control(MONTH).quarantined == 1
    with office.door.read() as work:
        version = work.months.line(line).charter_version_ids[0]
        stock = work.people.unit_by_code("stock").id
    way = MonthWay(office.door)

    def rule(outcome: str) -> None:
        way.rule(RulingDraft(uuid4(), MONTH, line, 1, 1, version, outcome, "Bon nagekeken"))

    rule(before)
    with during_the_close(office, lambda: rule(during)):
        refused("month.decided_meanwhile", lambda: close_month(office, MONTH))
    assert office.entries() == 0
    close_month(office, MONTH)
    borne = CENTS if during == "broken" else 0
    assert balance(office, line).get((AccountKind.UNIT, stock), 0) + CENTS == borne, (
        "less what it is paid"
    )


def test_of_two_who_close_at_once_one_closes_and_the_other_is_told(office: SmallOffice) -> None:
    """Bas closes while the papers of Anneke are made: hers posts nothing, his stays as it is."""
    line = half_late(office)
    office.time.advance(days=31)
    closed: list[ClosedMonth] = []

    def close_too() -> None:
        office.door.actor = "bas"
        closed.append(close_month(office, MONTH))
        office.door.actor = "anneke"

    with during_the_close(office, close_too), pytest.raises(DomainError) as caught:
        close_month(office, MONTH)
    dutch, english = in_both(caught.value)
    assert english.startswith("October 2026 is closed and stays as it is.")
    assert dutch.startswith("Oktober 2026 is afgesloten en blijft zoals hij is.")
    assert (office.entries(), office.balance()) == (closed[0].entries, 0)
    with office.door.read() as work:
        period = work.periods.period(Month.parse(MONTH))
    assert (period.closed_by, period.revision) == ("bas", 1)
    assert [one.state for one in sanctions_of(office, line)] == ["posted"]


def test_what_changes_no_decision_does_not_hold_up_the_close(office: SmallOffice) -> None:
    """The control of the test above: a decision of before, and an order taken meanwhile."""
    line = half_late(office)
    office.control(MONTH)
    say(office, line, "move", "transport")
    office.time.advance(days=31)
    with during_the_close(office, office.order):
        assert close_month(office, MONTH).entries


def test_who_decides_waits_for_a_close_and_sees_where_the_sanction_went(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The period is locked; by then a control has taken the sanction to the next month."""
    line = half_late(office)
    office.control(MONTH)
    lock, locked = SqlPeriods.lock, []

    def late(self: SqlPeriods, month: Month) -> Period:
        locked.append(str(month))
        self._connection.execute(sa.update(t.sanction).values(month="2026-11"))
        return lock(self, month)

    with monkeypatch.context() as patch:
        patch.setattr(SqlPeriods, "lock", late)
        refused("sanction.changed", lambda: say(office, line, "waive"))
    assert locked == [MONTH]
    assert [one.state for one in sanctions_of(office, line)] == ["proposed"]
    say(office, line, "waive")
    assert [one.state for one in sanctions_of(office, line)] == ["waived"]


# --- what a paper says of the log ----------------------------------------------------------------


@pytest.mark.parametrize("area", [Area.MONTH, None], ids=["month", "report"])
def test_a_paper_names_the_head_of_the_log_that_its_figures_saw(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, area: Area | None
) -> None:
    """Another desk takes an order just before the figures are read: it is in them, and below."""
    half_late(office)
    read, done = SqlDoor.read, list[str]()

    def late(self: SqlDoor, wanted: Area | None = None) -> AbstractContextManager[UnitOfWork]:
        if wanted is area and not done:
            done.append("")  # what follows reads too
            office.order()
            done[0] = office.door.head()
        return read(self, wanted)

    reports = Reports(office.door)
    with monkeypatch.context() as patch:
        patch.setattr(SqlDoor, "read", late)
        if area is Area.MONTH:
            head = office.control(MONTH).chain_head
        else:
            head = reports.figures(ReportAsked("demand", MONTH, MONTH), "nl").chain_head
    assert [head] == done


# --- a month that was opened again ---------------------------------------------------------------


def test_a_reopened_month_is_open_for_the_months_after_it(office: SmallOffice) -> None:
    """November waits for October and leaves its lines alone; the last closed opens first."""
    late = half_late(office)
    office.time.at = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
    half_late(office)
    office.time.at = datetime(2026, 12, 7, 8, 0, tzinfo=UTC)
    close_month(office, "2026-10")
    close_month(office, "2026-11")
    refused("month.later_closed", lambda: reopen_month(office, "2026-10", "bon"))
    reopen_month(office, "2026-11", "bon")
    reopen_month(office, "2026-10", "bon")
    with office.door.read() as work:
        event = work.tickets.events(late)[2]
    (other,) = (one for one in office.months.states() if one.month == "2026-10")
    assert (other.is_closed, other.revision) == (False, 2)
    refused("month.earlier_open", lambda: close_month(office, "2026-11"))
    office.record(
        late,
        EventKind.CORRECTED,
        corrects=event.number,
        corrected_at=event.at.replace(day=event.at.day - 1),
        reason="bon verkeerd",
    )
    november = office.control("2026-11").total
    assert november.credited_cents == CENTS, "what changed in October is for October"
    assert office.control("2026-10").total.credited_cents == 0
    close_month(office, "2026-10")
    assert office.control("2026-11").total.credited_cents == CENTS
    assert close_month(office, "2026-11").revision == 2
