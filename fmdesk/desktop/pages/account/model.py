"""Columns and words of the account of a department, and what its fields say."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.core.domain.talk import ActionDraft, ActionOutcome
from fmdesk.core.domain.talk_views import (
    AccountFigure,
    AccountView,
    ActionRow,
    OpenComplaint,
    Owner,
    Plan,
    TalkRow,
)
from fmdesk.core.services.account_figures import TITLES, figure_words
from fmdesk.core.services.talk_papers import OUTCOMES, WAITS, use_words
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, day
from fmdesk.reports.period import period_words
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

_CARDS = 6
"""Figures with a card of their own; the others stand below the last one."""
_PEOPLE, _POINTS = 80, 160
"""Letters that the page tells of the next talk; its dialog and its paper have all."""
_WORD = re.compile(r"\S{24}")
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")


def cards(figures: Sequence[AccountFigure]) -> Iterator[tuple[str, str, str]]:
    """Yield name, figure and context of each card."""
    for place, one in enumerate(figures[:_CARDS]):
        rest = figures[_CARDS:] if place == _CARDS - 1 else ()
        context = ", ".join(f"{_title(more)} {figure_words(more)}" for more in rest)
        yield _title(one), figure_words(one), context


def _title(figure: AccountFigure) -> str:
    return _(TITLES[figure.table, figure.column])


def months(first: str, last: str) -> str:
    """Return months in words."""
    return period_words(ReportAsked("", first, last))


def running(view: AccountView) -> Iterator[tuple[str, str]]:
    """Yield who keeps the account, and names and values of what is agreed today."""
    yield _("Account manager"), view.manager or "–"
    agreed = view.running
    if agreed is None:
        yield _("Agreement"), _("Nothing is agreed: the catalogue holds.")
        return
    words = _("version {n}, since {day}").format(n=agreed.number, day=day(agreed.since))
    yield _("Agreement"), words
    yield _("Ends"), _ends(view)
    for one in agreed.volumes:
        yield one.name, use_words(one, view.asked.first, view.asked.last)


def _ends(view: AccountView) -> str:
    agreed = view.running
    if agreed is None or agreed.next_on is None:
        return _("no end agreed")
    if agreed.is_ending:
        return _("on {day}").format(day=day(agreed.next_on))
    return _("the next version begins on {day}").format(day=day(agreed.next_on))


def wrappable(text: str) -> str:
    """Return a text whose words can be wrapped, however long: an address, a line of dashes."""
    return _WORD.sub("\\g<0>\u200b", text)


def _begin(text: str, most: int) -> str:
    return wrappable(text if len(text) <= most else f"{text[:most].rstrip()}…")


def plan_facts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield names and values of the next talk."""
    yield _("Day"), day(plan.on)
    yield _("Figures of"), months(plan.first, plan.last)
    yield _("Who comes"), _begin(plan.people, _PEOPLE) or "–"
    yield _("To talk about"), _begin(plan.points, _POINTS) or "–"


def talk_facts(talk: TalkRow) -> Iterator[tuple[str, str]]:
    """Yield names and values of a talk that was held."""
    yield _("Day"), day(talk.on)
    yield _("Who was there"), wrappable(talk.people)
    yield _("Notes"), wrappable(talk.notes) or "–"
    yield _("Agreed"), wrappable(talk.agreed) or "–"
    figures = (f"{_title(one)} {figure_words(one)}" for one in talk.figures)
    yield months(talk.first, talk.last).capitalize(), ", ".join(figures)


def action_words(action: ActionRow) -> str:
    """Return an action with how it stands, in one line."""
    state = _(OUTCOMES[action.outcome]) if action.outcome else _("Open")
    said = f"{state}: {action.said}" if action.said else state
    return f"{action.what} · {action.owner}, {day(action.due_on)} · {said}"


def talk_columns() -> tuple[Column[TalkRow], ...]:
    """Return the columns of the talks that were held."""
    return (
        Column("number", N_("Entry"), lambda row: str(row.number), 74, is_number=True),
        Column("on", N_("Day"), lambda row: day(row.on), 110),
        Column("people", N_("Who was there"), lambda row: row.people, 140, is_hidden=True),
        Column(
            "agreed",
            N_("Agreed"),
            lambda row: row.agreed or row.notes,
            160,
            is_stretched=True,
            tone=lambda row: "muted" if row.corrected_by else "",
            hint=lambda row: row.agreed or row.notes,
        ),
        Column("corrects", N_("Correction"), _correction, 108),
    )


def _correction(row: TalkRow) -> str:
    if row.corrected_by:
        return _("see entry {n}").format(n=row.corrected_by)
    return _("of entry {n}").format(n=row.corrects) if row.corrects else ""


def action_columns(
    today: Callable[[], date], *, has_department: bool = False
) -> tuple[Column[ActionRow], ...]:
    """Return the columns of actions.

    Args:
        today: Tells the day at the office.
        has_department: Say of which department each is.
    """
    columns: tuple[Column[ActionRow], ...] = (
        Column("state", N_("State"), lambda row: badge(row, today()).word, 118,
               badge=lambda row: badge(row, today())),
        Column("due", N_("Due"), lambda row: day(row.due_on), 104,
               tone=lambda row: "broken" if row.is_overdue(today()) else ""),
        Column("department", N_("Department"), lambda row: row.department_name, 160),
        Column("what", N_("Action"), lambda row: row.what, 170, is_stretched=True,
               hint=action_words),
        Column("owner", N_("By whom"), lambda row: row.owner,
               220 if has_department else 160),
    )  # fmt: skip
    return tuple(one for one in columns if has_department or one.key != "department")


def badge(action: ActionRow, today: date) -> Badge:
    """Return how an action stands."""
    if action.outcome is ActionOutcome.DONE:
        return Badge("circle-check", _("Done"), "kept")
    if action.outcome is not None:
        return Badge("ban", _("Withdrawn"), "neutral")
    if action.is_overdue(today):
        return Badge("triangle-alert", _("Overdue"), "broken")
    return Badge("circle-dot", _("Open"), "neutral")


def complaint_columns(time: OfficeTime) -> tuple[Column[OpenComplaint], ...]:
    """Return the columns of what customers wait for."""
    return (
        Column("kind", N_("What"), lambda row: _(WAITS[row.kind]), 104),
        Column("at", N_("Since"), lambda row: short_stamp(row.at, time), 136),
        Column("number", N_("Ticket"), lambda row: row.number, 88, is_link=_has_ticket),
        Column("text", N_("What was said"), lambda row: row.text or "–", 110, is_stretched=True,
               hint=lambda row: row.text),
        Column("unit", N_("Unit"), lambda row: row.unit or "–", 110, is_hidden=True),
        Column("due", N_("Due"), lambda row: short_stamp(row.due_at, time), 120, is_hidden=True),
    )  # fmt: skip


def _has_ticket(row: OpenComplaint) -> bool:
    return bool(row.number)


def labelled(owners: Sequence[Owner]) -> Mapping[str, Owner]:
    """Return who may do something by the name to choose; two of one name get their codes."""
    names = [one.name for one in owners]
    return {
        one.name if names.count(one.name) == 1 else f"{one.name} ({one.person or one.unit})": one
        for one in owners
    }


def read_day(text: str) -> date:
    """Return the day that somebody typed: 31-12-2026, 31/12/2026 or 2026-12-31.

    Raises:
        ValueError: With the sentence to show.
    """
    found = _DAY.fullmatch(text.strip())
    if found is not None:
        parts = [int(one) for one in found.groups() if one]
        year, month, on = parts if found.group(4) else reversed(parts)
        try:
            return date(year, month, on)
        except ValueError:
            pass  # the thirtieth of February is told like any other text that is no day
    raise ValueError(_("“{text}” is no day. Write it as 31-12-2026.").format(text=text))


def read_action(cells: Sequence[str], owners: Mapping[str, Owner]) -> ActionDraft:
    """Return the action that a row says.

    Args:
        cells: What, owner, last day.
        owners: Who may do it, by the name to choose.

    Raises:
        ValueError: With the sentence to show.
    """
    what, name, due = cells
    owner = owners.get(name, Owner("", "", ""))
    return ActionDraft(what, owner.person, owner.unit, read_day(due))
