"""What the database itself keeps as it was: returns, assignments and answers."""

from uuid import uuid4

import pytest

from fmdesk.core.domain.crossing import ReturnReason
from fmdesk.core.domain.unit_work import AssignDraft
from tests.integration.cut.conftest import Cut
from tests.integration.storage.conftest import Change


@pytest.mark.parametrize("table", ["line_return", "line_assignment"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET unit_id = unit_id + 1", "DELETE FROM {}"])
def test_what_happened_is_only_added_to(cut: Cut, table: str, statement: str) -> None:
    line_id = cut.issued()
    cut.my_unit.assign(_assign(cut, line_id))
    cut.give_back(line_id)
    with pytest.raises(Exception, match="append_only"), cut.door.database.write() as connection:
        connection.exec_driver_sql(statement.format(table))
    with cut.door.database.read() as connection:
        kept = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
    assert kept == 1


def _assign(cut: Cut, line_id: int) -> AssignDraft:
    return AssignDraft(uuid4(), cut.store, (line_id,), cut.people["P2"])


def test_a_reason_that_was_used_can_be_renamed_and_its_counts_follow(
    cut: Cut, change: Change
) -> None:
    cut.give_back(cut.issued())
    renamed = ReturnReason("incomplete", "Niet compleet", "Not complete", 9)
    change(lambda work: work.crossing.save_return_reason(renamed))
    (count,) = cut.returns.counts("2026-03", "nl")
    assert (count.reason_code, count.reason, count.lines) == ("incomplete", "Niet compleet", 1)
    assert [one.code for one in cut.returns.reasons()] == ["other-unit", "incomplete"]
