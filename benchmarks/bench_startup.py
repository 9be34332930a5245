"""From the start of Python to the first painted window: ours beside a bare window of PySide6.

Both are started in a process of their own, in turns, and tell when their first paint is done. Ours
is what `fmdesk` does: settings, fonts, style sheet, icons, navigation and texts; the database is
opened after it, on a thread.
"""

import os
import subprocess
import sys
import tempfile
from time import perf_counter

from benchmarks.result import Result, at_most

MOST = 1.6
ROUNDS = 15
SECONDS_MOST = 60
UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
"""Taken from both: an installed program has its bytecode, and after the first start so has ours."""

BARE = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

def tell():
    print('painted', flush=True)
    os._exit(0)

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, tell)
        return False

app = QApplication(['bare'])
window = QMainWindow()
window.setCentralWidget(QLabel('bare'))
window.resize(1280, 800)
watch = Watch()
window.centralWidget().installEventFilter(watch)
window.show()
app.exec()
"""
OURS = """
import os
import sys
os.environ['FMDESK_DATA_DIR'] = sys.argv[1]
from fmdesk.cli import desktop, main

def tell(window):
    print('painted', flush=True)
    os._exit(0)

def enter(office):
    from fmdesk.desktop.shell import MainWindow
    MainWindow._equip = tell  # what the window does right after its first frame
    return office

desktop.OpenOffice.__enter__ = enter
main([])
"""


def run() -> list[Result]:
    """Measure both in turns; what else the machine does only ever makes a start slower."""
    with tempfile.TemporaryDirectory() as folder:
        times: dict[str, list[float]] = {OURS: [], BARE: []}
        for _turn in range(ROUNDS):
            for code, taken in times.items():
                taken.append(_start(code, folder))
    ours, bare = (min(times[code]) * 1000 for code in (OURS, BARE))
    return [
        at_most(
            "desktop: start of Python to the first painted window",
            ours,
            bare,
            MOST,
            unit="ms",
            note=f"a bare PySide6 window; the quickest of {ROUNDS} starts in turns",
        )
    ]


def _start(code: str, folder: str) -> float:
    """Start one and return the seconds until it has painted."""
    kept = {name: value for name, value in os.environ.items() if name != UNCOMPILED}
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, folder], stdout=subprocess.PIPE, text=True, env=kept
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        seconds = perf_counter() - start
        process.wait(SECONDS_MOST)
    if line.strip() != "painted":
        raise SystemExit(f"a window was not painted: {process.returncode}")
    return seconds
