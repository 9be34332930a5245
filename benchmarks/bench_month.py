"""`month control` of many lines under 20 charters, against the bare worker on the same messages.

Each line has two charters in scope, as in a real office: one on its product and one on its cluster.
Small and large run in processes of their own, so that each has its own peak of memory; the office
is made by yet another one, so that it counts as nobody's child.
FMDESK_BENCH_LINES sets the large size (default 1,000,000; the small one is a tenth).
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.result import Result, at_most

if TYPE_CHECKING:
    from fmdesk.bootstrap import Office
    from fmdesk.core.ports import UnitOfWork

LARGE = int(os.environ.get("FMDESK_BENCH_LINES", "1000000"))
SMALL = LARGE // 10
PRODUCTS = 20
CALLERS = 2000
"""Persons who asked for the lines, so that a list by requester has as many groups."""
PIECE = 5000
DAYS = 31
BUDGET = 500
START = datetime(2026, 9, 30, 22, 0, tzinfo=UTC)
MONTH = "2026-10"
MEASURE = "measure"
ROOT = Path(__file__).resolve().parent.parent


def run() -> list[Result]:
    """Measure both sizes."""
    small, large = _measured(SMALL), _measured(LARGE)
    return [
        at_most(
            f"month control, {SMALL:,} lines x 20 charters",
            small["control"],
            small["worker"],
            2.5,
            unit="s",
            note=f"the bare worker deciding the same {small['questions']:,} messages",
        ),
        at_most(
            f"month control, {LARGE:,} lines: linear",
            large["control"],
            small["control"],
            11,
            unit="s",
            note=f"{SMALL:,} lines",
        ),
        at_most(
            f"peak memory, {LARGE:,} lines, parent and worker",
            large["megabytes"],
            BUDGET,
            1,
            unit="MB",
            note=f"the budget of {BUDGET} MB",
        ),
    ]


def _measured(lines: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        _python(str(lines), folder)
        figures: dict[str, float] = json.loads(_python(str(lines), folder, MEASURE))
    return figures


def _python(*arguments: str) -> str:
    """Run this module in a process of its own; returns the last line of its output."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_month", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip().rpartition("\n")[2]


class _Quiet:
    def report(self, done: int, total: int) -> None:
        """Do nothing."""

    def is_cancelled(self) -> bool:
        """Return False."""
        return False


def measure(lines: int, folder: Path) -> dict[str, float]:
    """Run the month of an office with so many lines, and run the bare worker."""
    from fmdesk.bootstrap import open_office
    from fmdesk.config import Settings

    settings = Settings(data_dir=folder)
    with open_office(settings) as office:
        begin = time.perf_counter()
        office.services.month.control(MONTH, _Quiet())
        control = time.perf_counter() - begin
        own = _peak(resource.RUSAGE_SELF)
        office.engine.close()  # the peak of a child is known once it has ended
        peak = own + _peak(resource.RUSAGE_CHILDREN)
    with open_office(settings) as office:
        worker, questions = _bare(office, lines)
    return {
        "control": control,
        "worker": worker,
        "questions": questions,
        "megabytes": peak / 1024,
    }


def _peak(who: int) -> int:
    return resource.getrusage(who).ru_maxrss


def _bare(office: "Office", lines: int) -> tuple[float, int]:
    """Return the seconds in which the worker decides the same messages, made beforehand."""
    from fmdesk.core.domain.facts import fact_types
    from fmdesk.core.domain.period import Month
    from fmdesk.core.services.control import PIECE as SIZE
    from fmdesk.core.services.judging import Judge

    services = office.services.month
    engine = services.engine
    seconds, count = 0.0, 0
    with services.door.read() as work:
        engine.load(work.catalog.charters(), fact_types(services.plugins.fact_types()))
        judge = Judge(work, work.now)
        batches = []
        for piece in work.months.lines(Month.parse(MONTH), work.now, with_earlier=True, size=SIZE):
            batches.append([case.question for line in piece for case in judge.ask(line).cases])
            if len(batches) * SIZE >= min(lines, SMALL):
                break
    list(engine.decide(iter(batches[:1])))  # the process is up before the clock starts
    begin = time.perf_counter()
    for answers in engine.decide(iter(batches)):
        count += len(answers)
    seconds = time.perf_counter() - begin
    return seconds, count


def build(lines: int, folder: Path, days: int = DAYS, start: datetime = START) -> None:
    """Make an office of 20 products and 20 charters and store the lines in bulk.

    Args:
        lines: How many.
        folder: Its data folder.
        days: Over how many days they are received.
        start: When the first one is.
    """
    from fmdesk.bootstrap import open_office
    from fmdesk.config import Settings

    with open_office(Settings(data_dir=folder), is_created=True) as office:

        def work_on(work: "UnitOfWork") -> None:
            _catalogue(work)
            _tickets(work, lines, days, start)

        office.door.run(uuid4(), "bench.build", None, work_on, type(None))


def _catalogue(work: "UnitOfWork") -> None:
    from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit
    from fmdesk.core.domain.catalog import Cluster, ProductVersion
    from fmdesk.core.domain.charter import (
        Charter,
        Condition,
        Conditions,
        Guarantee,
        Operator,
        Sanction,
        SanctionKind,
    )
    from fmdesk.core.domain.people import Channel, CostCentre, Department, Unit

    people, catalog = work.people, work.catalog
    zone = "Europe/Amsterdam"
    work.settings.put("zone", zone)
    people.save_channel(Channel("phone", "Telefoon", "Phone"))
    unit = people.save_unit(Unit(0, "u", "Unit"))
    department = people.save_department(Department(0, "d", "Department"))
    people.save_cost_centre(CostCentre(0, "c", "Centre", department.id))
    windows = {day: [("08:00", "12:00"), ("12:30", "17:00")] for day in range(5)}
    since = date(2020, 1, 1)
    catalog.add_calendar_version("office", since, Calendar(zone, windows))
    hours = Limit(LimitUnit.WORKING_HOURS, 16)
    plain = Charter(
        0,
        "",
        1,
        "Handvest",
        "Charter",
        "Belofte",
        "Promise",
        Guarantee(limit=hours, calendar="office"),
        Sanction(SanctionKind.PERCENTAGE, basis_points=2500),
        applies_when=Conditions(items=(Condition("line.quantity", Operator.LE, 100),)),
        except_when=Conditions(items=(Condition("ticket.channel", Operator.EQ, "fax"),)),
    )
    for number in range(PRODUCTS // 2):
        cluster = catalog.save_cluster(Cluster(0, f"k{number}", "Groep", "Group"))
        catalog.add_charter_version(
            replace(plain, code=f"kc{number}", clusters=(cluster.code,), rank=number)
        )
        catalog.add_charter_version(
            replace(plain, code=f"pc{number}", products=(f"p{number}", f"p{number + 10}"))
        )
    for number in range(PRODUCTS):
        catalog.add_product_version(
            ProductVersion(
                0,
                0,
                f"p{number}",
                since,
                "Product",
                "Product",
                f"k{number % 10}",
                unit.id,
                price_cents=1000 + number,
                calendar="office",
                lead_time=hours,
            )
        )


def _tickets(work: "UnitOfWork", lines: int, days: int, start: datetime) -> None:
    from fmdesk.core.domain.events import EventKind, LineEvent
    from fmdesk.core.domain.people import Person
    from fmdesk.core.domain.ticket import Line, LineState, Ticket
    from fmdesk.core.services.pinning import Pinner

    pinner = Pinner(work)
    centre = work.people.cost_centres()[0]
    callers = [
        work.people.save_person(Person(0, f"p{n}", f"{n * 7919 % CALLERS:04d}")).id
        for n in range(CALLERS)
    ]
    step = timedelta(days=days) / lines

    def one(number: int) -> tuple[Ticket, Sequence[Sequence[LineEvent]]]:
        at = (start + number * step).replace(microsecond=0)
        product, pins = pinner.pin(f"p{number % PRODUCTS}", pinner.day(at))
        # Six in a hundred take four days, the others a few hours.
        ready = at + (timedelta(days=4) if number % 17 == 0 else timedelta(hours=3))
        line = Line(
            0,
            0,
            1,
            pins,
            product.code,
            product.unit_id,
            centre.department_id,
            centre.id,
            None,
            "",
            1 + number % 5,
            product.price_cents,
            at,
            state=LineState.READY,
            ready_at=ready,
        )
        caller = callers[number % CALLERS]
        ticket = Ticket(0, "", caller, None, "phone", at, at, "bench", "Bench", lines=(line,))
        events = (
            LineEvent(1, EventKind.RECEIVED, at, "bench"),
            LineEvent(2, EventKind.STARTED, at + timedelta(hours=1), "bench", 0),
            LineEvent(3, EventKind.READY, ready, "bench"),
        )
        return ticket, (events,)

    for first in range(0, lines, PIECE):
        made = [one(number) for number in range(first, min(first + PIECE, lines))]
        work.tickets.add_tickets([ticket for ticket, _ in made], [events for _, events in made])


def _main(arguments: Sequence[str]) -> Iterator[str]:
    lines, folder = int(arguments[0]), Path(arguments[1])
    if MEASURE in arguments:
        yield json.dumps(measure(lines, folder))
    else:
        build(lines, folder)


if __name__ == "__main__":
    for text in _main(sys.argv[1:]):
        print(text)
