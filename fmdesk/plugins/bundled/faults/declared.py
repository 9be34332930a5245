"""What the plugin declares: its form, process, facts, tables and pages, all as data."""

from fmdesk.plugins.api import (
    FactSpec,
    FieldKind,
    FieldSpec,
    FormSpec,
    PermissionSpec,
    PluginActionSpec,
    ProcessSpec,
    ProductSpec,
    SchemaSpec,
    Side,
    StepSpec,
    Text,
    TileSpec,
    ViewSpec,
)
from fmdesk.plugins.bundled.faults.charters import PRIORITY
from fmdesk.plugins.bundled.faults.faults import Impact, Urgency
from fmdesk.plugins.bundled.faults.priority import IMPACTS, URGENCIES

PACKAGE = "fmdesk.plugins.bundled.faults"
HOUR = 3600
SEEN_MOST = 1000
FIND_ASSET = "find_asset"

FORM = FormSpec(
    "fault",
    (
        FieldSpec(
            "asset",
            Text("Object", "Asset"),
            FieldKind.TEXT,
            maximum=40,
            help=Text(
                "Zoek op code, naam of serienummer; de sticker scannen kan ook.",
                "Search by code, name or serial number, or scan the sticker.",
            ),
            find=FIND_ASSET,
        ),
        FieldSpec(
            "seen",
            Text("Wat er te zien is", "What is seen"),
            FieldKind.LONG_TEXT,
            maximum=SEEN_MOST,
        ),
        FieldSpec(
            "impact",
            Text("Impact", "Impact"),
            FieldKind.CHOICE,
            is_required=True,
            choices=tuple((one.value, text) for one, text in IMPACTS.items()),
            default=Impact.ONE.value,
        ),
        FieldSpec(
            "urgency",
            Text("Urgentie", "Urgency"),
            FieldKind.CHOICE,
            is_required=True,
            choices=tuple((one.value, text) for one, text in URGENCIES.items()),
            default=Urgency.NORMAL.value,
        ),
        FieldSpec(
            "hangs_on",
            Text("Hangt aan", "Hangs on"),
            FieldKind.TEXT,
            maximum=20,
            help=Text("Nummer van de grote storing.", "Number of the major fault."),
        ),
    ),
)

MAINTENANCE = FormSpec(
    "maintenance",
    (
        FieldSpec(
            "asset",
            Text("Object", "Asset"),
            FieldKind.TEXT,
            is_required=True,
            maximum=40,
            find=FIND_ASSET,
        ),
        FieldSpec("work", Text("Werk", "Work"), FieldKind.LONG_TEXT, maximum=SEEN_MOST),
    ),
)

PROCESS = ProcessSpec(
    "faults.repair",
    Text("Storing verhelpen", "Mend a fault"),
    (
        StepSpec(
            Text("Storing aannemen", "Take the fault"),
            Side.FRONT,
            target_seconds=HOUR,
            effort_minutes=5,
            instruction="Vraag wat er te zien is en hoeveel mensen er last van hebben.",
        ),
        StepSpec(
            Text("Tijdelijk verhelpen", "Temporary fix"),
            Side.BACK,
            target_seconds=4 * HOUR,
            effort_minutes=30,
        ),
        StepSpec(
            Text("Herstellen", "Repair"), Side.BACK, target_seconds=40 * HOUR, effort_minutes=60
        ),
    ),
)

PRODUCT = ProductSpec(
    "fault",
    Text("Storing", "Fault"),
    FORM.id,
    PROCESS.code,
    Text("Iets dat het niet doet.", "Something that does not work."),
)

UPKEEP = ProductSpec(
    "maintenance",
    Text("Gepland onderhoud", "Planned maintenance"),
    MAINTENANCE.id,
    PROCESS.code,
    Text("Werk dat terugkomt.", "Work that comes back."),
)

FACTS = (
    FactSpec(PRIORITY, int, Text("prioriteit (1-4)", "priority (1-4)")),
    FactSpec("faults.impact", str, Text("impact", "impact")),
    FactSpec("faults.urgency", str, Text("urgentie", "urgency")),
    FactSpec("faults.asset_kind", str, Text("soort object", "kind of asset")),
    FactSpec("faults.criticality", str, Text("belang van het object", "criticality of the asset")),
    FactSpec("faults.in_warranty", bool, Text("object heeft garantie", "asset is in warranty")),
    FactSpec("faults.hangs_on", bool, Text("hangt aan een storing", "hangs on a fault")),
    FactSpec("faults.is_planned", bool, Text("gepland onderhoud", "planned maintenance")),
    FactSpec("faults.is_repeat", bool, Text("storing herhaalt zich", "fault is a repeat")),
)

PERMISSION = PermissionSpec(
    "assets", Text("Objecten beheren", "Keep the assets"), ("desk_lead", "unit", "admin")
)

VIEW = ViewSpec("page", Text("Storingen", "Faults"), "wrench", f"{PACKAGE}.qt:FaultsPage")
TILES = (
    TileSpec("urgent", Text("Storingen met spoed", "Urgent faults"), "urgent", view=VIEW.id),
    TileSpec("open", Text("Open storingen", "Open faults"), "open_lines", view=VIEW.id),
)
ACTION = PluginActionSpec(
    "open_faults", Text("Storingen bekijken", "Look at the faults"), icon="wrench", view=VIEW.id
)

READING = ("front_office", "unit_member", "unit_manager", "controller", "auditor")
WRITING = ("front_office", "unit_member", "unit_manager")
TABLES = ("asset", "fault", "plan", "visit")
SCHEMA = SchemaSpec(
    prefix="faults_",
    migrations=f"{PACKAGE}:migrations",
    store=f"{PACKAGE}.store:FaultsStore",
    grants=(
        *((f"faults_{table}", role, "select") for table in TABLES for role in READING),
        *((f"faults_{table}", role, "insert, update") for table in TABLES for role in WRITING),
    ),
)
