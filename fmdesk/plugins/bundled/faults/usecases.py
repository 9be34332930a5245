"""The plugin's own use cases and questions, run by the core inside its unit of work."""

from collections.abc import Sequence
from dataclasses import replace

from fmdesk.plugins.api import CommandSpec, FieldSearch, Location, QuerySpec
from fmdesk.plugins.bundled.faults.assets import AssetLine, Load, Loaded
from fmdesk.plugins.bundled.faults.context import Context
from fmdesk.plugins.bundled.faults.declared import FIND_ASSET, PERMISSION
from fmdesk.plugins.bundled.faults.faults import Cell, FaultQuery, FaultRow, Impact, Urgency
from fmdesk.plugins.bundled.faults.finding import below, find_asset
from fmdesk.plugins.bundled.faults.loading import load
from fmdesk.plugins.bundled.faults.logged import LOGGED
from fmdesk.plugins.bundled.faults.maintenance import plans, save_plan
from fmdesk.plugins.bundled.faults.majors import HangOn, TellAll, Told, hang_on, tell_all
from fmdesk.plugins.bundled.faults.plans import Plan
from fmdesk.plugins.bundled.faults.priority import LOWEST, priority_of
from fmdesk.plugins.bundled.faults.reading import File, read

URGENT = 2
"""Faults up to this priority are shown on the board."""


def faults(context: Context, payload: FaultQuery | None) -> tuple[FaultRow, ...]:
    """Return the open faults, first priority first."""
    wanted = payload or FaultQuery()
    places = context.readers.locations()
    within = None
    if wanted.location:
        within = below(places, context.readers.location_by_code(wanted.location).id)
    rows = context.store.faults.open_ones(wanted.text, within, majors=wanted.majors)
    return _placed(places, rows)


def history(context: Context, payload: str) -> tuple[FaultRow, ...]:
    """Return the faults of an asset, newest first."""
    return _placed(context.readers.locations(), context.store.faults.history(payload))


def assets(context: Context, payload: str | None) -> tuple[AssetLine, ...]:
    """Return the assets that a text finds, as a tree."""
    names = {one.id: one.name for one in context.readers.locations()}
    rows = context.store.assets.listed(payload or "")
    return tuple(replace(row, place=names.get(row.asset.location_id, "")) for row in rows)


def matrix(context: Context, payload: None) -> tuple[Cell, ...]:  # noqa: ARG001
    """Return the matrix, row by row, with the open faults in it."""
    counts = context.store.faults.counts()
    return tuple(
        Cell(
            impact,
            urgency,
            priority_of(context.setting, impact, urgency),
            counts.get((impact, urgency), 0),
        )
        for impact in Impact
        for urgency in Urgency
    )


def urgent(context: Context, payload: None) -> tuple[int, ...]:  # noqa: ARG001
    """Return the lines of the open faults of the first priorities."""
    return context.store.faults.open_lines(URGENT)


def open_lines(context: Context, payload: None) -> tuple[int, ...]:  # noqa: ARG001
    """Return the lines of all open faults, first priority first."""
    return context.store.faults.open_lines(LOWEST)


def _placed(places: Sequence[Location], rows: Sequence[FaultRow]) -> tuple[FaultRow, ...]:
    names = {one.id: one.name for one in places}
    return tuple(replace(row, place=names.get(row.fault.location_id or 0, "")) for row in rows)


_COMMANDS = (
    CommandSpec("load", load, Load, Loaded, PERMISSION.name),
    CommandSpec("save_plan", save_plan, Plan, permission=PERMISSION.name),
    CommandSpec("hang_on", hang_on, HangOn),
    CommandSpec("tell_all", tell_all, TellAll, Told),
)
COMMANDS = tuple(replace(one, text=LOGGED[one.name]) for one in _COMMANDS)
QUERIES = (
    QuerySpec("faults", faults, FaultQuery),
    QuerySpec("history", history, str),
    QuerySpec("assets", assets, str),
    QuerySpec(FIND_ASSET, find_asset, FieldSearch),
    QuerySpec("matrix", matrix),
    QuerySpec("plans", plans),
    QuerySpec("read", read, File, is_needed=True),
    QuerySpec("urgent", urgent),
    QuerySpec("open_lines", open_lines),
)
