"""The real window over the real office, on copies of files that are built once per run."""

import csv
import gzip
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.bootstrap import make_office, open_office
from fmdesk.config import Settings, resources_path
from fmdesk.core.services.demo_boston import prepare_boston
from fmdesk.desktop.app import Faults, GarbageTimer, make_window
from fmdesk.testing import BuildOnce, FakeTime
from tests.journeys.driver import Driver

BIG_MONTH = 20_000
Open = Callable[..., Driver]
Row = dict[str, str]


@pytest.fixture(autouse=True)
def _unmeasured(unmeasured: None) -> None:
    """Journeys cross what has its own tests."""


@pytest.fixture(scope="session")
def boston_folder(build_once: BuildOnce) -> Path:
    """A data folder with the office of Boston: products and terms, no request yet."""

    def build(folder: Path) -> None:
        with open_office(Settings(data_dir=folder), is_created=True) as office:
            prepare_boston(office.door)

    return build_once("boston", build)


@pytest.fixture(scope="session")
def big_month_folder(boston_folder: Path, build_once: BuildOnce) -> Path:
    """A data folder with 20,000 real requests, all of July 2011."""

    def build(folder: Path) -> None:
        shutil.copytree(boston_folder, folder, dirs_exist_ok=True)
        path = folder / "requests.csv"
        write_rows(path, [_in_july(row) for row in boston_rows()[:BIG_MONTH]])
        with open_office(Settings(data_dir=folder)) as office:
            result = office.services.importing.run(path, "boston")
        assert result.added == BIG_MONTH

    return build_once("big-month", build)


def boston_rows() -> Sequence[Row]:
    """Return the published requests."""
    path = resources_path("demo", "boston", "requests_2011_q3.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: Sequence[Row]) -> Path:
    """Write requests as the publisher does."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def _in_july(row: Row) -> Row:
    """Return a request as if it had been opened in July, kept or broken as it was."""
    if row["open_dt"].startswith("2011-07"):
        return row
    return row | {
        name: row[name] and _earlier(row[name]) for name in ("open_dt", "target_dt", "closed_dt")
    }


def _earlier(stamp: str) -> str:
    year, month, rest = stamp.split("-", 2)
    number = int(year) * 12 + int(month) - 2
    day = min(int(rest[:2]), 28 if number % 12 == 1 else 30)
    return f"{number // 12}-{number % 12 + 1:02}-{day:02}{rest[2:]}"


def _destroy(window: QWidget) -> None:
    """Take a window apart: one that only is closed makes each later change of theme slower."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open the window on a copy of a data folder, and close it after the test.

    Without a folder its own one is used as it is, by its name. `at` is the time of the office from
    the first look on.
    """
    app = QApplication.instance()
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    garbage: list[GarbageTimer] = []  # one a process, however many windows there are
    with ExitStack() as after:

        def open_(
            folder: Path | None, name: str = "office", at: FakeTime | None = None, **changes: object
        ) -> Driver:
            if folder is not None:
                shutil.copytree(folder, tmp_path / name)
            settings = replace(Settings(data_dir=tmp_path / name), **changes)
            office = make_office(settings)
            after.callback(office.close)
            if at is not None:
                office.door.time_source = at
                services = replace(office.services, time=office.door.office_time())
                office = replace(office, services=services)
            if not garbage:
                garbage.append(GarbageTimer())
                after.callback(garbage[0].stop)
            faults = Faults()
            window = make_window(app, settings, lambda: office.services, faults)
            after.callback(_destroy, window)
            after.callback(window.close)
            monkeypatch.setattr(sys, "excepthook", faults.catch)
            with qtbot.waitSignal(window.settled, timeout=60_000) as settled:
                window.show()
                window.activateWindow()
            assert settled.args == [True]
            window.desk.sending.stop()  # a test says when its minute passes, no slow machine does
            driver = Driver(qtbot, window, office)
            driver.settle()
            return driver

        yield open_
        for widget in app.topLevelWidgets():
            if widget.isModal() and widget.isVisible():
                widget.close()
