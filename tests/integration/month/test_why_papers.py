"""What is printed of a line's why: the commands behind it, and their place in the chain."""

from dataclasses import replace
from uuid import uuid4

import pytest

from fmdesk.core.domain.audit import LogExtent, LogFilter
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.why_paper import WhyPaper
from fmdesk.core.services.audits import Audits
from fmdesk.core.services.why_papers import paper_of
from fmdesk.reports.writer import render_why
from tests.integration.month.conftest import PAPER_CENTS, SmallOffice
from tests.integration.month.stories import close_month, half_late, sanctions_of


def paper(office: SmallOffice, line_id: int, language: str = "nl") -> WhyPaper:
    return paper_of(office.whys, line_id, language)


def test_a_line_is_told_from_its_order_to_its_ledger(office: SmallOffice) -> None:
    """Ten boxes, half of them late: objected to, waived, closed; another line stays out of it."""
    line = half_late(office)
    (other,) = office.order(1).line_ids
    office.time.advance(hours=1)
    office.control("2026-10")
    (sanction,) = sanctions_of(office, line)
    office.time.advance(hours=1)
    office.sanctions.object_to(SanctionDraft(uuid4(), sanction.id, "objection", "lift stuk"))
    office.time.advance(hours=1)
    office.sanctions.decide(SanctionDraft(uuid4(), sanction.id, "waive", "terecht"))
    office.time.advance(days=30)
    close_month(office, "2026-10")
    made = paper(office, line)
    assert [one.name for one in made.commands] == [
        "intake.take",
        "fulfilment.record",
        "fulfilment.record",
        "sanctions.object_to",
        "sanctions.decide",
    ]
    assert [one.seq for one in made.commands] == sorted(one.seq for one in made.commands)
    with office.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT seq, hash FROM command_log").all()
    hashes = dict(map(tuple, rows))
    assert {one.seq: one.hash for one in made.commands}.items() <= hashes.items()
    assert (made.head.hash, made.head.seq) == (office.door.head(), max(hashes))
    kinds = [event.kind for event in made.why.line.events]
    assert kinds.count(EventKind.DELIVERED) == 2
    assert [act.reason for act in made.sanctions[0].acts] == ["lift stuk", "terecht"]
    assert {row.cents for row in made.why.line.posted} >= {5 * PAPER_CENTS}
    broken = max(made.why.verdicts, key=lambda one: one.cents)
    counted = (one.seconds for one in broken.intervals if one.is_counted)
    assert sum(counted) == broken.elapsed
    assert [one.name for one in paper(office, other).commands] == ["intake.take"]
    assert render_why(made, "nl") == render_why(paper(office, line), "nl")
    assert render_why(paper(office, line, "en"), "en").startswith(b"%PDF-")


def test_of_two_commands_in_one_second_the_one_of_who_is_named_counts(office: SmallOffice) -> None:
    (line,) = office.order(1).line_ids
    first = office.door.actor
    office.door.actor = "piet"
    (other,) = office.order(2).line_ids
    assert [one.actor for one in paper(office, line).commands] == [first]
    assert [one.actor for one in paper(office, other).commands] == ["piet"]


def test_an_erased_payload_leaves_the_answer_to_tell_the_line(office: SmallOffice) -> None:
    (line,) = office.order(1).line_ids
    office.order(1)
    with office.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM command_payload")
        connection.commit()
    (command,) = paper(office, line).commands
    assert command.name == "intake.take"


def test_the_log_is_asked_for_one_line(office: SmallOffice) -> None:
    (line,) = office.order(1).line_ids
    office.time.advance(hours=1)
    office.deliver(line, 1)
    office.order(2)
    number = paper(office, line).why.line.number
    audits = Audits(office.door)
    names = [row.name for row in audits.rows(LogFilter(line=number))]
    assert names == ["fulfilment.record", "intake.take"]
    assert [row.name for row in audits.rows(LogFilter(line=number, command="intake"))] == names[1:]
    newest = audits.rows(LogFilter(line=number))[0]
    assert [row.name for row in audits.rows(LogFilter(line=number, before=newest.seq))] == names[1:]
    assert audits.rows(LogFilter(line=number, actor="nobody")) == ()
    assert audits.rows(LogFilter(line=number, until=newest.at)) == audits.rows(
        LogFilter(line=number, before=newest.seq)
    )
    assert len([*audits.export(LogFilter(line=number), "jsonl")]) == 2
    ticket = LogFilter(line=number.partition(".")[0])
    assert audits.rows(ticket) == audits.rows(LogFilter(line=number)), "it has one line"
    extent = audits.extent(ticket)
    assert (extent.total, extent.marks) == (2, (newest.seq,))
    assert [row.name for row in audits.page(ticket, extent, 1, 5)] == names[1:]
    with_words = replace(ticket, text="PAPER")
    assert [row.name for row in audits.rows(with_words)] == names[1:], "it was ordered by its code"
    assert len(audits.rows(replace(with_words, names=("fulfilment.record",)))) == 2
    told = dict(audits.told(newest.seq, "nl").fields)
    assert told["Regel"] == number
    with pytest.raises(NotFoundError, match=r"line\.unknown"):
        audits.extent(LogFilter(line="M999999"))
    assert audits.page(LogFilter(actor="nobody"), LogExtent(0), 0, 5) == ()
