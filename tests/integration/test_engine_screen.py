"""The engine under a running screen: the event loop goes on while a month is decided.

Each batch of questions waits for a beat of the screen's own timer, so that the run ends only when
the screen lives; how fast either is does not matter.
"""

import threading
from collections.abc import Iterator

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.charter import (
    Charter,
    Guarantee,
    LimitSource,
    Outcome,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.facts import fact_types
from fmdesk.core.ports import Question
from fmdesk.rules.engine import open_engine

FREE = Sanction(SanctionKind.NOT_CHARGED)
CHARTER = Charter(1, "c", 1, "n", "n", "p", "p", Guarantee(source=LimitSource.PRODUCT), FREE)
PATIENCE = 60
"""Seconds after which the screen is taken for dead."""
LATE = {"clock.has_guarantee": True, "clock.past_due": True, "clock.finished": True}


def test_the_event_loop_goes_on_while_the_engine_decides(qtbot: QtBot) -> None:
    beat = threading.Event()
    timer = QTimer(interval=1)
    timer.timeout.connect(beat.set)
    found: list[Outcome] = []
    missed: list[int] = []

    def questions() -> Iterator[list[Question]]:
        for number in range(20):
            beat.clear()
            if not beat.wait(PATIENCE):
                missed.append(number)
            yield [Question(1, LATE)] * 1000

    def run() -> None:
        engine = open_engine()
        engine.load([CHARTER], fact_types())
        for batch in engine.decide(questions()):
            found.extend(batch)
        engine.close()

    thread = threading.Thread(target=run)
    timer.start()
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=600_000)
    timer.stop()
    assert found == [Outcome.BROKEN] * 20_000
    assert not missed
