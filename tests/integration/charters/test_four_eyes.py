"""A charter from a draft to a promise that counts, and the second pair of eyes on the way."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import (
    Charter,
    Condition,
    Conditions,
    Guarantee,
    Operator,
    Outcome,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.charter_drafts import CharterPage, CharterState, DraftSave, Ending
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind
from tests.integration.charters.conftest import (
    DESK,
    NEW,
    SECOND,
    TOMORROW,
    WRITER,
    Room,
    refused,
)
from tests.integration.month.conftest import LATE_BREAK
from tests.integration.month.stories import in_both


def states(room: Room) -> dict[str, CharterState]:
    return {row.key: row.state for row in room.charters.rows("en").rows}


def pinned(room: Room) -> set[str]:
    """Return the codes of the charters that an order of now is given."""
    line = room.office.order().line_ids[0]
    with room.office.door.read() as work:
        numbers = work.months.line(line).charter_version_ids
        return {work.catalog.charter_version(one).code for one in numbers}


def test_from_draft_to_trial_to_counting_to_its_end(room: Room) -> None:
    page = room.write(replace(NEW, guarantee=Guarantee()))
    assert (page.state, page.may_approve) == (CharterState.DRAFT, False)
    assert refused(room.send, page) == "charter.limit_missing", "a draft may be incomplete"
    page = room.send(room.change(page, guarantee=NEW.guarantee))
    assert states(room) == {
        page.key: CharterState.WAITS,
        f"charter:{LATE_BREAK}": CharterState.COUNTS,
    }
    assert not page.may_approve, "it is the own one"
    assert refused(room.approve, page) == "charter.own"
    room.be(SECOND)
    page = room.charters.page(page.key)
    assert page.may_approve
    assert refused(room.approve, page, date(2026, 10, 5)) == "charter.past"
    assert refused(room.approve, page, TOMORROW, date(2026, 10, 5)) == "charter.trial"
    page = room.approve(page, trial=date(2026, 10, 31))
    assert (page.key, page.state) == ("charter:paper-48h", CharterState.TO_COME)
    assert page.versions[0].charter.trial_until == date(2026, 10, 31)
    room.be(WRITER)
    assert pinned(room) == {LATE_BREAK}
    room.office.time.advance(days=1)
    assert pinned(room) == {LATE_BREAK, "paper-48h"}
    page = room.charters.page(page.key)
    assert (page.state, page.versions[0].lines) == (CharterState.TRIAL, 1)
    assert not page.may_approve
    assert refused(room.charters.end_trial, uuid4(), "paper-48h") == "charter.own"
    assert room.charters.page(page.key).state is CharterState.TRIAL
    room.be(SECOND)
    assert room.charters.page(page.key).may_approve
    room.charters.end_trial(uuid4(), "paper-48h")
    assert refused(room.charters.end_trial, uuid4(), "paper-48h") == "charter.no_trial"
    room.be(WRITER)
    room.office.time.advance(days=1)
    assert states(room)["charter:paper-48h"] is CharterState.COUNTS
    assert refused(room.charters.end, Ending(uuid4(), "paper-48h", date(2026, 10, 6))) == (
        "charter.ends_early"
    )
    room.charters.end(Ending(uuid4(), "paper-48h", date(2026, 10, 8)))
    room.office.time.advance(days=1)
    assert pinned(room) == {LATE_BREAK, "paper-48h"}, "its last day counts"
    room.office.time.advance(days=1)
    assert pinned(room) == {LATE_BREAK}
    assert states(room)["charter:paper-48h"] is CharterState.ENDED
    ending = Ending(uuid4(), "paper-48h", date(2026, 12, 1))
    assert refused(room.charters.end, replace(ending, last=date(2026, 10, 8))) == "charter.ended"
    assert [one.charter.version for one in room.charters.page(page.key).versions] == [3, 2, 1]


def test_it_is_given_back_with_a_reason_and_taken_back_without(room: Room) -> None:
    page = room.send(room.write())
    page = room.charters.page(room.charters.give_back(room.step(page)).key)
    assert page.state is CharterState.DRAFT, "the own one is taken back without a reason"
    assert refused(room.charters.give_back, room.step(page)) == "charter.waits_not"
    page = room.send(page)
    assert refused(room.send, page) == "charter.waits"
    room.be(SECOND)
    assert refused(room.charters.give_back, room.step(page, " ")) == "charter.no_reason"
    page = room.charters.page(room.charters.give_back(room.step(page, "Te ruim.")).key)
    assert page.state is CharterState.RETURNED
    assert page.draft is not None
    assert (page.draft.reason, page.draft.decided_by) == ("Te ruim.", SECOND)
    page = room.send(room.change(page, rank=5))
    assert page.draft is not None
    assert page.draft.writers == (WRITER, SECOND)
    assert refused(room.approve, page) == "charter.own", "who changed it wrote it too"
    room.charters.drop(room.step(page))
    assert refused(room.send, page) == "charter.draft_done"
    assert [row.key for row in room.charters.rows("nl").rows] == [f"charter:{LATE_BREAK}"]


def test_who_wrote_the_words_of_a_draft_that_is_kept_anew_does_not_approve_it(room: Room) -> None:
    """Bas keeps as a draft of his own what Anneke wrote, after she threw hers away."""
    page = room.write()
    assert page.draft is not None
    room.charters.drop(room.step(page))
    room.be(SECOND)
    anew = DraftSave(uuid4(), replace(NEW, norm=9000), source_id=page.draft.id)
    page = room.send(room.charters.page(room.charters.save(anew).key))
    assert page.draft is not None
    assert page.draft.writers == (WRITER, SECOND)
    assert refused(room.approve, page) == "charter.own"
    room.be(WRITER)
    assert not room.charters.page(page.key).may_approve
    assert refused(room.approve, page) == "charter.own"


def test_two_at_once_do_not_overwrite_each_other(room: Room) -> None:
    page = room.write()
    room.change(page, name_en="First")
    assert refused(room.change, page) == "charter.draft_changed"
    assert refused(room.charters.drop, room.step(page)) == "charter.draft_changed"
    again = room.charters.page(page.key)
    assert again.charter.name_en == "First", "what the first one saved stands"


def test_a_change_of_a_charter_names_what_it_was(room: Room) -> None:
    before = room.charters.page(f"charter:{LATE_BREAK}").charter
    assert refused(room.send, room.write(replace(before, norm=9000))) == "charter.exists"
    stale = room.write(replace(before, norm=8000), before.id)
    page = room.send(room.write(replace(before, norm=9000), before.id))
    assert page.base == before
    room.be(SECOND)
    page = room.approve(page)
    assert [one.charter.norm for one in page.versions] == [9000, 9500]
    assert refused(room.send, stale) == "charter.moved_on"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name_nl": " "}, "charter.empty"),
        (
            {"applies_when": Conditions(items=(Condition("gone.fact", Operator.EQ, 1),))},
            "charter.unknown_fact",
        ),
        (
            {"applies_when": Conditions(items=(Condition("line.quantity", Operator.LT, 1),))},
            "charter.contradicts",
        ),
        ({"guarantee": replace(NEW.guarantee, calendar="gone")}, "calendar.unknown"),
    ],
)
def test_what_cannot_be_used_is_not_sent(room: Room, fields: dict[str, object], code: str) -> None:
    page = room.write(replace(NEW, **fields))
    assert refused(room.send, page) == code
    assert room.charters.page(page.key).state is CharterState.DRAFT


def test_a_charter_that_contradicts_itself_is_told_in_both_languages(room: Room) -> None:
    """More than five pieces and fewer than three: no order is both."""
    both = [Condition("line.quantity", Operator.GT, 5), Condition("line.quantity", Operator.LT, 3)]
    page = room.write(replace(NEW, applies_when=Conditions(items=tuple(both))))
    with pytest.raises(DomainError) as caught:
        room.send(page)
    dutch, english = in_both(caught.value)
    assert english.startswith("Charter paper-48h never applies: no value of")
    assert dutch.startswith("Handvest paper-48h geldt nooit")
    assert room.charters.page(page.key).state is CharterState.DRAFT, "nothing is half done"


def test_rights_and_what_is_not_there(room: Room) -> None:
    page = room.send(room.write())
    room.be(DESK)
    for call in (
        lambda: room.charters.rows("nl"),
        lambda: room.charters.page(page.key),
        room.charters.known,
    ):
        assert refused(call) == "access.area"
    for call in (
        room.write,
        lambda: room.change(page),
        lambda: room.charters.drop(room.step(page)),
        lambda: room.charters.send(room.step(page)),
        lambda: room.charters.give_back(room.step(page, "Nee")),
        lambda: room.approve(page),
        lambda: room.charters.end(Ending(uuid4(), LATE_BREAK, TOMORROW)),
        lambda: room.charters.end_trial(uuid4(), LATE_BREAK),
    ):
        assert refused(call) in {"access.command", "access.area"}
    room.be(WRITER)
    assert refused(room.charters.page, "charter:gone") == "charter.unknown"
    assert refused(room.charters.page, "plugin:gone") == "charter.not_proposed"
    assert refused(room.charters.page, "draft:99") == "charter.draft_unknown"
    assert refused(room.charters.save, DraftSave(uuid4(), NEW, 99, 1)) == "charter.draft_unknown"


def test_the_list_counts_what_broke_this_month(room: Room) -> None:
    def breaches() -> int | None:
        [row] = room.charters.rows("nl").rows
        return row.breaches

    assert breaches() is None, "the month was not controlled"
    line = room.office.order().line_ids[0]
    room.office.time.advance(hours=30)
    room.office.record(line, EventKind.READY)
    room.office.control("2026-10")
    assert breaches() == 1
    assert room.office.whys.explain(line, "nl").verdicts[0].outcome is Outcome.BROKEN


def test_the_editor_knows_the_office(room: Room) -> None:
    known = room.charters.known()
    [paper] = known.products
    assert (paper.code, paper.unit, paper.targets) == ("paper", "Voorraad", (3600, 8 * 3600))
    assert (paper.has_lead_time, paper.price_cents, paper.lines) == (True, 1840, 0)
    assert known.days["office"] == 8 * 3600
    assert [one.code for one in known.charters] == [LATE_BREAK]
    assert "line.quantity" in known.wording.facts
    room.office.order()
    room.office.time.advance(days=30)
    assert room.charters.known().products[0].lines == 1, "lines of last month"


def test_one_who_works_alone_may_approve(room: Room) -> None:
    """An office without any account trusts whoever can open it."""
    page = room.send(room.write())
    with room.office.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM user_account")
        connection.commit()
    assert room.approve(room.charters.page(page.key)).state is CharterState.TO_COME


def test_every_kind_of_charter_is_kept_word_for_word(room: Room) -> None:
    full: Charter = replace(
        NEW,
        sanction=Sanction(SanctionKind.STEPPED, base_cents=5, per_step_cents=7, max_steps=3),
        applies_when=Conditions(items=(Condition("line.quantity", Operator.IN, (1, 2, 3)),)),
        except_when=Conditions(True, (Condition("ticket.channel", Operator.EQ, "fax"),)),
        valid_to=date(2027, 1, 1) - timedelta(days=1),
    )
    assert replace(room.write(full).charter, version=full.version) == full


def test_a_draft_of_a_charter_that_is_to_come_replaces_it(room: Room) -> None:
    page = room.approved(NEW)
    assert page.state is CharterState.TO_COME
    room.be(WRITER)
    before = page.charter
    later = date(2026, 12, 1)
    page = room.send(room.write(replace(before, rank=7), before.id))
    room.be(SECOND)
    page = room.approve(page, later)
    assert [one.charter.rank for one in page.versions] == [7, 100]
    room.charters.end(Ending(uuid4(), NEW.code, later))
    assert room.charters.page(page.key).charter.valid_to == later


def test_what_is_to_come_of_a_new_charter_is_called_off(room: Room) -> None:
    page = room.approved(NEW)
    early = Ending(uuid4(), NEW.code, date(2026, 10, 5))
    assert refused(room.charters.end, early) == "charter.ends_early", "no other version holds"
    off = Ending(uuid4(), NEW.code, None, page.charter.id)
    room.charters.end(off)
    page = room.charters.page(page.key)
    assert page.state is CharterState.CALLED_OFF
    assert [page.never_holds(one) for one in page.versions] == [False, True]
    again = Ending(uuid4(), NEW.code, None, page.charter.id)
    assert refused(room.charters.end, again) == "charter.not_to_come"
    assert refused(room.charters.end, Ending(uuid4(), NEW.code, TOMORROW)) == "charter.ended"
    assert refused(room.charters.end_trial, uuid4(), NEW.code) == "charter.no_trial"
    room.office.time.advance(days=5)
    room.be(WRITER)
    assert pinned(room) == {LATE_BREAK}
    page = room.send(room.write(page.charter, page.charter.id))  # the engine loads it beside all
    assert not {one.code for one in room.charters.known().charters} & {NEW.code}
    room.be(SECOND)
    assert room.approve(page, date(2026, 10, 12)).state is CharterState.TO_COME


def two_versions(room: Room, later: date) -> CharterPage:
    """Let a charter of 100 hold, and one of rank 7 follow it."""
    before = room.approved(NEW).charter
    room.be(WRITER)
    page = room.send(room.write(replace(before, rank=7), before.id))
    room.be(SECOND)
    return room.approve(page, later)


def ranks(room: Room) -> list[int]:
    """Return the ranks of the versions of the new charter that an order of now is given."""
    room.be(WRITER)
    line = room.office.order().line_ids[0]
    with room.office.door.read() as work:
        numbers = work.months.line(line).charter_version_ids
        found = [work.catalog.charter_version(one) for one in numbers]
    return [one.rank for one in found if one.code == NEW.code]


def test_what_held_goes_on_when_what_was_to_come_is_called_off(room: Room) -> None:
    page = two_versions(room, date(2026, 10, 9))
    room.office.time.advance(days=1)
    off = Ending(uuid4(), NEW.code, None, page.charter.id)
    missed = replace(off, version_id=page.versions[1].charter.id)
    assert refused(room.charters.end, missed) == "charter.not_to_come", "another is to come"
    room.charters.end(off)
    page = room.charters.page(page.key)
    assert (page.state, page.charter.rank) == (CharterState.COUNTS, 100)
    assert [page.never_holds(one) for one in page.versions] == [False, True, True]
    assert ranks(room) == [100]
    assert refused(room.charters.end, replace(off, op_id=uuid4())) == "charter.not_to_come"
    room.office.time.advance(days=10)
    assert ranks(room) == [100]


def test_what_holds_may_end_before_what_is_to_come_begins(room: Room) -> None:
    page = two_versions(room, date(2026, 12, 1))
    room.office.time.advance(days=1)
    room.charters.end(Ending(uuid4(), NEW.code, date(2026, 10, 8)))
    page = room.charters.page(page.key)
    assert (page.charter.rank, page.charter.valid_to) == (100, date(2026, 10, 8))
    assert ranks(room) == [100]
    room.office.time.advance(days=3)
    assert ranks(room) == []
    room.office.time.advance(days=60)
    assert ranks(room) == [], "what was to come does not begin after the end"


def test_a_trial_that_has_not_begun_may_be_ended(room: Room) -> None:
    page = room.approved(NEW, trial=date(2026, 12, 31))
    assert page.charter.trial_until == date(2026, 12, 31)
    room.charters.end_trial(uuid4(), NEW.code)
    newest = room.charters.page(page.key).charter
    assert (newest.trial_until, newest.valid_from) == (None, TOMORROW)
    room.office.time.advance(days=1)
    assert states(room)[page.key] is CharterState.COUNTS
