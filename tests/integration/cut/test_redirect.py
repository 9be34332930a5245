"""A line goes to another unit: who has it, whose time it is, who pays, and who may do it."""

from dataclasses import replace
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.bulk import BulkKind, BulkOrder
from fmdesk.core.domain.crossing import RedirectDraft, ReturnedLines
from fmdesk.core.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.people import Unit
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.bulk import Bulk
from fmdesk.core.services.projection import project
from fmdesk.core.services.returns import Returns
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.verify import verify
from tests.integration.cut.conftest import Cut
from tests.integration.storage.conftest import Change

WHY = "Dit is een transport"


def redirect(cut: Cut, line_id: int, unit: str = "TR", reason: str = WHY) -> None:
    """Give a line to another unit, as it is now."""
    draft = RedirectDraft(uuid4(), line_id, cut.version(line_id), unit, reason)
    cut.returns.redirect(draft)


def back(cut: Cut) -> int:
    """Return a line that the store has returned: it is another unit's."""
    line_id = cut.issued()
    cut.give_back(line_id, "other-unit", "Hoort bij Vervoer")
    return line_id


def test_a_returned_line_goes_to_the_other_unit_at_once(cut: Cut) -> None:
    line_id, other = back(cut), cut.issued()
    assert cut.work(cut.desk) == (line_id,)
    redirect(cut, line_id)
    assert cut.work(cut.desk) == ()
    assert cut.work(cut.store) == (other,)
    assert cut.work(cut.other_unit()) == (line_id,)
    (row,) = cut.my_unit.rows((line_id,), cut.other_unit(), "nl")
    assert (row.is_returned, row.is_started, row.step) == (False, False, 1)
    shown = cut.queries.line(line_id, "nl")
    assert (shown.unit, shown.steps[1].unit, shown.steps[1].state) == (
        "Vervoer",
        "Vervoer",
        "waiting",
    )
    last = shown.events[-1]
    assert (last.kind, last.reason) == (EventKind.REDIRECTED, f"Vervoer: {WHY}")
    assert not any(cut.queries.list_ids(TicketFilter(returned=ReturnedLines())))


def test_both_units_can_do_their_part_and_give_it_on(cut: Cut) -> None:
    line_id = back(cut)
    redirect(cut, line_id)
    cut.give_back(line_id, "other-unit", "Ook niet bij ons")
    assert cut.work(cut.desk) == (line_id,)
    counted = {(one.unit, one.lines) for one in cut.returns.counts("2026-03", "nl")}
    assert counted == {("Magazijn", 1), ("Vervoer", 1)}
    redirect(cut, line_id, "MAG", "Toch van jullie")
    assert cut.work(cut.store) == (line_id,)
    cut.record(line_id, EventKind.STARTED, step=1)
    cut.record(line_id, EventKind.DELIVERED, quantity=3)
    assert cut.queries.line(line_id, "nl").state.value == "ready"


def test_time_is_the_units_until_it_came_back_and_the_desks_until_it_goes_on(cut: Cut) -> None:
    line_id = cut.issued()
    cut.record(line_id, EventKind.STARTED, step=1)
    cut.time.advance(hours=2)
    cut.give_back(line_id)
    cut.time.advance(hours=3)
    redirect(cut, line_id)
    cut.time.advance(hours=1)
    steps = cut.queries.line(line_id, "nl").steps
    assert [one.seconds for one in steps] == [3 * 3600, 3 * 3600]
    with cut.door.read() as work:
        seen = work.months.line(line_id)
        assert seen.unit_id == cut.store, "money stays with the unit of the product"
        assert work.tickets.line(line_id).owner == cut.store


def test_what_was_pinned_stays(cut: Cut) -> None:
    line_id = back(cut)
    with cut.door.read() as work:
        before = work.tickets.line(line_id)
    redirect(cut, line_id)
    with cut.door.read() as work:
        after = work.tickets.line(line_id)
    unit = cut.other_unit()
    moved = replace(before, unit_id=unit, owner_id=cut.store, version=before.version + 1)
    assert after == moved


def test_a_line_still_at_the_desk_stays_there_and_goes_to_the_other_unit_next(cut: Cut) -> None:
    line_id = cut.order()
    redirect(cut, line_id)
    assert cut.work(cut.desk) == (line_id,)
    cut.record(line_id, EventKind.STEP_FINISHED, step=0)
    assert cut.work(cut.other_unit()) == (line_id,)
    assert cut.work(cut.store) == ()


def test_it_is_refused_with_what_to_do(cut: Cut) -> None:
    line_id, ready = back(cut), cut.issued()
    cut.record(ready, EventKind.READY)
    version = cut.version(line_id)
    for draft, kind, code in (
        (RedirectDraft(uuid4(), line_id, version, "TR", "  "), InvalidInputError, "no_reason"),
        (RedirectDraft(uuid4(), line_id, version, "MAG", WHY), InvalidInputError, "has_it"),
        (RedirectDraft(uuid4(), line_id, version, "XX", WHY), NotFoundError, r"unit\.unknown"),
        (RedirectDraft(uuid4(), line_id, version - 1, "TR", WHY), ConflictError, "changed"),
        (RedirectDraft(uuid4(), ready, cut.version(ready), "TR", WHY), InvalidInputError, "not_p"),
    ):
        with pytest.raises(kind, match=code):
            cut.returns.redirect(draft)
    with pytest.raises(InvalidInputError, match=r"fulfilment\.not_possible"):
        cut.record(line_id, EventKind.REDIRECTED, step=1, reason=WHY)
    assert cut.work(cut.desk) == (line_id,)


def test_the_desk_redirects_what_came_back_and_a_lead_every_open_line(
    cut: Cut, change: Change
) -> None:
    def give_accounts(work: UnitOfWork) -> None:
        work.accounts.save(UserAccount(0, "jan", ALL_ROLES, unit_id=cut.desk))
        work.accounts.save(UserAccount(0, "fo", (Role.DESK,), unit_id=cut.desk))
        work.accounts.save(UserAccount(0, "lead", (Role.DESK_LEAD,), unit_id=cut.desk))
        work.accounts.save(UserAccount(0, "mag", (Role.UNIT,), unit_id=cut.store))
        work.accounts.save(UserAccount(0, "tr", (Role.UNIT,), unit_id=cut.other_unit()))

    change(give_accounts)

    def acting(login: str) -> Cut:
        door = SqlDoor(cut.door.database, login, cut.time)
        plugins = cut.fulfilment.plugins
        return replace(cut, returns=Returns(door, plugins))

    returned, at_work = back(cut), cut.issued()
    for login in ("mag", "tr"):
        with pytest.raises(NotAllowedError, match=r"access\.command"):
            redirect(acting(login), returned)
    with pytest.raises(NotAllowedError, match=r"redirect\.lead_only"):
        redirect(acting("fo"), at_work)
    redirect(acting("fo"), returned)
    redirect(acting("lead"), at_work)
    assert set(cut.work(cut.other_unit())) == {returned, at_work}
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        acting("mag").give_back(at_work)
    acting("tr").give_back(at_work)


def test_every_step_behind_the_cut_is_the_other_units(cut: Cut, change: Change) -> None:
    """A process may name a third unit; what is left behind the cut goes as a whole."""
    change(lambda work: work.people.save_unit(Unit(0, "SCH", "Schoonmaak")))
    line_id = back(cut)
    redirect(cut, line_id, "SCH")
    cut.record(line_id, EventKind.STEP_FINISHED, step=1)
    with cut.door.read() as work:
        unit = work.people.unit_by_code("SCH").id
    assert cut.work(unit) == (line_id,)


def test_the_unit_is_a_projection_that_verification_makes_again(cut: Cut) -> None:
    redirect(cut, back(cut))
    assert verify(cut.door, project).is_sound


def test_many_lines_go_at_once_and_a_refused_one_hinders_no_other(cut: Cut) -> None:
    lines = (back(cut), cut.issued(), cut.issued())
    cut.record(lines[1], EventKind.READY)
    bulk = Bulk(cut.door, cut.fulfilment.plugins, None, None)
    order = BulkOrder(uuid4(), BulkKind.REDIRECT, lines, reason=WHY, unit="TR")
    for _again in range(2):
        result = bulk.run(order, Quiet())
        assert [one.line_id for one in result.done] == [lines[0], lines[2]]
        assert [one.code for one in result.refused] == ["fulfilment.not_possible"]
    assert set(cut.work(cut.other_unit())) == {lines[0], lines[2]}
    kinds = [one.kind for one in cut.queries.line(lines[2], "nl").events]
    assert kinds.count(EventKind.REDIRECTED) == 1, "the same order again does nothing twice"


class Quiet:
    """A progress that nobody looks at."""

    def report(self, done: int, total: int) -> None:
        """Do nothing."""

    def is_cancelled(self) -> bool:
        """Return False."""
        return False
