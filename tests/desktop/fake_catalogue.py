"""The catalogue, made up: a tree with two products, a process, a proposal, readings, demand."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from fmdesk.core.domain.catalog import Faq, ProductVersion, Variant
from fmdesk.core.domain.clusters import (
    ClusterChange,
    ClusterDraft,
    ClusterEntry,
    ClusterList,
    ClusterValues,
)
from fmdesk.core.domain.errors import ConflictError, NotAllowedError
from fmdesk.core.domain.guide import Guide, GuideFault
from fmdesk.core.domain.intake_views import ContactPerson, LinkView
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.domain.product_change import FieldChange, Keeper, Way
from fmdesk.core.domain.upkeep_drafts import (
    Decision,
    ProcessDraft,
    ProductDraft,
    ProductMade,
    ProductSaved,
    ReadDraft,
    Withdrawal,
)
from fmdesk.core.domain.upkeep_views import (
    CatalogueTree,
    ClusterRow,
    DemandRow,
    ProcessRow,
    ProductPage,
    ProductRow,
    ProposalView,
    ReadingRow,
    UserOfProcess,
    VersionView,
)
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.core.domain.words import fold
from tests.desktop.fake_knowledge import BADGE, PAPER
from tests.desktop.made import at

TODAY = date(2026, 11, 2)
VERSION = ProductVersion(
    id=7,
    product_id=1,
    code="A0",
    valid_from=date(2026, 1, 1),
    name_nl="Kopieerpapier A4, 80 g",
    name_en="Copy paper A4, 80 g",
    cluster="supplies",
    unit_id=1,
    price_cents=1840,
    price_unit="doos",
    lead_time=Limit(LimitUnit.CLOCK_HOURS, 24),
    calendar="office",
    process="deliver",
    description_nl="Doos van vijf pakken.",
    description_en="Box of five packs.",
    limits="Niet meer dan 10 dozen.",
    tips=("Vraag of recycled mag.",),
    synonyms=("papier",),
    variants=(Variant("urgent", "Spoed", "Urgent", 2840, Limit(LimitUnit.WORKING_HOURS, 2)),),
    faqs=(Faq(1, "nl", "Is er ook 100 g?", "Ja.", 41), Faq(2, "en", "100 g too?", "Yes.", 4)),
    contact_ids=(4,),
)
ROB = ContactPerson("K1", "Bakker, R.", "3300", "", "", is_deputy=False)
PRICE = FieldChange("price_cents", "€18.40", "€19.00")
LIMITS = FieldChange("limits", "None", "No more than 10 boxes.")
STEPS = (
    Step(0, "Aannemen", "Take", Side.FRONT, None, 600, 5),
    Step(1, "Verzamelen", "Pick", Side.BACK, 2, 7200, 10, tools="Kar"),
)
PROCESS = ProcessVersion(3, "deliver", "Leveren", "Deliver", STEPS)


@dataclass
class FakeCatalogue:
    """Answers from made-up rows, and remembers what was asked of it."""

    text_way: Way = Way.DIRECT
    price_way: Way = Way.DIRECT
    asked: list[object] = field(default_factory=list)
    problem: Exception | None = None
    may_readings: bool = True
    may_change: bool = True
    proposed: tuple[ProposalView, ...] = (
        ProposalView(
            *(11, "A0", "Copy paper A4, 80 g", "Stock", Keeper.CONTROLLER, "noor", at()),
            valid_from=TODAY,
            reason="The supplier asks more.",
            changes=(PRICE,),
            may_decide=True,
        ),
        ProposalView(
            *(12, "A4", "Access badge", "Security", Keeper.UNIT, "noor", at(1)),
            valid_from=date(2026, 12, 1),
            reason="Customers ask for it.",
            changes=(LIMITS,),
            may_decide=False,
        ),
    )
    kept: tuple[ClusterEntry, ...] = (
        ClusterEntry(ClusterValues("access", "Toegang", "Access", "", "U2")),
        ClusterEntry(
            ClusterValues("supplies", "Kantoor", "Office supplies", "access", "U1"),
            (
                ClusterChange(
                    at(),
                    "noor",
                    ClusterValues("supplies", "Spullen", "Office supplies"),
                    ClusterValues("supplies", "Kantoor", "Office supplies", "access", "U1"),
                ),
                ClusterChange(at(1), "rob", None, ClusterValues("supplies", "Spullen", "Things")),
            ),
        ),
    )
    wanted: tuple[DemandRow, ...] = (
        DemandRow(
            "A standing desk", "Housing", "U3", (5, 9), ("M1.1", "M2.1"), 90_000, 45_000, at()
        ),
    )

    def tree(self, _language: str) -> CatalogueTree:
        if self.problem is not None:
            raise self.problem
        rows = tuple(
            ProductRow(
                one.code,
                one.name,
                "supplies" if one is PAPER else "access",
                one.unit,
                fold(one.code, one.name),
                len([p for p in self.proposed if p.product == one.code]),
                date(2026, 12, 1) if one is PAPER else None,
            )
            for one in (PAPER, replace(BADGE, unit="Security"))
        )
        clusters = (
            ClusterRow("supplies", "Office supplies", "Stock"),
            ClusterRow("access", "Access", "Security"),
            ClusterRow("empty", "Nothing yet"),
        )
        allowed = (self.may_change,) * 3
        return CatalogueTree(clusters, rows, *allowed, True, ("office",), self.may_change)

    def clusters(self) -> ClusterList:
        return ClusterList(self.kept, (("U1", "Stock"), ("U2", "Security")))

    def save_cluster(self, draft: ClusterDraft) -> Changes:
        self.asked.append(draft)
        if draft.seen is None and draft.after.code == "access":
            raise ConflictError("catalogue.cluster_exists", code="access")
        return Changes(is_everything=True)

    def product(self, code: str, _language: str) -> ProductPage:
        card = {"A0": PAPER, "A4": BADGE}[code]
        version = replace(VERSION, code=code)
        return ProductPage(
            card=card,
            version=version,
            owner="U1",
            faqs=version.faqs,
            links=(LinkView("Sheet", "https://x.nl"),),
            versions=(
                VersionView(9, date(2026, 12, 1), False, True, False, 0, (PRICE,)),
                VersionView(7, date(2026, 1, 1), True, False, False, 3, (LIMITS,)),
                VersionView(8, date(2026, 1, 1), False, False, True, 0, ()),
                VersionView(1, date(2025, 1, 1), False, False, False, 12, ()),
            ),
            proposals=tuple(one for one in self.proposed if one.product == code),
            calendar="office",
            text_way=self.text_way,
            price_way=self.price_way,
            people=(ROB,),
            calendars=("office",),
            processes=(Choice("deliver", "Deliver"),),
            clusters=(Choice("supplies", "Office supplies"),),
        )

    def processes(self, _language: str) -> tuple[ProcessRow, ...]:
        users = (UserOfProcess("A0", PAPER.name), UserOfProcess("A4", BADGE.name, is_held=True))
        units = (Choice("1", "Front office", "FO"), Choice("2", "Stock", "MAG"))
        people = ((None, None), (Choice("K1", "Bakker, R.", "3300"), None))
        return (
            ProcessRow(PROCESS, 2, users, people, units),
            ProcessRow(replace(PROCESS, id=5, code="help", name_en="Help", steps=STEPS[:1]), 1, ()),
        )

    def proposals(self, _language: str) -> tuple[ProposalView, ...]:
        return self.proposed

    def readings(self, _language: str) -> tuple[ReadingRow, ...]:
        if not self.may_readings:
            raise NotAllowedError("catalogue.not_your_act")
        return (
            ReadingRow("A0", PAPER.name, TODAY, "de Vries, Anneke", None),
            ReadingRow("A0", PAPER.name, TODAY, "Bakker, Rob", at()),
        )

    def demand(self) -> tuple[DemandRow, ...]:
        return self.wanted

    def guide_faults(self, guide: Guide) -> tuple[GuideFault, ...]:
        return tuple(GuideFault(one.code, one.params) for one in guide.problems())

    def change(self, draft: ProductDraft) -> ProductSaved:
        self.asked.append(draft)
        if draft.after.price_cents == 666:
            raise ConflictError("catalogue.conflict", product=draft.after.code)
        is_proposal = Way.PROPOSE in (self.text_way, self.price_way)
        return ProductSaved("A0", None if is_proposal else 10, (1,) if is_proposal else ())

    def withdraw(self, draft: Withdrawal) -> ProductSaved:
        self.asked.append(draft)
        return ProductSaved("A0", None)

    def decide(self, draft: Decision) -> ProductSaved:
        self.asked.append(draft)
        left = [one for one in self.proposed if one.id != draft.proposal_id]
        if len(left) == len(self.proposed):
            raise ConflictError("proposal.decided")
        self.proposed = tuple(left)
        return ProductSaved("A0", 10)

    def read(self, draft: ReadDraft) -> Changes:
        self.asked.append(draft)
        return Changes()

    def save_process(self, draft: ProcessDraft) -> ProcessVersion:
        self.asked.append(draft)
        return draft.after

    def make_product(self, draft: ProductMade) -> ProductSaved:
        self.asked.append(draft)
        if draft.product.code == "A0":
            raise ConflictError("catalogue.exists", product="A0")
        self.wanted = ()
        return ProductSaved(draft.product.code, 20)

    def export(self, path: Path) -> int:
        self.asked.append(path)
        return 51
