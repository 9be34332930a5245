"""Two desks, or sixteen, edit one ticket: nothing is lost in silence."""

from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from fmdesk.core.domain.dossier import Edited, LineEdit, TakeOver, TicketEdit
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.merging import Fields, Merged
from fmdesk.core.services import changing
from fmdesk.testing import race
from tests.integration.ticket.conftest import TicketOffice
from tests.reliability.often import often

DESKS = often(6, 16)
EDITS = often(8, 32)


def test_different_fields_of_a_ticket_both_win(office: TicketOffice) -> None:
    ticket_id, bob = office.order(2).ticket_id, office.desk("bob")
    seen = office.dossier(ticket_id).fields
    assert bob.edit(ticket_id, seen, subject="Paper for Bas").is_stored
    assert office.edit(ticket_id, seen, requester="p2").is_stored
    shown = office.dossier(ticket_id)
    assert (shown.ticket.subject, shown.ticket.requester) == ("Paper for Bas", "Bas Bakker")
    assert shown.ticket.version == 3


def test_the_same_field_is_asked_about_with_who_and_when(office: TicketOffice) -> None:
    ticket_id, bob = office.order(2).ticket_id, office.desk("bob")
    seen = office.dossier(ticket_id).fields
    office.time.advance(minutes=3)
    bob.edit(ticket_id, seen, subject="Bob's words", requester="p2")
    at = office.time.at
    office.time.advance(minutes=3)
    answer = office.edit(ticket_id, seen, subject="Anneke's words", recipient="p2")
    [clash] = answer.clashes
    assert (clash.clash.field, clash.yours, clash.theirs) == (
        "subject",
        "Anneke's words",
        "Bob's words",
    )
    assert (clash.by, clash.at) == ("bob", at)
    shown = office.dossier(ticket_id).ticket
    assert (shown.subject, shown.recipient) == ("Bob's words", "Anneke de Vries"), "nothing yet"
    chosen = {**seen, "subject": clash.clash.theirs}
    assert office.edit(ticket_id, chosen, subject="Both", recipient="p2").is_stored
    shown = office.dossier(ticket_id).ticket
    assert (shown.subject, shown.requester, shown.recipient) == ("Both", "Bas Bakker", "Bas Bakker")


def test_lines_are_merged_field_by_field(office: TicketOffice) -> None:
    taken, bob = office.order(2), office.desk("bob")
    [line_id] = taken.line_ids
    seen = office.fields(line_id)
    bob.change(line_id, seen, quantity=5)
    assert office.change(line_id, seen, location="B1").is_stored
    answer = office.change(line_id, seen, quantity=9)
    assert [(one.yours, one.theirs, one.by) for one in answer.clashes] == [("9", "5", "bob")]
    assert office.fields(line_id) == {**seen, "quantity": 5, "location": "B1"}


def test_a_place_by_the_ticket_and_by_the_line_is_one_field(office: TicketOffice) -> None:
    taken, bob = office.order(2), office.desk("bob")
    seen = office.dossier(taken.ticket_id).fields
    bob.change(taken.line_ids[0], location="B1")
    [clash] = office.edit(taken.ticket_id, seen, location="B2").clashes
    assert (clash.yours, clash.theirs, clash.by) == ("Kamer B2", "Kamer B1", "bob")


def test_a_place_and_more_pieces_at_once_need_no_second_look(office: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    seen, effect = office.fields(line_id), office.preview(line_id, quantity=5)
    office.desk("bob").change(line_id, location="B1")
    assert effect.after is not None
    draft = LineEdit(uuid4(), line_id, seen, {**seen, "quantity": 5}, "more", effect.after.shown)
    assert office.changing.change_line(draft).is_stored
    assert office.fields(line_id)["location"] == "B1"


def test_work_recorded_meanwhile_is_not_lost(office: TicketOffice) -> None:
    [line_id] = office.order(5).line_ids
    seen, bob = office.fields(line_id), office.desk("bob")
    stale = office.line(line_id).version
    bob.deliver(line_id, 2)
    assert office.change(line_id, seen, quantity=4).is_stored
    with office.door.read() as work:
        assert [one.kind for one in work.tickets.events(line_id)][-1] is EventKind.DELIVERED
    assert office.line(line_id).version == stale + 2


def test_a_repeat_changes_once(office: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    seen = office.fields(line_id)
    draft = LineEdit(uuid4(), line_id, seen, {**seen, "quantity": 3}, "more")
    first = office.changing.change_line(draft)
    office.change(line_id, quantity=4)
    assert office.changing.change_line(draft) == first
    assert office.line(line_id).quantity == 4


@dataclass
class Struggle:
    """Desks that all edit the subject of one ticket, again and again.

    Attributes:
        answers: For each edit what its desk had seen, what it wanted, and what it was answered.
    """

    office: TicketOffice
    ticket_id: int
    answers: list[tuple[str, str, Edited]] = field(default_factory=list)

    def go(self) -> None:
        desks = [self.office.desk(f"desk{number}") for number in range(DESKS)]
        seen = self.office.dossier(self.ticket_id).fields

        def work(number: int) -> list[tuple[str, str, Edited]]:
            base, answers = dict(seen), []
            for turn in range(EDITS):
                wanted = {**base, "subject": f"{number}-{turn}"}
                draft = TicketEdit(uuid4(), self.ticket_id, base, wanted)
                answer = desks[number].changing.edit_ticket(draft)
                answers.append((str(base["subject"]), wanted["subject"], answer))
                theirs = answer.clashes[0].clash.theirs if answer.clashes else None
                base = wanted if answer.is_stored else {**base, "subject": theirs}
            return answers

        self.answers = [one for found in race(DESKS, work) for one in found]

    def lost(self) -> list[str]:
        """Return the words that somebody wrote over without having seen them."""
        overwritten = {
            one.changes[0].after: one.changes[0].before
            for one in self.office.told(self.ticket_id, "change")
        }
        stored = [(seen, wrote) for seen, wrote, answer in self.answers if answer.is_stored]
        return [overwritten[wrote] for seen, wrote in stored if overwritten.get(wrote) != seen]


def test_many_desks_edit_one_ticket_and_no_word_is_lost(office: TicketOffice) -> None:
    ticket_id = office.order(2).ticket_id
    struggle = Struggle(office, ticket_id)
    struggle.go()
    answers = [answer for _seen, _wrote, answer in struggle.answers]
    stored = [one for one in answers if one.is_stored]
    version = office.dossier(ticket_id).ticket.version
    assert len(answers) == DESKS * EDITS
    assert struggle.lost() == []
    assert len(stored) == version - 1 == len(office.told(ticket_id, "change"))
    assert sorted(one.version for one in stored) == list(range(2, version + 1))
    assert all(one.clashes for one in answers if not one.is_stored)


def test_without_the_merge_words_would_be_lost(
    office: TicketOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the last who saves wins, and the check above sees it."""

    def last_wins(_base: Fields, yours: Fields, theirs: Fields) -> Merged:
        return Merged({name: one for name, one in yours.items() if one != theirs.get(name)})

    monkeypatch.setattr(changing, "merge", last_wins)
    ticket_id = office.order(2).ticket_id
    seen = office.dossier(ticket_id).fields
    bob = office.desk("bob")
    struggle = Struggle(office, ticket_id)
    for desk, words in ((bob, "Bob's"), (office, "Anneke's")):
        answer = desk.edit(ticket_id, seen, subject=words)
        struggle.answers.append((str(seen["subject"]), words, answer))
    assert struggle.lost() == ["Bob's"]


def test_two_take_over_at_once_and_both_are_told(office: TicketOffice) -> None:
    ticket_id = office.order(2).ticket_id
    desks = [office.desk("bob"), office.desk("carla")]
    race(2, lambda n: desks[n].dossiers.take_over(TakeOver(uuid4(), ticket_id)))
    told = office.told(ticket_id, "owner")
    assert {one.actor for one in told} == {"bob", "carla"}
    assert {one.changes[0].before for one in told} == {"anneke", *(one.actor for one in told)} - {
        office.dossier(ticket_id).ticket.owner
    }


def test_a_change_and_a_delivery_race(office: TicketOffice) -> None:
    lines = [office.order(5).line_ids[0] for _turn in range(6)]
    bob = office.desk("bob")

    def work(number: int) -> int:
        done = 0
        for line_id in lines:
            try:
                if number:
                    bob.deliver(line_id, 2)
                else:
                    office.change(line_id, quantity=3)
                done += 1
            except ConflictError:
                continue  # told, so that it can be repeated
        return done

    done = sum(race(2, work))
    with office.door.read() as read:
        told = [read.tickets.events(line_id) for line_id in lines]
    delivered = sum(1 for events in told if events[-1].kind is EventKind.DELIVERED)
    changed = sum(1 for line_id in lines if office.line(line_id).quantity == 3)
    assert done == delivered + changed


@pytest.mark.parametrize("table", ["ticket_change", "line_change"])
def test_changes_are_never_edited(office: TicketOffice, table: str) -> None:
    import sqlalchemy as sa

    taken = office.order(2)
    office.edit(taken.ticket_id, subject="x")
    office.change(taken.line_ids[0], quantity=3)
    for statement in (f"UPDATE {table} SET actor = 'x'", f"DELETE FROM {table}"):
        with (
            pytest.raises(sa.exc.DBAPIError, match="append_only"),
            office.database.write() as connection,
        ):
            connection.exec_driver_sql(statement)
