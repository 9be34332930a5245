"""(e) A report of a thousand pages against the bare layout library with the same flowables.

The bare run gets the cells of every page as ready strings, makes the same tables of them and
lets the library's own document template build the file: no figures to format, no text to wrap, no
header, footer or page x of y.
"""

import gc
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from benchmarks.result import Result, at_most
from fmdesk.core.domain.views import MonthFigures
from fmdesk.reports import grid, monthly
from fmdesk.reports.engine import (
    A4,
    BaseDocTemplate,
    Frame,
    PageTemplate,
    Table,
    landscape,
)
from fmdesk.reports.layout import BOTTOM, LANDSCAPE, TOP, side

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "unit" / "reports"))

from factory import make_figures  # the tests' month, made larger

LINES, ROUNDS = 20_400, 3
SLOWEST, MOST_MEGABYTES = 1.3, 300


def run() -> list[Result]:
    """Render a thousand pages and compare time with the bare library, memory with the promise."""
    figures = make_large(LINES)
    before = peak_megabytes()
    pages = monthly.render(figures, "nl").count(b"/Type /Page\n")
    memory = peak_megabytes()
    made = tables_of(figures)
    ours = bare = float("inf")
    for _round in range(ROUNDS):
        bare = min(bare, seconds(lambda: build_bare(made)))
        ours = min(ours, seconds(lambda: monthly.render(figures, "nl")))
    what = f"monthly report, {pages} pages"
    return [
        at_most(
            what,
            ours,
            bare,
            SLOWEST,
            unit="s",
            note="bare reportlab with the same tables from ready strings",
        ),
        Result(
            name=f"{what}: peak memory",
            ours=memory,
            other=before,
            ratio=memory / MOST_MEGABYTES,
            bound=f"at most {MOST_MEGABYTES} MB",
            ok=memory <= MOST_MEGABYTES,
            unit="MB",
            note="the same process before the report; the ratio is to the bound",
        ),
    ]


def make_large(count: int) -> MonthFigures:
    """Return a month with so many broken lines."""
    figures = make_figures(300)
    lines = [line for line in figures.broken if line.state != "trial"]
    return replace(
        figures,
        broken=tuple(
            replace(lines[at % len(lines)], line_id=at, number=f"M{at:06}.1") for at in range(count)
        ),
    )


def tables_of(figures: MonthFigures) -> list[tuple[list[list[str]], dict[str, object]]]:
    """Return what each table of the report is made of, all strings ready."""
    made = []

    def keep(cells: list[list[str]], **how: object) -> Table:
        made.append((cells, how))
        return Table(cells, **how)

    with patch.object(grid, "Table", keep):
        monthly.render(figures, "nl")
    return made


def build_bare(made: list[tuple[list[list[str]], dict[str, object]]]) -> bytes:
    """Make the tables and build the file with the library alone."""
    buffer = BytesIO()
    width, height = landscape(A4)
    frame = Frame(
        side(LANDSCAPE), BOTTOM, width - 2 * side(LANDSCAPE), height - TOP - BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    document = BaseDocTemplate(
        buffer, pagesize=(width, height), pageTemplates=[PageTemplate("page", [frame])], invariant=1
    )
    document.build([Table(cells, **how) for cells, how in made])
    return buffer.getvalue()


def seconds(work: Callable[[], bytes]) -> float:
    """Return how long it takes."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak_megabytes() -> int:
    """Return the most memory this process has used."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
