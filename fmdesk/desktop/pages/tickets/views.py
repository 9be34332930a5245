"""Views of the ticket list under a name: three that every desk needs, and the user's own.

They are kept with the user's layout, not in the database: a view belongs to one person, changes
nothing for the office, needs no command in the log, and works where the database may only be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.i18n import N_, _
from fmdesk.ui.memory import Memory

MOST_KEYS = 9
"""Views that have a key of their own, Alt+1 to Alt+9."""
_PLACE = "views.tickets"
_OPEN = (LineState.NEW, LineState.RUNNING, LineState.PAUSED)


@dataclass(frozen=True, slots=True)
class SavedView:
    """Lines, order and columns under a name.

    Attributes:
        name: Its name; the English text of a built-in one, marked with `N_`.
        wanted: Filter and sort.
        columns: Keys of the columns; none leaves them as they are.
        is_built_in: It can be neither renamed nor deleted.
    """

    name: str
    wanted: TicketFilter
    columns: tuple[str, ...] = ()
    is_built_in: bool = False

    @property
    def title(self) -> str:
        """The name in the language of now."""
        return _(self.name) if self.is_built_in else self.name


_BY_DUE = TicketFilter(sort="due", is_descending=False)
BUILT_IN = (
    SavedView(N_("All open"), replace(_BY_DUE, states=_OPEN), is_built_in=True),
    SavedView(N_("Nearly or already late"), replace(_BY_DUE, is_near=True), is_built_in=True),
    SavedView(N_("My tickets"), replace(_BY_DUE, states=_OPEN, is_mine=True), is_built_in=True),
)


class SavedViews:
    """The views of one user.

    Args:
        memory: Where they are kept.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def all(self) -> tuple[SavedView, ...]:
        """Return the built-in views, then the user's own in the order of their making."""
        return (*BUILT_IN, *self._own())

    def save(self, view: SavedView) -> None:
        """Keep a view; one of the user's own with this name is replaced."""
        own = [view if one.name == view.name else one for one in self._own()]
        self._keep(own if view in own else [*own, view])

    def rename(self, old: str, new: str) -> None:
        """Give one of the user's own views another name, also in place of another one."""
        views = [one for one in self._own() if one.name != new or old == new]
        self._keep(
            [SavedView(new, one.wanted, one.columns) if one.name == old else one for one in views]
        )

    def remove(self, name: str) -> None:
        """Forget one of the user's own views."""
        self._keep([one for one in self._own() if one.name != name])

    def _own(self) -> list[SavedView]:
        kept = self._memory.get(_PLACE)
        texts = kept if isinstance(kept, list) else []
        return [view for text in texts if (view := _read(text)) is not None]

    def _keep(self, views: Sequence[SavedView]) -> None:
        self._memory.put(_PLACE, [dumps(view) for view in views])
        self._memory.save()


def _read(text: object) -> SavedView | None:
    """Return a kept view; None for one that an older or newer program wrote otherwise."""
    try:
        return loads(SavedView, text) if isinstance(text, str) else None
    except (DomainError, KeyError, TypeError, ValueError):
        return None
