"""The kitchen list: what is delivered on a day, as rows and as a paper."""

from catering_office import Desk
from fmdesk_catering.kitchen import totals

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


def test_the_paper_tells_how_much_of_each_menu_is_made(desk: Desk) -> None:
    desk.order(delivery="2026-03-05T12:30", people=3, diets="1 glutenvrij", remark="Bij de deur")
    desk.order(delivery="2026-03-05T13:00", people=4)
    paper = desk.ask("sheet", LIST)
    assert (paper.title, paper.lead, paper.facts) == (
        "Keukenlijst",
        "05-03-2026",
        (("Lunch", "7"),),
    )
    assert paper.rows[0] == (
        "12:30",
        "Lunch",
        "3",
        "1 glutenvrij",
        "",
        "Ayşe Özdemir",
        "Bij de deur",
        "",
    )
    assert {len(row) for row in paper.rows} == {len(paper.columns)}
    assert sum(column.share for column in paper.columns) == 100
