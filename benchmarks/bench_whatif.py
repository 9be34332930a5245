"""A charter tried on twelve months, against `month control` of one of them, per line in one run.

Then the same in a window, as a controller does it: how long the event loop stands still meanwhile,
and whether anything was written. FMDESK_BENCH_WHATIF_LINES sets the lines of a month (default
20,000).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from benchmarks.bench_list import until
from benchmarks.bench_month import ROOT, build
from benchmarks.bench_stall import MOST_MS, RANK, Beat
from benchmarks.result import Result, at_most
from fmdesk.bootstrap import Office, Silent, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.what_if import WhatIfQuestion
from fmdesk.desktop.app import Faults, make_window

A_MONTH = int(os.environ.get("FMDESK_BENCH_WHATIF_LINES", "20000"))
MONTHS, DAYS = 12, 365
START = datetime(2024, 9, 30, 22, 0, tzinfo=UTC)
"""Every month is over, also for the processes that ask this machine for the time."""
FIRST, LAST, CHARTER = "2024-10", "2025-09", "kc0"
MOST = 0.8
MODULE = "benchmarks.bench_whatif"


def run() -> list[Result]:
    """Build one office; measure with the services, then in a window, a process each."""
    with tempfile.TemporaryDirectory() as folder:
        _python("build", folder)
        bare, window = (json.loads(_python(part, folder)) for part in ("services", "window"))
    size = f"{MONTHS} months x {A_MONTH:,} lines"
    return [
        at_most(
            f"what-if, {size}, per line",
            bare["what_if"],
            bare["control"],
            MOST,
            unit="µs",
            note=f"month control per line; {bare['changed']:,} lines change",
        ),
        at_most(
            f"event loop stands still, p99, during a what-if of {size}",
            window["p99"],
            MOST_MS,
            1,
            unit="ms",
            note=f"a budget of {MOST_MS} ms; {window['beats']:,} beats in "
            f"{window['seconds']:.0f} s, the longest {window['longest']:.0f} ms",
        ),
        at_most(
            f"contents that the database had before and after a what-if of {size}",
            len(set(window["hashes"])),
            1,
            1,
            unit="SHA-256",
            note=f"all bytes of the file and its log; {window['changed']:,} lines change",
        ),
    ]


def _python(part: str, folder: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", MODULE, part, folder],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip().rpartition("\n")[2]


def _question(office: Office) -> WhatIfQuestion:
    """Return a charter with a shorter limit, for every product: every line is looked at."""
    with office.door.read() as work:
        base = next(one for one in work.catalog.charters() if one.code == CHARTER)
    limit = Limit(LimitUnit.WORKING_HOURS, 12)
    tried = replace(base, clusters=(), guarantee=replace(base.guarantee, limit=limit))
    return WhatIfQuestion(tried, base.id, FIRST, LAST)


def _services(settings: Settings) -> dict[str, float]:
    with open_office(settings) as office:
        services, question = office.services, _question(office)
        services.month.control(FIRST, Silent())  # the engine is up before the clock starts
        begin = time.perf_counter()
        figures = services.month.control(LAST, Silent())
        control = (time.perf_counter() - begin) / figures.total.lines
        begin = time.perf_counter()
        found = services.charters.what_if(question, Silent())
        what_if = (time.perf_counter() - begin) / found.lines
    return {"control": control * 1e6, "what_if": what_if * 1e6, "changed": found.changed_total}


def _window(settings: Settings) -> dict[str, Any]:
    """Run it on the page of the charters; the window shows what it found at the end."""
    with open_office(settings) as office:
        question = _question(office)
        app = QApplication([])
        window = make_window(app, settings, lambda: office.services, Faults())
        window.resize(1280, 800)
        window.show()
        until(lambda: window.desk is not None)
        desk: Any = window.desk
        window.open_page("charters", f"charter:{CHARTER}")
        page: Any = window.page()
        runner = page.kit.runner
        until(lambda: page.detail.page is not None and not runner.is_busy)
        desk.sending.stop()  # what is due by the minute would write
        page.try_out()
        until(lambda: not page.is_listing and not runner.is_busy)
        page.trial.question = lambda: question
        before, beat, begin = _content(settings), Beat(), time.perf_counter()
        page.trial.run()
        until(lambda: page.trial.found is not None and not runner.is_busy)
        seconds, late = time.perf_counter() - begin, sorted(beat.late)
        hashes = [before, _content(settings)]
        changed = page.trial.found.changed_total
        window.close()
    return {
        "p99": late[int(len(late) * RANK)],
        "longest": late[-1],
        "beats": len(late),
        "seconds": seconds,
        "hashes": hashes,
        "changed": changed,
    }


def _content(settings: Settings) -> str:
    """Return the hash of all bytes of the database: its file, and the log that goes before it."""
    found = sha256()
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    for one in (path, path.with_name(f"{path.name}-wal")):
        if one.exists():
            with one.open("rb") as file:
                while piece := file.read(1 << 20):
                    found.update(piece)
    return found.hexdigest()


if __name__ == "__main__":
    asked, where = sys.argv[1], Path(sys.argv[2])
    if asked == "build":
        build(A_MONTH * MONTHS, where, DAYS, START)
    else:
        measure = {"services": _services, "window": _window}[asked]
        sys.stdout.write(json.dumps(measure(Settings(data_dir=where, language="en"))) + "\n")
