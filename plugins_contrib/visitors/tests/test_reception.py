"""A visit from its announcement to its departure, as the reception has it."""

from uuid import uuid4

import pytest
import sqlalchemy as sa
from fmdesk_visitors.lists import name_of
from fmdesk_visitors.visits import GuestState, Leave, Named, Names, Which
from visitors_office import Desk

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import LineState
from fmdesk.messages import explain
from fmdesk.testing.office import at


def test_a_visit_is_announced_received_told_and_let_out(desk: Desk) -> None:
    line = desk.announce("Wim de Boer", "Anouk Smit")
    assert dict(line.details) == {
        "host": "P1",
        "company": "Acme",
        "arrival": "2026-03-02T10:00",
        "people": 2,
    }, "no name stands in the order"
    assert line.due_at is None, "until they are here nothing is late"
    assert dict(line.facts) == {"visitors.people": 2, "visitors.notice_hours": 1}
    [wim, anouk] = desk.reception().rows
    assert (wim.guest.name, wim.guest.plate, wim.host) == (
        "Wim de Boer",
        "AB-12-CD",
        "Ayşe Özdemir",
    )
    assert desk.ask("expected_today") == (line.id,)

    desk.clock.at = at("2026-03-02T10:04")
    assert desk.arrive(
        wim.guest.id, badge=desk.reception().badge, moment="2026-03-02T10:02"
    ).is_told
    told = desk.line(line.id)
    assert (told.state, told.due_at) == (LineState.READY, at("2026-03-02T10:07"))
    assert told.facts["visitors.told_minutes"] == 2
    [message] = desk.messages(line)
    assert message.address == "a.ozdemir@example.org"
    assert message.subject == "Uw bezoek is er"
    assert message.body.startswith("Uw bezoek van Acme is er om 10:02, pas 1.")
    assert "Boer" not in message.body, "messages are never erased"
    assert desk.reasons(line) == ["Het bezoek kwam om 10:02."]

    desk.clock.advance(minutes=10)
    desk.arrive(anouk.guest.id, badge=7)
    assert len(desk.messages(line)) == 2
    inside = desk.ask("evacuation")
    assert [(row.guest.name, row.guest.badge) for row in inside] == [
        ("Anouk Smit", 7),
        ("Wim de Boer", 1),
    ]
    desk.run("leave", Leave((wim.guest.id, anouk.guest.id)))
    assert desk.ask("evacuation") == ()
    assert [row.guest.state for row in desk.reception().rows] == [GuestState.LEFT] * 2
    assert desk.reception().badge == 1


def test_a_host_without_an_address_is_called(desk: Desk) -> None:
    line = desk.announce("Wim de Boer", host="P2")
    [guest] = desk.guests(line)
    desk.clock.at = at("2026-03-02T10:00")
    assert not desk.arrive(guest, 3).is_told
    assert desk.messages(line) == []
    assert desk.ask("waiting") == (line.id,)
    [row] = desk.reception("inside").rows
    assert row.waits
    assert row.phone == "1202"
    desk.clock.advance(minutes=6)
    visit = Which(row.guest.visit_id)
    assert desk.run("tell", visit).is_told
    assert desk.line(line.id).facts["visitors.told_minutes"] == 6
    assert desk.ask("waiting") == ()
    with pytest.raises(PluginError, match=r"visitors\.not_to_tell"):
        desk.run("tell", visit)


def test_a_number_of_visitors_gets_its_names_later(desk: Desk) -> None:
    line = desk.expect(people=2, company="Acme")
    rows = desk.reception().rows
    assert [name_of(row) for row in rows] == ["bezoeker 1", "bezoeker 2"]
    assert rows[0].host == "Ayşe Özdemir", "who asks"
    visit = rows[0].guest.visit_id
    desk.run("name", Names(visit, (Named("Wim"), Named("Anouk"), Named("Bo", "x-1"))))
    assert [name_of(row) for row in desk.reception().rows] == ["Wim", "Anouk", "Bo"]
    assert desk.line(line.id).details["people"] == 3
    assert desk.line(line.id).facts["visitors.people"] == 3


def test_names_are_of_those_who_are_meant_and_of_nobody_else(desk: Desk) -> None:
    desk.announce("Wim", "Anouk", "Bo")
    rows = desk.reception().rows
    visit, (wim, anouk, bo) = rows[0].guest.visit_id, [row.guest.id for row in rows]
    desk.clock.at = at("2026-03-02T10:00")
    desk.arrive(anouk, 1)
    desk.arrive(bo, 2)
    desk.run("name", Names(visit, (Named("Anouk Smit", "", anouk), Named("Bo Vink", "", bo))))
    assert [row.guest.name for row in desk.reception().rows] == ["Wim", "Anouk Smit", "Bo Vink"]
    assert [row.guest.name for row in desk.ask("evacuation")] == ["Anouk Smit", "Bo Vink"]
    desk.run("name", Names(visit, (Named("", "", anouk), Named("Bo", "", bo), Named("Cem"))))
    named = [(row.guest.id, row.guest.name) for row in desk.reception().rows]
    assert named[:3] == [(wim, "Wim"), (anouk, ""), (bo, "Bo")]
    assert [name for _id, name in named[3:]] == ["Cem"]
    desk.run("name", Names(visit, (Named("Dirk"),)))
    assert desk.reception().rows[1].guest.name == "Dirk", "who had no name yet"
    with pytest.raises(PluginError, match=r"visitors\.no_guest"):
        desk.run("name", Names(visit, (Named("Els", "", 999),)))


def test_a_change_of_the_order_is_one_of_the_visit(desk: Desk) -> None:
    line = desk.announce("Wim", "Anouk", "Bo")
    desk.change(line, people=2, company="Delta", arrival="2026-03-03T09:00", host="P2")
    rows = desk.reception(on="2026-03-03").rows
    assert [(row.guest.name, row.company, row.host) for row in rows] == [
        ("Wim", "Delta", "Rob Bakker"),
        ("Anouk", "Delta", "Rob Bakker"),
    ]
    desk.clock.at = at("2026-03-03T09:00")
    desk.arrive(rows[1].guest.id)
    desk.change(line, people=1)
    assert [row.guest.name for row in desk.reception(on="2026-03-03").rows] == ["Anouk"]


def test_a_visit_that_is_given_up_is_expected_no_more(desk: Desk) -> None:
    line = desk.announce("Wim")
    [guest] = desk.guests(line)
    desk.cancel(line)
    assert desk.reception().rows == ()
    with pytest.raises(PluginError, match=r"visitors\.not_expected"):
        desk.arrive(guest)


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"people": 1, "quantity": 2}, "visitors.one"),
        ({"host": "nobody"}, "visitors.host"),
        ({"arrival": "2026-03-01T10:00"}, "visitors.past"),
        ({"requester": ""}, "visitors.no_host"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"])  # refused before the database sees it
def test_a_visit_that_cannot_be_is_refused(
    desk: Desk, details: dict[str, object], code: str
) -> None:
    with pytest.raises(PluginError) as caught:
        desk.expect(**details)
    assert caught.value.code == code
    assert explain(caught.value).endswith(".")


def test_what_the_reception_cannot_do_is_said(desk: Desk) -> None:
    [wim, anouk] = desk.guests(desk.announce("Wim", "Anouk"))
    desk.clock.at = at("2026-03-02T11:00")
    desk.arrive(wim, 1)
    for guest, badge, moment, sentence in (
        (anouk, 1, "", "Pas 1 is bij Acme. Pas 2 is vrij."),
        (anouk, 201, "", "Vul een pas in van 1 tot 200; pas 2 is vrij."),
        (anouk, 2, "2026-03-02T11:01", "Vul in wanneer ze kwamen: vandaag, en niet later dan nu."),
        (anouk, 2, "2026-03-01T11:00", "Vul in wanneer ze kwamen: vandaag, en niet later dan nu."),
        (wim, 2, "", "Alleen wie verwacht wordt, kan worden ontvangen."),
        (999, 2, "", "Deze bezoeker is er niet meer."),
    ):
        with pytest.raises(PluginError) as caught:
            desk.arrive(guest, badge, moment)
        assert explain(caught.value).startswith(sentence)
    with pytest.raises(PluginError, match=r"visitors\.not_inside"):
        desk.run("leave", Leave((wim, anouk)))
    assert len(desk.ask("evacuation")) == 1, "nobody left"


def test_the_line_is_not_ready_before_somebody_is_here(desk: Desk) -> None:
    line = desk.announce("Wim")
    with pytest.raises(PluginError, match=r"visitors\.not_here"):
        desk.record(line, EventKind.READY)
    [guest] = desk.guests(line)
    desk.clock.at = at("2026-03-02T10:00")
    desk.arrive(guest, 1)
    desk.record(line, EventKind.REOPENED, reason="Nog eens bellen")
    assert desk.ask("waiting") == (line.id,)


def test_the_database_gives_a_badge_once(desk: Desk) -> None:
    guests = desk.guests(desk.announce("Wim", "Anouk"))
    give = sa.text(
        "update visitors_guest set state = 'inside', badge = 5, arrived_at = 1 where id = :id"
    )
    with desk.office.database.write() as connection:
        connection.execute(give, {"id": guests[0]})
        with pytest.raises(sa.exc.IntegrityError):
            connection.execute(give, {"id": guests[1]})
        connection.rollback()


def test_what_is_said_twice_happens_once_and_the_log_knows_nobody(desk: Desk) -> None:
    payload = {
        "product": "BEZOEK",
        "host": "P1",
        "arrival": at("2026-03-02T10:00"),
        "guests": [{"name": "Wim de Boer"}],
    }
    op_id = uuid4()
    first = desk.repeat(op_id, "announce", payload)
    assert desk.repeat(op_id, "announce", payload) == first
    assert len(desk.reception().rows) == 1
    with desk.office.database.read() as connection:
        kept = connection.execute(
            sa.text(
                "select l.name, p.payload, l.result from command_log l"
                " join command_payload p on p.seq = l.seq"
            )
        ).all()
    [announced] = [row for row in kept if row.name == "visitors.announce"]
    assert str(first.line_id) in announced.result
    assert not [row for row in kept if "Boer" in row.payload + row.result]
