"""The papers of a talk: what is prepared, with room for notes, and the record of one that was held.

Texts that people wrote stand in rows of their own, a part of a line each, so that none is cut.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from fmdesk.core.domain.document import CellKind, Document, DocumentColumn
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.talk import ActionOutcome
from fmdesk.core.domain.talk_views import (
    AccountFigure,
    AccountView,
    ActionRow,
    OpenComplaint,
    Plan,
    Running,
    TalkRow,
    VolumeUse,
    Wait,
)
from fmdesk.core.services.account_figures import TITLES, figure_words
from fmdesk.i18n import N_, _, day, long_day, month_name, number, stamp

_ROW = 230
"""Letters that fit into the lines of one row."""
_PART = 160
"""Letters that surely fit into a row of a column of its share; a narrow one wraps more often."""
_LINES = 12
"""Empty rows to write in."""
_BLANK = " "
WAITS = {Wait.COMPLAINT: N_("Complaint"), Wait.NOT_SATISFIED: N_("Not satisfied")}
OUTCOMES = {ActionOutcome.DONE: N_("Done"), ActionOutcome.WITHDRAWN: N_("Withdrawn")}


def agenda(view: AccountView, plan: Plan) -> Document:
    """Return what is prepared: figures, complaints, open actions, and room for notes.

    Args:
        view: The account, with the figures of the months of the plan.
        plan: The next talk.
    """
    points = [(text, _BLANK) for text in _pieces(plan.points, _ROW // 2)]
    write = DocumentColumn(_("Notes"), 50, CellKind.BLANK)
    blank = DocumentColumn(_BLANK, 100, CellKind.BLANK)
    open_ones = [one for one in view.actions if one.outcome is None]
    return Document(
        title=_("Talk with {department}").format(department=view.name),
        lead=long_day(plan.on),
        facts=(
            (_("Who comes"), plan.people),
            (_("Account manager"), view.manager),
            (_("Agreement"), running_words(view.running)),
            *(
                (one.name, use_words(one, plan.first, plan.last))
                for one in (view.running.volumes if view.running else ())
            ),
        ),
        columns=(DocumentColumn(_("To talk about"), 50), write) if points else (),
        rows=tuple(points),
        parts=(
            _figures(view.figures, plan.first, plan.last),
            _complaints(view.complaints),
            _open(open_ones),
            Document(_("Notes"), (blank,), _LINES * ((_BLANK,),)),
        ),
    )


def use_words(use: VolumeUse, first: str, last: str) -> str:
    """Return how much of an agreed volume is used: of the year, and of some months.

    Args:
        use: The volume.
        first: First of the months, `YYYY-MM`.
        last: The last one.
    """
    names = [month_name(Month.parse(one).first_day()) for one in dict.fromkeys((first, last))]
    return _("{n} of {most} this year; {months}: {more}").format(
        n=number(use.used),
        most=number(use.most),
        months=" – ".join(names),
        more=number(use.in_months),
    )


def record(name: str, talk: TalkRow, actions: Sequence[ActionRow], zone: str) -> Document:
    """Return the record of a talk that was held, with its actions as they stand now.

    Args:
        name: Name of the department.
        talk: The entry.
        actions: What was agreed to do in it.
        zone: The office's zone.
    """
    title = _("Entry {n}: talk with {department}")
    return Document(
        title=title.format(n=talk.number, department=name),
        lead=long_day(talk.on),
        facts=(
            (_("Who was there"), talk.people),
            (_("Logged"), f"{talk.actor}, {stamp(talk.at, zone)}"),
            (_("Corrects entry"), number(talk.corrects) if talk.corrects else ""),
            (_("Corrected by entry"), number(talk.corrected_by) if talk.corrected_by else ""),
        ),
        parts=(
            _said(_("Notes"), talk.notes),
            _said(_("Agreed"), talk.agreed),
            _agreed_actions(actions),
            _figures(talk.figures, talk.first, talk.last),
        ),
    )


def running_words(running: Running | None) -> str:
    """Return what is agreed and when it ends, in one line."""
    if running is None:
        return _("Nothing is agreed: the catalogue holds.")
    words = _("version {n}, since {day}").format(n=running.number, day=day(running.since))
    if running.next_on is None:
        return words
    ends = _("ends on {day}") if running.is_ending else _("the next version begins on {day}")
    return f"{words}, {ends.format(day=day(running.next_on))}"


def _figures(figures: Sequence[AccountFigure], first: str, last: str) -> Document:
    names = [month_name(Month.parse(one).first_day()) for one in dict.fromkeys((first, last))]
    columns = (
        DocumentColumn(_("Figure"), 70),
        DocumentColumn(" – ".join(names), 30, CellKind.NUMBER),
    )
    rows = tuple((_(TITLES[one.table, one.column]), figure_words(one)) for one in figures)
    return Document(_("Figures"), columns, rows)


def _complaints(found: Sequence[OpenComplaint]) -> Document:
    columns = (
        DocumentColumn(_("What"), 16),
        DocumentColumn(_("What was said"), 46),
        DocumentColumn(_("By whom"), 24),
        DocumentColumn(_("Ticket"), 14),
    )
    rows = _whole(
        columns, ((_(WAITS[one.kind]), one.text, one.person, one.number) for one in found)
    )
    return Document(
        _("Open complaints"), columns, rows, "" if rows else _("Nobody waits for an answer.")
    )


def _open(actions: Sequence[ActionRow]) -> Document:
    columns = (
        DocumentColumn(_("Action"), 40),
        DocumentColumn(_("By whom"), 20),
        DocumentColumn(_("Due"), 15),
        DocumentColumn(_("How it stands"), 25, CellKind.BLANK),
    )
    rows = _whole(columns, ((one.what, one.owner, day(one.due_on), _BLANK) for one in actions))
    return Document(_("Open actions"), columns, rows, "" if rows else _("Nothing is to be done."))


def _agreed_actions(actions: Sequence[ActionRow]) -> Document:
    columns = (
        DocumentColumn(_("Action"), 38),
        DocumentColumn(_("By whom"), 20),
        DocumentColumn(_("Due"), 15),
        DocumentColumn(_("How it stands"), 27),
    )
    rows = _whole(columns, ((one.what, one.owner, day(one.due_on), _state(one)) for one in actions))
    return Document(_("Actions"), columns, rows, "" if rows else "–")


def _state(action: ActionRow) -> str:
    if action.outcome is None:
        return _("Open")
    return f"{_(OUTCOMES[action.outcome])}: {action.said}"


def _said(title: str, text: str) -> Document:
    rows = tuple((one,) for one in _pieces(text, _ROW))
    return Document(title, (DocumentColumn(_("What was said"), 100),), rows, "" if rows else "–")


def _whole(
    columns: Sequence[DocumentColumn], rows: Iterable[tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    """Return rows with what is too long for a cell in the cells below it."""
    rooms = [_PART * column.share // 100 for column in columns]
    return tuple(
        pieces
        for row in rows
        for pieces in zip_longest(
            *(
                [_BLANK] if cell == _BLANK else list(_pieces(cell, room))
                for cell, room in zip(row, rooms, strict=True)
            ),
            fillvalue="",
        )
    )


def _pieces(text: str, longest: int) -> Iterator[str]:
    return (piece for line in text.splitlines() for piece in wrap(line, longest))
