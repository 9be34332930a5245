"""The starter organisation has complaints that wait for an answer, and requests asked after."""

from fmdesk.bootstrap import Office
from fmdesk.core.domain.ticket import ContactKind


def test_the_first_day_shows_complaints_of_the_last_week_alone(starter: Office) -> None:
    waiting = starter.services.contacts.unanswered()
    assert waiting
    for one in waiting:
        assert (one.kind, one.answer) == (ContactKind.COMPLAINT, "")
        assert all((one.unit, one.text, one.person, one.number))
        assert one.due_at is not None
        assert (one.due_at - one.at).days == 7
    assert [one.due_at for one in waiting] == sorted(one.due_at for one in waiting)
