"""The starter office shows what a desk keeps beside its tickets."""

from fmdesk.bootstrap import Office
from fmdesk.core.domain.dossier import BY_HAND, LinkKind
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketFilter


def test_open_tickets_have_tasks_and_links(starter: Office) -> None:
    services = starter.services
    wanted = TicketFilter(states=(LineState.NEW, LineState.RUNNING, LineState.PAUSED))
    lines = [one for piece in services.queries.list_ids(wanted) for one in piece][:12]
    found = {
        dossier.ticket.id: dossier
        for dossier in (services.dossiers.of_line(line, "nl") for line in lines)
    }
    tasks = [task for dossier in found.values() for task in dossier.tasks]
    assert {task.done_at is None for task in tasks} == {True, False}
    assert any(task.due_at and task.due_at < starter.door.time_source.at for task in tasks)
    kinds = {link.kind for dossier in found.values() for link in dossier.links}
    assert kinds == {*BY_HAND, LinkKind.FOLLOWS}, "a set-up follows its booking"
    assert all(link.ticket_id in found for dossier in found.values() for link in dossier.links), (
        "both sides of a link are open tickets"
    )


def test_every_open_ticket_can_be_opened(starter: Office) -> None:
    services = starter.services
    wanted = TicketFilter(states=(LineState.NEW, LineState.RUNNING))
    for line_id in [one for piece in services.queries.list_ids(wanted) for one in piece]:
        dossier = services.dossiers.of_line(line_id, "en")
        assert [row.line_id for row in dossier.rows] == [one.id for one in dossier.ticket.lines]
        at = [item.at for item in dossier.timeline]
        assert at == sorted(at)
        form = services.changing.form(line_id, "en")
        same = services.changing.preview(line_id, form.fields, "en")
        assert same.refusal is None or same.refusal.code.startswith("change.")
        if same.after is not None:
            assert same.after == same.before, "nothing changed leads to nothing else"
