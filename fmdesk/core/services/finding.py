"""Finding products, questions and guides while somebody types.

The catalogue changes seldom and is looked through at each key, so its words are indexed once and
kept until a version is added or a day begins; how often questions were used is asked each time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import nsmallest

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.guide import Guide
from fmdesk.core.domain.intake_views import FoundBy, Hit, HitKind
from fmdesk.core.domain.wordindex import WordIndex
from fmdesk.core.domain.words import fold
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.atonce import BESPOKE
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import today

POPULAR = timedelta(days=90)
"""How far back orders count for the order of finds."""
RANKED = 150
"""Finds that are put in order; more than any list shows."""
RANKS = (FoundBy.NAME, FoundBy.SYNONYM, FoundBy.QUESTION, FoundBy.DESCRIPTION)

Key = tuple[date, int, int, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found.

    Attributes:
        hit: The find.
        texts: Its texts by their rank; several of one kind are apart.
    """

    hit: Hit
    texts: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be found on a day in a language."""

    key: Key
    entries: Sequence[Entry]
    index: WordIndex


class Finder:
    """Finds in the catalogue and keeps its index; each language has its own."""

    def __init__(self) -> None:
        self._known: dict[str, Catalogue] = {}

    def find(self, work: UnitOfWork, text: str, language: str, limit: int) -> tuple[Hit, ...]:
        """Return what has the words; see `Knowledge.find`."""
        if not fold(text):
            return ()
        known = self._catalogue(work, language)
        places = ((place, known.entries[number]) for place, number in known.index.find(text))
        found = nsmallest(RANKED, places, key=lambda one: (one[0], -one[1].hit.uses))
        asked = [entry.hit.faq_id for _place, entry in found if entry.hit.faq_id]
        uses = work.knowledge.uses(asked) if asked else {}
        shown = [
            (place, replace(entry.hit, uses=uses.get(entry.hit.faq_id, entry.hit.uses)), entry)
            for place, entry in found
        ]
        shown.sort(key=lambda one: (one[0], -one[1].uses, one[1].text, one[1].product))
        words = fold(text).split()
        seen: dict[tuple[str, str], Hit] = {}
        for place, hit, entry in shown:
            # A question of a cluster stands with each of its products; the best one is enough.
            own = (hit.text, hit.answer) if hit.faq_id else (hit.kind.value, hit.code)
            seen.setdefault(own, _told(hit, entry, RANKS[place // 2], words))
            if len(seen) == limit:
                break
        return tuple(seen.values())

    def _catalogue(self, work: UnitOfWork, language: str) -> Catalogue:
        day = today(work)
        key = (day, *work.knowledge.newest(), language)
        known = self._known.get(language)
        if known is None or known.key != key:
            entries = list(_entries(work, day, language))
            texts = ({rank: " ".join(own) for rank, own in one.texts.items()} for one in entries)
            known = self._known[language] = Catalogue(key, entries, WordIndex(texts))
        return known


def _told(hit: Hit, entry: Entry, kind: FoundBy, words: Sequence[str]) -> Hit:
    """Return a find with the text that has the words."""
    rank = RANKS.index(kind)
    own = (one for one in entry.texts.get(rank, ()) if _has_one(fold(one), words))
    text = next(own, "")
    return replace(hit, found_by=kind, matched="" if text == hit.text else text)


def _has_one(folded: str, words: Sequence[str]) -> bool:
    return any(word in folded for word in words)


def _entries(work: UnitOfWork, day: date, language: str) -> Iterator[Entry]:
    names = Names(work, language)
    orders = work.knowledge.orders(work.now - POPULAR)
    for product in work.catalog.products(day):
        if product.code == BESPOKE:  # it has a key of its own
            continue
        unit = names.units[product.unit_id]
        yield _product(product, names.of, unit, orders.get(product.code, 0))
        yield from _questions(product, names.of(product), unit, language)
    for guide in work.knowledge.guides():
        yield _guide(guide, language)


def _product(
    product: ProductVersion, name: Callable[[object], str], unit: str, orders: int
) -> Entry:
    shown = name(product)
    hit = Hit(HitKind.PRODUCT, product.code, shown, FoundBy.NAME, unit=unit, uses=orders)
    return Entry(
        hit,
        {
            0: (shown, product.name_nl, product.name_en, product.code),
            1: product.synonyms,
            3: (product.description_nl, product.description_en),
        },
    )


def _questions(product: ProductVersion, name: str, unit: str, language: str) -> Iterator[Entry]:
    """Yield the questions of a product; its name and synonyms narrow them down."""
    about = (name, *product.synonyms)
    for faq in product.faqs:
        if faq.language == language:
            hit = Hit(
                HitKind.QUESTION,
                product.code,
                faq.question,
                FoundBy.QUESTION,
                answer=faq.answer,
                product=name,
                unit=unit,
                faq_id=faq.id,
                uses=faq.uses,
            )
            yield Entry(hit, {2: (faq.question,), 3: (faq.answer, *about)})


def _guide(guide: Guide, language: str) -> Entry:
    is_english = language == "en" and bool(guide.title_en)
    title = guide.title_en if is_english else guide.title_nl
    asked = tuple(text for node in guide.nodes for text in (node.question_nl, node.question_en))
    hit = Hit(HitKind.GUIDE, guide.code, title, FoundBy.NAME)
    return Entry(hit, {0: (title, guide.title_nl, guide.title_en), 2: asked})
