"""Write the matrix of who may do what into docs/access.md, from the data that the door asks.

Usage: scripts/permissions [--check]

With `--check` nothing is written and a page that differs is a fault.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.permissions import AREAS, COMMANDS, DESK_CLOCK, EVENTS, WORKS, Permission

EVENT = "fulfilment.record"
PAGE = Path(__file__).resolve().parent.parent / "docs" / "access.md"
BEGIN, END = "<!-- matrix -->", "<!-- end of matrix -->"


def matrix() -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"| command | {' | '.join(role.value.replace('_', ' ') for role in Role)} |"
    yield "|---" * (len(Role) + 1) + "|"
    for name, row in sorted(_rows()):
        yield f"| {name} | {' | '.join(_cell(row, role) for role in Role)} |"
    for area, roles in AREAS.items():
        cells = ("yes" if role in roles else "–" for role in Role)
        yield f"| to read: {area.value} | {' | '.join(cells)} |"


def _rows() -> Iterator[tuple[str, Permission]]:
    """Yield the rows; what is recorded on a line has one for each kind of event."""
    for name, row in COMMANDS.items():
        if row is not COMMANDS[EVENT]:
            yield f"`{name}`", row
    for kind, row in EVENTS.items():
        yield f"`{EVENT}`: {kind.value.replace('_', ' ')}", row
    yield f"`{EVENT}`: paused, customer's clock running", WORKS
    yield f"`{EVENT}`: paused, resumed, of the desk", DESK_CLOCK


def _cell(row: Permission, role: Role) -> str:
    if role not in row.roles:
        return "–"
    if row.is_chore:
        return "chore"
    if row.own is not None and role is Role.UNIT:
        return "own"
    is_judge = row.foreign is not None and role is Role.CONTROLLER
    return "not own" if is_judge else "yes"


def page(text: str) -> str:
    """Return the page with the table of now."""
    head, _begin, rest = text.partition(BEGIN)
    _old, _end, tail = rest.partition(END)
    return "\n".join((f"{head}{BEGIN}", *matrix(), f"{END}{tail}"))


def main() -> int:
    """Write the page, or tell that it differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    before = PAGE.read_text(encoding="utf-8")
    after = page(before)
    if parser.parse_args().check:
        return int(before != after)
    PAGE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
