"""What the plugin declares: its forms, processes, facts, settings and tables, all as data."""

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
    LimitSource,
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
    current_language,
)

PACKAGE = "fmdesk.plugins.bundled.rooms"
PLUGIN = "rooms"
MINUTE = 60
HOUR = 3600

KIND = "rooms.kind"
CAPACITY = "rooms.capacity"
PEOPLE = "rooms.people"
MINUTES = "rooms.minutes"
NOTICE_HOURS = "rooms.notice_hours"
IS_EXTERNAL = "rooms.is_external"
NEEDS_APPROVAL = "rooms.needs_approval"
CANCEL_DAYS = "rooms.cancel_days"
FEE_PERCENT = "rooms.fee_percent"

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
        FieldSpec(
            "wait",
            Text("Op de wachtlijst als de zaal bezet is", "Wait when the room is taken"),
            FieldKind.BOOLEAN,
        ),
        FieldSpec("remark", Text("Opmerking", "Remark"), FieldKind.LONG_TEXT, maximum=1000),
    ),
)

FURNISHING = FormSpec(
    "furnishing",
    (
        FieldSpec(
            "work",
            Text("Werk", "Work"),
            FieldKind.CHOICE,
            is_required=True,
            choices=(
                ("setup", Text("Inrichten", "Set up")),
                ("cleanup", Text("Opruimen", "Clear away")),
            ),
        ),
        FieldSpec("room", Text("Zaal", "Room"), FieldKind.TEXT, is_required=True, maximum=80),
        FieldSpec("due", Text("Klaar om", "Ready at"), FieldKind.DATETIME, is_required=True),
        FieldSpec("arrangement", Text("Opstelling", "Arrangement"), FieldKind.TEXT, maximum=80),
        FieldSpec(
            "people", Text("Personen", "People"), FieldKind.INTEGER, minimum=0, maximum=10_000
        ),
        FieldSpec("booking", Text("Reservering", "Booking"), FieldKind.TEXT, maximum=40),
    ),
)

FEE = FormSpec(
    "fee",
    (
        FieldSpec(
            "booking",
            Text("Reservering", "Booking"),
            FieldKind.TEXT,
            is_required=True,
            maximum=40,
        ),
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

WORK = ProcessSpec(
    "rooms.furnishing",
    Text("Zaal inrichten of opruimen", "Set up or clear a room"),
    (
        StepSpec(
            Text("Inrichten of opruimen", "Set up or clear away"),
            Side.BACK,
            target_seconds=HOUR,
            effort_minutes=30,
            tools="Tafelwagen",
            instruction="Volg de opstelling; meld gereed zodra de zaal staat.",
        ),
    ),
)
CHARGE = ProcessSpec(
    "rooms.fee",
    Text("Annuleringskosten", "Cancellation fee"),
    (StepSpec(Text("In rekening brengen", "Charge"), Side.FRONT),),
)
PROCESSES = (BOOKING, WORK, CHARGE)

PRODUCTS = (
    ProductSpec(
        "booking",
        Text("Zaal", "Room"),
        FORM.id,
        BOOKING.code,
        Text("Een zaal voor een bepaalde tijd.", "A room for some time."),
    ),
    ProductSpec(
        "furnishing",
        Text("Inrichten of opruimen", "Set-up or clean-up"),
        FURNISHING.id,
        WORK.code,
        Text("Werk aan een zaal dat de reservering volgt.", "Work that follows a booking."),
    ),
    ProductSpec(
        "fee",
        Text("Annuleringskosten", "Cancellation fee"),
        FEE.id,
        CHARGE.code,
        Text("Een deel van de prijs van een zaal.", "A part of the price of a room."),
    ),
)

CHARTER = Charter(
    id=0,
    code="rooms.ready",
    version=1,
    name_nl="Zaal op tijd ingericht",
    name_en="Room set up in time",
    promise_nl=(
        "Uw zaal is ingericht als uw bijeenkomst begint, anders brengen wij de inrichting niet "
        "in rekening."
    ),
    promise_en="Your room is set up when your meeting begins, or else the set-up is not charged.",
    guarantee=Guarantee(source=LimitSource.GIVEN),
    sanction=Sanction(SanctionKind.NOT_CHARGED),
    applies_when=Conditions(items=(Condition(KIND, Operator.EQ, value="setup"),)),
    bearer=Bearer.OWNER,
)
CHARTERS = (CharterSpec(CHARTER),)

FACTS = (
    FactSpec(KIND, str, Text("soort werk", "kind of work")),
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
    FactSpec(
        CANCEL_DAYS,
        int,
        Text("werkdagen van annulering tot begin", "working days from cancelling to start"),
    ),
    FactSpec(FEE_PERCENT, int, Text("annuleringskosten in procenten", "fee in percent")),
)

EARLY = SettingSpec(
    "check_in_early_minutes",
    Text("Aanmelden kan vanaf zoveel minuten voor het begin", "Check-in from minutes before start"),
    30,
)
NO_SHOW_MINUTES = SettingSpec(
    "no_show_minutes",
    Text("Zonder aanmelding vrij na zoveel minuten", "Free without check-in after so many minutes"),
    15,
)
OFFER_MINUTES = SettingSpec(
    "offer_minutes",
    Text(
        "Een aanbod van de wachtlijst blijft zoveel minuten staan", "Minutes that an offer stands"
    ),
    120,
)
CALENDAR = SettingSpec(
    "calendar",
    Text(
        "Kalender van de annuleringstermijn; leeg is maandag tot en met vrijdag",
        "Calendar of the cancellation term; empty is Monday to Friday",
    ),
    "",
)
SETTINGS = (EARLY, NO_SHOW_MINUTES, OFFER_MINUTES, CALENDAR)

MANAGE = PermissionSpec(
    "manage", Text("Zalen beheren", "Manage rooms"), ("unit", "desk_lead", "admin")
)
APPROVE = PermissionSpec("approve", Text("Zalen toewijzen", "Grant rooms"), ("unit", "desk_lead"))
PERMISSIONS = (MANAGE, APPROVE)

VIEW = ViewSpec("page", Text("Zalen", "Rooms"), "door-open", f"{PACKAGE}.qt:RoomsPage")
ACTION = PluginActionSpec(
    "open_rooms", Text("Zalen bekijken", "Look at the rooms"), icon="door-open", view=VIEW.id
)

TILES = (
    TileSpec("today", Text("Zalen vandaag", "Rooms today"), query="today"),
    TileSpec("requests", Text("Zaalaanvragen", "Room requests"), query="requests"),
)

READERS = ("front_office", "unit_member", "unit_manager", "controller", "auditor")
WRITERS = ("front_office", "unit_member", "unit_manager")
SCHEMA = SchemaSpec(
    prefix="rooms_",
    migrations=f"{PACKAGE}:migrations",
    store=f"{PACKAGE}.store:RoomsStore",
    grants=(
        *(
            (f"rooms_{table}", role, "select")
            for table in ("room", "booking", "series", "picture")
            for role in READERS
        ),
        *(
            (f"rooms_{table}", role, "insert, update")
            for table in ("booking", "series")
            for role in WRITERS
        ),
        ("rooms_room", "unit_manager", "insert, update"),
        ("rooms_picture", "unit_manager", "insert, delete"),
    ),
)


def said(text: Text) -> str:
    """Return a text in the language of now."""
    return text.get(current_language())
