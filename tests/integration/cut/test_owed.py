"""What a unit has to bear, to date."""

from datetime import timedelta
from uuid import uuid4

from fmdesk.core.domain.access import ALL_ROLES, UserAccount
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.sanctions import Sanctions
from fmdesk.core.sql.door import SqlDoor
from tests.integration.month.conftest import SmallOffice, database_content, engine, office

__all__ = ["database_content", "engine", "office"]

OCTOBER = "2026-10"


def test_sanctions_of_the_month_stand_at_the_unit_that_bears_them(office: SmallOffice) -> None:
    with office.door.read() as work:
        units = {one.code: one.id for one in work.people.units()}
    (line_id,) = office.order(2).line_ids
    office.time.advance(days=3)
    office.control(OCTOBER)
    (row,) = office.sanctions.owed(units["stock"], "nl")
    assert (row.line_id, row.product, row.charter, row.month) == (
        line_id,
        "Kopieerpapier",
        "Uit voorraad",
        OCTOBER,
    )
    assert (row.state, row.cents, row.may_object) == ("proposed", 2 * 1840, True)
    assert office.sanctions.owed(units["desk"], "nl") == ()
    reason = "Adres klopte niet"
    acts_for(office, units["stock"])
    office.sanctions.object_to(SanctionDraft(uuid4(), row.id, "objection", reason))
    assert office.sanctions.owed(units["stock"], "en")[0].standing.objection
    acts_for(office, units["desk"], "bas")
    moved = SanctionDraft(uuid4(), row.id, "move", reason, to_unit="transport")
    Sanctions(SqlDoor(office.database, "bas", office.time)).decide(moved)
    assert [one.state for one in office.sanctions.owed(units["transport"], "nl")] == ["moved"]


def acts_for(office: SmallOffice, unit_id: int, login: str = "anneke") -> None:
    """Let somebody be of a unit, with every role."""

    def work_on(work: UnitOfWork) -> Changes:
        work.accounts.save(UserAccount(0, login, ALL_ROLES, unit_id=unit_id))
        return Changes()

    office.door.run(uuid4(), "starter.build", None, work_on, Changes)


def test_what_is_still_to_be_decided_stays_in_sight_after_the_month(office: SmallOffice) -> None:
    office.order()
    office.time.advance(days=3)
    office.control(OCTOBER)
    office.time.at += timedelta(days=40)
    with office.door.read() as work:
        stock = work.people.unit_by_code("stock").id
    assert [one.month for one in office.sanctions.owed(stock, "nl")] == [OCTOBER]
