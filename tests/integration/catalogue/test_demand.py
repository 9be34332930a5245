"""What is not in the catalogue is ranked, and becomes a product."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.guide import Guide, GuideAnswer, GuideNode
from fmdesk.core.domain.ticket import BespokeDraft
from fmdesk.core.domain.upkeep_drafts import ProductMade
from tests.integration.catalogue.conftest import TODAY, Become, Desk


def ask(desk: Desk, words: str, cents: int = 0) -> int:
    draft = BespokeDraft(
        uuid4(),
        channel="phone",
        requester="P1",
        description=words,
        unit="MAG",
        price_cents=cents,
        agreed_at=desk.time.at + timedelta(days=2),
        consent="telefonisch",
        cost_centre="4100",
    )
    return desk.intake.take_bespoke(draft).line_ids[0]


def test_alike_requests_are_counted_and_become_a_product_together(desk: Desk) -> None:
    first = ask(desk, "Elektrisch zit-sta bureau", 40_000)
    ask(desk, "Rood tapijt", 9_000)
    desk.time.advance(minutes=1)
    second = ask(desk, "zit-sta bureau, elektrisch", 45_000)
    most, least = desk.catalogue.demand()
    assert (most.description, most.line_ids) == ("zit-sta bureau, elektrisch", (second, first))
    assert (most.cents, most.price_cents, most.unit_code) == (85_000, 45_000, "MAG")
    assert (least.description, len(least.numbers)) == ("Rood tapijt", 1)
    like = replace(desk.on(TODAY), code="ZSB", name_nl="Zit-sta bureau", price_cents=45_000)
    made = ProductMade(uuid4(), replace(like, valid_from=TODAY), most.line_ids)
    assert desk.catalogue.make_product(made).product == "ZSB"
    assert [one.description for one in desk.catalogue.demand()] == ["Rood tapijt"]
    assert desk.page("ZSB").card.price_cents == 45_000
    assert {one.product for one in desk.knowledge.bespoke()} == {"", "ZSB"}


def test_the_product_of_what_is_made_to_measure_stands_in_no_tree(desk: Desk) -> None:
    ask(desk, "Rood tapijt")
    assert [one.code for one in desk.catalogue.tree("nl").products] == ["PAP"]


def test_a_unit_makes_no_products(desk: Desk, become: Become) -> None:
    like = replace(desk.on(TODAY), code="ZSB", valid_from=TODAY)
    become(Role.UNIT, unit="MAG")
    with pytest.raises(NotAllowedError):
        desk.catalogue.make_product(ProductMade(uuid4(), like, ()))


def test_everything_wrong_with_a_guide_is_told_on_the_catalogue_of_today(desk: Desk) -> None:
    answers = (
        GuideAnswer("Ja", "Yes", product="PAP", variant="spoed"),
        GuideAnswer("Nee", "No", product="ZZZ"),
        GuideAnswer("Weet niet", "No idea", product="PAP"),
    )
    guide = Guide(0, "haast", "Haast", "Hurry", (GuideNode("a", "Haast?", "Urgent?", answers),))
    told = desk.catalogue.guide_faults(guide)
    assert [(one.code, one.params["product"]) for one in told] == [
        ("guide.unknown_variant", "PAP"),
        ("guide.unknown_product", "ZZZ"),
    ]
