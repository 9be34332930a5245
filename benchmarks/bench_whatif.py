"""A charter tried on twelve months, against `month control` of one of them, per line in one run.

FMDESK_BENCH_WHATIF_LINES sets the lines of a month (default 20,000).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bench_month import ROOT, build
from benchmarks.result import Result, at_most
from fmdesk.bootstrap import open_office
from fmdesk.config import Settings
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.what_if import WhatIfQuestion
from fmdesk.testing import FakeTime

A_MONTH = int(os.environ.get("FMDESK_BENCH_WHATIF_LINES", "20000"))
MONTHS, DAYS = 12, 365
FIRST, LAST = "2026-10", "2027-09"
MOST = 0.8
AFTER = datetime(2027, 10, 1, 8, 0, tzinfo=UTC)
"""Every month is over."""


def run() -> list[Result]:
    """Measure both in one process, on one office."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_whatif", str(A_MONTH)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return [
        at_most(
            f"what-if, {MONTHS} months x {A_MONTH:,} lines, per line",
            found["what_if"],
            found["control"],
            MOST,
            unit="µs",
            note=f"month control per line; {found['changed']:,.0f} lines change",
        )
    ]


class _Quiet:
    def report(self, done: int, total: int) -> None:
        """Do nothing."""

    def is_cancelled(self) -> bool:
        """Return False."""
        return False


def _child(lines: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        subprocess.run(
            [sys.executable, "-m", "benchmarks.bench_whatif", str(lines), folder],
            cwd=ROOT,
            check=True,
        )
        return _measured(settings)


def _measured(settings: Settings) -> dict[str, float]:
    with open_office(settings) as office:
        services = office.services
        office.door.time_source = FakeTime(AFTER)
        begin = time.perf_counter()
        figures = services.month.control(LAST, _Quiet())
        control = (time.perf_counter() - begin) / figures.total.lines
        with office.door.read() as work:
            base = next(one for one in work.catalog.charters() if one.code == "kc0")
        # For every product, so that every line is looked at.
        limit = Limit(LimitUnit.WORKING_HOURS, 12)
        tried = replace(base, clusters=(), guarantee=replace(base.guarantee, limit=limit))
        question = WhatIfQuestion(tried, base.id, FIRST, LAST)
        begin = time.perf_counter()
        found = services.charters.what_if(question, _Quiet())
        what_if = (time.perf_counter() - begin) / found.lines
    return {"control": control * 1e6, "what_if": what_if * 1e6, "changed": found.changed_total}


if __name__ == "__main__":
    if len(sys.argv) > 2:
        build(int(sys.argv[1]) * MONTHS, Path(sys.argv[2]), DAYS)
    else:
        sys.stdout.write(json.dumps(_child(int(sys.argv[1]))) + "\n")
