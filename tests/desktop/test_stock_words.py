"""How stock, movements and orders are written for a person, in both languages."""

from collections.abc import Callable

import pytest

from fmdesk.plugins.bundled.supplies.articles import Article, StockRow
from fmdesk.plugins.bundled.supplies.buying import PurchaseLine, PurchaseState
from fmdesk.plugins.bundled.supplies.counting import CountState
from fmdesk.plugins.bundled.supplies.goods import MovementKind
from fmdesk.plugins.bundled.supplies.qt.reorder import _badge
from fmdesk.plugins.bundled.supplies.qt.shown import (
    KINDS,
    change,
    cost,
    count_badge,
    name_of,
    stock_badge,
)
from fmdesk.plugins.bundled.supplies.words import _
from tests.journeys.driver import plain


def row(
    on_hand: int, coming: int = 0, *, waits: int = 0, at: int = 5, is_stocked: bool = True
) -> StockRow:
    article = Article("PAP", "Papier", "Paper", "pak", is_stocked, at)
    return StockRow(article, on_hand, 0, waits, coming=coming)


@pytest.mark.parametrize(
    ("found", "nl", "en"),
    [
        (row(9), None, None),
        (row(4), "in te kopen", "to buy"),
        (row(4, 10), "onderweg", "on its way"),
        (row(0, at=0), "niets vrij", "none free"),
        (row(0, waits=2, at=0), "in te kopen", "to buy"),
        (row(0, is_stocked=False), "op bestelling", "to order"),
    ],
)
def test_a_badge_says_what_to_do(
    found: StockRow, nl: str | None, en: str | None, language: Callable[[str], None]
) -> None:
    for name, word in (("nl", nl), ("en", en)):
        language(name)
        badge = stock_badge(found)
        assert (badge.word if badge else None) == word


def test_changes_carry_their_sign() -> None:
    assert [change(12), change(-3), change(0)] == ["+12", "-3", ""]
    assert [plain(cost(1250)), plain(cost(-5)), cost(0)] == ["+€ 12,50", "-€ 0,05", ""]


def test_every_kind_and_state_has_a_word(language: Callable[[str], None]) -> None:
    language("nl")
    words = [_(KINDS[kind]) for kind in MovementKind]
    assert len(set(words)) == len(MovementKind)
    assert set(words).isdisjoint(KINDS.values())
    assert len({count_badge(state).word for state in CountState}) == len(CountState)


def test_an_article_is_named_in_the_language_of_now(language: Callable[[str], None]) -> None:
    language("nl")
    assert name_of(row(1).article) == "PAP  Papier"
    language("en")
    assert name_of(row(1).article) == "PAP  Paper"


@pytest.mark.parametrize(
    ("state", "received", "word"),
    [
        (PurchaseState.PROPOSED, 0, "nog te bestellen"),
        (PurchaseState.ORDERED, 0, "besteld"),
        (PurchaseState.ORDERED, 4, "deels ontvangen"),
        (PurchaseState.ORDERED, 10, "ontvangen"),
        (PurchaseState.CLOSED, 4, "afgesloten"),
    ],
)
def test_a_purchase_order_says_how_far_it_is(
    state: PurchaseState, received: int, word: str
) -> None:
    line = PurchaseLine(1, 1, state, "Papyrus", "", None, "PAP", "MAG", 10, received, 0)
    assert _badge(line).word == word
