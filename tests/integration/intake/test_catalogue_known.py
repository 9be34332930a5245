"""The catalogue as knowledge: finding in it, and the card of a product."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.attachment import HideDraft, Owner, OwnerKind
from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.guide import Guide, GuideAnswer, GuideNode
from fmdesk.core.domain.intake_views import FoundBy, HitKind, NoticeLevel
from fmdesk.core.domain.ticket import AnswerDraft, OrderLine
from fmdesk.core.services import finding
from fmdesk.core.services.attachments import Attachments
from tests.integration.intake.conftest import FROM, Desk

GUIDE = Guide(
    0,
    "haast",
    "Iets met haast",
    "Something urgent",
    (
        GuideNode(
            "a",
            "Haast?",
            "Urgent?",
            (GuideAnswer("Ja", "Yes", product="PAP", variant="spoed"),),
        ),
    ),
)


def found(desk: Desk, text: str, language: str = "nl") -> list[tuple[str, FoundBy, str]]:
    hits = desk.knowledge.find(text, language, 9)
    return [(hit.text, hit.found_by, hit.matched) for hit in hits]


# --- finding -----------------------------------------------------------------------------------


def test_name_before_synonym_before_question_before_description(desk: Desk) -> None:
    desk.product("KAART", name_nl="Papieren kaart", name_en="Card", synonyms=(), faqs=())
    desk.product("LOS", name_nl="Los vel", name_en="Sheet", synonyms=("papiertje",), faqs=())
    desk.product(
        "MAP", name_nl="Map", name_en="Folder", synonyms=(), description_nl="Voor papier.", faqs=()
    )
    assert [one[:2] for one in found(desk, "papier")][:4] == [
        ("Papier A4", FoundBy.NAME),
        ("Papieren kaart", FoundBy.NAME),
        ("Los vel", FoundBy.SYNONYM),
        ("Is het gerecycled?", FoundBy.DESCRIPTION),
    ]
    assert found(desk, "papier")[2][2] == "papiertje"
    assert ("Map", FoundBy.DESCRIPTION, "Voor papier.") in found(desk, "papier")


def test_what_is_ordered_most_comes_first_among_equals(desk: Desk) -> None:
    desk.product("AA", name_nl="Papier aa", name_en="Aa", synonyms=(), faqs=())
    assert [hit.code for hit in desk.knowledge.find("papier", "nl", 2)] == ["PAP", "AA"]
    desk.intake.take(desk.draft(OrderLine("AA")))
    desk.time.advance(days=1)
    hits = desk.knowledge.find("papier", "nl", 2)
    assert [(hit.code, hit.uses) for hit in hits] == [("AA", 1), ("PAP", 0)]


def test_what_is_ordered_most_is_never_cut_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "RANKED", 1)
    desk.product("AA", name_nl="Papier aa", name_en="Aa", synonyms=(), faqs=())
    desk.intake.take(desk.draft())
    assert [hit.code for hit in desk.knowledge.find("papier", "nl", 9)] == ["PAP"]


def test_a_question_comes_with_its_answer_in_the_language(desk: Desk) -> None:
    (hit,) = desk.knowledge.find("wanneer", "nl", 9)
    assert (hit.kind, hit.answer, hit.product) == (
        HitKind.QUESTION,
        "Binnen 24 uur.",
        "Papier A4",
    )
    assert desk.knowledge.find("wanneer", "en", 9) == ()
    assert desk.knowledge.find("when", "en", 9)[0].answer == "Within 24 hours."


def test_a_question_that_many_products_share_is_found_once_and_by_product(desk: Desk) -> None:
    with desk.door.read() as work:
        faqs = work.catalog.product("PAP", date(2026, 3, 2)).faqs
    desk.product("KAART", name_nl="Kaart", name_en="Card", synonyms=(), faqs=faqs)
    assert len(found(desk, "gerecycled")) == 1
    (hit,) = desk.knowledge.find("kaart gerecycled", "nl", 9)
    assert (hit.text, hit.code) == ("Is het gerecycled?", "KAART")


def test_the_most_used_question_comes_first_at_once(desk: Desk) -> None:
    def questions() -> list[tuple[str, int]]:
        hits = desk.knowledge.find("het", "nl", 9)
        return [(hit.text, hit.uses) for hit in hits if hit.kind is HitKind.QUESTION]

    assert questions() == [("Is het gerecycled?", 5), ("Wanneer komt het?", 3)]
    faq = desk.knowledge.find("wanneer", "nl", 1)[0].faq_id
    for _time in range(3):
        desk.intake.answer(AnswerDraft(uuid4(), "phone", faq))
    assert questions() == [("Wanneer komt het?", 6), ("Is het gerecycled?", 5)]


def test_a_new_version_and_a_new_guide_are_found_at_once(desk: Desk) -> None:
    assert found(desk, "karton") == found(desk, "haast") == []
    desk.knowledge.save_guide(uuid4(), GUIDE)
    (hit,) = desk.knowledge.find("haast", "nl", 9)
    assert (hit.kind, hit.code, hit.text) == (HitKind.GUIDE, "haast", "Iets met haast")
    desk.product("PAP", name_nl="Karton", valid_from=date(2026, 2, 1))
    assert found(desk, "karton")[0][0] == "Karton"


def test_a_product_is_found_from_its_first_day_on(desk: Desk) -> None:
    desk.product("NIEUW", name_nl="Iets nieuws", valid_from=date(2026, 3, 3), synonyms=())
    assert found(desk, "nieuws") == []
    desk.time.advance(days=1)
    assert found(desk, "nieuws")[0][0] == "Iets nieuws"


def test_nothing_typed_finds_nothing(desk: Desk) -> None:
    assert found(desk, "") == found(desk, "?!") == []
    assert len(desk.knowledge.find("papier", "nl", 1)) == 1


# --- the card ----------------------------------------------------------------------------------


def test_the_card_says_what_to_read_out(desk: Desk) -> None:
    card = desk.knowledge.card("PAP", "nl")
    assert (card.name, card.unit, card.scope) == ("Papier A4", "Magazijn", "Wit, 80 gram.")
    assert (card.price_cents, card.price_unit, card.cluster) == (495, "pak", "Artikelen")
    assert card.lead_time == "24 klokuren"
    assert [(one.text, one.is_trial) for one in card.promises] == [
        ("Binnen 24 uur, anders gratis.", False),
        ("Wij proberen het.", True),
    ]
    assert (card.tips, card.limits) == (("Vraag naar de afleverplek.",), "Hooguit 100 pakken.")
    assert [(one.name, one.address) for one in card.links] == [("Blad", "https://example.org/pap")]


def test_the_card_has_the_files_that_are_kept_with_the_product(desk: Desk) -> None:
    with desk.door.read() as work:
        product = work.catalog.product("PAP", FROM).product_id
    files = Attachments(desk.door)
    owner = Owner(OwnerKind.PRODUCT, product)
    kept = files.add(uuid4(), owner, "blad.pdf", b"%PDF-1.7")
    gone = files.add(uuid4(), owner, "oud.pdf", b"%PDF-1.4")
    files.hide(HideDraft(uuid4(), gone.id, "Verouderd"))
    assert [(one.id, one.name) for one in desk.knowledge.card("PAP", "nl").files] == [
        (kept.id, "blad.pdf")
    ]


def test_the_card_in_english(desk: Desk) -> None:
    card = desk.knowledge.card("PAP", "en")
    assert (card.name, card.scope, card.cluster) == ("Paper A4", "White, 80 grams.", "Supplies")
    assert card.lead_time == "24 clock hours"
    assert [one.answer for one in card.questions] == ["Within 24 hours."]
    assert card.promises[0].text == "Within 24 hours, or free."


def test_each_way_to_order_has_its_price_and_due_time(desk: Desk) -> None:
    standard, urgent = desk.knowledge.card("PAP", "nl").variants
    assert (standard.code, standard.price_cents, urgent.name) == ("", 495, "Spoed")
    assert (urgent.price_cents, urgent.lead_time) == (695, "4 werkuren")
    assert standard.due_at == desk.time.now() + timedelta(hours=24)
    assert urgent.due_at == desk.time.now() + timedelta(hours=4)


def test_the_ten_questions_used_most_are_shown(desk: Desk) -> None:
    with desk.door.read() as work:
        (first, *_rest) = work.catalog.product("PAP", date(2026, 3, 2)).faqs
    many = tuple(
        replace(first, id=0, question=f"Vraag {number}", uses=number) for number in range(12)
    )
    desk.product("VEEL", faqs=many)
    questions = desk.knowledge.card("VEEL", "nl").questions
    assert [one.uses for one in questions] == [*range(11, 1, -1)]


def test_the_process_is_shown_with_its_cut(desk: Desk) -> None:
    card = desk.knowledge.card("PAP", "nl")
    assert [(one.name, one.is_front, one.unit) for one in card.steps] == [
        ("Aannemen", True, "Frontoffice"),
        ("Leveren", False, "Magazijn"),
    ]
    assert card.cut == 1


def test_leader_and_deputy_are_asked_where_nobody_is_named(desk: Desk) -> None:
    contacts = desk.knowledge.card("PAP", "nl").contacts
    assert [(one.name, one.is_deputy) for one in contacts] == [
        ("Jan de Wit", False),
        ("Jansje Peters", True),
    ]
    with desk.door.read() as work:
        below = work.people.unit_by_code("LEEG").id
        named = work.people.person_by_code("P3").id
    desk.product("ONDER", unit_id=below)
    assert desk.knowledge.card("ONDER", "nl").contacts == contacts
    desk.product("EIGEN", contact_ids=(named,))
    assert [one.code for one in desk.knowledge.card("EIGEN", "nl").contacts] == ["P3"]


def test_an_unknown_product_is_said(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match=r"product\.unknown"):
        desk.knowledge.card("ZZZ", "nl")


def test_a_product_of_a_plugin_that_is_gone_has_a_card_all_the_same(desk: Desk) -> None:
    desk.product("STEK", plugin="gone", form="f")
    card = desk.knowledge.card("STEK", "nl")
    assert [notice.level for notice in card.notices] == [NoticeLevel.FAULT]
    assert card.price_cents == 495
    assert desk.knowledge.card("PAP", "nl").notices == ()


# --- guides ------------------------------------------------------------------------------------


def test_a_guide_is_kept_and_stands_on_the_card_of_its_product(desk: Desk) -> None:
    assert desk.knowledge.guides() == ()
    saved = desk.knowledge.save_guide(uuid4(), GUIDE)
    assert desk.knowledge.guide("haast") == saved == replace(GUIDE, id=saved.id)
    assert desk.knowledge.guides("PAP") == desk.knowledge.card("PAP", "nl").guides == (saved,)
    desk.product("ANDERS")
    assert desk.knowledge.guides("ANDERS") == desk.knowledge.card("ANDERS", "nl").guides == ()


def test_a_guide_that_is_saved_again_is_replaced(desk: Desk) -> None:
    first = desk.knowledge.save_guide(uuid4(), GUIDE)
    assert desk.knowledge.save_guide(uuid4(), GUIDE) == first
    newer = desk.knowledge.save_guide(uuid4(), replace(GUIDE, title_nl="Snel"))
    assert (newer.id, desk.knowledge.guides()) == (first.id, (newer,))


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (GuideAnswer("Ja", "Yes", product="ZZZ"), "guide.unknown_product"),
        (GuideAnswer("Ja", "Yes", product="PAP", variant="x"), "guide.unknown_variant"),
        (GuideAnswer("Ja", "Yes"), "guide.dead_end"),
        (GuideAnswer("Ja", "Yes", next="a"), "guide.loop"),
    ],
)
def test_a_guide_that_leads_nowhere_is_not_saved(
    desk: Desk, answer: GuideAnswer, code: str
) -> None:
    wrong = replace(GUIDE, nodes=(replace(GUIDE.nodes[0], answers=(answer,)),))
    with pytest.raises(InvalidInputError) as told:
        desk.knowledge.save_guide(uuid4(), wrong)
    assert told.value.code == code
    assert desk.knowledge.guides() == ()


def test_an_unknown_guide_is_said(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match=r"guide\.unknown"):
        desk.knowledge.guide("zz")


# --- look-alikes -------------------------------------------------------------------------------


def test_open_lines_at_the_place_or_below_it_look_alike(desk: Desk) -> None:
    desk.product("KAART")
    mine = desk.intake.take(desk.draft(OrderLine("PAP", location="A1.01"))).line_ids[0]
    cluster = desk.intake.take(desk.draft(OrderLine("KAART", location="A1.02"))).line_ids[0]
    desk.intake.take_done(desk.draft(OrderLine("PAP", location="A1.01")))

    def alike(place: str, product: str = "PAP") -> list[tuple[int, bool]]:
        found = desk.knowledge.look_alikes(OrderLine(product, location=place))
        return [(one.row.line_id, one.is_same_product) for one in found]

    assert alike("A1") == [(mine, True), (cluster, False)]
    assert alike("A1", "KAART") == [(cluster, True), (mine, False)]
    assert alike("A1.02") == [(cluster, False)]
    desk.product("LOS", cluster="REPRO")
    assert alike("A1", "LOS") == []


def test_an_unknown_place_is_said(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match=r"location\.unknown"):
        desk.knowledge.look_alikes(OrderLine("PAP", location="Z9"))
