"""The phrases of which the sentence of a charter is made, in Dutch and English, as data."""

from collections.abc import Mapping
from types import MappingProxyType

from fmdesk.core.domain.charter import Bearer, LimitSource, Operator, SanctionKind
from fmdesk.core.domain.limits import LimitUnit, TimeOfDay

NL, EN = "nl", "en"
Phrases = Mapping[str, Mapping[str, str]]

PROMISES: Phrases = {
    NL: {
        "deliver": "Wij leveren {what} {limit}",
        "complete": "Wij ronden {what} {limit} af",
        "solution": "gereed {limit}",
        "response": "begonnen {limit}",
        "steps": "stap {step} klaar {limit}",
        "begin": "Wij beginnen {limit} met {what}",
        "step": "Wij ronden stap {step} van {what} {limit} af",
        "within": "binnen {n} {unit}",
        str(LimitSource.PRODUCT): "binnen de levertijd van het product",
        str(LimitSource.GIVEN): "op het afgesproken moment",
        "none": "binnen –",
        "calendar": "kalender {code}",
    },
    EN: {
        "deliver": "We deliver {what} {limit}",
        "complete": "We complete {what} {limit}",
        "solution": "ready {limit}",
        "response": "begun {limit}",
        "steps": "step {step} finished {limit}",
        "begin": "We begin with {what} {limit}",
        "step": "We finish step {step} of {what} {limit}",
        "within": "within {n} {unit}",
        str(LimitSource.PRODUCT): "within the lead time of the product",
        str(LimitSource.GIVEN): "by the agreed time",
        "none": "within –",
        "calendar": "calendar {code}",
    },
}
"""The guarantee; `deliver` is said of what has a noun of its own, `complete` of named products."""

PHRASES: Phrases = {
    NL: {
        "everything": "wat u bestelt",
        "else": "anders",
        "applies": "Dit geldt als {what}.",
        "except": "Dit geldt niet als {what}.",
        "and": " en ",
        "or": " of ",
        "others": "{n} andere",
        "yes": "ja",
        "no": "nee",
        "never": "nooit",
        "always": "altijd",
        "all_products": "alle producten",
        "cap": "hoogstens {amount} per regel",
        "exceed": "ook als dat meer is dan de prijs",
        "rounded": "naar boven afgerond op {unit}",
        "from": "vanaf {first}",
        "until": "tot en met {last}",
        "trial": "proef tot en met {last}",
        str(Bearer.OWNER): "het onderdeel van het product",
        str(Bearer.OVERRUN): "wie het meest over zijn streeftijd ging",
    },
    EN: {
        "everything": "what you order",
        "else": "or else",
        "applies": "This applies when {what}.",
        "except": "This does not apply when {what}.",
        "and": " and ",
        "or": " or ",
        "others": "{n} others",
        "yes": "yes",
        "no": "no",
        "never": "never",
        "always": "always",
        "all_products": "all products",
        "cap": "at most {amount} per line",
        "exceed": "even when that is more than the price",
        "rounded": "rounded up to {unit}",
        "from": "from {first}",
        "until": "until {last}",
        "trial": "trial until {last}",
        str(Bearer.OWNER): "the unit of the product",
        str(Bearer.OVERRUN): "whoever overran its target most",
    },
}

SANCTIONS: Phrases = {
    NL: {
        str(SanctionKind.NOT_CHARGED): "brengen wij de levering niet in rekening",
        str(SanctionKind.PERCENTAGE): "krijgt u {share} van de prijs terug",
        str(SanctionKind.FIXED): "krijgt u {amount} terug",
        str(SanctionKind.STEPPED): (
            "krijgt u {base} terug en {more} per {step} {time} te laat, hoogstens {times}"
        ),
        "once": "krijgt u {base} terug",
        "steps": "krijgt u {more} terug per {step} {time} te laat, hoogstens {times}",
        str(SanctionKind.POINTS): "telt dat voor {n} {unit}",
        "one": "punt",
        "many": "punten",
        "time": "{n} keer",
        "times": "{n} keer",
        "working": "werktijd",
        "clock": "kloktijd",
    },
    EN: {
        str(SanctionKind.NOT_CHARGED): "the delivery is not charged",
        str(SanctionKind.PERCENTAGE): "you get {share} of the price back",
        str(SanctionKind.FIXED): "you get {amount} back",
        str(SanctionKind.STEPPED): (
            "you get {base} back and {more} for every {step} of {time} late, at most {times}"
        ),
        "once": "you get {base} back",
        "steps": "you get {more} back for every {step} of {time} late, at most {times}",
        str(SanctionKind.POINTS): "it counts for {n} {unit}",
        "one": "point",
        "many": "points",
        "time": "once",
        "times": "{n} times",
        "working": "working time",
        "clock": "clock time",
    },
}

LIMITS: Mapping[str, Mapping[LimitUnit, tuple[str, str]]] = {
    NL: {
        LimitUnit.CLOCK_HOURS: ("uur", "uur"),
        LimitUnit.WORKING_HOURS: ("werkuur", "werkuren"),
        LimitUnit.WORKING_DAYS: ("werkdag", "werkdagen"),
        LimitUnit.CALENDAR_DAYS: ("kalenderdag", "kalenderdagen"),
    },
    EN: {
        LimitUnit.CLOCK_HOURS: ("hour", "hours"),
        LimitUnit.WORKING_HOURS: ("working hour", "working hours"),
        LimitUnit.WORKING_DAYS: ("working day", "working days"),
        LimitUnit.CALENDAR_DAYS: ("calendar day", "calendar days"),
    },
}
"""One and many; "24 uur" is 24 clock hours (domain page, Time)."""

LIMIT_DETAILS: Phrases = {
    NL: {
        str(TimeOfDay.CLOSE): "tot sluitingstijd",
        str(TimeOfDay.OFFICE): "geteld in open uren",
    },
    EN: {
        str(TimeOfDay.CLOSE): "until closing time",
        str(TimeOfDay.OFFICE): "counted in open hours",
    },
}

OPERATORS: Mapping[str, Mapping[Operator, str]] = {
    NL: {
        Operator.EQ: "{fact} is {value}",
        Operator.NE: "{fact} is niet {value}",
        Operator.LT: "{fact} is minder dan {value}",
        Operator.LE: "{fact} is hoogstens {value}",
        Operator.GT: "{fact} is meer dan {value}",
        Operator.GE: "{fact} is minstens {value}",
        Operator.IN: "{fact} is een van {value}",
        Operator.NOT_IN: "{fact} is geen van {value}",
    },
    EN: {
        Operator.EQ: "{fact} is {value}",
        Operator.NE: "{fact} is not {value}",
        Operator.LT: "{fact} is less than {value}",
        Operator.LE: "{fact} is at most {value}",
        Operator.GT: "{fact} is more than {value}",
        Operator.GE: "{fact} is at least {value}",
        Operator.IN: "{fact} is one of {value}",
        Operator.NOT_IN: "{fact} is none of {value}",
    },
}
TIME_OPERATORS: Mapping[str, Mapping[Operator, str]] = {
    NL: {
        Operator.LT: "{fact} is voor {value}",
        Operator.LE: "{fact} is {value} of eerder",
        Operator.GT: "{fact} is na {value}",
        Operator.GE: "{fact} is {value} of later",
    },
    EN: {
        Operator.LT: "{fact} is before {value}",
        Operator.LE: "{fact} is {value} or earlier",
        Operator.GT: "{fact} is after {value}",
        Operator.GE: "{fact} is {value} or later",
    },
}
"""How moments compare; everything else as `OPERATORS` says."""

DURATIONS: Mapping[str, tuple[tuple[int, str], ...]] = MappingProxyType(
    {
        NL: ((3600, "uur"), (60, "min"), (1, "s")),
        EN: ((3600, "h"), (60, "min"), (1, "s")),
    }
)
WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    NL: ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    EN: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS: Mapping[str, tuple[str, ...]] = {
    NL: (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    EN: (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
FIGURES: Mapping[str, tuple[str, str, str, str]] = {
    NL: (".", ",", "€\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}%"),
    EN: (",", ".", "€", "%"),
}
"""What separates thousands and cents, what stands before an amount and after a share."""
