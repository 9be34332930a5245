"""Names with their values, two in a row where both fit: for a paper that must not be long."""

from collections.abc import Iterable, Iterator

from fmdesk.reports.engine import MEDIUM, REGULAR, Flowable, text_width_of
from fmdesk.reports.paper import Look, wrap, write
from fmdesk.reports.wording import clean
from fmdesk.ui.tokens import LIGHT

_NAME = Look(MEDIUM, 6.8, 9.4, LIGHT.muted)
_VALUE = Look(REGULAR, 7.4, 9.4)
_GAP, _BELOW = 8.0, 1.2
_LOWER = _VALUE.size - _NAME.size
"""Points by which a name begins lower, so that both stand on one line."""
_MOST = 4
"""Lines that one value may take."""

Fact = tuple[str, str]


def facts_in_two(facts: Iterable[Fact], width: float) -> list[Flowable]:
    """Return names with their values; those without one are left out.

    Args:
        facts: Names and values, in the order in which they are read.
        width: Of the text, in points.
    """
    known = [(clean(name), clean(value)) for name, value in facts if value]
    names = max((text_width_of(name, _NAME.font, _NAME.size) for name, _value in known), default=0)
    label, half = min(names + _GAP, width / 3), (width - _GAP) / 2
    return [_Row(row, label, half) for row in _rows(known, half - label)]


def _rows(facts: Iterable[Fact], room: float) -> Iterator[tuple[Fact, ...]]:
    """Yield two at a time; one whose value takes more than half a row has its own."""
    waiting: tuple[Fact, ...] = ()
    for fact in facts:
        is_long = text_width_of(fact[1], _VALUE.font, _VALUE.size) > room
        if waiting and (is_long or len(waiting) > 1):
            yield waiting
            waiting = ()
        waiting = (*waiting, fact)
        if is_long:
            yield waiting
            waiting = ()
    if waiting:
        yield waiting


class _Row(Flowable):  # type: ignore[misc]  # the library has no types
    """One or two names with the values beside them, wrapped and never read as markup."""

    def __init__(self, facts: tuple[Fact, ...], label: float, half: float) -> None:
        super().__init__()
        self._facts, self._label, self._half = facts, label, half
        self._lines: list[tuple[list[str], list[str]]] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        self.width = width
        room = (self._half if len(self._facts) > 1 else width) - self._label
        self._lines = [
            (_lines(name, self._label - _GAP / 2, _NAME, 2), _lines(value, room, _VALUE, _MOST))
            for name, value in self._facts
        ]
        lines = max(len(part) for one in self._lines for part in one)
        self.height = lines * _VALUE.leading + _BELOW
        return width, self.height

    def draw(self) -> None:
        """Draw them."""
        for place, (names, values) in enumerate(self._lines):
            left = place * (self._half + _GAP)
            write(self.canv, names, _NAME, left, self.height - _LOWER)
            write(self.canv, values, _VALUE, left + self._label, self.height)


def _lines(text: str, width: float, look: Look, most: int) -> list[str]:
    return wrap(text, width, look.font, look.size, most).split("\n")
