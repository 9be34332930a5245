"""What time does to visits, the charter that judges them, and what stays of them."""

from datetime import UTC, datetime

import pytest
from fmdesk_visitors.declared import CHARTER
from fmdesk_visitors.lists import name_of
from fmdesk_visitors.visits import GuestState, Leave, Named, Names, Which
from visitors_office import Desk

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import LineState
from fmdesk.plugins.api import ReportMonth
from fmdesk.testing.office import at


def test_who_did_not_come_is_given_up_when_the_day_is_over(desk: Desk) -> None:
    nobody, one = desk.announce("Wim"), desk.announce("Anouk", "Bo")
    later = desk.announce("Cem", arrival="2026-03-03T23:30")
    desk.clock.at = at("2026-03-02T23:59")
    desk.arrive(desk.guests(one)[0])
    desk.run_due()
    assert desk.line(nobody.id).state is LineState.NEW, "the day is not over"
    desk.clock.at = at("2026-03-03T00:14")
    desk.run_due()
    assert desk.line(nobody.id).state is LineState.CANCELLED
    assert desk.reasons(nobody) == ["Van dit bezoek is niemand verschenen."]
    assert desk.line(one.id).state is LineState.READY
    assert desk.line(later.id).state is LineState.NEW
    missed = desk.reception("missed").rows
    assert [row.guest.name for row in missed] == ["Wim", "Bo"]
    assert {row.guest.state for row in missed} == {GuestState.MISSED}


def test_names_are_erased_and_what_was_counted_stays(desk: Desk) -> None:
    desk.set(keep_days=7)
    came, still = desk.announce("Wim", "Anouk"), desk.announce("Bo")
    guests = desk.guests(came)
    desk.clock.at = at("2026-03-02T10:00")
    for guest in (guests[0], *desk.guests(still)):
        desk.arrive(guest)
    desk.run("leave", Leave((guests[0],)))
    march = {
        "month": "2026-03",
        "start": datetime(2026, 2, 28, 23, tzinfo=UTC),
        "end": datetime(2026, 3, 31, 22, tzinfo=UTC),
        "as_of": datetime(2026, 4, 2, tzinfo=UTC),
    }
    desk.clock.at = at("2026-03-09T23:30")
    desk.run_due()
    before = desk.ask("section", ReportMonth(**march))
    assert "Wim" in [row.guest.name for row in desk.reception().rows], "seven whole days"
    desk.clock.at = at("2026-03-10T00:30")
    desk.run_due()
    rows = {name_of(row): row for row in desk.reception().rows}
    assert set(rows) == {"gewist", "Bo"}, "who is inside must be known"
    assert (rows["gewist"].guest.plate, rows["gewist"].company) == ("", "")
    assert desk.ask("section", ReportMonth(**march)) == before == ((2, 3, 2, 1),)
    with pytest.raises(PluginError, match=r"visitors\.erased"):
        desk.run("name", Names(rows["gewist"].guest.visit_id, (Named("Wim"),)))
    desk.record(came, EventKind.REOPENED, reason="Nog eens bellen")
    desk.change(came, company="Delta")
    assert {row.company for row in desk.reception().rows} == {"", "Acme"}, "it stays erased"


@pytest.mark.parametrize("database_kind", ["sqlite"])  # the engine sees no database
def test_five_minutes_are_kept_and_six_cost_a_point(desk: Desk) -> None:
    desk.adopt(CHARTER)
    told, forgotten, absent = (desk.announce("Wim", host="P2") for _ in range(3))
    visits = {row.line_id: row.guest for row in desk.reception().rows}
    desk.clock.at = at("2026-03-02T10:00")
    for line in (told, forgotten):
        desk.arrive(visits[line.id].id)
    for line, minutes in ((told, 5), (forgotten, 1)):
        desk.clock.advance(minutes=minutes)
        desk.run("tell", Which(visits[line.id].visit_id))
    desk.clock.at = at("2026-03-03T00:30")
    desk.run_due()
    assert desk.line(absent.id).state is LineState.CANCELLED
    total = desk.month("2026-03").total
    assert (total.kept, total.broken, total.points) == (1, 1, 1)


def test_the_papers_say_what_the_lists_say(desk: Desk) -> None:
    line = desk.announce("Wim de Boer", "Anouk Smit")
    desk.clock.at = at("2026-03-02T10:00")
    desk.arrive(desk.guests(line)[0], 4)
    paper = desk.ask("sheet", {"show": "day", "on": "2026-03-02"})
    assert (paper.title, paper.lead) == ("Bezoekers", "02-03-2026")
    assert paper.rows[0] == (
        "02-03-2026 10:00",
        "Wim de Boer",
        "Acme",
        "Ayşe Özdemir",
        "AB-12-CD",
        "4",
        "binnen",
    )
    evacuation = desk.ask("evacuation_sheet")
    assert evacuation.facts == (("Binnen", "1"),)
    assert evacuation.rows == (("Wim de Boer", "4", "Acme", "Ayşe Özdemir", "1201", "10:00", ""),)
    for one in (paper, evacuation):
        assert {len(row) for row in one.rows} == {len(one.columns)}
        assert sum(column.share for column in one.columns) == 100
