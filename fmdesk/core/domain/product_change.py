"""A change of a product: field by field, who keeps each field, and how two changes meet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from fmdesk.core.domain.access import Me, Role
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import ConflictError


class Keeper(StrEnum):
    """Who keeps a field of a product and changes it without asking anybody."""

    UNIT = "unit"
    """The unit that delivers it: texts, questions, tips and contacts."""
    CONTROLLER = "controller"
    """The controllers: what it costs and what is guaranteed."""


class Way(StrEnum):
    """How somebody changes a field."""

    DIRECT = "direct"
    PROPOSE = "propose"
    """The keeper is asked."""
    NO = "no"


KEEPERS: Mapping[str, Keeper] = MappingProxyType(
    dict.fromkeys(
        (
            *("name_nl", "name_en", "description_nl", "description_en", "limits"),
            *("tips", "synonyms", "faqs", "contact_ids"),
        ),
        Keeper.UNIT,
    )
    | dict.fromkeys(
        (
            *("price_cents", "price_unit", "variants", "lead_time", "calendar", "norm"),
            *("cluster", "unit_id", "process", "plugin", "form", "article"),
        ),
        Keeper.CONTROLLER,
    )
)
"""Each field of a product that can change, in the order in which changes are told."""


class Act(StrEnum):
    """What is done with the catalogue as a whole."""

    GUIDES = "guides"
    PROCESSES = "processes"
    PRODUCTS = "products"
    """Make a product that was not there."""
    CLUSTERS = "clusters"
    """Add, rename and move clusters, and give them an owner."""
    READINGS = "readings"
    """See who has not read what changed."""


ACTS: Mapping[Act, tuple[Role, ...]] = MappingProxyType(
    {
        Act.GUIDES: (Role.DESK, Role.DESK_LEAD, Role.ADMIN),
        Act.PROCESSES: (Role.DESK_LEAD, Role.ADMIN),
        Act.PRODUCTS: (Role.DESK_LEAD, Role.CONTROLLER),
        Act.CLUSTERS: (Role.DESK_LEAD, Role.CONTROLLER),
        Act.READINGS: (Role.DESK_LEAD, Role.ADMIN),
    }
)


def way(me: Me, keeper: Keeper, *, is_own: bool) -> Way:
    """Return how somebody changes what a keeper keeps.

    Units keep text, questions, tips and contacts of their own products, and who administers helps
    out; price and guarantee stay with controllers alone; everybody else with a role proposes.

    Args:
        me: Who.
        keeper: Whose field it is.
        is_own: The product is that of this person's unit, or of a unit below it.
    """
    if not me.roles:
        return Way.NO
    if keeper is Keeper.CONTROLLER:
        is_keeper = me.is_any(Role.CONTROLLER)
    else:
        is_keeper = me.is_any(Role.ADMIN) or (is_own and me.is_any(Role.UNIT))
    return Way.DIRECT if is_keeper else Way.PROPOSE


def is_own(me: Me, unit_id: int, parents: Mapping[int, int | None]) -> bool:
    """Tell whether a unit is that of this person, or stands below it.

    Args:
        me: Who.
        unit_id: The unit that delivers.
        parents: The unit above each unit.
    """
    seen: set[int] = set()
    unit: int | None = unit_id
    while unit is not None and unit not in seen:
        if unit == me.unit_id:
            return True
        seen.add(unit)
        unit = parents.get(unit)
    return False


def differences(before: ProductVersion, after: ProductVersion) -> tuple[str, ...]:
    """Return the fields in which two versions differ, in their order.

    Questions are the same when language, question and answer are: numbers and uses do not count.
    """
    return tuple(name for name in KEEPERS if value(before, name) != value(after, name))


def value(version: ProductVersion, name: str) -> Any:
    """Return a field of a version as it is compared."""
    if name == "faqs":
        return tuple((one.language, one.question, one.answer) for one in version.faqs)
    return getattr(version, name)


def taken(base: ProductVersion, after: ProductVersion, names: Iterable[str]) -> ProductVersion:
    """Return the base with only these fields changed as in `after`."""
    return replace(base, **{name: getattr(after, name) for name in names})


def merged(base: ProductVersion, mine: ProductVersion, theirs: ProductVersion) -> ProductVersion:
    """Return what is stored now with what I changed since I looked.

    Args:
        base: What I looked at.
        mine: What I made of it.
        theirs: What is stored now.

    Raises:
        ConflictError: `catalogue.conflict` where both changed the same field in different ways.
    """
    changed = differences(base, mine)
    for name in changed:
        if value(theirs, name) not in (value(base, name), value(mine, name)):
            raise ConflictError("catalogue.conflict", product=theirs.code)
    return taken(theirs, mine, changed)


def carried(base: ProductVersion, new: ProductVersion, later: ProductVersion) -> ProductVersion:
    """Return a version that begins later, with a change that is made before it.

    What the later version says differently from the base stays as it says.

    Args:
        base: The version before the change.
        new: The version after it.
        later: A version that begins after the new one.
    """
    open_fields = (
        name for name in differences(base, new) if value(later, name) == value(base, name)
    )
    return taken(later, new, open_fields)


def is_news(valid_from: date, today: date, days: int) -> bool:
    """Tell whether a version that holds is still to be read by who did not."""
    return 0 <= (today - valid_from).days <= days


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a product before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class News:
    """What changed in a product since somebody read it.

    Attributes:
        version_id: The version that is to be read.
        valid_from: Its first day.
        changes: What differs from what was read.
    """

    version_id: int
    valid_from: date
    changes: tuple[FieldChange, ...]
