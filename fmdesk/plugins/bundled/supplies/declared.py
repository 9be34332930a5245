"""What the plugin declares: its form, process, charter, facts, tables and pages, all as data."""

from datetime import date

from fmdesk.plugins.api import (
    Bearer,
    Charter,
    CharterSpec,
    Condition,
    Conditions,
    FactSpec,
    FieldKind,
    FieldSpec,
    FormSpec,
    Guarantee,
    Limit,
    LimitUnit,
    NoticeSpec,
    Operator,
    PermissionSpec,
    PluginActionSpec,
    ProcessSpec,
    ProductSpec,
    Sanction,
    SanctionKind,
    SchemaSpec,
    SettingSpec,
    Side,
    StepSpec,
    Text,
    TileSpec,
    ViewSpec,
)
from fmdesk.plugins.bundled.supplies.articles import StockRow

PACKAGE = "fmdesk.plugins.bundled.supplies"
HOUR = 3600

STOCK_ARTICLE = "supplies.stock_article"
FROM_STOCK = "supplies.from_stock"

FORM = FormSpec(
    "delivery",
    (
        FieldSpec(
            "delivery_place",
            Text("Afleverplek", "Place of delivery"),
            FieldKind.TEXT,
            maximum=80,
            help=Text(
                "Waar in de ruimte: balie, kast, bureau.", "Where in the room: counter, desk."
            ),
        ),
        FieldSpec("deliver_to", Text("Afgeven aan", "Hand over to"), FieldKind.PERSON),
        FieldSpec("wished_on", Text("Gewenste datum", "Wished date"), FieldKind.DATE),
        FieldSpec("remark", Text("Opmerking", "Remark"), FieldKind.LONG_TEXT, maximum=1000),
    ),
)

PROCESS = ProcessSpec(
    "supplies.delivery",
    Text("Levering van artikelen", "Delivery of articles"),
    (
        StepSpec(
            Text("Aanvraag aannemen", "Take the request"),
            Side.FRONT,
            target_seconds=HOUR,
            effort_minutes=5,
            instruction="Controleer aantal, afleverplek en kostenplaats.",
        ),
        StepSpec(
            Text("Verzamelen", "Pick"),
            Side.BACK,
            target_seconds=8 * HOUR,
            effort_minutes=10,
            tools="Magazijnkar",
        ),
        StepSpec(
            Text("Bezorgen", "Deliver"), Side.BACK, target_seconds=8 * HOUR, effort_minutes=15
        ),
    ),
)

PRODUCT = ProductSpec(
    "article",
    Text("Artikel", "Article"),
    FORM.id,
    PROCESS.code,
    Text("Een artikel dat per stuk wordt uitgegeven.", "An article that is issued by the piece."),
)

CHARTER = Charter(
    id=0,
    code="supplies.stock_24h",
    version=1,
    name_nl="Voorraadartikelen binnen 24 uur",
    name_en="Stock articles within 24 hours",
    promise_nl=(
        "Wij leveren voorraadartikelen binnen 24 uur, anders brengen wij de levering niet in "
        "rekening."
    ),
    promise_en="We deliver stock articles within 24 hours, or else the delivery is not charged.",
    guarantee=Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, 24)),
    sanction=Sanction(SanctionKind.NOT_CHARGED),
    applies_when=Conditions(items=(Condition(STOCK_ARTICLE, Operator.EQ, value=True),)),
    bearer=Bearer.OWNER,
)
"""The charter of the source text, literally: running out of stock does not void it. An office that
wants that condition adds `supplies.from_stock`."""

FACTS = (
    FactSpec(
        STOCK_ARTICLE,
        bool,
        Text("het is een voorraadartikel", "it is a stock article"),
        noun=Text("voorraadartikelen", "stock articles"),
    ),
    FactSpec(
        FROM_STOCK,
        bool,
        Text("geheel gereserveerd bij bestelling", "wholly reserved when it was ordered"),
    ),
)

PERMISSION = PermissionSpec("stock", Text("Voorraad boeken", "Book stock"), ("unit",))
APPROVAL = PermissionSpec(
    "approve", Text("Telverschillen goedkeuren", "Approve count differences"), ("controller",)
)
COUNT_LIMIT = SettingSpec(
    "count_limit_cents",
    Text(
        "Telverschil in centen dat zonder goedkeuring wordt geboekt",
        "Count difference in cents that is booked without approval",
    ),
    25_000,
)

VIEW = ViewSpec("stock", Text("Voorraad", "Stock"), "package", f"{PACKAGE}.qt:StockPage")
TILES = (
    TileSpec("due_today", Text("Vandaag te leveren", "Deliveries today"), query="due_today"),
    TileSpec("to_order", Text("Nog in te kopen", "Still to buy"), query="to_order", view=VIEW.id),
    TileSpec("back_orders", Text("Nalevering", "Back-ordered"), query="back_orders", view=VIEW.id),
)
ACTION = PluginActionSpec(
    "open_stock", Text("Voorraad bekijken", "Look at the stock"), icon="package", view=VIEW.id
)

CHARTERS = (CharterSpec(CHARTER),)


def stock_notice(row: StockRow, expected_on: date | None = None) -> NoticeSpec:
    """Return what the desk reads about the stock of an article.

    Args:
        row: Its stock.
        expected_on: When goods that were bought should come, None for not known.
    """
    free, unit = max(0, row.free), row.article.unit
    if not free:
        text = Text(
            f"Niet op voorraad; al {row.back_ordered} {unit} in nalevering.",
            f"Out of stock; {row.back_ordered} {unit} back-ordered already.",
        )
        if row.coming and expected_on:
            text = Text(
                f"{text.nl} {row.coming} {unit} verwacht op {expected_on:%d-%m-%Y}.",
                f"{text.en} {row.coming} {unit} expected on {expected_on:%d-%m-%Y}.",
            )
        return NoticeSpec(text, is_warning=True)
    if row.is_low:
        text = Text(f"Bijna op: nog {free} {unit} vrij.", f"Nearly out: {free} {unit} free.")
        return NoticeSpec(text, is_warning=True)
    return NoticeSpec(Text(f"{free} {unit} vrij uit voorraad.", f"{free} {unit} free in stock."))


READERS = ("front_office", "unit_member", "unit_manager", "controller", "auditor")
WORKERS = ("front_office", "unit_member", "unit_manager")
_ALL = ("article", "place", "stock", "order", "movement", "lot", "layer", "count", "count_line")
_BUYING = ("level", "purchase", "purchase_line")
_WRITTEN = (
    ("movement", WORKERS, "insert"),
    ("lot", WORKERS, "insert"),
    ("order", WORKERS, "insert, update"),
    ("article", ("unit_manager",), "insert, update"),
    ("place", ("unit_manager",), "insert, update"),
    ("count", (*WORKERS[1:], "controller"), "insert, update"),
    ("count_line", WORKERS[1:], "insert, delete"),
    ("level", ("unit_manager",), "insert, delete"),
    ("purchase", WORKERS[1:], "insert, update"),
    ("purchase_line", WORKERS[1:], "insert"),
    ("movement", ("controller",), "insert"),
    ("lot", ("controller",), "insert"),
)
SCHEMA = SchemaSpec(
    prefix="supplies_",
    migrations=f"{PACKAGE}:migrations",
    store=f"{PACKAGE}.store:SuppliesStore",
    grants=(
        *((f"supplies_{table}", role, "select") for table in (*_ALL, *_BUYING) for role in READERS),
        *((f"supplies_{table}", role, what) for table, roles, what in _WRITTEN for role in roles),
    ),
)
