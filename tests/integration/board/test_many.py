"""Many lines and many desks: what the board reads, and what two who act at once get."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.board import Counted, Figure
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.escalation import (
    EscalationCause,
    EscalationRule,
    EscalationRules,
    EscalationTo,
)
from fmdesk.core.domain.hand_over import HandOverDraft, HandOverItem
from fmdesk.core.services.escalations import Escalations
from fmdesk.core.services.hand_overs import HandOvers
from fmdesk.core.sql import board
from fmdesk.core.sql.board import SqlBoard
from fmdesk.core.sql.catalog import SqlCatalog
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.versions import Versions
from fmdesk.testing import race
from tests.integration.board.conftest import BoardOffice

DESKS = 4


def doors(office: BoardOffice) -> list[SqlDoor]:
    """Return the doors of some desks on one database."""
    return [SqlDoor(office.database, f"desk{number}", office.time) for number in range(DESKS)]


def plan(office: BoardOffice, figure: Figure) -> str:
    """Return how SQLite means to count a figure."""
    with office.database.read() as connection:
        made = SqlBoard(connection, SqlCatalog(connection, Versions()), office.time.at)
        query = board._FIGURES[figure](made, Counted(figure, unit_id=1)).order_by(None)
        compiled = query.compile(connection, compile_kwargs={"render_postcompile": True})
        text = f"EXPLAIN QUERY PLAN SELECT count(*) FROM ({compiled})"
        processed = compiled.construct_params()
        names = compiled.positiontup or ()
        bound = [
            compiled._bind_processors[name](processed[name])
            if name in compiled._bind_processors
            else processed[name]
            for name in names
        ]
        connection.exec_driver_sql("SELECT 1 FROM line")  # looks whether the tables have changed
        return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(text, tuple(bound)))


@pytest.mark.parametrize("figure", [Figure.OVERDUE, Figure.NEAR, Figure.QUEUE])
def test_what_is_counted_often_is_read_from_an_index_alone(
    office: BoardOffice, database_kind: str, figure: Figure
) -> None:
    if database_kind == "postgresql":
        return  # its planner chooses by the size of the table
    assert "COVERING INDEX" in plan(office, figure)


def test_without_the_index_the_lines_themselves_are_read(
    office: BoardOffice, database_kind: str
) -> None:
    if database_kind == "postgresql":
        return  # as above
    with office.database.write() as connection:
        connection.exec_driver_sql("DROP INDEX ix_line_pressing")
        connection.commit()
    assert "COVERING INDEX" not in plan(office, Figure.OVERDUE)


def test_of_desks_that_take_over_at_once_each_thing_goes_to_one(office: BoardOffice) -> None:
    items = tuple(HandOverItem(office.order().line_ids[0]) for _each in range(6))
    ids = office.hand_overs.give(HandOverDraft(uuid4(), "", items)).ids
    desks = doors(office)

    def take(number: int) -> tuple[int, ...]:
        try:
            return HandOvers(desks[number]).take(uuid4(), ids).ids
        except ConflictError:
            return ()

    taken = [one for answer in race(DESKS, take) for one in answer]
    assert sorted(taken) == sorted(ids)


def test_of_desks_that_take_up_at_once_one_has_it(office: BoardOffice) -> None:
    broken = EscalationRule(0, EscalationCause.BROKEN, 0, EscalationTo.UNIT_HEAD)
    office.escalations.save_rules(uuid4(), EscalationRules((broken,)))
    line_id = office.order().line_ids[0]
    office.time.advance(days=2)
    (number,) = office.escalations.run_due().ids
    desks = doors(office)

    def take(desk: int) -> str:
        try:
            Escalations(desks[desk]).take(uuid4(), number)
        except ConflictError:
            return ""
        return f"desk{desk}"

    winners = [one for one in race(DESKS, take) if one]
    (found,) = office.escalations.of_line(line_id)
    assert winners == [found.taken_by]


def test_a_figure_of_many_lines_is_a_list_that_is_read_in_pieces(office: BoardOffice) -> None:
    line_id = office.order().line_ids[0]
    office.time.advance(days=2)
    many = [line_id] * 3
    rows = office.board.rows(Counted(Figure.OVERDUE), many, "nl")
    assert [row.id for row in rows] == many
    with office.database.write() as connection:
        statement = sa.text(
            "INSERT INTO hand_over (line_id, note, from_name, to_name, at, taken_by)"
            " VALUES (:line, :note, 'anneke', '', 0, '')"
        )
        for number in range(700):
            connection.execute(statement, {"line": line_id, "note": f"n{number}"})
        connection.commit()
    handed = Counted(Figure.HANDED)
    ids = office.board.ids(handed)
    assert len(ids) == office.figure(Figure.HANDED) == 700
    assert [row.note for row in office.board.rows(handed, ids, "nl")] == [
        f"n{number}" for number in range(700)
    ]
