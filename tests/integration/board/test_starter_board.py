"""The board of the starter office lives on the first day."""

from uuid import uuid4

from fmdesk.bootstrap import Office
from fmdesk.core.domain.board import Counted, Figure


def test_the_first_day_has_a_living_board(starter: Office) -> None:
    services = starter.services
    state = services.board.state("nl")
    for figure in (Figure.OVERDUE, Figure.ESCALATED, Figure.HANDED, Figure.CALL_BACKS):
        assert state.figures[figure] > 0, figure
    assert state.queues[0].waiting + state.queues[0].running > 0
    phone = next(one for one in state.channels if one.channel == "phone")
    assert phone.is_open
    assert phone.figures.answered > phone.figures.missed > 0


def test_its_deliveries_of_today_and_back_orders_open_their_lines(starter: Office) -> None:
    services = starter.services
    tiles = {one.counted.tile: one for one in services.board.state("nl").tiles}
    assert set(tiles) >= {"today", "requests", "due_today", "back_orders"}
    today = tiles["due_today"]
    assert (today.title.nl, today.title.en) == ("Vandaag te leveren", "Deliveries today")
    ids = services.board.ids(today.counted)
    assert len(ids) == today.count
    zone = services.time
    for row in services.board.rows(today.counted, ids, "nl"):
        assert row.line is not None
        assert row.line.due_at is not None
        assert (
            zone.local(row.line.due_at).date() == zone.local(starter.door.time_source.now()).date()
        )


def test_an_early_closing_of_yesterday_is_a_listed_breach(starter: Office) -> None:
    (breach,) = starter.services.reachability.breaches("2025-03", "nl")
    assert (breach.channel, breach.seconds) == ("desk", 45 * 60)


def test_its_rules_raise_lines_and_somebody_takes_one_up(starter: Office) -> None:
    services = starter.services
    rules = services.escalations.rules()
    assert rules.calendar == "servicedesk"
    assert len(rules.rules) == 5
    before = services.board.state("nl").figures[Figure.ESCALATED]
    raised = services.escalations.run_due()
    assert raised.ids
    assert services.board.state("nl").figures[Figure.ESCALATED] == before + len(raised.ids)
    assert all(one.person for one in services.escalations.of_line(_line(starter, raised.ids[0])))
    services.escalations.take(uuid4(), raised.ids[0])
    assert raised.ids[0] not in services.board.ids(Counted(Figure.ESCALATED))


def test_the_timer_work_of_an_office_escalates_and_writes(starter: Office) -> None:
    services = starter.services
    before = services.board.state("nl").figures
    assert starter.run_due() == ()
    after = services.board.state("nl").figures
    raised = after[Figure.ESCALATED] - before[Figure.ESCALATED]
    assert raised > 0
    assert after[Figure.TO_SEND] == before[Figure.TO_SEND] + raised
    assert starter.run_due() == ()
    assert services.board.state("nl").figures == after, "a round of the same time does nothing"


def _line(office: Office, escalation_id: int) -> int:
    with office.door.read() as work:
        return work.escalations.escalation(escalation_id).line_id
