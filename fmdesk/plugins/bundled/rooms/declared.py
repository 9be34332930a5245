"""What the plugin declares: its forms, processes, facts, settings and tables, all as data."""

from fmdesk.plugins.api import (
    FactSpec,
    FieldKind,
    FieldSpec,
    FormSpec,
    PermissionSpec,
    ProcessSpec,
    ProductSpec,
    SchemaSpec,
    SettingSpec,
    Side,
    StepSpec,
    Text,
    TileSpec,
)

PACKAGE = "fmdesk.plugins.bundled.rooms"
PLUGIN = "rooms"
MINUTE = 60
HOUR = 3600

CAPACITY = "rooms.capacity"
PEOPLE = "rooms.people"
MINUTES = "rooms.minutes"
NOTICE_HOURS = "rooms.notice_hours"
IS_EXTERNAL = "rooms.is_external"
NEEDS_APPROVAL = "rooms.needs_approval"

FORM = FormSpec(
    "booking",
    (
        FieldSpec(
            "room",
            Text("Zaal", "Room"),
            FieldKind.TEXT,
            maximum=80,
            help=Text(
                "Code of naam; leeg als de dienst zelf een zaal is.",
                "Code or name; empty where the product itself is a room.",
            ),
        ),
        FieldSpec("start", Text("Begin", "Start"), FieldKind.DATETIME, is_required=True),
        FieldSpec("end", Text("Einde", "End"), FieldKind.DATETIME, is_required=True),
        FieldSpec(
            "people", Text("Personen", "People"), FieldKind.INTEGER, minimum=0, maximum=10_000
        ),
        FieldSpec(
            "arrangement",
            Text("Opstelling", "Arrangement"),
            FieldKind.TEXT,
            maximum=80,
            help=Text("Leeg is de gewone opstelling.", "Empty is the usual arrangement."),
        ),
        FieldSpec("title", Text("Onderwerp", "Title"), FieldKind.TEXT, maximum=200),
        FieldSpec(
            "external", Text("Met gasten van buiten", "With guests from outside"), FieldKind.BOOLEAN
        ),
        FieldSpec("remark", Text("Opmerking", "Remark"), FieldKind.LONG_TEXT, maximum=1000),
    ),
)

BOOKING = ProcessSpec(
    "rooms.booking",
    Text("Zaal reserveren", "Book a room"),
    (
        StepSpec(
            Text("Aanvraag aannemen", "Take the request"),
            Side.FRONT,
            target_seconds=15 * MINUTE,
            effort_minutes=4,
            instruction="Vraag naar aantal personen, opstelling en middelen.",
        ),
        StepSpec(
            Text("Zaal gereed", "Room ready"),
            Side.BACK,
            target_seconds=4 * HOUR,
            effort_minutes=5,
            instruction="Controleer licht, temperatuur en techniek voor het begin.",
        ),
    ),
)

PRODUCTS = (
    ProductSpec(
        "booking",
        Text("Zaal", "Room"),
        FORM.id,
        BOOKING.code,
        Text("Een zaal voor een bepaalde tijd.", "A room for some time."),
    ),
)

FACTS = (
    FactSpec(CAPACITY, int, Text("plaatsen in de zaal", "seats in the room")),
    FactSpec(PEOPLE, int, Text("personen in de zaal", "people in the room")),
    FactSpec(MINUTES, int, Text("gereserveerde minuten", "booked minutes")),
    FactSpec(
        NOTICE_HOURS, int, Text("uren van reservering tot begin", "hours from booking to start")
    ),
    FactSpec(IS_EXTERNAL, bool, Text("met gasten van buiten", "with guests from outside")),
    FactSpec(
        NEEDS_APPROVAL, bool, Text("de zaal vraagt goedkeuring", "the room asks for approval")
    ),
)

EARLY = SettingSpec(
    "check_in_early_minutes",
    Text("Aanmelden kan vanaf zoveel minuten voor het begin", "Check-in from minutes before start"),
    30,
)
SETTINGS = (EARLY,)

MANAGE = PermissionSpec(
    "manage", Text("Zalen beheren", "Manage rooms"), ("unit", "desk_lead", "admin")
)
PERMISSIONS = (MANAGE,)

TILES = (TileSpec("today", Text("Zalen vandaag", "Rooms today"), query="today"),)

READERS = ("front_office", "unit_member", "unit_manager", "controller", "auditor")
WRITERS = ("front_office", "unit_member", "unit_manager")
SCHEMA = SchemaSpec(
    prefix="rooms_",
    migrations=f"{PACKAGE}:migrations",
    store=f"{PACKAGE}.store:RoomsStore",
    grants=(
        *((f"rooms_{table}", role, "select") for table in ("room", "booking") for role in READERS),
        *(("rooms_booking", role, "insert, update") for role in WRITERS),
        ("rooms_room", "unit_manager", "insert, update"),
    ),
)
