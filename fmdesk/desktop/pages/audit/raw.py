"""What a command was given and answered as it is stored, laid out to be read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from fmdesk.core.domain.audit import ToldCommand
from fmdesk.i18n import _

MOST = 50_000
"""Signs of what was given that are shown, and as many of the answer: an import has millions."""
WIDEST = 2_000
"""Signs of one line: a text that is longer goes on in the next one."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, indent=2)


@dataclass(frozen=True, slots=True)
class Opened:
    """One command, ready to be shown.

    Attributes:
        told: The command in words.
        given: What it was given, with indents; None once that was erased.
        answered: What it answered, with indents.
    """

    told: ToldCommand
    given: str | None
    answered: str


def opened(told: ToldCommand) -> Opened:
    """Lay out a command; large ones take a while, so on a thread."""
    payload = told.view.payload
    given = None if payload is None else laid_out(payload)
    return Opened(told, given, laid_out(told.view.result))


def laid_out(text: str) -> str:
    """Return JSON with indents in lines of some width, and no more of it than one sign too many."""
    found: list[str] = []
    size = 0
    for piece in _lines(text):
        found.append(piece)
        size += len(piece)
        if size > MOST:
            break
    return "".join(found)[: MOST + 1]


def raw_of(command: Opened) -> str:
    """Return what a command was given and answered, and say so where that is only the beginning."""
    given = _("erased") if command.given is None else _cut(command.given)
    parts = ((_("It was given:"), given), (_("It answered:"), _cut(command.answered)))
    return "\n\n".join(f"{title}\n{text}" for title, text in parts)


def _lines(text: str) -> Iterator[str]:
    """Yield the pieces of JSON with indents; those of a long text are lines of their own."""
    for piece in _ENCODER.iterencode(json.loads(text)):
        for first in range(0, len(piece), WIDEST):
            yield "\n" * bool(first) + piece[first : first + WIDEST]


def _cut(text: str) -> str:
    if len(text) <= MOST:
        return text
    rest = _("Only the beginning is shown; all of it is in the database.")
    return f"{text[:MOST]}\n{rest}"
