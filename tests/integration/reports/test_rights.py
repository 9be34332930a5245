"""Who may read reports, once the office has accounts."""

from dataclasses import replace
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
    for role in set(Role) - {Role.UNIT}:
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


def test_a_unit_reads_its_own_reports_and_those_of_its_parts(office: ReportOffice) -> None:
    def hire(work: UnitOfWork) -> Changes:
        desk, stock, transport = work.people.units()
        work.people.save_unit(replace(transport, parent_id=stock.id))
        for login, unit in (("voorraad", stock.id), ("vervoer", transport.id), ("los", None)):
            work.accounts.save(UserAccount(0, login, (Role.UNIT,), unit_id=unit))
        work.accounts.save(UserAccount(0, "balie", (Role.DESK,), unit_id=desk.id))
        work.accounts.save(UserAccount(0, "anneke", (Role.CONTROLLER,), unit_id=desk.id))
        return Changes()

    office.door.run(uuid4(), "test.hire", None, hire, Changes)
    stock, transport = (ReportAsked("unit", "2026-05", "2026-09", "unit", n) for n in (2, 3))

    def by(login: str) -> Reports:
        return Reports(SqlDoor(office.database, login, office.time))

    assert by("voorraad").is_partial()
    assert {one.code for one in by("voorraad").choices(Scope.UNIT, "nl")} == {"2", "3"}
    assert by("voorraad").choices(Scope.DEPARTMENT, "nl") == ()
    for asked in (stock, transport, replace(stock, report="sanctions")):
        assert by("voorraad").figures(asked, "nl") == replace(
            office.reports.figures(asked, "nl"), as_of=office.time.at
        )
    refused = (
        (by("vervoer"), stock),
        (by("voorraad"), ASKED),
        (by("voorraad"), ReportAsked("department", "2026-09", "2026-09", "department", 1)),
        (by("los"), stock),
    )
    for reports, asked in refused:
        with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
            reports.figures(asked, "nl")
        with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
            reports.numbers(Cell(asked, "demand", "lines"))
    with pytest.raises(NotAllowedError, match=r"access\.area"):
        by("balie").figures(stock, "nl")
    own, other = Cell(transport, "demand", "lines"), Cell(stock, "demand", "lines")
    mine, theirs = by("vervoer").numbers(own), office.reports.numbers(other)
    assert mine
    assert theirs
    shown = by("vervoer").rows(own, [*mine[:2], *theirs[:2]], "nl")
    assert len(shown) == 2, "numbers of others show nothing"
