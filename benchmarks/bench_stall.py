"""How long the window's event loop stands still while everything happens at once.

A window on a real database shows the list of tickets while a month is judged, a file is imported
and 1,000 tickets are assigned, each in the background as the window does it. A timer of 5 ms tells
how late it comes. FMDESK_BENCH_STALL sets the rows of the file, and of the lines that are there
before (default 100,000).
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks import bench_import
from benchmarks.bench_list import until
from benchmarks.result import Result, at_most
from fmdesk.bootstrap import open_office
from fmdesk.config import Settings, resources_path
from fmdesk.core.domain.bulk import BulkKind, BulkOrder
from fmdesk.core.services.demo_boston import build_boston
from fmdesk.desktop.app import Faults, make_window

ROWS = int(os.environ.get("FMDESK_BENCH_STALL", "100000"))
ROOT = Path(__file__).resolve().parent.parent
ASSIGNED, MONTH = 1000, "2011-07"
BEAT_MS, MOST_MS, RANK = 5, 50, 0.99
MS = 1000


def run() -> list[Result]:
    """Measure in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_stall"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    return [
        at_most(
            f"event loop stands still, p99, while a month is judged, {ROWS:,} rows are imported "
            f"and {ASSIGNED:,} tickets are assigned",
            figures["p99"],
            MOST_MS,
            1,
            unit="ms",
            note=f"a budget of {MOST_MS} ms; {figures['beats']:,} beats in "
            f"{figures['seconds']:.0f} s, the longest {figures['longest']:.0f} ms",
        )
    ]


class Beat(QObject):
    """Notes how late a timer comes."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = perf_counter()
        self.late.append(max(0.0, (now - self._last) * MS - BEAT_MS))
        self._last = now


def _child(folder: Path) -> dict[str, float]:
    settings = Settings(data_dir=folder, language="en")
    more = _prepare(settings, folder)
    with open_office(settings) as office:
        app = QApplication([])
        window = make_window(app, settings, lambda: office.services, Faults())
        window.resize(1280, 800)
        window.show()
        until(lambda: window.desk is not None)
        window.open_page("tickets")
        page: Any = window.page()
        until(lambda: page.model.row_total() > ROWS and not page.kit.runner.is_busy)
        beat, begin = Beat(), perf_counter()
        _do_everything(window.desk, page, more)
        seconds = perf_counter() - begin
        late = sorted(beat.late)
        window.close()
    return {
        "p99": late[int(len(late) * RANK)],
        "longest": late[-1],
        "beats": len(late),
        "seconds": seconds,
    }


def _prepare(settings: Settings, folder: Path) -> Path:
    """Make an office with lines to judge, and a file of as many new ones; return the file."""
    bench_import.ROWS = ROWS
    first, more = folder / "first.csv", folder / "more.csv"
    source = resources_path("demo", "boston", bench_import.FILE)
    bench_import.repeat(source, first)
    more.write_text(first.read_text("utf-8").replace("\nB", "\nC"), "utf-8")
    with open_office(settings, is_created=True) as office:
        build_boston(office.door)
        office.services.importing.run(
            first, "boston", is_dry_run=False, keep_good=False, op_id=uuid4()
        )
    return more


def _do_everything(desk: Any, page: Any, more: Path) -> None:
    """Judge, import and assign at once; wait for all three, with what each must have done."""
    ended: dict[str, Any] = {}
    jobs = desk.services.jobs
    imported = partial(jobs.import_file, more, "boston", False, False, uuid4())

    def start(name: str, work: Callable[..., Any]) -> None:
        desk.start_job(page, name, work, partial(ended.__setitem__, name), ended=lambda: None)

    start("month", partial(jobs.control, MONTH))
    start("import", imported)
    page.bulk.presenter.start(
        page.presenter.listing,
        [(0, ASSIGNED - 1)],
        lambda ids: BulkOrder(uuid4(), BulkKind.ASSIGN, ids, owner="bench"),
    )
    owned = page.bulk.presenter
    until(lambda: {"month", "import"} <= set(ended) and owned.can_undo)
    until(lambda: not page.kit.runner.is_busy)
    assert ended["import"].added == ROWS
    assert ended["month"].total.lines


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(_child(Path(made))))
