"""What the plugin declares: form, process, facts, charter, settings, pages, tables, all as data."""

from collections.abc import Mapping

from fmdesk.plugins.api import (
    N_,
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
    ReportSectionSpec,
    Sanction,
    SanctionKind,
    SchemaSpec,
    SectionColumn,
    SettingSpec,
    Side,
    StepSpec,
    Text,
    TileSpec,
    ViewSpec,
)
from fmdesk_visitors.visits import GuestState

PLUGIN = "visitors"
PEOPLE = "visitors.people"
NOTICE_HOURS = "visitors.notice_hours"
TOLD_MINUTES = "visitors.told_minutes"
MOST_PEOPLE = 200

STATES: Mapping[GuestState, str] = {
    GuestState.EXPECTED: N_("expected"),
    GuestState.INSIDE: N_("inside"),
    GuestState.LEFT: N_("left"),
    GuestState.MISSED: N_("not shown"),
    GuestState.CANCELLED: N_("cancelled"),
}

FORM = FormSpec(
    "visit",
    (
        FieldSpec(
            "host",
            Text("Bezoek voor", "Visit for"),
            FieldKind.PERSON,
            help=Text("Leeg is voor wie het aanvraagt.", "Empty is for who asks."),
        ),
        FieldSpec("company", Text("Bedrijf", "Company"), FieldKind.TEXT, maximum=100),
        FieldSpec("arrival", Text("Aankomst", "Arrival"), FieldKind.DATETIME, is_required=True),
        FieldSpec(
            "people",
            Text("Aantal bezoekers", "Number of visitors"),
            FieldKind.INTEGER,
            is_required=True,
            minimum=1,
            maximum=MOST_PEOPLE,
            default=1,
            help=Text(
                "Namen en kentekens vult u in op de pagina Receptie; alleen daar worden ze bewaard "
                "en later gewist.",
                "Names and number plates go onto the page Reception; they are kept there alone, "
                "and erased later.",
            ),
        ),
    ),
)

RECEIVE = ProcessSpec(
    "visitors.receive",
    Text("Bezoek ontvangen", "Receive a visit"),
    (
        StepSpec(
            Text("Bezoek aanmelden", "Announce the visit"),
            Side.FRONT,
            effort_minutes=2,
            instruction="Vraag wie er komt, van welk bedrijf, voor wie en hoe laat.",
        ),
        StepSpec(
            Text("Ontvangen en melden", "Receive and tell"),
            Side.BACK,
            effort_minutes=3,
            instruction="Geef een pas en meld het bezoek meteen aan wie het ontvangt.",
        ),
    ),
)
PRODUCT = ProductSpec(
    "visit",
    Text("Bezoek aanmelden", "Announce a visitor"),
    FORM.id,
    RECEIVE.code,
    Text(
        "Uw bezoek wordt verwacht, krijgt een pas en wordt bij u gemeld.",
        "Your visit is expected, gets a badge, and you are told that it is here.",
    ),
)

CHARTER = Charter(
    id=0,
    code="visitors.told",
    version=1,
    name_nl="Bezoek snel gemeld",
    name_en="Told of a visit at once",
    promise_nl="Binnen vijf minuten na aankomst weet u dat uw bezoek er is.",
    promise_en="Within five minutes of its arrival you know that your visit is here.",
    guarantee=Guarantee(source=LimitSource.GIVEN),
    sanction=Sanction(SanctionKind.POINTS, points=1),
    applies_when=Conditions(items=(Condition(PEOPLE, Operator.GE, value=1),)),
)
CHARTERS = (CharterSpec(CHARTER),)

FACTS = (
    FactSpec(PEOPLE, int, Text("bezoekers", "visitors")),
    FactSpec(
        NOTICE_HOURS,
        int,
        Text("uren van aanmelding tot aankomst", "hours from announcement to arrival"),
    ),
    FactSpec(
        TOLD_MINUTES,
        int,
        Text("minuten van aankomst tot melding", "minutes from arrival to telling the host"),
    ),
)

TELL_MINUTES = SettingSpec(
    "tell_minutes",
    Text("Zo snel wordt bezoek gemeld (minuten)", "So soon a visit is told of (minutes)"),
    5,
    minimum=1,
    maximum=120,
)
BADGES = SettingSpec(
    "badges", Text("Hoogste pasnummer", "Highest badge"), 200, minimum=1, maximum=9999
)
KEEP_DAYS = SettingSpec(
    "keep_days",
    Text("Namen en kentekens bewaren (dagen)", "Keep names and number plates (days)"),
    14,
    minimum=1,
    maximum=365,
    help=Text(
        "Daarna worden ze gewist; hoeveel bezoekers er waren blijft bekend.",
        "After that they are erased; how many visitors there were stays known.",
    ),
)
SETTINGS = (TELL_MINUTES, BADGES, KEEP_DAYS)

RECEPTION = ViewSpec(
    "reception", Text("Receptie", "Reception"), "user", "fmdesk_visitors.qt:ReceptionPage"
)
EVACUATION = ViewSpec(
    "evacuation",
    Text("Ontruimingslijst", "Evacuation list"),
    "shield-check",
    "fmdesk_visitors.qt:EvacuationPage",
)
VIEWS = (RECEPTION, EVACUATION)
ACTIONS = (
    PluginActionSpec(
        "open_reception",
        Text("Bezoekers bekijken", "Look at the visitors"),
        icon="user",
        view=RECEPTION.id,
    ),
    PluginActionSpec(
        "open_evacuation",
        Text("Ontruimingslijst bekijken", "Look at the evacuation list"),
        icon="shield-check",
        view=EVACUATION.id,
    ),
)
TILES = (
    TileSpec(
        "expected",
        Text("Bezoek verwacht", "Visits expected"),
        query="expected_today",
        view=RECEPTION.id,
    ),
    TileSpec(
        "waiting", Text("Bezoek niet gemeld", "Visits not told"), query="waiting", view=RECEPTION.id
    ),
)
SECTION = ReportSectionSpec(
    "visits",
    Text("Bezoek", "Visitors"),
    query="section",
    columns=(
        SectionColumn(Text("Bezoeken", "Visits")),
        SectionColumn(Text("Bezoekers aangemeld", "Visitors announced")),
        SectionColumn(Text("Gekomen", "Came")),
        SectionColumn(Text("Niet verschenen", "Not shown")),
    ),
)

WRITERS = ("front_office", "unit_member", "unit_manager")
SCHEMA = SchemaSpec(
    prefix="visitors_",
    migrations="fmdesk_visitors:migrations",
    store="fmdesk_visitors.store:VisitorsStore",
    grants=(
        *(("visitors_visit", role, "select, insert, update") for role in WRITERS),
        *(("visitors_guest", role, "select, insert, update, delete") for role in WRITERS),
        ("visitors_visit", "controller", "select"),
        ("visitors_guest", "controller", "select"),
        ("visitors_visit", "fmdesk_clerk", "select, insert, update"),
        ("visitors_guest", "fmdesk_clerk", "select, insert, update, delete"),
    ),
)
