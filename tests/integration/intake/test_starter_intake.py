"""The intake of the starter office: guides to walk, stock on the card, all with its plugin."""

from uuid import uuid4

import pytest

from fmdesk.bootstrap import Office
from fmdesk.core.domain.guide import Guide
from fmdesk.core.domain.intake_views import HitKind, NoticeLevel
from fmdesk.core.domain.ticket import BespokeDraft, LineState, OrderDraft, OrderLine
from fmdesk.plugins.bundled.supplies.articles import Article, StockRow
from fmdesk.plugins.bundled.supplies.declared import stock_notice
from fmdesk.testing import STARTER_NOW


def order(office: Office, *lines: OrderLine) -> OrderDraft:
    with office.door.read() as work:
        persons = work.people.find_persons("", 400)
    payer = next(one for one in persons if one.cost_centre_id)
    return OrderDraft(uuid4(), "phone", lines, requester=payer.code)


def stock(office: Office, article: str) -> StockRow:
    (row,) = office.extensions.ask("supplies", "stock", {"articles": [article]})
    return row


def ways(guide: Guide, node: str = "") -> list[tuple[str, ...]]:
    """Return every way through a guide, by the texts of the answers."""
    found = []
    for answer in guide.node(node or guide.nodes[0].code).answers:
        rest = ways(guide, answer.next) if answer.next else [()]
        found += [(answer.text_nl, *way) for way in rest]
    return found


def test_it_has_guides_that_lead_somewhere_in_both_languages(starter: Office) -> None:
    knowledge = starter.services.knowledge
    guides = knowledge.guides()
    assert len(guides) >= 3
    for guide in guides:
        guide.check()
        assert len(ways(guide)) >= 4
        assert guide.title_en
        assert all(one.text_en for _node, one in guide.answers())
        assert all(bool(one.advice_nl) == bool(one.advice_en) for _node, one in guide.answers())
    assert ("Nee", "Toilet, kraan of wasbak", "Ja") in ways(knowledge.guide("water"))


def test_a_guide_is_found_by_what_the_customer_says(starter: Office) -> None:
    hits = starter.services.knowledge.find("water", "nl", 5)
    assert (hits[0].kind, hits[0].code) == (HitKind.GUIDE, "water")
    assert [one.code for one in starter.services.knowledge.card("lekkage", "nl").guides] == [
        "water"
    ]


def test_the_card_says_how_much_is_in_stock(starter: Office) -> None:
    free = stock(starter, "papier-a4").free
    (notice,) = starter.services.knowledge.card("papier-a4", "nl").notices
    assert (notice.level, notice.text) == (NoticeLevel.INFO, f"{free} pak vrij uit voorraad.")
    starter.services.intake.take(order(starter, OrderLine("papier-a4", free)))
    (notice,) = starter.services.knowledge.card("papier-a4", "en").notices
    assert (notice.level, notice.text[:12]) == (NoticeLevel.WARNING, "Out of stock")


def test_done_at_the_desk_takes_it_out_of_stock(starter: Office) -> None:
    before = stock(starter, "papier-a4")
    draft = order(starter, OrderLine("papier-a4", 2))
    quote = starter.services.intake.quote(draft, "nl")
    taken = starter.services.intake.take_done(draft)
    after = stock(starter, "papier-a4")
    assert (after.on_hand, after.reserved) == (before.on_hand - 2, before.reserved)
    (line,) = starter.services.queries.ticket(taken.ticket_id, "nl").lines
    assert (line.state, line.price_cents) == (LineState.READY, quote.price_cents)
    assert [part.charged_cents for part in line.deliveries] == [quote.price_cents]
    assert ("Geheel gereserveerd bij bestelling", "ja") in line.facts


def test_what_the_form_does_not_take_is_said_while_typing(starter: Office) -> None:
    line = OrderLine("papier-a4", 1, details={"wished_on": "morgen"})
    quote = starter.services.intake.quote(order(starter, line), "nl")
    assert [(one.line, one.is_refusal) for one in quote.remarks] == [(0, True)]


def test_what_is_made_to_measure_has_its_promise(starter: Office) -> None:
    base = order(starter)
    taken = starter.services.intake.take_bespoke(
        BespokeDraft(
            uuid4(),
            "desk",
            "Een podium",
            "gebouw",
            50_000,
            STARTER_NOW.replace(day=20),
            "aan de balie",
            requester=base.requester,
        )
    )
    (promise,) = taken.promises
    assert promise.startswith("Wat wij voor u op maat regelen is klaar op de afgesproken datum")


@pytest.mark.parametrize(
    ("on_hand", "reserved", "waiting", "text", "is_warning"),
    [
        (20, 5, 0, "15 pak vrij uit voorraad.", False),
        (20, 15, 0, "Bijna op: nog 5 pak vrij.", True),
        (20, 20, 3, "Niet op voorraad; al 3 pak in nalevering.", True),
        (0, 2, 0, "Niet op voorraad; al 0 pak in nalevering.", True),
    ],
)
def test_what_the_desk_reads_of_the_stock(
    on_hand: int, reserved: int, waiting: int, text: str, *, is_warning: bool
) -> None:
    row = StockRow(Article("P", "P", "P", "pak", reorder_at=5), on_hand, reserved, waiting)
    notice = stock_notice(row)
    assert (notice.text.nl, notice.is_warning) == (text, is_warning)
