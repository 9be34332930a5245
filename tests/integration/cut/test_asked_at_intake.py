"""A question asked while a request is taken belongs to the request, or to the product alone."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.crossing import QuestionAnswer, QuestionDraft, UnitQuestion
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.ticket import BespokeDraft, OrderDraft, OrderLine
from tests.integration.cut.conftest import Cut


def asked(cut: Cut, product: str = "PAP") -> UnitQuestion:
    """Ask the store about a product, as the card of the intake does."""
    return cut.questions.ask(QuestionDraft(uuid4(), "MAG", "Is er A3?", product=product))


def order(*questions: int) -> OrderDraft:
    return OrderDraft(uuid4(), "phone", (OrderLine("PAP", 3),), requester="P1", questions=questions)


def test_it_belongs_to_the_line_of_its_product_once_that_is_ordered(cut: Cut) -> None:
    one = asked(cut)
    assert (one.ticket_id, one.line_id) == (None, None)
    taken = cut.intake.take(order(one.id))
    stored = cut.question(one.id)
    assert (stored.ticket_id, stored.line_id) == (taken.ticket_id, taken.line_ids[0])
    (row,) = cut.questions.of_ticket(taken.ticket_id, "nl")
    assert (row.number, row.product_code) == (f"{taken.number}.1", "PAP")
    cut.questions.answer(QuestionAnswer(uuid4(), one.id, "Nee, wel A4."))
    (row,) = cut.questions.of_ticket(taken.ticket_id, "nl")
    assert row.question.answer == "Nee, wel A4.", "the answer lands on the ticket"


def test_the_same_order_given_again_changes_nothing(cut: Cut) -> None:
    one = asked(cut)
    draft = order(one.id)
    assert cut.intake.take(draft) == cut.intake.take(draft)
    other = cut.intake.take(order(one.id))
    assert cut.question(one.id).ticket_id != other.ticket_id, "it stays with the first"


def test_without_a_request_it_stays_with_the_product(cut: Cut) -> None:
    one = asked(cut)
    cut.intake.take(order())
    stored = cut.question(one.id)
    assert (stored.ticket_id, stored.product_id) == (None, one.product_id)


def test_what_was_done_at_the_desk_has_it_too(cut: Cut) -> None:
    one = asked(cut)
    taken = cut.intake.take_done(order(one.id))
    assert cut.question(one.id).line_id == taken.line_ids[0]


def test_a_question_about_another_product_belongs_to_the_ticket(cut: Cut) -> None:
    one = cut.questions.ask(QuestionDraft(uuid4(), "MAG", "Weet u een goede drukker?"))
    taken = cut.intake.take(order(one.id))
    stored = cut.question(one.id)
    assert (stored.ticket_id, stored.line_id) == (taken.ticket_id, None)


def test_what_is_not_in_the_catalogue_has_it_too(cut: Cut) -> None:
    one = asked(cut)
    agreed = cut.time.now() + timedelta(days=3)
    draft = BespokeDraft(uuid4(), "phone", "Een bord", "MAG", 0, agreed, "ja", questions=(one.id,))
    taken = cut.intake.take_bespoke(draft)
    assert cut.question(one.id).ticket_id == taken.ticket_id


def test_an_order_with_a_question_that_is_not_there_is_not_stored(cut: Cut) -> None:
    with pytest.raises(NotFoundError, match=r"question\.unknown"):
        cut.intake.take(order(99))
    assert cut.work(cut.desk) == ()
