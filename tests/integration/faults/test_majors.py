"""Major faults: reports that hang on one are told, closed and reopened with it."""

from collections.abc import Iterable
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.message import MessageSettings
from fmdesk.core.domain.ticket import Line, LineState, OrderLine
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.knowledge import Knowledge
from fmdesk.core.services.notices import put_settings
from fmdesk.core.sql.budgets import SqlBudgets
from fmdesk.messages import explain
from fmdesk.plugins.bundled.faults.majors import HangOn, TellAll, Told
from tests.integration.faults.conftest import Desk


def three(desk: Desk) -> tuple[Line, Line, Line]:
    """Report a coffee machine three times; the later ones hang on the first."""
    first = desk.report("KM-01", by="P1", seen="Geen koffie")
    number = desk.fault(first).number
    others = [desk.report("KM-01", by=by, hangs_on=number) for by in ("P2", "P3")]
    return first, others[0], others[1]


def mails(desk: Desk, subject: str = "") -> list[tuple[str, str]]:
    """Return to whom messages go, with their subject."""
    with desk.database.read() as connection:
        rows = connection.execute(sa.text("select address, subject from message order by id")).all()
    return [(row[0], row[1]) for row in rows if subject in row[1]]


def hang(desk: Desk, line: Line, number: str) -> None:
    desk.extensions.run(uuid4(), "faults", "hang_on", HangOn(line.id, number))


def states(desk: Desk, *lines: Line) -> list[LineState]:
    return [desk.line(line.id).state for line in lines]


def test_reports_hang_on_the_first_and_are_listed_with_it(desk: Desk) -> None:
    first, second, third = three(desk)
    assert [desk.fault(one).major_id for one in (first, second, third)] == [None, 1, 1]
    rows = {row.fault.number: (row.children, row.major) for row in desk.open(majors=True)}
    assert rows == {
        "M000001.1": (2, ""),
        "M000002.1": (0, "M000001.1"),
        "M000003.1": (0, "M000001.1"),
    }
    desk.report("L-1")
    assert len(desk.open(majors=True)) == 3
    assert desk.line(second.id).facts["faults.hangs_on"] is True
    assert desk.line(first.id).facts["faults.hangs_on"] is False


def test_who_hangs_on_a_report_hangs_on_what_it_hangs_on(desk: Desk) -> None:
    _first, second, _third = three(desk)
    assert desk.fault(desk.report(hangs_on=desk.fault(second).number.lower())).major_id == 1
    assert desk.fault(desk.report(hangs_on="M000001")).major_id == 1, "the ticket's number will do"


def test_what_cannot_be_hung_on_is_refused_with_what_to_do(desk: Desk) -> None:
    with pytest.raises(PluginError, match=r"faults\.unknown_fault") as caught:
        desk.report(hangs_on="M009999.1")
    assert "M009999.1" in explain(caught.value)
    first = desk.report("KM-01")
    with pytest.raises(PluginError, match=r"faults\.itself"):
        hang(desk, first, desk.fault(first).number)
    desk.record(first, EventKind.READY)
    with pytest.raises(PluginError, match=r"faults\.closed_fault"):
        desk.report(hangs_on=desk.fault(first).number)
    assert len(desk.open()) == 0


def test_ready_closes_all_and_tells_everybody(desk: Desk) -> None:
    first, second, third = three(desk)
    before = len(mails(desk))
    desk.record(first, EventKind.READY)
    assert states(desk, first, second, third) == [LineState.READY] * 3
    told = [to for to, _subject in mails(desk)[before:]]
    assert sorted(told) == ["P1@linde.nl", "P2@linde.nl", "P3@linde.nl"]


def test_an_office_that_tells_each_customer_itself_tells_them_once(desk: Desk) -> None:
    def change(work: UnitOfWork) -> Changes:
        put_settings(work, MessageSettings(ready=True, sender="desk@linde.nl"))
        return Changes()

    desk.door.run(uuid4(), "test.messages", None, change, Changes)
    first, *_others = three(desk)
    desk.record(first, EventKind.READY)
    assert sorted(to for to, _subject in mails(desk)) == [
        "P1@linde.nl",
        "P2@linde.nl",
        "P3@linde.nl",
    ]


def test_a_report_that_is_ready_by_itself_leaves_the_others(desk: Desk) -> None:
    first, second, third = three(desk)
    desk.record(second, EventKind.READY)
    assert states(desk, first, second, third) == [
        LineState.NEW,
        LineState.READY,
        LineState.NEW,
    ]


def test_reopening_opens_what_was_closed_with_it_and_tells_all(desk: Desk) -> None:
    first, second, third = three(desk)
    desk.record(second, EventKind.READY)
    desk.record(first, EventKind.READY)
    mended = desk.fault(first).repaired_at
    assert mended is not None
    assert desk.fault(third).repaired_at == mended, "mended with what it hangs on"
    desk.record(first, EventKind.REOPENED, reason="lekt weer")
    assert desk.fault(third).repaired_at is None, "no repair after all"
    assert states(desk, second) == [LineState.READY], "it was mended apart"
    assert LineState.READY not in states(desk, first, third)
    assert {row.fault.line_id for row in desk.open()} == {first.id, third.id}
    assert sorted(to for to, _subject in mails(desk, "Weer in behandeling")) == [
        "P1@linde.nl",
        "P3@linde.nl",
    ]
    desk.record(first, EventKind.READY)
    assert states(desk, first, third) == [LineState.READY] * 2


def test_one_message_goes_to_all_reporters_once_each(desk: Desk) -> None:
    first, second, _third = three(desk)
    desk.report("KM-01", by="P2", hangs_on="M000001.1")
    order = TellAll(second.id, "Monteur onderweg", "De monteur komt om twee uur.")
    assert desk.extensions.run(uuid4(), "faults", "tell_all", order) == Told(3)
    assert sorted(to for to, _subject in mails(desk, "Monteur")) == [
        "P1@linde.nl",
        "P2@linde.nl",
        "P3@linde.nl",
    ]
    with pytest.raises(PluginError, match=r"faults\.no_words"):
        desk.extensions.run(uuid4(), "faults", "tell_all", TellAll(first.id, " ", "x"))


def test_a_fault_hung_on_another_later_takes_its_reports_along(desk: Desk) -> None:
    first, second, third = three(desk)
    power = desk.report(seen="Geen stroom op de verdieping", impact="many")
    hang(desk, first, desk.fault(power).number)
    assert [desk.fault(one).major_id for one in (first, second, third)] == [power.id] * 3
    assert desk.line(second.id).details["hangs_on"] == desk.fault(power).number
    hang(desk, third, "")
    assert desk.fault(third).major_id is None
    assert desk.line(third.id).facts["faults.hangs_on"] is False
    desk.record(power, EventKind.READY)
    assert states(desk, first, second, third) == [
        LineState.READY,
        LineState.READY,
        LineState.NEW,
    ]


def test_who_pays_is_held_while_a_plugin_changes_a_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plugin's new price is checked against the budget: two desks spend that once."""
    power, other = desk.report(seen="Geen stroom", impact="many"), desk.report("L-1")
    held: list[int | None] = []
    hold = SqlBudgets.hold_payers

    def seen(budgets: SqlBudgets, payers: Iterable[int | None]) -> None:
        held.extend(asked := list(payers))
        hold(budgets, asked)

    monkeypatch.setattr(SqlBudgets, "hold_payers", seen)
    hang(desk, other, desk.fault(power).number)
    assert desk.line(other.id).cost_centre_id is not None
    assert held == [desk.line(other.id).cost_centre_id]


def test_when_the_major_fault_is_cancelled_the_oldest_report_takes_its_place(desk: Desk) -> None:
    first, second, third = three(desk)
    desk.record(first, EventKind.CANCELLED, reason="dubbel")
    assert [desk.fault(one).major_id for one in (second, third)] == [None, second.id]
    assert states(desk, second, third) == [LineState.NEW] * 2
    desk.record(second, EventKind.READY)
    assert states(desk, third) == [LineState.READY]


# --- what looks alike ----------------------------------------------------------------------------


def alike(desk: Desk, place: str = "", **details: str) -> list[tuple[str, str]]:
    order = OrderLine("fault", details=details, location=place)
    found = Knowledge(desk.door, desk.gateway).look_alikes(order)
    assert all(one.details == {"hangs_on": one.row.number} for one in found)
    return [(one.row.number, one.why) for one in found]


def test_the_same_asset_comes_first_then_what_it_is_in_then_the_place_and_around(
    desk: Desk,
) -> None:
    desk.report(place="A", seen="Geen stroom in het gebouw")
    desk.report(place="A101", seen="Lamp stuk")
    desk.report("KM-01", seen="Geen koffie")
    desk.report("KM-01-M", seen="Maalt niet")
    assert alike(desk, "A101", asset="KM-01-M") == [
        ("M000004.1", "zelfde object"),
        ("M000003.1", "object waar het in zit"),
        ("M000002.1", "zelfde plaats"),
        ("M000001.1", "in hetzelfde gebouw"),
    ]
    assert alike(desk, "A") == [("M000001.1", "zelfde plaats")]
    assert alike(desk) == []


def test_a_half_typed_asset_and_closed_faults_do_no_harm(desk: Desk) -> None:
    gone = desk.report("KM-01")
    desk.record(gone, EventKind.READY)
    open_ = desk.report("KM-01")
    assert alike(desk, "A101", asset="KM-") == [(desk.fault(open_).number, "zelfde plaats")]


def test_the_third_report_is_offered_the_first_alone(desk: Desk) -> None:
    three(desk)
    assert alike(desk, asset="km-01") == [("M000001.1", "zelfde object")]
