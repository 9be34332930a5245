"""The plugin's own commands and questions, by the names under which they are asked."""

from fmdesk.plugins.api import CommandSpec, QuerySpec
from fmdesk.plugins.bundled.rooms import acting, managing, planner
from fmdesk.plugins.bundled.rooms.acting import Book, Decide, Done, Move, Which
from fmdesk.plugins.bundled.rooms.bookings import Booking, PlanQuestion
from fmdesk.plugins.bundled.rooms.declared import APPROVE, MANAGE
from fmdesk.plugins.bundled.rooms.managing import Block, Load, Loaded

COMMANDS = (
    CommandSpec("book", acting.book, Book, Done),
    CommandSpec("move", acting.move, Move, Done),
    CommandSpec("cancel", acting.cancel, Which, Done),
    CommandSpec("check_in", acting.check_in, Which, Done),
    CommandSpec("release", acting.release, Which, Done),
    CommandSpec("decide", acting.decide, Decide, Done, APPROVE.name),
    CommandSpec("load", managing.load, Load, Loaded, MANAGE.name),
    CommandSpec("block", managing.block, Block, Booking, MANAGE.name),
)
QUERIES = (
    QuerySpec("plan", planner.plan, PlanQuestion),
    QuerySpec("rooms", planner.rooms),
    QuerySpec("waiting_requests", planner.requests),
    QuerySpec("today", planner.lines_today),
    QuerySpec("requests", planner.lines_requested),
)
