"""The kitchen list: what is delivered on a day, as rows, as CSV, as a page that is printed."""

from datetime import date

from catering_office import Desk
from fmdesk_catering.kitchen import as_csv, as_html, totals

DAY = date(2026, 3, 5)
LIST = {"on": "2026-03-05"}


def test_the_kitchen_sees_what_is_still_to_come_first_things_first(desk: Desk) -> None:
    room, number = desk.book()
    desk.order(delivery="2026-03-05T12:30", people=3, diets="1 glutenvrij", remark="Bij de deur")
    coffee = desk.order("KOFFIE", booking=number, before=10, people=6)
    done = desk.order(delivery="2026-03-05T09:00", people=2)
    desk.cancel(done)
    desk.order(delivery="2026-03-06T12:30", people=5)
    rows = desk.ask("kitchen", LIST)
    assert [(f"{row.at:%H:%M}", row.menu, row.people, row.place) for row in rows] == [
        ("09:50", "Koffie", 6, "A1"),
        ("12:30", "Lunch", 3, ""),
    ]
    assert rows[0].line_id == coffee.id
    assert (rows[1].diets, rows[1].remark, rows[1].who) == (
        "1 glutenvrij",
        "Bij de deur",
        "Ayşe Özdemir",
    )
    assert totals(rows) == (("Koffie", 6), ("Lunch", 3))
    desk.change(room, start="2026-03-06T10:00", end="2026-03-06T12:00")
    assert [row.menu for row in desk.ask("kitchen", LIST)] == ["Lunch"]


def test_the_board_counts_what_is_delivered_today(desk: Desk) -> None:
    lunch = desk.order(delivery="2026-03-03T12:00", people=3)
    assert desk.ask("due_today") == ()
    desk.clock.advance(days=1)
    assert desk.ask("due_today") == (lunch.id,)


def test_the_file_opens_in_a_spreadsheet_and_runs_nothing_there(desk: Desk) -> None:
    desk.order(delivery="2026-03-05T12:30", people=3, diets="=1+1", remark="a;b")
    text = as_csv(desk.ask("kitchen", LIST)).decode("utf-8-sig")
    head, row = text.splitlines()
    assert head == "Tijd;Menu;Personen;Diëten;Plaats;Voor;Opmerking;Regel"
    assert row.startswith('12:30;Lunch;3;\'=1+1;;Ayşe Özdemir;"a;b";M0')


def test_the_printed_page_shows_texts_as_they_are(desk: Desk) -> None:
    desk.order(delivery="2026-03-05T12:30", people=3, remark="<b>vet</b>")
    page = as_html(DAY, desk.ask("kitchen", LIST))
    assert "&lt;b&gt;vet&lt;/b&gt;" in page
    assert "3 × Lunch" in page
    assert "Keukenlijst" in page
