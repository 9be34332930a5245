"""What time does to loans, what is told of them, and vehicles from a file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from fmdesk_vehicles.loans import File, Load, LoanState, VehicleRow
from vehicles_office import END, START, Desk

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.ticket import LineState
from fmdesk.messages import explain
from fmdesk.plugins.api import ReportMonth
from fmdesk.testing.office import at


def test_who_is_late_is_reminded_once(desk: Desk) -> None:
    line = desk.lend(vehicle="A2")
    desk.clock.at = at(START)
    desk.hand_out(line)
    desk.clock.at = at("2026-03-02T12:14")
    desk.run_due()
    assert desk.messages(line) == []
    assert desk.ask("late") == (line.id,)
    for minutes in (1, 5, 60):
        desk.clock.advance(minutes=minutes)
        desk.run_due()
    [message] = desk.messages(line)
    assert message.subject == "Wilt u het voertuig terugbrengen?"
    assert message.body.startswith("U zou Witte Zoe op 02-03-2026 12:00 terugbrengen.")
    tomorrow = desk.plan("2026-03-03T00:00", "2026-03-04T00:00").loans
    assert [one.line_id for one in tomorrow] == [line.id], "what is late stays in sight"
    desk.change(line, end="2026-03-02T15:00")
    desk.clock.at = at("2026-03-02T15:20")
    desk.run_due()
    assert len(desk.messages(line)) == 2, "another end is another reminder"
    desk.take_back(line, 9999)
    assert desk.ask("late") == ()


def test_what_nobody_fetched_is_given_up(desk: Desk) -> None:
    line = desk.lend()
    desk.clock.at = at("2026-03-02T11:59")
    desk.run_due()
    assert desk.line(line.id).state is LineState.NEW
    desk.clock.at = at(END)
    desk.run_due()
    assert desk.line(line.id).state is LineState.CANCELLED
    assert desk.reasons(line) == ["Niemand heeft het voertuig opgehaald."]


def test_the_month_tells_how_much_each_vehicle_was_used(desk: Desk) -> None:
    first, second = (
        desk.lend(vehicle="A2", start=start, end=end)
        for start, end in ((START, END), ("2026-03-02T13:00", "2026-03-02T14:00"))
    )
    for line, moment, mileage, damage in (
        (first, "2026-03-02T12:01", 9850, ""),
        (second, "2026-03-02T14:00", 9900, "Deuk"),
    ):
        desk.clock.at = desk.loan(line).start
        desk.hand_out(line)
        desk.clock.at = at(moment)
        desk.take_back(line, mileage, damage)
    march = ReportMonth(
        "2026-03",
        datetime(2026, 2, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 31, 22, tzinfo=UTC),
        datetime(2026, 4, 2, tzinfo=UTC),
    )
    assert desk.ask("section", march) == (("A2 Witte Zoe", 2, 100, 1, 1),)
    assert {one.state for one in desk.plan().loans} == {LoanState.RETURNED}


def test_vehicles_come_from_a_file(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "pool.csv"
    path.write_text(
        "Code;Naam;Soort;Kenteken;Kilometerstand\nA1;Grijze Kangoo;Auto;X-123-YZ;41000\n"
        "F2;Bakfiets;fiets;;\n",
        encoding="utf-8",
    )
    rows = desk.ask("read", File(str(path)))
    assert rows[0] == VehicleRow(2, "A1", "Grijze Kangoo", "Auto", "X-123-YZ", "41000")
    loaded = desk.run("load", Load(rows))
    assert (loaded.added, loaded.changed) == (1, 1)
    assert desk.codes() == ["F1", "F2", "A1", "A2"]
    kangoo = desk.vehicle("A1")
    assert (kangoo.name, kangoo.mileage) == ("Grijze Kangoo", 41200), "it never drove less"
    again = desk.run("load", Load(rows))
    assert (again.added, again.changed) == (0, 0)


def test_a_file_with_wrong_rows_is_not_taken_and_says_which(desk: Desk, tmp_path: Path) -> None:
    rows = (
        VehicleRow(2, "A8", "Bus", "bus"),
        VehicleRow(3, "", "Naamloos", "auto"),
        VehicleRow(4, "A9", "Taxi", "auto", "", "-5"),
        VehicleRow(5, "A9", "Taxi", "auto"),
    )
    with pytest.raises(PluginError) as caught:
        desk.run("load", Load(rows))
    assert explain(caught.value) == (
        "4 rijen kunnen niet en er is niets ingelezen. De eerste: regel 2: “bus” is geen soort; "
        "schrijf auto of fiets. regel 3: elk voertuig heeft een code en een naam. regel 4: “-5” "
        "is geen heel aantal kilometers."
    )
    assert desk.codes() == ["F1", "A1", "A2"]
    path = tmp_path / "pool.csv"
    path.write_text("code,kind\nA1,car\n", encoding="utf-8")
    with pytest.raises(PluginError, match=r"vehicles\.no_column") as caught:
        desk.ask("read", File(str(path)))
    assert "“name”" not in explain(caught.value)


def test_codes_differ_by_more_than_case_and_nothing_drove_ten_million(desk: Desk) -> None:
    rows = (
        VehicleRow(2, "a1", "Kangoo", "auto"),
        VehicleRow(3, "B1", "Bus", "auto", "", "12345678"),
        VehicleRow(4, "b1", "Bus", "auto", "", "1234567"),
    )
    with pytest.raises(PluginError) as caught:
        desk.run("load", Load(rows))
    assert explain(caught.value).startswith("3 rijen")
    assert explain(caught.value).endswith(
        "regel 2: a1 staat er al als A1; schrijf het zo. regel 3: “12345678” is geen heel aantal "
        "kilometers. regel 4: b1 staat twee keer in het bestand."
    )
    assert desk.codes() == ["F1", "A1", "A2"]
