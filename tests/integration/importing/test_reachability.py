"""Counts of a switchboard come in per channel and quarter of an hour."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.config import resources_path
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.domain.people import Channel
from fmdesk.core.domain.reachability import ChannelCount
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.importing import Importing
from fmdesk.core.sql.door import SqlDoor
from fmdesk.messages import explain

NINE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HEADER = "kanaal;kwartier;beantwoord;gemist;wachtend;bezetting\n"
BringIn = Callable[..., ImportResult]


@pytest.fixture
def switchboard(door: SqlDoor, tmp_path: Path) -> BringIn:
    """Import rows by the shipped mapping."""

    def channels(work: UnitOfWork) -> Changes:
        work.people.save_channel(Channel("phone", "Telefoon", "Phone"))
        work.people.save_channel(Channel("desk", "Balie", "Desk"))
        return Changes()

    door.run(uuid4(), "test.channels", None, channels, Changes)

    def run(*rows: str, **options: object) -> ImportResult:
        path = tmp_path / "centrale.csv"
        path.write_text(HEADER + "\n".join(rows), encoding="utf-8")
        return Importing(door).run(path, "bereikbaarheid", **options)

    return run


def counts(door: SqlDoor) -> list[ChannelCount]:
    with door.read() as work:
        return list(work.reachability.counts(NINE, NINE.replace(hour=20)))


def test_the_example_comes_in_and_a_second_time_changes_nothing(
    door: SqlDoor, switchboard: BringIn
) -> None:
    path = resources_path("mappings", "examples", "bereikbaarheid.csv")
    assert Importing(door).run(path, "bereikbaarheid").added == 3
    assert counts(door) == [
        ChannelCount("desk", NINE, 4, 0, 0, 2),
        ChannelCount("phone", NINE, 7, 1, 2, 3),
        ChannelCount("phone", NINE.replace(minute=15), 9, 0, 0, 3),
    ]
    assert Importing(door).run(path, "bereikbaarheid").unchanged == 3


def test_a_row_changes_its_quarter_and_empty_cells_leave_what_stands(
    door: SqlDoor, switchboard: BringIn
) -> None:
    assert switchboard("telefoon;02-03-2026 09:00;7;1;2;3").added == 1
    changed = switchboard("telefoon;02-03-2026 09:05;;4;;", "telefoon;02-03-2026 09:20;1;0;0;1")
    assert (changed.changed, changed.added) == (1, 1)
    assert counts(door)[0] == ChannelCount("phone", NINE, 7, 4, 2, 3)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("duif;02-03-2026 09:00;7;1;2;3", "duif"),
        ("telefoon;02-03-2027 09:00;7;1;2;3", "quarter"),
        ("telefoon;02-03-2026 09:00;-7;1;2;3", "0"),
        ("telefoon;02-03-2026 09:00;10000;1;2;3", "at most"),
        ("telefoon;vandaag;7;1;2;3", "vandaag"),
        ("telefoon;02-03-2026 08:50;1;0;0;0\ntelefoon;02-03-2026 08:55;1;0;0;0", "phone"),
    ],
    ids=["channel", "future", "negative", "many", "time", "twice"],
)
def test_bad_rows_are_named_and_the_good_ones_can_be_kept(
    door: SqlDoor, switchboard: BringIn, language: Callable[[str], None], row: str, sentence: str
) -> None:
    language("en")
    refused = switchboard(row, "balie;02-03-2026 09:00;4;0;0;2")
    assert refused.is_refused
    (bad,) = refused.bad
    told = f"{explain(DomainError(bad.code, **bad.params))} {bad.value}"
    assert sentence in told
    assert counts(door) == []
    kept = switchboard(row, "balie;02-03-2026 09:00;4;0;0;2", keep_good=True)
    assert (kept.is_refused, kept.bad_count) == (False, 1)
    assert ChannelCount("desk", NINE, 4, 0, 0, 2) in counts(door)


def test_a_dry_run_tells_and_writes_nothing(door: SqlDoor, switchboard: BringIn) -> None:
    assert switchboard("telefoon;02-03-2026 09:00;7;1;2;3", is_dry_run=True).added == 1
    assert counts(door) == []
