"""Who may read reports, once the office has accounts."""

from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.reporting import Cell, ReportAsked, Scope
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.reports import Reports
from fmdesk.core.sql.door import SqlDoor
from tests.integration.reports.conftest import ReportOffice

READERS = {Role.DESK_LEAD, Role.ACCOUNT_MANAGER, Role.CONTROLLER, Role.AUDITOR}
ASKED = ReportAsked("demand", "2026-09", "2026-09")


@pytest.fixture
def manned(office: ReportOffice) -> ReportOffice:
    """The office with one account per role."""

    def hire(work: UnitOfWork) -> Changes:
        for role in Role:
            work.accounts.save(UserAccount(0, role.value, (role,)))
        return Changes()

    office.door.run(uuid4(), "test.hire", None, hire, Changes)
    return office


def test_each_role_reads_its_own(manned: ReportOffice) -> None:
    cell = Cell(ASKED, "demand", "lines")
    for role in Role:
        reports = Reports(SqlDoor(manned.database, role.value, manned.time))
        acts = (
            lambda reports=reports: reports.figures(ASKED, "nl"),
            lambda reports=reports: reports.choices(Scope.UNIT, "nl"),
            lambda reports=reports: reports.numbers(cell),
            lambda reports=reports: reports.rows(cell, (1,), "nl"),
        )
        for act in acts:
            if role in READERS:
                assert act()
            else:
                with pytest.raises(NotAllowedError, match=r"access\.area"):
                    act()
