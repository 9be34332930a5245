"""The engine under a running screen: the event loop goes on while a month is decided."""

import threading

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
LATE = {"clock.has_guarantee": True, "clock.past_due": True, "clock.finished": True}


def test_the_event_loop_goes_on_while_the_engine_decides(qtbot: QtBot) -> None:
    ticks: list[int] = []
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: ticks.append(1))
    found: list[Outcome] = []

    def run() -> None:
        engine = open_engine()
        engine.load([CHARTER], fact_types())
        for batch in engine.decide([[Question(1, LATE)] * 1000] * 20):
            found.extend(batch)
        engine.close()

    thread = threading.Thread(target=run)
    timer.start()
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=60_000)
    timer.stop()
    assert found == [Outcome.BROKEN] * 20_000
    assert len(ticks) > 20
