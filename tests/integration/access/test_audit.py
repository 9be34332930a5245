"""The command log as who audits reads it: newest first, filtered, opened, exported."""

import csv
import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
import sqlalchemy as sa

import fmdesk.core.domain.audit as audit_domain
from fmdesk.core.domain.access import ALL_ROLES, Role
from fmdesk.core.domain.audit import STEP, LogExtent, LogFilter
from fmdesk.core.domain.errors import InvalidInputError, NotAllowedError, NotFoundError
from fmdesk.core.domain.permissions import AREAS, COMMANDS, Area
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.audits import PAGE, Audits
from fmdesk.core.sql import log_reader
from fmdesk.core.sql.door import SqlDoor
from tests.integration.access.conftest import Employ

READERS = {Role.CONTROLLER, Role.ADMIN, Role.AUDITOR}


def act(door: SqlDoor, name: str, value: str) -> None:
    """Run a command that leaves a row."""

    def work(unit: UnitOfWork) -> Changes:
        unit.settings.put(name, value)
        return Changes(months=(value,))

    door.run(uuid4(), name, {"given": value}, work, Changes)


@pytest.fixture
def audits(office: SqlDoor, employ: Employ) -> Audits:
    """The log of an office in which jan did 250 things, one a minute, and an auditor looks."""
    for number in range(125):
        act(office, "test.first", str(number))
        act(office, "testing.other", str(number))
        office.time_source.advance(minutes=1)
    return Audits(employ("ayse", Role.AUDITOR))


@pytest.mark.parametrize("role", ALL_ROLES)
def test_who_audits_reads_the_log_and_nobody_else(role: Role, employ: Employ) -> None:
    audits = Audits(employ("ayse", role))
    reads = (
        lambda: audits.rows(LogFilter()),
        audits.head,
        lambda: audits.command(1),
        lambda: [*audits.export(LogFilter(), "csv")],
        lambda: audits.extent(LogFilter()).total,
        lambda: audits.page(LogFilter(), LogExtent(1, (1,)), 0, 1),
        audits.people,
        lambda: audits.told(1, "nl"),
    )
    for read in reads:
        if role in READERS:
            assert read()
            continue
        with pytest.raises(NotAllowedError, match=r"access\.area"):
            read()


def test_an_auditor_only_reads() -> None:
    assert {name for name, row in COMMANDS.items() if Role.AUDITOR in row.roles} == {
        name for name, row in COMMANDS.items() if row.is_chore
    }
    assert all(Role.AUDITOR in roles for roles in AREAS.values())
    assert set(AREAS[Area.AUDIT]) == READERS


def test_pages_of_the_log_join_without_a_gap(audits: Audits) -> None:
    first = audits.rows(LogFilter())
    assert len(first) == PAGE
    assert (first[0].seq, first[0].hash) == (audits.head().seq, audits.head().hash)
    found = list(first)
    while page := audits.rows(LogFilter(before=found[-1].seq)):
        found += page
    assert [row.seq for row in found] == [*range(first[0].seq, 0, -1)]


def test_the_log_is_asked_by_who_what_and_when(audits: Audits) -> None:
    assert {row.actor for row in audits.rows(LogFilter(actor="jan"))} == {"jan"}
    assert audits.rows(LogFilter(actor="nobody")) == ()
    assert {row.name for row in audits.rows(LogFilter(command="test.first"))} == {"test.first"}
    kinds = {row.name for row in audits.rows(LogFilter(command="test"), 1000)}
    assert "test.first" in kinds
    assert not {name for name in kinds if name.startswith("testing")}
    last = audits.rows(LogFilter(command="testing.other"))[0].at
    since = last - timedelta(minutes=9)
    found = audits.rows(LogFilter(command="testing", since=since, until=last))
    assert [row.at for row in found] == [last - timedelta(minutes=one) for one in range(1, 10)]


def test_who_ever_acted_can_be_chosen_with_an_account_or_without(
    audits: Audits, office: SqlDoor
) -> None:
    with office.database.write() as connection:  # who acted before there were accounts
        connection.execute(sa.text("UPDATE user_account SET login = 'piet' WHERE login = 'jan'"))
        connection.commit()
    logins = [login for login, _name in audits.people()]
    assert {"jan", "piet", "ayse"} <= {*logins}
    assert len(logins) == len({*logins})


def test_one_command_is_opened_with_what_it_was_given(audits: Audits, office: SqlDoor) -> None:
    seq = audits.rows(LogFilter(command="test.first"))[0].seq
    view = audits.command(seq)
    assert json.loads(view.payload or "") == {"given": "124"}
    assert json.loads(view.result)["months"] == ["124"]
    assert view.is_sound
    assert view.previous == audits.command(seq - 1).row.hash
    with office.database.write() as connection:
        connection.exec_driver_sql(f"DELETE FROM command_payload WHERE seq = {seq}")
        connection.commit()
    erased = audits.command(seq)
    assert erased.payload is None
    assert erased.is_sound, "what was erased leaves the chain whole"
    with pytest.raises(NotFoundError, match=r"command\.unknown"):
        audits.command(10_000)


def test_an_export_has_every_row_with_its_hashes(audits: Audits) -> None:
    wanted = LogFilter()
    heading, *rows = csv.reader(audits.export(wanted, "csv"))
    lines = [json.loads(line) for line in audits.export(wanted, "jsonl")]
    assert heading == ["seq", "at", "actor", "command", "op_id", "digest", "previous", "hash"]
    assert len(rows) == len(lines) == audits.head().seq
    assert [int(row[0]) for row in rows] == [line["seq"] for line in lines]
    for newer, older in pairwise(lines):
        assert newer["previous"] == older["hash"]
    assert lines[0]["hash"] == rows[0][-1] == audits.head().hash
    assert not any("given" in line for line in lines), "what may be erased is not exported"
    with pytest.raises(InvalidInputError, match=r"report\.form"):
        next(iter(audits.export(wanted, "pdf")))


def test_a_name_that_is_a_formula_runs_in_no_spreadsheet(office: SqlDoor) -> None:
    office.actor = "=cmd()"
    act(office, "test.formula", "x")
    rows = [*csv.reader(Audits(office).export(LogFilter(actor="=cmd()"), "csv"))]
    assert [row[2] for row in rows] == ["actor", "'=cmd()"]


def test_reading_leaves_no_trace(audits: Audits) -> None:
    before = audits.head()
    audits.rows(LogFilter())
    audits.command(1)
    assert audits.head() == before


def test_any_place_of_a_list_is_read_whatever_it_is_narrowed_to(
    audits: Audits, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (log_reader, audit_domain):
        monkeypatch.setattr(module, "STEP", 40)
    for wanted in (
        LogFilter(),
        LogFilter(command="test.first"),
        LogFilter(text='"given":"1'),
        LogFilter(text='"given":"1', names=("test.first",)),
        LogFilter(text='"GIVEN":"1', names=("testing.other",), actor="jan", command="testing"),
        LogFilter(actor="nobody"),
        LogFilter(text="nobody wrote this", names=("no.command",)),
    ):
        whole = audits.rows(wanted, 10_000)
        extent = audits.extent(wanted)
        assert (extent.total, extent.marks) == (len(whole), tuple(r.seq for r in whole[::40]))
        for first in (0, 39, 40, 95, len(whole) - 1):
            assert audits.page(wanted, extent, first, 7) == whole[first : first + 7]
    assert STEP > PAGE


def test_words_are_found_in_what_was_given_and_in_the_names_of_commands(audits: Audits) -> None:
    found = audits.rows(LogFilter(text='VEN":"77'), 1000)
    assert [row.name for row in found] == ["testing.other", "test.first"]
    named = audits.rows(LogFilter(text='ven":"77', names=("test.employ", "testing.other")), 1000)
    assert {row.name for row in named} >= {"testing.other", "test.first"}
    assert len(named) == 126, "one by its words, 125 by their name"
    assert audits.rows(LogFilter(text="%")) == (), "no sign stands for others"


def test_words_are_one_list_with_names_newest_first_page_by_page(audits: Audits) -> None:
    wanted = LogFilter(text='"given":"12', names=("testing.other",), actor="jan")
    whole = audits.rows(wanted, 10_000)
    assert [row.seq for row in whole] == sorted({row.seq for row in whole}, reverse=True)
    names = Counter(row.name for row in whole)
    assert names == {"testing.other": 125, "test.first": 6}, "12 and 120 to 124 by their words"
    pages = [audits.rows(wanted, 50)]
    while len(pages[-1]) == 50:
        pages.append(audits.rows(replace(wanted, before=pages[-1][-1].seq), 50))
    assert sum(pages, ()) == whole


def test_a_command_is_told_field_by_field(office: SqlDoor, employ: Employ) -> None:
    audits = Audits(employ("ayse", Role.AUDITOR))
    given = {
        "op_id": "x",
        "month": "2026-10",
        "is_new": False,
        "price_cents": 1234,
        "at": "2026-10-05T08:00:00Z",
        "line_id": 999,
        "login": "jan",
        "note": "",
        "days": [*range(25)],
        "values": {"person": "gone", "reason": "a"},
    }

    def work(unit: UnitOfWork) -> Changes:
        unit.settings.put("told", str(uuid4()))
        return Changes()

    with office.read() as reading:
        work_unit = reading.people.units()[0]
    given |= {"unit_id": work_unit.id, "unit": work_unit.code}
    office.run(uuid4(), "test.told", given, work, Changes)
    told = audits.told(audits.rows(LogFilter(command="test.told"))[0].seq, "en")
    assert dict(told.fields) == {
        "Month": "2026-10",
        "New": "No",
        "Price": "€12.34",
        "Time": "5 Oct 2026 10:00",
        "Unit": work_unit.name,
        "Line": "999",
        "Account": "jan",
        "Days": ", ".join(map(str, range(20))) + " and 5 more",
        "Values": "Person: gone, Reason: a",
    }
    assert told.who == "jan"
    office.run(uuid4(), "test.number", 7, work, Changes)
    office.run(uuid4(), "test.nothing", None, work, Changes)
    newest = audits.rows(LogFilter())[0].seq
    assert audits.told(newest - 1, "nl").fields == (("Gegeven", "7"),)
    assert audits.told(newest, "nl").fields == ()
