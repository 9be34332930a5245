"""Names, tones and columns of the board."""

from collections.abc import Mapping

from fmdesk.core.domain.board import BoardRow, Figure, Queue, RecordKind, Said
from fmdesk.core.domain.call_back import CallBackOutcome
from fmdesk.core.domain.escalation import EscalationCause
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.reachability import ChannelToday
from fmdesk.core.domain.ticket import LineState
from fmdesk.desktop.pages.tickets import due
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, number
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

FIGURES: Mapping[Figure, tuple[str, str]] = {
    Figure.NEAR: (N_("Near breach"), "risk"),
    Figure.OVERDUE: (N_("Overdue"), "broken"),
    Figure.ESCALATED: (N_("Escalated"), "broken"),
    Figure.RETURNED: (N_("Returned by units"), "risk"),
    Figure.QUESTIONS: (N_("Open questions"), ""),
    Figure.UNOWNED: (N_("Without owner"), "risk"),
    Figure.CALL_BACKS: (N_("To call back"), ""),
    Figure.TO_SEND: (N_("To send"), ""),
    Figure.FAILED: (N_("Not sent"), "broken"),
    Figure.HANDED: (N_("Handed over"), ""),
}
"""Name of each figure, and the tone of one that is not 0."""
CAUSES: Mapping[str, str] = {
    EscalationCause.NEAR: N_("Nearly late"),
    EscalationCause.BROKEN: N_("Promise broken"),
    EscalationCause.STALLED: N_("Nothing happens"),
    EscalationCause.UNANSWERED: N_("Question unanswered"),
}
TIMES: Mapping[RecordKind, str] = {
    RecordKind.LINE: "left",
    RecordKind.HAND_OVER: "left",
    RecordKind.ESCALATION: "left",
    RecordKind.QUESTION: "due",
}
"""Records that show what time is left, or when they are due; the others since when they wait."""
QUEUE_STATES: Mapping[str, LineState | None] = {
    "waiting": LineState.NEW,
    "running": LineState.RUNNING,
    "paused": LineState.PAUSED,
    "oldest": None,
}
"""What a cell of the queues opens, by its column."""
SAID: Mapping[CallBackOutcome, tuple[str, str, str]] = {
    CallBackOutcome.SATISFIED: ("circle-check", N_("Satisfied"), "kept"),
    CallBackOutcome.NOT_SATISFIED: ("circle-x", N_("Not satisfied"), "broken"),
}


def row_columns(office: OfficeTime) -> tuple[Column[BoardRow], ...]:
    """Return the columns of the records behind a figure."""

    def left(row: BoardRow) -> str:
        return due.words(row.line, office) if row.line else "–"

    return (
        Column(
            "left",
            N_("Time left"),
            left,
            176,
            badge=lambda row: due.badge(row.line, office) if row.line else None,
            hint=lambda row: due.hint(row.line, office) if row.line else "",
        ),
        Column("at", N_("Since"), lambda row: short_stamp(row.at, office), 140),
        Column("due", N_("Due"), lambda row: short_stamp(row.at, office), 140),
        Column("number", N_("Number"), lambda row: row.number, 104, is_strong=lambda _row: True),
        Column("what", N_("What"), what_words, 160, is_stretched=True, hint=what_words),
        Column("who", N_("For or by"), lambda row: row.who or _("Unknown"), 130),
    )


def shown_columns(kind: RecordKind) -> tuple[str, ...]:
    """Return the columns for a kind of record."""
    return (TIMES.get(kind, "at"), "number", "what", "who")


def what_words(row: BoardRow) -> str:
    """Return what a record is about, the most telling first."""
    note = _(CAUSES[row.note]) if row.kind is RecordKind.ESCALATION else row.note
    return " · ".join(filter(None, (note, row.line.product if row.line else "")))


def queue_columns(office: OfficeTime) -> tuple[Column[Queue], ...]:
    """Return the columns of the queues; each figure is a link."""

    def count(key: str, title: str, width: int, *, is_hidden: bool = False) -> Column[Queue]:
        return Column(
            key,
            title,
            lambda row: number(getattr(row, key)),
            width,
            is_number=True,
            is_hidden=is_hidden,
            is_link=lambda row: getattr(row, key) > 0,
        )

    return (
        Column("unit", N_("Unit"), lambda row: row.unit, 110, is_stretched=True),
        count("waiting", N_("Waiting"), 70),
        count("running", N_("At work"), 70),
        count("paused", N_("Paused"), 70, is_hidden=True),
        Column(
            "oldest",
            N_("Oldest"),
            lambda row: age_words(row, office),
            76,
            is_number=True,
            is_link=lambda _row: True,
            hint=lambda row: short_stamp(row.oldest_at, office),
        ),
    )


def channel_columns(office: OfficeTime) -> tuple[Column[ChannelToday], ...]:
    """Return the columns of the channels as they are reached today."""
    return (
        Column("name", N_("Channel"), lambda row: row.name, 70, is_stretched=True),
        Column(
            "state",
            N_("Now"),
            lambda row: channel_badge(row, office).word,
            110,
            badge=lambda row: channel_badge(row, office),
            hint=lambda row: row.closing.reason if row.closing else row.holiday,
        ),
        Column("answered", N_("Answered"), lambda row: number(row.figures.answered), 98, True),
        Column(
            "missed",
            N_("Missed"),
            lambda row: number(row.figures.missed),
            68,
            is_number=True,
            tone=lambda row: "risk" if row.figures.missed else "",
        ),
        Column("queued", N_("Waiting"), lambda row: number(row.waiting), 62, is_number=True),
    )


def said_columns(office: OfficeTime) -> tuple[Column[Said], ...]:
    """Return the columns of what customers said."""
    return (
        Column("outcome", N_("Outcome"), lambda row: said_badge(row).word, 130, badge=said_badge),
        Column("number", N_("Number"), lambda row: row.number, 104, is_strong=lambda _row: True),
        Column("what", N_("What"), _said_words, 160, is_stretched=True, hint=_said_words),
        Column("at", N_("Since"), lambda row: short_stamp(row.at, office), 140, is_hidden=True),
    )


def channel_badge(row: ChannelToday, office: OfficeTime) -> Badge:
    """Return whether a channel is open, and until when."""
    clock = f"{office.local(row.until):%H:%M}" if row.until else ""
    if row.closing is not None:
        return Badge("circle-x", _("Closed early"), "broken")
    if row.is_open:
        words = _("Until {clock}").format(clock=clock) if clock else _("Open")
        return Badge("circle-check", words, "kept")
    if row.holiday:
        return Badge("circle-minus", row.holiday, "neutral")
    return Badge("circle-minus", _("Closed"), "neutral")


def said_badge(said: Said) -> Badge:
    """Return what a customer said."""
    icon, word, tone = SAID[said.outcome]
    return Badge(icon, _(word), tone)


def age_words(row: Queue, office: OfficeTime) -> str:
    """Return how long ago the oldest line of a queue was received, `3 d` or `5 h`."""
    hours = int((office.now() - row.oldest_at).total_seconds()) // 3600
    if hours >= 48:  # noqa: PLR2004  # two days
        return _("{n} d").format(n=number(hours // 24))
    return _("{n} h").format(n=max(hours, 0))


def _said_words(said: Said) -> str:
    return " · ".join(filter(None, (said.product, said.note)))
