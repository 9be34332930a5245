"""Worked examples of the domain page, each with its numbers in words.

Paper costs 18.40 a box and is the stock's (Voorraad); an order is taken on Monday 5 October 2026 at
10:00 and belongs to Legal Affairs. The desk (Servicedesk) has one hour for the intake, the stock
eight for the delivery. What the ledger says is read from the ledger.
"""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit
from fmdesk.core.domain.catalog import Variant
from fmdesk.core.domain.charter import (
    Bearer,
    Charter,
    Guarantee,
    LimitSource,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.dossier import LineEdit
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.force_majeure import Case, CaseDraft
from fmdesk.core.domain.ledger import AccountKind
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.changing import Changing
from fmdesk.core.services.force_majeure import ForceMajeure
from tests.integration.month.conftest import (
    ZONE,
    SmallOffice,
    charter,
    database_content,
    engine,
    office,
)
from tests.integration.month.stories import balance, close_month, half_late, sanctions_of
from tests.integration.month.test_domain_page import new_paper

__all__ = ["database_content", "engine", "office"]

MONTH, NEXT = "2026-10", "2026-11"
HOUR = 3600
FOUR_HOURS = Limit(LimitUnit.CLOCK_HOURS, 4)
Lay = Callable[..., None]


@pytest.fixture
def lay(office: SmallOffice) -> Lay:
    """Lay down other charters on the paper, for orders from now on."""

    def laid(*charters: Charter) -> None:
        def work_on(work: UnitOfWork) -> Changes:
            for one in charters:
                work.catalog.add_charter_version(one)
            return Changes()

        office.door.run(uuid4(), "test.charters", None, work_on, Changes)

    return laid


def borne(office: SmallOffice, line: int) -> dict[str, int]:
    """Return what each unit bears of a line by the ledger, in cents, its own turnover left out."""
    with office.door.read() as work:
        names = {one.id: one.name for one in work.people.units()}
        entries = work.ledger.entries_of_line(line)
    sums: dict[str, int] = {}
    for entry in entries:
        for row in entry.rows:
            if entry.key.charter_version_id and row.account is AccountKind.UNIT:
                name = names[row.account_id]
                sums[name] = sums.get(name, 0) + row.cents
    return {name: cents for name, cents in sums.items() if cents}


def paid(office: SmallOffice, line: int) -> int:
    """Return what the customer pays for a line by the ledger, in cents."""
    return balance(office, line).get((AccountKind.COST_CENTRE, 1), 0)


def over(office: SmallOffice, month: str = MONTH) -> None:
    """Let the month end, and close it."""
    office.time.advance(days=31)
    close_month(office, month)


def test_the_same_breach_by_owner_and_by_overrun(office: SmallOffice, lay: Lay) -> None:
    """24 hours promised; the desk kept it 20 (target 1), the stock 5 (target 8): one hour late.

    By owner the stock bears 5.00, since the paper is its product. By overrun the desk bears 6.00,
    5.00 and one for the hour: it overran by 19 hours and the stock by none. A fixed sum and one in
    steps do not collide, so the customer gets 11.00 and pays 7.40.
    """
    calendar = {"guarantee": Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, 24)), "rank": 5}
    lay(
        charter("stock-24h", Sanction(SanctionKind.FIXED, amount_cents=500), version=2, **calendar),
        charter(
            "fair",
            Sanction(
                SanctionKind.STEPPED,
                base_cents=500,
                per_step_cents=100,
                step_seconds=HOUR,
                max_steps=20,
                is_working_time=False,
            ),
            bearer=Bearer.OVERRUN,
        ),
    )
    (line,) = office.order().line_ids
    office.record(line, EventKind.STARTED, step=0)
    office.time.advance(hours=20)
    office.record(line, EventKind.STEP_FINISHED, step=0)
    office.time.advance(hours=5)
    office.deliver(line, 1)
    bearers = {one.charter_code: one.bearer for one in office.whys.explain(line, "nl").verdicts}
    assert (bearers["stock-24h"], bearers["fair"]) == ("Voorraad", "Servicedesk")
    over(office)
    assert paid(office, line) == 18_40 - 11_00
    assert borne(office, line) == {"Voorraad": 5_00, "Servicedesk": 6_00}


def test_a_partial_delivery(office: SmallOffice) -> None:
    """Ten boxes for 184.00; five after 20 hours, five after 48: the late five, 92.00, are free."""
    line = half_late(office)
    over(office)
    assert paid(office, line) == 184_00 - 92_00
    assert borne(office, line) == {"Voorraad": 92_00}


def test_a_stepped_sanction_with_a_cap(office: SmallOffice, lay: Lay) -> None:
    """24 hours promised, 60 taken: 36 over. 2.00 and 4 steps of 1.50 make 8.00, cut to 7.50."""
    stepped = Sanction(
        SanctionKind.STEPPED,
        base_cents=200,
        per_step_cents=150,
        step_seconds=8 * HOUR,
        max_steps=20,
        is_working_time=False,
        cap_cents=750,
    )
    lay(charter("stock-24h", stepped, version=2))
    (line,) = office.order().line_ids
    office.time.advance(hours=60)
    office.deliver(line, 1)
    over(office)
    assert (paid(office, line), borne(office, line)) == (18_40 - 7_50, {"Voorraad": 7_50})


def test_several_charters_on_one_line_stay_within_its_price(office: SmallOffice, lay: Lay) -> None:
    """Half of 18.40 is 9.20, and 12.00 fixed: together 21.20. The last-ranked is cut to 9.20."""
    lay(
        charter("stock-24h", Sanction(SanctionKind.PERCENTAGE, basis_points=5000), version=2),
        charter("fixed", Sanction(SanctionKind.FIXED, amount_cents=1200), rank=500),
    )
    (line,) = office.order().line_ids
    office.time.advance(hours=30)
    office.deliver(line, 1)
    costs = {one.charter_code: one.cents for one in office.whys.explain(line, "nl").verdicts}
    assert costs == {"stock-24h": 9_20, "fixed": 9_20}
    over(office)
    assert (paid(office, line), borne(office, line)) == (0, {"Voorraad": 18_40})


@pytest.mark.parametrize(
    ("kind", "owed"), [(PauseClass.INTERNAL, 0), (PauseClass.CUSTOMER, 18_40)], ids=str
)
def test_a_pause_by_the_one_who_would_bear(
    office: SmallOffice, kind: PauseClass, owed: int
) -> None:
    """Ten hours of pause in 30: for its own reason the clock runs on, and the box is free."""
    (line,) = office.order().line_ids
    office.time.advance(hours=10)
    office.record(line, EventKind.PAUSED, reason="Zo", pause_class=kind, evidence="K000001")
    office.time.advance(hours=10)
    if kind is PauseClass.CUSTOMER:
        office.record(line, EventKind.RESUMED)
    office.time.advance(hours=10)
    office.deliver(line, 1)
    over(office)
    assert paid(office, line) == owed
    assert borne(office, line) == ({} if owed else {"Voorraad": 18_40})


def test_force_majeure(office: SmallOffice) -> None:
    """30 hours in all, 8 of storm: 22 count, within 24. Told a day later; nothing is free."""
    (line,) = office.order().line_ids
    start = office.time.at + timedelta(hours=12)
    office.time.advance(hours=30)
    office.deliver(line, 1)
    office.time.advance(days=1)
    storm = Case(start, start + timedelta(hours=8), "Storm", "KNMI")
    assert office.control(MONTH).total.credited_cents == 18_40
    ForceMajeure(office.door, office.plugins).record(CaseDraft(uuid4(), storm, (line,)))
    over(office)
    assert (paid(office, line), borne(office, line)) == (18_40, {})


def test_reopened_after_ready(office: SmallOffice) -> None:
    """Ready after 20 hours; reopened 30 later, ready again after 5 more: 25 count, one too many."""
    (line,) = office.order().line_ids
    office.time.advance(hours=20)
    office.deliver(line, 1)
    office.time.advance(hours=30)
    office.record(line, EventKind.REOPENED, reason="Verkeerd papier")
    office.time.advance(hours=5)
    office.deliver(line, 1)
    (verdict,) = office.whys.explain(line, "nl").verdicts
    assert (verdict.elapsed, verdict.over_clock) == (25 * HOUR, HOUR)
    over(office)
    assert (paid(office, line), borne(office, line)) == (0, {"Voorraad": 18_40})


def test_a_priority_that_changed_on_the_way(office: SmallOffice, lay: Lay) -> None:
    """Taken at 10:00 with 24 hours, paused by the customer from 11:00 to 13:00. At 14:00 it becomes
    urgent: four hours, counted from 10:00 with the pause kept, so due at 16:00. It comes at 17:00:
    an hour late, and the box of 25.00 is free."""
    lead_time = Guarantee(source=LimitSource.PRODUCT)
    lay(charter("stock-24h", Sanction(SanctionKind.NOT_CHARGED), version=2, guarantee=lead_time))
    new_paper(office, variants=(Variant("urgent", "Spoed", "Urgent", 25_00, FOUR_HOURS),))
    office.time.advance(days=1)
    (line,) = office.order().line_ids
    office.time.advance(hours=1)
    office.record(
        line, EventKind.PAUSED, reason="Weg", pause_class=PauseClass.CUSTOMER, evidence="K000001"
    )
    office.time.advance(hours=2)
    office.record(line, EventKind.RESUMED)
    office.time.advance(hours=1)
    changing = Changing(office.door, office.plugins, office.engine)
    seen = changing.form(line, "nl").fields
    urgent = {**seen, "variant": "urgent"}
    changing.change_line(LineEdit(uuid4(), line, seen, urgent, "Toch haast"))
    office.time.advance(hours=3)
    office.deliver(line, 1)
    (verdict,) = office.whys.explain(line, "nl").verdicts
    assert verdict.due_at == office.time.at - timedelta(hours=1)
    assert (verdict.elapsed, verdict.over_clock) == (5 * HOUR, HOUR)
    office.time.advance(days=31)
    assert office.control(MONTH).total.credited_cents == 25_00
    close_month(office, MONTH)
    assert (paid(office, line), borne(office, line)) == (0, {"Voorraad": 25_00})


def test_a_holiday_that_was_added_afterwards(office: SmallOffice, lay: Lay) -> None:
    """Eight working hours from Monday 10:00: Tuesday 10:00. Tuesday is closed later by a new
    version of the calendar; the order keeps the one of its day, a new order has Wednesday 10:00.
    """
    limit = Guarantee(limit=Limit(LimitUnit.WORKING_HOURS, 8))
    lay(charter("stock-24h", Sanction(SanctionKind.NOT_CHARGED), version=2, guarantee=limit))
    (old,) = office.order().line_ids

    def close_tuesday(work: UnitOfWork) -> Changes:
        weekdays = {key: [("09:00", "17:00")] for key in range(5)}
        closed = Calendar(ZONE, weekdays, {date(2026, 10, 6): "Personeelsdag"})
        work.catalog.add_calendar_version("office", date(2026, 10, 5), closed)
        return Changes()

    office.door.run(uuid4(), "test.closed", None, close_tuesday, Changes)
    (new,) = office.order().line_ids
    dues = [office.whys.explain(line, "nl").verdicts[0].due_at for line in (old, new)]
    assert [one and f"{one:%a %H:%M}" for one in dues] == ["Tue 08:00", "Wed 08:00"]


def test_an_objection_that_moves_the_bearer(office: SmallOffice) -> None:
    """The stock would bear 92.00; it was ready in time and transport let it lie: transport bears
    it. The customer gets 92.00 whoever bears it."""
    line = half_late(office)
    office.control(MONTH)
    (found,) = sanctions_of(office, line)
    office.sanctions.object_to(SanctionDraft(uuid4(), found.id, "objection", "Stond klaar"))
    moved = SanctionDraft(uuid4(), found.id, "move", "Bleef bij vervoer staan", "transport")
    office.sanctions.decide(moved)
    over(office)
    assert (paid(office, line), borne(office, line)) == (92_00, {"Vervoer": 92_00})


def test_a_correction_after_closing(office: SmallOffice) -> None:
    """October closes with 92.00 free. In November the second five turn out to be in time: October
    stays as it was printed, November takes the 92.00 back with a reference to October."""
    line = half_late(office)
    office.time.advance(days=31)
    close_month(office, MONTH)
    printed = office.months.figures(MONTH)
    assert (printed.total.credited_cents, paid(office, line)) == (92_00, 92_00)
    with office.door.read() as work:
        late = work.tickets.events(line)[2]
    office.record(
        line,
        EventKind.CORRECTED,
        corrects=late.number,
        corrected_at=late.at - timedelta(hours=26),
        reason="Bon nagekeken",
    )
    office.deliver(office.order().line_ids[0], 1)
    over(office, NEXT)
    assert office.months.figures(MONTH) == printed
    assert office.months.figures(NEXT).total.credited_cents == -92_00
    with office.door.read() as work:
        last = work.ledger.entries_of_line(line)[-1]
    assert (last.month, last.reference, paid(office, line)) == (NEXT, MONTH, 184_00)
    assert borne(office, line) == {}
