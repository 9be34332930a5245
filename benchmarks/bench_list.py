"""The ticket list: first rows, search and memory, against the same rows without the list's work.

The window is ours, offscreen, over a real database of FMDESK_BENCH_LIST lines (default 1,000,000).
Peers: a view of 40 rows in memory plus the bare query of the first page; the bare query of a
search plus two repaints of the same rows; the memory of the window on a list of 1,000.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.result import Result, at_most
from fmdesk.bootstrap import open_office
from fmdesk.config import Settings
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.sql.list_order import ORDERS
from fmdesk.desktop.app import Faults, make_window
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView

LINES = int(os.environ.get("FMDESK_BENCH_LIST", "1000000"))
ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 15
SHOWN, FEW, STOPS = 40, 1000, 400
MOST_FIRST, MOST_SEARCH, MOST_MEMORY = 1.5, 1.0, 60
MS = 1000


def run() -> list[Result]:
    """Build the office and measure, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        _python("benchmarks.bench_month", str(LINES), folder)
        figures = json.loads(_python("benchmarks.bench_list", folder).splitlines()[-1])
    first, page, search, bare = (figures[name] for name in ("first", "page", "search", "bare"))
    page_note = f"a view of {SHOWN} rows in memory plus the bare query of the first page"
    return [
        at_most(
            f"first rows of a list of {LINES:,} lines",
            first,
            page,
            MOST_FIRST,
            unit="ms",
            note=page_note,
        ),
        at_most(
            f"first rows of {LINES:,} lines in the slowest of {len(ORDERS)} orders, either way",
            figures["ordered"],
            figures["ordered_page"],
            MOST_FIRST,
            unit="ms",
            note=f"{page_note} of that order",
        ),
        at_most(
            f"key press to shown search result, {LINES:,} lines",
            search,
            bare,
            MOST_SEARCH,
            unit="ms",
            note="the bare query plus two repaints of the same rows",
        ),
        at_most(
            f"memory while scrolling through {LINES:,} lines",
            figures["grown"],
            MOST_MEMORY,
            1,
            unit="MB",
            note=f"a budget of {MOST_MEMORY} MB above a list of {FEW:,}",
        ),
    ]


def _python(module: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def _child(folder: Path) -> dict[str, float]:
    """Open the window on the office and measure."""
    settings = Settings(data_dir=folder, language="en")
    with open_office(settings) as office:
        app = QApplication([])
        window = make_window(app, settings, lambda: office.services, Faults())
        window.resize(1280, 800)
        window.show()
        until(lambda: window.desk is not None)
        window.open_page("tickets")
        page: Any = window.page()
        until(lambda: _is_shown(page) and page.presenter.is_listed)
        page.watch = Watch(page.table)
        newest = range(LINES, LINES - SHOWN, -1)
        figures = {
            "first": _best(lambda: _first_rows(page)),
            "page": _best(lambda: _bare_page(page, office.services.queries, newest)),
            **_slowest_order(page, office.services),
            **_searched(page, office.services.queries),
            "grown": _grown(page, office.services.queries),
        }
        window.close()
    return figures


class Watch(QObject):
    """Tells when a table has painted its rows, as they stand on the screen then."""

    def __init__(self, table: Any) -> None:
        super().__init__(table)
        self._table = table
        self.is_painted = False
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Note a paint with rows; it ends before the loop takes its next event."""
        if event.type() == QEvent.Type.Paint:
            model = self._table.rows
            self.is_painted = bool(model.row_total()) and model.row_at(0) is not None
        return super().eventFilter(watched, event)

    def wait(self) -> None:
        """Wait for rows that were not there before."""
        self.is_painted = False
        until(lambda: self.is_painted)


def until(is_done: Callable[[], bool]) -> None:
    """Let the window run as it always does: it sleeps until something comes."""
    flags = QEventLoop.ProcessEventsFlag
    while not is_done():
        QApplication.processEvents(flags.AllEvents | flags.WaitForMoreEvents)


def _is_shown(page: Any) -> bool:
    return bool(page.model.row_total()) and page.model.row_at(0) is not None


def _best(work: Callable[[], float]) -> float:
    """Return the quickest of some rounds in ms; what else the machine does only slows one."""
    return min(work() for _round in range(ROUNDS)) * MS


def _first_rows(page: Any) -> float:
    _empty(page)
    begin = perf_counter()
    page.presenter.load_list()
    page.watch.wait()
    return perf_counter() - begin


def _empty(page: Any) -> None:
    """Show nothing, with nothing under way."""
    until(lambda: not page.kit.runner.is_busy)
    page.model.show(0, lambda _first, _most: ())


def _slowest_order(page: Any, services: Any) -> dict[str, float]:
    """Return the milliseconds of the first rows in the order that is worst against its peer."""
    found = []
    for sort, is_descending in product(ORDERS, (False, True)):
        wanted = TicketFilter(sort=sort, is_descending=is_descending)
        page.presenter.wanted = wanted
        ours = _best(lambda: _first_rows(page))
        ids = [row.line_id for row in services.lists.first(wanted, SHOWN)]
        found.append((ours, _best(partial(_bare_page, page, services.queries, ids))))
    page.presenter.wanted = TicketFilter()
    ours, peer = max(found, key=lambda pair: pair[0] / pair[1])
    return {"ordered": ours, "ordered_page": peer}


def _bare_page(page: Any, queries: Any, ids: Sequence[int]) -> float:
    """Read one page of rows by their ids, and show them in a table that has them in memory."""
    model = RowsModel(page.model.columns)
    table = TableView(page.kit, model)
    table.resize(page.table.size())
    model.set_rows(queries.rows(ids))
    table.show()
    Watch(table).wait()
    begin = perf_counter()
    model.set_rows(queries.rows(ids))
    table.viewport().repaint()
    seconds = perf_counter() - begin
    table.close()
    return seconds


def _searched(page: Any, queries: Any) -> dict[str, float]:
    text = f"M{LINES // 2:06d}"
    field, viewport = page.search, page.table.viewport()

    def ours() -> float:
        _empty(page)
        field.set_text_quietly(text)
        page.presenter.wanted = TicketFilter()
        begin = perf_counter()
        QTest.keyClick(field, Qt.Key.Key_Return)
        page.watch.wait()
        return perf_counter() - begin

    def bare() -> float:
        begin = perf_counter()
        ids = [one for piece in queries.list_ids(TicketFilter(text=text)) for one in piece]
        queries.rows(ids)
        viewport.repaint()
        viewport.repaint()
        return perf_counter() - begin

    return {"search": _best(ours), "bare": _best(bare)}


def _grown(page: Any, queries: Any) -> float:
    """Return by how many MB the process grows from a list of 1,000 to the end of all lines."""
    ids = range(LINES, LINES - FEW, -1)
    _empty(page)
    page.model.show(FEW, lambda first, most: queries.rows(ids[first : first + most]))
    _scroll(page)
    before = _resident()
    page.presenter.clear()
    until(lambda: page.model.row_total() == LINES)
    until(lambda: not page.kit.runner.is_busy)
    _scroll(page)
    return _resident() - before


def _scroll(page: Any) -> None:
    total = page.model.row_total()
    for stop in range(STOPS):
        row = (total - 1) * stop // (STOPS - 1)
        page.table.go_to(row)
        page.table.viewport().repaint()
        until(partial(_has_row, page, row))


def _has_row(page: Any, row: int) -> bool:
    return page.model.row_at(row) is not None


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    print(json.dumps(_child(Path(sys.argv[1]))))
