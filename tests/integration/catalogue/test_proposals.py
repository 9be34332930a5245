"""Who may change what: units their own texts, controllers price and guarantee, others propose."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from fmdesk.core.domain.intake_views import LinkView
from fmdesk.core.domain.product_change import Keeper, Way
from fmdesk.core.domain.upkeep_drafts import Decision, ProductDraft, Withdrawal
from fmdesk.core.sql import tables as t
from tests.integration.catalogue.conftest import LATER, TODAY, Become, Desk


def decide(desk: Desk, proposal: int, *, is_accepted: bool = True) -> None:
    desk.catalogue.decide(Decision(uuid4(), proposal, is_accepted, "Goed zo."))


def test_a_unit_changes_its_own_texts_and_asks_for_the_price(desk: Desk, become: Become) -> None:
    become(Role.UNIT, unit="MAG")
    page = desk.page()
    assert (page.text_way, page.price_way) == (Way.DIRECT, Way.PROPOSE)
    saved = desk.save("Duurder geworden", tips=("Een tip.",), price_cents=600)
    assert saved.version_id is not None
    now = desk.on(TODAY)
    assert (now.tips, now.price_cents) == (("Een tip.",), 495)
    (waiting,) = desk.catalogue.proposals("nl")
    assert (waiting.keeper, waiting.product, waiting.author) == (Keeper.CONTROLLER, "PAP", "jan")
    assert (waiting.reason, waiting.unit) == ("Duurder geworden", "Magazijn")
    assert not waiting.may_decide
    (changed,) = waiting.changes
    assert (changed.field, changed.after) == ("price_cents", "€\N{NO-BREAK SPACE}6,00")
    assert desk.catalogue.tree("nl").products[0].proposals == 1
    with pytest.raises(NotAllowedError):
        decide(desk, waiting.id)
    become(Role.CONTROLLER, login="con")
    assert desk.catalogue.proposals("nl")[0].may_decide
    decide(desk, waiting.id)
    assert desk.on(TODAY).price_cents == 600
    assert desk.on(TODAY).tips == ("Een tip.",)
    assert desk.catalogue.proposals("nl") == ()


def test_the_desk_proposes_and_the_unit_accepts(desk: Desk, become: Become) -> None:
    become(Role.DESK, unit="FO", login="bal")
    saved = desk.save("Klanten vragen het", limits="Hooguit 10.", begins=LATER)
    assert saved.version_id is None
    (number,) = saved.proposals
    assert desk.page().versions[0].is_now
    become(Role.UNIT, unit="MAG", login="mag")
    (waiting,) = desk.page().proposals
    assert waiting.may_decide
    decide(desk, number)
    assert (desk.on(TODAY).limits, desk.on(LATER).limits) == ("", "Hooguit 10.")


def test_the_unit_above_decides_too_and_another_one_does_not(desk: Desk, become: Become) -> None:
    become(Role.DESK, login="bal")
    (number,) = desk.save("Daarom", limits="Hooguit 10.").proposals
    desk.door.actor = "beheer"
    desk.change(
        lambda work: work.people.save_unit(
            replace(work.people.unit_by_code("FO"), id=0, code="ANDER", name="Ander")
        )
    )
    become(Role.UNIT, unit="ANDER", login="ander")
    with pytest.raises(NotAllowedError, match=r"proposal\.not_yours"):
        decide(desk, number)
    become(Role.UNIT, unit="FO", login="boven")
    decide(desk, number)
    assert desk.on(TODAY).limits == "Hooguit 10."


def test_the_unit_that_delivers_now_decides_and_not_the_one_that_did(
    desk: Desk, become: Become
) -> None:
    become(Role.DESK, login="bal")
    (number,) = desk.save("Daarom", limits="Hooguit 10.").proposals
    seen = desk.page().version
    become(Role.CONTROLLER, login="con")
    with desk.door.read() as work:
        front = work.people.unit_by_code("FO").id
    desk.save(unit_id=front)
    become(Role.UNIT, unit="MAG", login="mag")
    assert not desk.catalogue.proposals("nl")[0].may_decide
    with pytest.raises(NotAllowedError, match=r"proposal\.not_yours"):
        decide(desk, number)
    after = replace(seen, valid_from=TODAY, tips=("Van wie het niet meer levert.",))
    saved = desk.catalogue.change(ProductDraft(uuid4(), seen.id, after, "Zo was het."))
    assert saved.version_id is None, "it is proposed, whatever version was looked at"
    become(Role.UNIT, unit="FO", login="fo")
    assert all(one.may_decide for one in desk.catalogue.proposals("nl"))
    decide(desk, number)
    assert (desk.on(TODAY).limits, desk.on(TODAY).tips) == ("Hooguit 10.", seen.tips)


def test_a_refused_proposal_changes_nothing_and_stands_with_its_answer(
    desk: Desk, become: Become
) -> None:
    become(Role.DESK, login="bal")
    (number,) = desk.save("Daarom", limits="Hooguit 10.").proposals
    become(Role.ADMIN, login="adm")
    decide(desk, number, is_accepted=False)
    assert desk.on(TODAY).limits == ""
    with desk.door.read() as work:
        kept = work.upkeep.proposal(number)
    assert (kept.state, kept.decided_by, kept.answer) == ("refused", "adm", "Goed zo.")
    with pytest.raises(ConflictError, match=r"proposal\.decided"):
        decide(desk, number)


def test_what_was_proposed_is_never_rewritten(desk: Desk, become: Become) -> None:
    become(Role.DESK, login="bal")
    desk.save("Daarom", limits="Hooguit 10.")
    for change in (
        sa.update(t.catalogue_proposal).values(reason="Toch niet"),
        sa.delete(t.catalogue_proposal),
    ):
        with (
            desk.door.database.write() as connection,
            pytest.raises(sa.exc.DBAPIError, match="append_only"),
        ):
            connection.execute(change)


def test_a_proposal_that_waited_begins_when_it_is_accepted(desk: Desk, become: Become) -> None:
    become(Role.DESK, login="bal")
    (number,) = desk.save("Daarom", limits="Hooguit 10.").proposals
    become(Role.ADMIN, login="adm")
    desk.time.at += timedelta(days=3)
    decide(desk, number)
    newest = desk.page().versions[0]
    assert (newest.valid_from, newest.is_now) == (TODAY + timedelta(days=3), True)


def test_a_proposal_meets_what_changed_meanwhile(desk: Desk, become: Become) -> None:
    become(Role.DESK, login="bal")
    (first,) = desk.save("Daarom", limits="Hooguit 10.").proposals
    (second,) = desk.save("Anders", limits="Hooguit 20.").proposals
    become(Role.ADMIN, login="adm")
    desk.save(tips=())
    decide(desk, first)
    assert (desk.on(TODAY).limits, desk.on(TODAY).tips) == ("Hooguit 10.", ())
    with pytest.raises(ConflictError, match=r"catalogue\.conflict"):
        decide(desk, second)
    assert len(desk.page().proposals) == 1, "it waits until somebody refuses it"


def test_a_proposal_needs_a_reason(desk: Desk, become: Become) -> None:
    become(Role.DESK, login="bal")
    with pytest.raises(InvalidInputError, match=r"catalogue\.no_reason"):
        desk.save(limits="Hooguit 10.")


def test_links_are_the_units_to_change(desk: Desk, become: Become) -> None:
    become(Role.DESK, login="bal")
    version = desk.page().version
    after = replace(version, valid_from=TODAY)
    links = (LinkView("Blad", "https://example.org"),)
    draft = ProductDraft(uuid4(), version.id, after, "Handig", links=links)
    with pytest.raises(NotAllowedError, match=r"catalogue\.not_allowed"):
        desk.catalogue.change(draft)


def test_contacts_are_named_by_their_code(desk: Desk, become: Become) -> None:
    become(Role.UNIT, unit="MAG")
    version = desk.page().version
    after = replace(version, valid_from=TODAY)
    draft = ProductDraft(uuid4(), version.id, after, contacts=("P1", "P2"))
    desk.catalogue.change(draft)
    page = desk.page()
    assert [one.name for one in page.people] == ["Ayşe Özdemir", "Jan de Wit"]
    assert [one.is_deputy for one in page.card.contacts] == [False, True]
    with pytest.raises(NotFoundError, match=r"person\.unknown"):
        desk.catalogue.change(replace(draft, op_id=uuid4(), contacts=("P9",)))


def test_a_unit_does_not_withdraw_a_price(desk: Desk, become: Become) -> None:
    saved = desk.save(begins=LATER, price_cents=600)
    become(Role.UNIT, unit="MAG")
    with pytest.raises(NotAllowedError, match=r"catalogue\.not_allowed"):
        desk.catalogue.withdraw(Withdrawal(uuid4(), saved.version_id or 0))
    become(Role.CONTROLLER, login="con")
    desk.catalogue.withdraw(Withdrawal(uuid4(), saved.version_id or 0))
    assert desk.on(LATER).price_cents == 495


def test_an_unknown_proposal_is_said(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match=r"proposal\.unknown"):
        decide(desk, 99)
