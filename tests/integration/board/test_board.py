"""The board: every figure opens exactly its records."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from fmdesk.core.domain.board import Counted, Figure
from fmdesk.core.domain.call_back import (
    CallBackDraft,
    CallBackOutcome,
    CallBackRule,
    CallBackRules,
)
from fmdesk.core.domain.crossing import QuestionDraft
from fmdesk.core.domain.errors import NotFoundError, PluginError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.message import MessageKind, NoticeDraft
from fmdesk.core.domain.spec import Text, TileSpec
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import Changes, TicketFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.questions import Questions
from tests.integration.board.conftest import BoardOffice


def disown(office: BoardOffice, ticket_id: int) -> None:
    """Leave a ticket without an owner, as an import does."""
    with office.database.write() as connection:
        connection.exec_driver_sql(f"UPDATE ticket SET owner = '' WHERE id = {ticket_id}")
        connection.commit()


def told_everything(office: BoardOffice) -> dict[str, int]:
    """Make something stand behind every figure; returns the lines by what was done to them."""
    rules = CallBackRules((CallBackRule(1, product="paper"),))
    office.call_backs.save_rules(uuid4(), rules)
    names = ("late", "returned", "paused", "ready", "free", "running", "near", "late too")
    lines: dict[str, int] = {}
    for name in names:
        taken = office.order()
        lines[name] = taken.line_ids[0]
        if name == "free":
            disown(office, taken.ticket_id)
        if name != "near":
            office.time.advance(minutes=1)
    office.record(lines["returned"], EventKind.STARTED, step=1)
    office.record(lines["returned"], EventKind.RETURNED, step=1, reason="Afleverplek ontbreekt")
    office.record(lines["running"], EventKind.STARTED, step=1)
    office.record(
        lines["paused"],
        EventKind.PAUSED,
        reason="wacht",
        evidence="telefoon",
        pause_class=PauseClass.CUSTOMER,
    )
    office.record(lines["ready"], EventKind.READY)
    office.messages.queue(
        NoticeDraft(uuid4(), lines["late"], MessageKind.FREE, subject="Bericht", body="Tekst")
    )
    Questions(office.door).ask(QuestionDraft(uuid4(), "stock", "Is er nog?", lines["running"]))
    return lines


def test_every_figure_opens_exactly_its_records(office: BoardOffice) -> None:
    told_everything(office)
    for hours in (0, 22, 3):
        office.time.advance(hours=hours)
        state = office.board.state("nl")
        wanted = [Counted(one) for one in state.figures]
        shown = list(state.figures.values())
        for queue in state.queues:
            for lines, of in (
                (queue.waiting, LineState.NEW),
                (queue.running, LineState.RUNNING),
                (queue.paused, LineState.PAUSED),
                (queue.waiting + queue.running + queue.paused, None),
            ):
                wanted.append(Counted(Figure.QUEUE, unit_id=queue.unit_id, state=of))
                shown.append(lines)
        for counted, figure in zip(wanted, shown, strict=True):
            ids = office.board.ids(counted)
            assert len(ids) == len(set(ids)) == figure, counted
            rows = office.board.rows(counted, ids, "nl")
            assert [row.id for row in rows] == list(ids), counted
    assert min(state.figures[one] for one in (Figure.OVERDUE, Figure.RETURNED)) > 0


def test_near_breach_is_what_can_still_be_kept_next_due_first(office: BoardOffice) -> None:
    lines = told_everything(office)
    assert office.behind(Figure.NEAR) == []
    office.time.at += timedelta(hours=22)
    near = office.behind(Figure.NEAR)
    assert near[:2] == [lines["late"], lines["returned"]]
    assert not {lines["paused"], lines["ready"]} & set(near), "a paused line has no next due"
    office.time.at += timedelta(hours=1, minutes=56)
    assert lines["late"] in office.behind(Figure.OVERDUE)
    assert lines["late"] not in office.behind(Figure.NEAR)
    assert office.behind(Figure.NEAR) == [one for one in near if one in office.behind(Figure.NEAR)]


def test_near_breach_is_a_setting_of_the_office_everywhere(office: BoardOffice) -> None:
    office.order()
    office.time.advance(hours=3)
    near = TicketFilter(is_near=True)
    assert (office.figure(Figure.NEAR), office.queries.count(near)) == (0, 0)

    def earlier(work: UnitOfWork) -> Changes:
        work.settings.put("messages.warn_minutes", "480")
        return Changes()

    office.do(earlier)
    assert (office.figure(Figure.NEAR), office.queries.count(near)) == (1, 1)
    (row,) = office.queries.rows([1])
    assert row.near_seconds == 480 * 60
    counted = Counted(Figure.NEAR)
    (shown,) = office.board.rows(counted, office.board.ids(counted), "nl")
    assert shown.line is not None
    assert (shown.line.near_seconds, shown.line.calendar is None) == (480 * 60, False)


def test_a_line_is_with_the_unit_until_it_comes_back(office: BoardOffice) -> None:
    lines = told_everything(office)
    assert office.behind(Figure.RETURNED) == [lines["returned"]]
    office.record(lines["returned"], EventKind.STARTED, step=1)
    assert office.behind(Figure.RETURNED) == []
    assert office.figure(Figure.RETURNED) == 0


def test_questions_calls_and_messages_name_their_line(office: BoardOffice) -> None:
    lines = told_everything(office)
    assert office.behind(Figure.QUESTIONS) == [lines["running"]]
    assert office.behind(Figure.CALL_BACKS) == [lines["ready"]]
    assert office.behind(Figure.TO_SEND) == [lines["late"]]
    assert office.behind(Figure.UNOWNED) == [lines["free"]]
    counted = Counted(Figure.QUESTIONS)
    (asked,) = office.board.rows(counted, office.board.ids(counted), "nl")
    assert (asked.note, asked.who, asked.number) == ("Is er nog?", "Voorraad", "M000006.1")


def test_a_failed_message_is_no_longer_one_to_send(office: BoardOffice) -> None:
    told_everything(office)
    with office.database.write() as connection:
        connection.exec_driver_sql("UPDATE message SET state = 'failed'")
        connection.commit()
    assert (office.figure(Figure.TO_SEND), office.figure(Figure.FAILED)) == (0, 1)
    assert office.behind(Figure.FAILED) == [1]


def test_queues_tell_waiting_running_and_the_oldest(office: BoardOffice) -> None:
    lines = told_everything(office)
    (queue,) = office.board.state("nl").queues
    assert (queue.unit, queue.waiting, queue.running, queue.paused) == ("Voorraad", 4, 2, 1)
    with office.door.read() as work:
        assert queue.oldest_at == work.tickets.line(lines["late"]).opened_at
    opened = office.behind(Figure.QUEUE, unit_id=queue.unit_id)
    assert opened[0] == lines["late"], "the oldest opens first"


def test_the_stamp_moves_with_every_change_and_only_then(office: BoardOffice) -> None:
    before = office.board.stamp()
    assert office.board.stamp() == office.board.state("nl").stamp == before
    office.order()
    assert office.board.stamp() == before + 1


def test_who_did_the_work_sees_what_customers_said(office: BoardOffice) -> None:
    lines = told_everything(office)
    office.record(lines["running"], EventKind.READY)
    office.sit_down("noor")
    for row in office.call_backs.worklist("nl"):
        draft = CallBackDraft(uuid4(), row.id, row.tries, CallBackOutcome.SATISFIED, "Keurig")
        office.call_backs.record(draft)
    assert office.board.state("nl").said == (), "who only called did not do the work"
    office.sit_down("anneke")
    said = office.board.state("en").said
    assert [(one.product, one.outcome, one.note) for one in said] == [
        ("Copy paper", CallBackOutcome.SATISFIED, "Keurig")
    ] * 2
    assert {one.line_id for one in said} == {lines["ready"], lines["running"]}


class Tiles:
    """Two plugins: one counts lines, the other fails."""

    problem = PluginError("plugin.failed", plugin="rooms", hook="today")
    answer: object = (2, 1)

    def tiles(self) -> tuple[tuple[str, TileSpec], ...]:
        return (
            ("faults", TileSpec("open", Text("Storingen", "Faults"), "open", view="list")),
            ("rooms", TileSpec("today", Text("Boekingen", "Bookings"), "today")),
        )

    def ask(self, plugin: str, query: str) -> object:
        if plugin == "rooms":
            raise self.problem
        return self.answer


def test_figures_of_plugins_open_their_lines(office: BoardOffice) -> None:
    office.extensions = Tiles()
    office.sit_down("anneke")
    lines = [office.order().line_ids[0] for _each in range(2)]
    faults, rooms = office.board.state("nl").tiles
    assert (faults.title.nl, faults.count, faults.view) == ("Storingen", 2, "faults.list")
    assert office.behind(Figure.TILE, plugin="faults", tile="open") == [lines[1], lines[0]]
    assert (rooms.count, rooms.problem) == (None, Tiles.problem)
    with pytest.raises(PluginError):
        office.board.ids(rooms.counted)
    with pytest.raises(NotFoundError, match=r"board\.no_tile"):
        office.board.ids(Counted(Figure.TILE, plugin="faults", tile="gone"))


@pytest.mark.parametrize("answer", [3, ["1"], ("1",), (True,)])
def test_a_plugin_that_answers_with_no_lines_is_told_so(
    office: BoardOffice, answer: object
) -> None:
    office.extensions = SimpleNamespace(tiles=lambda: Tiles().tiles()[:1], ask=lambda *_: answer)
    office.sit_down("anneke")
    (tile,) = office.board.state("nl").tiles
    assert tile.count is None
    assert tile.problem is not None
    assert tile.problem.code == "plugin.wrong_answer"
