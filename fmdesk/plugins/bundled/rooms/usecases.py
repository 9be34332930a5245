"""The plugin's own commands and questions, by the names under which they are asked."""

from dataclasses import replace

from fmdesk.plugins.api import CommandSpec, DueSpec, QuerySpec
from fmdesk.plugins.bundled.rooms import (
    acting,
    exchanging,
    finding,
    managing,
    moving,
    picturing,
    planner,
    repeating,
    scoping,
    tending,
    waiting,
)
from fmdesk.plugins.bundled.rooms.acting import Book, Decide
from fmdesk.plugins.bundled.rooms.bookings import Booking, Done, PlanQuestion, Which
from fmdesk.plugins.bundled.rooms.declared import APPROVE, MANAGE
from fmdesk.plugins.bundled.rooms.exchanging import CalendarFile, CalendarQuestion, FileTable
from fmdesk.plugins.bundled.rooms.logged import LOGGED
from fmdesk.plugins.bundled.rooms.managing import Block, Load, Loaded
from fmdesk.plugins.bundled.rooms.picturing import AddPicture, Dropped
from fmdesk.plugins.bundled.rooms.repeating import AddLater, LeftOut, Repeat
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.scoping import Cancel, Move

_COMMANDS = (
    CommandSpec("book", acting.book, Book, Done),
    CommandSpec("repeat", repeating.repeat, Repeat, Done),
    CommandSpec("add_later", repeating.add_later, AddLater, Done),
    CommandSpec("move", moving.move, Move, Done),
    CommandSpec("cancel", moving.cancel, Cancel, Done),
    CommandSpec("accept", waiting.accept, Which, Done),
    CommandSpec("check_in", acting.check_in, Which, Done),
    CommandSpec("release", acting.release, Which, Done),
    CommandSpec("decide", acting.decide, Decide, Done, APPROVE.name),
    CommandSpec("take_calendar", exchanging.take_calendar, CalendarFile, FileTable, MANAGE.name),
    CommandSpec("load", managing.load, Load, Loaded, MANAGE.name),
    CommandSpec("add_picture", picturing.add_picture, AddPicture, Room, MANAGE.name),
    CommandSpec("drop_picture", picturing.drop_picture, Dropped, Room, MANAGE.name),
    CommandSpec("block", managing.block, Block, Booking, MANAGE.name),
)
COMMANDS = tuple(replace(one, text=LOGGED[one.name]) for one in _COMMANDS)
QUERIES = (
    QuerySpec("plan", planner.plan, PlanQuestion),
    QuerySpec("preview", repeating.preview, Repeat, is_needed=True),
    QuerySpec("preview_move", scoping.preview_move, Move, is_needed=True),
    QuerySpec("preview_cancel", scoping.preview_cancel, Cancel, is_needed=True),
    QuerySpec("skipped", repeating.skipped, LeftOut, is_needed=True),
    QuerySpec("series", repeating.series, int),
    QuerySpec("calendar", exchanging.calendar, CalendarQuestion, is_needed=True),
    QuerySpec("preview_calendar", exchanging.preview_calendar, CalendarFile, is_needed=True),
    QuerySpec("picture", picturing.picture, int),
    QuerySpec("rooms", planner.rooms),
    QuerySpec("people", finding.people, str),
    QuerySpec("products", finding.products),
    QuerySpec("waiting_requests", planner.requests),
    QuerySpec("waiting_list", planner.waiting_list),
    QuerySpec("today", planner.lines_today),
    QuerySpec("requests", planner.lines_requested),
)
DUE = (DueSpec("tend", 60, tending.tend, text=LOGGED["tend"]),)
