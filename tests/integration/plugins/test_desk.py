"""What a plugin has the desk do is done as if a member of the desk did it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import LineState, OrderDraft, OrderLine
from fmdesk.plugins.api import Text
from tests.integration.month.conftest import MONDAY, PAPER_CENTS
from tests.integration.plugins.conftest import SETUP_CENTS, PluginOffice

AT_TWO = datetime(2026, 10, 7, 12, 0, tzinfo=UTC)
"""Wednesday 7 October, 14:00 in the office."""


def test_a_booking_brings_its_set_up_onto_the_same_ticket(office: PluginOffice) -> None:
    booking, setup = office.book()
    line = office.line(setup)
    assert line.ticket_id == office.line(booking).ticket_id
    assert (line.position, line.price_cents, line.state) == (2, SETUP_CENTS, LineState.NEW)
    assert (line.due_given, line.due_at) == (AT_TWO, AT_TWO)
    assert line.pins.charter_version_ids, "pinned as at intake"
    assert office.queries.line(setup, "en").number.endswith(".2")


def test_a_plugin_takes_an_order_of_its_own(office: PluginOffice) -> None:
    lines = (OrderLine("tea"), OrderLine("paper", 2, due_at=AT_TWO))
    draft = OrderDraft(uuid4(), "phone", lines, requester="p1", subject="Thee voor twee")
    tea, paper = office.do("take", draft, plugin="tea")
    assert office.dossier(office.line(tea).ticket_id).ticket.subject == "Thee voor twee"
    assert office.line(paper).price_cents == 2 * PAPER_CENTS
    assert office.line(paper).due_at == AT_TWO
    naive = OrderLine("paper", due_at=datetime(2026, 10, 7))  # noqa: DTZ001  # what is refused
    again = OrderDraft(uuid4(), "phone", (naive,), requester="p1")
    assert office.refused("take", again, plugin="tea") == "time.naive"


def test_a_line_more_is_checked_as_at_intake(office: PluginOffice) -> None:
    booking, _setup = office.book()
    ticket = office.line(booking).ticket_id
    assert office.refused("add_line", ticket, OrderLine("hall")) == "form.required"
    assert office.refused("add_line", ticket, OrderLine("nothing")) == "product.unknown"
    assert office.refused("add_line", 999, OrderLine("tea")) == "ticket.unknown"
    assert office.refused("add_line", ticket, OrderLine("paper", 0)) == "intake.quantity"
    tea = office.do("add_line", ticket, OrderLine("tea", location="B1"), plugin="tea")
    found = office.line(tea)
    assert (found.position, found.plugin, found.opened_at) == (3, "tea", MONDAY)


def test_the_work_on_a_line_goes_through_its_steps(office: PluginOffice) -> None:
    _booking, setup = office.book()
    office.time.advance(hours=1)
    office.do("start_step", setup)
    office.do("finish_step", setup)
    office.do("finish_step", setup)
    steps = [(one.kind, one.step) for one in office.queries.line(setup, "en").events[1:]]
    kinds = (EventKind.STARTED, EventKind.STEP_FINISHED, EventKind.STEP_FINISHED)
    assert steps == list(zip(kinds, (0, 0, 1), strict=True))
    office.do("ready", setup)
    assert office.state(setup) is LineState.READY
    assert office.refused("deliver", setup, 1) == "fulfilment.not_possible"
    office.do("reopen", setup, "A table is missing.")
    assert office.state(setup) is LineState.RUNNING
    office.do("deliver", setup, 1)
    assert office.state(setup) is LineState.READY
    assert office.refused("finish_step", setup, 7) == "fulfilment.not_possible"


def test_a_note_stands_on_the_timeline_and_moves_no_clock(office: PluginOffice) -> None:
    booking, setup = office.book()
    before = office.line(setup)
    office.do("note", setup, " Ladder borrowed. ")
    noted = office.line(setup)
    assert (noted.state, noted.due_at) == (before.state, before.due_at)
    told = office.told(office.line(booking).ticket_id, "work")[-1]
    assert told.event is not None
    assert (told.event.kind, told.event.reason) == (EventKind.NOTED, "Ladder borrowed.")
    assert office.refused("note", setup, "  ") == "fulfilment.reason_missing"


def test_who_asked_is_told_in_the_language_of_the_office(office: PluginOffice) -> None:
    booking, _setup = office.book()
    words = (Text("Uw zaal is vrij", "Your hall is free"), Text("Kom maar.", "Come in."))
    assert office.do("tell", booking, *words) is True
    [message] = office.messages.of_line(booking)
    assert (message.subject, message.body) == ("Uw zaal is vrij", "Kom maar.")
    assert office.refused("tell", booking, Text(" ", " "), words[1]) == "message.no_words"
    draft = OrderDraft(uuid4(), "phone", (OrderLine("tea"),))
    [anonymous] = office.do("take", draft, plugin="tea")
    assert office.do("tell", anonymous, *words, plugin="tea") is False
    [sent] = office.messages.of_line(booking)
    host = sent.person_id
    assert office.do("tell", anonymous, *words, plugin="tea", person_id=host) is True
    assert office.messages.of_line(anonymous)[0].person_id == host


def test_a_plugin_touches_its_own_lines_alone(office: PluginOffice) -> None:
    booking, setup = office.book()
    [paper] = office.order(2).line_ids
    for line in (booking, setup, paper):
        assert office.refused("cancel", line, "no", plugin="tea") == "plugin.not_yours"
    assert office.refused("link", setup, booking, plugin="tea") == "plugin.not_yours"
    assert office.refused("note", paper, "mine?") == "plugin.not_yours"
    office.do("link", paper, booking)
    office.do("change", paper, "For more people.", quantity=3)  # plain, and follows the booking
    assert office.line(paper).quantity == 3
    assert office.refused("cancel", paper, "no", plugin="tea") == "plugin.not_yours"


def test_a_reason_is_needed_and_what_stays_is_no_change(office: PluginOffice) -> None:
    _booking, setup = office.book()
    assert office.refused("cancel", setup, " ") == "fulfilment.reason_missing"
    assert office.refused("moved", setup, "") == "fulfilment.reason_missing"
    assert office.refused("change", setup, "", location="B1") == "fulfilment.reason_missing"
    version = office.line(setup).version
    office.do("change", setup, "Nothing new.", details={"start": "2026-10-07T14:00"})
    assert office.line(setup).version == version
    office.do("change", setup, "Another place.", location="B2")
    assert office.fields(setup)["location"] == "B2"
    naive = datetime(2026, 10, 7)  # noqa: DTZ001  # what is refused
    assert office.refused("moved", setup, "later", naive) == "time.naive"


def test_all_that_a_plugin_may_read(office: PluginOffice) -> None:
    booking, setup = office.book()
    office.do("change", setup, "Up there.", location="B1")

    def read(verb: str, *words: object) -> Any:
        call = office.module("hall").Call(verb, words)
        return office.extensions.ask("hall", "read", call)

    line, place = office.line(setup), read("location_by_code", "B1")
    assert read("followed", setup) == (office.line(booking),)
    assert read("followers", booking) == (line,)
    assert read("open_lines", "hall") == (office.line(booking), line)
    assert read("open_lines", "hall", place.id) == (line,)
    assert read("open_lines", "tea") == ()
    assert read("places", place.id) == (place,)
    assert place in read("locations")
    assert read("line_by_number", read("line_number", line)) == line
    assert read("ticket", line.ticket_id).lines == (office.line(booking), line)
    assert read("lines_due", "hall", AT_TWO, AT_TWO + timedelta(seconds=1)) == (setup,)
    assert read("product_by_code", "setup") == read("product", line.pins.product_version_id)
    assert read("product_by_code", "setup") in read("products", "hall")
    assert read("products", "nobody") == ()
    person = read("person_by_code", "p1")
    assert read("find_persons", "anneke") == (person,)
    assert read("person", person.id) == person
    assert read("cost_centre", line.cost_centre_id) == read("cost_centre_by_code", "4410")
    assert "office" in read("calendars")
    assert read("calendar", "office").between(AT_TWO, AT_TWO + timedelta(hours=1)) == 3600
    assert {one.code for one in read("channels")} >= {"phone"}
    assert len(read("events", setup)) == 1
    with pytest.raises(NotFoundError):
        read("line", 999)
