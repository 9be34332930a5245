"""What the desk looks up, made up: two callers, three products, a guide."""

from dataclasses import dataclass, field, replace

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.guide import Guide, GuideAnswer, GuideNode
from fmdesk.core.domain.intake_views import (
    Budget,
    Caller,
    CallerHit,
    ContactPerson,
    FoundBy,
    Hit,
    HitKind,
    LookAlike,
    Newcomer,
    Notice,
    NoticeLevel,
    ProcessStepView,
    ProductCard,
    PromiseView,
    QuestionView,
    VariantView,
)
from fmdesk.core.domain.ticket import OrderLine
from fmdesk.core.domain.words import fold, has_words
from fmdesk.core.services.drafts import SavedDraft, SavedDrafts
from tests.desktop.made import at, row

PROMISE = "We deliver stock articles within 24 hours, or do not charge the delivery."
ANNEKE = Caller(
    "P0",
    "de Vries, Anneke",
    "2217",
    "a@x.nl",
    "Juridische Zaken",
    "4410",
    "Juridisch",
    "B2.14",
    "B2.14",
    True,
    (row(1, "en"),),
    (),
    (),
    Budget("4410", "Juridisch", 2026, 100_000, 8_000, 30_000),
)
SELIN = replace(ANNEKE, code="P1", name="Özdemir, Selin", phone="2218", open=(), budget=None)
PAPER = ProductCard(
    "A0",
    "Copy paper A4, 80 g",
    "Office supplies",
    "Stock",
    "Box of five packs.",
    1840,
    "box",
    "24 hours",
    (
        VariantView("", "Standard", 1840, "24 hours", at(1)),
        VariantView("urgent", "Urgent", 2840, "2 hours", at(hours=2)),
    ),
    (
        PromiseView("stock", "From stock", PROMISE, is_trial=False),
        PromiseView("try", "Trial", "Within the hour.", is_trial=True),
    ),
    (
        QuestionView(2, "Is there 100 g paper too?", "Yes, to order.", 41),
        QuestionView(3, "Do you deliver to the room?", "To the printer on the floor.", 29),
    ),
    ("Ask whether recycled will do.",),
    "No more than 10 boxes at a time.",
    (ContactPerson("K1", "Bakker, R.", "3300", "", "Stock", is_deputy=False),),
    (),
    (
        ProcessStepView(0, "Intake", True, "Desk", 600),
        ProcessStepView(1, "Pick", False, "Stock", 7200),
    ),
    1,
    (),
    (Notice(NoticeLevel.INFO, "312 in stock"),),
    "supplies",
    "order",
)
BADGE = replace(
    PAPER,
    code="A4",
    name="Access badge",
    variants=(PAPER.variants[0],),
    questions=(),
    plugin="",
    form="",
    notices=(),
)
GUIDE = Guide(
    1,
    "print",
    "Iets laten drukken",
    "Have something printed",
    (
        GuideNode(
            "how",
            "Hoeveel?",
            "How many?",
            (
                GuideAnswer(
                    "Een paar",
                    "A few",
                    advice_nl="Gebruik de printer.",
                    advice_en="Use the printer.",
                ),
                GuideAnswer("Veel", "Many", next="kind"),
            ),
        ),
        GuideNode(
            "kind",
            "Waarop?",
            "On what?",
            (GuideAnswer("Gewoon papier", "Plain paper", product="A0", variant="urgent"),),
        ),
    ),
)
HITS = (
    Hit(HitKind.PRODUCT, "A0", "Copy paper A4, 80 g", FoundBy.NAME, unit="Stock"),
    Hit(HitKind.PRODUCT, "A4", "Access badge", FoundBy.NAME, unit="Security"),
    Hit(
        HitKind.QUESTION,
        "A0",
        "Do you deliver to the room?",
        FoundBy.QUESTION,
        product="Copy paper A4, 80 g",
        faq_id=3,
    ),
    Hit(HitKind.GUIDE, "print", "Have something printed", FoundBy.NAME),
)


@dataclass
class FakeKnowledge:
    """Knows them by their words."""

    asked: list[str] = field(default_factory=list)
    newcomers: list[Newcomer] = field(default_factory=list)

    def callers(self, text: str, limit: int) -> tuple[CallerHit, ...]:
        return tuple(
            CallerHit(
                one.code,
                one.name,
                one.phone,
                one.department,
                one.cost_centre,
                one.room,
                FoundBy.NAME,
            )
            for one in (ANNEKE, SELIN)
            if has_words(fold(one.name, one.phone), fold(text))
        )[:limit]

    def caller(self, code: str) -> Caller:
        return {one.code: one for one in (ANNEKE, SELIN)}[code]

    def add_caller(self, newcomer: Newcomer) -> CallerHit:
        if "@" not in newcomer.email:
            raise InvalidInputError("person.email", email=newcomer.email)
        self.newcomers.append(newcomer)
        return CallerHit("P0", newcomer.name, newcomer.phone, "", "", "", FoundBy.NAME)

    def find(self, text: str, _language: str, limit: int) -> tuple[Hit, ...]:
        return tuple(one for one in HITS if has_words(fold(one.text), fold(text)))[:limit]

    def card(self, code: str, _language: str) -> ProductCard:
        self.asked.append(code)
        return {one.code: one for one in (PAPER, BADGE)}[code]

    def guide(self, code: str) -> Guide:
        assert code == GUIDE.code
        return GUIDE

    def look_alikes(self, order: OrderLine) -> tuple[LookAlike, ...]:
        if (order.location, order.product) != ("B2.14", "A0"):
            return ()
        alike = LookAlike(row(5, "en"), is_same_product=True)
        if order.details.get("recycled"):
            return (replace(alike, why="same shelf", details={"to": alike.row.number}),)
        return (alike,)


@dataclass
class FakeDrafts:
    """Keeps drafts in memory."""

    kept: dict[str, str] = field(default_factory=dict)
    set_aside: tuple[str, ...] = ()

    def save(self, draft_id: str, draft: str) -> None:
        self.kept[draft_id] = draft

    def list(self) -> SavedDrafts:
        kept = tuple(SavedDraft(name, text, 0) for name, text in self.kept.items())
        return SavedDrafts(kept, self.set_aside)

    def discard(self, draft_id: str) -> None:
        self.kept.pop(draft_id, None)
