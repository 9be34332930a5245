"""The draft of a month makes itself before its reports: on the first working day, once for all."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.report_plan import PlanDraft, ReportPlan
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.escalations import CALENDAR
from fmdesk.core.services.month import Months
from fmdesk.core.services.report_plans import ReportPlans
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.reports.period import made_paper
from fmdesk.reports.writer import Writer
from fmdesk.testing import FakeTime, race
from tests.integration.month.conftest import PATIENCE_MS, Quiet, SmallOffice
from tests.integration.month.stories import close_month, half_late
from tests.unit.reports.readback import whole

MONTH = "2026-10"
FIRST_DAY = datetime(2026, 11, 2, 8, tzinfo=UTC)
DESKS = 3
DUTCH = ReportPlan(0, "charters", "", 0, "nl")


def plans_at(door: SqlDoor, months: Months) -> ReportPlans:
    return ReportPlans(
        door, made_paper, lambda month: months.draft(month, Quiet()), Writer().render
    )


@pytest.fixture
def plans(office: SmallOffice) -> ReportPlans:
    """The history of charters is wanted of every month; half an order came late in October."""

    def set_hours(work: UnitOfWork) -> Changes:
        work.settings.put(CALENDAR, "office")
        return Changes()

    office.door.run(uuid4(), "test.hours", None, set_hours, Changes)
    half_late(office)
    made = plans_at(office.door, office.months)
    made.begin(PlanDraft(uuid4(), DUTCH))
    return made


def commands(office: SmallOffice) -> Mapping[str, int]:
    with office.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT name, count(*) FROM command_log GROUP BY name")
        return {str(name): int(times) for name, times in rows}


def test_a_month_that_nobody_controlled_is_controlled_before_its_reports(
    office: SmallOffice, plans: ReportPlans
) -> None:
    office.time.at = FIRST_DAY
    assert plans.run_due().reports == ((1, MONTH),)
    text = whole(plans.content(1, MONTH))
    assert "Uit voorraad, versie 1" in text
    assert "€ 92,00" in text
    assert commands(office)["month.draft"] == 1


def test_the_reports_of_the_month_make_themselves_as_its_draft(
    office: SmallOffice, plans: ReportPlans
) -> None:
    for code in ("month.monthly", "month.sanctions"):
        plans.begin(PlanDraft(uuid4(), ReportPlan(0, code, "", 0, "en")))
    with pytest.raises(InvalidInputError, match=r"report\.scope"):
        plans.begin(PlanDraft(uuid4(), ReportPlan(0, "month.monthly", "unit", 2, "en")))
    assert [one.about for one in plans.plans("nl")] == ["", "", ""]
    office.time.at = FIRST_DAY
    assert plans.run_due().reports == ((1, MONTH), (2, MONTH), (3, MONTH))
    titles = {one.report: one.title for one in plans.made()}
    assert titles["month.monthly"] == "Monthly report on quality charters"
    for plan in (2, 3):
        text = whole(plans.content(plan, MONTH))
        assert "DRAFT" in text
        assert "€92.00" in text


def test_of_desks_that_draft_at_once_one_is_kept(
    office: SmallOffice, plans: ReportPlans, database_url: str
) -> None:
    office.time.at = FIRST_DAY

    def desk(number: int) -> None:
        database = open_database(database_url, busy_ms=PATIENCE_MS)
        door = SqlDoor(database, f"desk{number}", FakeTime(FIRST_DAY))
        months = Months(door, office.engine, office.plugins, Writer())
        plans_at(door, months).run_due()
        database.close()

    race(DESKS, desk)
    found = commands(office)
    assert (found["month.draft"], found["report_plans.make"]) == (1, 1)
    assert len(plans.made()) == 1


def test_a_control_that_anybody_may_repeat_is_kept_each_time(
    office: SmallOffice, plans: ReportPlans
) -> None:
    """The control of the test above: what is no draft of its own stands twice."""
    office.time.at = FIRST_DAY
    for _time in range(2):
        office.control(MONTH)
    plans.run_due()
    found = commands(office)
    assert found["month.control"] == 2
    assert "month.draft" not in found


def test_a_control_from_before_the_end_of_the_month_is_not_enough(
    office: SmallOffice, plans: ReportPlans
) -> None:
    office.control(MONTH)
    line = office.order(2).line_ids[0]
    office.time.advance(hours=30)
    office.record(line, EventKind.DELIVERED, quantity=2)
    office.time.at = FIRST_DAY
    plans.run_due()
    assert commands(office)["month.draft"] == 1
    assert "€ 128,80" in whole(plans.content(1, MONTH))


def test_a_month_that_still_runs_or_is_closed_is_left_alone(
    office: SmallOffice, plans: ReportPlans
) -> None:
    assert office.months.draft(MONTH, Quiet()) == Changes()
    office.time.at = FIRST_DAY
    office.control(MONTH)
    office.time.advance(days=20)  # the term to object is over
    close_month(office, MONTH)
    assert office.months.draft(MONTH, Quiet()) == Changes()


@pytest.mark.parametrize("role", [Role.UNIT, Role.DESK])
def test_whoever_has_the_program_open_does_it(
    office: SmallOffice, plans: ReportPlans, role: Role
) -> None:
    def hire(work: UnitOfWork) -> Changes:
        for account in (UserAccount(0, "sanne", (role,)), UserAccount(0, "anneke", tuple(Role))):
            work.accounts.save(account)
        return Changes()

    office.door.run(uuid4(), "test.hire", None, hire, Changes)
    office.time.at = FIRST_DAY
    door = SqlDoor(office.database, "sanne", office.time)
    months = Months(door, office.engine, office.plugins, Writer())
    assert plans_at(door, months).run_due().reports == ((1, MONTH),)
    with office.database.read() as connection:
        who = sa.text("SELECT actor FROM command_log WHERE name = 'month.draft'")
        assert connection.execute(who).scalars().all() == ["sanne"]
