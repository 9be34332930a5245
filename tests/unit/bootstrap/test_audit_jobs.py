"""The log written to a file by its job: as many commands are told as are in the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from fmdesk.bootstrap import audit_jobs
from fmdesk.bootstrap.audit_jobs import export_log_job
from fmdesk.config import Settings
from fmdesk.core.domain.audit import CommandView, LogExtent, LogFilter
from fmdesk.core.domain.errors import DomainError
from tests.desktop.fake_audits import PLUGIN_WORDS, row_of
from tests.desktop.made import OFFICE_TIME


class Told:
    """Progress that is heard, of a job that may be cancelled."""

    def __init__(self, *, is_cancelled: bool = False) -> None:
        self.reports: list[tuple[int, int]] = []
        self._is_cancelled = is_cancelled

    def report(self, done: int, total: int) -> None:
        self.reports.append((done, total))

    def is_cancelled(self) -> bool:
        return self._is_cancelled


@pytest.fixture(autouse=True)
def _growing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An office that logs two commands between the look at the length and the look at the rows."""
    views = [
        CommandView(row_of(seq), f"op-{seq}", "0" * 64, "d" * 64, None, "{}", True)
        for seq in (5, 4, 3, 2, 1)
    ]
    audits = SimpleNamespace(
        extent=lambda _wanted: LogExtent(3, (3,)),
        people=lambda: (("rob", "Bakker, Rob"),),
        every=lambda _wanted: iter(views),
    )
    extensions = SimpleNamespace(command_words=lambda: PLUGIN_WORDS)
    services = SimpleNamespace(audits=audits, extensions=extensions, time=OFFICE_TIME)

    @contextmanager
    def opened(_settings: Settings) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(services=services)

    monkeypatch.setattr(audit_jobs, "open_office", opened)


def test_as_many_are_told_as_are_in_the_file(tmp_path: Path) -> None:
    path, progress = tmp_path / "log.csv", Told()
    written = export_log_job(Settings(data_dir=tmp_path), LogFilter(), "en", path, progress)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert written == len(lines) - 1 == 5
    assert lines[0] == "Row,When,Login,Who,Command,What,Id,Digest,Hash before,Hash"
    assert lines[1].startswith("5,2026-11-01 10:05:00,rob,")
    assert '"Bakker, Rob"' in lines[1]
    assert "supplies.receive,Receipt of goods booked" in lines[1], "a plugin's own words"
    assert progress.reports == [(0, 3)]


def test_one_that_is_cancelled_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    with pytest.raises(DomainError, match=r"job\.cancelled"):
        export_log_job(
            Settings(data_dir=tmp_path), LogFilter(), "nl", path, Told(is_cancelled=True)
        )
    assert [*tmp_path.iterdir()] == []
