"""Short forms for the columns of `tables`: each says what a column means in the domain."""

from enum import StrEnum

import sqlalchemy as sa

from fmdesk.core.domain.limits import LimitUnit, TimeOfDay
from fmdesk.core.sqltypes import Id, UtcDateTime


def row_id() -> sa.Column[int]:
    """Return the number of the record."""
    return sa.Column("id", Id, primary_key=True)


def text(name: str, **options: object) -> sa.Column[str]:
    """Return a text that is never NULL; empty means none."""
    return sa.Column(name, sa.Text, nullable=False, server_default="", **options)  # type: ignore[arg-type]


def code(name: str = "code") -> sa.Column[str]:
    """Return a unique code."""
    return sa.Column(name, sa.Text, nullable=False, unique=True)


def number(name: str, default: int | None = None, **options: object) -> sa.Column[int]:
    """Return a whole number that is never NULL."""
    shown = None if default is None else str(default)
    return sa.Column(name, sa.BigInteger, nullable=False, server_default=shown, **options)  # type: ignore[arg-type]


def flag(name: str) -> sa.Column[bool]:
    """Return a yes or no, no unless told."""
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def refer(name: str, target: str, *, needed: bool = False, **options: object) -> sa.Column[int]:
    """Return a reference to `target` ("table" by id, or "table.column")."""
    column = target if "." in target else f"{target}.id"
    kind = sa.Text() if column.endswith(".code") else Id
    late = {"use_alter": True} if options.pop("is_circular", False) else {}
    key = sa.ForeignKey(column, **late)  # type: ignore[arg-type]  # options of a column, by name
    return sa.Column(name, kind, key, nullable=not needed, **options)  # type: ignore[arg-type]


def at(name: str, *, needed: bool = False, **options: object) -> sa.Column[object]:
    """Return an instant."""
    return sa.Column(name, UtcDateTime, nullable=not needed, **options)  # type: ignore[arg-type]


def word(
    name: str,
    kind: type[StrEnum] | tuple[str, ...],
    *,
    needed: bool = True,
    default: str | None = None,
) -> sa.Column[str]:
    """Return a text that is one of the words of an enumeration."""
    words = ", ".join(f"'{word}'" for word in kind)
    check = sa.CheckConstraint(f"{name} IN ({words})", name=name)
    return sa.Column(name, sa.Text, check, nullable=not needed, server_default=default)


def lead_time() -> tuple[sa.Column[str], sa.Column[int], sa.Column[str]]:
    """Return the three columns of a `Limit`; NULL means none."""
    return (
        word("lead_unit", LimitUnit, needed=False),
        sa.Column("lead_n", sa.BigInteger),
        word("lead_time_of_day", TimeOfDay, needed=False),
    )
