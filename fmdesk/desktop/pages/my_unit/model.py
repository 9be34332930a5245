"""Columns and words of the page of a unit."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from fmdesk.core.domain.crossing import KeptAs, QuestionRow, ReturnCount
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.remaining import remaining
from fmdesk.core.domain.unit_work import (
    AskedOften,
    MemberWork,
    VoiceRow,
    Whose,
    Within,
    WorkRow,
)
from fmdesk.core.domain.views import LineView, TicketView
from fmdesk.desktop.pages.tickets import due
from fmdesk.desktop.words import short_stamp, state_badge
from fmdesk.i18n import N_, _, number
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

WHOSE: tuple[tuple[Whose, str], ...] = (
    (Whose.MINE, N_("Mine")),
    (Whose.NOBODY, N_("Nobody's")),
    (Whose.COLLEAGUES, N_("Of colleagues")),
    (Whose.ABSENT, N_("Of who is absent")),
)
WITHIN: tuple[tuple[Within, str], ...] = (
    (Within.LATE, N_("Late")),
    (Within.TODAY, N_("Today")),
    (Within.DUE_TODAY, N_("Today, not late")),
    (Within.TOMORROW, N_("Tomorrow")),
    (Within.WEEK, N_("This week")),
    (Within.LATER_WEEK, N_("Later this week")),
    (Within.LATER, N_("After this week")),
)
DAYS: Mapping[str, Within] = {
    "late": Within.LATE,
    "today": Within.DUE_TODAY,
    "tomorrow": Within.TOMORROW,
    "week": Within.LATER_WEEK,
    "later": Within.LATER,
    "total": Within.ALL,
}
"""The columns of the people that open a list, with what it shows."""
VOICES: Mapping[str, tuple[str, str, str]] = {
    "complaint": ("triangle-alert", N_("Complaint"), "broken"),
    "compliment": ("circle-check", N_("Compliment"), "kept"),
    "suggestion": ("info", N_("Suggestion"), "accent"),
    "satisfied": ("circle-check", N_("Satisfied"), "kept"),
    "not_satisfied": ("circle-x", N_("Not satisfied"), "broken"),
}
KEPT: Mapping[KeptAs, str] = {KeptAs.FAQ: N_("In the catalogue"), KeptAs.TIP: N_("Desk tip")}


def work_columns(time: OfficeTime, marked: Collection[int]) -> tuple[Column[WorkRow], ...]:
    """Return the columns of the worklist.

    Args:
        time: The office's time; what is left is as it is now.
        marked: Numbers of the lines that are marked.
    """
    return (
        Column(
            "number",
            N_("Number"),
            lambda row: ("● " if row.line.line_id in marked else "") + row.line.number,
            104,
            is_strong=lambda _row: True,
            tone=lambda row: "accent" if row.line.line_id in marked else "",
        ),
        Column(
            "state",
            N_("State"),
            lambda row: work_badge(row, time).word,
            118,
            badge=lambda row: work_badge(row, time),
        ),
        Column(
            "product",
            N_("Product"),
            lambda row: row.line.product,
            150,
            is_stretched=True,
            hint=lambda row: row.line.subject,
        ),
        Column(
            "person",
            N_("Person"),
            lambda row: row.person or "–",
            96,
            tone=lambda row: "risk" if row.is_absent else "" if row.person else "muted",
            hint=lambda row: _("Absent today") if row.is_absent else row.person,
        ),
        Column(
            "due",
            N_("Time left"),
            lambda row: due.words(row.line, time, is_brief=True),
            124,
            badge=lambda row: due.badge(row.line, time, is_brief=True),
            hint=lambda row: " · ".join((due.words(row.line, time), due.hint(row.line, time))),
        ),
        Column("step", N_("Step"), lambda row: row.step_name, 120, is_hidden=True),
        Column("location", N_("Location"), lambda row: row.line.location, 110, is_hidden=True),
        Column("customer", N_("Requester"), lambda row: row.line.requester, 130, is_hidden=True),
    )


def work_badge(row: WorkRow, time: OfficeTime) -> Badge:
    """Return the badge of a line: returned before late, late before its state."""
    if row.is_returned:
        return Badge("history", _("Returned"), "risk")
    return state_badge(row.line.state, is_late=due.is_late(row.line, time))


def work_facts(
    row: WorkRow, line: LineView, ticket: TicketView, time: OfficeTime
) -> Sequence[tuple[str, str]]:
    """Return names and values of a line, as far as there are any."""
    returned = [one.reason for one in line.events if one.kind.value == "returned"]
    facts = (
        (_("Came back"), returned[-1] if row.is_returned and returned else ""),
        (_("Step"), row.step_name),
        (_("Person"), row.person or _("Nobody yet")),
        (_("Due"), f"{short_stamp(line.due_at, time)} ({due.words(row.line, time)})"),
        (_("Where"), line.location),
        (_("For"), ticket.recipient or ticket.requester),
        (_("Department"), line.department),
    )
    return [(name, value) for name, value in facts if value]


def member_columns(time: OfficeTime, *, is_short: bool = False) -> tuple[Column[MemberWork], ...]:
    """Return the columns of the people: what each has to do by when it is due.

    Args:
        time: The office's time.
        is_short: For a dialog: without the days in between, and nothing opens.
    """
    counts: tuple[tuple[str, str, int, Callable[[MemberWork], int]], ...] = (
        ("late", N_("Late"), 70, lambda row: row.late),
        ("today", N_("Today"), 78, lambda row: row.today),
        ("tomorrow", N_("Tomorrow"), 94, lambda row: row.tomorrow),
        ("week", N_("This week"), 94, lambda row: row.week),
        ("later", N_("Later"), 66, lambda row: row.later),
        ("total", N_("All"), 60, lambda row: row.total),
    )
    shown = [one for one in counts if not is_short or one[0] in {"late", "today", "total"}]
    return (
        Column(
            "name",
            N_("Person"),
            lambda row: row.name or _("Nobody yet"),
            180,
            is_stretched=True,
            is_strong=lambda _row: True,
        ),
        Column("absence", N_("Absent"), lambda row: absence_words(row, time), 116, tone=_absent),
        *(_count_column(*one, is_link=not is_short) for one in shown),
    )


def _count_column(
    key: str, title: str, width: int, count: Callable[[MemberWork], int], *, is_link: bool
) -> Column[MemberWork]:
    return Column(
        key,
        title,
        lambda row: number(count(row)) if count(row) else "–",
        width,
        is_number=True,
        is_link=lambda row: is_link and count(row) > 0,
        tone=lambda row: _tone(key, count(row)),
    )


def _absent(row: MemberWork) -> str:
    return "risk" if row.is_absent else "muted"


def _tone(key: str, count: int) -> str:
    return "muted" if not count else "broken" if key == "late" else ""


def absence_words(row: MemberWork, time: OfficeTime) -> str:
    """Return when somebody is absent, empty for never."""
    if row.absence is None:
        return ""
    days = (day_words(day, time) for day in (row.absence.first_day, row.absence.last_day))
    return _("{first} to {last}").format(first=next(days), last=next(days))


def day_words(day: date, time: OfficeTime) -> str:
    """Return a day for a list, `12-3`; the year where it is not this one."""
    year = "" if day.year == time.wall().year else f"-{day.year}"
    return f"{day.day}-{day.month}{year}"


def question_columns(time: OfficeTime) -> tuple[Column[QuestionRow], ...]:
    """Return the columns of the questions."""
    return (
        Column(
            "state",
            N_("State"),
            lambda row: question_badge(row, time).word,
            150,
            badge=lambda row: question_badge(row, time),
        ),
        Column(
            "text",
            N_("Question"),
            lambda row: row.question.text,
            220,
            is_stretched=True,
            hint=lambda row: row.question.text,
            is_strong=is_news,
        ),
        Column("unit", N_("Unit"), lambda row: row.unit, 140),
        Column("asker", N_("Asked by"), lambda row: row.question.asked_by, 110, is_hidden=True),
        Column("product", N_("Product"), lambda row: row.product, 140, is_hidden=True),
    )


def is_news(row: QuestionRow) -> bool:
    """Tell whether an answer was not read by who asked."""
    return row.question.answered_at is not None and row.question.told_at is None


def question_badge(row: QuestionRow, office: OfficeTime) -> Badge:
    """Return how a question stands: answered, or what is left of its target."""
    question = row.question
    if question.kept is not None:
        return Badge("book-open", _(KEPT[question.kept]), "kept")
    if question.answered_at is not None:
        return Badge("circle-check", _("Answered"), "accent" if is_news(row) else "neutral")
    left = remaining(question.due_at, office.now(), row.calendar)
    words = due.duration(left.open_seconds or left.clock_seconds)
    if left.is_late:
        return Badge("triangle-alert", _("{time} late").format(time=words), "broken")
    tone = "risk" if left.is_near else "neutral"
    return Badge("hourglass", _("{time} left").format(time=words), tone)


def question_facts(row: QuestionRow, time: OfficeTime) -> Sequence[tuple[str, str]]:
    """Return names and values of a question, as far as there are any."""
    question = row.question
    facts = (
        (_("Asked by"), f"{question.asked_by}, {short_stamp(question.asked_at, time)}"),
        (_("Unit"), row.unit),
        (_("Product"), row.product),
        (_("Number"), row.number),
        (_("Answer due"), short_stamp(question.due_at, time)),
        (_("Answer"), question.answer),
        (_("Answered by"), _answered(row, time)),
    )
    return [(name, value) for name, value in facts if value]


def _answered(row: QuestionRow, time: OfficeTime) -> str:
    at = row.question.answered_at
    return f"{row.question.answered_by}, {short_stamp(at, time)}" if at else ""


def return_columns() -> tuple[Column[ReturnCount], ...]:
    """Return the columns of the returns; the count opens its lines."""
    return (
        Column("product", N_("Product"), lambda row: row.product, 220, is_stretched=True),
        Column("unit", N_("Returned by"), lambda row: row.unit, 190),
        Column("reason", N_("Reason"), lambda row: row.reason or _("Not recorded"), 220),
        Column(
            "lines",
            N_("Lines"),
            lambda row: number(row.lines),
            90,
            is_number=True,
            is_link=lambda _row: True,
        ),
    )


def voice_columns(time: OfficeTime) -> tuple[Column[VoiceRow], ...]:
    """Return the columns of what customers said."""
    return (
        Column("kind", N_("Kind"), lambda row: voice_badge(row).word, 130, badge=voice_badge),
        Column(
            "text",
            N_("In the customer's words"),
            lambda row: row.text or "–",
            220,
            is_stretched=True,
            hint=lambda row: row.text,
        ),
        Column("product", N_("Product"), lambda row: row.product, 150),
        Column("at", N_("When"), lambda row: short_stamp(row.at, time), 144),
    )


def voice_badge(row: VoiceRow) -> Badge:
    """Return the badge of what a customer said."""
    icon, word, tone = VOICES[row.kind]
    return Badge(icon, _(word), tone)


def voice_facts(row: VoiceRow, time: OfficeTime) -> Sequence[tuple[str, str]]:
    """Return names and values of what a customer said, as far as there are any."""
    facts = (
        (_("When"), short_stamp(row.at, time)),
        (_("Product"), row.product),
        (_("Number"), row.number),
        (_("Answer due"), short_stamp(row.due_at, time) if row.due_at else ""),
        (_("Answer"), row.answer),
    )
    return [(name, value) for name, value in facts if value]


def often_columns(time: OfficeTime) -> tuple[Column[AskedOften], ...]:
    """Return the columns of what customers asked and no question of the catalogue answered."""
    return (
        Column("text", N_("What customers asked"), lambda row: row.text, 220, is_stretched=True),
        Column("times", N_("Times"), lambda row: number(row.times), 84, is_number=True),
        Column("last", N_("Last"), lambda row: short_stamp(row.last_at, time), 144),
    )
