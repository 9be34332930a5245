"""What the plugin declares: form, process, facts, settings, page, tables, all as data."""

from fmdesk.plugins.api import (
    FactSpec,
    FieldKind,
    FieldSpec,
    FormSpec,
    PermissionSpec,
    PluginActionSpec,
    ProcessSpec,
    ProductSpec,
    ReportSectionSpec,
    SchemaSpec,
    SectionColumn,
    SettingSpec,
    Side,
    StepSpec,
    Text,
    TileSpec,
    ViewSpec,
)
from fmdesk_vehicles.loans import Kind

PLUGIN = "vehicles"
KIND = "vehicles.kind"
HOURS = "vehicles.hours"
LATE = "vehicles.minutes_late"
DAMAGED = "vehicles.is_damaged"
KINDS = (
    (Kind.CAR.value, Text("Auto", "Car")),
    (Kind.BIKE.value, Text("Fiets", "Bike")),
)

FORM = FormSpec(
    "loan",
    (
        FieldSpec("kind", Text("Soort", "Kind"), FieldKind.CHOICE, is_required=True, choices=KINDS),
        FieldSpec(
            "vehicle",
            Text("Voertuig", "Vehicle"),
            FieldKind.TEXT,
            maximum=40,
            help=Text(
                "Code van het voertuig; leeg is een dat vrij is.",
                "Code of the vehicle; empty is one that is free.",
            ),
        ),
        FieldSpec("start", Text("Van", "From"), FieldKind.DATETIME, is_required=True),
        FieldSpec("end", Text("Tot", "Until"), FieldKind.DATETIME, is_required=True),
        FieldSpec("purpose", Text("Waarvoor", "What for"), FieldKind.TEXT, maximum=200),
    ),
)

LOAN = ProcessSpec(
    "vehicles.loan",
    Text("Voertuig uitlenen", "Lend a vehicle"),
    (
        StepSpec(
            Text("Reserveren", "Reserve"),
            Side.FRONT,
            effort_minutes=2,
            instruction="Vraag van wanneer tot wanneer, en waarvoor.",
        ),
        StepSpec(
            Text("Uitgeven en innemen", "Hand out and take back"),
            Side.BACK,
            effort_minutes=8,
            tools="Sleutelkast",
            instruction="Loop om het voertuig heen; schrijf de kilometerstand en schade op.",
        ),
    ),
)
PRODUCT = ProductSpec(
    "loan",
    Text("Poolvoertuig lenen", "Borrow a pool vehicle"),
    FORM.id,
    LOAN.code,
    Text(
        "Een auto of fiets van de pool, van en tot een afgesproken tijd.",
        "A car or bike of the pool, from and until an agreed time.",
    ),
)

FACTS = (
    FactSpec(KIND, str, Text("soort voertuig", "kind of vehicle")),
    FactSpec(HOURS, int, Text("uren geleend", "hours lent")),
    FactSpec(LATE, int, Text("minuten te laat terug", "minutes back too late")),
    FactSpec(DAMAGED, bool, Text("met schade terug", "back with damage")),
)

MOST_DAYS = SettingSpec(
    "most_days",
    Text("Hoogstens uit te lenen (dagen)", "Lent for at most (days)"),
    14,
    minimum=1,
    maximum=365,
)
EARLY = SettingSpec(
    "early_minutes",
    Text("Zo vroeg uit te geven (minuten)", "Handed out so early (minutes)"),
    60,
    minimum=0,
    maximum=1440,
)
REMIND = SettingSpec(
    "remind_minutes",
    Text("Herinneren na (minuten)", "Remind after (minutes)"),
    15,
    minimum=0,
    maximum=1440,
    help=Text(
        "Wie het voertuig niet op tijd terugbrengt, krijgt één keer bericht.",
        "Who does not bring the vehicle back in time gets one message.",
    ),
)
SETTINGS = (MOST_DAYS, EARLY, REMIND)

MANAGE = PermissionSpec(
    "manage", Text("Voertuigen beheren", "Manage vehicles"), ("desk_lead", "unit", "admin")
)
VIEW = ViewSpec(
    "planner", Text("Voertuigen", "Vehicles"), "truck", "fmdesk_vehicles.qt:VehiclesPage"
)
ACTION = PluginActionSpec(
    "open_vehicles",
    Text("Voertuigen bekijken", "Look at the vehicles"),
    icon="truck",
    view=VIEW.id,
)
TILE = TileSpec("late", Text("Voertuig te laat", "Vehicle late"), query="late", view=VIEW.id)
SECTION = ReportSectionSpec(
    "use",
    Text("Poolvoertuigen", "Pool vehicles"),
    query="section",
    columns=(
        SectionColumn(Text("Voertuig", "Vehicle")),
        SectionColumn(Text("Keren uitgeleend", "Times lent")),
        SectionColumn(Text("Kilometers", "Kilometres")),
        SectionColumn(Text("Te laat terug", "Back too late")),
        SectionColumn(Text("Met schade", "With damage")),
    ),
)

WRITERS = ("front_office", "unit_member", "unit_manager", "admin", "fmdesk_clerk")
SCHEMA = SchemaSpec(
    prefix="vehicles_",
    migrations="fmdesk_vehicles:migrations",
    store="fmdesk_vehicles.store:VehiclesStore",
    grants=tuple(
        (f"vehicles_{table}", role, what)
        for table in ("vehicle", "loan")
        for role, what in (
            *((role, "select, insert, update") for role in WRITERS),
            ("controller", "select"),
        )
    ),
)
