"""A temporary fix and the repair: two clocks on one line, each judged by its own charter."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import Line
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import RuleEngine, UnitOfWork
from fmdesk.core.services.charter_schema import from_data, to_data
from fmdesk.core.services.queries import Queries
from fmdesk.core.services.whys import Whys
from fmdesk.plugins.bundled.faults.charters import CHARTERS
from fmdesk.rules.engine import open_engine
from fmdesk.testing import FakeTime
from tests.integration.faults.conftest import FROM, Desk, fill, open_desk

WORST = {"impact": "many", "urgency": "high"}
FIX, REPAIR = "faults.fix_p1", "faults.repair_p1"


@pytest.fixture(scope="module")
def engine() -> Iterator[RuleEngine]:
    made = open_engine()
    yield made
    made.close()


@pytest.fixture
def desk(sqlite_templates: Callable[..., Path], tmp_path: Path) -> Iterator[Desk]:
    """The office, in which all proposed charters were adopted."""
    path = tmp_path / "fmdesk.db"
    shutil.copyfile(sqlite_templates(fill), path)
    made = open_desk(f"sqlite:///{path.as_posix()}", FakeTime())

    def adopt(work: UnitOfWork) -> Changes:
        for spec in CHARTERS:
            work.catalog.add_charter_version(replace(spec.charter, valid_from=FROM))
        return Changes()

    made.door.run(uuid4(), "test.adopt", None, adopt, Changes)
    yield made
    made.database.close()


def wait(desk: Desk, **parts: int) -> None:
    desk.door.time_source.advance(**parts)


def outcomes(desk: Desk, engine: RuleEngine, line: Line) -> dict[str, Outcome]:
    queries = Queries(desk.door, desk.gateway)
    why = Whys(desk.door, engine, queries, desk.gateway).explain(line.id, "nl")
    found = {one.charter_code: one.outcome for one in why.verdicts}
    return {code: one for code, one in found.items() if one is not Outcome.NOT_APPLICABLE}


def test_the_fix_is_in_time_and_the_repair_is_not(desk: Desk, engine: RuleEngine) -> None:
    line = desk.report("KM-01", seen="Lekt", **WORST)
    assert outcomes(desk, engine, line) == {FIX: Outcome.RUNNING, REPAIR: Outcome.RUNNING}
    wait(desk, hours=1)
    desk.record(line, EventKind.STEP_FINISHED, step=0)
    wait(desk, hours=2)
    assert outcomes(desk, engine, line)[FIX] is Outcome.RUNNING, "taking it fixed nothing"
    desk.record(line, EventKind.STEP_FINISHED, step=1)
    assert outcomes(desk, engine, line) == {FIX: Outcome.KEPT, REPAIR: Outcome.RUNNING}
    wait(desk, days=2)
    desk.record(line, EventKind.READY)
    assert outcomes(desk, engine, line) == {FIX: Outcome.KEPT, REPAIR: Outcome.BROKEN}


def test_a_repair_in_time_does_not_save_a_late_fix(desk: Desk, engine: RuleEngine) -> None:
    line = desk.report("KM-01", **WORST)
    wait(desk, hours=5)
    desk.record(line, EventKind.READY)
    assert outcomes(desk, engine, line) == {FIX: Outcome.BROKEN, REPAIR: Outcome.KEPT}


def test_a_higher_priority_counts_from_when_it_was_reported(desk: Desk, engine: RuleEngine) -> None:
    line = desk.report("KM-01")
    assert outcomes(desk, engine, line) == {"faults.repair_p4": Outcome.RUNNING}
    wait(desk, hours=5)
    desk.change(line, impact="many", urgency="high")
    assert outcomes(desk, engine, line) == {FIX: Outcome.BROKEN, REPAIR: Outcome.RUNNING}


def test_why_explains_both_clocks_to_the_second(desk: Desk, engine: RuleEngine) -> None:
    line = desk.report("KM-01", **WORST)
    wait(desk, hours=3)
    desk.record(line, EventKind.STEP_FINISHED, step=1)
    wait(desk, hours=1)
    queries = Queries(desk.door, desk.gateway)
    why = Whys(desk.door, engine, queries, desk.gateway).explain(line.id, "nl")
    shown = {one.charter_code: one for one in why.verdicts}
    fix, repair = shown[FIX], shown[REPAIR]
    assert (fix.elapsed, repair.elapsed) == (3 * 3600, 4 * 3600)
    assert (fix.limit, repair.limit) == ("4 werkuren", "1 werkdag, tot sluitingstijd")
    assert fix.promise == "Een storing met prioriteit 1 is binnen 4 werkuren tijdelijk verholpen."
    assert "faults.priority" in fix.facts


@pytest.mark.parametrize("spec", CHARTERS, ids=[one.charter.code for one in CHARTERS])
def test_what_is_proposed_can_be_written_and_read(spec: object) -> None:
    charter = spec.charter
    assert from_data(to_data(charter)) == charter
