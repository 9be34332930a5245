"""The board: figures of the current state, each with exactly the records that it opens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fmdesk.core.domain.board import (
    DESK_FIGURES,
    BoardRow,
    BoardState,
    Counted,
    Figure,
    TileFigure,
)
from fmdesk.core.domain.errors import DomainError, NotFoundError, PluginError
from fmdesk.core.domain.spec import TileSpec
from fmdesk.core.ports import Door, Extensions, UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.nearness import near_seconds
from fmdesk.core.services.reachability import channels_today

MOST_SAID = 8
"""What customers said lately, on the board."""


@dataclass(frozen=True, slots=True)
class Board:
    """Use cases of the board; they change nothing.

    Attributes:
        door: The one door.
        extensions: Counts the figures of plugins.
    """

    door: Door
    extensions: Extensions

    def stamp(self) -> int:
        """Return the number of the last command; another one means that something changed."""
        with self.door.read() as work:
            return work.board.stamp()

    def state(self, language: str) -> BoardState:
        """Return the whole board; all but the plugins' figures from one consistent view.

        Args:
            language: Language of the names.
        """
        with self.door.read() as work:
            me, names = me_of(work), names_of(work)
            figures: dict[Figure, int] = {
                one: work.board.count(Counted(one, names=names)) for one in DESK_FIGURES
            }
            state = BoardState(
                stamp=work.board.stamp(),
                figures=figures,
                queues=work.board.queues(),
                channels=channels_today(work, language),
                said=work.board.said(names, me.unit_id, language, MOST_SAID),
            )
        return replace(state, tiles=tuple(self._tiles()))

    def ids(self, counted: Counted) -> Sequence[int]:
        """Return the numbers of the records behind a figure, the most pressing first.

        Raises:
            PluginError: The plugin that counts them failed.
            NotFoundError: `board.no_tile`.
        """
        if counted.figure is Figure.TILE:
            return self._lines_of(counted.plugin, self._tile(counted))
        with self.door.read() as work:
            return work.board.ids(replace(counted, names=names_of(work)))

    def rows(self, counted: Counted, ids: Sequence[int], language: str) -> tuple[BoardRow, ...]:
        """Return the records with these numbers, in their order.

        Args:
            counted: The figure that they stand behind.
            ids: Their numbers.
            language: Language of the names.
        """
        with self.door.read() as work:
            found = work.board.rows(counted, ids, language)
            lines = [row.line for row in found if row.line is not None]
            pinned = {line.calendar_version_id for line in lines if line.calendar_version_id}
            calendars = {one: work.catalog.calendar_version(one)[1] for one in pinned}
            near = near_seconds(work.settings)
        return tuple(
            replace(
                row,
                line=replace(
                    row.line,
                    calendar=calendars.get(row.line.calendar_version_id or 0),
                    near_seconds=near,
                ),
            )
            if row.line
            else row
            for row in found
        )

    def _tiles(self) -> Iterator[TileFigure]:
        for plugin, tile in self.extensions.tiles():
            counted = Counted(Figure.TILE, plugin=plugin, tile=tile.id)
            view = f"{plugin}.{tile.view}" if tile.view else ""
            try:
                count = len(self._lines_of(plugin, tile))
            except DomainError as problem:  # one plugin in trouble takes no other figure away
                yield TileFigure(counted, tile.title, None, problem, view)
            else:
                yield TileFigure(counted, tile.title, count, view=view)

    def _tile(self, counted: Counted) -> TileSpec:
        for plugin, tile in self.extensions.tiles():
            if (plugin, tile.id) == (counted.plugin, counted.tile):
                return tile
        raise NotFoundError("board.no_tile", tile=f"{counted.plugin}.{counted.tile}")

    def _lines_of(self, plugin: str, tile: TileSpec) -> Sequence[int]:
        found = self.extensions.ask(plugin, tile.query)
        if not isinstance(found, tuple) or any(type(one) is not int for one in found):
            raise PluginError(
                "plugin.wrong_answer",
                plugin=plugin,
                hook=tile.query,
                expected="tuple[int, ...]",
                found=type(found).__name__,
            )
        return found


def names_of(work: UnitOfWork) -> tuple[str, ...]:
    """Return the names under which who acts stands in tickets, events and lists."""
    me = me_of(work)
    return tuple(dict.fromkeys((me.login, me.name)))
