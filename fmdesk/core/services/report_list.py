"""The reports that there are, as data: each with its tables, columns and what restricts it."""

from fmdesk.core.domain.reporting import (
    FigureKind,
    Named,
    ReportColumn,
    ReportSpec,
    Scope,
    TableSpec,
)
from fmdesk.i18n import N_

_C, _K = ReportColumn, FigureKind
_UNIT, _PRODUCT = (Named.UNIT, N_("Unit")), (Named.PRODUCT, N_("Product"))
_CHARTER, _CHANNEL = (Named.CHARTER, N_("Charter")), (Named.CHANNEL, N_("Channel"))
BY_MONTHS = N_("Money counts in the month in which it is posted.")
_SAID = (
    _C("satisfied", N_("Satisfied")),
    _C("not_satisfied", N_("Not satisfied")),
    _C("not_reached", N_("Not reached")),
    _C("answered", "", is_shown=False),
    _C("share", N_("Share satisfied"), _K.SHARE, ("satisfied", "answered")),
)
_BORNE = (
    _C("entries", N_("Postings")),
    _C("points", N_("Points")),
    _C("cents", N_("Borne"), _K.MONEY),
)

BORNE = TableSpec("borne", N_("Borne and posted"), (_UNIT,), _BORNE, "cents", BY_MONTHS)
BORNE_BY_CHARTER = TableSpec(
    "borne_by_charter", N_("Posted per charter"), (_CHARTER,), _BORNE, "cents", BY_MONTHS
)
PROPOSED = TableSpec(
    "proposed",
    N_("Not posted yet"),
    (_UNIT,),
    (
        _C("proposed", N_("Proposed")),
        _C("decided", N_("Decided")),
        _C("points", N_("Points")),
        _C("cents", N_("Credit"), _K.MONEY),
    ),
    "cents",
    N_("As the last control of each month has it."),
    is_judged=True,
)
CHARGES = TableSpec(
    "charges",
    N_("Costs per cost centre"),
    ((Named.COST_CENTRE, N_("Cost centre")),),
    (
        _C("ordered", N_("Ordered lines")),
        _C("price", N_("Ordered"), _K.MONEY),
        _C("committed", N_("Not ready yet"), _K.MONEY),
        _C("realised", N_("Realised"), _K.MONEY),
        _C("credited", N_("Credited"), _K.MONEY),
        _C("budget", N_("Budget this year"), _K.MONEY),
        _C("spent", "", _K.MONEY, is_shown=False),
        _C("left", N_("Left"), _K.LEFT, ("budget", "spent")),
        _C("used", N_("Used"), _K.SHARE, ("spent", "budget")),
        _C("net", N_("Paid"), _K.MONEY),
        _C("year", N_("Paid this year"), _K.MONEY),
        _C("paid", "", _K.SHARE, ("year", "budget"), is_shown=False),
    ),
    "price",
    N_(
        "Budget, left and used are those of the year so far, as on the page Budgets: by the lines"
        " as they stand now. What is paid is posted when a month closes, and stands."
    ),
    is_judged=True,
)
_VERDICTS = (
    _C("kept", N_("Kept")),
    _C("broken", N_("Broken")),
    _C("excused", N_("Excused")),
    _C("running", N_("Running")),
    _C("judged", "", is_shown=False),
    _C("share", N_("Share kept"), _K.SHARE, ("kept", "judged")),
    _C("credit", N_("Credit"), _K.MONEY),
)
_VERSION = (_CHARTER, (Named.MONTH, N_("Month")))
CHARTERS = TableSpec(
    "charters",
    N_("Verdicts per version and month"),
    _VERSION,
    _VERDICTS,
    note=N_("As the last control of each month has it."),
    is_judged=True,
)
TRIALS = TableSpec(
    "trials",
    N_("Charters in trial per version and month"),
    _VERSION,
    _VERDICTS,
    note=N_("What they would have credited; nothing of it is posted."),
    is_judged=True,
)
SAID_OF_UNITS = TableSpec("said_of_units", N_("Call-backs per unit"), (_UNIT,), _SAID, "satisfied")
SAID_OF_PRODUCTS = TableSpec(
    "said_of_products", N_("Call-backs per product"), (_PRODUCT,), _SAID, "satisfied"
)
REMARKS = TableSpec(
    "remarks",
    N_("Complaints, compliments and suggestions"),
    (_UNIT,),
    (
        _C("complaints", N_("Complaints")),
        _C("compliments", N_("Compliments")),
        _C("suggestions", N_("Suggestions")),
        _C("all", N_("Together")),
        _C("answered", N_("Answered")),
        _C("in_time", N_("Answered in time")),
    ),
    "all",
)
HANDED = TableSpec(
    "handed",
    N_("Hand-over to the unit"),
    (_UNIT,),
    (
        _C("lines", N_("Taken up")),
        _C("at_desk", "", _K.SPAN, is_shown=False),
        _C("before", N_("Until handed over"), _K.MEAN, ("at_desk", "lines")),
        _C("seconds", "", _K.SPAN, is_shown=False),
        _C("mean", N_("Then until started"), _K.MEAN, ("seconds", "lines")),
        _C("long", N_("Over a day")),
    ),
    "lines",
    N_("Clock time per line opened in the period, up to the first step of the unit."),
)
RETURNED = TableSpec(
    "returned",
    N_("Returned over the cut"),
    (_UNIT, (Named.REASON, N_("Reason"))),
    (_C("returns", N_("Returns")),),
    "returns",
)
REACHED = TableSpec(
    "reached",
    N_("Reachability per channel"),
    (_CHANNEL,),
    (
        _C("answered", N_("Answered")),
        _C("missed", N_("Missed")),
        _C("offered", "", is_shown=False),
        _C("share", N_("Share answered"), _K.SHARE, ("answered", "offered")),
        _C("open", N_("Promised open"), _K.SPAN),
        _C("lost", N_("Closed in those hours"), _K.SPAN),
        _C("closings", N_("Closings")),
    ),
    "answered",
)
DEMAND = TableSpec(
    "demand",
    N_("Demand per product"),
    (_PRODUCT,),
    (
        _C("lines", N_("Lines")),
        _C("pieces", N_("Pieces")),
        _C("price", N_("Ordered"), _K.MONEY),
        _C("before", N_("Lines before")),
        _C("change", N_("Difference"), _K.DIFFERENCE, ("lines", "before")),
    ),
    "lines",
    N_("Without cancelled lines. Before: as many months just before these."),
)
BESPOKE = TableSpec(
    "bespoke",
    N_("Not in the catalogue"),
    ((Named.TEXT, N_("What was asked")), _UNIT),
    (
        _C("lines", N_("Lines")),
        _C("price", N_("Agreed price"), _K.MONEY),
        _C("adopted", N_("Now in the catalogue")),
    ),
    "lines",
)
QUESTIONED = TableSpec(
    "questioned",
    N_("Questions answered from the catalogue"),
    ((Named.FAQ, N_("Question")),),
    (
        _C("asked", N_("Asked")),
        _C("before", N_("Before")),
        _C("change", N_("Difference"), _K.DIFFERENCE, ("asked", "before")),
    ),
    "asked",
    N_("Before: as many months just before these."),
)
SETTLED = TableSpec(
    "settled",
    N_("Settled at the desk"),
    (_CHANNEL,),
    (
        _C("contacts", N_("Contacts")),
        _C("at_desk", N_("Settled at the desk")),
        _C("share", N_("Share"), _K.SHARE, ("at_desk", "contacts")),
        _C("from_faq", N_("From a known question")),
        _C("seconds", N_("Handling time"), _K.SPAN),
        _C("mean", N_("Time each"), _K.MEAN, ("seconds", "contacts")),
    ),
    "contacts",
)
ASKED = TableSpec(
    "asked",
    N_("Questions of the desk"),
    (_UNIT,),
    (
        _C("questions", N_("Asked")),
        _C("answered", N_("Answered")),
        _C("in_time", N_("Answered in time")),
        _C("share", N_("Share in time"), _K.SHARE, ("in_time", "questions")),
    ),
    "questions",
)

_U, _D = Scope.UNIT, Scope.DEPARTMENT
REPORTS = (
    ReportSpec(
        "sanctions",
        N_("Sanctions per unit"),
        N_("Controllers, and the units that bear"),
        (BORNE, BORNE_BY_CHARTER, PROPOSED),
        (_U,),
    ),
    ReportSpec(
        "charges",
        N_("Charges against budget"),
        N_("Departments, and their account managers"),
        (CHARGES,),
        (_D, Scope.COST_CENTRE),
    ),
    ReportSpec(
        "charters", N_("History of charters"), N_("Management"), (CHARTERS, TRIALS), (_U, _D)
    ),
    ReportSpec(
        "satisfaction",
        N_("Satisfaction and call-backs"),
        N_("Units, the desk, account managers"),
        (SAID_OF_UNITS, SAID_OF_PRODUCTS, REMARKS),
        (_U, _D),
    ),
    ReportSpec(
        "crossing",
        N_("Hand-over and returns over the cut"),
        N_("The desk and the units"),
        (HANDED, RETURNED),
        (_U,),
    ),
    ReportSpec("reached", N_("Reachability"), N_("The desk's lead"), (REACHED,)),
    ReportSpec(
        "demand",
        N_("Demand and its trend"),
        N_("Units, account managers"),
        (DEMAND, BESPOKE, QUESTIONED),
    ),
    ReportSpec("settled", N_("Settled at the desk"), N_("The desk's lead"), (SETTLED,), (_D,)),
    ReportSpec(
        "unit",
        N_("One unit"),
        N_("The unit's leader"),
        (
            DEMAND,
            CHARTERS,
            TRIALS,
            BORNE_BY_CHARTER,
            PROPOSED,
            HANDED,
            RETURNED,
            ASKED,
            SAID_OF_PRODUCTS,
            REMARKS,
        ),
        (_U,),
        _U,
    ),
    ReportSpec(
        "department",
        N_("One department"),
        N_("The department, and its account manager"),
        (CHARGES, DEMAND, CHARTERS, SAID_OF_PRODUCTS, REMARKS, SETTLED),
        (_D,),
        _D,
    ),
)
"""In the order in which they are listed."""
