"""Who may change what on a ticket: the desk changes orders, units tick off what is theirs to do."""

from uuid import uuid4

import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.dossier import LinkDraft, LinkKind, TakeOver, TaskDone, TaskDraft
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from tests.integration.ticket.conftest import TicketOffice


@pytest.fixture
def unit(office: TicketOffice) -> TicketOffice:
    """The same office as somebody of a unit has it."""

    def employ(work: UnitOfWork) -> Changes:
        stock = work.people.unit_by_code("stock").id
        work.accounts.save(UserAccount(0, "anneke", ALL_ROLES))
        work.accounts.save(UserAccount(0, "udo", (Role.UNIT,), unit_id=stock))
        work.accounts.save(UserAccount(0, "dora", (Role.DESK,)))
        work.accounts.save(UserAccount(0, "carl", (Role.CONTROLLER,)))
        return Changes()

    office.door.run(uuid4(), "test.employ", None, employ, Changes)
    return office.desk("udo")


def test_the_desk_changes_what_was_ordered(office: TicketOffice, unit: TicketOffice) -> None:
    taken, dora = office.order(2), office.desk("dora")
    [line_id] = taken.line_ids
    assert dora.change(line_id, quantity=3).is_stored
    assert dora.edit(taken.ticket_id, subject="Paper").is_stored
    dora.dossiers.take_over(TakeOver(uuid4(), taken.ticket_id))
    dora.cancel(line_id)


def test_a_unit_changes_no_order_and_takes_no_ticket(
    office: TicketOffice, unit: TicketOffice
) -> None:
    taken, other = office.order(2), office.order(1)
    [line_id] = taken.line_ids
    link = LinkDraft(uuid4(), taken.ticket_id, LinkKind.RELATED, other.number)
    for attempt in (
        lambda: unit.change(line_id, quantity=3),
        lambda: unit.edit(taken.ticket_id, subject="Paper"),
        lambda: unit.cancel(line_id),
        lambda: unit.dossiers.take_over(TakeOver(uuid4(), taken.ticket_id)),
        lambda: unit.dossiers.link(link),
    ):
        with pytest.raises(NotAllowedError):
            attempt()
    assert office.line(line_id).version == 1
    assert office.dossier(taken.ticket_id).ticket.version == 1


def test_a_unit_writes_tasks_down_and_ticks_them_off(
    office: TicketOffice, unit: TicketOffice
) -> None:
    ticket_id = office.order(2).ticket_id
    unit.dossiers.add_task(TaskDraft(uuid4(), ticket_id, "bring the trolley"))
    [task] = office.dossier(ticket_id).tasks
    unit.dossiers.tick(TaskDone(uuid4(), task.id))
    assert office.dossier(ticket_id).tasks[0].done_by == "udo"


def test_who_sets_tariffs_works_no_ticket(office: TicketOffice, unit: TicketOffice) -> None:
    taken, carl = office.order(2), office.desk("carl")
    with pytest.raises(NotAllowedError):
        carl.change(taken.line_ids[0], quantity=3)
    with pytest.raises(NotAllowedError):
        carl.dossiers.add_task(TaskDraft(uuid4(), taken.ticket_id, "look"))


def test_a_preview_is_no_change(office: TicketOffice, unit: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    effect = unit.preview(line_id, quantity=3)
    assert effect.after is not None
    assert effect.after.quantity == 3
