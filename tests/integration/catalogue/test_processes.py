"""A process that changes is offered to its products; running tickets keep their version."""

from dataclasses import replace
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotAllowedError
from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.domain.upkeep_drafts import ProcessDraft
from fmdesk.core.domain.upkeep_views import ProcessRow
from fmdesk.core.domain.views import Choice
from tests.integration.catalogue.conftest import TODAY, Become, Desk

THIRD = Step(2, "Gereedmelden", "Tell", Side.FRONT, None, 600, 5)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Card and paper are delivered by the same process."""
    like = replace(desk.on(TODAY), id=0, product_id=0, code="KAR", name_nl="Karton")
    desk.change(lambda work: work.catalog.add_product_version(like))
    return desk


def row(desk: Desk) -> ProcessRow:
    (found,) = desk.catalogue.processes("nl")
    return found


def draft(desk: Desk, *products: str, **changes: object) -> ProcessDraft:
    """Return the process with a third step, for some products."""
    base = row(desk).version
    after = replace(base, steps=(*base.steps, THIRD), **changes)
    return ProcessDraft(uuid4(), base.id, after, products)


def steps(desk: Desk, product: str) -> int:
    return len(desk.knowledge.card(product, "nl").steps)


def test_only_the_products_that_are_ticked_take_it_over(desk: Desk) -> None:
    order = OrderDraft(uuid4(), "phone", (OrderLine("PAP", 1),), requester="P1")
    line = desk.intake.take(order).line_ids[0]
    first = row(desk)
    assert [(one.code, one.is_held) for one in first.products] == [("KAR", False), ("PAP", False)]
    stored = desk.catalogue.save_process(draft(desk, "PAP"))
    assert (steps(desk, "PAP"), steps(desk, "KAR")) == (3, 2)
    with desk.door.read() as work:
        assert work.tickets.line(line).pins.process_version_id == first.version.id
    now = row(desk)
    assert (now.version, now.number) == (stored, 2)
    assert [(one.code, one.is_held) for one in now.products] == [("KAR", True), ("PAP", False)]
    again = desk.intake.take(replace(order, op_id=uuid4())).line_ids[0]
    with desk.door.read() as work:
        assert work.tickets.line(again).pins.process_version_id == stored.id


def test_a_product_that_kept_a_version_keeps_it_until_it_is_ticked(desk: Desk) -> None:
    desk.catalogue.save_process(draft(desk, "PAP"))
    desk.catalogue.save_process(draft(desk, "PAP"))
    assert (steps(desk, "PAP"), steps(desk, "KAR")) == (4, 2)
    desk.catalogue.save_process(draft(desk, "PAP", "KAR"))
    assert (steps(desk, "PAP"), steps(desk, "KAR")) == (5, 5)


def test_another_process_is_used_whatever_was_kept_before(desk: Desk) -> None:
    desk.catalogue.save_process(draft(desk))
    other = ProcessVersion(0, "other", "Anders", "Other", (THIRD,))
    desk.catalogue.save_process(ProcessDraft(uuid4(), 0, other))
    desk.save(process="other")
    assert steps(desk, "PAP") == 1
    desk.save(process="deliver")
    assert steps(desk, "PAP") == 2


def test_two_design_at_once_and_the_second_is_told(desk: Desk) -> None:
    late = draft(desk, "PAP")
    desk.catalogue.save_process(draft(desk, "PAP"))
    with pytest.raises(ConflictError, match=r"process\.changed"):
        desk.catalogue.save_process(late)


def test_who_does_a_step_is_named_by_code_and_positions_are_ours(desk: Desk) -> None:
    base = row(desk).version
    after = replace(base, steps=tuple(replace(one, position=7) for one in base.steps))
    people = (("P2", "P1"), ("", ""))
    desk.catalogue.save_process(ProcessDraft(uuid4(), base.id, after, ("PAP",), people))
    found = row(desk)
    assert [one.position for one in found.version.steps] == [0, 1]
    jan, ayse = Choice("P2", "Jan de Wit"), Choice("P1", "Ayşe Özdemir", "06-1234")
    assert found.people == ((jan, ayse), (None, None))
    assert [one.text for one in found.units] == ["Frontoffice", "Magazijn"]


def test_saving_it_unchanged_makes_no_version(desk: Desk) -> None:
    base = row(desk).version
    assert desk.catalogue.save_process(ProcessDraft(uuid4(), base.id, base, ())) == base
    assert row(desk).number == 1
    assert steps(desk, "PAP") == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name_nl": " "}, "process.empty"),
        ({"steps": ()}, "process.empty"),
        ({"steps": (replace(THIRD, name_nl=""),)}, "process.no_name"),
    ],
)
def test_a_process_needs_names_and_steps(desk: Desk, changes: dict[str, object], code: str) -> None:
    base = row(desk).version
    with pytest.raises(InvalidInputError) as told:
        desk.catalogue.save_process(ProcessDraft(uuid4(), base.id, replace(base, **changes)))
    assert told.value.code == code


def test_who_does_not_lead_designs_nothing(desk: Desk, become: Become) -> None:
    wanted = draft(desk, "PAP")
    become(Role.UNIT, unit="MAG")
    with pytest.raises(NotAllowedError):
        desk.catalogue.save_process(wanted)
