"""Reports that make themselves: on the first working day, once whatever the number of desks."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    StorageError,
)
from fmdesk.core.domain.report_plan import PlanDraft, ReportPlan
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.escalations import CALENDAR
from fmdesk.core.services.report_plans import ReportPlans
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.reports.period import made_paper
from fmdesk.reports.writer import Writer
from fmdesk.testing import FakeTime, race
from tests.integration.month.conftest import PATIENCE_MS
from tests.integration.reports.conftest import ReportOffice
from tests.unit.reports.readback import whole

DEMAND = ReportPlan(0, "demand", "", 0, "nl")
CHARTERS = ReportPlan(0, "charters", "", 0, "nl")
STOCK = ReportPlan(0, "unit", "unit", 2, "en")
SUNDAY = datetime(2026, 11, 1, 12, tzinfo=UTC)
FIRST_DAY = datetime(2026, 11, 2, 8, tzinfo=UTC)
DESKS = 4


def no_draft(_month: str) -> Changes:
    """The months of these offices are made up; what a control adds is in `month`."""
    return Changes()


def plans_of(office: ReportOffice, actor: str = "anneke") -> ReportPlans:
    return ReportPlans(
        SqlDoor(office.database, actor, office.time), made_paper, no_draft, Writer().render
    )


@pytest.fixture
def plans(office: ReportOffice) -> ReportPlans:
    """The plans of the office, whose service hours are those of its calendar."""

    def set_hours(work: UnitOfWork) -> Changes:
        work.settings.put(CALENDAR, "office")
        return Changes()

    office.door.run(uuid4(), "test.hours", None, set_hours, Changes)
    return plans_of(office)


def begin(plans: ReportPlans, plan: ReportPlan, op_id: UUID | None = None) -> None:
    plans.begin(PlanDraft(op_id or uuid4(), plan))


def test_a_report_is_made_on_the_first_working_day_and_kept(
    office: ReportOffice, plans: ReportPlans
) -> None:
    begin(plans, DEMAND)
    begin(plans, STOCK)
    assert plans.run_due().reports == ()
    office.time.at = SUNDAY
    assert plans.run_due().reports == ()
    office.time.at = FIRST_DAY
    assert plans.run_due().reports == ((1, "2026-10"), (2, "2026-10"))
    assert plans.run_due().reports == ()
    found = {one.report: one for one in plans.made()}
    assert found["demand"].title == "Vraag en de trend ervan"
    assert found["unit"].title == "One unit: Voorraad"
    assert {one.made_at for one in found.values()} == {FIRST_DAY}
    content = plans.content(2, "2026-10")
    assert len(content) == found["unit"].size
    text = whole(content)
    assert "October 2026" in text
    assert "One unit: Voorraad" in text


def test_months_that_nobody_was_there_for_are_made_up_once(
    office: ReportOffice, plans: ReportPlans
) -> None:
    begin(plans, DEMAND)
    office.time.at = datetime(2027, 1, 11, 9, tzinfo=UTC)
    assert [month for _plan, month in plans.run_due().reports] == ["2026-10", "2026-11", "2026-12"]
    assert [one.month for one in plans.made()] == ["2026-12", "2026-11", "2026-10"]


def test_a_month_that_cannot_be_judged_holds_up_no_other(
    office: ReportOffice, plans: ReportPlans
) -> None:
    begin(plans, CHARTERS)
    office.time.at = datetime(2026, 12, 1, 9, tzinfo=UTC)

    def draft(month: str) -> Changes:
        if month == "2026-10":
            raise ConflictError("month.overtaken", month=month)
        return Changes()

    with pytest.raises(ConflictError, match=r"month\.overtaken"):
        replace(plans, draft=draft).run_due()
    assert [one.month for one in plans.made()] == ["2026-11"]
    assert plans.run_due().reports == ((1, "2026-10"),)  # the next round makes it up


def test_what_tells_of_no_verdict_needs_no_control(
    office: ReportOffice, plans: ReportPlans
) -> None:
    """October cannot be judged; its verdicts are not told, what was asked of the desk is."""
    for plan in (CHARTERS, DEMAND, ReportPlan(0, "month.monthly", "", 0, "nl"), STOCK):
        begin(plans, plan)
    office.time.at = FIRST_DAY

    def draft(month: str) -> Changes:
        raise ConflictError("charter.fact_gone", month=month)

    with pytest.raises(ConflictError, match=r"charter\.fact_gone"):
        replace(plans, draft=draft).run_due()
    assert [one.report for one in plans.made()] == ["demand"]


def test_a_plan_about_what_is_not_known_any_more_holds_up_no_other_and_can_be_ended(
    office: ReportOffice, plans: ReportPlans
) -> None:
    begin(plans, STOCK)
    begin(plans, DEMAND)
    with office.database.write() as connection:
        connection.execute(
            sa.update(t.report_plan).where(t.report_plan.c.id == 1).values(scope_id=99)
        )
        connection.commit()
    office.time.at = FIRST_DAY
    with pytest.raises(NotFoundError, match=r"unit\.unknown"):
        plans.run_due()
    assert [one.report for one in plans.made()] == ["demand"]
    assert [one.about for one in plans.plans("nl")] == ["Niet bekend", ""]
    plans.end(uuid4(), 1)
    assert [one.report for one in plans.plans("nl")] == ["demand"]
    assert plans.run_due().reports == ()


def test_of_many_desks_one_report_is_kept(
    office: ReportOffice, plans: ReportPlans, database_url: str
) -> None:
    begin(plans, DEMAND)
    office.time.at = FIRST_DAY

    def desk(number: int) -> int:
        database = open_database(database_url, busy_ms=PATIENCE_MS)
        door = SqlDoor(database, f"desk{number}", FakeTime(FIRST_DAY))
        found = len(ReportPlans(door, made_paper, no_draft, Writer().render).due())
        ReportPlans(door, made_paper, no_draft, Writer().render).run_due()
        database.close()
        return found

    assert all(found <= 1 for found in race(DESKS, desk))
    with office.database.read() as connection:
        kept = connection.execute(sa.select(sa.func.count()).select_from(t.report_paper)).scalar()
        logged = connection.exec_driver_sql(
            "SELECT count(*) FROM command_log WHERE name = 'report_plans.make'"
        ).scalar()
    assert (kept, logged) == (1, 1)


def test_two_plans_would_make_two(office: ReportOffice, plans: ReportPlans) -> None:
    """The control of the test above: it would see a second report."""
    begin(plans, DEMAND)
    begin(plans, ReportPlan(0, "demand", "", 0, "en"))
    office.time.at = FIRST_DAY
    assert len(plans.run_due().reports) == 2
    assert len(plans.made()) == 2


def test_a_plan_that_ended_makes_no_more_and_what_it_made_stays(
    office: ReportOffice, plans: ReportPlans
) -> None:
    begin(plans, DEMAND)
    office.time.at = FIRST_DAY
    plans.run_due()
    plans.end(uuid4(), 1)
    assert plans.plans("nl") == ()
    office.time.advance(days=40)
    assert plans.run_due().reports == ()
    assert [one.month for one in plans.made()] == ["2026-10"]
    with pytest.raises(NotFoundError, match=r"report_plan\.unknown"):
        plans.end(uuid4(), 1)
    begin(plans, DEMAND)  # and may be wanted again


def test_plans_say_what_they_are_about(plans: ReportPlans) -> None:
    begin(plans, STOCK)
    (plan,) = plans.plans("nl")
    assert (plan.report, plan.about, plan.since) == ("unit", "Voorraad", "2026-10")


def test_what_cannot_be_made_is_refused_at_once(plans: ReportPlans) -> None:
    begin(plans, DEMAND)
    for plan, kind, code in (
        (DEMAND, ConflictError, "report_plan.there"),
        (ReportPlan(0, "unit", "", 0, "nl"), InvalidInputError, "report.needs"),
        (ReportPlan(0, "nothing", "", 0, "nl"), NotFoundError, "report.unknown"),
        (ReportPlan(0, "unit", "unit", 99, "nl"), NotFoundError, "unit.unknown"),
    ):
        with pytest.raises(kind, match=code):
            begin(plans, plan)
    assert len(plans.plans("nl")) == 1


def test_a_paper_that_is_not_there_or_was_changed_is_told(
    office: ReportOffice, plans: ReportPlans
) -> None:
    begin(plans, DEMAND)
    with pytest.raises(NotFoundError, match=r"report_plan\.no_paper"):
        plans.content(1, "2026-10")
    office.time.at = FIRST_DAY
    plans.run_due()
    with office.database.write() as connection:
        connection.execute(sa.update(t.report_paper).values(content=b"%PDF-false"))
        connection.commit()
    with pytest.raises(StorageError, match=r"storage\.damaged"):
        plans.content(1, "2026-10")


def test_who_leads_or_controls_decides_and_any_desk_makes(
    office: ReportOffice, plans: ReportPlans
) -> None:
    begin(plans, DEMAND)

    def hire(work: UnitOfWork) -> Changes:
        for role in Role:
            work.accounts.save(UserAccount(0, role.value, (role,)))
        return Changes()

    office.door.run(uuid4(), "test.hire", None, hire, Changes)
    spares = ["settled", "reached", "charters"]
    for role in Role:
        mine = plans_of(office, role.value)
        if role in {Role.DESK_LEAD, Role.ACCOUNT_MANAGER, Role.CONTROLLER}:
            assert mine.plans("nl")
            begin(mine, ReportPlan(0, spares.pop(), "", 0, "nl"))
            continue
        with pytest.raises(NotAllowedError):
            begin(mine, STOCK)
        if role is not Role.AUDITOR:  # who only reads
            with pytest.raises(NotAllowedError):
                mine.made()
    office.time.at = FIRST_DAY
    assert plans_of(office, Role.UNIT.value).run_due().reports
