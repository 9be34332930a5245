"""The page of the budgets of a year, against the bare grouped queries of what its lines cost.

200 cost centres, each with budgets of the year and of two quarters; FMDESK_BENCH_BUDGETS lines
(default 500,000), of which every seventeenth is credited in part.
"""

import os
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from benchmarks.bench_month import build
from benchmarks.result import Result, at_most
from fmdesk.bootstrap import open_office
from fmdesk.config import Settings
from fmdesk.core.domain.budget import WHOLE
from fmdesk.core.services.budget_pages import BudgetPages

LINES = int(os.environ.get("FMDESK_BENCH_BUDGETS", "500000"))
CENTRES, YEAR, ROUNDS, MOST = 200, 2025, 5, 1.0
START = datetime(YEAR - 1, 12, 31, 23, tzinfo=UTC)
SPREAD = f"""
    with recursive n (n) as (select 1 union all select n + 1 from n where n < {CENTRES - 1})
    insert into cost_centre (code, name, department_id) select 'c' || n, 'Centre ' || n, 1 from n;
    update line set cost_centre_id = 1 + id * 7919 % {CENTRES},
        state = case when id % 50 = 1 then 'cancelled' when id % 20 = 0 then 'new' else state end;
    insert into budget (cost_centre_id, year, months, first, number, cents, at, "by", reason)
        select id, {YEAR}, column1, column2, 1, 10000000, 1735700000, 'bench', ''
        from cost_centre, (values (12, 1), (3, 1), (3, 4));
    insert into sanction(line_id, charter_version_id, part, clock_run, told_at, month, cents, state)
        select id, 1, 1, 1, 1, '', price_cents / 4, 'posted' from line where id % 17 = 0;"""
MONTH = "strftime('%m', opened_at + 3600, 'unixepoch')"
BARE = (
    f"select cost_centre_id, {MONTH}, state, sum(price_cents) from line group by 1, 2, 3",
    f"""select cost_centre_id, {MONTH}, sum(s.cents) from sanction s
        cross join line on line.id = s.line_id where line.state = 'ready' group by 1, 2""",
)


def run() -> list[Result]:
    """Build the office; open the page and ask the bare queries in turns."""
    with tempfile.TemporaryDirectory() as folder:
        build(LINES, Path(folder), 365, START)
        bare = sqlite3.connect(Path(folder) / "fmdesk.db")
        bare.executescript(f"begin; {SPREAD} commit;")
        ours = other = float("inf")
        with open_office(Settings(data_dir=Path(folder))) as office:
            for _round in range(ROUNDS):
                begin = perf_counter()
                page = BudgetPages(office.door).page(YEAR, "en")
                ours, begin = min(ours, (perf_counter() - begin) * 1000), perf_counter()
                lines, credited = (bare.execute(one).fetchall() for one in BARE)
                other = min(other, (perf_counter() - begin) * 1000)
    years = [row.spent for row in page.rows if row.part == WHOLE and not row.is_sum]
    kept = sum(row[3] for row in lines if row[2] != "cancelled")
    assert sum(one.used for one in years) == kept - sum(row[2] for row in credited)
    name = f"budgets of a year: {CENTRES} cost centres, {LINES:,} lines"
    return [at_most(name, ours, other, MOST, unit="ms", note="the bare grouped queries of them")]
