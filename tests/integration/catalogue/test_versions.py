"""A change of a product is a new version; running tickets keep theirs."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.catalog import Faq, ProductVersion, Variant
from fmdesk.core.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    PluginError,
)
from fmdesk.core.domain.intake_views import LinkView
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.product_change import Way
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.domain.upkeep_drafts import ProductDraft, ProductMade, Withdrawal
from tests.integration.catalogue.conftest import LATER, TODAY, Desk

URGENT = Variant("spoed", "Spoed", "Urgent", 900, Limit(LimitUnit.WORKING_HOURS, 4))
ENDLESS = Limit(LimitUnit.WORKING_HOURS, 999_999_999)


def order(desk: Desk) -> int:
    draft = OrderDraft(uuid4(), "phone", (OrderLine("PAP", 2),), requester="P1")
    return desk.intake.take(draft).line_ids[0]


def test_a_change_holds_from_its_day_and_running_tickets_keep_theirs(desk: Desk) -> None:
    line = order(desk)
    saved = desk.save(begins=LATER, price_cents=600)
    assert desk.on(TODAY).price_cents == 495
    assert desk.on(LATER).price_cents == 600
    desk.time.at += timedelta(days=60)
    with desk.door.read() as work:
        kept = work.tickets.line(line)
        version = work.catalog.product_version(kept.pins.product_version_id)
    assert (kept.price_cents, version.price_cents) == (990, 495)
    newest, before, first = desk.page().versions
    assert (newest.id, newest.is_now, newest.lines) == (saved.version_id, True, 0)
    assert (before.is_now, before.is_to_come, before.lines) == (False, False, 1)
    assert first.changes == ()


def test_the_versions_tell_what_differs_field_by_field_in_words(desk: Desk) -> None:
    desk.save(
        begins=LATER,
        price_cents=600,
        norm=9000,
        lead_time=None,
        tips=(),
        process="",
        variants=(URGENT,),
        faqs=(Faq(0, "nl", "Hoeveel?", "Vijf."),),
        contact_ids=(),
    )
    told = {one.field: (one.before, one.after) for one in desk.page().versions[0].changes}
    assert told == {
        "price_cents": ("€\N{NO-BREAK SPACE}4,95", "€\N{NO-BREAK SPACE}6,00"),
        "norm": ("95,0\N{NO-BREAK SPACE}%", "90,0\N{NO-BREAK SPACE}%"),
        "lead_time": ("24 klokuren", "geen"),
        "tips": ("Vraag naar de afleverplek.", ""),
        "process": ("Leveren", "geen"),
        "variants": ("", "Spoed · €\N{NO-BREAK SPACE}9,00 · 4 werkuren"),
        "faqs": ("nl: Wanneer komt het? – Binnen 24 uur.", "nl: Hoeveel? – Vijf."),
        "contact_ids": ("Jan de Wit", ""),
    }
    english = desk.page(language="en").versions[0].changes
    assert ("€4.95", "€6.00") in {(one.before, one.after) for one in english}


def test_cluster_and_unit_are_told_by_name(desk: Desk) -> None:
    with desk.door.read() as work:
        front = work.people.unit_by_code("FO")
    desk.save(cluster="", unit_id=front.id)
    told = {one.field: (one.before, one.after) for one in desk.page().versions[0].changes}
    assert told == {"cluster": ("Artikelen", ""), "unit_id": ("Magazijn", "Frontoffice")}


def test_questions_keep_how_often_they_were_used(desk: Desk) -> None:
    (asked,) = desk.page().faqs
    desk.change(lambda work: work.knowledge.use(asked.id))
    desk.save(faqs=(asked, Faq(0, "nl", "Hoeveel in een pak?", "500 vel.")))
    with desk.door.read() as work:
        faqs = work.catalog.product("PAP", TODAY).faqs
    assert [(one.question, one.uses) for one in faqs] == [
        ("Wanneer komt het?", 4),
        ("Hoeveel in een pak?", 0),
    ]


def test_a_version_to_come_begins_with_what_was_counted_until_then(desk: Desk) -> None:
    desk.save(begins=LATER, price_cents=600)
    (asked,) = desk.page().faqs
    for count in (4, 5):
        uses = []
        desk.change(lambda work, uses=uses: uses.append(work.knowledge.use(asked.id)))
        assert uses == [count]
    with desk.door.read() as work:
        (coming,) = work.catalog.product("PAP", LATER).faqs
        assert work.knowledge.uses([coming.id, asked.id]) == {coming.id: 5, asked.id: 5}


def test_two_change_different_fields_and_both_stand(desk: Desk) -> None:
    seen = desk.page().version
    desk.save(limits="Hooguit 10 pakken.")
    mine = replace(seen, valid_from=TODAY, price_cents=600)
    desk.catalogue.change(ProductDraft(uuid4(), seen.id, mine))
    now = desk.on(TODAY)
    assert (now.limits, now.price_cents) == ("Hooguit 10 pakken.", 600)


def test_two_change_the_same_field_and_the_second_is_told(desk: Desk) -> None:
    seen = desk.page().version
    desk.save(price_cents=700)
    mine = replace(seen, valid_from=TODAY, price_cents=600)
    with pytest.raises(ConflictError, match=r"catalogue\.conflict"):
        desk.catalogue.change(ProductDraft(uuid4(), seen.id, mine))
    assert desk.on(TODAY).price_cents == 700


def test_a_change_of_today_is_carried_into_the_version_that_is_to_come(desk: Desk) -> None:
    desk.save(begins=LATER, price_cents=600)
    desk.save(limits="Hooguit 10 pakken.", price_cents=550)
    assert (desk.on(TODAY).price_cents, desk.on(TODAY).limits) == (550, "Hooguit 10 pakken.")
    assert (desk.on(LATER).price_cents, desk.on(LATER).limits) == (600, "Hooguit 10 pakken.")


def test_a_version_to_come_is_withdrawn_and_holds_on_no_day(desk: Desk) -> None:
    saved = desk.save(begins=LATER, price_cents=600)
    assert saved.version_id is not None
    desk.catalogue.withdraw(Withdrawal(uuid4(), saved.version_id))
    assert desk.on(LATER).price_cents == 495
    shown = desk.page().versions[0]
    assert (shown.id, shown.is_withdrawn) == (saved.version_id, True)
    with pytest.raises(ConflictError, match=r"catalogue\.withdrawn"):
        desk.catalogue.withdraw(Withdrawal(uuid4(), saved.version_id))
    again = desk.save(begins=LATER, price_cents=600)
    assert again.version_id != saved.version_id
    assert desk.on(LATER).price_cents == 600


def test_what_has_begun_is_not_withdrawn(desk: Desk) -> None:
    saved = desk.save(price_cents=600)
    with pytest.raises(ConflictError, match=r"catalogue\.begun"):
        desk.catalogue.withdraw(Withdrawal(uuid4(), saved.version_id or 0))


def test_a_product_that_is_to_come_is_shown_changed_and_withdrawn(desk: Desk) -> None:
    like = replace(desk.on(TODAY), code="TAP", name_nl="Tapijt", name_en="", valid_from=LATER)
    made = desk.catalogue.make_product(ProductMade(uuid4(), like, ()))
    page = desk.page("TAP")
    assert page.version.name_en == "Tapijt"
    assert [one.is_to_come for one in page.versions] == [True]
    row = next(one for one in desk.catalogue.tree("nl").products if one.code == "TAP")
    assert row.next_from == LATER
    after = replace(page.version, valid_from=LATER, price_cents=1)
    changed = desk.catalogue.change(ProductDraft(uuid4(), page.version.id, after))
    for version in (changed.version_id, made.version_id):
        desk.catalogue.withdraw(Withdrawal(uuid4(), version or 0))
    with pytest.raises(NotFoundError, match=r"product\.unknown"):
        desk.page("TAP")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"valid_from": date(2026, 3, 1)}, "catalogue.past"),
        ({"name_nl": " "}, "catalogue.no_name"),
        ({"price_cents": -1}, "catalogue.price"),
        ({"calendar": ""}, "catalogue.no_calendar"),
        ({"variants": (Variant("", "Spoed", "", 1),)}, "catalogue.variants"),
        ({"variants": (Variant("a", "", "", 1),)}, "catalogue.variants"),
        ({"variants": (Variant("a", "A", "", 1),) * 2}, "catalogue.variants"),
        ({"variants": (Variant("a", "A", "", -1),)}, "catalogue.price"),
        ({"price_cents": 10**12 + 1}, "catalogue.price"),
        ({"variants": (Variant("a", "A", "", 10**19),)}, "catalogue.price"),
        ({"calendar": "", "lead_time": None, "variants": (URGENT,)}, "catalogue.no_calendar"),
        ({"lead_time": Limit(LimitUnit.CLOCK_HOURS, 10**19)}, "catalogue.lead_time"),
        ({"lead_time": Limit(LimitUnit.WORKING_DAYS, 10**6)}, "catalogue.lead_time"),
        ({"variants": (replace(URGENT, lead_time=ENDLESS),)}, "catalogue.lead_time"),
        ({"faqs": (Faq(0, "nl", "Hoe?", " "),)}, "catalogue.faq"),
        ({"norm": 10_001}, "catalogue.norm"),
        ({"unit_id": 9999}, "unit.unknown"),
        ({"contact_ids": (9999,)}, "person.unknown"),
        ({}, "catalogue.unchanged"),
    ],
)
def test_what_cannot_be_sold_like_that_is_refused(
    desk: Desk, fields: dict[str, object], code: str
) -> None:
    version = desk.page().version
    after = replace(version, **{"valid_from": TODAY, **fields})
    with pytest.raises((InvalidInputError, NotFoundError)) as told:
        desk.catalogue.change(ProductDraft(uuid4(), version.id, after))
    assert told.value.code == code
    assert desk.page().version == version, "it can still be shown and ordered"


def test_files_and_pages_change_with_the_product(desk: Desk) -> None:
    version = desk.page().version
    links = (LinkView("Blad", "https://example.org/pap"),)
    draft = ProductDraft(uuid4(), version.id, replace(version, valid_from=TODAY), links=links)
    saved = desk.catalogue.change(draft)
    assert saved.version_id is None
    assert desk.page().links == links == desk.page().card.links


def test_whoever_may_do_everything_sees_so(desk: Desk) -> None:
    page = desk.page()
    assert page.text_way is page.price_way is Way.DIRECT
    assert (page.owner, page.calendar) == ("MAG", "office")
    assert [one.name for one in page.people] == ["Jan de Wit"]
    tree = desk.catalogue.tree("en")
    assert tree.may_guides
    assert tree.may_processes
    assert tree.may_products
    assert tree.may_readings
    assert [(one.code, one.name) for one in tree.clusters] == [("SUP", "Supplies")]
    (paper,) = tree.products
    assert (paper.name, paper.cluster, paper.unit, paper.proposals) == (
        "Paper A4",
        "SUP",
        "Magazijn",
        0,
    )
    assert "kopieerpapier" in paper.words


def test_who_has_no_role_changes_nothing(desk: Desk, become: object) -> None:
    version = desk.page().version
    become(login="niemand")
    after = replace(version, valid_from=TODAY, price_cents=1)
    with pytest.raises(NotAllowedError):
        desk.catalogue.change(ProductDraft(uuid4(), version.id, after, "Zomaar"))
    assert desk.on(TODAY).price_cents == 495


def test_a_made_product_needs_a_code_of_its_own(desk: Desk) -> None:
    like: ProductVersion = replace(desk.on(TODAY), valid_from=TODAY)
    with pytest.raises(ConflictError, match=r"catalogue\.exists"):
        desk.catalogue.make_product(ProductMade(uuid4(), like, ()))
    with pytest.raises(InvalidInputError, match=r"catalogue\.no_code"):
        desk.catalogue.make_product(ProductMade(uuid4(), replace(like, code=" "), ()))


def test_a_made_product_is_served_by_a_plugin_that_works(desk: Desk) -> None:
    like = replace(desk.on(TODAY), code="ZAAL", valid_from=TODAY, plugin="gone", form="booking")
    with pytest.raises(PluginError, match=r"plugin\.unavailable"):
        desk.catalogue.make_product(ProductMade(uuid4(), like, ()))
    assert "ZAAL" not in {one.code for one in desk.catalogue.tree("nl").products}
