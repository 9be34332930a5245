"""What customers say when they are called back comes to the unit that did the work."""

from uuid import uuid4

from fmdesk.core.domain.call_back import CallBackDraft, CallBackOutcome, CallBackRule, CallBackRules
from fmdesk.core.domain.events import EventKind
from fmdesk.core.services.call_backs import CallBacks
from fmdesk.core.sql.door import SqlDoor
from tests.integration.cut.conftest import Cut


def test_outcomes_of_call_backs_are_voices_about_the_work(cut: Cut) -> None:
    caller = SqlDoor(cut.door.database, "els", cut.time)
    calls = CallBacks(caller, cut.fulfilment.plugins)
    calls.save_rules(uuid4(), CallBackRules((CallBackRule(1),)))
    lines = [cut.issued() for _n in range(3)]
    for line_id in lines:
        cut.record(line_id, EventKind.READY)
    outcomes = (
        (CallBackOutcome.SATISFIED, ""),
        (CallBackOutcome.NOT_SATISFIED, "Doos was nat"),
        (CallBackOutcome.NOT_REACHED, ""),
    )
    for row, (outcome, note) in zip(calls.worklist("nl"), outcomes, strict=True):
        cut.time.advance(minutes=1)
        calls.record(CallBackDraft(uuid4(), row.id, 0, outcome, note))
    voices = cut.my_unit.voices(cut.store, "nl")
    assert [(one.kind, one.text, one.line_id) for one in voices] == [
        ("not_satisfied", "Doos was nat", lines[1]),
        ("satisfied", "", lines[0]),
    ], "the newest first; who was not reached said nothing"
    assert {one.product for one in voices} == {"Papier A4"}
    assert cut.my_unit.voices(cut.desk, "nl") == ()
    assert cut.work(cut.store) == (lines[1],), "not satisfied: it is work again"
