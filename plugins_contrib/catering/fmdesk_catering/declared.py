"""What the plugin declares: forms, process, facts, charter, settings and page, all as data."""

from fmdesk.plugins.api import (
    Charter,
    CharterSpec,
    Condition,
    Conditions,
    FactSpec,
    FieldKind,
    FieldSpec,
    FormSpec,
    Guarantee,
    LimitSource,
    Operator,
    PluginActionSpec,
    ProcessSpec,
    ProductSpec,
    Sanction,
    SanctionKind,
    SettingSpec,
    Side,
    StepSpec,
    Text,
    TileSpec,
    ViewSpec,
    current_language,
)

PLUGIN = "catering"
MENU = "catering.menu"
PEOPLE = "catering.people"
BOOKED = "catering.booked_people"
HAS_DIETS = "catering.has_diets"
NOTICE_HOURS = "catering.notice_hours"
FEE_PERCENT = "catering.fee_percent"

ORDER = FormSpec(
    "order",
    (
        FieldSpec(
            "people",
            Text("Personen", "People"),
            FieldKind.INTEGER,
            is_required=True,
            minimum=1,
            maximum=10_000,
        ),
        FieldSpec(
            "booking",
            Text("Bij reservering", "With booking"),
            FieldKind.TEXT,
            maximum=40,
            help=Text(
                "Nummer van de regel, zoals M000123.1; de catering gaat met de reservering mee.",
                "Number of the line, such as M000123.1; the catering goes along with the booking.",
            ),
        ),
        FieldSpec(
            "before",
            Text("Minuten voor het begin", "Minutes before the start"),
            FieldKind.INTEGER,
            minimum=-720,
            maximum=720,
            default=0,
            help=Text(
                "Met een min ervoor: zoveel minuten na het begin.",
                "With a minus sign: so many minutes after the start.",
            ),
        ),
        FieldSpec(
            "series",
            Text("Ook bij alle latere keren van de reeks", "With all later times of the series"),
            FieldKind.BOOLEAN,
        ),
        FieldSpec(
            "delivery",
            Text("Bezorgen om", "Deliver at"),
            FieldKind.DATETIME,
            help=Text("Alleen zonder reservering.", "Only without a booking."),
        ),
        FieldSpec(
            "diets",
            Text("Diëten", "Diets"),
            FieldKind.TEXT,
            maximum=500,
            help=Text("Bijvoorbeeld: 2 vegetarisch, 1 glutenvrij.", "Such as: 2 vegetarian."),
        ),
        FieldSpec("remark", Text("Opmerking", "Remark"), FieldKind.LONG_TEXT, maximum=1000),
    ),
)

FEE = FormSpec(
    "fee",
    (
        FieldSpec("order", Text("Bestelling", "Order"), FieldKind.TEXT, is_required=True),
        FieldSpec(
            "percent",
            Text("Percentage van de prijs", "Percentage of the price"),
            FieldKind.INTEGER,
            is_required=True,
            minimum=1,
            maximum=100,
        ),
    ),
)

SERVICE = ProcessSpec(
    "catering.service",
    Text("Catering verzorgen", "Provide catering"),
    (
        StepSpec(
            Text("Bestelling aannemen", "Take the order"),
            Side.FRONT,
            target_seconds=900,
            effort_minutes=4,
            instruction="Vraag naar aantal personen, diëten, plaats en tijd.",
        ),
        StepSpec(
            Text("Bereiden", "Prepare"),
            Side.BACK,
            effort_minutes=20,
            instruction="Werk volgens de keukenlijst van de dag; houd diëten apart.",
        ),
        StepSpec(
            Text("Bezorgen", "Deliver"),
            Side.BACK,
            effort_minutes=10,
            tools="Serveerwagen",
            instruction="Zet klaar op de afgesproken tijd en meld gereed.",
        ),
    ),
)
CHARGE = ProcessSpec(
    "catering.fee",
    Text("Annuleringskosten catering", "Catering cancellation fee"),
    (StepSpec(Text("In rekening brengen", "Charge"), Side.FRONT),),
)
PRODUCTS = (
    ProductSpec(
        "menu",
        Text("Catering", "Catering"),
        ORDER.id,
        SERVICE.code,
        Text(
            "Een menu met zijn prijs per persoon, bezorgd op een afgesproken tijd.",
            "A menu with its price for each person, delivered at an agreed time.",
        ),
    ),
    ProductSpec("fee", Text("Annuleringskosten", "Cancellation fee"), FEE.id, CHARGE.code),
)

CHARTER = Charter(
    id=0,
    code="catering.on_time",
    version=1,
    name_nl="Catering op tijd",
    name_en="Catering in time",
    promise_nl=(
        "Uw catering staat er op de afgesproken tijd, hoogstens een kwartier later, anders betaalt "
        "u de helft."
    ),
    promise_en=(
        "Your catering is there at the agreed time, a quarter of an hour later at most, or else "
        "you pay half."
    ),
    guarantee=Guarantee(source=LimitSource.GIVEN),
    sanction=Sanction(SanctionKind.PERCENTAGE, basis_points=5000),
    applies_when=Conditions(items=(Condition(PEOPLE, Operator.GE, value=1),)),
)
CHARTERS = (CharterSpec(CHARTER),)

FACTS = (
    FactSpec(MENU, str, Text("menu", "menu")),
    FactSpec(PEOPLE, int, Text("personen van de catering", "people of the catering")),
    FactSpec(BOOKED, int, Text("personen van de reservering", "people of the booking")),
    FactSpec(HAS_DIETS, bool, Text("met diëten", "with diets")),
    FactSpec(
        NOTICE_HOURS, int, Text("uren van bestelling tot levering", "hours from order to delivery")
    ),
    FactSpec(FEE_PERCENT, int, Text("annuleringskosten in procenten", "fee in percent")),
)

ORDER_HOUR = SettingSpec(
    "order_hour", Text("Bestellen tot (uur)", "Order until (hour)"), 16, minimum=0, maximum=23
)
ORDER_DAYS = SettingSpec(
    "order_days",
    Text("Zoveel werkdagen van tevoren", "So many working days ahead"),
    1,
    minimum=0,
    maximum=30,
)
CALENDAR = SettingSpec(
    "calendar",
    Text(
        "Kalender van de werkdagen; leeg is maandag tot en met vrijdag",
        "Calendar of the working days; empty is Monday to Friday",
    ),
    "",
)
QUICK = SettingSpec(
    "quick",
    Text("Op korte termijn te bestellen", "Can be ordered at short notice"),
    "",
    help=Text("Codes van diensten, met komma's ertussen.", "Codes of products, with commas."),
)
QUICK_MINUTES = SettingSpec(
    "quick_minutes",
    Text("Korte termijn in minuten", "Short notice in minutes"),
    60,
    minimum=0,
    maximum=1440,
)
GRACE = SettingSpec(
    "grace_minutes",
    Text("Zoveel minuten later is nog op tijd", "So many minutes later is still in time"),
    15,
    minimum=0,
    maximum=120,
)
FEE_PRODUCT = SettingSpec(
    "fee_product",
    Text("Dienst van de annuleringskosten; leeg is geen", "Product of the fee; empty is none"),
    "",
)
FEE_SHARE = SettingSpec(
    "fee_percent",
    Text("Te laat annuleren kost (%)", "Cancelling too late costs (%)"),
    100,
    minimum=0,
    maximum=100,
)
SETTINGS = (
    ORDER_HOUR,
    ORDER_DAYS,
    CALENDAR,
    QUICK,
    QUICK_MINUTES,
    GRACE,
    FEE_PRODUCT,
    FEE_SHARE,
)

VIEW = ViewSpec(
    "kitchen", Text("Keukenlijst", "Kitchen list"), "clipboard-list", "fmdesk_catering.qt:Kitchen"
)
ACTION = PluginActionSpec(
    "open_kitchen",
    Text("Keukenlijst bekijken", "Look at the kitchen list"),
    icon="clipboard-list",
    view=VIEW.id,
)
TILE = TileSpec(
    "today", Text("Catering vandaag", "Catering today"), query="due_today", view=VIEW.id
)


def said(nl: str, en: str) -> str:
    """Return one of two texts by the language of now."""
    return Text(nl, en).get(current_language())
