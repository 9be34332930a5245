"""Property: whatever hook fails, wherever in a use case, nothing of the use case is stored."""

import pytest

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.ticket import OrderLine
from tests.integration.plugins.conftest import PluginOffice

AT_ORDER = ("check_request", "price", "due", "ordered", "facts")
LATER = {"details.start": "2026-10-07T16:00"}

pytestmark = pytest.mark.logs


@pytest.mark.parametrize("hook", [*AT_ORDER, "refuse ordered", "odd due"])
def test_an_order_is_stored_whole_or_not_at_all(office: PluginOffice, hook: str) -> None:
    office.book()
    before = office.content()
    details = {"start": "2026-10-07T14:00", "fails": hook}
    lines = (OrderLine("paper"), OrderLine("hall", details=details))
    with pytest.raises(DomainError) as caught:
        office.order_of(*lines)
    assert office.content() == before
    kinds = {"refuse ordered": "hall.refused", "odd due": "plugin.wrong_answer"}
    assert caught.value.code == kinds.get(hook, "plugin.failed")
    office.book()
    assert office.content() > before, "the control: without the fault it is stored"


@pytest.mark.parametrize("hook", ["check_request", "price", "due", "changed", "odd due"])
def test_a_change_is_stored_whole_or_not_at_all(office: PluginOffice, hook: str) -> None:
    booking, setup = office.book()
    before, lines = office.content(), [office.line(one) for one in (booking, setup)]
    with pytest.raises(DomainError):
        office.change(setup, **LATER, **{"details.fails": hook})
    assert office.content() == before
    assert [office.line(one) for one in (booking, setup)] == lines
    assert office.change(setup, **LATER).is_stored


@pytest.mark.parametrize("hook", ["cancelled", "refuse cancelled"])
def test_an_event_is_stored_with_what_follows_or_not_at_all(
    office: PluginOffice, hook: str
) -> None:
    booking, setup = office.book()
    office.do("change", setup, "prepare", details={"fails": hook})
    before = office.content()
    with pytest.raises(DomainError):  # the booking is cancelled, its set-up is told, and fails
        office.cancel(booking)
    assert office.content() == before
    office.do("change", setup, "mend", details={"fails": ""})
    office.cancel(booking)
    assert office.content() > before


def test_a_command_that_fails_late_undoes_what_its_desk_did(office: PluginOffice) -> None:
    booking, setup = office.book()
    ticket = office.line(booking).ticket_id
    late = OrderLine("setup", details={"start": "2026-10-07T14:00", "fails": "ordered"})
    assert office.refused("add_line", ticket, late) == "plugin.failed"
    assert len(office.dossier(ticket).ticket.lines) == 2
    assert office.followers(booking) == (setup,)
