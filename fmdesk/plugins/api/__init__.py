"""All that a plugin may import of fmdesk, beside `api.sql` in its store and `api.qt` in its pages.

Loads neither a database library nor Qt, so that a plugin can be declared, listed and tested
without them. `docs/plugins.md` is the guide.
"""

from fmdesk.core.domain.calendar import Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import (
    ALWAYS,
    NEVER,
    Bearer,
    Charter,
    Condition,
    Conditions,
    FactValue,
    Guarantee,
    LimitSource,
    Operator,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.errors import (
    ConflictError,
    DomainError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    PluginError,
)
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.people import Location, Person
from fmdesk.core.domain.process import Side
from fmdesk.core.domain.spec import (
    CharterSpec,
    CommandSpec,
    DueSpec,
    FactSpec,
    FieldKind,
    FieldSpec,
    FormSpec,
    PermissionSpec,
    PluginActionSpec,
    ProcessSpec,
    ProductSpec,
    QuerySpec,
    ReportSectionSpec,
    SchemaSpec,
    SettingSpec,
    StepSpec,
    Text,
    TileSpec,
    ViewSpec,
)
from fmdesk.core.domain.ticket import Line, LineState, OrderLine, Scalar
from fmdesk.i18n import N_, Domain, current_language, day, duration, money, number, stamp
from fmdesk.plugins.api.context import Readers, WorkContext
from fmdesk.plugins.api.hookspecs import API_VERSION, hookimpl

__all__ = [
    "ALWAYS",
    "API_VERSION",
    "NEVER",
    "N_",
    "Bearer",
    "Charter",
    "CharterSpec",
    "CommandSpec",
    "Condition",
    "Conditions",
    "ConflictError",
    "Domain",
    "DomainError",
    "DueSpec",
    "EventKind",
    "FactSpec",
    "FactValue",
    "FieldKind",
    "FieldSpec",
    "FormSpec",
    "Guarantee",
    "InvalidInputError",
    "Limit",
    "LimitSource",
    "LimitUnit",
    "Line",
    "LineEvent",
    "LineState",
    "Location",
    "NotAllowedError",
    "NotFoundError",
    "Operator",
    "OrderLine",
    "PermissionSpec",
    "Person",
    "PluginActionSpec",
    "PluginError",
    "ProcessSpec",
    "ProductSpec",
    "ProductVersion",
    "QuerySpec",
    "Readers",
    "ReportSectionSpec",
    "Sanction",
    "SanctionKind",
    "Scalar",
    "SchemaSpec",
    "SettingSpec",
    "Side",
    "StepSpec",
    "Text",
    "TileSpec",
    "TimeOfDay",
    "ViewSpec",
    "WorkContext",
    "current_language",
    "day",
    "duration",
    "hookimpl",
    "money",
    "number",
    "stamp",
]
