"""Two people change the same thing: what both wrote is kept, unless it is the same field.

Whoever saves sends what was seen when the form was opened beside what is wanted; together with what
stands there now that says, field by field, who changed what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fmdesk.core.domain.ticket import Scalar

Fields = Mapping[str, Scalar | None]
"""Values by the name of their field; None, or no such name, is an empty one."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that both changed, to different values.

    Attributes:
        field: Its name.
        yours: What the one who saves now wants.
        theirs: What somebody else stored since.
    """

    field: str
    yours: Scalar | None
    theirs: Scalar | None


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of two changes.

    Attributes:
        values: The fields to store, as the one who saves now wants them.
        clashes: The fields that somebody must choose about.
    """

    values: Fields
    clashes: tuple[Clash, ...] = ()


def merge(base: Fields, yours: Fields, theirs: Fields) -> Merged:
    """Merge a change into what stands there now.

    Args:
        base: The fields as they were when the form was opened.
        yours: The fields as they are wanted.
        theirs: The fields as they stand now.
    """
    values: dict[str, Scalar | None] = {}
    clashes = []
    for name in sorted(base.keys() | yours.keys()):
        before, mine, there = base.get(name), yours.get(name), theirs.get(name)
        if mine in (before, there):
            continue
        if there == before:
            values[name] = mine
        else:
            clashes.append(Clash(name, mine, there))
    return Merged(values, tuple(clashes))
