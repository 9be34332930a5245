"""What the rows of a file can become: the kinds of records with their fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.budget import PARTS
from fmdesk.core.domain.events import PauseClass
from fmdesk.core.domain.limits import LimitUnit, TimeOfDay
from fmdesk.core.domain.message import TemplateKind
from fmdesk.core.domain.people import OverBudget


class Kind(Enum):
    """What a cell must hold."""

    TEXT = auto()
    CODE = auto()
    INSTANT = auto()
    DAY = auto()
    INTEGER = auto()
    MONEY = auto()
    SHARE = auto()
    """A percentage, kept in basis points."""
    BOOLEAN = auto()
    LIST = auto()
    WORD = auto()
    """One of a few words."""
    SCALAR = auto()
    """As the mapping's table of values gives it: text, whole number or yes/no."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """What a field must hold; `words` are the possible ones of a `WORD`."""

    kind: Kind = Kind.TEXT
    is_needed: bool = False
    words: tuple[str, ...] = ()


TEXT, CODE, NEEDED_CODE = FieldRule(), FieldRule(Kind.CODE), FieldRule(Kind.CODE, is_needed=True)
NEEDED_TEXT = FieldRule(is_needed=True)
INTEGER, MONEY, LIST = FieldRule(Kind.INTEGER), FieldRule(Kind.MONEY), FieldRule(Kind.LIST)
INSTANT, BOOLEAN = FieldRule(Kind.INSTANT), FieldRule(Kind.BOOLEAN)

Fields = Mapping[str, FieldRule]
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_LEAD_TIME: Fields = {
    "lead_n": INTEGER,
    "lead_unit": FieldRule(Kind.WORD, words=tuple(LimitUnit)),
    "lead_time_of_day": FieldRule(Kind.WORD, words=tuple(TimeOfDay)),
    "calendar": CODE,
}

WRITTEN_IN = FieldRule(Kind.WORD, words=LANGUAGES)
"""The language of the papers that one is sent."""

TARGETS: Mapping[str, Fields] = {
    "units": {
        "code": NEEDED_CODE,
        "name": NEEDED_TEXT,
        "parent": CODE,
        "leader": CODE,
        "deputy": CODE,
        "is_front_office": BOOLEAN,
        "language": WRITTEN_IN,
    },
    "departments": {
        "code": NEEDED_CODE,
        "name": NEEDED_TEXT,
        "account_manager": CODE,
        "language": WRITTEN_IN,
    },
    "cost_centres": {
        "code": NEEDED_CODE,
        "name": NEEDED_TEXT,
        "department": NEEDED_CODE,
        "over": FieldRule(Kind.WORD, words=tuple(OverBudget)),
    },
    "budgets": {
        "code": NEEDED_CODE,
        "year": FieldRule(Kind.INTEGER, is_needed=True),
        "period": FieldRule(Kind.WORD, words=tuple(PARTS)),
        "amount": FieldRule(Kind.MONEY, is_needed=True),
    },
    "locations": {
        "code": NEEDED_CODE,
        "name": NEEDED_TEXT,
        "kind": FieldRule(Kind.WORD, words=("site", "building", "floor", "room", "area")),
        "parent": CODE,
    },
    "people": {
        "code": NEEDED_CODE,
        "name": NEEDED_TEXT,
        "email": TEXT,
        "phone": TEXT,
        "department": CODE,
        "cost_centre": CODE,
        "location": CODE,
        "unit": CODE,
        "is_active": BOOLEAN,
    },
    "products": {
        "code": NEEDED_CODE,
        "name": NEEDED_TEXT,
        "unit": NEEDED_CODE,
        "name_en": TEXT,
        "cluster": CODE,
        "price": MONEY,
        "price_unit": TEXT,
        **_LEAD_TIME,
        "process": CODE,
        "plugin": CODE,
        "form": CODE,
        "article": TEXT,
        "description": TEXT,
        "description_en": TEXT,
        "limits": TEXT,
        "tips": LIST,
        "synonyms": LIST,
        "norm": FieldRule(Kind.SHARE),
        "contacts": LIST,
        "valid_from": FieldRule(Kind.DAY),
    },
    "promises": {
        "code": NEEDED_CODE,
        **_LEAD_TIME,
        "norm": FieldRule(Kind.SHARE),
        "valid_from": FieldRule(Kind.DAY),
    },
    "accounts": {
        "login": NEEDED_CODE,
        "roles": LIST,
        "person": CODE,
        "unit": CODE,
        "is_active": BOOLEAN,
    },
    "channels": {
        "code": NEEDED_CODE,
        "name_nl": TEXT,
        "name_en": TEXT,
        "rank": INTEGER,
        "calendar": CODE,
        "staff": INTEGER,
    },
    "pause_reasons": {
        "code": NEEDED_CODE,
        "name_nl": TEXT,
        "name_en": TEXT,
        "pause_class": FieldRule(Kind.WORD, words=tuple(PauseClass)),
    },
    "calendars": {
        "code": NEEDED_CODE,
        **dict.fromkeys(DAYS, TEXT),
        "holidays": BOOLEAN,
        "valid_from": FieldRule(Kind.DAY),
    },
    "closed_days": {
        "calendar": NEEDED_CODE,
        "on": FieldRule(Kind.DAY, is_needed=True),
        "name": TEXT,
        "hours": TEXT,
    },
    "templates": {
        "kind": FieldRule(Kind.WORD, is_needed=True, words=tuple(TemplateKind)),
        "language": FieldRule(Kind.WORD, is_needed=True, words=LANGUAGES),
        "product": CODE,
        "subject": NEEDED_TEXT,
        "body": NEEDED_TEXT,
    },
    "call_back_rules": {
        "product": CODE,
        "unit": CODE,
        "every": FieldRule(Kind.INTEGER, is_needed=True),
    },
    "settings": {"name": NEEDED_CODE, "value": TEXT},
    "clusters": {
        "code": NEEDED_CODE,
        "name_nl": TEXT,
        "name_en": TEXT,
        "parent": CODE,
        "unit": CODE,
    },
    "reachability": {
        "channel": NEEDED_CODE,
        "at": FieldRule(Kind.INSTANT, is_needed=True),
        "answered": INTEGER,
        "missed": INTEGER,
        "waiting": INTEGER,
        "staff": INTEGER,
    },
    "tickets": {
        "external_id": NEEDED_CODE,
        "product": NEEDED_CODE,
        "opened_at": FieldRule(Kind.INSTANT, is_needed=True),
        "channel": NEEDED_CODE,
        "due_at": INSTANT,
        "delivered_at": INSTANT,
        "closed_at": INSTANT,
        "quantity": INTEGER,
        "price": MONEY,
        "variant": CODE,
        "subject": TEXT,
        "requester": CODE,
        "recipient": CODE,
        "unit": CODE,
        "cost_centre": CODE,
        "location": CODE,
    },
}
"""The fields of each kind of record; the key of a record is its first field."""

MORE_OF_KEY: Mapping[str, tuple[str, ...]] = {
    "budgets": ("year", "period"),
    "reachability": ("at",),
    "closed_days": ("on",),
    "templates": ("language", "product"),
    "call_back_rules": ("unit",),
}
"""By kind, the fields that tell its records apart besides the first one."""


def key_of(target: str) -> str:
    """Return the name of the field that tells records of a kind apart."""
    return next(iter(TARGETS[target]))
