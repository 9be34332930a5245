"""Run the benchmarks; write docs/benchmarks.md, and what is promised into the README.

Usage: scripts/bench [NAME ...]   (NAME `clock` means benchmarks/bench_clock.py; none means all)

Each module `bench_<name>.py` has `run() -> list[Result]` and is run in a process of its own, so
that no module warms or fills the memory of another. What was run takes the place of its older rows
in the page, each with its day; a run of all begins the page anew. The exit code is 1 where a bound
does not hold.
"""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.result import Result  # noqa: E402  # the folder is no package, its root comes first

PAGE = ROOT / "docs" / "benchmarks.md"
README = ROOT / "README.md"
BEGIN, END = "<!-- speed: scripts/bench writes this -->\n", "<!-- end of speed -->\n"
SHORT = ("What", "Ratio", "Bound", "Holds")
YES = "yes"
NAMED = ("PySide6-Essentials", "SQLAlchemy", "durable_rules", "reportlab", "pandas")
HEAD = (
    *("What", "Ours", "Peer", "Unit", "Ratio", "Bound", "Holds"),
    *("Measured against", "Benchmark", "On"),
)

Row = dict[str, str]
"""One row of the table: a cell for each of `HEAD`."""


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description="Run the benchmarks.")
    parser.add_argument("names", nargs="*", help="which (none: all, and write the page)")
    parser.add_argument("--readme", action="store_true", help="only copy the page's promises there")
    parser.add_argument("--in-process", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.in_process:
        print(json.dumps([asdict(one) for one in results_of(wanted.names[0])]))
        return 0
    if wanted.readme:
        copy_promises()
        return 0
    known = sorted(path.stem.removeprefix("bench_") for path in ROOT.glob("benchmarks/bench_*.py"))
    if unknown := set(wanted.names) - set(known):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; known: {', '.join(known)}")
    names = wanted.names or known
    new = {name: [row_of(name, one) for one in measured(name)] for name in names}
    old = rows_of(PAGE.read_text("utf-8")) if wanted.names else []
    print(table([row for rows in new.values() for row in rows]))
    PAGE.write_text(page(merged(old, new)), encoding="utf-8")
    copy_promises()
    return 0 if all(row["Holds"] == YES for rows in new.values() for row in rows) else 1


def results_of(name: str) -> list[Result]:
    """Run one module here."""
    results: list[Result] = importlib.import_module(f"benchmarks.bench_{name}").run()
    return results


def measured(name: str) -> list[Result]:
    """Run one module in a process of its own; its last line of output is the result."""
    print(f"== {name}", flush=True)
    done = subprocess.run(
        [sys.executable, __file__, "--in-process", name],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [Result(**one) for one in json.loads(done.stdout.splitlines()[-1])]


def row_of(benchmark: str, result: Result) -> Row:
    """Return a result as the page shows it."""
    cells = (
        result.name,
        figure(result.ours),
        figure(result.other),
        result.unit,
        figure(result.ratio),
        result.bound,
        YES if result.ok else "**no**",
        result.note,
        benchmark,
        f"{datetime.now(UTC):%Y-%m-%d}",
    )
    return dict(zip(HEAD, cells, strict=True))


def rows_of(text: str) -> list[Row]:
    """Return the rows of a page."""
    lines = (line.split("|")[1:-1] for line in text.splitlines() if line.startswith("| "))
    rows = [dict(zip(HEAD, map(str.strip, cells), strict=True)) for cells in lines]
    return rows[2:]


def merged(old: list[Row], new: dict[str, list[Row]]) -> list[Row]:
    """Return the rows by benchmark; those that were run take the place of their older ones."""
    kept = [row for row in old if row["Benchmark"] not in new]
    rows = [*kept, *(row for rows in new.values() for row in rows)]
    return sorted(rows, key=lambda row: row["Benchmark"])


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [HEAD, tuple("---" for _ in HEAD), *(tuple(row.values()) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def page(rows: list[Row]) -> str:
    """Return the whole page, with what the figures were measured on."""
    libraries = ", ".join(f"{name} {version(name)}" for name in NAMED)
    return (
        "# Speed\n\n"
        "Written by `scripts/bench`; each figure and that of its peer come from the same run.\n"
        "Times differ per machine, ratios hardly.\n\n"
        f"{table(rows)}\n\n"
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}; {libraries}.\n"
    )


def copy_promises() -> None:
    """Bring the README up to the page."""
    README.write_text(with_speed(README.read_text("utf-8"), PAGE.read_text("utf-8")), "utf-8")


def with_speed(readme: str, text: str) -> str:
    """Return the README with the promised ratios of the page; the same words stand in both."""
    kept = [[row[name] for name in SHORT] for row in rows_of(text) if row["Bound"] != "none"]
    head = [SHORT, ["---"] * len(SHORT)]
    lines = "".join(f"| {' | '.join(row)} |\n" for row in [*head, *kept])
    before, rest = readme.split(BEGIN)
    return f"{before}{BEGIN}{lines}{END}{rest.split(END)[1]}"


def figure(value: float) -> str:
    """Return a figure with three significant digits, without exponents."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
