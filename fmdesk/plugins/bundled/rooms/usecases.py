"""The plugin's own commands and questions, by the names under which they are asked."""

from fmdesk.plugins.api import CommandSpec, QuerySpec
from fmdesk.plugins.bundled.rooms import managing, planner
from fmdesk.plugins.bundled.rooms.bookings import Booking, PlanQuestion
from fmdesk.plugins.bundled.rooms.declared import MANAGE
from fmdesk.plugins.bundled.rooms.managing import Block, Load, Loaded

COMMANDS = (
    CommandSpec("load", managing.load, Load, Loaded, MANAGE.name),
    CommandSpec("block", managing.block, Block, Booking, MANAGE.name),
)
QUERIES = (
    QuerySpec("plan", planner.plan, PlanQuestion),
    QuerySpec("rooms", planner.rooms),
    QuerySpec("today", planner.lines_today),
)
