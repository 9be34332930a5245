"""A catalogue for the files: two chapters, one of them without a cluster."""

from dataclasses import replace
from datetime import UTC, date, datetime

from fmdesk.core.domain.booklet import Booklet, BookletCluster
from fmdesk.core.domain.intake_views import (
    ContactPerson,
    LinkView,
    ProductCard,
    PromiseView,
    QuestionView,
    VariantView,
)

CARD = ProductCard(
    code="PAP",
    name="Kopieerpapier A4",
    cluster="Artikelen",
    unit="Magazijn",
    scope="Doos van vijf pakken.\nWit.",
    price_cents=1840,
    price_unit="doos",
    lead_time="24 klokuren",
    variants=(
        VariantView("", "Standaard", 1840, "24 klokuren", None),
        VariantView("spoed", "Spoed", 0, "4 werkuren", None),
    ),
    promises=(
        PromiseView("A", "A", "Binnen 24 uur, anders gratis.", is_trial=False),
        PromiseView("B", "B", "Op proef: binnen het uur.", is_trial=True),
    ),
    questions=(QuestionView(1, "Is er ook 100 g?", "Ja, op bestelling.", 4),),
    tips=("Vraag of recycled mag.",),
    limits="Hooguit 10 dozen.",
    contacts=(ContactPerson("K1", "Bakker, R.", "3300", "r@x.nl", "Magazijn", is_deputy=False),),
    links=(LinkView("Blad", "https://x.nl/blad"),),
)
BARE = ProductCard("PAS", "Toegangspas", "", "Beveiliging", "", 0, "", "")
BOOKLET = Booklet(
    "Gemeente Voorbeeld",
    date(2026, 11, 22),
    datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    "nl",
    (
        BookletCluster("art", "Artikelen", "Magazijn", (CARD, replace(CARD, name="Pennen"))),
        BookletCluster("", "", "", (BARE,)),
    ),
)


def booklet(text: str) -> Booklet:
    """Return a booklet in which every text is this one."""
    card = replace(
        CARD,
        name=text,
        unit=text,
        scope=text,
        price_unit=text,
        limits=text,
        variants=tuple(replace(one, name=text, lead_time=text) for one in CARD.variants),
        promises=tuple(replace(one, text=text) for one in CARD.promises),
        questions=tuple(replace(one, question=text, answer=text) for one in CARD.questions),
        contacts=tuple(replace(one, name=text, phone=text) for one in CARD.contacts),
        links=(LinkView(text, text),),
    )
    return replace(
        BOOKLET, organisation=text, clusters=(BookletCluster("x", text, text, (card,) * 3),)
    )


def large(products: int) -> Booklet:
    """Return a booklet of many products in ten chapters."""
    each = products // 10
    return replace(
        BOOKLET,
        clusters=tuple(
            BookletCluster(
                f"c{at}",
                f"Groep {at}",
                "Magazijn",
                tuple(replace(CARD, name=f"Product {at}-{n} stuk") for n in range(each)),
            )
            for at in range(10)
        ),
    )
