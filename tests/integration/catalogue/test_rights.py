"""The matrix of the catalogue at the door: each command for each role, and for nobody."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.product_change import Act, Keeper, Way
from fmdesk.core.domain.upkeep_drafts import (
    Decision,
    ProcessDraft,
    ProductDraft,
    ProductMade,
    ReadDraft,
    Withdrawal,
)
from fmdesk.core.domain.upkeep_views import ChangeProposal
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.catalogue_changes import require, way_of
from tests.integration.catalogue.conftest import LATER, TODAY, Become, Desk

ROLES = (*Role, None)
D, L, U, A, C, M, _ = Role
"""Desk, desk lead, unit, account manager, controller, administrator, auditor: in their order."""


def who_may(desk: Desk, become: Become, command: Callable[[int], object]) -> set[Role]:
    """Return the roles with which a command is carried out; each acts for the owning unit."""
    found = set()
    for place, role in enumerate(ROLES):
        become(*([role] if role else []), unit="MAG", login=f"login{place}")
        try:
            command(place)
        except NotAllowedError:
            continue
        assert role is not None, "who has no role did it"
        found.add(role)
    return found


def test_text_is_changed_at_once_by_the_unit_and_who_administers(
    desk: Desk, become: Become
) -> None:
    def change(place: int) -> None:
        saved = desk.save("Daarom", limits=f"Hooguit {place}.")
        if saved.version_id is None:
            raise NotAllowedError("proposed")

    assert who_may(desk, become, change) == {U, M}
    assert len(desk.catalogue.proposals("nl")) == 4, "the other four proposed"


def test_price_is_changed_at_once_by_controllers_alone(desk: Desk, become: Become) -> None:
    def change(place: int) -> None:
        saved = desk.save("Daarom", price_cents=1000 + place)
        if saved.version_id is None:
            raise NotAllowedError("proposed")

    assert who_may(desk, become, change) == {C}


def test_each_command_asks_for_its_roles(desk: Desk, become: Become) -> None:
    paper = desk.on(TODAY)
    seen = desk.catalogue.processes("nl")[0].version

    def make(place: int) -> None:
        product = replace(paper, code=f"N{place}", valid_from=TODAY)
        desk.catalogue.make_product(ProductMade(uuid4(), product, ()))

    def design(place: int) -> None:
        newest = desk.catalogue.processes("nl")[0].version
        after = replace(newest, name_en=f"Deliver {place}")
        desk.catalogue.save_process(ProcessDraft(uuid4(), newest.id, after))

    def read(_place: int) -> None:
        desk.catalogue.read(ReadDraft(uuid4(), paper.id))

    def look(_place: int) -> None:
        desk.catalogue.readings("nl")

    assert who_may(desk, become, make) == {L, C}
    assert who_may(desk, become, design) == {L, M}
    assert who_may(desk, become, read) == {D, L}
    assert who_may(desk, become, look) == {L, M}
    assert seen != desk.catalogue.processes("nl")[0].version


def propose(desk: Desk, keeper: Keeper, place: int) -> int:
    """Store a proposal as somebody else made it; returns its number."""
    base = desk.on(TODAY)
    wanted = {"limits": f"{place}"} if keeper is Keeper.UNIT else {"price_cents": 2000 + place}
    numbers = []

    def store(work: UnitOfWork) -> None:
        proposal = ChangeProposal(
            *(0, base.product_id, base.id, keeper),
            after=replace(base, valid_from=TODAY, **wanted),
            reason="Daarom",
            author="els",
            at=work.now,
        )
        numbers.append(work.upkeep.add_proposal(proposal).id)

    actor, desk.door.actor = desk.door.actor, "beheer"
    desk.change(store)
    desk.door.actor = actor
    return numbers[0]


def test_proposals_are_decided_by_who_keeps_the_field(desk: Desk, become: Become) -> None:
    for keeper, roles in ((Keeper.UNIT, {U, M}), (Keeper.CONTROLLER, {C})):

        def decide(place: int, keeper: Keeper = keeper) -> None:
            number = propose(desk, keeper, place)
            desk.catalogue.decide(Decision(uuid4(), number, is_accepted=True))

        assert who_may(desk, become, decide) == roles


def test_a_version_to_come_is_withdrawn_by_who_could_have_made_it(
    desk: Desk, become: Become
) -> None:
    saved = desk.save(begins=LATER, limits="Hooguit 10.", price_cents=600)

    def withdraw(_place: int) -> None:
        desk.catalogue.withdraw(Withdrawal(uuid4(), saved.version_id or 0))

    assert who_may(desk, become, withdraw) == set(), "text and price together are nobody's alone"
    become(Role.UNIT, Role.CONTROLLER, unit="MAG", login="beide")
    withdraw(99)


def test_a_unit_changes_nothing_of_another_unit(desk: Desk, become: Become) -> None:
    become(Role.UNIT, login="los")
    page = desk.page()
    assert (page.text_way, page.price_way) == (Way.PROPOSE, Way.PROPOSE)
    version = page.version
    draft = ProductDraft(uuid4(), version.id, replace(version, valid_from=TODAY, tips=()), "Zo.")
    assert desk.catalogue.change(draft).version_id is None


def test_the_tree_tells_what_each_role_may(desk: Desk, become: Become) -> None:
    expected = {
        D: (True, False, False, False, False),
        L: (True, True, True, True, True),
        U: (False, False, False, False, False),
        A: (False, False, False, False, False),
        C: (False, False, True, True, False),
        M: (True, True, False, False, True),
    }
    for role, wanted in expected.items():
        become(role, login=f"rol-{role}")
        tree = desk.catalogue.tree("nl")
        shown = (
            *(tree.may_guides, tree.may_processes, tree.may_products),
            *(tree.may_clusters, tree.may_readings),
        )
        assert shown == wanted, role
        with desk.door.read() as work:
            me = me_of(work)
            for act, is_allowed in zip(Act, wanted, strict=True):
                if is_allowed:
                    require(me, act)
            assert way_of(work, me, desk.on(TODAY), Keeper.CONTROLLER) is (
                Way.DIRECT if role is C else Way.PROPOSE
            )
