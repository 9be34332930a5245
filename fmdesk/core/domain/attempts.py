"""One number for one content: what was perhaps done keeps its number when it is asked for again.

A wire that is cut between a commit and its answer leaves whoever saved with an error, though it is
done. Saved again under a number of its own it would stand twice; under the first one the door
answers what it answered then. So a page remembers the numbers of a try of which nobody knows how it
ended, until the same is done, or refused, or something else is done.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from fmdesk.core.domain.errors import DomainError, StorageError

Numbered = tuple[UUID, str]
"""The number of a command, and its payload as text, with that number in it."""
Content = tuple[str, str]
"""Its name, and its payload without its number and `_PASSING`."""
_PASSING = re.compile(r'"handled_seconds":\d+')
"""How long a call takes goes on while it is tried again."""


@dataclass
class Attempts:
    """What one page or dialog asked for without learning how it ended."""

    _open: dict[Content, Numbered] = field(default_factory=dict)
    _now: dict[Content, Numbered] = field(default_factory=dict)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Let the commands within the block have the numbers of an earlier try."""
        self._now = {}
        token = _TRYING.set(self)
        is_done = is_refused = False
        try:
            yield
            is_done = True
        except DomainError as problem:
            is_refused = not isinstance(problem, StorageError)
            raise
        finally:
            _TRYING.reset(token)
            if is_done and self._now:  # what runs no command settles none
                self._open = {}
            elif is_refused:
                unknown = self._open.items()
                self._open = {one: made for one, made in unknown if one not in self._now}
            else:
                self._open |= self._now

    def numbered(self, content: Content, made: Numbered) -> Numbered:
        """Return the number of a content: of the earlier try, else the one that was made."""
        return self._now.setdefault(content, self._open.get(content, made))


_TRYING: ContextVar[Attempts | None] = ContextVar("trying", default=None)


def number_of(op_id: UUID, name: str, text: str) -> Numbered:
    """Return the number of a command, and its payload with that number in it.

    Args:
        op_id: The number that was made for it.
        name: Name of the use case.
        text: Its payload; two that have none are not known to be the same.
    """
    trying = _TRYING.get()
    if trying is None or text == "null":
        return op_id, text
    content = _PASSING.sub("", text.replace(str(op_id), ""))
    return trying.numbered((name, content), (op_id, text))
