"""A worker that crashes, hangs or answers wrongly costs one question, never the run."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from fmdesk.core.domain.charter import (
    Condition,
    Conditions,
    Operator,
    Outcome,
)
from fmdesk.core.domain.errors import EngineError, InvalidInputError
from fmdesk.core.domain.facts import fact_types
from fmdesk.core.ports import Question
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from fmdesk.rules import engine as engine_module
from fmdesk.rules import process
from fmdesk.rules.engine import DurableEngine, open_engine
from fmdesk.rules.stream import DEATHS_IN_A_ROW, UNDER_WAY
from fmdesk.testing import plain_charter

CHARTER = plain_charter(
    id=7,
    code="supplies-24h",
    except_when=Conditions(True, (Condition("ticket.channel", Operator.EQ, "post"),)),
)
ALWAYS = {"clock.has_guarantee": True, "clock.past_due": True, "clock.finished": False}
MANUAL, BROKEN, EXCUSED = Outcome.MANUAL, Outcome.BROKEN, Outcome.EXCUSED


def ask(channel: str = "phone") -> Question:
    return Question(7, ALWAYS | {"ticket.channel": channel})


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of faulty workers, where a spawned process finds it too."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import engine_faults

    return engine_faults


@pytest.fixture
def make(faults: ModuleType) -> Iterator[Callable[..., DurableEngine]]:
    """Make engines whose workers do what a fact says, and end them all."""
    made: list[DurableEngine] = []

    def build(serve: str = "serve", seconds: int = 120) -> DurableEngine:
        engine = DurableEngine(getattr(faults, serve), seconds)
        made.append(engine)
        engine.load([CHARTER], fact_types())
        return engine

    yield build
    for engine in made:
        engine.close()


def decided(engine: DurableEngine, *batches: list[Question]) -> list[list[Outcome]]:
    return [list(batch) for batch in engine.decide(batches)]


@pytest.mark.logs
@pytest.mark.parametrize(
    ("fault", "how"),
    [
        ("crash", {}),
        ("void", {}),
        ("hang", {"serve": "serve_watched"}),  # the worker's own watchdog ends it
        ("stop", {"seconds": 4}),  # which is stopped too: the parent has to
    ],
)
def test_only_the_question_that_ends_the_worker_is_left_to_a_person(
    make: Callable[..., DurableEngine], fault: str, how: dict[str, Any]
) -> None:
    engine = make(**how)
    first = [ask() for _ in range(700)]
    second = [ask("post"), ask(fault), ask()]
    third = [ask("post")] * 10
    assert decided(engine, first, second, third) == [
        [BROKEN] * 700,
        [EXCUSED, MANUAL, BROKEN],
        [EXCUSED] * 10,
    ]


@pytest.mark.logs
def test_fifty_crashes_in_one_run_cost_fifty_questions(
    make: Callable[..., DurableEngine],
) -> None:
    engine = make()
    batches = [[ask() for _ in range(200)] for _ in range(25)]
    for batch in batches:
        batch[17] = batch[101] = ask("crash")
    answers: list[list[list[Outcome]]] = []
    run = threading.Thread(target=lambda: answers.append(decided(engine, *batches)))
    run.start()
    run.join()
    (outcomes,) = answers
    assert sum(batch.count(MANUAL) for batch in outcomes) == 50
    assert all(batch[17] is batch[101] is MANUAL for batch in outcomes)
    assert sum(batch.count(BROKEN) for batch in outcomes) == 25 * 198


@pytest.mark.logs
def test_a_worker_that_dies_on_everything_is_an_error_and_no_storm(
    make: Callable[..., DurableEngine], caplog: pytest.LogCaptureFixture
) -> None:
    engine = make()
    with pytest.raises(EngineError) as caught, caplog.at_level(logging.WARNING):
        decided(engine, [ask("crash")] * 500)
    assert caught.value.code == "engine.keeps_dying"
    assert len(caplog.records) == DEATHS_IN_A_ROW
    assert decided(engine, [ask()]) == [[BROKEN]]


@pytest.mark.logs
def test_explaining_survives_a_crash(make: Callable[..., DurableEngine]) -> None:
    engine = make()
    assert engine.explain(ask("crash")).outcome is MANUAL
    found = engine.explain(ask("post"))
    assert (found.outcome, found.matching) == (
        EXCUSED,
        (EXCUSED, BROKEN, Outcome.NOT_APPLICABLE),
    )
    assert [(one.fact, one.actual, one.is_met) for one in found.exceptions] == [
        ("ticket.channel", "post", True)
    ]


def test_charters_that_the_worker_does_not_survive_are_an_error(
    make: Callable[..., DurableEngine],
) -> None:
    with pytest.raises(EngineError) as caught:
        decided(make("serve_unloadable"), [ask()])
    assert caught.value.code == "engine.cannot_load"


@pytest.mark.parametrize("serve", ["serve_nothing", "serve_late"])
def test_a_worker_that_cannot_start_is_an_error(
    make: Callable[..., DurableEngine], serve: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "START_SECONDS", 2)
    with pytest.raises(EngineError) as caught:
        decided(make(serve), [ask()])
    assert caught.value.code == "engine.cannot_start"
    with using_language("en"):
        assert "install fmdesk again" in explain(caught.value)


def test_without_durable_rules_the_reference_decides_and_says_so(
    make: Callable[..., DurableEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make("serve_missing")
    monkeypatch.setattr(engine_module, "DurableEngine", lambda: engine)
    fallback = open_engine()
    assert fallback.is_fallback
    assert fallback.name.startswith("reference evaluator (durable_rules: ")
    fallback.load([CHARTER], fact_types())
    assert list(fallback.decide([[ask(), ask("post"), ask("a\nb")]])) == [[BROKEN, EXCUSED, MANUAL]]


def test_what_the_gate_refuses_is_left_to_a_person_and_explained(
    make: Callable[..., DurableEngine],
) -> None:
    engine = make()
    bad = Question(7, ALWAYS | {"ticket.channel": "x" * 101})
    assert decided(engine, [ask(), bad]) == [[BROKEN, MANUAL]]
    found = engine.explain(bad)
    assert found.outcome is MANUAL
    assert found.refused is not None
    assert found.refused.code == "facts.too_long"
    assert [one.is_met for one in found.exceptions] == [False]


def test_a_charter_that_was_not_loaded_is_refused(make: Callable[..., DurableEngine]) -> None:
    engine = make()
    for refused in (lambda: decided(engine, [Question(8, ALWAYS)]),
                    lambda: engine.explain(Question(8, ALWAYS))):  # fmt: skip
        with pytest.raises(InvalidInputError, match=r"engine\.unknown_charter"):
            refused()


def test_a_run_that_is_given_up_leaves_nothing_behind(make: Callable[..., DurableEngine]) -> None:
    engine = make()
    run = engine.decide([[ask()] * 2000] * 30)
    assert next(run) == [BROKEN] * 2000
    run.close()
    assert decided(engine, [ask("post")], [], [ask()]) == [[EXCUSED], [], [BROKEN]]


def test_two_runs_at_once_do_not_mix(make: Callable[..., DurableEngine]) -> None:
    engine = make()
    one = engine.decide([[ask()]] * 200)
    two = engine.decide([[ask("post")]] * 200)
    assert [(a[0], b[0]) for a, b in zip(one, two, strict=True)] == [(BROKEN, EXCUSED)] * 200


def test_questions_are_read_ahead_by_a_bounded_number(make: Callable[..., DurableEngine]) -> None:
    engine = make()
    asked = 0

    def endless() -> Iterator[list[Question]]:
        nonlocal asked
        while True:
            asked += 1
            yield [ask()]

    run = engine.decide(endless())
    for _ in range(300):
        next(run)
    assert asked <= 300 + UNDER_WAY + 1
    run.close()


def test_another_set_of_charters_takes_the_place_of_the_first(
    make: Callable[..., DurableEngine],
) -> None:
    engine = make()
    first = engine.load([CHARTER], fact_types())
    assert decided(engine, [ask("post")]) == [[EXCUSED]]
    second = engine.load([replace(CHARTER, except_when=Conditions(True))], fact_types())
    assert decided(engine, [ask("post")]) == [[BROKEN]]
    assert engine.load([CHARTER], fact_types()) == first != second
    assert decided(engine, [ask("post")]) == [[EXCUSED]]


def test_it_works_in_a_program_that_has_no_file_of_its_own(tmp_path: Path) -> None:
    """As in a frozen program, or `python -c`: the worker must not run the program again."""
    program = (
        "from fmdesk.rules.engine import open_engine\n"
        "if __name__ == '__main__':\n"
        "    engine = open_engine(); print(engine.name, engine.is_fallback); engine.close()\n"
    )
    script = tmp_path / "program.py"
    script.write_text(program)
    for words in (["-c", program], [str(script)]):
        done = subprocess.run(
            [sys.executable, *words], capture_output=True, text=True, check=False, timeout=60
        )
        assert (done.stdout, done.stderr) == ("durable_rules 2.0.28 False\n", "")
