"""Lines that follow others hear of it in the same transaction, or nothing of it happened."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.dossier import LinkKind
from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.following import DEEPEST
from fmdesk.core.domain.ticket import LineState, OrderDraft, OrderLine
from tests.integration.month.conftest import Quiet
from tests.integration.plugins.conftest import PluginOffice

AT_FOUR = datetime(2026, 10, 7, 14, 0, tzinfo=UTC)
LATER = {"details.start": "2026-10-07T16:00"}


def tea_for(office: PluginOffice, booking: int) -> int:
    """Order tea that follows a booking; it is no line of the plugin that serves the booking."""
    ticket = office.line(booking).ticket_id
    tea = int(office.do("add_line", ticket, OrderLine("tea"), plugin="tea"))
    office.do("link", tea, booking, plugin="tea")
    return tea


def test_a_booking_that_moves_takes_its_set_up_along(office: PluginOffice) -> None:
    booking, setup = office.book()
    tea = tea_for(office, booking)
    office.module("tea").heard.clear()
    assert office.change(booking, **LATER).is_stored
    assert office.line(setup).due_at == AT_FOUR
    assert office.module("tea").heard == [(tea, booking, "moved")]
    events = office.queries.line(setup, "en").events
    assert (events[-1].kind, events[-1].corrected_at) == (EventKind.MOVED, AT_FOUR)
    assert events[-1].reason.endswith("16:00: the customer asked for it")


def test_what_was_shown_before_a_change_is_what_comes_of_it(office: PluginOffice) -> None:
    _booking, setup = office.book()
    effect = office.preview(setup, **LATER)
    assert effect.after is not None
    assert effect.after.due_at == AT_FOUR
    assert effect.after.promises[0].due_at == AT_FOUR
    assert office.change(setup, **LATER).is_stored
    assert office.line(setup).due_at == AT_FOUR


def test_a_cancelled_booking_cancels_what_follows(office: PluginOffice) -> None:
    booking, setup = office.book()
    tea = tea_for(office, booking)
    office.cancel(booking)
    assert {office.state(one) for one in (booking, setup, tea)} == {LineState.CANCELLED}
    last = office.queries.line(booking, "en").events[-1]
    assert last.kind is EventKind.NOTED, "the plugin's own hook wrote on its own line"


def test_who_pays_is_nothing_to_lines_that_follow(office: PluginOffice) -> None:
    booking, _setup = office.book()
    tea_for(office, booking)
    office.module("tea").heard.clear()
    assert office.change(booking, cost_centre="5500").is_stored
    assert office.module("tea").heard == []


def test_a_reopened_line_and_a_moved_one_are_told(office: PluginOffice) -> None:
    booking, _setup = office.book()
    tea = tea_for(office, booking)
    heard = office.module("tea").heard
    heard.clear()
    office.do("ready", booking)
    office.do("reopen", booking, "Not yet.")
    office.do("moved", booking, "Other door.", AT_FOUR)
    assert heard == [(tea, booking, "reopened"), (tea, booking, "moved")]
    assert office.line(booking).due_at == AT_FOUR


@pytest.mark.parametrize("fault", ["linked_line_changed", "refuse linked_line_changed"])
@pytest.mark.logs
def test_when_one_that_follows_refuses_nothing_moves(office: PluginOffice, fault: str) -> None:
    booking, setup = office.book()
    office.do("change", setup, "prepare", details={"fails": fault})
    before, lines = office.content(), [office.line(one) for one in (booking, setup)]
    for act in (lambda: office.change(booking, **LATER), lambda: office.cancel(booking)):
        with pytest.raises(PluginError) as caught:
            act()
        assert caught.value.code in {"plugin.failed", "hall.refused"}
        assert office.content() == before
        assert [office.line(one) for one in (booking, setup)] == lines
    [row] = [row for row in office.extensions.rows() if row.id == "hall"]
    assert (row.reason is not None) is (fault == "linked_line_changed"), "a refusal is no fault"


def test_while_lines_are_told_what_they_follow_stands_still(office: PluginOffice) -> None:
    booking, setup = office.book()
    office.do("change", setup, "prepare", details={"fails": "touch linked"})
    assert office.refused("moved", booking, "later") == "plugin.busy_line"


def test_lines_follow_in_no_circle_and_not_without_end(office: PluginOffice) -> None:
    lines = tuple(OrderLine("tea") for _ in range(DEEPEST + 2))
    draft = OrderDraft(uuid4(), "phone", lines, requester="p1")
    first, *rest = office.do("take", draft, plugin="tea")
    assert office.refused("link", first, first, plugin="tea") == "follow.itself"
    above = first
    for line in rest[:DEEPEST]:
        office.do("link", line, above, plugin="tea")
        above = line
    assert office.refused("link", first, above, plugin="tea") == "follow.circle"
    assert office.refused("link", rest[-1], above, plugin="tea") == "follow.deep"
    assert office.refused("link", rest[0], first, plugin="tea") == "follow.there"


def test_the_ticket_shows_who_follows_whom(office: PluginOffice) -> None:
    booking, _setup = office.book()
    other = OrderDraft(uuid4(), "phone", (OrderLine("tea"),), requester="p1")
    [tea] = office.do("take", other, plugin="tea")
    office.do("link", tea, booking, plugin="tea")
    here = office.dossier(office.line(booking).ticket_id)
    there = office.dossier(office.line(tea).ticket_id)
    shown = [(one.kind, one.is_back, one.subject, one.line_id) for one in here.links]
    assert (LinkKind.FOLLOWS, True, "Tea", tea) in shown
    assert (LinkKind.FOLLOWS, False, "Hall", booking) in shown, "the set-up of the same ticket"
    [link] = there.links
    assert (link.is_back, link.number) == (False, f"{here.ticket.number}.1")
    words = [one.text for one in there.timeline if one.kind.value == "link"]
    assert words == [f"{there.ticket.number}.1 follows {here.ticket.number}.1"]


def test_the_set_up_is_judged_by_the_start_of_its_booking(office: PluginOffice) -> None:
    booking, setup = office.book()
    office.change(booking, **LATER)
    office.time.at = AT_FOUR
    office.do("ready", setup)
    [kept] = office.whys.explain(setup, "en").verdicts
    assert (kept.outcome, kept.due_at) == (Outcome.KEPT, AT_FOUR)
    assert kept.limit == ("as agreed on 5 Oct 2026 10:00 by anneke: the customer asked for it")


def test_a_month_judged_again_gives_the_same(office: PluginOffice) -> None:
    _booking, setup = office.book()
    office.time.at = at_three = AT_FOUR - timedelta(hours=1)  # an hour after it was due
    early = office.control("2026-10")
    assert [one.charter for one in early.broken] == ["setup-ready"]
    office.time.advance(minutes=1)
    office.do("moved", setup, "The customer is late.", AT_FOUR)
    again = office.months.control("2026-10", Quiet(), at_three)
    assert (again.broken, again.total) == (early.broken, early.total)
    assert office.control("2026-10").broken == ()
    [why] = office.whys.explain(setup, "en").verdicts
    assert why.outcome is Outcome.RUNNING
