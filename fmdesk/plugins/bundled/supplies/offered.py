"""The commands and queries that the plugin offers, with what they take, give and ask for."""

from dataclasses import replace

from fmdesk.plugins.api import CommandSpec, QuerySpec, ReportMonth
from fmdesk.plugins.bundled.supplies import buycases, countcases, usecases, worth
from fmdesk.plugins.bundled.supplies.articles import (
    Article,
    Load,
    Loaded,
    Place,
    StockQuery,
    StockRow,
)
from fmdesk.plugins.bundled.supplies.buying import Level, OrderPurchase, Propose, Proposed
from fmdesk.plugins.bundled.supplies.counting import CloseCount, CountEntry, CountSheet, OpenCount
from fmdesk.plugins.bundled.supplies.declared import APPROVAL, PERMISSION
from fmdesk.plugins.bundled.supplies.goods import (
    Booked,
    Count,
    HandOut,
    MovementQuery,
    Receipt,
    Transfer,
    Undo,
)
from fmdesk.plugins.bundled.supplies.logged import LOGGED
from fmdesk.plugins.bundled.supplies.papers import PAPERS

_STOCK = PERMISSION.name

_COMMANDS = (
    CommandSpec("load", usecases.load, Load, Loaded, _STOCK),
    CommandSpec("save_article", usecases.save_article, Article, StockRow, _STOCK),
    CommandSpec("save_place", usecases.save_place, Place, Place, _STOCK),
    CommandSpec("receive", usecases.receive, Receipt, StockRow, _STOCK),
    CommandSpec("correct", usecases.correct, Count, StockRow, _STOCK),
    CommandSpec("hand_out", usecases.hand_out, HandOut, Booked, _STOCK),
    CommandSpec("transfer", usecases.transfer, Transfer, Booked, _STOCK),
    CommandSpec("undo", usecases.undo, Undo, Booked, _STOCK),
    CommandSpec("open_count", countcases.open_count, OpenCount, CountSheet, _STOCK),
    CommandSpec("enter_count", countcases.enter_count, CountEntry, CountSheet, _STOCK),
    CommandSpec("close_count", countcases.close_count, CloseCount, CountSheet, _STOCK),
    CommandSpec("drop_count", countcases.drop_count, int, CountSheet, _STOCK),
    CommandSpec("save_level", buycases.save_level, Level, Level, _STOCK),
    CommandSpec("propose", buycases.propose, Propose, Proposed, _STOCK),
    CommandSpec("order_purchase", buycases.order_purchase, OrderPurchase, OrderPurchase, _STOCK),
    CommandSpec("receive_purchase", buycases.receive_purchase, Receipt, StockRow, _STOCK),
    CommandSpec("close_purchase", buycases.close_purchase, int, Proposed, _STOCK),
    CommandSpec("approve_count", countcases.approve_count, int, CountSheet, APPROVAL.name),
)
COMMANDS = tuple(replace(one, text=LOGGED[one.name]) for one in _COMMANDS)
QUERIES = (
    QuerySpec("stock", usecases.stock, StockQuery),
    QuerySpec("articles", usecases.articles),
    QuerySpec("locations", usecases.locations),
    QuerySpec("find", usecases.find, str, is_needed=True),
    QuerySpec("movements", usecases.movements, MovementQuery),
    QuerySpec("lots", usecases.lots, str),
    QuerySpec("at_places", usecases.at_places, str),
    QuerySpec("places", usecases.places),
    QuerySpec("back_orders", usecases.back_orders),
    QuerySpec("due_today", usecases.due_today),
    QuerySpec("levels", buycases.levels),
    QuerySpec("proposals", buycases.proposals),
    QuerySpec("purchases", buycases.purchases),
    QuerySpec("waiting", buycases.waiting),
    QuerySpec("to_order", buycases.to_order),
    *(QuerySpec(name, make, payload) for name, (make, payload) in PAPERS.items()),
    QuerySpec(worth.VALUE.query, worth.value_of_month, ReportMonth),
    QuerySpec(worth.COUNTED.query, worth.counted_of_month, ReportMonth),
    QuerySpec("counts", countcases.counts),
    QuerySpec("sheet", countcases.sheet, int),
)
