"""From the start of Python to the first painted window: ours beside a bare window of PySide6.

Both are started in a process of their own, in turns, and tell when their first paint is done. Ours
is what a person gets: fonts, style sheet, icons, navigation and texts, while the office is opened
on a thread that the first paint does not wait for.
"""

import subprocess
import sys
import tempfile
from statistics import median
from time import perf_counter

from benchmarks.result import Result

MOST = 1.6
ROUNDS = 15
SECONDS_MOST = 60

TELL = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, tell)
        return False

def tell():
    print('painted', flush=True)
    import os
    os._exit(0)
"""
BARE = (
    """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(['bare'])
window = QMainWindow()
window.setCentralWidget(QLabel('bare'))
window.resize(1280, 800)
"""
    + TELL
    + """
watch = Watch()
window.centralWidget().installEventFilter(watch)
window.show()
app.exec()
"""
)
OURS = (
    TELL
    + """
import threading
from pathlib import Path
from PySide6.QtWidgets import QApplication
from fmdesk.config import Settings
from fmdesk.desktop.app import Faults, make_window
app = QApplication(['fmdesk'])
settings = Settings(data_dir=Path(sys.argv[1]))
window = make_window(app, settings, threading.Event().wait, Faults())
watch = Watch()
window.waiting.states.view.installEventFilter(watch)
window.show()
app.exec()
"""
)


def run() -> list[Result]:
    """Measure both in turns; the first start of each only warms the disk."""
    with tempfile.TemporaryDirectory() as folder:
        times: dict[str, list[float]] = {OURS: [], BARE: []}
        for turn in range(ROUNDS + 1):
            for code, taken in times.items():
                seconds = _start(code, folder)
                if turn:
                    taken.append(seconds)
    ours, bare = (median(times[code]) * 1000 for code in (OURS, BARE))
    ratio = ours / bare
    return [
        Result(
            name="desktop: start of Python to the first painted window",
            ours=ours,
            other=bare,
            ratio=ratio,
            bound=f"at most {MOST}",
            ok=ratio <= MOST,
            unit="ms",
            note=f"a bare PySide6 window; median of {ROUNDS} starts in turns",
        )
    ]


def _start(code: str, folder: str) -> float:
    """Start one and return the seconds until it has painted."""
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, folder], stdout=subprocess.PIPE, text=True
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        seconds = perf_counter() - start
        process.wait(SECONDS_MOST)
    if line.strip() != "painted":
        raise SystemExit(f"a window was not painted: {process.returncode}")
    return seconds
